"""A lock for a whole server, in its cache: one holder at a time, and none for longer than agreed."""

from __future__ import annotations

import secrets

from allianceauth.services.hooks import get_extension_logger
from django.core.cache import cache

logger = get_extension_logger(__name__)


def take(key: str, longest: int) -> str | None:
    """Take it for so many seconds at most: the mark to give it back with. None: somebody else holds it.

    Raises what the cache does when it does not answer.
    """
    mark = secrets.token_hex(16)
    return mark if cache.add(key, mark, longest) else None


def give_back(key: str, mark: str) -> None:
    """Give it back. It is another's by now if this took longer than agreed, and stays with that one."""
    try:
        if cache.get(key) == mark:
            cache.delete(key)
    except Exception:
        # What was done under the lock is done; the lock ends by itself.
        logger.warning("The cache does not answer, so a lock is kept until its time is over", exc_info=True)
