"""What keeps clients from seeing hulls, in words an admin can act on. `manage.py captrack_bridge_check` prints it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from corptools import app_settings as corptools_settings
from corptools.models import CharacterAsset, CharacterAudit, CorptoolsConfiguration
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission as AuthPermission
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Max, Min, Q
from django.urls import Resolver404, resolve
from django_celery_beat.models import PeriodicTask
from eve_sde.models import ItemType

from . import app_settings, clock, rhythm, tasks
from .access import Permission
from .lane import run as lane
from .read_times import ASSETS, LOCATION, as_stored, as_time, read_time
from .views import api
from .visibility import grants, visible_audits

APP = "captrack_bridge"
WHOAMI = "/captrack-bridge/api/v1/whoami"


class Level(Enum):
    """How bad it is."""

    GOOD = "ok"
    LOOK = "look"
    MISSING = "missing"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    level: Level
    sentence: str


def _good(sentence: str) -> Finding:
    return Finding(Level.GOOD, sentence)


def _look(sentence: str) -> Finding:
    return Finding(Level.LOOK, sentence)


def _missing(sentence: str) -> Finding:
    return Finding(Level.MISSING, sentence)


def public_views() -> Finding:
    """Whether clients get through to the API, or are sent to the login page."""
    if APP not in getattr(settings, "APPS_WITH_PUBLIC_VIEWS", []):
        return _missing(
            "APPS_WITH_PUBLIC_VIEWS in the settings does not name the bridge, so CapTrack is sent to the login page: "
            f'add APPS_WITH_PUBLIC_VIEWS += ["{APP}"] and restart.'
        )
    try:
        view = resolve(WHOAMI).func
    except Resolver404:
        return _missing(
            f"Nothing answers at {WHOAMI}: see that the settings load {APP} in INSTALLED_APPS, and restart."
        )
    if view is not api.whoami:
        return _missing(
            f"Something else answers at {WHOAMI}: look for another plugin with the address /captrack-bridge/, "
            "and restart."
        )
    return _good("CapTrack reaches the API without the login page.")


def migrations() -> Finding:
    """Whether the tables are there."""
    executor = MigrationExecutor(connection)
    waiting = [
        migration.name
        for migration, backwards in executor.migration_plan(executor.loader.graph.leaf_nodes(APP))
        if migration.app_label == APP and not backwards
    ]
    if waiting:
        return _missing("The database lacks the bridge's tables: run python manage.py migrate captrack_bridge.")
    return _good("The bridge's tables are up to date.")


def address() -> Iterator[Finding]:
    """Whether the address that CapTrack gets can work."""
    site = app_settings.site_url()
    if not site:
        yield _look("SITE_URL is not set: CapTrack gets the address that the browser used.")
    elif not site.startswith("https://"):
        yield _missing(f"SITE_URL is {site}: CapTrack connects to https addresses only. Set up a certificate.")
    else:
        yield _good(f"CapTrack gets the address {site}.")


def shared_cache() -> Finding:
    """Whether requests can be limited."""
    try:
        cache.set("captrack-bridge-check", 1, 10)
        if cache.get("captrack-bridge-check") == 1:
            return _good("The cache answers, so requests are limited per token.")
    except Exception as error:
        return _look(
            f"The cache does not answer ({type(error).__name__}), so requests are not limited: is Redis running?"
        )
    return _look("The cache keeps nothing, so requests are not limited.")


def _holders(permission: str) -> int:
    label, codename = permission.split(".")
    held = AuthPermission.objects.filter(content_type__app_label=label, codename=codename)
    return (
        User.objects.filter(is_active=True)
        .filter(
            Q(user_permissions__in=held)
            | Q(groups__permissions__in=held)
            | Q(profile__state__permissions__in=held)
            | Q(is_superuser=True)
        )
        .distinct()
        .count()
    )


def _people(count: int) -> str:
    return "1 account" if count == 1 else f"{count} accounts"


def permissions() -> Iterator[Finding]:
    """Who may do what."""
    readers = _holders(Permission.READ.value)
    superusers = User.objects.filter(is_active=True, is_superuser=True).count()
    if readers <= superusers:
        yield _missing(
            f"Only superusers may connect CapTrack: give {Permission.READ.shown} to a state or group in the "
            "admin pages."
        )
    else:
        yield _good(f"{_people(readers)} may connect CapTrack ({Permission.READ.shown}).")
    data = _holders(Permission.CHARACTER_DATA.value)
    if readers > superusers and data <= superusers:
        yield _missing(
            "Only superusers may see character data, so CapTrack shows nothing: give "
            f"{Permission.CHARACTER_DATA.shown}, and one that begins with “Can access other character's data for”, "
            "to everyone who is to watch."
        )
    for permission, what in ((Permission.SNOOZE, "snooze for everyone"), (Permission.POLICY, "publish alert rules")):
        holders = _holders(permission.value)
        if holders <= superusers:
            yield _look(f"Only superusers may {what} ({permission.shown}).")
        else:
            yield _good(f"{_people(holders)} may {what} ({permission.shown}).")


def static_data() -> Finding:
    """Whether corptools knows what a capital is."""
    known = set(
        ItemType.objects.filter(group_id__in=app_settings.CAPITAL_GROUPS).values_list("group_id", flat=True).distinct()
    )
    lacking = [str(group) for group in app_settings.CAPITAL_GROUPS if group not in known]
    if not known:
        return _missing("The static data has no capital hulls: run python manage.py esde_load_sde.")
    if lacking:
        return _look(f"The static data lacks the groups {', '.join(lacking)}: bring it up to date with esde_load_sde.")
    return _good("The static data knows all groups of capitals.")


def _age(hours: float) -> str:
    if hours < 2:
        return f"{round(hours * 60)} minutes"
    return f"{round(hours)} hours" if hours < 72 else f"{round(hours / 24)} days"


def corptools_reads() -> Iterator[Finding]:
    """Whether corptools reads what the bridge hands on."""
    configuration = CorptoolsConfiguration.get_solo()
    if not corptools_settings.CT_CHAR_ASSETS_MODULE:
        yield _missing("corptools does not read assets: CT_CHAR_ASSETS_MODULE is off in the settings.")
    elif configuration.disable_update_assets:
        yield _missing("corptools does not read assets: “disable update assets” is on in its configuration.")
    if not getattr(corptools_settings, "CT_CHAR_LOCATIONS_MODULE", True) or configuration.disable_update_location:
        yield _look(
            "corptools does not read where pilots are, so no ship is shown as flown and places are as old as the "
            "assets."
        )


#: Slower than this a watch is of little use.
SLOW = 6 * 3600


def reading_rhythm() -> Iterator[Finding]:
    """How often corptools reads a character."""
    found = rhythm.rhythms()[ASSETS]
    if found is None:
        return
    hours = found.every_seconds / 3600
    sentence = f"corptools reads each character about every {_age(hours)}"
    if found.every_seconds <= SLOW:
        yield _good(f"{sentence}.")
    else:
        yield _look(
            f"{sentence}, so CapTrack sees a ship move that late: in the periodic task {rhythm.TASK} set "
            '{"subset": 8} in its keyword arguments for about every 4 hours.'
        )


def data_age() -> Iterator[Finding]:
    """How old the data is."""
    now = clock.now()
    limit = app_settings.old_data_after()
    found = CharacterAudit.objects.annotate(
        assets_read=read_time(ASSETS),
        location_read=read_time(LOCATION),
    ).aggregate(
        count=Count("pk"),
        read=Count("assets_read"),
        located=Count("location_read"),
        newest=Max("assets_read"),
        oldest=Min("assets_read"),
        old=Count("pk", filter=Q(assets_read__lt=as_stored(now - limit))),
        left=Count("pk", filter=Q(character__character_ownership=None)),
    )
    if found["count"] == 0:
        yield _missing("corptools has no character: let members register theirs on its page.")
        return
    newest, oldest = as_time(found["newest"]), as_time(found["oldest"])
    if newest is None or oldest is None:
        yield _missing(
            f"corptools knows {found['count']} characters and has read the assets of none: are the workers running?"
        )
        return
    newest_hours, oldest_hours = ((now - moment).total_seconds() / 3600 for moment in (newest, oldest))
    sentence = (
        f"Of {found['count']} characters the assets of {found['read']} were read, the newest {_age(newest_hours)} ago"
    )
    if now - newest > limit:
        yield _missing(
            f"{sentence}: corptools has stopped reading, see that its tasks are scheduled and the workers run."
        )
    else:
        yield _good(f"{sentence}, the oldest {_age(oldest_hours)} ago.")
    if found["old"]:
        yield _look(
            f"{found['old']} characters have assets older than {_age(limit.total_seconds() / 3600)}, "
            f"{found['left']} have left: `GET coverage` of the API names them and what is missing."
        )
    if found["located"] == 0:
        yield _look(
            "No character's ship and place were ever read: CapTrack sees a ship move only when assets are read."
        )
    untyped = CharacterAsset.objects.filter(type_name=None).count()
    if untyped:
        yield _look(
            f"{untyped} assets have no type and are not shown, capital or not: bring the static data up to date."
        )


def settings_values() -> Iterator[Finding]:
    """Whether what is set makes sense."""
    for problem in app_settings.problems():
        yield _look(f"{problem} The default is used.")


def _is_scheduled(task: str) -> bool:
    scheduled = [entry.get("task") for entry in getattr(settings, "CELERYBEAT_SCHEDULE", {}).values()]
    return task in scheduled or PeriodicTask.objects.filter(task=task, enabled=True).exists()


def clean_up() -> Finding:
    """Whether Celery is told to clean up."""
    if _is_scheduled(tasks.CLEAN_UP):
        return _good("Old records are cleaned up daily.")
    return _look(
        "Old records are not cleaned up and owners get no notice before a token expires: schedule the task "
        f"{tasks.CLEAN_UP} daily, as the README says."
    )


def fast_lane() -> Finding:
    """Whether the bridge has ships read often, and how often that makes it."""
    if not app_settings.lane_is_on():
        return _good("The fast lane is off: ships are read only on corptools' own schedule.")
    if not _is_scheduled(tasks.FAST_LANE):
        return _look(
            f"Ships are read only on corptools' own schedule: schedule the task {tasks.FAST_LANE} every "
            "minute, as the README says, or set CAPTRACK_BRIDGE_FAST_LANE = False."
        )
    people = lane.members()
    if people is None:
        return _look("The fast lane has not run in the last five minutes: see that Celery's beat and a worker run.")
    steps = [
        f"{'ship and place' if kind == 'location' else kind} of {step['characters']} characters every "
        f"{_age(step['every_seconds'] / 3600)}"
        for kind, found in lane.told(people, None).items()
        for step in found
    ]
    if not steps:
        return _good("The fast lane runs, but no character is in it.")
    return _good(f"The fast lane reads {', '.join(steps)}.")


def old_plugin() -> Iterator[Finding]:
    """Whether there is something to take over."""
    if apps.is_installed("captrack"):
        yield _look("aa-captrack is installed: captrack_bridge_import imports its snoozes and rules, once.")


def findings() -> Iterator[Finding]:
    """Everything, most basic first."""
    table = migrations()
    yield table
    yield public_views()
    yield from address()
    yield shared_cache()
    yield from settings_values()
    if table.level is not Level.GOOD:
        return
    yield from permissions()
    yield static_data()
    yield from corptools_reads()
    yield from reading_rhythm()
    yield from data_age()
    yield clean_up()
    yield fast_lane()
    yield from old_plugin()


def of_user(user: User) -> Iterator[Finding]:
    """What one account may do with CapTrack."""
    name = user.get_username()
    if not user.is_active:
        yield _missing(f"{name} is deactivated.")
    if getattr(getattr(user, "profile", None), "main_character", None) is None:
        yield _missing(f"{name} has no main character.")
        return
    for permission in Permission:
        if user.has_perm(permission.value):
            yield _good(f"{name} has {permission.shown}.")
        elif permission in (Permission.READ, Permission.CHARACTER_DATA):
            yield _missing(f"{name} lacks {permission.shown}.")
        else:
            yield _look(f"{name} lacks {permission.shown}.")
    yield _good(f"{name} sees {visible_audits(user).count()} characters ({', '.join(grants(user))}).")
