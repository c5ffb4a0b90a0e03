"""ETag and 304: nothing is built twice, and no change is hidden."""

import gzip
import json
from datetime import timedelta

import pytest
from corptools.models import CharacterAsset, EveLocation
from django.db import connection
from django.test.utils import CaptureQueriesContext
from esi.models import Scope

from captrack_bridge.answers import accepts_gzip
from captrack_bridge.capitals import answer, fingerprint
from captrack_bridge.models import Token
from testproject import esi, people

from .conftest import AVATAR, DATA, KEEPSTAR, NYX, READ, desk_of


@pytest.fixture
def pilot(leader, jita, clock_stands):
    owner = people.audit(
        leader.profile.main_character, assets_at=clock_stands.ago(hours=1), location_at=clock_stands.ago(hours=1)
    )
    people.asset(owner, AVATAR, jita)
    # As if everything had been written a while ago.
    EveLocation.objects.update(last_update=clock_stands.ago(hours=1))
    return owner


def again(desk, path, etag):
    return desk.get(path, **{"If-None-Match": etag})


@pytest.mark.parametrize(
    "path", ["capitals", "coverage", "snoozes", "acknowledgements", "policy", "capitals?groups=30"]
)
def test_what_has_not_changed_is_answered_with_304_and_nothing_else(desk, pilot, path):
    desk.get(path)
    etag = desk.last.headers["ETag"]
    again(desk, path, etag)
    assert desk.status == 304
    assert desk.last.content == b""
    assert desk.last.headers["ETag"] == etag


def test_a_304_builds_nothing(desk, pilot, monkeypatch):
    desk.get("capitals")
    etag = desk.last.headers["ETag"]
    monkeypatch.setattr(answer, "build", lambda *args: pytest.fail("built"))
    again(desk, "capitals", etag)
    assert desk.status == 304


def test_a_304_needs_fewer_queries_than_an_answer(desk, pilot):
    with CaptureQueriesContext(
        connection,
    ) as full:
        desk.get("capitals")
    with CaptureQueriesContext(connection) as short:
        again(desk, "capitals", desk.last.headers["ETag"])
    assert len(short) < len(full) - 3


@pytest.mark.parametrize("header", ['W/"x", {}', "{}", "*", "{strong}"])
def test_the_header_may_hold_several_and_strong_ones(desk, pilot, header):
    desk.get("capitals")
    etag = desk.last.headers["ETag"]
    again(desk, "capitals", header.format(etag, strong=etag.removeprefix("W/")))
    assert desk.status == 304


def test_a_304_is_refused_with_the_token(desk, pilot):
    desk.get("capitals")
    etag = desk.last.headers["ETag"]
    Token.objects.update(revoked_at=Token.objects.get().created_at)
    again(desk, "capitals", etag)
    assert desk.status == 401


CHANGES = {
    "assets read again": lambda pilot, ago: people.stamp(pilot, "assets", ago(minutes=30)),
    "place read again": lambda pilot, ago: people.stamp(pilot, "location", ago(minutes=30)),
    "a new hull": lambda pilot, ago: people.asset(pilot, NYX, 60003760),
    "a hull gone": lambda pilot, ago: CharacterAsset.objects.all().delete(),
    "a hull written anew": lambda pilot, ago: (
        CharacterAsset.objects.all().delete(),
        people.asset(pilot, AVATAR, EveLocation.objects.get()),
    ),
    "a place resolved later": lambda pilot, ago: CharacterAsset.objects.update(
        location_name=EveLocation.objects.create(location_id=KEEPSTAR, location_name="Home", system_id=30004759)
    ),
    "a place renamed": lambda pilot, ago: EveLocation.objects.get().save(),
    "another corporation": lambda pilot, ago: type(pilot.character).objects.update(corporation_id=98_000_009),
    "no alliance": lambda pilot, ago: type(pilot.character).objects.update(alliance_id=None),
    "a new character": lambda pilot, ago: people.audit(people.character("Newcomer")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_that_a_desk_would_see_makes_another_etag(desk, pilot, clock_stands, change):
    desk.get("capitals")
    etag = desk.last.headers["ETag"]
    CHANGES[change](pilot, clock_stands.ago)
    again(desk, "capitals", etag)
    assert desk.status == 200


def test_another_main_and_leaving_are_seen_and_an_unregistered_alt_is_not(desk, pilot, member, clock_stands):
    mate = people.audit(member.profile.main_character, assets_at=clock_stands.ago(hours=1))
    desk.get("capitals")

    def look():
        again(desk, "capitals", desk.last.headers["ETag"])
        return desk.status

    assert look() == 304
    alt = people.own(member, people.character("Alt"))
    assert look() == 304
    member.profile.main_character = alt
    member.profile.save()
    assert look() == 200
    mate.character.character_ownership.delete()
    assert look() == 200
    assert look() == 304


READS = {
    "a stamp that is older than another one": lambda pilot, ago: people.stamp(pilot, "assets", ago(hours=2)),
    "another ship": lambda pilot, ago: people.fly(pilot, NYX, None),
    "another place": lambda pilot, ago: people.fly(pilot, AVATAR, EveLocation.objects.get()),
}


@pytest.mark.parametrize("change", READS)
def test_a_desk_whose_state_is_not_the_newest_is_told(desk, pilot, clock_stands, change):
    """Two processes of corptools may finish in the other order than they read the clock."""
    people.fly(pilot, AVATAR, None)
    desk.get("capitals")
    etag = desk.last.headers["ETag"]
    READS[change](pilot, clock_stands.ago)
    again(desk, "capitals", etag)
    assert desk.status == 200


def test_a_304_asks_only_once_what_has_changed(desk, pilot):
    desk.get("capitals")
    etag = desk.last.headers["ETag"]
    with CaptureQueriesContext(connection) as quick:
        again(desk, "capitals", etag)
    people.character("Nobody corptools knows")
    with CaptureQueriesContext(connection) as exact:
        again(desk, "capitals", etag)
    assert desk.status == 304
    assert len(quick) == len(exact) - 1
    assert desk.last.headers["ETag"] != etag
    with CaptureQueriesContext(connection) as quick_again:
        again(desk, "capitals", desk.last.headers["ETag"])
    assert (desk.status, len(quick_again)) == (304, len(quick))


@pytest.mark.parametrize("path", ["capitals", "coverage"])
def test_the_etag_of_another_account_is_no_reason_for_a_304(desk, pilot, member, path):
    other = desk_of(people.allow(member, READ, DATA, "corptools.global_hr"))
    desk.get(path)
    etag = desk.last.headers["ETag"]
    again(other, path, etag)
    assert other.status == 200
    quick, _, exact = etag.partition("-")
    for forged in (f'{quick}-x"', f'W/"x-{exact}', f'W/"{exact}'):
        again(other, path, forged)
        assert other.status == 200, forged


def test_an_etag_of_an_earlier_version_of_the_bridge_is_no_reason_for_a_304(desk, pilot):
    for etag in ('W/"0123456789abcdef0123456789abcdef"', 'W/"-"', 'W/"x-"', 'W/"-x"', "nonsense"):
        again(desk, "capitals", etag)
        assert desk.status == 200, etag


def test_two_characters_that_trade_corporations_make_another_etag(desk, pilot):
    other = people.audit(people.character("Other", people.SISTER_CORPORATION)).character
    desk.get("capitals")
    etag = desk.last.headers["ETag"]
    one = pilot.character
    one.corporation_id, other.corporation_id = other.corporation_id, one.corporation_id
    one.save()
    other.save()
    again(desk, "capitals", etag)
    assert desk.status == 200


def test_a_new_name_alone_is_seen_within_the_hour(desk, pilot, clock_stands):
    desk.get("capitals")
    etag = desk.last.headers["ETag"]
    type(pilot.character).objects.update(character_name="Renamed")
    clock_stands.forward(hours=1)
    assert again(desk, "capitals", etag)["characters"]["name"] == ["Renamed"]


@pytest.mark.own_hours
def test_the_hours_of_accounts_begin_one_after_the_other(clock_stands):
    now = clock_stands.now
    assert len({fingerprint.minute_of(user) // 60 for user in range(300)}) > 55
    for user in range(0, 300, 30):
        seconds = [
            second
            for second in range(3600)
            if fingerprint.hour_of(now + timedelta(seconds=second), user) > fingerprint.hour_of(now, user)
        ]
        assert not seconds or seconds == list(range(seconds[0], 3600)), "once an hour"


def test_what_changed_this_very_moment_is_never_answered_with_304(desk, pilot, clock_stands):
    """Two corptools processes may finish in the other order than they read the clock."""
    people.stamp(pilot, "assets", clock_stands.ago(seconds=3))
    desk.get("capitals")
    etag = desk.last.headers["ETag"]
    clock_stands.forward(seconds=2)
    again(desk, "capitals", etag)
    assert desk.status == 200
    clock_stands.forward(seconds=20)
    desk.get("capitals")
    again(desk, "capitals", desk.last.headers["ETag"])
    assert desk.status == 304


def test_other_groups_have_another_etag(desk, pilot):
    desk.get("capitals")
    again(desk, "capitals?groups=30", desk.last.headers["ETag"])
    assert desk.status == 200


def test_fewer_rights_make_another_etag(leader, pilot):
    desk = desk_of(leader)
    people.audit(people.character("Stranger", people.OTHER_CORPORATION, people.OTHER_ALLIANCE))
    desk.get("capitals")
    etag = desk.last.headers["ETag"]
    people.forbid(leader, "corptools.global_hr")
    again(desk, "capitals", etag)
    assert desk.status == 200


def test_coverage_sees_characters_that_corptools_does_not_know(desk, pilot):
    desk.get("coverage")
    etag = desk.last.headers["ETag"]
    people.character("Unregistered")
    assert len(again(desk, "coverage", etag)["characters"]["name"]) == 2


@pytest.mark.parametrize("narrow", [False, True])
def test_what_a_token_allows_is_seen_although_it_is_written_after_the_token(member, clock_stands, pilot, narrow):
    desk = desk_of(people.allow(member, READ, DATA, "corptools.alliance_hr" if narrow else "corptools.global_hr"))
    token = esi.token(pilot.character.character_id, member)
    clock_stands.forward(minutes=1)
    missing = desk.get("coverage")["characters"]["missing"]
    etag, revision = desk.last.headers["ETag"], desk.get("whoami")["revisions"]["coverage"]
    assert again(desk, "coverage", etag) is None
    token.scopes.add(Scope.objects.create(name="esi-assets.read_assets.v1", help_text=""))
    assert desk.get("whoami")["revisions"]["coverage"] != revision
    assert again(desk, "coverage", etag)["characters"]["missing"] != missing


def test_a_new_decision_makes_another_etag_also_right_away(desk, pilot, clock_stands):
    one = pilot.character.character_id
    decision = {"pilot_id": one, "state": "snoozed", "decided_at": "2026-11-05T17:00:00Z"}
    desk.get("snoozes")
    etag = desk.last.headers["ETag"]
    desk.post("snoozes", {"decisions": [decision]})
    assert len(again(desk, "snoozes", etag)["snoozes"]) == 1
    clock_stands.forward(seconds=1)
    etag = desk.last.headers["ETag"]
    desk.post("snoozes", {"decisions": [decision | {"state": "cleared", "decided_at": "2026-11-05T17:00:01Z"}]})
    assert again(desk, "snoozes", etag)["snoozes"][0]["state"] == "cleared"


def test_answers_are_compressed_for_those_who_take_it(desk, pilot, jita):
    for _ in range(50):
        people.asset(pilot, NYX, jita)
    plain = desk.get("capitals")
    assert "Content-Encoding" not in desk.last.headers
    size, etag = len(desk.last.content), desk.last.headers["ETag"]
    desk.get("capitals", **{"Accept-Encoding": "gzip, br"})
    assert desk.last.headers["Content-Encoding"] == "gzip"
    assert desk.last.headers["ETag"] == etag
    assert len(desk.last.content) * 3 < size
    assert json.loads(gzip.decompress(desk.last.content)) == plain
    assert int(desk.last.headers["Content-Length"]) == len(desk.last.content)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("*", True),
        ("gzip; q=0", False),
        ("gzip;q=0.0, br", False),
        ("br", False),
        ("", False),
        ("x-gzip-not", False),
    ],
)
def test_who_takes_gzip_says_so(header, expected):
    assert accepts_gzip(header) is expected


def test_nobody_on_the_way_may_keep_an_answer_for_somebody_else(desk, pilot):
    desk.get("capitals")
    assert desk.last.headers["Cache-Control"] == "private, no-cache"
    assert "Authorization" in desk.last.headers["Vary"]


def test_the_system_of_a_hull_comes_back_after_the_place_is_resolved(desk, leader):
    owner = people.audit(people.character("Far Away"))
    people.asset(owner, AVATAR, KEEPSTAR)
    desk.get("capitals")
    etag = desk.last.headers["ETag"]
    place = people.place(KEEPSTAR, "Home", 30004759)
    CharacterAsset.objects.filter(location_id=KEEPSTAR).update(location_name=place)
    assert again(desk, "capitals", etag)["places"]["system_id"] == [30004759]


def test_a_member_with_a_narrow_view_gets_304_too(member, jita, clock_stands):
    people.audit(member.profile.main_character, assets_at=clock_stands.ago(hours=1))
    EveLocation.objects.update(last_update=clock_stands.ago(hours=1))
    desk = desk_of(people.allow(member, READ, DATA))
    desk.get("capitals")
    again(desk, "capitals", desk.last.headers["ETag"])
    assert desk.status == 304
