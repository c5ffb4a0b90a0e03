"""The body of `/capitals`. `docs/api.md` describes every field."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from ..changes.log import newest_reads
from ..times import to_wire
from .collector import paused_collector
from .columns import columns
from .hull import Hull, hulls_of
from .owner import Owner, Reads
from .place import Place
from .read import HullType, Only, assets_by_owner, owners
from .ship_groups import Groups

#: What takes the reads that are told, by `CharacterAudit`.
Told = Callable[[dict[int, Reads]], None]

_HULLS = (
    "item_id",
    "character_id",
    "type_id",
    "quantity",
    "singleton",
    "flown",
    "observed_at",
    "location_id",
    "location_observed_at",
    "asset_safety",
)
_CHARACTERS = (
    "character_id",
    "name",
    "corporation_id",
    "alliance_id",
    "main_id",
    "owned",
    "assets_observed_at",
    "location_observed_at",
)


class _Times(dict):
    """Times written once each: thousands of hulls share the few times of their owners."""

    def __missing__(self, moment: datetime | None) -> str | None:
        text = self[moment] = to_wire(moment)
        return text


def _names(pairs: Iterable[tuple[int | None, str | None]]) -> dict[str, list[Any]]:
    found = {identity: name or None for identity, name in pairs if identity is not None}
    return columns(("id", "name"), sorted(found.items()))


def _places(hulls: Iterable[Hull]) -> dict[str, list[Any]]:
    found: dict[int, Place] = {hull.place.location_id: hull.place for hull in hulls if hull.place is not None}
    return columns(
        ("location_id", "name", "site", "system_id", "region_id"),
        (
            (place.location_id, place.name, place.site, place.system_id, place.region_id)
            for _, place in sorted(found.items())
        ),
    )


def _types(listed: dict[int, HullType], people: Iterable[Owner], hulls: Iterable[Hull]) -> dict[str, list[Any]]:
    missing = {hull.type_id for hull in hulls if hull.type_id not in listed}
    for owner in people:
        ship = owner.ship
        if ship is not None and ship.type_id in missing:
            listed[ship.type_id] = HullType(ship.type_id, ship.type_name, ship.group_id)
    return columns(("type_id", "name", "group_id"), sorted(listed.values()))


def build(
    user: User,
    groups: Groups,
    now: datetime,
    only: Only = None,
    seen: dict[int, Reads] | None = None,
    told: Told | None = None,
) -> dict[str, Any]:
    """Read and put together what the account may see, of everybody or of some. Raises `TOO_LARGE`.

    `seen` has the newest reads that were seen of them before, where they are known already. `told` is given those that
    are newer than that.
    """
    with paused_collector():
        return _build(user, groups, now, only, newest_reads(groups.ships, only) if seen is None else seen, told)


def _newer(people: Iterable[Owner], seen: dict[int, Reads]) -> dict[int, Reads]:
    reads = {owner.audit_id: Reads(owner.assets_at, owner.location_at) for owner in people}
    return {audit: read for audit, read in reads.items() if audit in seen and any(map(_is_newer, read, seen[audit]))}


def _is_newer(read: datetime | None, seen: datetime | None) -> bool:
    return read is not None and (seen is None or read > seen)


def _build(
    user: User, groups: Groups, now: datetime, only: Only, seen: dict[int, Reads], told: Told | None
) -> dict[str, Any]:
    # First the times, then the hulls, see `read`.
    people = owners(user, seen, only)
    if told is not None:
        told(_newer(people, seen))
    assets, types = assets_by_owner(user, groups.ships, only)
    hulls = [hull for owner in people for hull in hulls_of(owner, assets.get(owner.audit_id, []), groups.ships)]
    times = _Times()
    return {
        "version": 1,
        "generated_at": to_wire(now),
        "groups": sorted(groups.asked),
        "hulls": columns(
            _HULLS,
            (
                (
                    hull.item_id,
                    hull.character_id,
                    hull.type_id,
                    hull.quantity,
                    hull.singleton,
                    hull.flown,
                    times[hull.observed_at],
                    hull.place.location_id if hull.place is not None else None,
                    times[hull.location_observed_at],
                    hull.asset_safety,
                )
                for hull in hulls
            ),
        ),
        "characters": columns(
            _CHARACTERS,
            (
                (
                    owner.character_id,
                    owner.name,
                    owner.corporation_id,
                    owner.alliance_id,
                    owner.main_id,
                    owner.owned,
                    times[owner.assets_at],
                    times[owner.location_at],
                )
                for owner in people
            ),
        ),
        "mains": _names((owner.main_id, owner.main_name) for owner in people),
        "corporations": _names((owner.corporation_id, owner.corporation_name) for owner in people),
        "alliances": _names((owner.alliance_id, owner.alliance_name) for owner in people),
        "types": _types(types, people, hulls),
        "places": _places(hulls),
    }
