"""What was found out for one client and is the same for the next: kept in the cache for a while.

How long is measured by the bridge's clock; the cache's own only takes it away in the end.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from allianceauth.services.hooks import get_extension_logger
from django.core.cache import cache

from .. import __version__, clock
from ..answers import digest

logger = get_extension_logger(__name__)

T = TypeVar("T")


def kept(what: tuple[object, ...], seconds: int, ask: Callable[[], T], since: datetime | None = None) -> T:
    """What is kept of it, else what is asked for. `what` has all that the answer depends on. None is never kept.

    With `since` only what was asked for then or later.
    """
    key, now = _key(what), clock.now()
    try:
        found = cache.get(key)
    except Exception:
        _warn()
        return ask()
    if found is not None:
        asked_at, value = found
        if abs((now - asked_at).total_seconds()) < seconds and (since is None or asked_at >= since):
            return value
    value = ask()
    try:
        if value is not None:
            cache.set(key, (now, value), seconds)
    except Exception:
        _warn()
    return value


def forget(*what: object) -> None:
    """Ask anew the next time."""
    try:
        cache.delete(_key(what))
    except Exception:
        _warn()


def _key(what: tuple[object, ...]) -> str:
    return f"captrack-bridge-shared-{__version__}-{digest(what)}"


def _warn() -> None:
    logger.warning("The cache does not answer, so everything is looked up for each client", exc_info=True)
