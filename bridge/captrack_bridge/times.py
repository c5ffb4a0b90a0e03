"""Times as they cross the wire: RFC 3339 in UTC."""

from __future__ import annotations

from datetime import datetime, timezone

from django.utils.dateparse import parse_datetime

#: The earliest and the latest time that is written: clients read no others, for nobody can have meant them.
EARLIEST, LATEST = (datetime.fromisoformat(f"{day}T00:00:00+00:00") for day in ("2003-05-06", "2200-01-01"))


def _written(moment: datetime, digits: str) -> str:
    # Not strftime, which writes a year before 1000 with fewer than four digits.
    return (
        min(max(moment, EARLIEST), LATEST).astimezone(timezone.utc).replace(tzinfo=None).isoformat(timespec=digits)
        + "Z"
    )


def to_wire(moment: datetime | None) -> str | None:
    """A time to the second, such as `2026-11-05T18:04:00Z`."""
    if moment is None:
        return None
    return _written(moment, "seconds")


def to_wire_exact(moment: datetime | None) -> str | None:
    """A time to the microsecond: for decisions, where the newest wins."""
    if moment is None:
        return None
    return _written(moment, "microseconds")


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
