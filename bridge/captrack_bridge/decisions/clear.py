"""Clearing decisions on the server: by an admin without a client, or because they are over."""

from __future__ import annotations

from collections.abc import Iterable

from .. import clock, journal
from ..again import again
from ..changes import decided
from .kind import Kind
from .read import to_wire
from .store import locked


def clear(kind: Kind, author: journal.Author, subject_ids: Iterable[int], why: str | None = None) -> int:
    """Clear those that stand, as a decision made now: every client hears of it. How many did."""
    ids = sorted(set(subject_ids))
    return again(lambda: _clear(kind, author, ids, why))


def _clear(kind: Kind, author: journal.Author, ids: list[int], why: str | None) -> int:
    rows = [row for row in locked(kind, ids).values() if row.stands]
    now = clock.now()
    changes = []
    for row in rows:
        old = to_wire(kind, row)
        row.stands, row.decided_at, row.stored_at = False, max(now, row.decided_at), now
        row.by_id, row.by_name, row.why = author.character_id, author.name, why
        for name, value in kind.nothing.items():
            setattr(row, name, value)
        changes.append(journal.Change(kind.clear_action, str(row.subject_id), old, to_wire(kind, row)))
    kind.model.objects.bulk_update(rows, [*kind.columns, *kind.nothing])
    journal.write_all(author, changes)
    decided.note()
    return len(rows)
