"""The fast lane: who is in it, what keeps it from asking, and what desks are told of it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from allianceauth.authentication.models import CharacterOwnership
from corptools.models import CorptoolsConfiguration
from django.core.cache import cache
from esi.models import Token as EsiToken

from captrack_bridge import checks, housekeeping, tasks
from captrack_bridge.lane import chains, esi_tokens, queue, run
from captrack_bridge.lane.plan import Kind
from captrack_bridge.models import WantedRead
from testproject import esi, people

from .conftest import AVATAR, DATA, NYX, READ, REFRESH, REVELATION, desk_of
from .test_check_command import check

SCOPES = [*esi_tokens.ASSETS_SCOPES, *esi_tokens.LOCATION_SCOPES]
LOCATION, ASSETS = Kind.LOCATION, Kind.ASSETS


class Sent:
    """What would have been queued."""

    def __init__(self) -> None:
        self.reads: list[tuple[int, Kind]] = []
        self.refuses = False

    def send(self, read) -> bool:
        if not self.refuses:
            self.reads.append((read.character_id, read.kind))
        return not self.refuses

    def take(self) -> list[tuple[int, Kind]]:
        taken, self.reads = self.reads, []
        return taken


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    sent = Sent()
    monkeypatch.setattr(queue, "send", sent.send)
    return sent


@pytest.fixture
def owner(leader, jita, clock_stands):
    """Makes somebody with a ship, who was read so many minutes ago."""

    def make(name, type_id=AVATAR, *, ago=20, user=leader, scopes=SCOPES, singleton=True):
        one = people.character(name)
        if user is not None:
            people.own(user, one)
        moment = clock_stands.ago(minutes=ago)
        # The assets are fresh: only ship and place are due.
        audit = people.audit(one, assets_at=clock_stands.now, location_at=moment)
        people.asset(audit, type_id, jita, singleton=singleton, quantity=1 if singleton else 3)
        if scopes:
            # AllianceAuth takes whoever signs in for the owner.
            esi.token(one.character_id, user or leader, *scopes)
        if user is None:
            CharacterOwnership.objects.filter(character=one).delete()
        return audit

    return make


def who(taken):
    names = dict(people.EveCharacter.objects.values_list("character_id", "character_name"))
    return [(names[character], kind) for character, kind in taken]


def test_owners_of_titans_and_supercarriers_are_read_and_others_are_not(owner, sent):
    for name, ship in (("Titan", AVATAR), ("Super", NYX), ("Dread", REVELATION)):
        owner(name, ship)
    run.run()
    assert who(sent.take()) == [("Titan", LOCATION), ("Super", LOCATION)]


def test_others_are_by_a_setting(owner, sent, settings):
    owner("Dread", REVELATION, ago=20)
    settings.CAPTRACK_BRIDGE_FAST_LANE_OTHERS_MINUTES = 30
    run.run()
    assert sent.take() == []
    settings.CAPTRACK_BRIDGE_FAST_LANE_OTHERS_MINUTES = 15
    run.run()
    assert who(sent.take()) == [("Dread", LOCATION)]


def test_published_rules_say_who_always_alerts(owner, sent, desk):
    owner("Titan"), owner("Dread", REVELATION)
    rules = {"classes": {"dreadnought": {"mode": "always", "groups": [485]}}}
    desk.put("policy", {"policy": rules, "base_revision": 0})
    run.run()
    assert who(sent.take()) == [("Dread", LOCATION)]


def test_who_was_last_seen_in_space_comes_first_also_in_a_ship_that_no_assets_show(owner, sent):
    owner("Titan", ago=60)
    space = people.place(30004759, "1DQ1-A", 30004759)
    people.fly(owner("Flier", NYX), NYX, space)
    people.fly(owner("Buyer", REVELATION), AVATAR, space)
    run.run()
    assert [name for name, _ in who(sent.take())] == ["Flier", "Buyer", "Titan"]


def test_who_left_has_no_token_or_only_packaged_ships_is_not_read(owner, sent):
    owner("Left", user=None)
    owner("No token", scopes=None)
    owner("Packaged", singleton=False)
    half = owner("Two halves", scopes=None)
    for scope in esi_tokens.LOCATION_SCOPES:
        esi.token(half.character.character_id, half.character.character_ownership.user, scope)
    run.run()
    assert sent.take() == []


def test_nobody_is_read_while_corptools_is_at_it(owner, sent, monkeypatch):
    at_it = owner("Busy").character.character_id
    owner("Free")
    monkeypatch.setattr(chains, "running", lambda characters: {at_it})
    run.run()
    assert [name for name, _ in who(sent.take())] == ["Free"]


def test_ship_and_place_every_ten_minutes_and_assets_every_hour(owner, sent, clock_stands):
    one = owner("Titan", ago=0)
    asked = {LOCATION: [], ASSETS: []}
    for minute in range(181):
        run.run()
        for _, kind in sent.take():
            asked[kind].append(minute)
            people.stamp(one, "location" if kind is LOCATION else "assets", clock_stands.now)
        clock_stands.forward(minutes=1)
    assert asked[ASSETS] == [60, 120, 180]
    gaps = {later - earlier for earlier, later in zip(asked[LOCATION], asked[LOCATION][1:], strict=False)}
    # Once it is the turn of the assets, ship and place are a minute later.
    assert gaps <= {10, 11}
    assert len(asked[LOCATION]) >= 16


def test_the_budget_of_a_minute_holds_however_often_a_round_begins(owner, sent, settings, clock_stands):
    settings.CAPTRACK_BRIDGE_FAST_LANE_BUDGET = 3
    for number in range(10):
        owner(f"Titan {number}")
    run.run()
    run.run()
    assert len(sent.take()) == 3
    clock_stands.forward(seconds=61)
    run.run()
    assert len(sent.take()) == 3


def test_where_nothing_is_answered_a_few_are_tried(owner, sent, clock_stands):
    for number in range(40):
        owner(f"Titan {number}")
    run.run()
    assert len(sent.take()) == 40
    clock_stands.forward(minutes=5)
    for number in range(40, 60):
        owner(f"Titan {number}")
    run.run()
    assert len(sent.take()) == 3


@pytest.mark.parametrize(("hour", "minute", "asked"), [(10, 59, 1), (11, 0, 0), (11, 14, 0), (11, 15, 1)])
def test_eves_downtime_is_left_alone(owner, sent, clock_stands, hour, minute, asked):
    clock_stands.now = datetime(2026, 11, 6, hour, minute, tzinfo=timezone.utc)
    owner("Titan")
    run.run()
    assert len(sent.take()) == asked


@pytest.mark.parametrize("key", ["esi_error_limit_reset", "esi_errors_timeout", "esi_error_timeout"])
def test_esi_that_wants_to_be_left_alone_is(owner, sent, clock_stands, key):
    owner("Titan")
    cache.set(key, clock_stands.now + timedelta(seconds=30) if key == "esi_error_timeout" else 30)
    run.run()
    assert sent.take() == []
    cache.delete(key)
    run.run()
    assert len(sent.take()) == 1


def test_a_character_that_has_used_up_its_share_of_esi_waits(owner, sent):
    spent = owner("Spent").character.character_id
    cache.set(f"esi:bucket:char-location:{spent}", 239)
    owner("Free")
    run.run()
    assert [name for name, _ in who(sent.take())] == ["Free"]


def test_what_corptools_does_not_read_is_not_asked_for(owner, sent, clock_stands):
    one = owner("Titan")
    people.stamp(one, "assets", clock_stands.ago(hours=2))
    configuration = CorptoolsConfiguration.get_solo()
    configuration.disable_update_location = True
    configuration.save()
    run.run()
    assert who(sent.take()) == [("Titan", ASSETS)]


def test_one_line_switches_it_off(owner, sent, settings, desk):
    owner("Titan")
    settings.CAPTRACK_BRIDGE_FAST_LANE = False
    run.run()
    assert sent.take() == []
    assert desk.get("whoami")["fast_lane"] is None
    people.allow(desk.user, REFRESH)
    assert desk.get("whoami")["permissions"]["refresh"] is False


def test_a_read_that_was_queued_already_is_not_noted_as_asked_for(owner, sent):
    owner("Titan")
    sent.refuses = True
    assert run.run()["queued"] == 0
    assert not WantedRead.objects.exists()


def test_two_rounds_at_once_are_one(owner, sent):
    owner("Titan")
    cache.add(run._LOCK, 1, 60)
    assert run.run() == {"queued": 0}
    cache.delete(run._LOCK)
    assert tasks.fast_lane.apply_async().get()["queued"] == 1


def test_how_often_results_is_told_to_desks_and_only_while_it_runs(owner, desk, member, clock_stands):
    owner("Titan"), owner("Super", NYX)
    mine = owner("Mine", user=member)
    assert desk.get("whoami")["fast_lane"] is None
    run.run()
    expected = {
        "location": [{"every_seconds": 600, "characters": 3, "ships": 3}],
        "assets": [{"every_seconds": 3600, "characters": 3, "ships": 3}],
    }
    assert desk.get("whoami")["fast_lane"] == expected
    assert desk.get("coverage")["fast_lane"] == expected
    # Who sees less is told of less.
    narrow = desk_of(people.allow(member, READ, DATA))
    assert mine is not None
    assert narrow.get("whoami")["fast_lane"]["location"] == [{"every_seconds": 600, "characters": 1, "ships": 1}]
    cache.delete(run._MEMBERS)
    assert desk.get("whoami")["fast_lane"] is None


def test_coverage_is_told_anew_when_the_lane_reads_others(owner, desk, clock_stands):
    owner("Titan")
    desk.get("coverage")
    clock_stands.forward(minutes=1)
    desk.get("coverage")
    etag = desk.last.headers["ETag"]
    desk.get("coverage", **{"If-None-Match": etag})
    assert desk.status == 304
    run.run()
    desk.get("coverage", **{"If-None-Match": etag})
    assert desk.status == 200


def test_settings_that_make_no_sense_are_named(db, settings):
    settings.CAPTRACK_BRIDGE_FAST_LANE = "no"
    settings.CAPTRACK_BRIDGE_FAST_LANE_LOCATION_MINUTES = 0
    settings.CAPTRACK_BRIDGE_FAST_LANE_ASSETS_MINUTES = None
    settings.CAPTRACK_BRIDGE_FAST_LANE_BUDGET = -1
    settings.CAPTRACK_BRIDGE_FAST_LANE_QUEUE = "two words"
    found = [message.msg for message in checks.settings_are_complete(None)]
    for name in ("FAST_LANE is", "LOCATION_MINUTES", "ASSETS_MINUTES", "BUDGET", "QUEUE"):
        assert any(name in message for message in found), name
    run.run()


def test_the_check_says_whether_it_runs(leader, owner, settings, sent):
    people.audit(leader.profile.main_character)
    assert "captrack_bridge.tasks.fast_lane every minute" in check()[0]
    settings.CELERYBEAT_SCHEDULE = {"x": {"task": tasks.FAST_LANE}, "y": {"task": tasks.CLEAN_UP}}
    assert "has not run" in check()[0]
    owner("Titan")
    run.run()
    assert "The fast lane reads ship and place of 1 characters every 10 minutes" in check()[0]
    settings.CAPTRACK_BRIDGE_FAST_LANE = False
    assert "The fast lane is off" in check()[0]


def test_what_was_asked_for_long_ago_is_forgotten(owner, clock_stands):
    owner("Titan")
    run.run()
    assert WantedRead.objects.count() == 1
    clock_stands.forward(days=8)
    housekeeping.clean_up()
    assert not WantedRead.objects.exists()
    assert EsiToken.objects.exists()
