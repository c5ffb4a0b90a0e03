"""`POST refresh`: somebody asks for pilots to be read now."""

from __future__ import annotations

import pytest
from corptools.models import CorptoolsConfiguration
from django.core.cache import cache

from captrack_bridge.lane import chains, refresh, run
from captrack_bridge.lane.plan import Kind
from captrack_bridge.models import WantedRead
from testproject import facts, people

from .conftest import DATA, READ, REFRESH, REVELATION, desk_of
from .test_lane import ASSETS, LOCATION, owner, sent, who  # noqa: F401 (fixtures)


@pytest.fixture
def asker(leader):
    return desk_of(people.allow(leader, REFRESH))


@pytest.fixture
def pilot(owner):  # noqa: F811
    """Owns nothing that the lane is for."""
    return owner("Pilot", REVELATION).character.character_id


def ask(desk, *pilots):
    return desk.post("refresh", {"pilots": list(pilots)})


def codes(answer):
    return [row["code"] for row in answer["refused"]]


def test_who_is_asked_for_is_queued_at_once(asker, pilot, sent):  # noqa: F811
    answer = ask(asker, pilot)
    assert asker.status == 202
    assert answer == {
        "version": 1,
        "asked_at": "2026-11-05T18:00:00Z",
        "queued": [{"pilot_id": pilot, "ready_in": 10}],
        "refused": [],
        "ready_in": 10,
    }
    assert who(sent.take()) == [("Pilot", LOCATION)]


def test_assets_are_read_too_once_ccp_has_newer_ones(asker, pilot, owner, sent, clock_stands):  # noqa: F811
    people.stamp(people.CharacterAudit.objects.get(character__character_id=pilot), "assets", clock_stands.ago(hours=1))
    ask(asker, pilot)
    wanted = WantedRead.objects.filter(wanted_at__isnull=False).values_list("kind", flat=True)
    assert [kind for _, kind in sent.take()] == [LOCATION]
    # One at a time: the assets are for the next round.
    assert list(wanted) == [Kind.ASSETS]
    clock_stands.forward(minutes=1)
    people.stamp(people.CharacterAudit.objects.get(character__character_id=pilot), "location", clock_stands.now)
    run.run()
    assert [kind for _, kind in sent.take()] == [ASSETS]
    assert not WantedRead.objects.filter(wanted_at__isnull=False).exists()


def test_it_needs_a_permission_of_its_own(desk, pilot, member):
    assert ask(desk, pilot)["error"]["code"] == "permission_missing"
    assert "refresh_access" in desk.get("whoami") or desk.status == 200
    assert desk.get("whoami")["permissions"]["refresh"] is False
    people.allow(desk.user, REFRESH)
    assert desk.get("whoami")["permissions"]["refresh"] is True
    blind = desk_of(people.allow(member, READ, REFRESH))
    assert ask(blind, pilot)["error"]["code"] == "permission_missing"


def test_each_that_cannot_be_read_is_refused_by_its_reason(asker, owner, sent, monkeypatch, clock_stands):  # noqa: F811
    ids = {
        "left": owner("Left", user=None),
        "no_token": owner("No token", scopes=None),
        "just_read": owner("Just read", ago=0.5),
        "being_read": owner("Busy"),
    }
    ids = {code: one.character.character_id for code, one in ids.items()}
    fine = owner("Fine").character.character_id
    monkeypatch.setattr(chains, "running", lambda characters: {ids["being_read"]})
    answer = ask(asker, 1, *ids.values(), fine)
    assert codes(answer) == ["unknown", *ids]
    assert [row["pilot_id"] for row in answer["refused"]] == [1, *ids.values()]
    assert all(row["sentence"].endswith(".") for row in answer["refused"])
    assert [row["pilot_id"] for row in answer["queued"]] == [fine]


def test_nobody_asks_for_whom_he_does_not_see(member, owner, sent):  # noqa: F811
    hidden = owner("Hidden").character.character_id
    stranger = people.account("Stranger", corporation=people.OTHER_CORPORATION, alliance=facts.OTHER_ALLIANCE)
    narrow = desk_of(people.allow(stranger, READ, DATA, REFRESH))
    assert codes(ask(narrow, hidden)) == ["unknown"]
    assert sent.take() == []


def test_a_wish_that_corptools_has_fulfilled_by_itself_waits_no_more(asker, pilot, sent, clock_stands):  # noqa: F811
    cache.add(run._LOCK, 1, 60)
    ask(asker, pilot)
    cache.delete(run._LOCK)
    clock_stands.forward(seconds=30)
    people.stamp(people.CharacterAudit.objects.get(character__character_id=pilot), "location", clock_stands.now)
    run.run()
    assert sent.take() == []
    assert not WantedRead.objects.filter(wanted_at__isnull=False).exists()


def test_the_page_in_the_browser_says_who_may(client, leader, settings):
    people.allow(leader, READ)
    client.force_login(leader)
    assert "✗ have pilots read now" in client.get("/captrack-bridge/", secure=True).content.decode()
    people.allow(leader, REFRESH)
    assert "✓ have pilots read now" in client.get("/captrack-bridge/", secure=True).content.decode()
    settings.CAPTRACK_BRIDGE_FAST_LANE = False
    assert "have pilots read now" not in client.get("/captrack-bridge/", secure=True).content.decode()


def test_who_asks_twice_is_told_the_same_and_it_is_read_once(asker, pilot, sent, settings, clock_stands):  # noqa: F811
    settings.CAPTRACK_BRIDGE_FAST_LANE_BUDGET = 1
    other = people.CharacterAudit.objects.get(character__character_id=pilot)
    people.stamp(other, "location", clock_stands.ago(minutes=5))
    cache.add(run._LOCK, 1, 60)  # A round is under way, so that it waits.
    first, second = ask(asker, pilot), ask(asker, pilot)
    assert first["queued"] == second["queued"]
    assert WantedRead.objects.count() == 1


def test_who_waits_longer_is_told_so_and_no_more_wait_than_can_be_read(asker, owner, sent, settings):  # noqa: F811
    settings.CAPTRACK_BRIDGE_FAST_LANE_BUDGET = 2
    pilots = [owner(f"Pilot {number}", REVELATION).character.character_id for number in range(22)]
    answer = ask(asker, *pilots)
    assert [row["ready_in"] for row in answer["queued"]] == [10 + number // 2 * 60 for number in range(20)]
    assert answer["ready_in"] == 550
    assert codes(answer) == ["busy", "busy"]
    assert len(sent.take()) == 2


def test_in_eves_downtime_it_is_said_until_when(asker, pilot, clock_stands):
    clock_stands.now = clock_stands.now.replace(hour=11, minute=5)
    answer = ask(desk_of(asker.user, "another"), pilot)
    assert codes(answer) == ["paused"]
    assert "11:15 EVE time" in answer["refused"][0]["sentence"]
    assert answer["ready_in"] is None


def test_switched_off_by_an_admin(asker, pilot, settings):
    configuration = CorptoolsConfiguration.get_solo()
    configuration.disable_update_location = True
    configuration.save()
    assert codes(ask(asker, pilot)) == ["off"]
    settings.CAPTRACK_BRIDGE_FAST_LANE = False
    assert ask(asker, pilot)["error"]["code"] == "refresh_off"
    assert asker.status == 403


@pytest.mark.parametrize(
    "pilots", [None, [], "1", [1, 1], ["1"], [True], [0], [-1], [2**63], [1.5], list(range(1, refresh.MOST + 2))]
)
def test_a_body_that_makes_no_sense_is_refused(asker, pilots):
    assert asker.post("refresh", {"pilots": pilots})["error"]["code"] == "bad_request"
    assert asker.post("refresh", [])["error"]["code"] == "bad_request"


def test_the_log_has_a_number_and_no_names(asker, pilot, caplog):
    ask(asker, pilot)
    assert "asked for reads, 1" in caplog.text
    assert str(pilot) not in caplog.text
