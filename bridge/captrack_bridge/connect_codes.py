"""Signing a client in through the browser.

The browser does not hand over the token: a link of one's own scheme reaches the client as an argument of a process,
which other programs on that computer can read. It hands over a code that is good once, for ten minutes, and only
together with a secret (the verifier) that never left the client, which said its hash (the challenge) when it opened
the page. This is RFC 7636 with method S256.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from datetime import timedelta

from django.contrib.auth.models import User

from . import app_settings, clock, tokens
from .access import Permission
from .errors import ApiError, ErrorCode
from .models import ConnectCode, Token

PREFIX = "ctc_"
LIFETIME = timedelta(minutes=10)
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
_STATE = re.compile(r"[A-Za-z0-9_-]{16,128}")


def is_challenge(text: str) -> bool:
    """Whether a text can be the hash of a verifier."""
    return _CHALLENGE.fullmatch(text) is not None


def is_state(text: str) -> bool:
    """Whether a text can be the client's mark of its own request, which comes back unchanged."""
    return _STATE.fullmatch(text) is not None


def challenge_of(verifier: str) -> str:
    """The hash that belongs to a verifier."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def create(user: User, name: str, challenge: str) -> str:
    """Make a code for the client that knows the verifier."""
    now = clock.now()
    ConnectCode.objects.filter(expires_at__lte=now).delete()
    code = PREFIX + tokens.random_secret()
    ConnectCode.objects.create(
        user=user,
        name=tokens.clean_name(name),
        code_hash=tokens.hash_of(code),
        challenge=challenge,
        created_at=now,
        expires_at=now + LIFETIME,
    )
    return code


def exchange(code: str, verifier: str) -> tuple[Token, str]:
    """Make the token. The code is used up by the first attempt, right or wrong.

    Not by one from the right client while the account has as many tokens as it may: its owner can revoke one, and try
    again.

    Raises `CODE_UNKNOWN`, `CODE_EXPIRED`, `ACCOUNT_INACTIVE`, `PERMISSION_MISSING`, `TOO_MANY_TOKENS`.
    """
    found = ConnectCode.objects.filter(code_hash=tokens.hash_of(code)).select_related("user__profile").first()
    if found is None:
        raise ApiError(ErrorCode.CODE_UNKNOWN)
    right = hmac.compare_digest(found.challenge, challenge_of(verifier))
    if right and found.expires_at > clock.now():
        tokens.must_have_room(found.user)
    # Of two attempts at the same moment only one deletes the row.
    deleted, _ = ConnectCode.objects.filter(pk=found.pk).delete()
    if not deleted or not right:
        raise ApiError(ErrorCode.CODE_UNKNOWN)
    if found.expires_at <= clock.now():
        raise ApiError(ErrorCode.CODE_EXPIRED)
    if not found.user.is_active:
        raise ApiError(ErrorCode.ACCOUNT_INACTIVE)
    if not found.user.has_perm(Permission.READ.value):
        raise ApiError(ErrorCode.PERMISSION_MISSING, permission=Permission.READ.shown)
    return tokens.create(found.user, found.name, app_settings.connect_lifetime())
