"""What AllianceAuth and corptools write, step by step at random: everything that a desk could be told of."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from allianceauth.authentication.models import CharacterOwnership, UserProfile, get_guest_state
from allianceauth.eveonline.models import EveCharacter
from corptools.models import CharacterAsset, CharacterAudit, CharacterLocation, EveLocation
from django.contrib.auth.models import User
from django.db import transaction

from testproject import facts, people

from .conftest import AVATAR, BANE, JITA, NYX, REVELATION

_SHIPS = (AVATAR, NYX, REVELATION, BANE, facts.RIFTER)
_CORPORATIONS = (
    (people.OUR_CORPORATION, facts.OUR_ALLIANCE),
    (people.SISTER_CORPORATION, facts.OUR_ALLIANCE),
    (people.OTHER_CORPORATION, facts.OTHER_ALLIANCE),
    (people.OTHER_CORPORATION, None),
)
FIRST_STRUCTURE = 1_050_000_000_000


class Writer:
    """One of corptools' workers, which has characters of its own to read, as two never read one at once.

    Only what corptools' tasks and AllianceAuth themselves write is written, in their order, in their transactions.
    """

    def __init__(self, number: int, pilots: int, seed: int, now: datetime) -> None:
        self.random = random.Random(seed * 1000 + number)
        self.number, self.now = number, now
        self.items = 1_060_000_000_000 + number * 1_000_000_000
        self.fresh = 0
        self.users: list[User] = []
        self.audits: list[int] = []
        self.strangers: list[EveCharacter] = []
        for account in range(max(pilots // 3, 1)):
            corporation, alliance = self.random.choice(_CORPORATIONS)
            user = people.account(f"Main {number} {account}", corporation=corporation, alliance=alliance)
            self.users.append(user)
            self.audits.append(self.registered(user.profile.main_character))
            for alt in range(2):
                side = self.random.choice(_CORPORATIONS)
                one = people.own(user, people.character(f"Alt {number} {account} {alt}", *side))
                self.audits.append(self.registered(one))

    def registered(self, one: EveCharacter) -> int:
        return people.audit(one).pk

    def step(self, now: datetime) -> str:
        """Do one thing."""
        self.now = now
        steps = [
            *[self.read_assets] * 6,
            *[self.read_location] * 6,
            *[self.read_something_else] * 4,
            *[self.resolve_a_place] * 3,
            self.rename_a_ship,
            self.change_sides,
            self.change_main,
            self.no_main,
            self.leave,
            self.join,
            self.register,
            self.forget,
            self.change_state,
            self.lose_an_older_stamp,
            self.rename,
        ]
        step = self.random.choice(steps)
        step()
        return step.__name__

    def audit(self) -> CharacterAudit | None:
        if not self.audits:
            return None
        return CharacterAudit.objects.select_related("character").filter(pk=self.random.choice(self.audits)).first()

    def place_of(self, location_id: int) -> EveLocation | None:
        return EveLocation.objects.filter(pk=location_id).first()

    def somewhere(self) -> int:
        return self.random.choice([60003760, JITA, 30004759, *(FIRST_STRUCTURE + number for number in range(40))])

    def item(self) -> int:
        self.items += 1
        return self.items

    def read_assets(self) -> None:
        one = self.audit()
        if one is None:
            return
        rows: list[CharacterAsset] = []
        for _ in range(self.random.randint(0, 4)):
            where, kind = self.somewhere(), self.random.random()
            if kind < 0.2:
                # In a container in a hangar.
                holder = self._row(one, facts.CONTAINER, where)
                rows.append(holder)
                rows.append(self._row(one, self.random.choice(_SHIPS), holder.item_id, resolve=False))
                continue
            rows.append(self._row(one, self.random.choice(_SHIPS), where))
        with transaction.atomic():
            CharacterAsset.objects.filter(character=one).delete()
            CharacterAsset.objects.bulk_create(rows)
        people.stamp(one, "assets", self.now)

    def _row(self, one: CharacterAudit, type_id: int, location_id: int, resolve: bool = True) -> CharacterAsset:
        return CharacterAsset(
            character=one,
            item_id=self.item(),
            type_id=type_id,
            type_name_id=type_id,
            location_id=location_id,
            location_name=self.place_of(location_id) if resolve else None,
            location_flag="Hangar",
            location_type="item",
            singleton=True,
            quantity=1,
        )

    def read_location(self) -> None:
        one = self.audit()
        if one is None:
            return
        where = self.place_of(self.somewhere())
        if where is not None:
            where.save()
        CharacterLocation.objects.update_or_create(character=one, defaults={"current_location": where})
        ship = {"current_ship_id": self.random.choice(_SHIPS), "current_ship_name": f"Ship {self.random.randint(1, 3)}"}
        CharacterLocation.objects.update_or_create(character=one, defaults=ship)
        people.stamp(one, "location", self.now)

    def read_something_else(self) -> None:
        one = self.audit()
        if one is not None:
            people.stamp(one, "skills", self.now)

    def resolve_a_place(self) -> None:
        """First the place, then what lies there."""
        location_id = FIRST_STRUCTURE + self.random.randint(0, 39)
        place, _ = EveLocation.objects.get_or_create(
            location_id=location_id, defaults={"location_name": f"Home {location_id % 1000}", "system_id": 30004759}
        )
        CharacterAsset.objects.filter(location_id=location_id, location_name=None).update(location_name=place)

    def rename_a_ship(self) -> None:
        one = self.audit()
        ship = None if one is None else CharacterAsset.objects.filter(character=one).first()
        if ship is not None and hasattr(ship, "name"):
            CharacterAsset.objects.filter(pk=ship.pk).update(name=f"Ship {self.random.randint(1, 3)}")

    def change_sides(self) -> None:
        one = self.audit()
        if one is not None:
            corporation, alliance = self.random.choice(_CORPORATIONS)
            EveCharacter.objects.filter(pk=one.character_id).update(
                corporation_id=corporation,
                corporation_name=people.NAMES[corporation],
                alliance_id=alliance,
                alliance_name="" if alliance is None else people.NAMES[alliance],
            )

    def rename(self) -> None:
        one = self.audit()
        if one is not None:
            name = f"Renamed {self.number} {self.random.randint(1, 1000)}"
            EveCharacter.objects.filter(pk=one.character_id).update(character_name=name)

    def change_main(self) -> None:
        user = self.random.choice(self.users)
        owned = list(CharacterOwnership.objects.filter(user=user))
        if owned:
            UserProfile.objects.filter(user=user).update(main_character=self.random.choice(owned).character)

    def no_main(self) -> None:
        UserProfile.objects.filter(user=self.random.choice(self.users)).update(main_character=None)

    def leave(self) -> None:
        one = self.audit()
        if one is not None:
            UserProfile.objects.filter(main_character=one.character_id).update(main_character=None)
            CharacterOwnership.objects.filter(character=one.character_id).delete()

    def join(self) -> None:
        one = self.audit()
        if one is not None and not CharacterOwnership.objects.filter(character=one.character_id).exists():
            people.own(self.random.choice(self.users), one.character)

    def register(self) -> None:
        self.fresh += 1
        one = people.character(f"Newcomer {self.number} {self.fresh}", *self.random.choice(_CORPORATIONS))
        if self.random.random() < 0.7:
            people.own(self.random.choice(self.users), one)
        self.audits.append(self.registered(one))

    def forget(self) -> None:
        one = self.audit()
        if one is not None:
            self.audits.remove(one.pk)
            one.delete()

    def change_state(self) -> None:
        state = self.random.choice([get_guest_state(), people.state("Member")])
        UserProfile.objects.filter(user=self.random.choice(self.users)).update(state=state)

    def lose_an_older_stamp(self) -> None:
        """A task that began before another wrote its time puts back the older one."""
        one = self.audit()
        if one is not None:
            people.stamp(one, "location", self.now - timedelta(hours=self.random.randint(1, 30)))


def universe() -> dict[str, Any]:
    """Two places that are known from the beginning."""
    return {
        "jita": people.place(60003760, "Jita IV - Moon 4 - Caldari Navy Assembly Plant", JITA),
        "space": people.place(30004759, "1DQ1-A", 30004759),
    }
