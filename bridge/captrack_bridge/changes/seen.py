"""How many an account sees, kept for as long as nobody comes, goes or changes sides.

To find out who is seen costs most of what an idle round does on an account that does not see everybody, and it changes
when people do, not when they are read.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User

from ..visibility import visible_audits
from .kept import kept
from .log import Noted

#: So long at most, in seconds: whoever left and came back between two looks is missed no longer.
_KEPT = 600


def count(user: User, noted: Noted, asking: str) -> int:
    """How many characters with corptools' data the account sees. `asking` is a digest over its rights."""
    return kept(("count", asking, noted.sums.people()), _KEPT, visible_audits(user).count)


def of_these(user: User, audits: Iterable[int]) -> set[int]:
    """Which of these, by `CharacterAudit`, the account sees. One query."""
    return set(visible_audits(user).filter(pk__in=sorted(audits)).values_list("pk", flat=True))


def of_lane(user: User, noted: Noted, asking: str, audits: Iterable[int]) -> set[int]:
    """Which of those in the fast lane it sees."""
    lane = sorted(audits)
    return kept(("lane", asking, noted.sums.people(), *lane), _KEPT, lambda: of_these(user, lane))
