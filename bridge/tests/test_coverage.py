"""Which characters are known, how old their data is, what is missing."""

from allianceauth.eveonline.models import EveCorporationInfo
from corptools.models import CharacterAudit
from esi.models import Scope, Token

from testproject import people

from .conftest import table

ALL = ["esi-assets.read_assets.v1", "esi-location.read_location.v1", "esi-location.read_ship_type.v1"]


def sign_in(user, one, *scopes):
    """An ESI token; written past the signal that would ask CCP for the character."""
    token = Token.objects.bulk_create(
        [
            Token(
                user=user,
                character_id=one.character_id,
                character_name=one.character_name,
                character_owner_hash=f"hash-{one.character_id}",
                refresh_token="x",
                access_token="x",
            )
        ]
    )[0]
    for scope in scopes:
        token.scopes.add(Scope.objects.get_or_create(name=scope, defaults={"help_text": ""})[0])


def only(desk):
    rows = table(desk.get("coverage")["characters"])
    assert len(rows) == 1
    return rows[0]


def test_a_character_with_everything_lacks_nothing(desk, leader, clock_stands):
    main = leader.profile.main_character
    people.audit(main, assets_at=clock_stands.ago(hours=3), location_at=clock_stands.ago(minutes=1))
    sign_in(leader, main, *ALL)
    assert only(desk) == {
        "character_id": main.character_id,
        "name": "Fleet Leader",
        "corporation_id": people.OUR_CORPORATION,
        "alliance_id": people.OUR_ALLIANCE,
        "main_id": main.character_id,
        "registered": True,
        "active": True,
        "assets_observed_at": "2026-11-05T15:00:00Z",
        "location_observed_at": "2026-11-05T17:59:00Z",
        "missing": [],
    }


def test_a_character_that_corptools_does_not_know_lacks_everything(desk):
    row = only(desk)
    assert (row["registered"], row["active"]) == (False, None)
    assert row["missing"] == ["registration", "assets_token", "location_token", "assets", "location"]


def test_both_location_scopes_are_needed(desk, leader, clock_stands):
    main = leader.profile.main_character
    people.audit(main, assets_at=clock_stands.now)
    sign_in(leader, main, *ALL[:2])
    assert only(desk)["missing"] == ["location_token", "location"]


def test_one_token_must_have_all_that_corptools_asks_for_at_once(desk, leader, clock_stands):
    """It asks for a token with both scopes of ship and place; assets may come from another."""
    main = leader.profile.main_character
    people.audit(main, assets_at=clock_stands.now, location_at=clock_stands.now)
    for scope in ALL:
        sign_in(leader, main, scope)
    assert only(desk)["missing"] == ["location_token"]
    sign_in(leader, main, *ALL[1:])
    assert only(desk)["missing"] == []


def test_who_left_and_who_has_no_main_is_named(desk, leader):
    CharacterAudit.objects.create(character=people.character("Left"), active=False)
    people.own(leader, people.character("Alt"))
    nameless = people.account("Nameless")
    nameless.profile.main_character = None
    nameless.profile.save()
    missing = {row["name"]: row["missing"][0] for row in table(desk.get("coverage")["characters"])}
    assert missing == {"Fleet Leader": "registration", "Left": "account", "Alt": "registration", "Nameless": "main"}


def test_corporations_are_told_with_their_members(desk, leader, clock_stands):
    EveCorporationInfo.objects.create(
        corporation_id=people.OUR_CORPORATION,
        corporation_name="First Light",
        corporation_ticker="FIRST",
        member_count=40,
    )
    people.audit(leader.profile.main_character, assets_at=clock_stands.now)
    people.account("Mate")
    people.account("Ally", corporation=people.SISTER_CORPORATION)
    assert table(desk.get("coverage")["corporations"]) == [
        {
            "id": people.OUR_CORPORATION,
            "name": "First Light",
            "alliance_id": people.OUR_ALLIANCE,
            "members": 40,
            "known": 2,
            "with_assets": 1,
        },
        {
            "id": people.SISTER_CORPORATION,
            "name": "Second Light",
            "alliance_id": people.OUR_ALLIANCE,
            "members": None,
            "known": 1,
            "with_assets": 0,
        },
    ]


def test_totals_add_up(desk, leader, clock_stands):
    people.audit(leader.profile.main_character, assets_at=clock_stands.ago(hours=5), location_at=clock_stands.now)
    people.audit(people.character("Fresh"), assets_at=clock_stands.ago(hours=1))
    people.audit(people.character("Never"))
    people.character("Unknown")
    assert desk.get("coverage")["totals"] == {
        "characters": 4,
        "registered": 3,
        "with_assets": 2,
        "with_location": 1,
        "oldest_assets": "2026-11-05T13:00:00Z",
        "newest_assets": "2026-11-05T17:00:00Z",
    }
