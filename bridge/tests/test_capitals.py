"""What `/capitals` answers, over the whole way from corptools' tables."""

import pytest
from corptools.models import CharacterAsset
from eve_sde.models import ItemType

from testproject import facts, people

from .conftest import AVATAR, BANE, GAIA, JITA, JITA_REGION, KEEPSTAR, NYX, REVELATION, hulls, table


@pytest.fixture
def pilot(leader, clock_stands):
    return people.audit(
        leader.profile.main_character, assets_at=clock_stands.ago(hours=1), location_at=clock_stands.ago(minutes=10)
    )


def test_a_hull_is_told_with_everything_that_belongs_to_it(desk, pilot, jita):
    titan = people.asset(pilot, AVATAR, jita)
    answer = desk.get("capitals")
    assert answer["version"] == 1
    assert table(answer["hulls"]) == [
        {
            "item_id": titan.item_id,
            "character_id": pilot.character.character_id,
            "type_id": AVATAR,
            "quantity": 1,
            "singleton": True,
            "flown": None,
            "observed_at": "2026-11-05T17:00:00Z",
            "location_id": 60003760,
            "location_observed_at": "2026-11-05T17:00:00Z",
            "asset_safety": False,
        }
    ]
    assert table(answer["characters"]) == [
        {
            "character_id": pilot.character.character_id,
            "name": "Fleet Leader",
            "corporation_id": people.OUR_CORPORATION,
            "alliance_id": people.OUR_ALLIANCE,
            "main_id": pilot.character.character_id,
            "owned": True,
            "assets_observed_at": "2026-11-05T17:00:00Z",
            "location_observed_at": "2026-11-05T17:50:00Z",
        }
    ]
    assert table(answer["types"]) == [{"type_id": AVATAR, "name": "Avatar", "group_id": 30}]
    assert table(answer["mains"]) == [{"id": pilot.character.character_id, "name": "Fleet Leader"}]
    assert table(answer["corporations"]) == [{"id": people.OUR_CORPORATION, "name": "First Light"}]
    assert table(answer["alliances"]) == [{"id": people.OUR_ALLIANCE, "name": "Northern Lights"}]
    assert table(answer["places"]) == [
        {
            "location_id": 60003760,
            "name": "Jita IV - Moon 4 - Caldari Navy Assembly Plant",
            "site": "station",
            "system_id": JITA,
            "region_id": JITA_REGION,
        }
    ]


def test_all_ten_groups_are_answered_and_nothing_else(desk, pilot, jita):
    one_of_each = {group: types[0][0] for group, types in facts.hull_types().items()}
    assert len(one_of_each) == 10
    for type_id in one_of_each.values():
        people.asset(pilot, type_id, jita)
    people.asset(pilot, facts.RIFTER, jita)
    assert sorted(hull["type_id"] for hull in hulls(desk)) == sorted(one_of_each.values())


def test_other_groups_can_be_asked_for(desk, pilot, jita):
    for type_id in (AVATAR, BANE, GAIA, facts.RIFTER):
        people.asset(pilot, type_id, jita)
    assert [hull["type_id"] for hull in hulls(desk, "capitals?groups=4594")] == [BANE]
    assert {hull["type_id"] for hull in hulls(desk, "capitals?groups=30,25")} == {AVATAR, facts.RIFTER}
    assert desk.get("capitals?groups=30,25")["groups"] == [25, 30]


@pytest.mark.parametrize("groups", ["", "30,", "x", "-1", "30;659", "1" * 10, ",".join(["1"] * 101)])
def test_groups_that_are_none_are_refused(desk, groups):
    assert desk.error(f"capitals?groups={groups}") == "bad_request"
    assert desk.status == 400


def test_a_hull_in_a_structure_without_access_is_told_without_a_system(desk, pilot):
    people.asset(pilot, AVATAR, KEEPSTAR + 1)
    hull = hulls(desk)[0]
    assert hull["place"] == {
        "location_id": KEEPSTAR + 1,
        "name": None,
        "site": "structure",
        "system_id": None,
        "region_id": None,
    }


def test_a_hull_in_space_is_in_its_system(desk, pilot):
    people.asset(pilot, AVATAR, people.place(JITA, "Jita", JITA), flag="AutoFit")
    assert hulls(desk)[0]["place"]["site"] == "space"


#: Of a wormhole, of abyssal space, of the void, and the hidden one; CCP's celestials begin at 40 million.
@pytest.mark.parametrize("system", [31000005, 32000001, 34000001, 36000001])
def test_a_system_that_nobody_has_a_name_for_is_space_all_the_same(desk, pilot, system):
    people.asset(pilot, AVATAR, system, flag="AutoFit")
    place = hulls(desk)[0]["place"]
    assert (place["site"], place["system_id"], place["name"]) == ("space", system, None)


def test_a_hull_in_asset_safety_is_told_as_such(desk, pilot):
    safety = people.place(2004, "Asset Safety", None)
    wrap = people.asset(pilot, facts.ASSET_SAFETY_WRAP, safety, flag="AssetSafety")
    people.asset(pilot, AVATAR, wrap.item_id)
    hull = hulls(desk)[0]
    assert hull["asset_safety"] is True
    assert (hull["place"]["site"], hull["place"]["system_id"]) == ("asset_safety", None)


def test_a_wrap_that_was_delivered_keeps_its_place(desk, pilot, jita):
    wrap = people.asset(pilot, facts.ASSET_SAFETY_WRAP, jita, flag="AssetSafety")
    people.asset(pilot, AVATAR, wrap.item_id)
    hull = hulls(desk)[0]
    assert (hull["asset_safety"], hull["place"]["system_id"]) == (True, JITA)


def test_a_hull_in_a_container_in_a_ship_is_found(desk, pilot, jita):
    carrier = people.asset(pilot, NYX, jita)
    container = people.asset(pilot, facts.CONTAINER, carrier.item_id, flag="Cargo")
    people.asset(pilot, REVELATION, container.item_id, singleton=False)
    assert {hull["place"]["system_id"] for hull in hulls(desk)} == {JITA}


def test_packaged_hulls_come_with_their_number(desk, pilot, jita):
    people.asset(pilot, REVELATION, jita, singleton=False, quantity=7)
    hull = hulls(desk)[0]
    assert (hull["singleton"], hull["quantity"]) == (False, 7)


def test_a_pilot_of_an_account_without_a_main_has_none(desk, jita):
    nameless = people.account("Nameless")
    nameless.profile.main_character = None
    nameless.profile.save()
    owner = people.audit(people.own(nameless, people.character("Alone")))
    people.asset(owner, AVATAR, jita)
    character = table(desk.get("capitals")["characters"])[0]
    assert (character["name"], character["main_id"], character["owned"]) == ("Alone", None, True)


def test_a_character_that_left_is_still_told_and_marked(desk, jita):
    owner = people.audit(people.character("Left"))
    people.asset(owner, AVATAR, jita)
    answer = desk.get("capitals")
    assert table(answer["characters"])[0]["owned"] is False
    assert len(answer["hulls"]["item_id"]) == 1


def test_a_hull_whose_owner_was_never_read_has_no_time(desk, leader, jita):
    people.asset(people.audit(leader.profile.main_character), AVATAR, jita)
    hull = hulls(desk)[0]
    assert (hull["observed_at"], hull["location_observed_at"]) == (None, None)


def test_who_has_no_hulls_is_listed_so_that_a_desk_knows_they_are_gone(desk, pilot, jita):
    people.asset(pilot, facts.RIFTER, jita)
    answer = desk.get("capitals")
    assert answer["hulls"]["item_id"] == []
    assert answer["characters"]["assets_observed_at"] == ["2026-11-05T17:00:00Z"]


def test_who_is_in_no_alliance_has_none(desk, jita):
    people.audit(people.character("Independent", 98_000_500, None))
    assert desk.get("capitals")["characters"]["alliance_id"] == [None]
    assert desk.get("capitals")["alliances"] == {"id": [], "name": []}


def test_the_flown_hull_is_where_the_pilot_is(desk, pilot, jita, keepstar):
    people.asset(pilot, AVATAR, jita)
    people.asset(pilot, NYX, jita)
    people.fly(pilot, AVATAR, keepstar)
    flown = {hull["type_id"]: hull for hull in hulls(desk)}
    assert (flown[AVATAR]["flown"], flown[AVATAR]["location_id"]) == (True, KEEPSTAR)
    assert flown[AVATAR]["location_observed_at"] == "2026-11-05T17:50:00Z"
    assert (flown[NYX]["flown"], flown[NYX]["location_id"]) == (False, 60003760)


def test_a_capital_just_boarded_is_told_before_the_assets_know_it(desk, pilot, keepstar):
    people.fly(pilot, BANE, keepstar)
    answer = desk.get("capitals")
    hull = table(answer["hulls"])[0]
    assert (hull["item_id"], hull["type_id"], hull["flown"]) == (None, BANE, True)
    assert table(answer["types"]) == [{"type_id": BANE, "name": "Bane", "group_id": 4594}]
    assert desk.get("capitals?groups=30")["hulls"]["item_id"] == []


def test_a_hull_seen_with_two_owners_is_told_for_both(desk, pilot, jita, clock_stands):
    seller = people.audit(people.character("Seller"), assets_at=clock_stands.ago(days=2))
    people.asset(seller, AVATAR, jita, item_id=1_040_000_999_999)
    people.asset(pilot, AVATAR, jita, item_id=1_040_000_999_999)
    assert sorted(hull["observed_at"] for hull in hulls(desk)) == ["2026-11-03T18:00:00Z", "2026-11-05T17:00:00Z"]


def test_names_are_english_whatever_the_browser_speaks(desk, pilot, jita):
    ItemType.objects.filter(pk=AVATAR).update(name_de="Inkarnation")
    people.asset(pilot, AVATAR, jita)
    answer = desk.get("capitals", **{"Accept-Language": "de"})
    assert answer["types"]["name"] == ["Avatar"]
    assert desk.last.headers["Content-Language"] == "en"


def test_the_time_of_a_read_is_never_newer_than_the_hulls_that_come_with_it(desk, pilot, jita, monkeypatch):
    """corptools may write between two queries: a time that is newer than its hulls would say that others are gone."""
    from captrack_bridge.capitals import answer

    real = answer.assets_by_owner

    def corptools_writes_first(*asked):
        CharacterAsset.objects.all().delete()
        people.stamp(pilot, "assets")
        return real(*asked)

    people.asset(pilot, AVATAR, jita)
    monkeypatch.setattr(answer, "assets_by_owner", corptools_writes_first)
    answered = desk.get("capitals")
    assert answered["hulls"]["item_id"] == []
    assert answered["characters"]["assets_observed_at"] == ["2026-11-05T17:00:00Z"]


def test_the_ship_that_corptools_itself_adds_is_known_by_how_it_writes_it(desk, pilot, jita):
    """Written by corptools' own code, so that a version that writes it otherwise is noticed."""
    from types import SimpleNamespace

    people.asset(pilot, REVELATION, jita)
    location = SimpleNamespace(solar_system_id=JITA, structure_id=None, station_id=None)
    for structure in (None, KEEPSTAR):
        location.structure_id = structure
        row = CharacterAsset.from_esi_location(pilot, SimpleNamespace(ship_item_id=7, ship_type_id=AVATAR), location)
        row.save()
        people.fly(pilot, facts.RIFTER, jita)
        assert [hull["type_id"] for hull in hulls(desk)] == [REVELATION]
        people.fly(pilot, AVATAR, jita)
        titan = next(hull for hull in hulls(desk) if hull["type_id"] == AVATAR)
        assert (titan["item_id"], titan["flown"], titan["observed_at"]) == (7, True, "2026-11-05T17:50:00Z")
        row.delete()


def test_the_name_of_the_ship_decides_which_of_several_alike_is_flown(desk, pilot, jita, keepstar):
    people.asset(pilot, AVATAR, keepstar, name="Home")
    flagship = people.asset(pilot, AVATAR, jita, name="Flagship")
    people.fly(pilot, AVATAR, keepstar, "Flagship")
    assert [hull["item_id"] for hull in hulls(desk) if hull["flown"]] == [flagship.item_id]


def test_a_character_without_any_asset_was_never_read_whatever_corptools_noted(desk, pilot, jita):
    """corptools before 3.5 can delete the assets, fail to write the new ones, and note a time when nothing changed."""
    assert desk.get("capitals")["characters"]["assets_observed_at"] == [None]
    ship = people.asset(pilot, AVATAR, jita, location_type="unlocked")
    assert desk.get("capitals")["characters"]["assets_observed_at"] == [None]
    people.asset(pilot, facts.RIFTER, jita)
    assert desk.get("capitals")["characters"]["assets_observed_at"] == ["2026-11-05T17:00:00Z"]
    ship.delete()
    assert desk.get("capitals")["characters"]["assets_observed_at"] == ["2026-11-05T17:00:00Z"]


def test_an_item_that_was_written_twice_is_told_once(desk, pilot, jita, keepstar):
    people.asset(pilot, AVATAR, jita, item_id=5)
    people.asset(pilot, AVATAR, keepstar, item_id=5)
    assert [hull["location_id"] for hull in hulls(desk)] == [KEEPSTAR]


def test_a_packaged_stack_is_one_row_with_its_number_and_never_flown(desk, pilot, jita):
    people.asset(pilot, REVELATION, jita, singleton=False, quantity=3)
    people.fly(pilot, REVELATION, jita)
    rows = {hull["item_id"] is None: hull for hull in hulls(desk)}
    assert (rows[False]["quantity"], rows[False]["singleton"], rows[False]["flown"]) == (3, False, False)
    assert (rows[True]["quantity"], rows[True]["singleton"], rows[True]["flown"]) == (1, True, True)
