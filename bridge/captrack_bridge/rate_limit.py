"""How often one token may ask."""

from __future__ import annotations

import math

from allianceauth.services.hooks import get_extension_logger
from django.core.cache import cache

from . import app_settings, clock
from .errors import ApiError, ErrorCode

logger = get_extension_logger(__name__)


def take(token_id: int) -> None:
    """Count a request in AllianceAuth's cache, so that all its processes count together.

    Raises `RATE_LIMITED` with `Retry-After`. Without a cache nothing is limited: the limit keeps a desk that has run
    wild from the others, it guards no secret.
    """
    requests, seconds = app_settings.rate_limit()
    now = clock.now().timestamp()
    window = int(now // seconds)
    key = f"captrack-bridge-rate-{token_id}-{seconds}-{window}"
    try:
        cache.add(key, 0, seconds + 5)
        count = cache.incr(key)
    except Exception:
        logger.warning("The cache does not answer, so requests are not limited", exc_info=True)
        return
    if count <= requests:
        return
    retry_after = max(1, math.ceil((window + 1) * seconds - now))
    raise ApiError(
        ErrorCode.RATE_LIMITED,
        headers={"Retry-After": str(retry_after)},
        requests=requests,
        seconds=seconds,
        retry_after=retry_after,
    )
