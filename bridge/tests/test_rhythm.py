"""How often corptools reads a character: seen, not assumed."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask

from captrack_bridge import rhythm
from captrack_bridge.housekeeping import clean_up
from captrack_bridge.models import ObservedReads
from testproject import people

from .conftest import NOW, desk_of
from .test_check_command import check

HOUR = 3600


@pytest.fixture
def pilots(leader):
    return [people.audit(people.own(leader, people.character(f"Pilot {number}"))) for number in range(4)]


def live(desk, pilots, clock_stands, reads, *, every, minutes=5):
    """Let a desk ask all the time while corptools reads each pilot at its own pace. `every`: hours, for each pilot."""
    due = [0.0] * len(pilots)
    steps = round(max(every) * (reads + 0.5) * 60 / minutes)
    for step in range(steps):
        for number, pilot in enumerate(pilots):
            if step * minutes / 60 >= due[number]:
                due[number] += every[number]
                people.stamp(pilot, "assets", clock_stands.now)
                people.stamp(pilot, "location", clock_stands.now)
        rhythm.note()
        clock_stands.forward(minutes=minutes)
    return desk_of(desk.user, days=365).get("whoami")["reads"]


def test_the_rhythm_is_seen_from_the_times_of_the_reads(desk, pilots, clock_stands):
    reads = live(desk, pilots, clock_stands, 4, every=[4, 4, 4, 6], minutes=30)
    expected = {"every_seconds": 4 * HOUR, "slowest_seconds": round(5.4 * HOUR), "characters": 4, "from": "observed"}
    assert reads == {"assets": expected, "location": expected}


def test_ship_and_place_have_a_rhythm_of_their_own(desk, pilots, clock_stands):
    for step in range(60):
        if step % 12 == 0:
            people.stamp(pilots[0], "assets", clock_stands.now)
        if step % 2 == 0:
            people.stamp(pilots[0], "location", clock_stands.now)
        rhythm.note()
        clock_stands.forward(minutes=5)
    reads = desk.get("whoami")["reads"]
    assert {kind: row["every_seconds"] for kind, row in reads.items()} == {"assets": HOUR, "location": 600}


def test_nothing_is_said_before_three_gaps_were_seen(desk, pilots, clock_stands):
    assert live(desk, pilots, clock_stands, 2, every=[4] * 4, minutes=30) == {"assets": None, "location": None}


def test_a_read_that_may_have_been_missed_is_no_gap():
    ago = [NOW - timedelta(hours=hours) for hours in (48, 47, 26)]
    assert rhythm.with_read([], ago[0], NOW, ago[1]) == []
    assert rhythm.with_read([], ago[0], NOW, NOW - timedelta(minutes=5)) == [48 * HOUR]
    assert rhythm.with_read([7], None, NOW, ago[2]) == [7]
    assert rhythm.with_read([7], ago[0], NOW, None) == [7]


def test_a_stamp_that_goes_back_is_no_gap():
    assert rhythm.with_read([7], NOW, NOW - timedelta(hours=1), NOW - timedelta(hours=1)) == [7]


def test_the_last_five_gaps_count():
    gaps = [1, 2, 3, 4, 5]
    noted = NOW - timedelta(minutes=1)
    assert rhythm.with_read(gaps, NOW - timedelta(hours=1), NOW, noted) == [2, 3, 4, 5, HOUR]


def test_who_left_does_not_slow_it_down(desk, pilots, clock_stands):
    people.audit(people.character("Left"), assets_at=clock_stands.ago(days=300))
    reads = live(desk, pilots, clock_stands, 4, every=[4] * 4, minutes=30)
    assert reads["assets"]["characters"] == 4


def _schedule(kwargs=None, **how):
    PeriodicTask.objects.create(name="ct", task=rhythm.TASK, kwargs=json.dumps(kwargs or {}), **how)


def test_before_anything_was_seen_the_schedule_is_told(desk, clock_stands):
    for number in range(96):
        people.audit(people.character(f"Pilot {number}"))
    twice_an_hour, _ = CrontabSchedule.objects.get_or_create(minute="15,45", hour="*")
    _schedule(crontab=twice_an_hour)
    # 96 / 48 is 2, and corptools does 15 at least.
    seconds = round(96 / 15 * 1800)
    row = {"every_seconds": seconds, "slowest_seconds": seconds, "characters": 0, "from": "schedule"}
    assert desk.get("whoami")["reads"] == {"assets": row, "location": row}
    PeriodicTask.objects.update(kwargs='{"subset": 2, "min_runs": 1}')
    # Computers are told within five minutes.
    assert desk.get("whoami")["reads"]["assets"] == row
    cache.clear()
    assert desk.get("whoami")["reads"]["assets"]["every_seconds"] == 7200
    PeriodicTask.objects.update(kwargs='{"subset": 48, "min_runs": 1}')
    assert rhythm.rhythms()["assets"].every_seconds == 24 * HOUR
    cache.clear()
    assert desk.get("whoami")["reads"]["assets"]["every_seconds"] == 24 * HOUR


@pytest.mark.parametrize("kwargs", ["", "[]", "{", '{"subset": "x"}', '{"subset": 0}'])
def test_a_schedule_that_is_not_understood_says_nothing(desk, pilots, kwargs):
    hourly, _ = IntervalSchedule.objects.get_or_create(every=1, period="hours")
    _schedule(interval=hourly)
    PeriodicTask.objects.update(kwargs=kwargs)
    reads = desk.get("whoami")["reads"]["assets"]
    assert (reads is None) is (kwargs != "")


def test_a_schedule_that_is_off_says_nothing(desk, pilots):
    hourly, _ = IntervalSchedule.objects.get_or_create(every=1, period="hours")
    _schedule(interval=hourly, enabled=False)
    assert desk.get("whoami")["reads"] == {"assets": None, "location": None}


def test_the_times_are_noted_once_in_four_minutes_however_many_desks_ask(desk, pilots, clock_stands):
    desk.get("whoami")
    with CaptureQueriesContext(connection) as captured:
        desk.get("whoami")
    assert not any("observedreads" in query["sql"] for query in captured)


def test_a_database_that_fails_or_a_cache_that_is_away_fails_no_request(desk, pilots, monkeypatch, caplog):
    def broken(*args):
        raise DatabaseError("no")

    monkeypatch.setattr(rhythm, "_note", broken)
    desk.get("whoami")
    assert desk.status == 200
    assert "could not be noted" in caplog.text

    class Broken:
        def __getattr__(self, name):
            raise ConnectionError("no Redis")

    monkeypatch.setattr(rhythm, "cache", Broken())
    desk.get("whoami")
    assert desk.status == 200


def test_characters_that_are_gone_are_forgotten(desk, pilots):
    rhythm.note()
    assert ObservedReads.objects.count() == 4
    pilots[0].delete()
    clean_up()
    assert ObservedReads.objects.count() == 3


def test_what_was_seen_outlives_the_cache(desk, pilots, clock_stands):
    reads = live(desk, pilots, clock_stands, 4, every=[4] * 4, minutes=30)
    cache.clear()
    assert desk_of(desk.user, "again", 365).get("whoami")["reads"] == reads


def test_the_check_says_how_often_corptools_reads_and_how_to_have_it_faster(leader, pilots, clock_stands):
    for one in pilots:
        ObservedReads.objects.create(character_id=one.character.character_id, assets_gaps=[24 * HOUR] * 3)
    said = check()[0]
    assert "corptools reads each character about every 24 hours" in said
    assert '{"subset": 8}' in said
    ObservedReads.objects.update(assets_gaps=[4 * HOUR] * 3)
    assert "corptools reads each character about every 4 hours.\n" in check()[0]
