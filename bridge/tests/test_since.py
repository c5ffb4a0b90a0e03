"""`capitals?since=`: what has changed and nothing else, and together with what was told before the whole."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allianceauth.authentication.models import UserProfile
from corptools.models import CharacterAsset
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from captrack_bridge import app_settings, housekeeping
from captrack_bridge.changes import delta, log, sums
from captrack_bridge.models import ChangeLog, CharacterState
from captrack_bridge.times import to_wire
from testproject import facts, people

from .conftest import AVATAR, DATA, KEEPSTAR, NYX, READ, desk_of, table
from .picture import Picture, full
from .writers import Writer, universe


@pytest.fixture
def pilot(leader, jita, clock_stands):
    owner = people.audit(
        leader.profile.main_character, assets_at=clock_stands.ago(hours=1), location_at=clock_stands.ago(hours=1)
    )
    people.asset(owner, AVATAR, jita)
    return owner


@pytest.fixture
def mate(pilot, jita, clock_stands):
    """Somebody else, of whom nothing changes."""
    owner = people.audit(people.character("Mate"), assets_at=clock_stands.ago(hours=2))
    people.asset(owner, NYX, jita)
    return owner


@pytest.fixture
def picture(desk, mate):
    picture = Picture()
    assert picture.ask(desk)["full"]
    return picture


@pytest.fixture
def narrow(member, mate):
    """Sees its own alliance only."""
    return desk_of(people.allow(member, READ, DATA, "corptools.alliance_hr"))


def names(answer):
    return answer["characters"]["name"]


def test_the_first_answer_is_everything_with_a_cursor(desk, mate):
    plain, answer = desk.get("capitals"), desk.get("capitals?since=")
    assert answer.pop("cursor")
    assert (answer.pop("full"), answer.pop("removed")) == (True, [])
    assert answer == plain
    assert "ETag" not in desk.last.headers


def test_nothing_new_is_nothing(desk, picture):
    cursor, before = picture.cursor, picture.shown()
    answer = picture.ask(desk)
    assert (answer["full"], answer["removed"], names(answer)) == (False, [], [])
    assert len(desk.last.content) < 800
    assert (picture.cursor, picture.shown()) == (cursor, before)


def test_whoever_was_read_is_told_with_all_hulls_and_nobody_else(desk, picture, pilot, jita, clock_stands):
    people.asset(pilot, NYX, jita)
    people.stamp(pilot, "assets", clock_stands.ago(minutes=1))
    answer = picture.ask(desk)
    assert names(answer) == ["Fleet Leader"]
    assert sorted(answer["hulls"]["type_id"]) == [AVATAR, NYX]
    assert picture.shown() == full(desk)
    assert names(picture.ask(desk)) == []


def test_what_does_not_cross_the_wire_is_no_change(desk, picture, pilot, clock_stands):
    people.stamp(pilot, "skills", clock_stands.now)
    place = pilot.characterasset_set.get().location_name
    place.save()
    assert names(picture.ask(desk)) == []


def _update(pilot, **values):
    type(pilot.character).objects.filter(pk=pilot.character.pk).update(**values)


CHANGES = {
    "place": lambda pilot, ago: people.stamp(pilot, "location", ago(minutes=1)),
    "ship": lambda pilot, ago: people.fly(pilot, NYX, None),
    "ship's name": lambda pilot, ago: people.fly(pilot, NYX, None, "Old Lady"),
    "hull gone": lambda pilot, ago: CharacterAsset.objects.filter(character=pilot).delete(),
    "corporation": lambda pilot, ago: (
        type(pilot.character).objects.filter(pk=pilot.character.pk).update(corporation_id=9)
    ),
    "name": lambda pilot, ago: type(pilot.character).objects.filter(pk=pilot.character.pk).update(character_name="New"),
    "main": lambda pilot, ago: UserProfile.objects.filter(main_character=pilot.character).update(main_character=None),
    "owner": lambda pilot, ago: pilot.character.character_ownership.delete(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_of_a_character_is_told(desk, picture, pilot, mate, clock_stands, change):
    # The reader is somebody whom the changes are not about.
    reader = desk_of(people.allow(people.account("Reader"), READ, DATA, "corptools.global_hr"))
    own = Picture()
    own.ask(reader)
    CHANGES[change](pilot, clock_stands.ago)
    answer = own.ask(reader)
    assert answer["characters"]["character_id"] == [pilot.character.character_id]
    assert not answer["full"]
    assert own.shown() == full(reader)


def test_a_main_that_changes_sides_takes_all_characters_of_its_account_along(desk, narrow, clock_stands):
    stranger = people.account("Stranger", corporation=people.OTHER_CORPORATION, alliance=facts.OTHER_ALLIANCE)
    alt = people.audit(people.own(stranger, people.character("Alt", people.OTHER_CORPORATION, facts.OTHER_ALLIANCE)))
    picture = Picture()
    assert "Alt" not in names(picture.ask(narrow))
    main = stranger.profile.main_character
    main.alliance_id, main.corporation_id = facts.OUR_ALLIANCE, people.OUR_CORPORATION
    main.save()
    assert names(picture.ask(narrow)) == ["Alt"]
    main.alliance_id = facts.OTHER_ALLIANCE
    main.save()
    assert picture.ask(narrow)["removed"] == [alt.character.character_id]
    assert picture.shown() == full(narrow)


def test_who_was_never_seen_is_not_named_when_it_goes(narrow):
    stranger = people.character("Stranger", people.OTHER_CORPORATION, facts.OTHER_ALLIANCE)
    audit = people.audit(stranger)
    picture = Picture()
    picture.ask(narrow)
    people.stamp(audit, "assets")
    assert (picture.ask(narrow)["removed"], picture.ask(narrow)["full"]) == ([], False)
    audit.delete()
    assert picture.ask(narrow)["removed"] == []


def test_a_character_that_is_gone_is_named(desk, picture, mate):
    gone = mate.character.character_id
    mate.delete()
    assert picture.ask(desk)["removed"] == [gone]
    assert picture.shown() == full(desk)


def test_one_that_was_registered_anew_is_not_gone(desk, picture, mate, clock_stands):
    character = mate.character
    mate.delete()
    people.audit(character, assets_at=clock_stands.ago(minutes=1))
    answer = picture.ask(desk)
    assert (answer["removed"], names(answer)) == ([], ["Mate"])


def test_a_place_of_what_a_hull_lies_in_that_is_found_later_is_told(desk, picture, pilot, jita):
    box = people.asset(pilot, facts.CONTAINER, KEEPSTAR)
    inner = people.asset(pilot, facts.CONTAINER, box.item_id)
    people.asset(pilot, NYX, inner.item_id)
    picture.ask(desk)
    place = people.place(KEEPSTAR, "Home", 30004759)
    CharacterAsset.objects.filter(location_id=KEEPSTAR).update(location_name=place)
    assert names(picture.ask(desk)) == ["Fleet Leader"]
    assert picture.shown() == full(desk)


def test_a_stamp_that_goes_back_does_not_on_the_wire(desk, picture, pilot, clock_stands):
    """One task of corptools can put back the time that another has written."""
    people.stamp(pilot, "assets", clock_stands.ago(hours=20))
    people.stamp(pilot, "location", clock_stands.ago(hours=20))
    assert names(picture.ask(desk)) == []
    row = next(row for row in table(desk.get("capitals")["characters"]) if row["name"] == "Fleet Leader")
    assert row["assets_observed_at"] == row["location_observed_at"] == "2026-11-05T17:00:00Z"
    people.stamp(pilot, "assets", clock_stands.ago(minutes=3))
    assert names(picture.ask(desk)) == ["Fleet Leader"]


def test_a_time_in_the_future_is_not_held_on_to(desk, picture, pilot, clock_stands):
    people.stamp(pilot, "assets", clock_stands.now + timedelta(days=300))
    picture.ask(desk)
    picture.newest.clear()
    people.stamp(pilot, "assets", clock_stands.now)
    picture.ask(desk)
    assert picture.shown()[pilot.character.character_id][0]["assets_observed_at"] == "2026-11-05T18:00:00Z"


@pytest.mark.parametrize(
    "text", ["nonsense", "2.a.1.b..1", "٣", "1." + "0" * 16 + ".1." + "0" * 32 + ".", "%00", "x" * 5000]
)
def test_a_cursor_that_is_none_gets_everything(desk, picture, text):
    assert desk.get(f"capitals?since={text}")["full"]


def test_a_cursor_is_no_use_to_another_account_for_other_groups_or_from_the_future(desk, picture, narrow):
    assert desk.get(f"capitals?since={picture.cursor}&groups=30")["full"]
    ahead = picture.cursor.split(".")
    ahead[2] = "999"
    assert desk.get("capitals?since=" + ".".join(ahead))["full"]
    other = desk_of(people.allow(people.account("Other"), READ, DATA, "corptools.global_hr"))
    assert other.get(f"capitals?since={picture.cursor}")["full"]


def test_other_rights_get_everything_anew(leader, picture):
    desk = desk_of(leader)
    people.audit(people.character("Stranger", people.OTHER_CORPORATION, facts.OTHER_ALLIANCE))
    picture.ask(desk)
    people.forbid(leader, "corptools.global_hr")
    assert picture.ask(desk)["full"]
    assert "Stranger" not in {row[0]["name"] for row in picture.shown().values()}
    assert picture.shown() == full(desk)


def test_what_the_server_has_forgotten_is_told_anew(narrow, desk, picture):
    own = Picture()
    own.ask(narrow)
    cache.clear()
    assert own.ask(narrow)["full"]
    # Who sees everybody needs nothing to be remembered.
    assert not picture.ask(desk)["full"]
    ChangeLog.objects.all().delete()
    assert picture.ask(desk)["full"]


def test_names_that_nothing_marks_come_within_six_hours(desk, picture, pilot, clock_stands):
    place = pilot.characterasset_set.get().location_name
    type(place).objects.update(location_name="Renamed")
    assert not picture.ask(desk)["full"]
    clock_stands.forward(hours=6)
    assert picture.ask(desk)["full"]
    assert picture.shown() == full(desk)


def test_with_very_many_changes_everything_is_told(desk, picture, mate, monkeypatch, clock_stands):
    monkeypatch.setattr(delta, "MOST_CHANGES", 1)
    people.stamp(mate, "assets", clock_stands.now)
    assert not picture.ask(desk)["full"]
    for one in (*people.CharacterAudit.objects.all(),):
        people.stamp(one, "location", clock_stands.now)
    assert picture.ask(desk)["full"]


def test_without_a_cache_every_answer_is_right(desk, narrow, picture, pilot, monkeypatch, clock_stands):
    class Broken:
        def __getattr__(self, name):
            raise ConnectionError("no Redis")

    for module in (log, delta.told):
        monkeypatch.setattr(module, "cache", Broken())
    people.stamp(pilot, "assets", clock_stands.now)
    assert names(picture.ask(desk)) == ["Fleet Leader"]
    answer = narrow.get("capitals?since=")
    assert (answer["full"], answer["cursor"]) == (True, None)


def test_a_change_costs_as_many_queries_with_300_characters_as_with_10(desk, mate, clock_stands):
    taken = []
    for numbers in (range(10), range(10, 300)):
        for number in numbers:
            people.audit(people.character(f"One {number}"))
        picture = Picture()
        picture.ask(desk)
        people.stamp(mate, "assets", clock_stands.forward(seconds=1))
        with CaptureQueriesContext(connection) as captured:
            picture.ask(desk)
        taken.append(len(captured))
    assert taken[0] == taken[1]


def test_more_desks_with_other_groups_than_are_kept_push_the_oldest_out(desk, mate, clock_stands):
    for group in app_settings.CAPITAL_GROUPS:
        clock_stands.forward(minutes=1)
        desk.get(f"capitals?since=&groups={group}")
    assert ChangeLog.objects.count() == log.MOST


def test_a_log_that_nobody_asks_for_is_cleaned_up(desk, picture, clock_stands):
    assert CharacterState.objects.exists()
    clock_stands.forward(days=8)
    housekeeping.clean_up()
    assert not CharacterState.objects.exists()


def test_two_rows_of_a_bucket_that_trade_values_do_not_cancel_out():
    from captrack_bridge import checksum

    assert sums.BUCKETS != checksum._SMALL_PRIME
    assert checksum._SMALL_PRIME % sums.BUCKETS


@pytest.mark.noted_lately
def test_what_was_noted_a_few_seconds_ago_holds_and_then_everything_comes(
    desk, pilot, mate, clock_stands, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        cursor = desk.get("capitals?since=")["cursor"]
    people.stamp(pilot, "assets", clock_stands.now)
    clock_stands.forward(seconds=19)
    with CaptureQueriesContext(connection) as asked:
        assert names(desk.get(f"capitals?since={cursor}")) == []
    clock_stands.forward(seconds=1)
    with CaptureQueriesContext(connection) as noted, django_capture_on_commit_callbacks(execute=True):
        answer = desk.get(f"capitals?since={cursor}")
    assert names(answer) == ["Fleet Leader"]
    assert len(asked) < len(noted)
    # A clock that was put back keeps nothing back.
    people.stamp(pilot, "location", clock_stands.now)
    clock_stands.forward(minutes=-1)
    assert names(desk.get(f"capitals?since={answer['cursor']}")) == ["Fleet Leader"]


@pytest.mark.noted_lately
def test_who_waits_for_a_read_is_told_of_it_sooner(desk, pilot, mate, clock_stands, django_capture_on_commit_callbacks):
    def seen_after(seconds: int, cursor: str) -> tuple[list[str], str]:
        people.stamp(pilot, "assets", clock_stands.now)
        clock_stands.forward(seconds=seconds)
        with django_capture_on_commit_callbacks(execute=True):
            answer = desk.get(f"capitals?since={cursor}")
        return names(answer), answer["cursor"]

    with django_capture_on_commit_callbacks(execute=True):
        cursor = desk.get("capitals?since=")["cursor"]
    log.somebody_waits(10)
    seen, cursor = seen_after(5, cursor)
    assert seen == ["Fleet Leader"]
    # A minute after it should be there nobody waits any more.
    clock_stands.forward(seconds=65)
    with django_capture_on_commit_callbacks(execute=True):
        cursor = desk.get(f"capitals?since={cursor}")["cursor"]
    assert seen_after(5, cursor)[0] == []


@pytest.fixture
def desks(desk, narrow, mate):
    """Two that see everybody, two of one account that sees its alliance, and one that sees another alliance."""
    stranger = people.account("Stranger", corporation=people.OTHER_CORPORATION, alliance=facts.OTHER_ALLIANCE)
    rights = (READ, DATA, "corptools.alliance_hr")
    others = [
        desk_of(people.allow(people.account("Second Leader"), READ, DATA, "corptools.global_hr")),
        desk_of(narrow.user, days=31),
        desk_of(people.allow(stranger, *rights)),
    ]
    return [(one, Picture()) for one in (desk, narrow, *others)]


@pytest.mark.noted_lately
def test_what_has_changed_is_put_together_once_and_told_to_nobody_who_does_not_see_it(
    desks, pilot, clock_stands, settings, the_cache_has_time, django_capture_on_commit_callbacks
):
    settings.CAPTRACK_BRIDGE_WORK_LIMIT = (1_000_000, 60)

    def ask():
        told = []
        for one, picture in desks:
            with CaptureQueriesContext(connection) as asked, django_capture_on_commit_callbacks(execute=True):
                told.append(names(picture.ask(one)))
            told[-1].append(len(asked))
        return told

    ask()
    clock_stands.forward(minutes=1)
    people.stamp(pilot, "assets", clock_stands.now)
    leader, mine, second, my_second, stranger = ask()
    assert [one[:-1] for one in (leader, mine, second, my_second, stranger)] == [["Fleet Leader"]] * 4 + [[]]
    # The token, and what the account may do: all else was found out for those who asked before.
    assert (second[-1], my_second[-1]) == (2, 2)
    for one, picture in desks:
        assert picture.shown() == full(one)


@pytest.fixture
def meanwhile(monkeypatch):
    """What happens on the server while the next large answer is put together, once."""
    waiting = []
    build = delta.capitals.build

    def slow(*arguments, **more):
        while waiting:
            waiting.pop()()
        return build(*arguments, **more)

    monkeypatch.setattr(delta.capitals, "build", slow)
    return waiting.append


@pytest.fixture
def second(mate):
    """Somebody else who sees everybody."""
    return desk_of(people.allow(people.account("Second Leader"), READ, DATA, "corptools.global_hr"))


def shown_at(answer, name="Fleet Leader"):
    """When its ship and place were read, and where it is."""
    (pilot,) = [row for row in table(answer["characters"]) if row["name"] == name]
    (ship,) = [row for row in table(answer["hulls"]) if row["character_id"] == pilot["character_id"]]
    return pilot["location_observed_at"], ship["location_id"]


@pytest.mark.noted_lately
def test_what_was_put_together_for_another_before_is_not_told_after_what_was_read_later(
    desk, second, pilot, jita, keepstar, clock_stands, meanwhile, django_capture_on_commit_callbacks
):
    people.fly(pilot, AVATAR, jita)
    with django_capture_on_commit_callbacks(execute=True):
        cursor = second.get("capitals?since=")["cursor"]
    before = cursor.split(".")[2]

    def another_is_told():
        """Of a read that is newer than the number this answer stands for; after it there is yet another."""
        clock_stands.forward(seconds=21)
        people.stamp(pilot, "location", clock_stands.now)
        with django_capture_on_commit_callbacks(execute=True):
            assert names(second.get(f"capitals?since={cursor}")) == ["Fleet Leader"]
        clock_stands.forward(seconds=5)
        people.fly(pilot, AVATAR, keepstar)
        people.stamp(pilot, "location", clock_stands.now)

    meanwhile(another_is_told)
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.get("capitals?since=")
    assert answer["cursor"].split(".")[2] == before
    newest = shown_at(answer)
    assert newest == ("2026-11-05T18:00:26Z", KEEPSTAR)
    clock_stands.forward(seconds=2)
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.get(f"capitals?since={answer['cursor']}")
    assert (answer["full"], shown_at(answer)) == (False, newest)


@pytest.mark.noted_lately
@pytest.mark.parametrize("full", [True, False])
def test_a_time_that_was_told_before_it_was_noted_does_not_go_back(
    desk, pilot, jita, full, clock_stands, meanwhile, django_capture_on_commit_callbacks
):
    people.fly(pilot, AVATAR, jita)
    picture = Picture()
    people.stamp(pilot, "location", clock_stands.ago(minutes=10))
    if not full:
        with django_capture_on_commit_callbacks(execute=True):
            picture.ask(desk)
        clock_stands.forward(minutes=1)
        people.stamp(pilot, "location", clock_stands.now)
    clock_stands.forward(seconds=5)
    read_at = clock_stands.now

    meanwhile(lambda: people.stamp(pilot, "location", read_at))
    with django_capture_on_commit_callbacks(execute=True):
        assert shown_at(picture.ask(desk))[0] == to_wire(read_at)
    # One of corptools' tasks puts back what it had read before.
    people.stamp(pilot, "location", clock_stands.ago(hours=3))
    people.stamp(pilot, "assets", clock_stands.forward(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        answer = picture.ask(desk)
    assert (answer["full"], shown_at(answer)[0]) == (False, to_wire(read_at))


@pytest.mark.noted_lately
@pytest.mark.parametrize(("all_of_them", "seed", "rounds"), [(False, 1, 50), (False, 2, 50), (True, 3, 12)])
def test_nothing_is_lost_between_two_notes(
    desks, all_of_them, seed, rounds, clock_stands, settings, django_capture_on_commit_callbacks
):
    settings.CAPTRACK_BRIDGE_RATE_LIMIT = settings.CAPTRACK_BRIDGE_WORK_LIMIT = (1_000_000, 60)
    universe()
    writer = Writer(0, 12, seed, clock_stands.now)
    desks = desks if all_of_them else desks[:2]
    for number in range(rounds):
        for _ in range(3):
            step = writer.step(clock_stands.forward(seconds=2))
            with django_capture_on_commit_callbacks(execute=True):
                for one, picture in desks:
                    picture.ask(one)
        clock_stands.forward(seconds=20)
        with django_capture_on_commit_callbacks(execute=True):
            for one, picture in desks:
                picture.ask(one)
        for one, picture in desks:
            assert picture.shown() == full(one), (number, step, one.user)
            assert one.get("whoami")["sees"]["characters"] == len(picture.characters)


STEPS = 100


@pytest.mark.parametrize("seed", [1, 2])
def test_after_every_random_step_the_picture_is_that_of_a_full_read(desk, narrow, seed, clock_stands, settings):
    settings.CAPTRACK_BRIDGE_RATE_LIMIT = settings.CAPTRACK_BRIDGE_WORK_LIMIT = (1_000_000, 60)
    universe()
    writer = Writer(0, 12, seed, clock_stands.now)
    desks = [(desk, Picture()), (narrow, Picture())]
    deltas = 0
    for number in range(STEPS):
        step = writer.step(clock_stands.forward(seconds=40))
        for one, picture in desks:
            deltas += not picture.ask(one)["full"]
            assert picture.shown() == full(one), (number, step, one.user)
    assert deltas > STEPS
