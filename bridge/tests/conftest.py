"""What every test has: New Eden in the database, a clock that stands, an account with a token, a desk that asks."""

from __future__ import annotations

import gzip
import json
import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.test.utils import setup_databases, teardown_databases

from captrack_bridge import clock, tokens
from captrack_bridge.access import Permission
from captrack_bridge.capitals import fingerprint
from captrack_bridge.changes import delta, log
from testproject import people, universe

NOW = datetime(2026, 11, 5, 18, 0, tzinfo=timezone.utc)
READ, SNOOZE, POLICY, REFRESH, DATA = (permission.value for permission in Permission)
EVERYONE = "corptools.global_hr"


def on_sqlite() -> dict[str, str]:
    """The environment for another process, which is on SQLite wherever these tests are."""
    servers = ("CAPTRACK_TEST_MARIADB", "CAPTRACK_TEST_POSTGRESQL")
    return {name: value for name, value in os.environ.items() if name not in servers}


def _asks_for_a_database(item: pytest.Item) -> bool:
    return "db" in getattr(item, "fixturenames", ()) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    """Write New Eden once; it outlives the tests, each of which takes back only what it wrote itself.

    pytest-django makes no database where no test asks for one in its way, as those with several connections do not.
    """
    from eve_sde.models import SolarSystem

    with django_db_blocker.unblock():
        made = [] if any(map(_asks_for_a_database, request.session.items)) else setup_databases(0, interactive=False)
        if not SolarSystem.objects.exists():
            universe.fill()
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


class Clock:
    """A clock that goes when told."""

    def __init__(self) -> None:
        self.now = NOW

    def forward(self, **time: float) -> datetime:
        self.now += timedelta(**time)
        return self.now

    def ago(self, **time: float) -> datetime:
        return self.now - timedelta(**time)


@pytest.fixture(autouse=True)
def clock_stands(monkeypatch) -> Clock:
    stands = Clock()
    monkeypatch.setattr(clock, "now", lambda: stands.now)
    # Else a busy computer would take longer for its answers than one account may keep a server busy.
    monkeypatch.setattr(clock, "stopwatch", lambda: 0.0)
    return stands


@pytest.fixture(autouse=True)
def hours_begin_with_the_clock(request, monkeypatch) -> None:
    """Else an account's id, which grows from test to test on a server, would decide whether an hour ends meanwhile."""
    if "own_hours" not in request.keywords:
        monkeypatch.setattr(fingerprint, "minute_of", lambda user_id: 0)


@pytest.fixture(autouse=True)
def noted_at_each_question(request, monkeypatch) -> None:
    """Else a clock that stands would hide what a test changes."""
    if "noted_lately" not in request.keywords:
        monkeypatch.setattr(log, "NOTED_FOR", timedelta(0))


@pytest.fixture
def the_cache_has_time(monkeypatch) -> None:
    """What the cache keeps for seconds outlives a test on a busy computer, and is over a minute later all the same."""
    monkeypatch.setattr(log, "NOTED_FOR", timedelta(seconds=59))
    monkeypatch.setattr(delta, "SHARED_FOR", 600)


@dataclass
class Desk:
    """A desk with a token; `get` and the others return the decoded answer and keep the raw one in `last`."""

    user: User
    secret: str
    client: Client = field(default_factory=Client)
    last: Any = None

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        send = getattr(self.client, method)
        options = {"headers": {"Authorization": f"Bearer {self.secret}", **headers}, "secure": True}
        if body is not None:
            content = body if isinstance(body, bytes | str) else json.dumps(body)
            options |= {"data": content, "content_type": "application/json"}
        self.last = send(f"/captrack-bridge/api/v1/{path}", **options)
        content = self.last.content
        if self.last.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        return json.loads(content) if content else None

    def get(self, path: str, **headers: str) -> Any:
        return self.send("get", path, **headers)

    def post(self, path: str, body: Any) -> Any:
        return self.send("post", path, body)

    def put(self, path: str, body: Any) -> Any:
        return self.send("put", path, body)

    @property
    def status(self) -> int:
        return self.last.status_code

    def error(self, path: str = "whoami") -> str:
        """The code of the error that a GET ends in."""
        return self.get(path)["error"]["code"]


def desk_of(user: User, name: str = "Bridge computer", days: int = 90) -> Desk:
    return Desk(user, tokens.create(user, name, days)[1])


@pytest.fixture
def leader(db) -> User:
    """May do everything and sees everyone."""
    return people.allow(people.account("Fleet Leader"), READ, SNOOZE, POLICY, DATA, EVERYONE)


@pytest.fixture
def desk(leader) -> Desk:
    return desk_of(leader)


@pytest.fixture
def member(db) -> User:
    """Has an account like everybody."""
    return people.account("Line Member")


def table(columns: dict[str, list]) -> list[dict[str, Any]]:
    """Columns as rows."""
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def hulls(desk: Desk, path: str = "capitals") -> list[dict[str, Any]]:
    """The hulls with their places."""
    answer = desk.get(path)
    assert desk.status == 200, answer
    places = {row["location_id"]: row for row in table(answer["places"])}
    return [hull | {"place": places.get(hull["location_id"])} for hull in table(answer["hulls"])]


JITA, JITA_REGION = 30000142, 10000002
KEEPSTAR = 1_035_466_617_946
AVATAR, NYX, REVELATION, BANE, GAIA = 11567, 23913, 19720, 77283, 92824


@pytest.fixture
def jita(db):
    """Jita 4-4."""
    return people.place(60003760, "Jita IV - Moon 4 - Caldari Navy Assembly Plant", JITA)


@pytest.fixture
def keepstar(db):
    """A structure in 1DQ1-A, Delve."""
    return people.place(KEEPSTAR, "1DQ1-A - Home", 30004759)
