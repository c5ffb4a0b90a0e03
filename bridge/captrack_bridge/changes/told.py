"""Which characters a client has been told of, where its account does not see all: kept in the cache.

Only so can be said who is not seen any more, and nothing of those who never were. Should the cache forget it the client
is told everything anew.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from allianceauth.services.hooks import get_extension_logger
from django.core.cache import cache

logger = get_extension_logger(__name__)

#: As long as a client may be silent without being told everything again, in seconds.
KEPT = 2 * 3600


def _key(user_id: int, name: str) -> str:
    return f"captrack-bridge-told-{user_id}-{name}"


def keep(user_id: int, characters: Iterable[int]) -> str | None:
    """Keep it under a new name; None: the cache does not answer."""
    name = secrets.token_hex(8)
    try:
        cache.set(_key(user_id, name), sorted(characters), KEPT)
    except Exception:
        logger.warning("The cache does not answer, so clients are told everything each time", exc_info=True)
        return None
    return name


def find(user_id: int, name: str) -> set[int] | None:
    """What is kept, for some time more; None: it is forgotten."""
    try:
        found = cache.get(_key(user_id, name))
        if found is not None:
            cache.touch(_key(user_id, name), KEPT)
    except Exception:
        logger.warning("The cache does not answer, so clients are told everything each time", exc_info=True)
        return None
    return None if found is None else set(found)
