"""Keeping decisions: a handful of queries, not some for each.

Two clients may decide about the same characters at the same moment. So the rows are locked before they are compared,
always in the order of the characters' ids, rows that are missing are made in that order too, and a transaction that the
database ends for the sake of another is done again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import Enum
from typing import Any

from .. import clock, journal
from ..access import Caller
from ..again import again
from ..changes import decided
from ..models import Acknowledgement, Snooze
from ..visibility import visible_characters
from .kind import Kind
from .parse import BEFORE_EVE, Decision, Refused
from .read import to_wire


class Outcome(Enum):
    """What became of a decision."""

    STORED = "stored"
    #: A newer one was there already; the answer has it.
    SUPERSEDED = "superseded"
    #: AllianceAuth does not know the character, or the account may not see it, or the decision makes no sense.
    UNKNOWN = "unknown"


def _apply(row: Snooze | Acknowledgement, decision: Decision, caller: Caller, now: datetime) -> None:
    row.stands = decision.stands
    # A client whose clock is ahead must not win over all others for that long.
    row.decided_at = min(decision.decided_at, now)
    row.stored_at = now
    row.by_id = caller.author.character_id
    row.by_name = caller.author.name
    row.why = decision.why
    for name, value in decision.details.items():
        setattr(row, name, value)


def _same(row: Snooze | Acknowledgement, decision: Decision, caller: Caller, now: datetime) -> bool:
    """Whether a client sends again what is stored already, since it never saw the answer."""
    return (
        row.stands == decision.stands
        and (row.decided_at == decision.decided_at or decision.decided_at > now)
        and row.by_id == caller.author.character_id
        and row.why == decision.why
        and all(getattr(row, name) == value for name, value in decision.details.items())
    )


def locked(kind: Kind, ids: Iterable[int]) -> dict[int, Snooze | Acknowledgement]:
    """Their rows, locked, in the order of the ids."""
    rows = kind.model.objects.select_for_update().filter(subject_id__in=ids).order_by("subject_id")
    return {row.subject_id: row for row in rows}


def _rows(kind: Kind, ids: list[int]) -> dict[int, Snooze | Acknowledgement]:
    """A row for each, locked; so that there is something to lock, those that are missing are made."""
    rows = locked(kind, ids)
    missing = [one for one in ids if one not in rows]
    if missing:
        # Only these: on MariaDB an insert that is ignored leaves a lock on the row that is there, which two then share
        # and neither can turn into one of its own.
        now = clock.now()
        kind.model.objects.bulk_create(
            [kind.model(subject_id=one, decided_at=BEFORE_EVE, stored_at=now) for one in missing], ignore_conflicts=True
        )
        rows |= locked(kind, missing)
    return rows


def store(kind: Kind, caller: Caller, decisions: list[Decision | Refused]) -> list[dict[str, Any]]:
    """Keep the decisions that are newer than what is kept, and say of each what became of it."""
    ids = [decision.subject_id for decision in decisions if isinstance(decision, Decision)]
    known = visible_characters(caller.user).filter(character_id__in=ids).values_list("character_id", flat=True)
    visible = sorted(set(known))
    results = again(lambda: _store(kind, caller, decisions, visible))
    for result, decision in zip(results, decisions, strict=True):
        if isinstance(decision, Refused):
            result["refused"] = decision.why
    return results


def _store(kind: Kind, caller: Caller, decisions: list[Decision | Refused], visible: list[int]) -> list[dict[str, Any]]:
    rows = _rows(kind, visible)
    # After the wait for the locks: what is stored now must not look older than what others read meanwhile.
    now = clock.now()
    changes: list[journal.Change] = []
    changed: list[Snooze | Acknowledgement] = []
    results: list[dict[str, Any]] = []
    for decision in decisions:
        row = rows.get(decision.subject_id)
        if row is None or isinstance(decision, Refused):
            results.append({kind.subject: decision.subject_id, "outcome": Outcome.UNKNOWN.value, "stored": None})
            continue
        if _same(row, decision, caller, now):
            outcome = Outcome.STORED
        elif min(decision.decided_at, now) > row.decided_at:
            outcome = Outcome.STORED
            old = None if row.decided_at == BEFORE_EVE else to_wire(kind, row)
            _apply(row, decision, caller, now)
            changed.append(row)
            action = kind.action if decision.stands else kind.clear_action
            changes.append(journal.Change(action, str(row.subject_id), old, to_wire(kind, row)))
        else:
            outcome = Outcome.SUPERSEDED
        results.append({kind.subject: decision.subject_id, "outcome": outcome.value, "stored": to_wire(kind, row)})
    kind.model.objects.bulk_update(changed, [*kind.columns, *kind.nothing])
    journal.write_all(caller.author, changes)
    decided.note()
    return results
