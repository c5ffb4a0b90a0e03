"""Who may do what: every permission against every address."""

import importlib
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission as AuthPermission
from django.db import connection

from captrack_bridge.access import Permission
from captrack_bridge.models import General, PolicyRevision, Snooze
from testproject import people

from .conftest import DATA, EVERYONE, POLICY, READ, SNOOZE, desk_of


def _decision(pilot):
    return {"pilot_id": pilot, "state": "snoozed", "decided_at": "2026-11-05T17:00:00Z"}


def _acknowledgement(main):
    return {"main_id": main, "state": "acknowledged", "decided_at": "2026-11-05T17:00:00Z"}


ASK = {
    "whoami": lambda desk, pilot: desk.get("whoami"),
    "capitals": lambda desk, pilot: desk.get("capitals"),
    "coverage": lambda desk, pilot: desk.get("coverage"),
    "read snoozes": lambda desk, pilot: desk.get("snoozes"),
    "read acknowledgements": lambda desk, pilot: desk.get("acknowledgements"),
    "snooze": lambda desk, pilot: desk.post("snoozes", {"decisions": [_decision(pilot)]}),
    "acknowledge": lambda desk, pilot: desk.post("acknowledgements", {"decisions": [_acknowledgement(pilot)]}),
    "read policy": lambda desk, pilot: desk.get("policy"),
    "publish": lambda desk, pilot: desk.put("policy", {"policy": {}, "base_revision": 0}),
}
READING = {"whoami", "capitals", "coverage", "read snoozes", "read acknowledgements", "read policy"}
MATRIX = [
    ((), set()),
    ((DATA, EVERYONE), set()),
    ((SNOOZE, POLICY, DATA, EVERYONE), set()),
    ((READ,), {"whoami", "read policy"}),
    ((READ, SNOOZE), {"whoami", "read policy"}),
    ((READ, POLICY), {"whoami", "read policy", "publish"}),
    ((READ, DATA), READING),
    ((READ, DATA, SNOOZE), READING | {"snooze", "acknowledge"}),
    ((READ, DATA, POLICY), READING | {"publish"}),
    ((READ, DATA, SNOOZE, POLICY), set(ASK)),
]


@pytest.mark.parametrize(("permissions", "allowed"), MATRIX)
def test_each_permission_opens_exactly_what_it_is_for(member, permissions, allowed):
    user = people.allow(member, *permissions)
    main = user.profile.main_character
    people.audit(main)
    desk = desk_of(user)
    for name, ask in ASK.items():
        answer = ask(desk, main.character_id)
        if name in allowed:
            assert desk.status == 200, (name, answer)
        else:
            assert (desk.status, answer["error"]["code"]) == (403, "permission_missing"), name
    assert Snooze.objects.exists() is ("snooze" in allowed)
    assert PolicyRevision.objects.exists() is ("publish" in allowed)


def test_the_sentence_names_the_permission_as_the_admin_pages_write_it(member):
    desk = desk_of(people.allow(member, READ))
    assert "“Can view character audit” of Corp Tools" in desk.get("capitals")["error"]["sentence"]


@pytest.mark.parametrize("permission", Permission)
def test_what_stands_in_quotes_finds_the_permission_in_the_admin_pages(db, permission):
    """Their lists show the app's name, the model's and the permission's text, and filter by what is in those."""
    label, codename = permission.value.split(".")
    stored = AuthPermission.objects.get(content_type__app_label=label, codename=codename)
    in_quotes = re.search("“(.+)”", permission.shown).group(1)
    assert in_quotes in str(stored)
    assert sum(in_quotes in str(one) for one in AuthPermission.objects.all()) == 1
    # Django before 5 shows the app's label in its place.
    assert permission.shown.rpartition(" of ")[2] in str(apps.get_app_config(label).verbose_name)


@pytest.mark.parametrize("permission", [READ, DATA])
def test_a_withdrawn_permission_counts_from_the_next_request(member, permission):
    desk = desk_of(people.allow(member, READ, DATA))
    desk.get("capitals")
    assert desk.status == 200
    people.forbid(member, permission)
    assert desk.error("capitals") == "permission_missing"


def test_whoami_says_what_the_account_may_do(member):
    desk = desk_of(people.allow(member, READ, SNOOZE))
    who = desk.get("whoami")
    assert who["permissions"] == {"read": False, "snooze": True, "policy": False, "refresh": False}
    assert [problem["code"] for problem in who["problems"]] == ["character_data_missing"]
    assert who["sees"] == {"grants": [], "characters": 0}


def test_whoami_says_how_much_the_account_sees(desk, jita):
    people.audit(desk.user.profile.main_character)
    people.audit(people.character("Somebody"))
    assert desk.get("whoami")["sees"] == {"grants": ["everyone"], "characters": 2}
    assert desk.get("whoami")["problems"] == []


def test_permissions_of_a_state_count(member):
    people.state("Member", READ, DATA, alliances=(people.OUR_ALLIANCE,))
    member.refresh_from_db()
    assert member.profile.state.name == "Member"
    assert desk_of(member).get("whoami")["permissions"]["read"] is True


def test_who_leaves_the_alliance_loses_what_its_state_gave(member):
    people.state("Member", READ, DATA, alliances=(people.OUR_ALLIANCE,))
    member.refresh_from_db()
    desk = desk_of(member)
    main = member.profile.main_character
    main.alliance_id = people.OTHER_ALLIANCE
    main.save()
    assert desk.error() == "permission_missing"


def test_an_account_without_a_main_is_told_to_choose_one(desk):
    desk.user.profile.main_character = None
    desk.user.profile.save()
    assert desk.error("capitals") == "no_main"
    assert desk.status == 403


def test_permissions_that_were_made_before_get_their_new_names(db):
    """Django makes permissions that are missing and leaves the names of those that are there."""
    migration = importlib.import_module("captrack_bridge.migrations.0002_names_and_ends")
    old = AuthPermission.objects.filter(content_type__app_label="captrack_bridge", codename__in=migration.NAMES)
    assert old.update(name="Can read capitals with CapTrack Desktop") == 3
    migration.rename_permissions(apps, SimpleNamespace(connection=connection))
    assert dict(old.values_list("codename", "name")) == migration.NAMES
    assert migration.NAMES.items() <= dict(General._meta.permissions).items()


def test_the_readme_names_every_permission_so_that_the_admin_pages_find_it(db):
    readme = (Path(__file__).resolve().parent.parent / "README.md").read_text()
    rows = re.findall(r"(?m)^\| `([^`]+)` \| (?:CapTrack Bridge|Corp Tools) \|", readme)
    assert len(rows) == 7
    names = list(map(str, AuthPermission.objects.all()))
    assert [text for text in rows if not any(text in name for name in names)] == []
