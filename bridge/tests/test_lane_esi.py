"""corptools' own tasks against a stand-in for ESI: what the fast lane relies on, in the versions that are installed."""

from __future__ import annotations

import pytest
from celery_once import AlreadyQueued
from corptools.models import CharacterAudit, CharacterLocation
from corptools.tasks import update_char_assets, update_char_location
from django.core.cache import cache

from captrack_bridge.lane import chains, esi_tokens, pauses, queue, run
from captrack_bridge.lane.plan import Kind
from captrack_bridge.models import WantedRead
from captrack_bridge.read_times import ASSETS, LOCATION, as_time, read_time
from testproject import esi, people

from .conftest import AVATAR, JITA, hulls

SCOPES = [*esi_tokens.ASSETS_SCOPES, *esi_tokens.LOCATION_SCOPES]


@pytest.fixture
def world(tmp_path):
    from corptools import providers

    before = providers.esi_openapi._spec_file
    world = esi.World()
    with esi.served(world) as address:
        esi.point_corptools_at(address, tmp_path)
        yield world
    providers.esi_openapi._spec_file, providers.esi_openapi._client = before, None


@pytest.fixture
def titan(leader, jita, clock_stands):
    """A titan in Jita that was read a day ago."""
    owner = people.audit(
        leader.profile.main_character, assets_at=clock_stands.ago(days=1), location_at=clock_stands.ago(days=1)
    )
    people.asset(owner, AVATAR, jita, item_id=1_040_000_000_777)
    esi.token(owner.character.character_id, leader, *SCOPES)
    return owner


def asset(item_id: int, type_id: int, location_id: int) -> dict[str, object]:
    return {
        "item_id": item_id,
        "type_id": type_id,
        "location_id": location_id,
        "location_type": "station",
        "location_flag": "Hangar",
        "quantity": 1,
        "is_singleton": True,
    }


def read_times(pilot: CharacterAudit) -> dict[str, object]:
    found = CharacterAudit.objects.annotate(one=read_time(ASSETS), other=read_time(LOCATION)).get(pk=pilot.pk)
    return {ASSETS: as_time(found.one), LOCATION: as_time(found.other)}


def test_corptools_can_be_pointed_at_a_stand_in(titan, world, desk):
    pilot = titan.character.character_id
    world.places[pilot] = {"solar_system_id": 30004759}
    world.ships[pilot] = (AVATAR, 1_040_000_000_777, "Big One")
    before = read_times(titan)
    update_char_location.apply_async(kwargs={"character_id": pilot}).get()
    assert {route for _, route in world.asked} == {"location", "ship"}
    assert read_times(titan)[LOCATION] > before[LOCATION]
    assert read_times(titan)[ASSETS] == before[ASSETS]
    assert CharacterLocation.objects.get(character=titan).current_ship_id == AVATAR
    (hull,) = hulls(desk)
    assert (hull["flown"], hull["place"]["system_id"]) == (True, 30004759)


def test_assets_come_through_corptools_too(titan, world, desk):
    pilot = titan.character.character_id
    world.places[pilot] = {"solar_system_id": JITA, "station_id": 60003760}
    world.assets[pilot] = [asset(1, AVATAR, 60003760), asset(2, AVATAR, 60003760)]
    update_char_assets.apply_async(kwargs={"character_id": pilot}).get()
    assert sorted(hull["item_id"] for hull in hulls(desk)) == [1, 2]


def test_a_round_reads_the_titan_through_corptools_and_leaves_nothing_locked(titan, world, desk, clock_stands):
    from django.utils import timezone

    clock_stands.now = timezone.now().replace(hour=14)
    pilot = titan.character.character_id
    world.places[pilot] = {"solar_system_id": 30004759}
    world.ships[pilot] = (AVATAR, 1_040_000_000_777, "Big One")
    assert run.run()["queued"] == 1
    assert WantedRead.objects.get().kind == Kind.LOCATION
    assert hulls(desk)[0]["place"]["system_id"] == 30004759
    assert chains.running([pilot]) == set()


def test_a_task_that_is_queued_is_queued_no_second_time(titan, monkeypatch):
    pilot = titan.character.character_id
    update_char_location.once_backend.raise_or_lock(update_char_location.get_key(kwargs={"character_id": pilot}), 60)
    with pytest.raises(AlreadyQueued):
        update_char_location.apply_async(kwargs={"character_id": pilot})
    assert chains.running([pilot, 1]) == {pilot}
    cache.clear()
    from corptools.tasks import update_character

    update_character.once_backend.raise_or_lock(
        update_character.get_key(args=[pilot], kwargs={"force_refresh": False}), 9
    )
    assert chains.running([pilot]) == {pilot}


def test_the_links_of_corptools_chain_are_known():
    links = chains._links()
    assert {"corptools.tasks.update_char_assets", "corptools.tasks.update_char_location"} <= set(links)
    assert len(links) > 8


def test_what_esi_leaves_of_a_characters_tokens_is_seen_where_django_esi_keeps_it(titan, world):
    pilot = titan.character.character_id
    update_char_location.apply_async(kwargs={"character_id": pilot}).get()
    assert pauses.spent([pilot]) == set()
    key = f"esi:bucket:char-location:{pilot}"
    assert int(cache.get(key)) == pauses.GROUPS["char-location"] - 2
    cache.set(key, 100, 900)
    assert pauses.spent([pilot, 1]) == {pilot}


def test_a_worker_of_allianceauth_looks_into_the_queue_and_others_do_not(settings):
    from celery import Celery

    def looked_into(*queues):
        app = Celery("x")
        app.conf.task_default_queue = "celery"
        app.amqp.queues.select([*queues])
        queue.look_into_it("worker", type("Worker", (), {"app": app}))
        return set(app.amqp.queues.consume_from)

    assert looked_into("celery") == {"celery", "captrack_bridge"}
    assert looked_into("services") == {"services"}
    settings.CAPTRACK_BRIDGE_FAST_LANE_SHARED = False
    assert looked_into("celery") == {"celery"}


def test_corptools_tells_of_a_read_that_failed_by_its_times(titan, world):
    pilot = titan.character.character_id
    before = read_times(titan)
    world.failing[pilot, "location"] = 403
    assert update_char_location.apply_async(kwargs={"character_id": pilot}).failed()
    assert world.counted() == {"location": 1}
    assert read_times(titan) == before
