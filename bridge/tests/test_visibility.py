"""Nobody sees more through a desk than in the browser: the same accounts that corptools' asset pages show."""

import json

import pytest
from corptools.api.helpers import get_main_character
from django.test import RequestFactory

from testproject import people

from .conftest import AVATAR, DATA, EVERYONE, READ, SNOOZE, desk_of, hulls, table

GRANTS = ["corptools.corp_hr", "corptools.alliance_hr", "corptools.state_hr", "corptools.guest_hr", EVERYONE]


@pytest.fixture
def world(member, jita, clock_stands):
    """One titan for each way of being related to Line Member."""
    names = {}

    def titan(name, one):
        people.asset(people.audit(one, assets_at=clock_stands.ago(hours=1)), AVATAR, jita)
        names[one.character_id] = name
        return one

    titan("own", member.profile.main_character)
    titan("own alt abroad", people.own(member, people.character("Alt Abroad", people.OTHER_CORPORATION, None)))
    mate = people.account("Corp Mate")
    titan("mate", mate.profile.main_character)
    titan("mate's alt abroad", people.own(mate, people.character("Mate Abroad", people.OTHER_CORPORATION, None)))
    ally = people.account("Ally", corporation=people.SISTER_CORPORATION)
    titan("ally", ally.profile.main_character)
    stranger = people.account("Stranger", corporation=people.OTHER_CORPORATION, alliance=people.OTHER_ALLIANCE)
    titan("stranger", stranger.profile.main_character)
    titan("stranger's alt in our corp", people.own(stranger, people.character("Inside")))
    titan("left, in our corp", people.character("Left Ours"))
    titan("left, elsewhere", people.character("Left Theirs", people.OTHER_CORPORATION, people.OTHER_ALLIANCE))
    nameless = people.account("Nameless")
    nameless.profile.main_character = None
    nameless.profile.save()
    titan("no main, in our corp", people.own(nameless, people.character("No Main")))
    return names


def seen(user, names):
    return {names[hull["character_id"]] for hull in hulls(desk_of(user))}


OWN = {"own", "own alt abroad"}
CORPORATION = OWN | {"mate", "mate's alt abroad", "left, in our corp", "no main, in our corp"}
ALLIANCE = CORPORATION | {"ally"}


@pytest.mark.parametrize(
    ("grants", "expected"),
    [
        ((), OWN),
        (("corptools.corp_hr",), CORPORATION),
        (("corptools.alliance_hr",), ALLIANCE),
        (("corptools.corp_hr", "corptools.alliance_hr"), ALLIANCE),
    ],
)
def test_each_grant_of_corptools_shows_what_it_is_for(member, world, grants, expected):
    assert seen(people.allow(member, READ, DATA, *grants), world) == expected


def test_who_may_see_everyone_sees_everyone(member, world):
    assert seen(people.allow(member, READ, DATA, EVERYONE), world) == set(world.values())


def test_a_superuser_sees_everyone(member, world):
    member.is_superuser = True
    member.save()
    assert seen(member, world) == set(world.values())


def test_state_and_guests_are_what_corptools_says(member, world):
    people.state("Member", alliances=(people.OUR_ALLIANCE,))
    member.refresh_from_db()
    of_state = seen(people.allow(member, READ, DATA, "corptools.state_hr"), world)
    assert {"mate", "mate's alt abroad", "ally"} <= of_state
    assert "stranger" not in of_state
    people.forbid(member, "corptools.state_hr")
    of_guests = seen(people.allow(member, "corptools.guest_hr"), world)
    assert {"stranger", "stranger's alt in our corp"} <= of_guests
    assert "mate" not in of_guests


@pytest.mark.parametrize("grant", GRANTS)
def test_corptools_own_page_would_show_every_hull_of_an_account_with_a_main(member, world, grant):
    """Asks the function that corptools' asset pages ask, for every character and in both directions."""
    user = people.allow(member, READ, DATA, grant)
    request = RequestFactory().get("/")
    request.user = user
    without_main = {"no main, in our corp"}
    shown = {name for one, name in world.items() if name not in without_main and get_main_character(request, one)[0]}
    assert seen(user, world) - without_main == shown


def test_a_token_of_one_user_cannot_read_what_another_may(member, leader, world):
    small, large = desk_of(people.allow(member, READ, DATA)), desk_of(leader)
    everything, little = large.get("capitals"), small.get("capitals")
    hidden = set(everything["hulls"]["character_id"]) - set(little["hulls"]["character_id"])
    assert len(hidden) >= 8
    for path in ("capitals", "coverage", "snoozes", "acknowledgements", "whoami", "policy"):
        # As it is unpacked: a large answer is compressed.
        text = json.dumps(small.get(path))
        assert '"version": 1' in text, path
        assert not any(str(one) in text for one in hidden), path


def test_an_etag_of_one_user_is_worth_nothing_to_another(member, leader, world, clock_stands):
    large = desk_of(leader)
    large.get("capitals")
    small = desk_of(people.allow(member, READ, DATA, EVERYONE))
    small.get("capitals", **{"If-None-Match": large.last.headers["ETag"]})
    assert small.status == 200


def test_snoozes_of_pilots_one_may_not_see_are_not_shown(member, leader, world):
    decisions = [{"pilot_id": one, "state": "snoozed", "decided_at": "2026-11-05T17:00:00Z"} for one in world]
    desk_of(leader).post("snoozes", {"decisions": decisions})
    small = desk_of(people.allow(member, READ, DATA))
    assert {world[row["pilot_id"]] for row in small.get("snoozes")["snoozes"]} == OWN


def test_nobody_can_snooze_a_pilot_one_may_not_see(member, world):
    small = desk_of(people.allow(member, READ, DATA, SNOOZE))
    decisions = [{"pilot_id": one, "state": "snoozed", "decided_at": "2026-11-05T17:00:00Z"} for one in world]
    results = small.post("snoozes", {"decisions": decisions})["results"]
    assert {world[row["pilot_id"]] for row in results if row["outcome"] == "stored"} == OWN
    assert all(row["stored"] is None for row in results if row["outcome"] == "unknown")


def test_coverage_shows_the_same_people_as_capitals(member, world):
    desk = desk_of(people.allow(member, READ, DATA, "corptools.corp_hr"))
    shown = desk.get("capitals")["characters"]["character_id"]
    covered = table(desk.get("coverage")["characters"])
    assert [row["character_id"] for row in covered if row["registered"]] == shown
    assert [row["name"] for row in covered if not row["registered"]] == ["Nameless"]
