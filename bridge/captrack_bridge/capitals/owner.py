"""The characters whose hulls are listed."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from .place import Place


class ActiveShip(NamedTuple):
    """What a character sits in, from `corptools.CharacterLocation`."""

    type_id: int
    type_name: str
    group_id: int | None
    #: corptools 3.5 has the column and leaves it empty; used where a version fills it.
    item_id: int | None
    #: None: the ship is known, its place is not.
    place: Place | None
    #: What the pilot calls it; None: corptools does not say.
    name: str | None = None


class Reads(NamedTuple):
    """When something of a character was read last."""

    assets_at: datetime | None = None
    location_at: datetime | None = None


class Owner(NamedTuple):
    """A character with corptools data."""

    audit_id: int
    character_id: int
    name: str
    corporation_id: int
    corporation_name: str
    alliance_id: int | None
    alliance_name: str
    #: None: the account has no main, or the character belongs to no account any more.
    main_id: int | None
    main_name: str | None
    #: False: the character left AllianceAuth, its data stays behind and grows old.
    owned: bool
    #: When corptools last read the assets; None: never, or it has none of them: corptools before 3.5 loses them when
    #: writing them fails, and notes the time all the same when CCP then says that nothing has changed.
    assets_at: datetime | None
    #: When corptools last read ship and place; None: never.
    location_at: datetime | None
    ship: ActiveShip | None
