"""`manage.py captrack_bridge_check` says in words what is missing."""

import io

import pytest
from corptools import app_settings as corptools_settings
from corptools.models import CharacterAsset, CorptoolsConfiguration
from django.core.cache import cache
from django.core.management import CommandError, call_command
from eve_sde.models import ItemType

from captrack_bridge import checks, health, packages
from testproject import people

from .conftest import AVATAR, DATA, POLICY, READ, SNOOZE


def check(**options) -> tuple[str, int]:
    """What it says, and what it ends with."""
    said = io.StringIO()
    try:
        call_command("captrack_bridge_check", stdout=said, no_color=True, **options)
    except CommandError as error:
        return f"{said.getvalue()}\n{error}", error.returncode
    return said.getvalue(), 0


@pytest.fixture
def complete(leader, member, clock_stands):
    """A server on which nothing is missing."""
    people.allow(member, READ, DATA, SNOOZE, POLICY)
    people.audit(member.profile.main_character, assets_at=clock_stands.ago(hours=1), location_at=clock_stands.now)


def test_a_complete_server_lacks_nothing(complete):
    said, code = check()
    assert code == 0, said
    assert "missing  " not in said
    assert said.endswith("Nothing is missing.\n")
    assert "CapTrack reaches the API without the login page." in said
    assert "2 accounts may connect CapTrack" in said
    assert "Of 1 characters the assets of 1 were read, the newest 60 minutes ago" in said


def test_the_settings_line_is_named_when_it_is_missing(complete, settings):
    settings.APPS_WITH_PUBLIC_VIEWS = []
    said, code = check()
    assert code == 1
    assert 'add APPS_WITH_PUBLIC_VIEWS += ["captrack_bridge"] and restart' in said
    assert said.endswith("1 thing is missing.")


def test_something_in_front_of_the_api_is_found(complete, monkeypatch):
    monkeypatch.setattr(health.api, "whoami", lambda request: None)
    assert "Something else answers at /captrack-bridge/api/v1/whoami" in check()[0]


def said_at_start() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for message in checks.settings_are_complete(None):
        found.setdefault(message.id.partition(".")[2], []).append(message.msg)
    return found


def test_every_start_warns_without_the_settings_line(settings):
    assert not any(name.startswith("W") for name in said_at_start())
    settings.APPS_WITH_PUBLIC_VIEWS = ["other"]
    assert "W001" in said_at_start()


@pytest.mark.parametrize(
    ("site", "warns"),
    [("http://auth.example.com", True), ("https://auth.example.com", False), ("http://127.0.0.1:8000", False)],
)
def test_every_start_warns_of_an_address_that_desks_do_not_speak_to(settings, site, warns):
    settings.SITE_URL = site
    assert ("W002" in said_at_start()) is warns


def test_every_start_says_what_is_installed_beside(monkeypatch):
    found = {"allianceauth-corptools": "3.4.1"}
    monkeypatch.setattr(packages, "package_version", found.get)
    monkeypatch.setattr(checks.apps, "is_installed", lambda name: name == "captrack")
    assert {"I001", "I002"} <= said_at_start().keys()
    found["allianceauth-corptools"] = "3.5.0"
    monkeypatch.setattr(checks.apps, "is_installed", lambda name: False)
    assert not {"I001", "I002"} & said_at_start().keys()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RATE_LIMIT", 60),
        ("RATE_LIMIT", (0, 60)),
        ("RATE_LIMIT", "60"),
        ("RATE_LIMIT", (60, 60, 60)),
        ("WORK_LIMIT", None),
        ("WORK_LIMIT", (float("nan"), 60)),
        ("MOST_HULLS", 0),
        ("TOKEN_DAYS", 90),
        ("TOKEN_DAYS", ()),
        ("TOKEN_DAYS", "90"),
        ("TOKEN_DAYS", (30, 99_999_999)),
        ("TOKENS_PER_USER", "many"),
        ("TOKENS_PER_USER", float("inf")),
        ("OLD_DATA_HOURS", -1),
        ("JOURNAL_DAYS", 1.5),
        ("EXPIRED_TOKEN_DAYS", True),
        ("ENDED_DECISION_DAYS", -1),
    ],
)
def test_a_setting_that_makes_no_sense_is_named_and_its_default_counts(complete, desk, settings, name, value):
    assert "W003" not in said_at_start()
    setattr(settings, f"CAPTRACK_BRIDGE_{name}", value)
    assert said_at_start()["W003"][0].startswith(f"CAPTRACK_BRIDGE_{name} is {value!r}, and must be ")
    assert f"CAPTRACK_BRIDGE_{name} is " in check()[0]
    for path in ("whoami", "capitals"):
        desk.get(path)
        assert desk.status == 200
    assert desk.get("whoami")["limits"] == {"requests": 60, "seconds": 60}


def test_a_clean_up_that_nobody_scheduled_is_named(complete, settings):
    assert "schedule the task captrack_bridge.tasks.clean_up daily" in check()[0]
    settings.CELERYBEAT_SCHEDULE = {"x": {"task": "captrack_bridge.tasks.clean_up", "schedule": 86400}}
    assert "cleaned up daily" in check()[0]


def test_missing_tables_are_found(complete, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: [(_Migration(), False)])
    said, code = check()
    assert code == 1
    assert "run python manage.py migrate captrack_bridge" in said


class _Migration:
    app_label, name = "captrack_bridge", "0001_initial"


@pytest.mark.parametrize(
    ("site", "sentence", "code"),
    [
        ("https://auth.example.com", "CapTrack gets the address https://auth.example.com.", 0),
        ("http://auth.example.com", "CapTrack connects to https addresses only", 1),
        ("", "SITE_URL is not set", 0),
    ],
)
def test_the_address_is_looked_at(complete, settings, site, sentence, code):
    settings.SITE_URL = site
    said, returned = check()
    assert sentence in said
    assert returned == code


def test_a_dead_cache_is_named(complete, monkeypatch):
    def broken(*args):
        raise ConnectionError

    monkeypatch.setattr(type(cache._connections["default"]), "set", broken)
    assert "The cache does not answer (ConnectionError)" in check()[0]


def test_permissions_that_nobody_has_are_named(leader, member, clock_stands):
    leader.is_superuser = True
    leader.save()
    for permission in (READ, DATA, SNOOZE, POLICY):
        people.forbid(leader, permission)
    said, code = check()
    assert code == 1
    assert "Only superusers may connect CapTrack: give “basic_access” of CapTrack Bridge" in said
    people.allow(member, READ)
    said, code = check()
    assert "Only superusers may see character data" in said
    assert "Only superusers may publish alert rules" in said


def test_a_permission_of_a_state_counts(clock_stands, member):
    people.state("Member", READ, DATA, alliances=(people.OUR_ALLIANCE,))
    assert "1 account may connect CapTrack" in check()[0]


def test_no_static_data_is_named(complete):
    ItemType.objects.filter(group_id=5120).delete()
    assert "The static data lacks the groups 5120" in check()[0]
    ItemType.objects.all().delete()
    said, code = check()
    assert code == 1
    assert "run python manage.py esde_load_sde" in said


def test_corptools_without_characters_is_named(leader):
    said, code = check()
    assert code == 1
    assert "corptools has no character" in said


def test_corptools_that_never_read_is_named(complete, member):
    member.profile.main_character.characteraudit.delete()
    people.audit(member.profile.main_character)
    said, code = check()
    assert code == 1
    assert "has read the assets of none" in said


def test_corptools_that_stopped_reading_is_named(complete, clock_stands):
    clock_stands.forward(hours=60)
    said, code = check()
    assert code == 1
    assert "the newest 61 hours ago: corptools has stopped reading" in said


def test_old_and_left_characters_are_counted(complete, clock_stands):
    people.audit(people.character("Left"), assets_at=clock_stands.ago(days=10))
    said, code = check()
    assert code == 0
    assert "1 characters have assets older than 48 hours, 1 have left" in said
    assert "the oldest 10 days ago" in said


def test_modules_that_are_off_are_named(complete, monkeypatch):
    configuration = CorptoolsConfiguration.get_solo()
    configuration.disable_update_location = True
    configuration.save()
    said, code = check()
    assert code == 0
    assert "no ship is shown as flown" in said
    configuration.disable_update_assets = True
    configuration.save()
    said, code = check()
    assert code == 1
    assert "“disable update assets” is on" in said
    monkeypatch.setattr(corptools_settings, "CT_CHAR_ASSETS_MODULE", False)
    assert "CT_CHAR_ASSETS_MODULE is off" in check()[0]


def test_assets_without_a_type_are_counted(complete, member, jita):
    people.asset(member.profile.main_character.characteraudit, AVATAR, jita)
    CharacterAsset.objects.update(type_name=None)
    assert "1 assets have no type" in check()[0]


def test_an_account_is_looked_at_by_its_name_or_its_mains(complete, member):
    for name in ("Line_Member", "Line Member"):
        said, code = check(user=name)
        assert code == 0
        assert "Line_Member has “basic_access” of CapTrack Bridge." in said
        assert "Line_Member sees 1 characters (own)." in said


def test_an_account_that_lacks_something_is_told_so(complete, member):
    people.forbid(member, DATA)
    said, code = check(user="Line Member")
    assert code == 1
    assert "Line_Member lacks “Can view character audit” of Corp Tools." in said


def test_an_account_that_is_not_there_is_told_so(complete):
    said, code = check(user="Nobody")
    assert code == 2
    assert "no account and no main character called “Nobody”" in said
