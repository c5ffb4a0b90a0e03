"""How often ships are read, as `whoami` and `coverage` tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.models import User

from ..answers import digest
from ..visibility import sees_everyone
from . import run


def mark() -> str:
    """Changes whenever another answer may be given to somebody."""
    return digest(run.members() or ())


def of(user: User, seen: Callable[[Iterable[int]], set[int]]) -> dict[str, Any] | None:
    """Of the characters that an account sees; None: the lane stands.

    `seen` says which of some the account sees; it is not asked about one that sees everybody.
    """
    people = run.members()
    if people is None:
        return None
    visible = None
    if not sees_everyone(user):
        visible = seen(audit_id for audit_id, _, _ in people)
    return run.told(people, visible)
