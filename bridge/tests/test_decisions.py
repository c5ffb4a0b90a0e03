"""Snoozes and acknowledgements: the newest decision wins, whoever sends it and whenever it arrives."""

import pytest

from captrack_bridge.decisions import store
from captrack_bridge.models import Acknowledgement, JournalEntry, Snooze
from testproject import people

from .conftest import DATA, EVERYONE, READ, SNOOZE, desk_of


@pytest.fixture
def pilot(desk):
    return desk.user.profile.main_character.character_id


@pytest.fixture
def other_desk(db):
    """The desk of another leader."""
    return desk_of(people.allow(people.account("Second Leader"), READ, SNOOZE, DATA, EVERYONE), "Second computer")


def snooze(pilot, decided_at="2026-11-05T17:00:00Z", **more):
    return {"pilot_id": pilot, "state": "snoozed", "decided_at": decided_at, **more}


def clear(pilot, decided_at):
    return {"pilot_id": pilot, "state": "cleared", "decided_at": decided_at}


def send(desk, *decisions):
    answer = desk.post("snoozes", {"decisions": list(decisions)})
    assert desk.status == 200, answer
    return answer["results"]


def stored(desk):
    return {row["pilot_id"]: row for row in desk.get("snoozes")["snoozes"]}


def test_a_snooze_is_told_to_every_desk_with_who_when_and_why(desk, other_desk, pilot):
    send(desk, snooze(pilot, until="2026-11-06T17:00:00Z", why=" moving day "))
    assert stored(other_desk) == {
        pilot: {
            "pilot_id": pilot,
            "state": "snoozed",
            "since": "2026-11-05T17:00:00.000000Z",
            "until": "2026-11-06T17:00:00.000000Z",
            "decided_at": "2026-11-05T17:00:00.000000Z",
            "by": "Fleet Leader",
            "by_id": pilot,
            "why": "moving day",
        }
    }


def test_the_server_says_who_it_was_not_the_desk(desk, pilot):
    send(desk, snooze(pilot, by="Somebody Else", by_id=1))
    assert stored(desk)[pilot]["by"] == "Fleet Leader"


def test_a_snooze_without_an_end_lasts_until_it_is_cleared(desk, pilot):
    send(desk, snooze(pilot, until=None))
    assert (stored(desk)[pilot]["until"], stored(desk)[pilot]["why"]) == (None, None)


def test_a_snooze_that_was_extended_keeps_its_beginning(desk, pilot):
    send(desk, snooze(pilot, since="2026-11-05T09:00:00Z", until="2026-11-07T00:00:00Z"))
    assert stored(desk)[pilot]["since"] == "2026-11-05T09:00:00.000000Z"


def test_a_newer_decision_replaces_an_older_one(desk, other_desk, pilot):
    send(desk, snooze(pilot, "2026-11-05T17:00:00Z"))
    results = send(other_desk, snooze(pilot, "2026-11-05T17:00:00.000001Z", why="longer"))
    assert results[0]["outcome"] == "stored"
    assert stored(desk)[pilot]["by"] == "Second Leader"


def test_an_older_decision_that_comes_late_is_answered_with_the_newer_one(desk, other_desk, pilot):
    send(desk, clear(pilot, "2026-11-05T17:30:00Z"))
    results = send(other_desk, snooze(pilot, "2026-11-05T17:00:00Z"))
    assert (results[0]["outcome"], results[0]["stored"]["state"]) == ("superseded", "cleared")
    assert stored(desk)[pilot]["state"] == "cleared"


def test_a_clear_outlives_an_older_snooze_for_good(desk, pilot, clock_stands):
    send(desk, snooze(pilot, "2026-11-05T17:00:00Z"))
    send(desk, clear(pilot, "2026-11-05T17:30:00Z"))
    clock_stands.forward(days=60)
    assert send(desk, snooze(pilot, "2026-11-05T17:29:59Z"))[0]["outcome"] == "superseded"


def test_of_two_decisions_of_the_same_moment_the_first_to_arrive_stays(desk, other_desk, pilot):
    send(desk, clear(pilot, "2026-11-05T17:00:00Z"))
    assert send(other_desk, snooze(pilot, "2026-11-05T17:00:00Z"))[0]["outcome"] == "superseded"


def test_sending_the_same_again_changes_nothing(desk, pilot, clock_stands):
    first = send(desk, snooze(pilot, why="x"))
    clock_stands.forward(minutes=5)
    assert send(desk, snooze(pilot, why="x")) == first
    assert JournalEntry.objects.filter(action="snoozed").count() == 1


def test_a_desk_whose_clock_is_ahead_does_not_win_over_the_others(desk, other_desk, pilot, clock_stands):
    results = send(desk, snooze(pilot, "2026-11-05T19:00:00Z"))
    assert results[0]["stored"]["decided_at"] == "2026-11-05T18:00:00.000000Z"
    clock_stands.forward(minutes=1)
    assert send(other_desk, clear(pilot, "2026-11-05T18:01:00Z"))[0]["outcome"] == "stored"


def test_a_desk_whose_clock_is_ahead_may_send_again(desk, pilot, clock_stands):
    first = send(desk, snooze(pilot, "2026-11-05T19:00:00Z"))
    clock_stands.forward(minutes=1)
    assert send(desk, snooze(pilot, "2026-11-05T19:00:00Z")) == first


def test_nanoseconds_and_other_offsets_are_understood(desk, pilot):
    send(desk, snooze(pilot, "2026-11-05T19:00:00.123456789+02:00"))
    assert stored(desk)[pilot]["decided_at"] == "2026-11-05T17:00:00.123456Z"


def test_a_card_is_snoozed_in_one_request(desk, pilot):
    pilots = [people.character(f"Alt {number}").character_id for number in range(200)]
    results = send(desk, *(snooze(one) for one in pilots))
    assert [row["pilot_id"] for row in results] == pilots
    assert {row["outcome"] for row in results} == {"stored"}
    assert len(stored(desk)) == 200


def test_a_pilot_that_allianceauth_does_not_know_is_left_to_the_desk(desk, pilot):
    results = send(desk, snooze(1), snooze(pilot))
    assert [row["outcome"] for row in results] == ["unknown", "stored"]
    assert set(stored(desk)) == {pilot}


def test_every_decision_stands_in_the_journal_with_what_was_before(desk, pilot):
    send(desk, snooze(pilot, until="2026-11-06T00:00:00Z"))
    send(desk, clear(pilot, "2026-11-05T17:30:00Z"))
    send(desk, snooze(pilot, "2026-11-05T17:10:00Z"))
    entries = JournalEntry.objects.exclude(action="token_created").order_by("pk")
    assert [(entry.action, entry.by_name, entry.token_name, entry.subject) for entry in entries] == [
        ("snoozed", "Fleet Leader", "Bridge computer", str(pilot)),
        ("snooze_cleared", "Fleet Leader", "Bridge computer", str(pilot)),
    ]
    assert entries[0].old == ""
    assert '"until": "2026-11-06T00:00:00.000000Z"' in entries[0].new
    assert entries[1].old == entries[0].new


def test_a_decision_that_another_process_stores_meanwhile_is_compared_too(desk, pilot, monkeypatch, clock_stands):
    """The row is made before it is looked at: whoever comes second finds it and compares."""
    from captrack_bridge.models import Snooze as Table

    real = store.visible_characters

    def somebody_else_is_faster(user):
        Table.objects.update_or_create(
            subject_id=pilot,
            defaults={"stands": False, "decided_at": clock_stands.ago(minutes=1), "stored_at": clock_stands.now},
        )
        return real(user)

    monkeypatch.setattr(store, "visible_characters", somebody_else_is_faster)
    assert send(desk, snooze(pilot))[0]["outcome"] == "superseded"
    assert Snooze.objects.get().stands is False


WRONG = {
    "no body": "",
    "no JSON": "{",
    "a list": "[]",
    "no decisions": {},
    "no list": {"decisions": {}},
    "an empty list": {"decisions": []},
    "half a character": '{"decisions": [{"pilot_id": 1, "why": "\\ud800"}]}',
    "no objects": {"decisions": [1]},
    "no pilot": {"decisions": [{"state": "snoozed", "decided_at": "2026-11-05T17:00:00Z"}]},
    "a name for a pilot": {"decisions": [snooze("Pilot")]},
    "a pilot that is true": {"decisions": [snooze(True)]},
    "a pilot below zero": {"decisions": [snooze(-1)]},
    "a pilot beyond all numbers": {"decisions": [snooze(2**63)]},
    "the same pilot twice": {"decisions": [snooze(1), clear(1, "2026-11-05T17:00:00Z")]},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_understood_is_refused_with_a_sentence(desk, wrong):
    answer = desk.post("snoozes", WRONG[wrong])
    assert (desk.status, answer["error"]["code"]) == (400, "bad_request")
    assert answer["error"]["sentence"].startswith("AllianceAuth does not understand the request: ")
    assert not Snooze.objects.exists()


NONSENSE = {
    "no state": {"decided_at": "2026-11-05T17:00:00Z", "state": None},
    "another state": {"state": "acknowledged"},
    "no time": {"decided_at": None},
    "a time without offset": {"decided_at": "2026-11-05T17:00:00"},
    "a time that is none": {"decided_at": "yesterday"},
    "a time as a number": {"decided_at": 1762362000},
    "a time before EVE": {"decided_at": "1970-01-01T00:00:10Z"},
    "a time past the calendar": {"decided_at": "9999-12-31T23:59:59-14:00"},
    "an end that is none": {"until": "later"},
    "an end that programs write for ever": {"until": "9999-12-31T23:59:59Z"},
    "an end in eleven years": {"until": "2037-11-05T18:00:00Z"},
    "an end before the beginning": {"until": "2026-11-05T17:00:00Z"},
    "an end in the year 1": {"until": "0001-01-01T00:00:00Z"},
    "a beginning in the year 999": {"since": "0999-01-01T00:00:00Z"},
    "a beginning next week": {"since": "2026-11-12T17:00:00Z"},
    "a reason that is no text": {"why": 1},
    "a reason without end": {"why": "x" * 201},
}


@pytest.mark.parametrize("wrong", NONSENSE)
def test_a_decision_that_makes_no_sense_is_refused_by_itself(desk, pilot, wrong):
    other = people.character("Other Pilot").character_id
    refused, taken = send(desk, snooze(pilot) | NONSENSE[wrong], snooze(other))
    assert (refused["outcome"], refused["stored"]) == ("unknown", None)
    assert refused["refused"]
    assert taken["outcome"] == "stored"
    assert "refused" not in taken
    assert set(stored(desk)) == {other}


def test_the_longest_snooze_that_is_taken_is_told_as_it_was_sent(desk, pilot):
    send(desk, snooze(pilot, until="2036-11-02T18:00:00Z"))
    assert stored(desk)[pilot]["until"] == "2036-11-02T18:00:00.000000Z"


def test_times_that_were_stored_before_there_were_limits_are_told_so_that_every_desk_can_read_them(desk, pilot):
    send(desk, snooze(pilot))
    Snooze.objects.update(since="0999-01-01T00:00:00Z", until="9999-12-31T23:59:59Z")
    told = stored(desk)[pilot]
    assert (told["since"], told["until"]) == ("2003-05-06T00:00:00.000000Z", "2200-01-01T00:00:00.000000Z")


def test_a_clock_that_is_days_ahead_does_not_make_a_snooze_begin_later_than_tomorrow(desk, pilot):
    row = send(desk, snooze(pilot, "2026-12-24T00:00:00Z"))[0]
    assert row["outcome"] == "stored"
    assert row["stored"]["since"] == "2026-11-06T18:00:00.000000Z"


def test_the_time_a_decision_is_stored_is_read_after_the_wait_for_others(desk, pilot, monkeypatch, clock_stands):
    """Whoever asked meanwhile has an ETag with the time of then: a newer decision must not look older than it."""
    real = store._rows

    def wait(*args):
        rows = real(*args)
        clock_stands.forward(seconds=50)
        return rows

    monkeypatch.setattr(store, "_rows", wait)
    send(desk, snooze(pilot))
    assert Snooze.objects.get().stored_at == clock_stands.now


def test_too_many_decisions_and_too_large_bodies_are_refused(desk):
    desk.post("snoozes", {"decisions": [snooze(one) for one in range(1, 502)]})
    assert desk.status == 413
    desk.post("snoozes", " " * (512 * 1024 + 1))
    assert desk.status == 413


def acknowledge(desk, main, decided_at="2026-11-05T17:00:00Z", **more):
    decision = {"main_id": main, "state": "acknowledged", "decided_at": decided_at, **more}
    return desk.post("acknowledgements", {"decisions": [decision]})["results"][0]


def test_an_acknowledgement_is_told_with_the_hulls_it_covers(desk, other_desk, pilot):
    hulls = ["item/1040000000002", "pilot/2112000001/11567", "item/1040000000001", "item/1040000000001"]
    assert acknowledge(desk, pilot, hulls=hulls, why="known")["outcome"] == "stored"
    assert other_desk.get("acknowledgements")["acknowledgements"] == [
        {
            "main_id": pilot,
            "state": "acknowledged",
            "hulls": ["item/1040000000001", "item/1040000000002", "pilot/2112000001/11567"],
            "decided_at": "2026-11-05T17:00:00.000000Z",
            "by": "Fleet Leader",
            "by_id": pilot,
            "why": "known",
        }
    ]


def test_an_acknowledgement_can_be_taken_back(desk, pilot):
    acknowledge(desk, pilot, hulls=["item/1"])
    decision = {"main_id": pilot, "state": "cleared", "decided_at": "2026-11-05T17:01:00Z"}
    row = desk.post("acknowledgements", {"decisions": [decision]})["results"][0]["stored"]
    assert (row["state"], row["hulls"]) == ("cleared", [])
    assert Acknowledgement.objects.get().stands is False


@pytest.mark.parametrize("hulls", ["item/1", ["item/x"], ["1"], [1], ["item/1"] * 2001, ["item/١٢"], ["pilot/1/१२"]])
def test_hulls_that_are_no_hull_keys_are_refused(desk, pilot, hulls):
    row = acknowledge(desk, pilot, hulls=hulls)
    assert (desk.status, row["outcome"]) == (200, "unknown")
    assert row["refused"].startswith("hulls ")
    assert not Acknowledgement.objects.exists()


def test_snoozes_and_acknowledgements_are_apart(desk, pilot):
    acknowledge(desk, pilot)
    assert stored(desk) == {}
