"""What the owner of a token is told through AllianceAuth's notifications."""

from __future__ import annotations

from allianceauth.notifications import notify
from django.urls import reverse

from . import app_settings
from .models import Token


def _page() -> str:
    return f"{app_settings.site_url()}{reverse('captrack_bridge:tokens')}"


def token_made(token: Token) -> None:
    """Somebody who was talked into a token, or into handing over a code, learns of it here."""
    notify.info(
        token.user,
        title=f"CapTrack Desktop: new token “{token.name}”",
        message=(
            f"A token was made for “{token.name}” (it ends in {token.hint}). Whoever has it reads as you, until "
            f"{token.expires_at:%Y-%m-%d}, the ships that you may see. If you did not ask for it, revoke it: {_page()}"
        ),
    )


def token_ends(token: Token) -> None:
    """In time to make another one."""
    notify.warning(
        token.user,
        title=f"CapTrack Desktop: the token “{token.name}” ends soon",
        message=(
            f"The token for “{token.name}” (it ends in {token.hint}) ends on {token.expires_at:%Y-%m-%d %H:%M} UTC. "
            f"To go on, sign in again in CapTrack Desktop, or make a new token: {_page()}"
        ),
    )
