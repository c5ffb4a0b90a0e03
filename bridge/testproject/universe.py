"""New Eden in eve_sde's tables, from the facts that lie beside the bridge."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from eve_sde.models import Constellation, ItemCategory, ItemGroup, ItemType, Region, SolarSystem

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


def _types() -> Iterator[ItemType]:
    for row in rows("capital_types"):
        yield ItemType(
            id=int(row["type_id"]),
            name=row["name"],
            name_en=row["name"],
            group_id=int(row["group_id"]),
            published=row["published"] == "true",
        )
    for type_id, name, group in (
        (RIFTER, "Rifter", RIFTER_GROUP),
        (ASSET_SAFETY_WRAP, "Asset Safety Wrap", WRAP_GROUP),
        (CONTAINER, "Station Container", CONTAINER_GROUP),
    ):
        yield ItemType(id=type_id, name=name, name_en=name, group_id=group, published=True)


def fill() -> None:
    """Write regions, constellations, systems, and the types that are hulls or hold some."""
    Region.objects.bulk_create(
        [Region(id=int(row["region_id"]), name=row["name"], name_en=row["name"]) for row in rows("regions")]
    )
    Constellation.objects.bulk_create(
        [
            Constellation(
                id=int(row["constellation_id"]),
                name=row["name"],
                name_en=row["name"],
                region_id=int(row["region_id"]),
            )
            for row in rows("constellations")
        ]
    )
    SolarSystem.objects.bulk_create(
        [
            SolarSystem(
                id=int(row["system_id"]),
                name=row["name"],
                name_en=row["name"],
                constellation_id=int(row["constellation_id"]),
                security_status=float(row["security"]),
            )
            for row in rows("systems")
        ],
        batch_size=500,
    )
    ItemCategory.objects.bulk_create(
        [
            ItemCategory(id=SHIPS, name="Ship", name_en="Ship", published=True),
            ItemCategory(id=CELESTIALS, name="Celestial", name_en="Celestial", published=True),
        ]
    )
    groups = [(int(row["group_id"]), row["name"], SHIPS) for row in rows("capital_groups")]
    groups += [
        (RIFTER_GROUP, "Frigate", SHIPS),
        (WRAP_GROUP, "Asset Safety Wrap", CELESTIALS),
        (CONTAINER_GROUP, "Secure Cargo Container", CELESTIALS),
    ]
    ItemGroup.objects.bulk_create(
        [
            ItemGroup(id=one, name=name, name_en=name, category_id=category, published=True)
            for one, name, category in groups
        ]
    )
    ItemType.objects.bulk_create(list(_types()))
