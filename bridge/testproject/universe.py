"""New Eden in eve_sde's tables, from the facts that lie beside the bridge."""

from __future__ import annotations

from collections.abc import Iterator

from eve_sde.models import Constellation, ItemCategory, ItemGroup, ItemType, Region, SolarSystem

from .facts import (
    ASSET_SAFETY_WRAP,
    CELESTIALS,
    CONTAINER,
    CONTAINER_GROUP,
    RIFTER,
    RIFTER_GROUP,
    SHIPS,
    WRAP_GROUP,
    rows,
)


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
