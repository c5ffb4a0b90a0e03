"""Two desks at one moment, on a database server: nobody is refused, nothing is lost."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from allianceauth.eveonline.models import EveCharacter
from django.contrib.auth.models import User
from django.db import connection, connections

from captrack_bridge import again, app_settings, tokens
from captrack_bridge.errors import ApiError
from captrack_bridge.models import Acknowledgement, JournalEntry, Snooze, Token
from testproject import people

from .conftest import DATA, EVERYONE, READ, SNOOZE, desk_of

ROUNDS = 60
PILOTS = 20

pytestmark = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time")


@pytest.fixture
def committed(django_db_setup, django_db_blocker, settings):
    """Rows that other connections see, and that are taken away afterwards."""
    settings.CAPTRACK_BRIDGE_RATE_LIMIT = (1_000_000, 60)
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            for model in (JournalEntry, Token, Snooze, Acknowledgement, User, EveCharacter):
                model.objects.all().delete()


@pytest.fixture
def desks(committed):
    names = ("First Leader", "Second Leader")
    return [desk_of(people.allow(people.account(name), READ, SNOOZE, DATA, EVERYONE)) for name in names]


def at_once(*actions):
    """Do them at the same moment, each on a connection of its own; what they return."""
    barrier = threading.Barrier(len(actions))

    def begin(action):
        # The first query of a connection takes longer than the race.
        connection.ensure_connection()
        barrier.wait()
        try:
            return action()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(actions)) as pool:
        return [done.result() for done in [pool.submit(begin, action) for action in actions]]


def snoozes(pilots, round_number, hour):
    moment = f"2026-11-05T{hour:02}:{round_number:02}:00Z"
    return {"decisions": [{"pilot_id": pilot, "state": "snoozed", "decided_at": moment} for pilot in pilots]}


def race(desks, pilots_of, round_number):
    def send(desk, pilots, hour):
        return lambda: (desk.post("snoozes", snoozes(pilots, round_number, hour)), desk.status)

    first, second = desks
    answers = at_once(send(first, pilots_of[0], 16), send(second, pilots_of[1], 17))
    assert [status for _, status in answers] == [200, 200], answers
    return answers


def test_the_database_is_on_the_server_that_was_started(db):
    """Also: pytest makes databases only for tests that ask for one in its own way, which the others do not."""
    assert connection.settings_dict["NAME"] == "test_captrack_bridge"


def test_two_desks_that_decide_about_one_pilot_at_one_moment_are_both_answered(desks):
    pilot = people.character("Titan Pilot").character_id
    desks[0].post("snoozes", snoozes([pilot], 0, 1))
    for number in range(ROUNDS):
        race(desks, ([pilot], [pilot]), number)
        # Whoever was first, the later decision stands.
        assert Snooze.objects.get().by_name == "Second Leader"
        Snooze.objects.update(decided_at="2026-11-05T01:00:00Z", by_id=None)


def test_the_same_new_pilots_in_opposite_order_are_taken_from_both(desks):
    for number in range(ROUNDS):
        pilots = [people.character(f"Pilot {number} {one}").character_id for one in range(PILOTS)]
        race(desks, (pilots, pilots[::-1]), number)
        stored = Snooze.objects.filter(subject_id__in=pilots)
        assert set(stored.values_list("by_name", flat=True)) == {"Second Leader"}
        assert stored.count() == PILOTS


def test_some_known_and_some_new_pilots_are_taken_from_both(desks):
    known = [people.character(f"Known {one}").character_id for one in range(PILOTS // 2)]
    desks[0].post("snoozes", snoozes(known, 0, 1))
    for number in range(ROUNDS):
        new = [people.character(f"New {number} {one}").character_id for one in range(PILOTS // 2)]
        race(desks, (known + new, new[::-1] + known[::-1]), number)
        Snooze.objects.filter(subject_id__in=known).update(decided_at="2026-11-05T01:00:00Z", by_id=None)


def test_a_deadlock_is_tried_again(committed):
    """Two transactions that lock two rows in opposite order: the database ends one, which then goes through."""
    rows = [Snooze.objects.create(subject_id=one, decided_at="2026-11-05T01:00:00Z", stored_at="2026-11-05T01:00:00Z")
            for one in (1, 2)]  # fmt: skip
    has_first = threading.Barrier(2)

    def lock(order):
        attempts = []

        def action():
            attempts.append(1)
            Snooze.objects.select_for_update().get(pk=order[0].pk)
            if len(attempts) == 1:
                has_first.wait(20)
            Snooze.objects.filter(pk=order[1].pk).update(why=str(order[0].subject_id))
            return len(attempts)

        return lambda: again.again(action)

    assert sorted(at_once(lock(rows), lock(rows[::-1]))) == [1, 2]


def test_no_account_gets_one_token_too_many(committed, settings):
    settings.CAPTRACK_BRIDGE_TOKENS_PER_USER = 1
    user = people.account("Collector")

    def create():
        try:
            return tokens.create(user, "desk", 30)[0].name
        except ApiError as error:
            return error.error.code

    for _ in range(10):
        assert sorted(at_once(create, create)) == ["desk", "too_many_tokens"]
        Token.objects.all().delete()
    assert app_settings.tokens_per_user() == 1
