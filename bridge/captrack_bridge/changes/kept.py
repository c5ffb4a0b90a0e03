"""What was found out for one client and is the same for the next: kept in the cache for a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from allianceauth.services.hooks import get_extension_logger
from django.core.cache import cache

from .. import __version__
from ..answers import digest

logger = get_extension_logger(__name__)

T = TypeVar("T")


def kept(what: tuple[object, ...], seconds: int, ask: Callable[[], T]) -> T:
    """What is kept of it, else what is asked for. `what` has all that the answer depends on. None is never kept."""
    key = f"captrack-bridge-kept-{__version__}-{digest(what)}"
    try:
        found = cache.get(key)
    except Exception:
        _warn()
        return ask()
    if found is None:
        found = ask()
        try:
            if found is not None:
                cache.set(key, found, seconds)
        except Exception:
            _warn()
    return found


def _warn() -> None:
    logger.warning("The cache does not answer, so everything is looked up for each client", exc_info=True)
