"""An invented alliance by seed: who owns what where, and what a desk must therefore be told.

Nothing here touches the bridge or the database: `expected` is the truth that the answers are compared with.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from . import facts
from .facts import OTHER_ALLIANCE, OUR_ALLIANCE

#: How often each group occurs among capitals.
WEIGHTS = {485: 30, 547: 18, 1538: 15, 883: 10, 902: 8, 513: 6, 659: 6, 4594: 4, 30: 2, 5120: 1}
OUR_CORPORATIONS = tuple(range(98_000_001, 98_000_011))
OTHER_CORPORATIONS = tuple(range(98_000_101, 98_000_104))
#: Ids that ESI has not reached, so that nothing here is somebody.
FIRST_CHARACTER, FIRST_ITEM, FIRST_STRUCTURE = 2_120_000_001, 1_090_000_000_001, 1_089_000_000_001
ASSET_SAFETY = 2004
_FIRST = ("Aura", "Brix", "Cato", "Dara", "Ezra", "Fenn", "Gale", "Hale", "Ivo", "Jex", "Kira", "Lorn", "Mira", "Nox")
_LAST = ("Ardent", "Bright", "Crane", "Dusk", "Ember", "Frost", "Grave", "Hollow", "Iron", "Keel", "Lumen", "Marsh")


@dataclass
class Place:
    """Somewhere a hull can be."""

    location_id: int
    name: str | None
    system_id: int | None
    region_id: int | None

    @property
    def site(self) -> str:
        """As the API calls it."""
        if self.location_id == ASSET_SAFETY:
            return "asset_safety"
        if 30_000_000 <= self.location_id < 40_000_000:
            return "space"
        return "station" if 60_000_000 <= self.location_id < 70_000_000 else "structure"


@dataclass
class Hull:
    """A capital in somebody's assets."""

    item_id: int
    type_id: int
    type_name: str
    group_id: int
    place: Place
    singleton: bool = True
    quantity: int = 1
    #: In a container or wrap: the item id and type of what holds it.
    holder: tuple[int, int] | None = None
    in_safety: bool = False


@dataclass
class Character:
    """A character, with what corptools read of it."""

    character_id: int
    name: str
    corporation_id: int
    alliance_id: int | None
    assets_at: datetime | None
    location_at: datetime | None
    hulls: list[Hull] = field(default_factory=list)
    #: What it sits in (a hull of its own, or a type that no assets read shows), and where; None: nothing was read.
    ship: Hull | None = None
    ship_place: Place | None = None
    ship_listed: bool = True


@dataclass
class Account:
    """An AllianceAuth account. Without `owner` its characters have left."""

    number: int
    characters: list[Character]
    main: Character | None
    owned: bool = True


@dataclass
class Plan:
    """All of it."""

    accounts: list[Account]
    places: list[Place]
    now: datetime


class _Maker:
    def __init__(self, seed: int, now: datetime) -> None:
        self.random = random.Random(seed)
        self.now = now
        self.types = facts.hull_types()
        self.places = self._make_places()
        self.characters, self.items = 0, 0

    def _make_places(self) -> list[Place]:
        systems = self.random.sample(facts.known_space(), 90)
        stations = self.random.sample(facts.rows("npc_stations"), 20)
        regions = {row["system_id"]: int(row["region_id"]) for row in facts.rows("systems")}
        made = [
            Place(int(row["station_id"]), row["name"], int(row["system_id"]), regions[row["system_id"]])
            for row in stations
        ]
        for number, row in enumerate(systems):
            system, region = int(row["system_id"]), int(row["region_id"])
            if number < 40:
                made.append(Place(FIRST_STRUCTURE + number, f"{row['name']} - Anchorage {number}", system, region))
            else:
                made.append(Place(system, row["name"], system, region))
        return made

    def item(self) -> int:
        self.items += 1
        return FIRST_ITEM + self.items - 1

    def ago(self, longest: timedelta) -> datetime:
        return (self.now - self.random.random() * longest - timedelta(minutes=1)).replace(microsecond=0)

    def character(self, corporation: int, alliance: int | None) -> Character:
        number = self.characters
        self.characters += 1
        name = f"{_FIRST[number % len(_FIRST)]} {_LAST[number // len(_FIRST) % len(_LAST)]} {number}"
        dice = self.random.random()
        return Character(
            FIRST_CHARACTER + number,
            name,
            corporation,
            alliance,
            # One in fifty is a week old, one in a hundred was never read.
            None if dice < 0.01 else self.ago(timedelta(days=7) if dice < 0.03 else timedelta(hours=3)),
            None if self.random.random() < 0.1 else self.ago(timedelta(minutes=40)),
        )

    def account(self, number: int) -> Account:
        ours = self.random.random() < 0.94
        corporation = self.random.choice(OUR_CORPORATIONS if ours else OTHER_CORPORATIONS)
        alliance = OUR_ALLIANCE if ours else OTHER_ALLIANCE
        characters = []
        for alt in range(self.random.choice((1, 2, 2, 3, 3, 4, 6))):
            abroad = alt > 0 and self.random.random() < 0.05
            where = self.random.choice(OTHER_CORPORATIONS) if abroad else corporation
            characters.append(self.character(where, None if abroad else alliance))
        owned = self.random.random() >= 0.02
        has_main = owned and self.random.random() >= 0.02
        return Account(number, characters, characters[0] if has_main else None, owned)

    def hull(self) -> Hull:
        group = self.random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        type_id, name = self.random.choice(self.types[group])
        hull = Hull(self.item(), type_id, name, group, self.random.choice(self.places))
        dice = self.random.random()
        if dice < 0.02:
            hull.place = Place(FIRST_STRUCTURE + 10_000 + self.items % 7, None, None, None)
        elif dice < 0.03:
            hull.place, hull.in_safety = Place(ASSET_SAFETY, "Asset Safety", None, None), True
            hull.holder = (self.item(), facts.ASSET_SAFETY_WRAP)
        elif dice < 0.04:
            hull.holder = (self.item(), facts.CONTAINER)
        elif dice < 0.07:
            hull.singleton, hull.quantity = False, self.random.randint(1, 4)
        return hull

    def board(self, character: Character) -> None:
        """Let some sit in a capital: mostly one of their own, now and then one that nobody has seen."""
        if character.location_at is None:
            return
        dice = self.random.random()
        own = [hull for hull in character.hulls if hull.singleton and not hull.in_safety]
        if dice < 0.15 and own:
            character.ship = self.random.choice(own)
            # Of several alike the answer cannot know which: here it is the first, in the place of none of them.
            alike = [hull for hull in own if hull.type_id == character.ship.type_id]
            character.ship = min(alike, key=lambda hull: hull.item_id)
            taken = {hull.place.system_id for hull in alike}
            character.ship_place = next(place for place in self.shuffled() if place.system_id not in taken)
            if self.random.random() < 0.1:
                character.ship_place = None
        elif dice < 0.16 and character.assets_at is not None:
            group = self.random.choice((30, 659, 485))
            type_id, name = self.types[group][0]
            if all(hull.type_id != type_id for hull in character.hulls):
                place = self.random.choice(self.places)
                character.ship, character.ship_place = Hull(0, type_id, name, group, place), place
                character.ship_listed = False

    def shuffled(self) -> list[Place]:
        return self.random.sample(self.places, len(self.places))


def make(accounts: int, capitals: int, seed: int, now: datetime) -> Plan:
    """Make a plan; the same arguments make the same plan."""
    maker = _Maker(seed, now)
    made = [maker.account(number) for number in range(accounts)]
    characters = [character for account in made for character in account.characters]
    for _ in range(capitals):
        maker.random.choice(characters).hulls.append(maker.hull())
    for character in characters:
        maker.board(character)
    return Plan(made, maker.places, now)


# What must be answered


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _row(account: Account, character: Character, hull: Hull) -> dict[str, Any]:
    flown = hull is character.ship
    place, place_at, seen_at = hull.place, character.assets_at, character.assets_at
    safety, stale = hull.in_safety, character.assets_at is None
    if flown:
        newest = [moment for moment in (character.assets_at, character.location_at) if moment is not None]
        seen_at = max(newest)
        late = not stale and character.assets_at > character.location_at + timedelta(hours=1)
        if character.ship_place is not None and (not late or place.system_id is None):
            place, place_at, safety = character.ship_place, character.location_at, False
    return {
        "item_id": hull.item_id or None,
        "character_id": character.character_id,
        "character_name": character.name,
        "main_id": account.main.character_id if account.main else None,
        "main_name": account.main.name if account.main else None,
        "owned": account.owned,
        "corporation_id": character.corporation_id,
        "alliance_id": character.alliance_id,
        "type_id": hull.type_id,
        "type_name": hull.type_name,
        "group_id": hull.group_id,
        "quantity": hull.quantity,
        "singleton": hull.singleton,
        "flown": flown if character.ship is not None else None,
        "observed_at": _time(seen_at),
        "location_id": place.location_id,
        "location_name": place.name,
        "site": place.site,
        "system_id": place.system_id,
        "region_id": place.region_id,
        "location_observed_at": _time(place_at),
        "asset_safety": safety,
    }


def _unlisted(account: Account, character: Character) -> dict[str, Any]:
    hull = character.ship
    assert hull is not None  # noqa: S101
    return _row(account, character, hull) | {
        "observed_at": _time(character.location_at),
        "location_observed_at": _time(character.location_at),
    }


def expected(plan: Plan) -> list[dict[str, Any]]:
    """Every hull that who sees everyone must be told, with all that belongs to it, in the order of the answer."""
    rows = []
    for account in plan.accounts:
        for character in account.characters:
            rows += [_row(account, character, hull) for hull in sorted(character.hulls, key=lambda hull: hull.item_id)]
            gone = (
                character.location_at
                and character.assets_at
                and (character.assets_at > character.location_at + timedelta(hours=1))
            )
            if not character.ship_listed and not gone:
                rows.append(_unlisted(account, character))
    return rows


def flat(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The answer of `/capitals`, with everything that belongs to a hull beside it: comparable with `expected`."""

    def keyed(table: str, key: str) -> dict[Any, dict[str, Any]]:
        return {row[key]: row for row in _rows(answer[table])}

    characters, types = keyed("characters", "character_id"), keyed("types", "type_id")
    places, mains = keyed("places", "location_id"), keyed("mains", "id")
    rows = []
    for hull in _rows(answer["hulls"]):
        owner, kind = characters[hull["character_id"]], types[hull["type_id"]]
        place = places.get(hull["location_id"], {})
        rows.append(
            hull
            | {
                "character_name": owner["name"],
                "main_id": owner["main_id"],
                "main_name": mains[owner["main_id"]]["name"] if owner["main_id"] else None,
                "owned": owner["owned"],
                "corporation_id": owner["corporation_id"],
                "alliance_id": owner["alliance_id"],
                "type_name": kind["name"],
                "group_id": kind["group_id"],
                "location_name": place.get("name"),
                "site": place.get("site"),
                "system_id": place.get("system_id"),
                "region_id": place.get("region_id"),
            }
        )
    return rows


def _rows(columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
