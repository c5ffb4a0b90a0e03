"""Times as they cross the wire: RFC 3339 in UTC."""

from __future__ import annotations

from datetime import datetime, timezone

from django.utils.dateparse import parse_datetime


def to_wire(moment: datetime | None) -> str | None:
    """A time to the second, such as `2026-11-05T18:04:00Z`."""
    if moment is None:
        return None
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def to_wire_exact(moment: datetime | None) -> str | None:
    """A time to the microsecond: for decisions, where the newest wins."""
    if moment is None:
        return None
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def from_wire(text: str) -> datetime | None:
    """Parse a time that names its offset; None if it is none. Digits finer than a microsecond are cut."""
    try:
        moment = parse_datetime(text.strip().replace("z", "Z"))
    except (ValueError, OverflowError):
        return None
    if moment is None or moment.tzinfo is None:
        return None
    try:
        return moment.astimezone(timezone.utc)
    except OverflowError:
        return None
