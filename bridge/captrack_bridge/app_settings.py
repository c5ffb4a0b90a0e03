"""What an admin may set in the AllianceAuth project's settings; everything has a default.

Read at the time of use, so that a test or a reload changes it at once.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings

#: Groups of CCP's static data that are capitals: titan, supercarrier, dreadnought, lancer dreadnought, carrier,
#: command carrier, force auxiliary, capital industrial, jump freighter, freighter.
CAPITAL_GROUPS = (30, 659, 485, 4594, 547, 5120, 1538, 883, 902, 513)
#: The category of CCP's static data that ships are in.
SHIPS = 6


def _setting(name: str, default: Any) -> Any:
    return getattr(settings, name, default)


def rate_limit() -> tuple[int, int]:
    """How many requests a token may make in how many seconds (`CAPTRACK_BRIDGE_RATE_LIMIT`)."""
    requests, seconds = _setting("CAPTRACK_BRIDGE_RATE_LIMIT", (60, 60))
    return max(int(requests), 1), max(int(seconds), 1)


def work_limit() -> tuple[float, int]:
    """For how many of how many seconds an account may keep the server busy with large answers.

    `CAPTRACK_BRIDGE_WORK_LIMIT`.
    """
    work, seconds = _setting("CAPTRACK_BRIDGE_WORK_LIMIT", (10, 60))
    return max(float(work), 0.001), max(int(seconds), 1)


def most_hulls() -> int:
    """How many ships one answer may have (`CAPTRACK_BRIDGE_MOST_HULLS`)."""
    return max(int(_setting("CAPTRACK_BRIDGE_MOST_HULLS", 100_000)), 1)


def token_lifetimes() -> list[int]:
    """The lifetimes in days that the token page offers (`CAPTRACK_BRIDGE_TOKEN_DAYS`); the last one is the longest."""
    return sorted({max(int(days), 1) for days in _setting("CAPTRACK_BRIDGE_TOKEN_DAYS", (30, 90, 180, 365))})


def connect_lifetime() -> int:
    """The lifetime in days of a token made by "Sign in through AllianceAuth"."""
    days = token_lifetimes()
    return 180 if 180 in days else days[-1]


def tokens_per_user() -> int:
    """How many valid tokens one account may have (`CAPTRACK_BRIDGE_TOKENS_PER_USER`)."""
    return max(int(_setting("CAPTRACK_BRIDGE_TOKENS_PER_USER", 20)), 1)


def old_data_after() -> timedelta:
    """When the check command calls corptools' data old (`CAPTRACK_BRIDGE_OLD_DATA_HOURS`)."""
    return timedelta(hours=float(_setting("CAPTRACK_BRIDGE_OLD_DATA_HOURS", 24)))


def site_url() -> str:
    """The address of this AllianceAuth as its admin set it, without a slash at the end; empty if it is not set."""
    return str(_setting("SITE_URL", "")).rstrip("/")
