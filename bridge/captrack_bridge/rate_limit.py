"""How often one token may ask, and how often one address may come with a token or code that is none.

Counted in AllianceAuth's cache, so that all its processes count together. Without a cache nothing is limited: a limit
keeps somebody who has run wild from the others, it guards no secret.
"""

from __future__ import annotations

import math

from allianceauth.services.hooks import get_extension_logger
from django.core.cache import cache
from django.http import HttpRequest

from . import app_settings, client_address, clock
from .errors import ErrorCode, try_again

logger = get_extension_logger(__name__)

#: Requests with an unknown token, and attempts to exchange a code, that one address may make in how many seconds.
ATTEMPTS = (30, 60)
#: How long a token that was valid is let through although others at its address are not, in seconds.
_REMEMBERED = 3600


class Window:
    """What is counted of something in the present stretch of so many seconds."""

    def __init__(self, what: str, seconds: int) -> None:
        self._seconds = seconds
        self._now = clock.now().timestamp()
        self._number = int(self._now // seconds)
        self._key = f"captrack-bridge-{what}-{seconds}-{self._number}"

    @property
    def retry_after(self) -> int:
        """When the next one begins, in seconds."""
        return max(1, math.ceil((self._number + 1) * self._seconds - self._now))

    def count(self) -> int:
        """How much was counted; 0 without a cache."""
        try:
            return int(cache.get(self._key) or 0)
        except Exception:
            _warn()
            return 0

    def add(self, number: int = 1) -> int:
        """Count some more; how much it is then. 0 without a cache."""
        try:
            cache.add(self._key, 0, self._seconds + 5)
            return cache.incr(self._key, number)
        except Exception:
            _warn()
            return 0


def _warn() -> None:
    logger.warning("The cache does not answer, so requests are not limited", exc_info=True)


def take(token_id: int) -> None:
    """Count a request with a token. Raises `RATE_LIMITED` with `Retry-After`."""
    requests, seconds = app_settings.rate_limit()
    window = Window(f"rate-{token_id}", seconds)
    if window.add() > requests:
        raise try_again(ErrorCode.RATE_LIMITED, window.retry_after, requests=requests, seconds=seconds)


def _attempts(request: HttpRequest) -> Window:
    return Window(f"attempts-{client_address.of(request)}", ATTEMPTS[1])


def take_attempt(request: HttpRequest) -> None:
    """Count a request that brings no valid token. Raises `TOO_MANY_ATTEMPTS`."""
    window = _attempts(request)
    if window.add() > ATTEMPTS[0]:
        raise try_again(ErrorCode.TOO_MANY_ATTEMPTS, window.retry_after)


def let_through(request: HttpRequest, token_hash: str) -> None:
    """Before a token is looked up: an address that came with too many unknown ones is not even looked up for.

    A token that was valid within the hour is: others who share its address must not lock it out.
    Raises `TOO_MANY_ATTEMPTS`.
    """
    window = _attempts(request)
    if window.count() < ATTEMPTS[0]:
        return
    try:
        known = cache.get(_known(token_hash)) is not None
    except Exception:
        _warn()
        return
    if not known:
        raise try_again(ErrorCode.TOO_MANY_ATTEMPTS, window.retry_after)


def remember(token_hash: str) -> None:
    """A token is valid."""
    try:
        cache.set(_known(token_hash), 1, _REMEMBERED)
    except Exception:
        _warn()


def _known(token_hash: str) -> str:
    # Half of the hash is enough to know it by, and is not what stands in the database.
    return f"captrack-bridge-known-{token_hash[:32]}"
