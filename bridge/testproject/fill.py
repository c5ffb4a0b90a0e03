"""Writing a plan into the database as AllianceAuth and corptools would have, in bulk."""

from __future__ import annotations

from itertools import count

from allianceauth.authentication.models import CharacterOwnership, UserProfile, get_guest_state
from allianceauth.eveonline.models import EveCharacter
from corptools.models import CharacterAsset, CharacterAudit, CharacterLocation, EveLocation
from django.contrib.auth.models import User

from . import facts
from .facts import OTHER_ALLIANCE, OUR_ALLIANCE
from .people import read_times
from .plan import ASSET_SAFETY, Account, Character, Hull, Place, Plan

_ALLIANCES = {OUR_ALLIANCE: "Northern Lights", OTHER_ALLIANCE: "Southern Cross", None: ""}
_BATCH = 500


def _everyone(plan: Plan) -> list[tuple[Account, Character]]:
    return [(account, character) for account in plan.accounts for character in account.characters]


def _characters(plan: Plan) -> dict[int, EveCharacter]:
    made = EveCharacter.objects.bulk_create(
        [
            EveCharacter(
                character_id=character.character_id,
                character_name=character.name,
                corporation_id=character.corporation_id,
                corporation_name=f"Corporation {character.corporation_id - 98_000_000}",
                corporation_ticker=f"C{character.corporation_id - 98_000_000}",
                alliance_id=character.alliance_id,
                alliance_name=_ALLIANCES[character.alliance_id],
            )
            for _, character in _everyone(plan)
        ],
        batch_size=_BATCH,
    )
    return {one.character_id: one for one in made}


def _accounts(plan: Plan, characters: dict[int, EveCharacter]) -> None:
    owned = [account for account in plan.accounts if account.owned]
    users = User.objects.bulk_create(
        [User(username=f"member_{account.number}") for account in owned], batch_size=_BATCH
    )
    guest = get_guest_state()
    UserProfile.objects.bulk_create(
        [
            UserProfile(
                user_id=user.pk,
                state=guest,
                main_character=characters[account.main.character_id] if account.main else None,
            )
            for user, account in zip(users, owned, strict=True)
        ],
        batch_size=_BATCH,
    )
    CharacterOwnership.objects.bulk_create(
        [
            CharacterOwnership(
                user_id=user.pk,
                character=characters[character.character_id],
                owner_hash=f"hash-{character.character_id}",
            )
            for user, account in zip(users, owned, strict=True)
            for character in account.characters
        ],
        batch_size=_BATCH,
    )


def _audits(plan: Plan, characters: dict[int, EveCharacter]) -> dict[int, CharacterAudit]:
    # corptools keeps a dozen of them; as many are here, so that reading them costs what it costs.
    others = ("pub_data", "skills", "skill_que", "clones", "contacts", "wallet", "orders", "notif", "roles", "mails")

    def stamps(character: Character) -> dict[str, object]:
        read = dict.fromkeys(others, plan.now)
        return read_times(read | {"assets": character.assets_at, "location": character.location_at})

    made = CharacterAudit.objects.bulk_create(
        [
            CharacterAudit(character=characters[character.character_id], active=True, **stamps(character))
            for _, character in _everyone(plan)
        ],
        batch_size=_BATCH,
    )
    return {audit.character.character_id: audit for audit in made}


def _places(plan: Plan) -> None:
    places = [*plan.places, Place(ASSET_SAFETY, "Asset Safety", None, None)]
    EveLocation.objects.bulk_create(
        [
            EveLocation(location_id=place.location_id, location_name=place.name, system_id=place.system_id)
            for place in places
        ],
        batch_size=_BATCH,
    )
    EveLocation.objects.update(last_update=plan.now)


def _asset(
    audit: CharacterAudit, item_id: int, type_id: int, place: Place, *, flag: str, singleton: bool, quantity: int
) -> CharacterAsset:
    return CharacterAsset(
        character=audit,
        item_id=item_id,
        type_id=type_id,
        type_name_id=type_id,
        location_id=place.location_id,
        location_name_id=place.location_id if place.name is not None else None,
        location_flag=flag,
        location_type="item",
        singleton=singleton,
        quantity=quantity,
    )


def _hull(audit: CharacterAudit, hull: Hull) -> list[CharacterAsset]:
    rest = {"singleton": hull.singleton, "quantity": hull.quantity}
    if hull.holder is None:
        return [_asset(audit, hull.item_id, hull.type_id, hull.place, flag="Hangar", **rest)]
    holder_id, holder_type = hull.holder
    flag = "AssetSafety" if hull.in_safety else "Hangar"
    inside = Place(holder_id, None, None, None)
    return [
        _asset(audit, holder_id, holder_type, hull.place, flag=flag, singleton=True, quantity=1),
        _asset(audit, hull.item_id, hull.type_id, inside, flag="Unlocked", **rest),
    ]


def _assets(plan: Plan, audits: dict[int, CharacterAudit], others: int) -> None:
    items = count(1_095_000_000_001)
    assets: list[CharacterAsset] = []
    for number, (_, character) in enumerate(_everyone(plan)):
        audit = audits[character.character_id]
        for hull in character.hulls:
            assets += _hull(audit, hull)
        for _ in range(others):
            place = plan.places[number % len(plan.places)]
            assets.append(_asset(audit, next(items), facts.RIFTER, place, flag="Hangar", singleton=True, quantity=1))
    CharacterAsset.objects.bulk_create(assets, batch_size=_BATCH)


def _ships(plan: Plan, audits: dict[int, CharacterAudit]) -> None:
    CharacterLocation.objects.bulk_create(
        [
            CharacterLocation(
                character=audits[character.character_id],
                current_ship_id=character.ship.type_id,
                current_location_id=character.ship_place.location_id if character.ship_place else None,
            )
            for _, character in _everyone(plan)
            if character.ship is not None
        ],
        batch_size=_BATCH,
    )


def fill(plan: Plan, *, others: int = 2) -> None:
    """Write all of it; `others` is how many assets each character has that are no capitals."""
    characters = _characters(plan)
    _accounts(plan, characters)
    _places(plan)
    audits = _audits(plan, characters)
    _assets(plan, audits, others)
    _ships(plan, audits)
