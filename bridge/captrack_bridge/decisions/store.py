"""Keeping decisions: a handful of queries, not some for each."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Any

from django.db import transaction

from .. import clock, journal
from ..access import Caller
from ..models import Acknowledgement, Snooze
from ..visibility import visible_characters
from .kind import Kind
from .parse import BEFORE_EVE, Decision
from .read import to_wire


class Outcome(Enum):
    """What became of a decision."""

    STORED = "stored"
    #: A newer one was there already; the answer has it.
    SUPERSEDED = "superseded"
    #: AllianceAuth does not know the character, or the account may not see it.
    UNKNOWN = "unknown"


def _apply(row: Snooze | Acknowledgement, decision: Decision, caller: Caller, now: datetime) -> None:
    row.stands = decision.stands
    # A desk whose clock is ahead must not win over all others for that long.
    row.decided_at = min(decision.decided_at, now)
    row.stored_at = now
    row.by_id = caller.author.character_id
    row.by_name = caller.author.name
    row.why = decision.why
    for name, value in decision.details.items():
        setattr(row, name, value)


def _same(row: Snooze | Acknowledgement, decision: Decision, caller: Caller, now: datetime) -> bool:
    """Whether a desk sends again what is stored already, since it never saw the answer."""
    return (
        row.stands == decision.stands
        and (row.decided_at == decision.decided_at or decision.decided_at > now)
        and row.by_id == caller.author.character_id
        and row.why == decision.why
        and all(getattr(row, name) == value for name, value in decision.details.items())
    )


def store(kind: Kind, caller: Caller, decisions: list[Decision]) -> list[dict[str, Any]]:
    """Keep the decisions that are newer than what is kept, and say of each what became of it."""
    now = clock.now()
    ids = [decision.subject_id for decision in decisions]
    visible = set(visible_characters(caller.user).filter(character_id__in=ids).values_list("character_id", flat=True))
    changes: list[journal.Change] = []
    changed: list[Snooze | Acknowledgement] = []
    results: list[dict[str, Any]] = []
    with transaction.atomic():
        # First a row for each, so that there is something to lock: two desks may decide at the same moment.
        kind.model.objects.bulk_create(
            [kind.model(subject_id=one, decided_at=BEFORE_EVE, stored_at=now) for one in ids if one in visible],
            ignore_conflicts=True,
        )
        rows = {row.subject_id: row for row in kind.model.objects.select_for_update().filter(subject_id__in=visible)}
        for decision in decisions:
            row = rows.get(decision.subject_id)
            if row is None:
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
        columns = ["stands", "decided_at", "stored_at", "by_id", "by_name", "why", *decisions[0].details]
        kind.model.objects.bulk_update(changed, columns)
        journal.write_all(caller.author, changes)
    return results
