"""How often ships are read, as `whoami` and `coverage` tell it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from ..answers import digest
from ..visibility import sees_everyone, visible_audits
from . import run


def mark() -> str:
    """Changes whenever another answer may be given to somebody."""
    return digest(run.members() or ())


def of(user: User) -> dict[str, Any] | None:
    """Of the characters that an account sees; None: the lane stands. No query for those who see everybody."""
    people = run.members()
    if people is None:
        return None
    visible = None
    if not sees_everyone(user):
        lane = [audit_id for audit_id, _, _ in people]
        visible = set(visible_audits(user).filter(pk__in=lane).values_list("pk", flat=True))
    return run.told(people, visible)
