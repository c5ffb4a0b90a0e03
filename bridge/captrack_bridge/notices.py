"""What the owner of a token is told through AllianceAuth's notifications, in the owner's language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from allianceauth.notifications import notify
from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from . import app_settings
from .models import Token


def _page() -> str:
    return f"{app_settings.site_url()}{reverse('captrack_bridge:tokens')}"


@contextmanager
def _language_of(user: User) -> Iterator[None]:
    """The one that the account has chosen: who makes the request may be somebody else, or Celery."""
    with override(getattr(getattr(user, "profile", None), "language", None) or settings.LANGUAGE_CODE):
        yield


def token_made(token: Token) -> None:
    """Somebody who was talked into a token, or into handing over a code, learns of it here."""
    with _language_of(token.user):
        notify.info(
            token.user,
            title=_("CapTrack Desktop: new token “%(name)s”") % {"name": token.name},
            message=_(
                "A token was created for “%(name)s” (ending in %(hint)s). Until %(day)s anyone who has it can read, as "
                "you, the ships that you may see. If you did not ask for it, revoke it: %(page)s"
            )
            % {
                "name": token.name,
                "hint": token.hint,
                "day": f"{token.expires_at:%Y-%m-%d}",
                "page": _page(),
            },
        )


def token_ends(token: Token) -> None:
    """In time to make another one."""
    with _language_of(token.user):
        notify.warning(
            token.user,
            title=_("CapTrack Desktop: the token “%(name)s” expires soon") % {"name": token.name},
            message=_(
                "The token for “%(name)s” (ending in %(hint)s) expires on %(time)s UTC. To stay connected, sign in "
                "again in CapTrack Desktop, or create a new token: %(page)s"
            )
            % {
                "name": token.name,
                "hint": token.hint,
                "time": f"{token.expires_at:%Y-%m-%d %H:%M}",
                "page": _page(),
            },
        )
