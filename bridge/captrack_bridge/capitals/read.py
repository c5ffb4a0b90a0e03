"""The three queries behind `/capitals`: characters, hulls, and what hulls lie in; three whatever the size.

They run in this order on purpose: a client takes a hull for gone when a complete read of its owner's assets lacks it,
so the time of that read must never be newer than the hulls that come with it. corptools writes the hulls first and the
time afterwards; the time is read first and the hulls afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from corptools.models import CharacterAsset, CharacterAudit, CharacterLocation
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet

from .. import app_settings
from ..columns_of import or_none
from ..errors import ApiError, ErrorCode
from ..read_times import ASSETS, LOCATION, as_time, read_time
from ..visibility import sees_everyone, visible_audits
from .hull import Asset
from .owner import ActiveShip, Owner, Reads
from .place import AssetRow, Place, place_of, walk_up

_PLACE = ("location_name__system_id", "location_name__system__constellation__region_id")
_USER = "character__character_ownership__user"
_CURRENT = "location__current_location"
#: The kinds of location that corptools writes into a row of its own for the ship a pilot sits in; CCP has others.
ADDED = frozenset({"unlocked", "hangar"})


class HullType(NamedTuple):
    """A type of hull."""

    type_id: int
    name: str
    group_id: int


#: Some characters by the ids of their `CharacterAudit`, of which it is known that the account sees them; None: all that
#: it sees.
Only = list[int] | None


def capital_assets(user: User, groups: Iterable[int], only: Only = None) -> QuerySet[CharacterAsset]:
    """The visible assets in the groups."""
    assets = CharacterAsset.objects.filter(type_name__group_id__in=sorted(groups))
    if only is not None:
        return assets.filter(character_id__in=only)
    return assets if sees_everyone(user) else assets.filter(character__in=visible_audits(user))


def owners(user: User, seen: dict[int, Reads], only: Only = None) -> list[Owner]:
    """Every visible character with corptools data, hulls or not: a client needs to know whose assets were read.

    `seen` has the newest reads that were seen of them before: a time never goes back.
    """
    audits = visible_audits(user) if only is None else CharacterAudit.objects.filter(pk__in=only)
    rows = (
        audits.annotate(
            assets_read=read_time(ASSETS),
            location_read=read_time(LOCATION),
            has_assets=Exists(CharacterAsset.objects.filter(character=OuterRef("pk")).exclude(location_type__in=ADDED)),
            ship_name=or_none(CharacterLocation, "current_ship_name", "location__"),
        )
        .order_by("character__character_id")
        .values_list(
            "pk",
            "character__character_id",
            "character__character_name",
            "character__corporation_id",
            "character__corporation_name",
            "character__alliance_id",
            "character__alliance_name",
            f"{_USER}__profile__main_character__character_id",
            f"{_USER}__profile__main_character__character_name",
            f"{_USER}_id",
            "assets_read",
            "has_assets",
            "location_read",
            "ship_name",
            "location__current_ship_id",
            "location__current_ship__name",
            "location__current_ship__group_id",
            "location__current_ship_unique",
            f"{_CURRENT}_id",
            f"{_CURRENT}__location_name",
            f"{_CURRENT}__system_id",
            f"{_CURRENT}__system__constellation__region_id",
        )
    )
    return [_owner(seen.get(row[0], _NOT_SEEN), *row) for row in rows]


_NOT_SEEN = Reads()


def _newest(seen: datetime | None, read: datetime | None) -> datetime | None:
    return read if seen is None else seen if read is None else max(seen, read)


def _owner(
    seen, audit_id, character_id, name, corporation_id, corporation_name, alliance_id, alliance_name, main_id,
    main_name,
    user_id, assets_read, has_assets, location_read, name_of_ship, ship_type, ship_name, ship_group, ship_item, *place,
) -> Owner:  # fmt: skip
    return Owner(
        audit_id=audit_id,
        character_id=character_id,
        name=name,
        corporation_id=corporation_id,
        corporation_name=corporation_name,
        alliance_id=alliance_id,
        alliance_name=alliance_name,
        main_id=main_id,
        main_name=main_name,
        owned=user_id is not None,
        assets_at=_newest(seen.assets_at, as_time(assets_read)) if has_assets else None,
        location_at=_newest(seen.location_at, as_time(location_read)),
        ship=None
        if ship_type is None
        else ActiveShip(ship_type, ship_name, ship_group, ship_item, place_of(*place), name_of_ship or None),
    )


class _Places(dict):
    """The places of an answer, each made once: thousands of hulls share them."""

    def of(self, location_id: int | None, *rest: Any) -> Place | None:
        """The place of a joined row."""
        if location_id is None:
            return None
        place = self.get(location_id)
        if place is None:
            place = self[location_id] = place_of(location_id, *rest)
        return place


def _parents(hulls: QuerySet[CharacterAsset], places: _Places) -> dict[tuple[int, int], AssetRow]:
    """What unplaced hulls lie in, and what that lies in, by owner and item id."""
    fields = (
        "character_id",
        "item_id",
        "location_id",
        "location_flag",
        "location_name_id",
        "location_name__location_name",
    )
    unplaced = hulls.filter(location_name=None).values("location_id")
    parents = CharacterAsset.objects.filter(item_id__in=unplaced)
    grandparents = CharacterAsset.objects.filter(item_id__in=parents.filter(location_name=None).values("location_id"))
    # A union, since one condition "in this or in that" keeps MariaDB from using the index on item_id.
    rows = parents.values_list(*fields, *_PLACE).union(grandparents.values_list(*fields, *_PLACE))
    return {
        (owner, item): AssetRow(location_id, flag, places.of(*place)) for owner, item, location_id, flag, *place in rows
    }


def assets_by_owner(
    user: User, groups: Iterable[int], only: Only = None
) -> tuple[dict[int, list[Asset]], dict[int, HullType]]:
    """The hulls by `CharacterAudit`, and their types. Raises `TOO_LARGE`."""
    hulls = capital_assets(user, groups, only)
    most = app_settings.most_hulls()
    rows = list(
        hulls.annotate(called=or_none(CharacterAsset, "name"))
        .order_by("item_id", "pk")
        .values_list(
            "character_id",
            "item_id",
            "type_name_id",
            "type_name__name",
            "type_name__group_id",
            "quantity",
            "singleton",
            "location_id",
            "location_flag",
            "location_type",
            "called",
            "location_name_id",
            "location_name__location_name",
            *_PLACE,
        )[: most + 1]
    )
    if len(rows) > most:
        raise ApiError(ErrorCode.TOO_LARGE, limit=f"{most} ships, so track fewer groups")
    places = _Places()
    parents = _parents(hulls, places)
    by_owner: dict[int, list[Asset]] = defaultdict(list)
    types: dict[int, HullType] = {}
    for (
        owner,
        item_id,
        type_id,
        type_name,
        group_id,
        quantity,
        singleton,
        location_id,
        flag,
        kind,
        called,
        *place,
    ) in rows:
        whereabouts = walk_up(AssetRow(location_id, flag, places.of(*place)), owner, parents)
        added = kind.lower() in ADDED
        by_owner[owner].append(Asset(item_id, type_id, quantity, bool(singleton), whereabouts, called or None, added))
        if type_id not in types:
            types[type_id] = HullType(type_id, type_name, group_id)
    return by_owner, types
