"""Who is asking, and what they may do: decided anew at every request."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from allianceauth.eveonline.models import EveCharacter
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.translation import gettext as _

from . import clock, permission_query, rate_limit, tokens
from .errors import ApiError, ErrorCode
from .journal import Author
from .models import Token


class Permission(Enum):
    """What an account can be allowed."""

    READ = "captrack_bridge.basic_access"
    SNOOZE = "captrack_bridge.snooze_access"
    POLICY = "captrack_bridge.admin_access"
    REFRESH = "captrack_bridge.refresh_access"
    #: corptools shows no character data in the browser without it, so neither does the bridge.
    CHARACTER_DATA = "corptools.view_characteraudit"

    @property
    def shown(self) -> str:
        """The permission in words by which an admin finds it: what is in quotes goes into the filter of a list."""
        if self is Permission.CHARACTER_DATA:
            name, app = "Can view character audit", "Corp Tools"
        else:
            name, app = self.value.partition(".")[2], "CapTrack Bridge"
        return _("“%(name)s” of %(app)s") % {"name": name, "app": app}


@dataclass(frozen=True)
class Caller:
    """An account that came with a valid token."""

    user: User
    token: Token
    main: EveCharacter

    @property
    def author(self) -> Author:
        """Who stands in the log."""
        return Author.of(self.user, self.token.name)

    def may(self, permission: Permission) -> bool:
        """Whether the account has a permission now."""
        return self.user.has_perm(permission.value)

    def must(self, permission: Permission) -> None:
        """Raise `PERMISSION_MISSING` without the permission."""
        if not self.may(permission):
            raise ApiError(ErrorCode.PERMISSION_MISSING, permission=permission.shown)


def _bearer(request: HttpRequest) -> str:
    """Take the token out of the request, so that no error page, error mail or crash report can show it."""
    header = request.META.pop("HTTP_AUTHORIZATION", "")
    # `request.headers` is a copy that is made when it is first looked at.
    request.__dict__.pop("headers", None)
    scheme, _, secret = header.partition(" ")
    secret = secret.strip()
    if scheme.lower() != "bearer" or not secret:
        raise ApiError(ErrorCode.NO_TOKEN)
    return secret


def token_of(request: HttpRequest) -> Token:
    """Find the valid token that a request came with.

    Raises 401 about tokens, `TOO_MANY_ATTEMPTS` and `RATE_LIMITED`.
    """
    secret = _bearer(request)
    token_hash = tokens.hash_of(secret)
    rate_limit.let_through(request, token_hash)
    token = tokens.find(secret)
    if token is None:
        rate_limit.take_attempt(request)
        raise ApiError(ErrorCode.TOKEN_UNKNOWN)
    rate_limit.remember(token_hash)
    if token.revoked_at is not None:
        raise ApiError(ErrorCode.TOKEN_REVOKED)
    if token.has_expired(clock.now()):
        raise ApiError(ErrorCode.TOKEN_EXPIRED)
    rate_limit.take(token.pk)
    return token


def caller_of(request: HttpRequest) -> Caller:
    """Find out who asks.

    Raises the errors of status 401, `RATE_LIMITED`, `PERMISSION_MISSING` without basic access, and `NO_MAIN`, since
    AllianceAuth shows pages of plugins only to accounts with a main character.
    """
    token = token_of(request)
    user = token.user
    if not user.is_active:
        raise ApiError(ErrorCode.ACCOUNT_INACTIVE)
    tokens.note_use(token, request)
    permission_query.fetch(user)
    if not user.has_perm(Permission.READ.value):
        raise ApiError(ErrorCode.PERMISSION_MISSING, permission=Permission.READ.shown)
    main = getattr(getattr(user, "profile", None), "main_character", None)
    if main is None:
        raise ApiError(ErrorCode.NO_MAIN)
    return Caller(user, token, main)
