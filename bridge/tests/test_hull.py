"""Pure decisions: which hull is flown, which place counts, how old it is."""

from datetime import timedelta

from captrack_bridge.capitals.hull import Asset, hulls_of
from captrack_bridge.capitals.owner import ActiveShip, Owner
from captrack_bridge.capitals.place import AssetRow, Place, Whereabouts, place_of, walk_up

from .conftest import AVATAR, BANE, NOW, NYX

JITA = Place(60003760, "Jita 4-4", 30000142, 10000002)
PERIMETER = Place(30000144, "Perimeter", 30000144, 10000002)
HOME = Place(1_035_466_617_946, "Home", 30004759, 10000060)
CLOSED = Place(1_040_000_000_777, None, None, None)
GROUPS = frozenset({30, 659, 4594})


def owner(*, assets=timedelta(hours=2), location=timedelta(minutes=5), ship=None):
    return Owner(
        1, 2112000001, "Pilot", 98000001, "First Light", None, "", None, None, True,
        None if assets is None else NOW - assets, None if location is None else NOW - location, ship,
    )  # fmt: skip


def ship(type_id=AVATAR, group=30, at=HOME, item=None, name=None):
    return ActiveShip(type_id, "a ship", group, item, at, name)


def asset(item, type_id=AVATAR, at=JITA, *, singleton=True, safety=False, name=None, added=False):
    return Asset(item, type_id, 1, singleton, Whereabouts(at, safety), name, added)


def only(hulls):
    assert len(hulls) == 1
    return hulls[0]


def test_a_stored_hull_is_as_old_as_its_owners_assets():
    hull = only(hulls_of(owner(ship=ship(587, 25)), [asset(1)], GROUPS))
    assert (hull.flown, hull.place, hull.observed_at) == (False, JITA, NOW - timedelta(hours=2))
    assert hull.location_observed_at == NOW - timedelta(hours=2)


def test_a_flown_hull_is_where_its_pilot_is():
    hull = only(hulls_of(owner(ship=ship()), [asset(1)], GROUPS))
    assert (hull.flown, hull.place) == (True, HOME)
    assert hull.observed_at == hull.location_observed_at == NOW - timedelta(minutes=5)


def test_a_place_read_long_after_the_pilots_counts():
    hull = only(hulls_of(owner(assets=timedelta(0), location=timedelta(hours=3), ship=ship()), [asset(1)], GROUPS))
    assert (hull.flown, hull.place, hull.location_observed_at) == (True, JITA, NOW)


def test_assets_may_come_from_a_cache_so_the_pilots_place_counts_for_an_hour_more():
    hull = only(hulls_of(owner(assets=timedelta(0), location=timedelta(minutes=50), ship=ship()), [asset(1)], GROUPS))
    assert (hull.place, hull.observed_at) == (HOME, NOW)
    assert hull.location_observed_at == NOW - timedelta(minutes=50)


def test_an_old_known_place_is_better_than_a_new_unknown_one():
    hull = only(
        hulls_of(owner(assets=timedelta(0), location=timedelta(hours=3), ship=ship()), [asset(1, at=CLOSED)], GROUPS)
    )
    assert (hull.place, hull.location_observed_at) == (HOME, NOW - timedelta(hours=3))


def test_a_pilot_in_an_unknown_place_leaves_the_hull_where_it_was():
    hull = only(hulls_of(owner(ship=ship(at=None)), [asset(1)], GROUPS))
    assert (hull.flown, hull.place) == (True, JITA)
    assert hull.observed_at == NOW - timedelta(minutes=5)
    assert hull.location_observed_at == NOW - timedelta(hours=2)


def test_without_a_read_of_the_ship_nobody_knows_whether_it_is_flown():
    assert only(hulls_of(owner(ship=None), [asset(1)], GROUPS)).flown is None
    assert only(hulls_of(owner(location=None, ship=ship()), [asset(1)], GROUPS)).flown is None


def test_of_several_alike_the_one_in_the_pilots_place_is_flown():
    hulls = hulls_of(owner(ship=ship()), [asset(1), asset(2, at=HOME), asset(3)], GROUPS)
    assert [hull.item_id for hull in hulls if hull.flown] == [2]


def test_of_several_alike_elsewhere_the_one_in_the_pilots_system_is_flown():
    undocked = Place(30004759, "1DQ1-A", 30004759, 10000060)
    hulls = hulls_of(owner(ship=ship(at=undocked)), [asset(1), asset(2, at=HOME)], GROUPS)
    assert [hull.item_id for hull in hulls if hull.flown] == [2]


def test_exactly_one_hull_is_flown_however_many_are_alike():
    hulls = hulls_of(owner(ship=ship(at=PERIMETER)), [asset(item) for item in range(1, 6)], GROUPS)
    assert [hull.item_id for hull in hulls if hull.flown] == [1]


def test_a_packaged_hull_is_never_the_one_that_is_flown():
    hulls = hulls_of(owner(ship=ship()), [asset(1, singleton=False)], GROUPS)
    assert [(hull.item_id, hull.flown) for hull in hulls] == [(1, False), (None, True)]


def test_a_hull_in_asset_safety_is_the_last_to_be_taken_for_the_flown_one():
    safe = Place(2004, "Asset Safety", None, None)
    hulls = hulls_of(owner(ship=ship()), [asset(1, at=safe, safety=True), asset(2)], GROUPS)
    assert [hull.item_id for hull in hulls if hull.flown] == [2]


def test_a_capital_that_no_assets_read_shows_yet_is_shown_without_an_item():
    hull = only(hulls_of(owner(ship=ship(NYX, 659)), [], GROUPS))
    assert (hull.item_id, hull.type_id, hull.flown, hull.place) == (None, NYX, True, HOME)
    assert hull.observed_at == NOW - timedelta(minutes=5)


def test_a_capital_in_an_unknown_place_that_no_assets_read_shows_is_shown_all_the_same():
    hull = only(hulls_of(owner(ship=ship(NYX, 659, at=None)), [], GROUPS))
    assert (hull.place, hull.location_observed_at) == (None, None)


def test_a_capital_that_a_much_later_assets_read_lacks_is_gone():
    assert hulls_of(owner(assets=timedelta(0), location=timedelta(hours=3), ship=ship()), [], GROUPS) == []


def test_a_ship_of_another_group_is_no_hull():
    assert hulls_of(owner(ship=ship(587, 25)), [], GROUPS) == []


def test_the_item_decides_where_corptools_knows_it():
    hulls = hulls_of(owner(ship=ship(item=3)), [asset(1, at=HOME), asset(3, BANE), asset(4)], GROUPS)
    assert [hull.item_id for hull in hulls if hull.flown] == [3]


def test_a_hull_in_a_container_is_where_the_container_is():
    parents = {(1, 500): AssetRow(600, "Unlocked", None), (1, 600): AssetRow(60003760, "Hangar", JITA)}
    assert walk_up(AssetRow(500, "Unlocked", None), 1, parents) == Whereabouts(JITA, False)


def test_somebody_elses_container_leads_nowhere():
    parents = {(2, 500): AssetRow(60003760, "Hangar", JITA)}
    found = walk_up(AssetRow(500, "Unlocked", None), 1, parents)
    assert (found.place.location_id, found.place.system_id) == (500, None)


def test_what_lies_in_a_wrap_is_in_asset_safety():
    parents = {(1, 500): AssetRow(2004, "AssetSafety", None)}
    found = walk_up(AssetRow(500, "Hangar", None), 1, parents)
    assert (found.place.site, found.asset_safety) == ("asset_safety", True)


def test_things_that_lie_in_each_other_end():
    parents = {(1, 500): AssetRow(500, "Hangar", None)}
    assert walk_up(AssetRow(500, "Hangar", None), 1, parents).place.system_id is None


def test_a_system_that_corptools_did_not_resolve_is_its_own_place():
    place = place_of(30000142, None, None, None)
    assert (place.site, place.system_id) == ("space", 30000142)


def test_of_several_alike_the_one_with_the_ships_name_is_flown_wherever_it_was():
    titans = [asset(1, at=HOME, name="Home Titan"), asset(2, name="Flagship"), asset(3)]
    hulls = hulls_of(owner(ship=ship(name="Flagship")), titans, GROUPS)
    assert [hull.item_id for hull in hulls if hull.flown] == [2]


def test_names_that_say_nothing_leave_it_to_the_place():
    titans = [asset(1, name="Pilot's Avatar"), asset(2, at=HOME, name="Pilot's Avatar")]
    for name in ("Pilot's Avatar", "Renamed since", None):
        hulls = hulls_of(owner(ship=ship(name=name)), titans, GROUPS)
        assert [hull.item_id for hull in hulls if hull.flown] == [2], name


def test_the_ship_that_corptools_added_is_the_one_its_pilot_sits_in():
    space = Place(30004759, "1DQ1-A", 30004759, 10000060)
    hulls = hulls_of(owner(ship=ship()), [asset(1, at=HOME), asset(2, at=space, added=True)], GROUPS)
    assert [hull.item_id for hull in hulls if hull.flown] == [2]


def test_assets_that_have_not_changed_make_an_added_ship_no_younger():
    """CCP said so ten minutes ago; the ship was last read five hours ago, in a place that the row does not know."""
    read = owner(assets=timedelta(minutes=10), location=timedelta(hours=5), ship=ship(at=HOME))
    hull = only(hulls_of(read, [asset(1, at=PERIMETER, added=True)], GROUPS))
    assert (hull.flown, hull.place) == (True, HOME)
    assert hull.observed_at == hull.location_observed_at == NOW - timedelta(hours=5)


def test_an_added_ship_ends_with_a_later_read_that_shows_another_one():
    read = owner(assets=timedelta(hours=2), location=timedelta(minutes=5), ship=ship(587, 25))
    hulls = hulls_of(read, [asset(1, added=True), asset(2)], GROUPS)
    assert [(hull.item_id, hull.flown) for hull in hulls] == [(2, False)]


def test_an_added_ship_that_may_be_newer_than_the_ship_that_was_read_stays_and_is_as_old_as_that():
    read = owner(assets=timedelta(0), location=timedelta(hours=3), ship=ship(587, 25))
    hull = only(hulls_of(read, [asset(1, added=True)], GROUPS))
    assert (hull.flown, hull.observed_at) == (False, NOW - timedelta(hours=3))


def test_an_added_ship_of_a_pilot_whose_ship_was_never_read_has_no_time():
    hull = only(hulls_of(owner(location=None), [asset(1, added=True)], GROUPS))
    assert (hull.flown, hull.observed_at, hull.location_observed_at) == (None, None, None)


def test_two_rows_of_one_item_are_one_hull_in_the_newer_place():
    hull = only(hulls_of(owner(ship=ship(587, 25)), [asset(1, at=JITA), asset(1, at=HOME)], GROUPS))
    assert hull.place == HOME
