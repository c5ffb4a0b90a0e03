"""Checking decisions as they come from a desk."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..errors import ApiError, ErrorCode, bad_request
from ..one_line import one_line
from ..times import from_wire
from .kind import SNOOZES, Kind

#: How many decisions may come at once; a desk sends the rest in a second request.
MOST_AT_ONCE = 500
LONGEST_WHY = 200
MOST_HULLS = 2000
_LARGEST_ID = 2**63 - 1
_HULL = re.compile(r"item/[0-9]{1,19}|pilot/[0-9]{1,19}/[0-9]{1,19}")
#: Older than any decision.
BEFORE_EVE = datetime.fromisoformat("2003-05-06T00:00:00+00:00")


@dataclass(frozen=True)
class Decision:
    """One decision as it came from a desk, checked."""

    subject_id: int
    stands: bool
    decided_at: datetime
    why: str | None
    #: What a snooze or an acknowledgement has besides, by the name of its column.
    details: dict[str, Any] = field(default_factory=dict)


def _time(item: dict[str, Any], name: str, where: str) -> datetime | None:
    value = item.get(name)
    if value is None:
        return None
    moment = from_wire(value) if isinstance(value, str) else None
    if moment is None:
        raise bad_request(f"{where}.{name} is not a time such as 2026-11-05T18:04:00Z")
    return moment


def _why(item: dict[str, Any], where: str) -> str | None:
    why = item.get("why")
    if why is not None and not isinstance(why, str):
        raise bad_request(f"{where}.why is not a text")
    if why is not None and len(why) > LONGEST_WHY:
        raise bad_request(f"{where}.why is longer than {LONGEST_WHY} characters")
    return one_line(why or "") or None


def _hulls(item: dict[str, Any], where: str) -> list[str]:
    hulls = item.get("hulls", [])
    if not isinstance(hulls, list) or len(hulls) > MOST_HULLS:
        raise bad_request(f"{where}.hulls is not a list of at most {MOST_HULLS} hull keys")
    if not all(isinstance(hull, str) and _HULL.fullmatch(hull) for hull in hulls):
        raise bad_request(f"{where}.hulls has something that is no hull key such as item/1040000000001")
    return sorted(set(hulls))


def _parse(kind: Kind, item: Any, where: str) -> Decision:
    if not isinstance(item, dict):
        raise bad_request(f"{where} is not an object")
    subject_id = item.get(kind.subject)
    if type(subject_id) is not int or not 0 < subject_id <= _LARGEST_ID:
        raise bad_request(f"{where}.{kind.subject} is not a character's id")
    state = item.get("state")
    if state not in (kind.standing, "cleared"):
        raise bad_request(f"{where}.state is neither {kind.standing} nor cleared")
    decided_at = _time(item, "decided_at", where)
    if decided_at is None:
        raise bad_request(f"{where}.decided_at is missing")
    if decided_at <= BEFORE_EVE:
        raise bad_request(f"{where}.decided_at is before EVE began")
    stands = state == kind.standing
    details: dict[str, Any]
    if kind is SNOOZES:
        since = _time(item, "since", where) or decided_at
        until = _time(item, "until", where)
        details = {"since": since, "until": until} if stands else {"since": None, "until": None}
    else:
        details = {"hulls": _hulls(item, where) if stands else []}
    return Decision(subject_id, stands, decided_at, _why(item, where), details)


def parse(kind: Kind, body: dict[str, Any]) -> list[Decision]:
    """Check what came. All of it is refused if one is wrong, so that a desk never wonders which were taken.

    Raises `BAD_REQUEST`, `TOO_LARGE`.
    """
    items = body.get("decisions")
    if not isinstance(items, list) or not items:
        raise bad_request("it has no list “decisions”")
    if len(items) > MOST_AT_ONCE:
        raise ApiError(ErrorCode.TOO_LARGE, limit=f"{MOST_AT_ONCE} decisions")
    decisions = [_parse(kind, item, f"decisions[{at}]") for at, item in enumerate(items)]
    if len({decision.subject_id for decision in decisions}) != len(decisions):
        raise bad_request(f"the same {kind.subject} is in it twice")
    return decisions
