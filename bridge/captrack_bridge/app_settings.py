"""What an admin may set in the AllianceAuth project's settings; everything has a default.

Read at the time of use, so that a test or a reload changes it at once. A value that makes no sense counts as not set,
so that no request fails of it; `checks` says so at every start.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeVar

from django.conf import settings

#: Groups of CCP's static data that are capitals: titan, supercarrier, dreadnought, lancer dreadnought, carrier,
#: command carrier, force auxiliary, capital industrial, jump freighter, freighter.
CAPITAL_GROUPS = (30, 659, 485, 4594, 547, 5120, 1538, 883, 902, 513)
#: The category of CCP's static data that ships are in.
SHIPS = 6

T = TypeVar("T")


@dataclass(frozen=True)
class Setting(Generic[T]):
    """A setting: its name, its default, and what it has to be."""

    name: str
    default: Any
    #: Ends "must be …".
    what: str
    #: Raises `ValueError`, `TypeError` or `OverflowError` of a value that makes no sense.
    read: Callable[[Any], T]

    def value(self) -> T:
        """What is set; the default if that makes no sense."""
        try:
            return self.read(getattr(settings, self.name, self.default))
        except (ValueError, TypeError, OverflowError):
            return self.read(self.default)

    def problem(self) -> str | None:
        """What is wrong with what is set."""
        if not hasattr(settings, self.name):
            return None
        value = getattr(settings, self.name)
        try:
            self.read(value)
        except (ValueError, TypeError, OverflowError):
            return f"{self.name} is {value!r}, and must be {self.what}."
        return None


def _above(least: float, number: Any) -> float:
    if isinstance(number, bool | str):
        raise TypeError
    value = float(number)
    if not math.isfinite(value) or value < least:
        raise ValueError
    return value


def _whole(least: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        number = _above(least, value)
        if number != int(number):
            raise ValueError
        return int(number)

    return read


def _pair(least: float) -> Callable[[Any], tuple[float, int]]:
    def read(value: Any) -> tuple[float, int]:
        if isinstance(value, str):
            raise TypeError
        number, seconds = value
        return _above(least, number), _whole(1)(seconds)

    return read


def _lifetimes(value: Any) -> list[int]:
    if isinstance(value, str):
        raise TypeError
    days = sorted({_whole(1)(days) for days in value})
    if not days or days[-1] > 3650:
        raise ValueError
    return days


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


#: A week: what is read less often needs no fast lane.
_LONGEST_MINUTES = 7 * 24 * 60


def _minutes(least: float) -> Callable[[Any], timedelta]:
    return lambda value: timedelta(minutes=min(_above(least, value), _LONGEST_MINUTES))


def _minutes_or_none(value: Any) -> timedelta | None:
    return None if value is None else _minutes(1)(value)


def _name(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    if not value or len(value) > 100 or not all(one.isascii() and (one.isalnum() or one in "_.-") for one in value):
        raise ValueError
    return value


_DAYS = "a whole number of days, 0 for ever"

RATE_LIMIT = Setting("CAPTRACK_BRIDGE_RATE_LIMIT", (60, 60), "requests and seconds such as (60, 60)", _pair(1))
WORK_LIMIT = Setting("CAPTRACK_BRIDGE_WORK_LIMIT", (10, 60), "seconds of seconds such as (10, 60)", _pair(0.001))
MOST_HULLS = Setting("CAPTRACK_BRIDGE_MOST_HULLS", 100_000, "a whole number above 0", _whole(1))
TOKEN_DAYS = Setting(
    "CAPTRACK_BRIDGE_TOKEN_DAYS", (30, 90, 180, 365), "a list of days such as (30, 90), at most 3650", _lifetimes
)
TOKENS_PER_USER = Setting("CAPTRACK_BRIDGE_TOKENS_PER_USER", 20, "a whole number above 0", _whole(1))
OLD_DATA_HOURS = Setting("CAPTRACK_BRIDGE_OLD_DATA_HOURS", 48, "a number of hours", lambda value: _above(0.01, value))
JOURNAL_DAYS = Setting("CAPTRACK_BRIDGE_JOURNAL_DAYS", 180, _DAYS, _whole(0))
EXPIRED_TOKEN_DAYS = Setting("CAPTRACK_BRIDGE_EXPIRED_TOKEN_DAYS", 30, _DAYS, _whole(0))
ENDED_DECISION_DAYS = Setting("CAPTRACK_BRIDGE_ENDED_DECISION_DAYS", 90, _DAYS, _whole(0))

FAST_LANE = Setting("CAPTRACK_BRIDGE_FAST_LANE", True, "True or False", _switch)
#: Less than a minute is less than there is a round in.
LANE_LOCATION_MINUTES = Setting(
    "CAPTRACK_BRIDGE_FAST_LANE_LOCATION_MINUTES", 10, "a number of minutes, at least 1", _minutes(1)
)
LANE_ASSETS_MINUTES = Setting(
    "CAPTRACK_BRIDGE_FAST_LANE_ASSETS_MINUTES", 60, "a number of minutes, at least 10", _minutes(10)
)
LANE_OTHERS_MINUTES = Setting(
    "CAPTRACK_BRIDGE_FAST_LANE_OTHERS_MINUTES", None, "a number of minutes, at least 1, or None", _minutes_or_none
)
LANE_BUDGET = Setting("CAPTRACK_BRIDGE_FAST_LANE_BUDGET", 60, "a whole number above 0", _whole(1))
LANE_QUEUE = Setting("CAPTRACK_BRIDGE_FAST_LANE_QUEUE", "captrack_bridge", "the name of a queue", _name)
LANE_SHARED = Setting("CAPTRACK_BRIDGE_FAST_LANE_SHARED", True, "True or False", _switch)

ALL: tuple[Setting[Any], ...] = (
    RATE_LIMIT,
    WORK_LIMIT,
    MOST_HULLS,
    TOKEN_DAYS,
    TOKENS_PER_USER,
    OLD_DATA_HOURS,
    JOURNAL_DAYS,
    EXPIRED_TOKEN_DAYS,
    ENDED_DECISION_DAYS,
    FAST_LANE,
    LANE_LOCATION_MINUTES,
    LANE_ASSETS_MINUTES,
    LANE_OTHERS_MINUTES,
    LANE_BUDGET,
    LANE_QUEUE,
    LANE_SHARED,
)


def problems() -> Iterator[str]:
    """What is wrong with what is set, a sentence each."""
    yield from (problem for setting in ALL if (problem := setting.problem()) is not None)


def rate_limit() -> tuple[int, int]:
    """How many requests a token may make in how many seconds."""
    requests, seconds = RATE_LIMIT.value()
    return int(requests), seconds


def work_limit() -> tuple[float, int]:
    """For how many of how many seconds an account may keep the server busy with large answers."""
    return WORK_LIMIT.value()


def most_hulls() -> int:
    """How many ships one answer may have."""
    return MOST_HULLS.value()


def token_lifetimes() -> list[int]:
    """The lifetimes in days that the token page offers; the last one is the longest."""
    return TOKEN_DAYS.value()


def connect_lifetime() -> int:
    """The lifetime in days of a token made by "Sign in through AllianceAuth"."""
    days = token_lifetimes()
    return 180 if 180 in days else days[-1]


def tokens_per_user() -> int:
    """How many valid tokens one account may have."""
    return TOKENS_PER_USER.value()


def old_data_after() -> timedelta:
    """When the check command calls corptools' data old."""
    return timedelta(hours=OLD_DATA_HOURS.value())


def kept(setting: Setting[int]) -> timedelta | None:
    """How long something is kept; None: for ever."""
    days = setting.value()
    return timedelta(days=days) if days else None


def lane_is_on() -> bool:
    """Whether the bridge has characters read by itself."""
    return FAST_LANE.value()


def lane_location_every() -> timedelta:
    """How often ship and place of the owners of ships that always alert are read."""
    return LANE_LOCATION_MINUTES.value()


def lane_assets_every() -> timedelta:
    """How often their assets are read."""
    return LANE_ASSETS_MINUTES.value()


def lane_others_every() -> timedelta | None:
    """How often ship and place of the owners of other capitals are read; None: as often as corptools does."""
    return LANE_OTHERS_MINUTES.value()


def lane_budget() -> int:
    """How many tasks a minute corptools is asked for."""
    return LANE_BUDGET.value()


def lane_queue() -> str:
    """The Celery queue that they are in."""
    return LANE_QUEUE.value()


def lane_is_shared() -> bool:
    """Whether the workers that do AllianceAuth's tasks do these too."""
    return LANE_SHARED.value()


def site_url() -> str:
    """The address of this AllianceAuth as its admin set it, without a slash at the end; empty if it is not set."""
    return str(getattr(settings, "SITE_URL", "")).rstrip("/")
