"""Deciding what is known of a hull from two reads of different age: the assets, and the ship the character sits in.

CCP leaves a ship in space out of the assets, so corptools adds a row of its own for the ship that the pilot sits in
while it reads them. When CCP says that the assets have not changed that row stays, with the time of the new read.
"""

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
    #: What the pilot calls it; None: corptools does not say.
    name: str | None = None
    #: A row that corptools made of the pilot's ship, not one of CCP's assets.
    added: bool = False


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


def _likeness(asset: Asset, ship: ActiveShip) -> tuple[bool | int, ...]:
    """How well a hull fits what the pilot was seen in; the smallest fits best."""
    place, seen = asset.whereabouts.place, ship.place
    return (
        asset.whereabouts.asset_safety,
        ship.name is None or asset.name != ship.name,
        not asset.added,
        seen is None or place.location_id != seen.location_id,
        seen is None or place.system_id is None or place.system_id != seen.system_id,
        asset.item_id,
    )


def flown_asset(ship: ActiveShip, assets: Iterable[Asset]) -> Asset | None:
    """Which of a pilot's hulls is the one it sits in.

    corptools tells the type, not the item. Of several hulls of that type the one with the ship's name is taken, then
    the one that corptools added as the pilot's, then the one in the pilot's place, then the one in the pilot's system,
    then the oldest item: for every rule that counts hulls by pilot and class it makes no difference which.
    """
    if ship.item_id is not None:
        return next((asset for asset in assets if asset.item_id == ship.item_id), None)
    alike = [asset for asset in assets if asset.singleton and asset.type_id == ship.type_id]
    return min(alike, key=lambda asset: _likeness(asset, ship), default=None)


def _seen_at(owner: Owner, asset: Asset) -> datetime | None:
    """When a hull was surely among the assets. One that corptools added: not later than the pilot's ship was read."""
    if not asset.added:
        return owner.assets_at
    return None if owner.assets_at is None or owner.location_at is None else min(owner.assets_at, owner.location_at)


def _stored(owner: Owner, asset: Asset, flown: bool | None) -> Hull:
    seen_at = _seen_at(owner, asset)
    return Hull(
        item_id=asset.item_id,
        character_id=owner.character_id,
        type_id=asset.type_id,
        quantity=asset.quantity,
        singleton=asset.singleton,
        flown=flown,
        observed_at=seen_at,
        place=asset.whereabouts.place,
        location_observed_at=seen_at,
        asset_safety=asset.whereabouts.asset_safety,
    )


def _newer(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((moment for moment in (one, other) if moment is not None), default=None)


def _in_flight(owner: Owner, asset: Asset, ship: ActiveShip, location_at: datetime) -> Hull:
    """A hull that both reads show: the place of the newer read that knows one."""
    stored = _stored(owner, asset, flown=True)
    assets_at = stored.observed_at
    stored = stored._replace(observed_at=_newer(assets_at, location_at))
    if ship.place is None:
        return stored
    unresolved = asset.whereabouts.place.system_id is None and not asset.whereabouts.asset_safety
    if _surely_newer(assets_at, location_at) and not unresolved:
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


def _is_over(owner: Owner, asset: Asset, flown: Asset | None, location_at: datetime) -> bool:
    """Whether a row that corptools added is of a ship that the pilot has left.

    Where the ship was read before the assets the row may be the newer fact: missing a titan is worse.
    """
    return asset.added and asset is not flown and (owner.assets_at is None or location_at >= owner.assets_at)


def hulls_of(owner: Owner, assets: list[Asset], groups: frozenset[int]) -> list[Hull]:
    """All hulls of one character in the groups, each once: of two rows of one item the newer, which comes last."""
    assets = list({asset.item_id: asset for asset in assets}.values())
    ship, location_at = owner.ship, owner.location_at
    if ship is None or location_at is None:
        return [_stored(owner, asset, flown=None) for asset in assets]
    flown = flown_asset(ship, assets)
    assets = [asset for asset in assets if not _is_over(owner, asset, flown, location_at)]
    hulls = [
        _in_flight(owner, asset, ship, location_at) if asset is flown else _stored(owner, asset, flown=False)
        for asset in assets
    ]
    # Missing a titan is worse than showing one that was sold within the hour.
    if flown is None and ship.group_id in groups and not _surely_newer(owner.assets_at, location_at):
        hulls.append(_unlisted(owner, ship, location_at))
    return hulls
