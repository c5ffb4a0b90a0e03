"""Making, finding and revoking tokens.

A token is `ctb_` and 256 random bits. The prefix lets people and secret scanners recognise it. Only its SHA-256 is
kept: of a random value of that length a plain hash is enough, and it can be looked up.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest

from . import app_settings, client_address, clock, journal, notices
from .errors import ApiError, ErrorCode
from .models import JournalEntry, Token
from .one_line import one_line

PREFIX = "ctb_"
#: The time of last use is written at most this often, and that of a use from another address than the last.
LAST_USE_EVERY, ELSEWHERE_EVERY = timedelta(minutes=5), timedelta(minutes=1)
LONGEST_NAME = 60
LONGEST_AGENT = 120


def random_secret() -> str:
    """256 random bits in 43 characters that need no quoting anywhere."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """The hash under which a token or code is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def clean_name(name: str) -> str:
    """A name as it is kept: one line, printable, not too long; never empty."""
    return one_line(name)[:LONGEST_NAME].strip() or "CapTrack Desktop"


def valid_tokens(user: User):
    """The tokens of an account that can be used now."""
    return Token.objects.filter(user=user, revoked_at=None, expires_at__gt=clock.now())


def must_have_room(user: User) -> None:
    """Raise `TOO_MANY_TOKENS` if the account has as many tokens as it may."""
    limit = app_settings.tokens_per_user()
    if valid_tokens(user).count() >= limit:
        raise ApiError(ErrorCode.TOO_MANY_TOKENS, limit=limit)


@transaction.atomic
def create(user: User, name: str, days: int) -> tuple[Token, str]:
    """Make a token; the second value is the token itself, which nobody can see again.

    Raises `TOO_MANY_TOKENS`.
    """
    # Of two at the same moment the second waits, and counts the first.
    User.objects.select_for_update().get(pk=user.pk)
    must_have_room(user)
    now = clock.now()
    days = min(max(days, 1), app_settings.token_lifetimes()[-1])
    secret = PREFIX + random_secret()
    token = Token.objects.create(
        user=user,
        name=clean_name(name),
        token_hash=hash_of(secret),
        hint=secret[-4:],
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    journal.write(
        journal.Author.of(user),
        JournalEntry.Action.TOKEN_CREATED,
        subject=str(token),
        new={"expires_at": token.expires_at.isoformat()},
    )
    notices.token_made(token)
    return token, secret


def revoke(token: Token, by: User) -> None:
    """Make a token useless from the next request on. Revoking it again changes nothing."""
    revoked = Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now())
    if revoked:
        journal.write(
            journal.Author.of(by),
            JournalEntry.Action.TOKEN_REVOKED,
            subject=str(token),
            old={"owner": token.user.get_username()},
        )


def find(secret: str) -> Token | None:
    """The token of that secret with its account, whatever state it is in.

    One query; what the permission checks need is fetched along.
    """
    token_hash = hash_of(secret)
    token = (
        Token.objects.filter(token_hash=token_hash)
        .select_related("user__profile__main_character", "user__profile__state")
        .first()
    )
    # The look-up goes by an index over hashes, so its time tells nothing of the token. The comparison keeps that so on
    # databases whose collation takes more than the same text for equal.
    if token is None or not hmac.compare_digest(token.token_hash, token_hash):
        return None
    return token


def note_use(token: Token, request: HttpRequest) -> None:
    """Remember that it was used, where and by what: not at each request, and without a race between two."""
    now, here = clock.now(), client_address.of(request)
    every = LAST_USE_EVERY if here == token.last_used_from else ELSEWHERE_EVERY
    if token.last_used_at is not None and now - token.last_used_at < every:
        return
    Token.objects.filter(Q(last_used_at=None) | Q(last_used_at__lte=now - every), pk=token.pk).update(
        last_used_at=now,
        last_used_from=here,
        last_used_by=one_line(request.headers.get("User-Agent", ""))[:LONGEST_AGENT],
    )
