"""What an admin without CapTrack Desktop can see and do."""

import re

import pytest
from django.contrib.auth.models import Permission as AuthPermission
from django.contrib.auth.models import User
from django.test import Client

from captrack_bridge.models import Acknowledgement, JournalEntry, PolicyRevision, Snooze
from testproject import people

from .conftest import POLICY, SNOOZE

ADMIN = "/admin/captrack_bridge"


@pytest.fixture
def admin(db):
    client = Client()
    client.force_login(User.objects.create_superuser("admin", password="x"))
    return client


@pytest.fixture
def looker(db):
    """Staff who may look at everything here and decide nothing."""
    staff = User.objects.create(username="looker", is_staff=True)
    held = AuthPermission.objects.filter(content_type__app_label="captrack_bridge", codename__startswith="view_")
    staff.user_permissions.set(held)
    client = Client()
    client.force_login(staff)
    client.user = staff
    return client


@pytest.fixture
def pilots(desk):
    found = [people.character(f"Titan Pilot {number}") for number in range(3)]
    decisions = [
        {"pilot_id": one.character_id, "state": "snoozed", "decided_at": "2026-11-05T17:00:00Z"} for one in found
    ]
    desk.post("snoozes", {"decisions": decisions})
    assert desk.status == 200
    return found


def page(client, path, **query):
    answer = client.get(f"{ADMIN}/{path}", query, secure=True)
    assert answer.status_code == 200
    return answer.content.decode()


def act(client, table, action, ids):
    return client.post(f"{ADMIN}/{table}/", {"action": action, "_selected_action": ids}, secure=True, follow=True)


def states(desk):
    return [row["state"] for row in desk.get("snoozes")["snoozes"]]


def test_snoozes_are_listed_and_found_by_the_names_of_pilots(admin, desk, pilots):
    listing = page(admin, "snooze/")
    assert all(pilot.character_name in listing for pilot in pilots)
    found = page(admin, "snooze/", q="pilot 1")
    assert "Titan Pilot 1" in found
    assert "Titan Pilot 2" not in found
    assert "Titan Pilot 2" in page(admin, "snooze/", q=str(pilots[2].character_id))
    assert "Titan Pilot 0" in page(admin, "snooze/", q="Fleet Leader")


def test_a_pilot_whom_allianceauth_does_not_know_any_more_is_listed_by_its_id(admin, desk, pilots):
    gone = pilots[0].character_id
    pilots[0].delete()
    assert f"{gone}, not known here" in page(admin, "snooze/")


def test_a_snooze_that_has_run_out_is_over(admin, desk, pilots, clock_stands):
    pilot = pilots[0].character_id
    decision = {
        "pilot_id": pilot,
        "state": "snoozed",
        "decided_at": "2026-11-05T17:30:00Z",
        "until": "2026-11-05T19:00:00Z",
    }
    desk.post("snoozes", {"decisions": [decision]})
    assert ">ended<" not in page(admin, "snooze/")
    clock_stands.forward(hours=2)
    assert ">ended<" in page(admin, "snooze/")


def test_snoozes_are_cleared_for_every_desk(admin, desk, pilots, clock_stands):
    rows = {row["pilot_id"]: row for row in desk.get("snoozes")["snoozes"]}
    etag = desk.last.headers["ETag"]
    clock_stands.forward(minutes=1)
    ids = list(
        Snooze.objects.filter(subject_id__in=[one.character_id for one in pilots[:2]]).values_list("pk", flat=True)
    )
    assert "2 decisions are cleared" in act(admin, "snooze", "clear", ids).content.decode()
    told = desk.get("snoozes", **{"If-None-Match": etag})["snoozes"]
    assert [row["state"] for row in told] == ["cleared", "cleared", "snoozed"]
    assert (told[0]["by"], told[0]["decided_at"]) == ("admin", "2026-11-05T18:01:00.000000Z")
    assert (told[0]["since"], told[0]["until"]) == (None, None)
    entries = JournalEntry.objects.filter(action="snooze_cleared")
    assert entries.count() == 2
    assert str(rows[pilots[0].character_id]["decided_at"]) in entries.last().old
    # What a desk decided before that comes too late.
    late = {"pilot_id": pilots[0].character_id, "state": "snoozed", "decided_at": "2026-11-05T18:00:30Z"}
    assert desk.post("snoozes", {"decisions": [late]})["results"][0]["outcome"] == "superseded"
    assert "0 decisions are cleared" in act(admin, "snooze", "clear", ids).content.decode()


def test_acknowledgements_are_cleared_too(admin, desk, pilots):
    main = pilots[0].character_id
    decision = {"main_id": main, "state": "acknowledged", "decided_at": "2026-11-05T17:00:00Z", "hulls": ["item/1"]}
    desk.post("acknowledgements", {"decisions": [decision]})
    assert "Titan Pilot 0" in page(admin, "acknowledgement/", q="pilot 0")
    act(admin, "acknowledgement", "clear", [Acknowledgement.objects.get().pk])
    told = desk.get("acknowledgements")["acknowledgements"]
    assert [(row["state"], row["hulls"]) for row in told] == [("cleared", [])]


@pytest.mark.parametrize("may", [False, True])
def test_only_who_may_snooze_at_a_desk_may_clear_here(looker, desk, pilots, may):
    if may:
        people.allow(looker.user, SNOOZE)
    act(looker, "snooze", "clear", list(Snooze.objects.values_list("pk", flat=True)))
    assert states(desk) == ["cleared" if may else "snoozed"] * 3


def test_a_policy_can_be_read(admin, desk):
    desk.put("policy", {"policy": {"scope": {"kind": "<script>"}}, "base_revision": 0})
    listing = page(admin, "policyrevision/")
    assert "in force" in listing
    shown = page(admin, f"policyrevision/{PolicyRevision.objects.get().pk}/change/")
    assert re.search(r"<pre[^>]*>\{\n  &quot;scope&quot;: \{\n    &quot;kind&quot;: &quot;&lt;script&gt;", shown)


def test_the_journal_names_the_pilots_and_is_searched_by_their_names(admin, desk, pilots):
    listing = page(admin, "journalentry/")
    assert all(pilot.character_name in listing for pilot in pilots)
    assert "Bridge computer (…" in listing
    found = page(admin, "journalentry/", q='"pilot 1"')
    assert "Titan Pilot 1" in found
    assert "Titan Pilot 2" not in found
    assert "Titan Pilot 2" in page(admin, "journalentry/", q=str(pilots[2].character_id))
    gone = pilots[0].character_id
    pilots[0].delete()
    assert f"{gone}, not known here" in page(admin, "journalentry/")


def test_an_entry_of_the_journal_can_be_read(admin, desk, pilots):
    why = {"pilot_id": pilots[0].character_id, "state": "snoozed", "decided_at": "2026-11-05T17:30:00Z", "why": "<b>"}
    desk.post("snoozes", {"decisions": [why]})
    shown = page(admin, f"journalentry/{JournalEntry.objects.order_by('-pk')[0].pk}/change/")
    assert "Titan Pilot 0" in shown
    first = page(admin, f"journalentry/{JournalEntry.objects.filter(action='snoozed').order_by('pk')[0].pk}/change/")
    assert first.count("<pre") == 1
    assert "None" not in first
    before, after = re.findall(r"<pre[^>]*>(\{\n  &quot;.*?)</pre>", shown, re.DOTALL)
    assert "&quot;why&quot;: null" in before
    assert "&quot;why&quot;: &quot;&lt;b&gt;&quot;" in after


def test_a_day_is_never_broken_into_lines(admin, desk, pilots):
    assert '<span class="nowrap">2026-11-05</span> 17:00' in page(admin, "snooze/")


def test_a_snooze_without_an_end_says_so(admin, desk, pilots):
    decision = {"pilot_id": pilots[0].character_id, "state": "snoozed", "decided_at": "2026-11-05T17:30:00Z"}
    assert page(admin, "snooze/").count("until cleared") == 3
    desk.post("snoozes", {"decisions": [decision | {"until": "2026-11-05T19:00:00Z"}]})
    assert page(admin, "snooze/").count("until cleared") == 2
    act(admin, "snooze", "clear", [Snooze.objects.get(subject_id=pilots[1].character_id).pk])
    assert page(admin, "snooze/").count("until cleared") == 1


def test_the_policy_in_force_is_withdrawn_for_every_desk(admin, desk):
    desk.put("policy", {"policy": {"a": 1}, "base_revision": 0})
    desk.put("policy", {"policy": {"a": 2}, "base_revision": 1})
    old, newest = PolicyRevision.objects.order_by("revision")
    assert "Select the rules that are in force" in act(admin, "policyrevision", "withdraw", [old.pk]).content.decode()
    assert desk.get("policy")["policy"] == {"a": 2}
    act(admin, "policyrevision", "withdraw", [newest.pk])
    answer = desk.get("policy")
    assert (answer["revision"], answer["policy"], answer["by"]) == (3, None, "admin")
    assert JournalEntry.objects.filter(action="policy_withdrawn").exists()
    assert "Select the rules" in act(admin, "policyrevision", "withdraw", [newest.pk]).content.decode()


@pytest.mark.parametrize("may", [False, True])
def test_only_who_may_publish_may_withdraw(looker, desk, may):
    desk.put("policy", {"policy": {"a": 1}, "base_revision": 0})
    if may:
        people.allow(looker.user, POLICY)
    act(looker, "policyrevision", "withdraw", [PolicyRevision.objects.get().pk])
    assert (desk.get("policy")["policy"] is None) is may


def test_lists_take_as_many_queries_with_many_rows(admin, desk, pilots, django_assert_max_num_queries):
    more = [people.character(f"More {number}") for number in range(40)]
    decisions = [
        {"pilot_id": one.character_id, "state": "snoozed", "decided_at": "2026-11-05T17:00:00Z"} for one in more
    ]
    desk.post("snoozes", {"decisions": decisions})
    for table in ("snooze", "journalentry"):
        with django_assert_max_num_queries(15):
            page(admin, f"{table}/")
