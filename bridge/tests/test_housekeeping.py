"""What goes, what ends and what is told once a day; and what stays."""

import io
import logging

import pytest
from allianceauth.notifications.models import Notification
from django.core.management import call_command

from captrack_bridge import tasks, tokens
from captrack_bridge.housekeeping import clean_up
from captrack_bridge.models import Acknowledgement, JournalEntry, PolicyRevision, Snooze, Token
from testproject import facts, people

from .conftest import AVATAR, NYX, desk_of

DECIDED = "2026-11-05T17:00:00Z"


def snooze(desk, pilot, **more):
    decision = {"pilot_id": pilot, "state": "snoozed", "decided_at": DECIDED, **more}
    return desk.post("snoozes", {"decisions": [decision]})["results"][0]


def test_the_journal_is_kept_for_180_days(desk, clock_stands):
    clock_stands.forward(days=180)
    assert clean_up().journal_entries == 0
    clock_stands.forward(minutes=1)
    assert clean_up().journal_entries == 1
    assert not JournalEntry.objects.exists()


def test_that_aa_captrack_was_imported_is_never_forgotten(db, clock_stands):
    JournalEntry.objects.create(at=clock_stands.now, by_name="aa-captrack", action="imported")
    clock_stands.forward(days=4000)
    clean_up()
    assert JournalEntry.objects.get().action == "imported"


def test_the_policy_in_force_is_kept_however_old_it_is(desk, clock_stands):
    for revision in range(3):
        desk.put("policy", {"policy": {"n": revision}, "base_revision": revision})
    clock_stands.forward(days=400)
    assert clean_up().policy_revisions == 2
    assert PolicyRevision.objects.get().revision == 3


def test_tokens_are_kept_for_30_days_after_their_end(leader, clock_stands):
    expired = tokens.create(leader, "expired", 30)[0]
    revoked = tokens.create(leader, "revoked", 365)[0]
    valid = tokens.create(leader, "valid", 365)[0]
    tokens.revoke(revoked, leader)
    clock_stands.forward(days=30)
    assert clean_up().tokens == 0
    clock_stands.forward(days=30, seconds=1)
    assert clean_up().tokens == 2
    assert list(Token.objects.all()) == [valid]
    assert expired != valid


def test_decisions_that_ended_are_kept_for_90_days_and_those_that_stand_for_good(desk, clock_stands):
    pilots = [people.character(name).character_id for name in ("Cleared", "Ran Out", "Until Cleared", "Runs On")]
    desk.post("snoozes", {"decisions": [{"pilot_id": pilots[0], "state": "cleared", "decided_at": DECIDED}]})
    snooze(desk, pilots[1], until="2026-11-06T17:00:00Z")
    snooze(desk, pilots[2])
    snooze(desk, pilots[3], until="2027-11-06T17:00:00Z")
    clock_stands.forward(days=89)
    assert clean_up().decisions == 0
    clock_stands.forward(days=3)
    assert clean_up().decisions == 2
    assert set(Snooze.objects.values_list("subject_id", flat=True)) == set(pilots[2:])


def test_a_decision_from_before_what_is_forgotten_is_not_taken_any_more(desk, clock_stands):
    pilot = people.character("Cleared Long Ago").character_id
    desk.post("snoozes", {"decisions": [{"pilot_id": pilot, "state": "cleared", "decided_at": "2026-11-05T17:30:00Z"}]})
    clock_stands.forward(days=91)
    clean_up()
    row = snooze(desk_of(desk.user), pilot)
    assert (row["outcome"], row["refused"]) == ("unknown", "decided_at is more than 90 days ago")
    assert not Snooze.objects.exists()


def test_what_is_kept_for_ever_is(desk, settings, clock_stands):
    for name in ("JOURNAL", "EXPIRED_TOKEN", "ENDED_DECISION"):
        setattr(settings, f"CAPTRACK_BRIDGE_{name}_DAYS", 0)
    pilot = people.character("Cleared").character_id
    desk.post("snoozes", {"decisions": [{"pilot_id": pilot, "state": "cleared", "decided_at": DECIDED}]})
    clock_stands.forward(days=4000)
    done = clean_up()
    assert (done.journal_entries, done.tokens, done.decisions) == (0, 0, 0)


def told(user) -> list[str]:
    return list(Notification.objects.filter(user=user).order_by("pk").values_list("title", flat=True))


def test_the_owner_of_a_token_is_told_when_it_is_made(leader):
    token, secret = tokens.create(leader, "Laptop", 30)
    notification = Notification.objects.get(user=leader)
    assert notification.title == "CapTrack Desktop: new token “Laptop”"
    assert token.hint in notification.message
    assert "revoke it: https://auth.example.com/captrack-bridge/" in notification.message
    assert secret not in notification.message


def test_the_owner_is_told_once_a_week_before_a_token_ends(leader, clock_stands):
    tokens.create(leader, "Laptop", 30)
    clock_stands.forward(days=22, hours=23)
    assert clean_up().owners_told == 0
    clock_stands.forward(hours=1)
    assert [clean_up().owners_told for _ in range(3)] == [1, 0, 0]
    assert told(leader)[-1] == "CapTrack Desktop: the token “Laptop” expires soon"


def test_nobody_is_told_of_the_end_of_a_token_that_is_revoked_or_was_short_or_has_ended(leader, clock_stands):
    tokens.revoke(tokens.create(leader, "revoked", 30)[0], leader)
    tokens.create(leader, "short", 3)
    assert clean_up().owners_told == 0
    tokens.create(leader, "ended", 30)
    clock_stands.forward(days=31)
    assert clean_up().owners_told == 0


@pytest.fixture
def titan(leader, jita, clock_stands):
    owner = people.audit(leader.profile.main_character, assets_at=clock_stands.now, location_at=clock_stands.now)
    people.asset(owner, facts.RIFTER, jita)
    return people.asset(owner, AVATAR, jita)


def acknowledge(desk, *hulls):
    main = desk.user.profile.main_character.character_id
    decision = {"main_id": main, "state": "acknowledged", "decided_at": DECIDED, "hulls": list(hulls)}
    assert desk.post("acknowledgements", {"decisions": [decision]})["results"][0]["outcome"] == "stored"


def test_an_acknowledgement_ends_when_none_of_its_ships_is_there_any_more(desk, titan, clock_stands):
    acknowledge(desk, f"item/{titan.item_id}", "item/999")
    clock_stands.forward(days=8)
    assert clean_up().acknowledgements_ended == 0
    titan.delete()
    assert clean_up().acknowledgements_ended == 1
    row = desk.get("acknowledgements")["acknowledgements"][0]
    assert (row["state"], row["by"], row["by_id"]) == ("cleared", "CapTrack Bridge", None)
    assert JournalEntry.objects.filter(action="acknowledgement_cleared", by_name="CapTrack Bridge").exists()
    assert clean_up().acknowledgements_ended == 0


def test_an_acknowledgement_lasts_while_its_pilot_sits_in_that_ship(desk, titan, jita, clock_stands):
    pilot = titan.character.character.character_id
    acknowledge(desk, f"pilot/{pilot}/{NYX}")
    people.fly(titan.character, NYX, jita)
    clock_stands.forward(days=8)
    assert clean_up().acknowledgements_ended == 0
    people.fly(titan.character, facts.RIFTER, jita)
    assert clean_up().acknowledgements_ended == 1


def test_an_acknowledgement_does_not_end_within_a_week(desk, titan, clock_stands):
    acknowledge(desk, "item/999")
    clock_stands.forward(days=6)
    assert clean_up().acknowledgements_ended == 0


def test_an_acknowledgement_does_not_end_while_corptools_lacks_somebodys_assets(desk, titan, clock_stands):
    """They are being written, or were lost: what is not known is not gone."""
    acknowledge(desk, f"item/{titan.item_id}")
    people.audit(people.own(desk.user, people.character("Alt")), assets_at=clock_stands.now)
    titan.delete()
    clock_stands.forward(days=8)
    assert clean_up().acknowledgements_ended == 0
    assert Acknowledgement.objects.get().stands


def test_celery_and_the_command_do_the_same(desk, clock_stands, caplog):
    caplog.set_level(logging.INFO)
    clock_stands.forward(days=181)
    assert tasks.clean_up()["journal_entries"] == 1
    assert "1 journal_entries" in caplog.text
    said = io.StringIO()
    call_command("captrack_bridge_cleanup", stdout=said)
    assert "Deleted: 0 journal entries" in said.getvalue()


def test_the_task_is_found_under_the_name_that_is_scheduled():
    from celery import current_app

    current_app.loader.import_default_modules()
    assert tasks.CLEAN_UP in current_app.tasks


def test_the_log_has_numbers_and_no_contents(desk, caplog):
    caplog.set_level(logging.INFO)
    pilots = [people.character(f"Pilot {number}").character_id for number in range(100)]
    caplog.clear()
    decisions = [{"pilot_id": one, "state": "snoozed", "decided_at": DECIDED, "why": "moving day"} for one in pilots]
    desk.post("snoozes", {"decisions": decisions})
    lines = [record.getMessage() for record in caplog.records if record.name == "captrack_bridge.journal"]
    lines = lines or [record.getMessage() for record in caplog.records if "snoozed" in record.getMessage()]
    assert lines == ["Fleet Leader (token “Bridge computer”): snoozed, 100"]
