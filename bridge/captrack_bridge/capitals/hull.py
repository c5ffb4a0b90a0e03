"""Deciding what is known of a hull from two reads of different age: the assets, and the ship the character sits in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from .owner import ActiveShip, Owner
from .place import ASSET_SAFETY, Place, Whereabouts

#: CCP may answer assets from a cache that is up to an hour old, ship and place from one of seconds. An assets read is
#: surely the newer fact only when it was made that much later.
ASSETS_CACHE = timedelta(hours=1)


class Asset(NamedTuple):
    """A hull in the assets."""

    item_id: int
    type_id: int
    quantity: int
    singleton: bool
    whereabouts: Whereabouts


class Hull(NamedTuple):
    """What is answered."""

    #: None: only known as the ship its owner sits in, corptools has not seen the item yet.
    item_id: int | None
    character_id: int
    type_id: int
    quantity: int
    singleton: bool
    #: None: corptools never read what the owner flies.
    flown: bool | None
    observed_at: datetime | None
    place: Place | None
    location_observed_at: datetime | None
    asset_safety: bool


def _surely_newer(assets_at: datetime | None, location_at: datetime) -> bool:
    return assets_at is not None and assets_at > location_at + ASSETS_CACHE


def _likeness(asset: Asset, ship: ActiveShip) -> tuple[bool, bool, bool, int]:
    """How well a hull fits what the pilot was seen in; the smallest fits best."""
    place, seen = asset.whereabouts.place, ship.place
    return (
        asset.whereabouts.asset_safety,
        seen is None or place.location_id != seen.location_id,
        seen is None or place.system_id is None or place.system_id != seen.system_id,
        asset.item_id,
    )


def flown_asset(ship: ActiveShip, assets: Iterable[Asset]) -> Asset | None:
    """Which of a pilot's hulls is the one it sits in.

    corptools tells the type, not the item. Of several hulls of that type the one in the pilot's place is taken, then
    the one in the pilot's system, then the oldest item: for every rule that counts hulls by pilot and class it makes
    no difference which.
    """
    if ship.item_id is not None:
        return next((asset for asset in assets if asset.item_id == ship.item_id), None)
    alike = [asset for asset in assets if asset.singleton and asset.type_id == ship.type_id]
    return min(alike, key=lambda asset: _likeness(asset, ship), default=None)


def _stored(owner: Owner, asset: Asset, flown: bool | None) -> Hull:
    return Hull(
        item_id=asset.item_id,
        character_id=owner.character_id,
        type_id=asset.type_id,
        quantity=asset.quantity,
        singleton=asset.singleton,
        flown=flown,
        observed_at=owner.assets_at,
        place=asset.whereabouts.place,
        location_observed_at=owner.assets_at,
        asset_safety=asset.whereabouts.asset_safety,
    )


def _newer(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((moment for moment in (one, other) if moment is not None), default=None)


def _in_flight(owner: Owner, asset: Asset, ship: ActiveShip, location_at: datetime) -> Hull:
    """A hull that both reads show: the place of the newer read that knows one."""
    stored = _stored(owner, asset, flown=True)._replace(observed_at=_newer(owner.assets_at, location_at))
    if ship.place is None:
        return stored
    unresolved = asset.whereabouts.place.system_id is None and not asset.whereabouts.asset_safety
    if _surely_newer(owner.assets_at, location_at) and not unresolved:
        return stored
    return stored._replace(place=ship.place, location_observed_at=location_at, asset_safety=False)


def _unlisted(owner: Owner, ship: ActiveShip, location_at: datetime) -> Hull:
    """The ship a pilot sits in that no assets read shows yet: bought, or just handed over."""
    return Hull(
        item_id=ship.item_id,
        character_id=owner.character_id,
        type_id=ship.type_id,
        quantity=1,
        singleton=True,
        flown=True,
        observed_at=location_at,
        place=ship.place,
        location_observed_at=location_at if ship.place is not None else None,
        asset_safety=ship.place is not None and ship.place.location_id == ASSET_SAFETY,
    )


def hulls_of(owner: Owner, assets: list[Asset], groups: frozenset[int]) -> list[Hull]:
    """All hulls of one character in the groups, each once."""
    ship, location_at = owner.ship, owner.location_at
    if ship is None or location_at is None:
        return [_stored(owner, asset, flown=None) for asset in assets]
    flown = flown_asset(ship, assets)
    hulls = [
        _in_flight(owner, asset, ship, location_at) if asset is flown else _stored(owner, asset, flown=False)
        for asset in assets
    ]
    # Missing a titan is worse than showing one that was sold within the hour.
    if flown is None and ship.group_id in groups and not _surely_newer(owner.assets_at, location_at):
        hulls.append(_unlisted(owner, ship, location_at))
    return hulls
