"""Which hulls must alert by CapTrack's default rules. Neither the bridge nor any desk has a hand in it.

Titans and supercarriers always; dreadnoughts, lancer dreadnoughts, carriers, command carriers and force auxiliaries
when one main has five or more of the class; everything else never. Everywhere. A stack of packaged hulls is one hull, a
pilot without a main is its own, and a hull whose place is not known counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

ALWAYS = frozenset({30, 659})
#: Each group is a class of its own.
BY_NUMBER = frozenset({485, 4594, 547, 5120, 1538})
THRESHOLD = 5

Key = tuple[Any, ...]


def key_of(row: dict[str, Any]) -> Key:
    """What a hull is known by: its item, or where no assets read has shown that yet, its pilot and type."""
    if row["item_id"] is not None:
        return ("item", row["item_id"])
    return ("pilot", row["character_id"], row["type_id"])


def _main_of(row: dict[str, Any]) -> int:
    return row["main_id"] if row["main_id"] is not None else row["character_id"]


def alerting(rows: Iterable[dict[str, Any]]) -> dict[Key, dict[str, Any]]:
    """The rows that must alert, by key."""
    rows = list(rows)
    numbers = Counter((_main_of(row), row["group_id"]) for row in rows if row["group_id"] in BY_NUMBER)
    return {
        key_of(row): row
        for row in rows
        if row["group_id"] in ALWAYS or numbers[(_main_of(row), row["group_id"])] >= THRESHOLD
    }
