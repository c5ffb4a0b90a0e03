"""Where a hull is: the place that corptools resolved, or what can be told without it."""

from __future__ import annotations

from typing import NamedTuple

#: EVE's location id of asset safety.
ASSET_SAFETY = 2004
ASSET_SAFETY_FLAG = "AssetSafety"
#: CCP's ids of solar systems: 30 known space, 31 wormholes, 32 abyssal, 34 void, 36 hidden; from 40 on celestials.
SYSTEMS = range(30_000_000, 40_000_000)
_STATIONS = range(60_000_000, 70_000_000)
#: A hull in a bay in a container is the deepest there is.
DEEPEST_NESTING = 2


class Place(NamedTuple):
    """A row of `corptools.EveLocation` with its region, or what its id alone tells."""

    location_id: int
    #: None: corptools could not resolve it, mostly a structure without docking access.
    name: str | None
    system_id: int | None
    region_id: int | None

    @property
    def site(self) -> str:
        """What holds the hull: space, station, structure or asset_safety."""
        if self.location_id == ASSET_SAFETY:
            return "asset_safety"
        if self.location_id in SYSTEMS:
            return "space"
        if self.location_id in _STATIONS:
            return "station"
        return "structure"


class AssetRow(NamedTuple):
    """Where one asset lies, as corptools has it."""

    location_id: int
    location_flag: str
    #: None: the location is not resolved, or is another asset.
    place: Place | None


class Whereabouts(NamedTuple):
    """Where a hull lies."""

    place: Place
    asset_safety: bool


def place_of(location_id: int | None, name: str | None, system_id: int | None, region_id: int | None) -> Place | None:
    """The place of a row that was joined with the location, if there is one."""
    if location_id is None:
        return None
    if system_id is None and location_id in SYSTEMS:
        system_id = location_id
    return Place(location_id, name, system_id, region_id)


def walk_up(row: AssetRow, owner: int, parents: dict[tuple[int, int], AssetRow]) -> Whereabouts:
    """Go from a hull through what it lies in to a place.

    `parents` are the owner's other assets, by owner and item id. What asset safety holds lies in a wrap, and the wrap
    lies at location 2004. An id that is neither a place nor an asset of the owner can only be a structure that
    corptools has no access to: it is kept with that id and without a system.
    """
    in_safety = False
    for _ in range(DEEPEST_NESTING + 1):
        in_safety = in_safety or row.location_flag == ASSET_SAFETY_FLAG or row.location_id == ASSET_SAFETY
        if row.place is not None:
            return Whereabouts(row.place, in_safety)
        parent = parents.get((owner, row.location_id))
        if parent is None:
            break
        row = parent
    unresolved = place_of(row.location_id, None, None, None)
    assert unresolved is not None, "an asset always has a location id"  # noqa: S101
    return Whereabouts(unresolved, in_safety)
