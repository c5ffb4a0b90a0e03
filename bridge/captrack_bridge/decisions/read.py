"""Answering the decisions that an account may see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Max, QuerySet, Sum

from .. import __version__, clock
from ..answers import weak_etag
from ..capitals.fingerprint import unsettled
from ..models import Acknowledgement, Snooze
from ..times import to_wire_exact
from ..visibility import visible_characters
from .kind import Kind


def to_wire(kind: Kind, row: Snooze | Acknowledgement) -> dict[str, Any]:
    """A decision as it is answered."""
    wire: dict[str, Any] = {kind.subject: row.subject_id, "state": kind.state(row.stands)}
    if isinstance(row, Snooze):
        wire |= {"since": to_wire_exact(row.since), "until": to_wire_exact(row.until)}
    else:
        wire |= {"hulls": row.hulls}
    return wire | {
        "decided_at": to_wire_exact(row.decided_at),
        "by": row.by_name,
        "by_id": row.by_id,
        "why": row.why,
    }


def _visible(kind: Kind, user: User) -> QuerySet:
    return kind.model.objects.filter(subject_id__in=visible_characters(user).values("character_id"))


def etag(kind: Kind, user: User) -> str:
    """Covers every decision about a character that the account may see. One query."""
    found = _visible(kind, user).aggregate(count=Count("pk"), newest=Max("stored_at"), subjects=Sum("subject_id"))
    return weak_etag((__version__, kind.plural, user.pk, *found.values(), unsettled(clock.now(), found["newest"])))


def build(kind: Kind, user: User) -> dict[str, Any]:
    """All decisions about characters that the account may see, cleared ones too."""
    rows: Iterable[Snooze | Acknowledgement] = _visible(kind, user).order_by("subject_id")
    return {"version": 1, kind.plural: [to_wire(kind, row) for row in rows]}
