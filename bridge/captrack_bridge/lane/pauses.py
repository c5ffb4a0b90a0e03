"""When ESI is not to be asked: EVE's downtime, what it has asked for itself, and what it gives one character."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta, timezone

from django.core.cache import cache

#: Every day, in UTC; routes answer with errors then.
DOWNTIME = time(11, 0), time(11, 15)
#: How corptools and django-esi note that ESI wants to be left alone: a moment, or anything at all.
_UNTIL, _ANYTHING = "esi_error_timeout", ("esi_error_limit_reset", "esi_errors_timeout")
_A_WHILE = timedelta(minutes=1)
#: ESI's rate groups with what one character may use in a quarter of an hour. The last fifth is left to corptools.
GROUPS = {"char-location": 1200, "char-asset": 1800}
_SPARED = 0.2


def until(now: datetime) -> datetime | None:
    """Until when nothing is to be asked; None: go on."""
    here = now.astimezone(timezone.utc)
    if DOWNTIME[0] <= here.time() < DOWNTIME[1]:
        return datetime.combine(here.date(), DOWNTIME[1], timezone.utc)
    noted = cache.get(_UNTIL)
    if isinstance(noted, datetime) and noted > now:
        return noted
    if cache.get_many(_ANYTHING):
        return now + _A_WHILE
    return None


def spent(characters: Iterable[int]) -> set[int]:
    """Those who have used up most of what ESI gives them."""
    keys = {f"esi:bucket:{group}:{one}": (group, one) for one in characters for group in GROUPS}
    left = cache.get_many(list(keys))
    return {one for key, (group, one) in keys.items() if _is_low(left.get(key), GROUPS[group] * _SPARED)}


def _is_low(left: object, least: float) -> bool:
    try:
        return left is not None and int(left) < least  # type: ignore[call-overload]
    except (TypeError, ValueError):
        return False
