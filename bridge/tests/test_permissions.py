"""Who may do what: every permission against every address."""

import importlib
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, User
from django.contrib.auth.models import Permission as AuthPermission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from captrack_bridge import permission_query
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


def _permission(name):
    label, codename = name.split(".")
    return AuthPermission.objects.get(content_type__app_label=label, codename=codename)


@pytest.fixture
def of_all_kinds(member):
    """An account that has permissions of its own, of two groups, and of its state."""
    user = people.allow(member, READ)
    for name, permissions in (("Pilots", [SNOOZE, READ]), ("Officers", [DATA])):
        group = Group.objects.create(name=name)
        group.permissions.add(*map(_permission, permissions))
        user.groups.add(group)
    Group.objects.create(name="Strangers").permissions.add(_permission(POLICY))
    user.profile.state.permissions.add(_permission("corptools.state_hr").pk)
    # As it is fetched with its token.
    return User.objects.select_related("profile__state").get(pk=user.pk)


def test_what_an_account_may_do_is_fetched_at_once_as_it_is_one_by_one(of_all_kinds):
    with CaptureQueriesContext(connection) as asked:
        permission_query.fetch(of_all_kinds)
        found = of_all_kinds.get_all_permissions()
    assert len(asked) == 1
    alone = User.objects.get(pk=of_all_kinds.pk)
    assert found == alone.get_all_permissions() == {READ, SNOOZE, DATA, "corptools.state_hr"}
    for kind in ("user", "group"):
        find = f"get_{kind}_permissions"
        assert getattr(of_all_kinds, find)() == getattr(alone, find)()


def test_backends_of_a_site_are_asked_themselves(of_all_kinds, settings):
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, f"{__name__}.MayDoEverything"]
    with CaptureQueriesContext(connection) as asked:
        permission_query.fetch(of_all_kinds)
    assert len(asked) == 0
    desk = desk_of(of_all_kinds)
    desk.put("policy", {"policy": {}, "base_revision": 0})
    assert desk.status == 200


class MayDoEverything(ModelBackend):
    """A backend that an admin wrote."""

    def get_all_permissions(self, user_obj, obj=None):
        return {READ, SNOOZE, DATA, POLICY}


@pytest.mark.parametrize("taken", ["own", "group", "state"])
def test_a_permission_that_is_withdrawn_is_gone_with_the_next_request(member, taken):
    user = people.allow(member, *([READ] if taken == "own" else []))
    group = Group.objects.create(name="Pilots")
    user.groups.add(group)
    if taken != "own":
        (group if taken == "group" else user.profile.state).permissions.add(_permission(READ).pk)
    desk = desk_of(user)
    desk.get("whoami")
    assert desk.status == 200
    if taken == "own":
        user.user_permissions.clear()
    elif taken == "group":
        user.groups.clear()
    else:
        user.profile.state.permissions.remove(_permission(READ).pk)
    assert desk.error() == "permission_missing"
