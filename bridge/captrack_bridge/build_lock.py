"""One large answer at a time on a whole server, so that clients that ask together do not take all its workers."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager

from allianceauth.services.hooks import get_extension_logger
from django.core.cache import cache

from .errors import ErrorCode, try_again

logger = get_extension_logger(__name__)

_KEY = "captrack-bridge-build"
#: A worker that was killed in the middle holds it no longer than this, in seconds; gunicorn ends one after 120.
LONGEST = 120
#: How long is waited for it before the client is asked to come back, in seconds; a worker that waits serves nobody.
PATIENCE = 1.0
STEP = 0.05
RETRY_AFTER = 3

pause = time.sleep


def _take(mark: str) -> bool:
    for _ in range(round(PATIENCE / STEP)):
        if cache.add(_KEY, mark, LONGEST):
            return True
        pause(STEP)
    return False


@contextmanager
def alone() -> Iterator[None]:
    """Hold the lock. Raises `BUSY`. Without a cache nobody waits for anybody."""
    mark = secrets.token_hex(16)
    try:
        taken = _take(mark)
    except Exception:
        logger.warning("The cache does not answer, so large answers are made at the same time", exc_info=True)
        yield
        return
    if not taken:
        raise try_again(ErrorCode.BUSY, RETRY_AFTER)
    try:
        yield
    finally:
        # Another's, if this took longer than the lock lasts.
        if cache.get(_KEY) == mark:
            cache.delete(_KEY)
