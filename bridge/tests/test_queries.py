"""The number of queries does not depend on how much there is."""

import pytest
from corptools.models import CharacterAudit, EveLocation
from django.db import connection
from django.test.utils import CaptureQueriesContext

from captrack_bridge import rhythm
from testproject import facts, people

from .conftest import AVATAR, DATA, KEEPSTAR, NYX, READ, desk_of

MOST = 11
#: `whoami` finds out whether anything at all has changed.
MOST_OF_WHOAMI = 21
#: The token, and what its account may do (not of a superuser): the rest was found out for another desk.
IDLE_ROUND = 2
#: Both once more: what has changed was put together for another desk, too.
CHANGED_ROUND = IDLE_ROUND * 2
#: That the token was used, once in five minutes.
USED = 1


def grow(numbers, clock_stands, jita):
    """Add characters, each with a titan, a hull in asset safety, one without a known place, and one flown somewhere."""
    safety = people.place(2004, "Asset Safety", None)
    for number in numbers:
        user = people.account(f"Main {number}") if number % 3 else None
        one = user.profile.main_character if user else people.character(f"Left {number}")
        owner = people.audit(one, assets_at=clock_stands.ago(hours=1), location_at=clock_stands.ago(minutes=5))
        people.asset(owner, AVATAR, jita)
        wrap = people.asset(owner, facts.ASSET_SAFETY_WRAP, safety, flag="AssetSafety")
        people.asset(owner, NYX, wrap.item_id)
        people.asset(owner, NYX, KEEPSTAR + number)
        people.fly(owner, NYX, None)
    EveLocation.objects.update(last_update=clock_stands.ago(hours=1))


def queries(desk, path, **headers):
    with CaptureQueriesContext(connection) as captured:
        desk.get(path, **headers)
    assert desk.status in (200, 304), desk.last.content
    return len(captured)


@pytest.fixture(params=["everyone", "alliance", "superuser"])
def reader(request, member):
    grants = {"everyone": ["corptools.global_hr"], "alliance": ["corptools.alliance_hr", "corptools.guest_hr"]}
    user = people.allow(member, READ, DATA, *grants.get(request.param, []))
    if request.param == "superuser":
        user.is_superuser = True
        user.save()
    return user


@pytest.mark.parametrize("path", ["whoami", "capitals", "coverage", "snoozes", "acknowledgements", "policy"])
def test_300_characters_take_as_many_queries_as_10(reader, clock_stands, jita, path):
    desk = desk_of(reader)
    grow(range(10), clock_stands, jita)
    rhythm.note()
    queries(desk, path)
    few = queries(desk, path)
    clock_stands.forward(minutes=2)
    grow(range(10, 300), clock_stands, jita)
    queries(desk, path)
    assert queries(desk, path) == few <= (MOST_OF_WHOAMI if path == "whoami" else MOST)


@pytest.mark.noted_lately
def test_a_round_takes_few_queries_while_others_have_looked_for_changes_a_moment_ago(
    reader, clock_stands, jita, the_cache_has_time, django_capture_on_commit_callbacks
):
    first, desk = desk_of(reader, days=30), desk_of(reader, days=31)
    grow(range(30), clock_stands, jita)
    rhythm.note()

    def look(cursor: str) -> str:
        """Another desk's round."""
        with django_capture_on_commit_callbacks(execute=True):
            first.get("whoami")
            return first.get(f"capitals?since={cursor}")["cursor"]

    cursor = own = look("")
    desk.get("whoami")
    clock_stands.forward(minutes=1)
    cursor = look(cursor)
    idle = IDLE_ROUND - (1 if reader.is_superuser else 0)
    assert queries(desk, "whoami") == idle
    clock_stands.forward(minutes=4)
    cursor = look(cursor)
    assert queries(desk, "whoami") == idle + USED
    for audit in CharacterAudit.objects.all()[:5]:
        people.stamp(audit, "location", clock_stands.now)
    clock_stands.forward(minutes=1)
    cursor = look(cursor)
    assert queries(desk, "whoami") + queries(desk, f"capitals?since={own}") <= CHANGED_ROUND
    assert len(desk.get(f"capitals?since={own}")["characters"]["name"]) == 5


def test_noting_the_reads_of_300_characters_takes_as_many_queries_as_of_10(desk, clock_stands, jita):
    taken = []
    for numbers in (range(10), range(10, 300)):
        grow(numbers, clock_stands, jita)
        clock_stands.forward(minutes=5)
        with CaptureQueriesContext(connection) as captured:
            rhythm.note()
        taken.append(len(captured))
    assert taken[0] == taken[1]


def test_a_304_takes_seven_queries_at_most(desk, clock_stands, jita):
    grow(range(10), clock_stands, jita)
    queries(desk, "capitals")
    clock_stands.forward(minutes=2)
    assert queries(desk, "capitals", **{"If-None-Match": desk.last.headers["ETag"]}) <= 7
