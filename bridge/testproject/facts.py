"""Facts about New Eden that lie beside the bridge, and the ids that the tests use. No Django."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

OUR_ALLIANCE, OTHER_ALLIANCE = 99_000_001, 99_000_002
FACTS = Path(__file__).resolve().parents[2] / "data" / "universe"
SHIPS, CELESTIALS = 6, 2
RIFTER, RIFTER_GROUP = 587, 25
ASSET_SAFETY_WRAP, WRAP_GROUP = 60, 1319
CONTAINER, CONTAINER_GROUP = 17366, 340


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """The rows of one table."""
    with (FACTS / f"{table}.csv").open(encoding="ascii", newline="") as lines:
        return tuple(csv.DictReader(lines))


def hull_types() -> dict[int, list[tuple[int, str]]]:
    """The published capital hulls by group: id and name."""
    found: dict[int, list[tuple[int, str]]] = {}
    for row in rows("capital_types"):
        if row["published"] == "true":
            found.setdefault(int(row["group_id"]), []).append((int(row["type_id"]), row["name"]))
    return found


def known_space() -> list[dict[str, str]]:
    """The systems of known space."""
    regions = {row["region_id"] for row in rows("regions") if row["space"] == "eve"}
    return [row for row in rows("systems") if row["region_id"] in regions]
