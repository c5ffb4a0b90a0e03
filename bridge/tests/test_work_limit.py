"""Large answers: how long an account may keep the server busy, one at a time, ships only, and not without end."""

import pytest
from corptools.models import EveLocation
from django.core.cache import cache

from captrack_bridge import build_lock, clock
from captrack_bridge.capitals import answer
from testproject import facts, people

from .conftest import AVATAR, DATA, NYX, READ, desk_of, hulls


@pytest.fixture
def pilot(leader, jita, clock_stands):
    owner = people.audit(leader.profile.main_character, assets_at=clock_stands.ago(hours=1))
    people.asset(owner, AVATAR, jita)
    EveLocation.objects.update(last_update=clock_stands.ago(hours=1))
    return owner


@pytest.fixture
def takes(monkeypatch):
    """How many seconds building an answer takes."""
    real, watch = answer.build, {"now": 0.0, "takes": 4.0}

    def build(*args):
        watch["now"] += watch["takes"]
        return real(*args)

    monkeypatch.setattr(clock, "stopwatch", lambda: watch["now"])
    monkeypatch.setattr(answer, "build", build)
    return watch


def test_an_account_that_keeps_the_server_busy_is_asked_to_wait(leader, pilot, takes, clock_stands):
    first, second = desk_of(leader, "one"), desk_of(leader, "other")
    clock_stands.forward(seconds=15)
    statuses = []
    for desk in (first, second, first):
        desk.get("capitals")
        statuses.append(desk.status)
    assert statuses == [200, 200, 200]
    error = second.get("capitals")["error"]
    assert (second.status, error["code"]) == (429, "too_much_work")
    assert second.last.headers["Retry-After"] == "45"
    assert second.get("coverage")["error"]["code"] == "too_much_work"
    # Small answers go on.
    second.get("snoozes")
    assert second.status == 200
    clock_stands.forward(seconds=45)
    second.get("capitals")
    assert second.status == 200


def test_another_account_is_answered_meanwhile(leader, pilot, takes):
    desk = desk_of(leader)
    takes["takes"] = 11
    desk.get("capitals")
    assert desk.error("capitals") == "too_much_work"
    other_desk = desk_of(people.allow(people.account("Second Leader"), READ, DATA))
    other_desk.get("capitals")
    assert other_desk.status == 200


def test_what_has_not_changed_costs_next_to_nothing(desk, pilot, takes):
    desk.get("capitals")
    etag = desk.last.headers["ETag"]
    for _ in range(20):
        desk.get("capitals", **{"If-None-Match": etag})
        assert desk.status == 304


def test_one_large_answer_is_made_at_a_time(desk, pilot, monkeypatch):
    waited = []
    monkeypatch.setattr(build_lock, "pause", waited.append)
    with build_lock.alone():
        error = desk.get("capitals")["error"]
        assert (desk.status, error["code"], desk.last.headers["Retry-After"]) == (503, "busy", "3")
        assert sum(waited) == pytest.approx(1)
        desk.get("coverage")
        assert desk.status == 503
    desk.get("capitals")
    assert desk.status == 200


def test_who_waits_a_moment_gets_the_answer(desk, pilot, monkeypatch):
    other = build_lock.alone()
    other.__enter__()
    monkeypatch.setattr(build_lock, "pause", lambda seconds: other.__exit__(None, None, None))
    desk.get("capitals")
    assert desk.status == 200


def test_what_has_not_changed_waits_for_nobody(desk, pilot, monkeypatch):
    desk.get("capitals")
    etag = desk.last.headers["ETag"]
    monkeypatch.setattr(build_lock, "pause", lambda seconds: pytest.fail("waited"))
    with build_lock.alone():
        desk.get("capitals", **{"If-None-Match": etag})
    assert desk.status == 304


def test_an_answer_that_fails_lets_the_next_one_in(desk, pilot, monkeypatch):
    real = answer.owners
    monkeypatch.setattr(answer, "owners", lambda user: 1 / 0)
    assert desk.error("capitals") == "internal"
    monkeypatch.setattr(answer, "owners", real)
    desk.get("capitals")
    assert desk.status == 200


def test_a_lock_that_has_run_out_is_left_to_whoever_has_it_now(desk):
    with build_lock.alone():
        cache.set("captrack-bridge-build", "another's", 60)
    assert cache.get("captrack-bridge-build") == "another's"


def test_without_a_cache_answers_are_made_all_the_same(desk, pilot, monkeypatch, caplog):
    class Broken:
        def __getattr__(self, name):
            raise ConnectionError("no Redis")

    monkeypatch.setattr(build_lock.cache_lock, "cache", Broken())
    desk.get("capitals")
    assert desk.status == 200
    assert "at the same time" in caplog.text


def test_only_ships_are_told_whatever_groups_are_asked_for(desk, pilot, jita):
    rifter = people.asset(pilot, facts.RIFTER, jita)
    people.asset(pilot, facts.CONTAINER, jita)
    people.asset(pilot, facts.ASSET_SAFETY_WRAP, jita)
    groups = f"{facts.RIFTER_GROUP},{facts.CONTAINER_GROUP},{facts.WRAP_GROUP},999999"
    assert [hull["item_id"] for hull in hulls(desk, f"capitals?groups={groups}")] == [rifter.item_id]
    # What was asked for is told as it was, so that the desk knows the answer for its own.
    assert desk.get(f"capitals?groups={groups}")["groups"] == sorted(int(group) for group in groups.split(","))


def test_of_groups_that_are_no_ships_nothing_is_told(desk, pilot, jita):
    people.asset(pilot, facts.CONTAINER, jita)
    assert hulls(desk, f"capitals?groups={facts.CONTAINER_GROUP}") == []


def test_an_answer_has_an_end(desk, pilot, jita, settings):
    settings.CAPTRACK_BRIDGE_MOST_HULLS = 2
    people.asset(pilot, NYX, jita)
    assert len(hulls(desk)) == 2
    people.asset(pilot, NYX, jita)
    error = desk.get("capitals")["error"]
    assert (desk.status, error["code"]) == (413, "too_large")
    assert "the limit is 2 ships" in error["sentence"]
