"""Accounts, characters and assets, one at a time, as AllianceAuth and corptools would have written them."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from allianceauth.authentication.models import CharacterOwnership, State
from allianceauth.eveonline.models import EveCharacter
from corptools.models import CharacterAsset, CharacterAudit, CharacterLocation, EveLocation
from django.contrib.auth.models import Permission, User
from django.utils import timezone
from eve_sde.models import ItemType

from .facts import OTHER_ALLIANCE, OUR_ALLIANCE

OUR_CORPORATION, SISTER_CORPORATION, OTHER_CORPORATION = 98_000_001, 98_000_002, 98_000_101
NAMES = {
    OUR_ALLIANCE: "Northern Lights",
    OTHER_ALLIANCE: "Southern Cross",
    OUR_CORPORATION: "First Light",
    SISTER_CORPORATION: "Second Light",
    OTHER_CORPORATION: "Cross Trade",
}
_numbers = count(1)


def character(name: str, corporation: int = OUR_CORPORATION, alliance: int | None = OUR_ALLIANCE) -> EveCharacter:
    """A character that nobody owns yet."""
    return EveCharacter.objects.create(
        character_id=2_112_000_000 + next(_numbers),
        character_name=name,
        corporation_id=corporation,
        corporation_name=NAMES.get(corporation, f"Corporation {corporation}"),
        corporation_ticker="CORP",
        alliance_id=alliance,
        alliance_name="" if alliance is None else NAMES.get(alliance, f"Alliance {alliance}"),
    )


def own(user: User, one: EveCharacter) -> EveCharacter:
    """Let an account own a character."""
    CharacterOwnership.objects.create(user=user, character=one, owner_hash=f"hash-{one.character_id}")
    return one


def account(main: str, *, corporation: int = OUR_CORPORATION, alliance: int | None = OUR_ALLIANCE) -> User:
    """An account with a main character."""
    user = User.objects.create(username=main.replace(" ", "_"))
    user.profile.main_character = own(user, character(main, corporation, alliance))
    user.profile.save()
    return user


def allow(user: User, *permissions: str) -> User:
    """Give permissions such as `captrack_bridge.basic_access`; the account is fetched anew, without a cache of them."""
    for permission in permissions:
        label, codename = permission.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=label, codename=codename))
    return User.objects.get(pk=user.pk)


def forbid(user: User, permission: str) -> None:
    """Take a permission away."""
    label, codename = permission.split(".")
    user.user_permissions.remove(Permission.objects.get(content_type__app_label=label, codename=codename))


def state(name: str, *permissions: str, priority: int = 100, alliances: tuple[int, ...] = ()) -> State:
    """A state that gives permissions to the characters of some alliances."""
    from allianceauth.eveonline.models import EveAllianceInfo

    made, _ = State.objects.get_or_create(name=name, defaults={"priority": priority})
    for permission in permissions:
        label, codename = permission.split(".")
        # By id: a state wants AllianceAuth's own proxy of the class.
        made.permissions.add(Permission.objects.get(content_type__app_label=label, codename=codename).pk)
    for alliance in alliances:
        info, _ = EveAllianceInfo.objects.get_or_create(
            alliance_id=alliance,
            defaults={
                "alliance_name": NAMES[alliance],
                "alliance_ticker": "ALLI",
                "executor_corp_id": OUR_CORPORATION,
            },
        )
        made.member_alliances.add(info)
    return made


def read_times(times: dict[str, datetime | None]) -> dict[str, object]:
    """When corptools read what, as its version keeps it: in one JSON column since 3.1, before in one for each."""
    known = {key: moment for key, moment in times.items() if moment is not None}
    if hasattr(CharacterAudit, "update_timestamps"):
        return {"update_timestamps": {key: moment.isoformat() for key, moment in known.items()}}
    return {f"last_update_{key}": moment for key, moment in known.items()}


def audit(
    one: EveCharacter, *, assets_at: datetime | None = None, location_at: datetime | None = None
) -> CharacterAudit:
    """Let corptools have read a character."""
    return CharacterAudit.objects.create(
        character=one, active=True, **read_times({"assets": assets_at, "location": location_at})
    )


def place(location_id: int, name: str, system_id: int | None) -> EveLocation:
    """A place that corptools resolved."""
    return EveLocation.objects.get_or_create(
        location_id=location_id, defaults={"location_name": name, "system_id": system_id}
    )[0]


def asset(
    owner: CharacterAudit,
    type_id: int,
    at: EveLocation | int,
    *,
    item_id: int | None = None,
    flag: str = "Hangar",
    singleton: bool = True,
    quantity: int = 1,
    location_type: str = "item",
    name: str | None = None,
) -> CharacterAsset:
    """An asset; `at` is a resolved place, or an id that corptools could not resolve (a structure, another item)."""
    resolved = isinstance(at, EveLocation)
    return CharacterAsset.objects.create(
        character=owner,
        item_id=item_id if item_id is not None else 1_040_000_000_000 + next(_numbers),
        type_id=type_id,
        type_name=ItemType.objects.get(pk=type_id),
        location_id=at.location_id if resolved else at,
        location_name=at if resolved else None,
        location_flag=flag,
        location_type=location_type,
        name=name,
        singleton=singleton,
        quantity=quantity,
    )


def fly(owner: CharacterAudit, type_id: int, at: EveLocation | None, name: str | None = None) -> CharacterLocation:
    """Let corptools have seen a character in a ship."""
    defaults = {"current_ship_id": type_id, "current_location": at, "current_ship_name": name}
    return CharacterLocation.objects.update_or_create(character=owner, defaults=defaults)[0]


def stamp(owner: CharacterAudit, key: str, moment: datetime | None = None) -> None:
    """Let corptools have read something again."""
    moment = moment or timezone.now()
    if hasattr(owner, "update_timestamps"):
        owner.update_timestamps[key] = moment.isoformat()
    else:
        setattr(owner, f"last_update_{key}", moment)
    owner.save()
