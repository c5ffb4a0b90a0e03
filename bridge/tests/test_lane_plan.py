"""Who is read when, and how often that makes it: nothing but reckoning."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from captrack_bridge.lane.plan import Kind, Pulse, Rank, Read, budget_now, choose, pulse, steps
from captrack_bridge.lane.rules import USUAL, wanted

NOW = datetime(2026, 11, 5, 18, 0, tzinfo=timezone.utc)
TEN, HOUR = timedelta(minutes=10), timedelta(hours=1)
PACE = {rank: {Kind.LOCATION: TEN, Kind.ASSETS: HOUR} for rank in Rank}


def read(character, rank=Rank.TITAN, *, ago=None, asked=None, kind=Kind.LOCATION, wanted=None, tries=0, every=TEN):
    def at(minutes):
        return None if minutes is None else NOW - timedelta(minutes=minutes)

    return Read(character, kind, rank, every, at(ago), at(asked), tries, at(wanted))


def chosen(reads, budget=60):
    return [one.character_id for one in choose(reads, NOW, budget)]


def test_the_order_is_in_space_titans_supercarriers_the_rest_others():
    reads = [read(number, rank, ago=20) for number, rank in enumerate(reversed(Rank))]
    assert chosen(reads) == [4, 3, 2, 1, 0]


def test_of_alike_ones_the_oldest_comes_first_and_who_was_never_read_before_all():
    assert chosen([read(1, ago=20), read(2, ago=30), read(3), read(4, ago=11)]) == [3, 2, 1, 4]


def test_only_who_is_due():
    assert chosen([read(1, ago=9), read(2, ago=10), read(3, ago=11)]) == [3, 2]
    # Asked for ten minutes ago, and read ten seconds later.
    assert chosen([read(1, ago=9.8)]) == [1]


def test_the_budget_is_kept():
    assert len(chosen([read(number, ago=20) for number in range(100)], 60)) == 60
    assert chosen([read(1, ago=20)], 0) == []


def test_a_fifth_is_for_the_oldest_whoever_they_are():
    reads = [read(number, ago=20) for number in range(100)] + [read(200, Rank.OTHERS, ago=600)]
    found = chosen(reads, 10)
    assert found[:8] == list(range(8))
    assert 200 in found


def test_over_an_hour_nobody_is_left_out_although_the_budget_is_too_small_for_all():
    """500 titans and 100 others with 20 a minute: round by round as Celery does it."""
    last = dict.fromkeys(range(600), NOW)
    gaps: dict[int, timedelta] = dict.fromkeys(last, timedelta())
    for minute in range(1, 361):
        now = NOW + timedelta(minutes=minute)
        reads = [
            Read(one, Kind.LOCATION, Rank.TITAN if one < 500 else Rank.OTHERS, TEN, at) for one, at in last.items()
        ]
        found = choose(reads, now, 20)
        assert len(found) <= 20
        for one in found:
            gaps[one.character_id] = max(gaps[one.character_id], now - last[one.character_id])
            last[one.character_id] = now
    assert max(now - at for at in last.values()) < HOUR
    assert all(gaps.values())


def test_one_character_is_asked_for_once_a_round():
    """Two tasks of one character at once write over each other's times."""
    reads = [read(1, kind=Kind.LOCATION, ago=20), read(1, kind=Kind.ASSETS, ago=90, every=HOUR)]
    assert [one.kind for one in choose(reads, NOW, 60)] == [Kind.ASSETS]


def test_whom_somebody_asked_for_comes_first_due_or_not():
    waiting = [read(pilot, Rank.OTHERS, ago=5, wanted=minutes) for pilot, minutes in ((2, 1), (3, 3))]
    reads = [read(1, Rank.IN_SPACE, ago=20), *waiting]
    assert chosen(reads, 2) == [3, 2]
    assert chosen(reads) == [3, 2, 1]


def test_what_was_read_since_somebody_asked_is_not_wanted_any_more():
    assert chosen([read(1, ago=2, wanted=3), read(2, ago=3, wanted=2)]) == [2]


@pytest.mark.parametrize(("tries", "minutes"), [(1, 10), (2, 20), (3, 40), (8, 1280), (9, 1440), (60, 1440)])
def test_what_led_to_nothing_is_asked_for_ever_later_and_never_given_up(tries, minutes):
    assert chosen([read(1, ago=5000, asked=minutes - 1, tries=tries)]) == []
    assert chosen([read(1, ago=5000, asked=minutes, tries=tries)]) == [1]


def test_what_was_answered_is_due_by_when_it_was_read():
    assert chosen([read(1, ago=10, asked=10.5, tries=7)]) == [1]


def test_what_was_asked_for_is_looked_at():
    reads = [
        read(1, ago=20, asked=0.5),
        read(2, ago=4, asked=5),
        read(3, ago=20, asked=5),
        read(4, ago=20, asked=11),
        read(5, ago=1),
    ]
    assert pulse(reads, NOW) == Pulse(last_minute=1, asked=2, answered=1, open=2)


@pytest.mark.parametrize(
    ("seen", "budget"),
    [
        (Pulse(0, 0, 0, 0), 60),
        (Pulse(45, 100, 90, 10), 15),
        (Pulse(70, 100, 90, 10), 0),
        # The workers do not keep up.
        (Pulse(0, 100, 10, 110), 10),
        (Pulse(0, 100, 10, 130), 0),
        # Nothing is answered at all: a few are tried.
        (Pulse(0, 10, 0, 10), 3),
        (Pulse(2, 300, 0, 300), 1),
        (Pulse(0, 9, 0, 9), 60),
    ],
)
def test_how_many_can_be_asked_for_now(seen, budget):
    assert budget_now(60, seen) == budget


def told(counts, budget=60, pace=PACE):
    found = steps(counts, pace, budget)
    return [(step.every_seconds // 60, step.ships) for step in found[Kind.LOCATION]]


def test_what_fits_into_the_budget_is_read_as_often_as_wished():
    assert told({Rank.TITAN: (120, 150), Rank.SUPERCARRIER: (200, 260)}) == [(10, 410)]


def test_what_does_not_is_told_with_what_results():
    # 120 take 14 tasks a minute, what is left is for 1,700 that would take 198.
    assert told({Rank.TITAN: (120, 120), Rank.SUPERCARRIER: (1700, 1800)}) == [(10, 120), (44, 1800)]
    found = steps({Rank.TITAN: (120, 120), Rank.SUPERCARRIER: (1700, 1800)}, PACE, 60)
    assert [step.every_seconds // 60 for step in found[Kind.ASSETS]] == [60, 259]


def test_also_the_first_are_slower_where_they_alone_are_too_many():
    assert told({Rank.IN_SPACE: (5, 5), Rank.TITAN: (3000, 3000)}) == [(10, 5), (59, 3000)]


def test_nobody_is_nothing():
    assert told({}) == []


def test_steps_tell_only_of_those_who_are_seen_but_are_reckoned_with_all():
    counts = {Rank.TITAN: (120, 120), Rank.SUPERCARRIER: (1700, 1800)}
    found = steps(counts, PACE, 60, {Rank.SUPERCARRIER: (2, 3)})
    assert [(step.every_seconds // 60, step.ships) for step in found[Kind.LOCATION]] == [(10, 0), (44, 3)]


CAPITALS = frozenset({30, 659, 485, 547})


@pytest.mark.parametrize("policy", [None, {}, {"classes": None}, {"classes": [1]}, {"scope": {"kind": "everywhere"}}])
def test_without_published_classes_titans_and_supercarriers_count(policy):
    assert wanted(policy, CAPITALS) == (USUAL, {485, 547})


def test_published_classes_count():
    policy = {
        "classes": {
            "titan": {"mode": "always", "groups": [30, "x", True, -1, 2**40]},
            "dreadnought": {"mode": "threshold", "n": 5, "groups": [485, 30]},
            "industrial": {"mode": "track_only", "groups": [883]},
            "freighter": {"mode": "ignore", "groups": [513]},
            "moonlight": {"mode": "by moonlight", "groups": [1]},
            "nonsense": 7,
            "none": {"mode": "always", "groups": 30},
        }
    }
    assert wanted(policy, CAPITALS) == ({30}, {485, 883})
