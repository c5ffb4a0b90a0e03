"""Checking decisions as they come from a client.

A request that cannot be understood is refused as a whole. A decision that makes no sense is refused by itself: it must
not keep the others, which a client would go on sending with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from .. import app_settings
from ..errors import ApiError, ErrorCode, bad_request
from ..one_line import one_line
from ..times import from_wire
from .kind import SNOOZES, Kind

#: How many decisions may come at once; a client sends the rest in a second request.
MOST_AT_ONCE = 500
LONGEST_WHY = 200
MOST_HULLS = 2000
_LARGEST_ID = 2**63 - 1
_HULL = re.compile(r"item/[0-9]{1,19}|pilot/[0-9]{1,19}/[0-9]{1,19}")
#: Older than any decision.
BEFORE_EVE = datetime.fromisoformat("2003-05-06T00:00:00+00:00")
#: How far ahead of the server a snooze may begin: clocks differ.
LATEST_START = timedelta(days=1)
#: How far ahead it may end; what is meant for ever has no end.
LATEST_END = timedelta(days=10 * 365)


@dataclass(frozen=True)
class Decision:
    """One decision as it came from a client, checked."""

    subject_id: int
    stands: bool
    decided_at: datetime
    why: str | None
    #: What a snooze or an acknowledgement has besides, by the name of its column.
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Refused:
    """One decision that is not taken."""

    subject_id: int
    #: What is wrong with it.
    why: str


class _WrongError(Exception):
    """What is wrong with a decision."""


def _time(item: dict[str, Any], name: str) -> datetime | None:
    value = item.get(name)
    if value is None:
        return None
    moment = from_wire(value) if isinstance(value, str) else None
    if moment is None:
        raise _WrongError(f"{name} is not a time such as 2026-11-05T18:04:00Z")
    return moment


def _why(item: dict[str, Any]) -> str | None:
    why = item.get("why")
    if why is not None and not isinstance(why, str):
        raise _WrongError("why is not a text")
    if why is not None and len(why) > LONGEST_WHY:
        raise _WrongError(f"why is longer than {LONGEST_WHY} characters")
    return one_line(why or "") or None


def _hulls(item: dict[str, Any]) -> list[str]:
    hulls = item.get("hulls")
    if hulls is None:
        return []
    if not isinstance(hulls, list) or len(hulls) > MOST_HULLS:
        raise _WrongError(f"hulls is not a list of at most {MOST_HULLS} hull keys")
    if not all(isinstance(hull, str) and _HULL.fullmatch(hull) for hull in hulls):
        raise _WrongError("hulls has something that is no hull key such as item/1040000000001")
    return sorted(set(hulls))


def _span(item: dict[str, Any], decided_at: datetime, now: datetime) -> dict[str, datetime | None]:
    """When a snooze begins and ends: times that every client can read and that somebody can have meant."""
    since = _time(item, "since") or min(decided_at, now + LATEST_START)
    until = _time(item, "until")
    if not BEFORE_EVE < since <= now + LATEST_START:
        raise _WrongError("since is before EVE began, or later than tomorrow")
    if until is not None and until <= since:
        raise _WrongError("until is not after since")
    if until is not None and until > now + LATEST_END:
        raise _WrongError("until is more than ten years away: leave it out for a snooze without an end")
    return {"since": since, "until": until}


def _parse(kind: Kind, subject_id: int, item: dict[str, Any], now: datetime) -> Decision:
    state = item.get("state")
    if state not in (kind.standing, "cleared"):
        raise _WrongError(f"state is neither {kind.standing} nor cleared")
    decided_at = _time(item, "decided_at")
    if decided_at is None:
        raise _WrongError("decided_at is missing")
    if decided_at <= BEFORE_EVE:
        raise _WrongError("decided_at is before EVE began")
    kept = app_settings.kept(app_settings.ENDED_DECISION_DAYS)
    if kept is not None and decided_at < now - kept:
        # A newer one may have been here, have ended, and be forgotten.
        raise _WrongError(f"decided_at is more than {kept.days} days ago")
    stands = state == kind.standing
    details: dict[str, Any]
    if kind is SNOOZES:
        details = _span(item, decided_at, now) if stands else dict(kind.nothing)
    else:
        details = {"hulls": _hulls(item) if stands else []}
    return Decision(subject_id, stands, decided_at, _why(item), details)


def _subject(kind: Kind, item: Any, where: str) -> int:
    if not isinstance(item, dict):
        raise bad_request(f"{where} is not an object")
    subject_id = item.get(kind.subject)
    if type(subject_id) is not int or not 0 < subject_id <= _LARGEST_ID:
        raise bad_request(f"{where}.{kind.subject} is not a character's id")
    return subject_id


def parse(kind: Kind, body: dict[str, Any], now: datetime) -> list[Decision | Refused]:
    """Check what came.

    Raises `BAD_REQUEST` if it cannot be told whom a decision is about, and `TOO_LARGE`; none is taken then.
    """
    items = body.get("decisions")
    if not isinstance(items, list) or not items:
        raise bad_request("it has no list “decisions”")
    if len(items) > MOST_AT_ONCE:
        raise ApiError(ErrorCode.TOO_LARGE, limit=f"{MOST_AT_ONCE} decisions")
    subjects = [_subject(kind, item, f"decisions[{at}]") for at, item in enumerate(items)]
    if len(set(subjects)) != len(subjects):
        raise bad_request(f"the same {kind.subject} is in it twice")
    decisions: list[Decision | Refused] = []
    for subject_id, item in zip(subjects, items, strict=True):
        try:
            decisions.append(_parse(kind, subject_id, item, now))
        except _WrongError as wrong:
            decisions.append(Refused(subject_id, str(wrong)))
    return decisions
