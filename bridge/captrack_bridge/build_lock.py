"""One large answer at a time on a whole server, so that clients that ask together do not take all its workers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from allianceauth.services.hooks import get_extension_logger

from . import cache_lock
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


def _take() -> str | None:
    for _ in range(round(PATIENCE / STEP)):
        mark = cache_lock.take(_KEY, LONGEST)
        if mark is not None:
            return mark
        pause(STEP)
    return None


@contextmanager
def alone() -> Iterator[None]:
    """Hold the lock. Raises `BUSY`. Without a cache nobody waits for anybody."""
    try:
        mark = _take()
    except Exception:
        logger.warning("The cache does not answer, so large answers are made at the same time", exc_info=True)
        yield
        return
    if mark is None:
        raise try_again(ErrorCode.BUSY, RETRY_AFTER)
    try:
        yield
    finally:
        cache_lock.give_back(_KEY, mark)
