"""The policy: published by admins, read by all, overwritten by nobody unseen."""

import json

import pytest

from captrack_bridge import policy as policy_module
from captrack_bridge.models import JournalEntry, PolicyRevision
from testproject import people

from .conftest import POLICY, READ, desk_of

RULES = {"classes": {"titan": {"mode": "always", "groups": [30]}}, "scope": {"kind": "everywhere", "regions": []}}


def publish(desk, policy, base):
    return desk.put("policy", {"policy": policy, "base_revision": base})


@pytest.fixture
def other_desk(member):
    return desk_of(people.allow(member, READ, POLICY), "Other computer")


def test_before_anything_is_published_there_is_no_policy(desk):
    assert desk.get("policy") == {
        "version": 1,
        "revision": 0,
        "policy": None,
        "published_at": None,
        "by": None,
        "by_id": None,
    }


def test_what_an_admin_publishes_is_read_by_all_as_it_was(desk, other_desk):
    published = publish(desk, RULES, 0)
    assert desk.status == 200
    assert published == other_desk.get("policy")
    assert published["policy"] == RULES
    assert (published["revision"], published["by"]) == (1, "Fleet Leader")
    assert published["published_at"] == "2026-11-05T18:00:00Z"


def test_the_etag_changes_with_the_revision(desk):
    desk.get("policy")
    etag = desk.last.headers["ETag"]
    publish(desk, RULES, 0)
    new = desk.last.headers["ETag"]
    assert new != etag
    desk.get("policy", **{"If-None-Match": etag})
    assert desk.status == 200
    desk.get("policy", **{"If-None-Match": new})
    assert desk.status == 304


def test_nobody_overwrites_a_policy_unseen(desk, other_desk):
    publish(desk, RULES, 0)
    answer = publish(other_desk, {"scope": {}}, 0)
    assert (other_desk.status, answer["error"]["code"]) == (409, "policy_changed")
    assert answer["current"]["policy"] == RULES
    assert publish(other_desk, {"scope": {}}, 1)["revision"] == 2


def test_a_base_that_was_never_published_is_refused(desk):
    publish(desk, RULES, 7)
    assert desk.status == 409


def test_sending_the_same_again_makes_no_further_revision(desk):
    first = publish(desk, RULES, 0)
    assert publish(desk, RULES, 0) == first
    assert PolicyRevision.objects.count() == 1


def test_of_two_that_publish_at_the_same_moment_one_is_told(desk, clock_stands, monkeypatch):
    def somebody_else_is_faster(*args, **options):
        PolicyRevision.objects.create(revision=1, policy="{}", published_at=clock_stands.now, by_name="Other")
        return PolicyRevision(*args, **options)

    somebody_else_is_faster.objects = PolicyRevision.objects
    monkeypatch.setattr(policy_module, "PolicyRevision", somebody_else_is_faster)
    answer = publish(desk, RULES, 0)
    assert desk.status == 409
    assert answer["current"]["by"] == "Other"


def test_a_policy_can_be_taken_back(desk):
    publish(desk, RULES, 0)
    assert publish(desk, None, 1)["policy"] is None
    assert desk.get("policy")["revision"] == 2


def test_every_publication_stands_in_the_journal(desk):
    publish(desk, RULES, 0)
    publish(desk, None, 1)
    entries = JournalEntry.objects.filter(action__startswith="policy").order_by("pk")
    assert [(entry.action, entry.subject) for entry in entries] == [
        ("policy_published", "revision 1"),
        ("policy_withdrawn", "revision 2"),
    ]
    assert json.loads(entries[0].new) == RULES
    assert json.loads(entries[1].old) == RULES


def test_rules_that_only_a_newer_desk_knows_are_kept(desk):
    rules = {"classes": {"dreadnought": {"mode": "by moonlight", "n": 5, "π": ["ä", None, 1.5]}}, "unknown": True}
    publish(desk, rules, 0)
    assert desk.get("policy")["policy"] == rules


def _nested(depth):
    value = {}
    for _ in range(depth):
        value = {"a": value}
    return value


@pytest.mark.parametrize(
    ("policy", "status"),
    [
        ([], 400),
        ("x", 400),
        (1, 400),
        (_nested(11), 200),
        (_nested(12), 400),
        ({"a": "x" * 65536}, 413),
        ({"a": "x" * 60000}, 200),
    ],
)
def test_a_policy_is_an_object_of_reasonable_size(desk, policy, status):
    publish(desk, policy, 0)
    assert desk.status == status


@pytest.mark.parametrize(
    "body",
    [
        '{"policy": {"a": NaN}, "base_revision": 0}',
        '{"policy": {"a": 1e999}, "base_revision": 0}',
        "[" * 100_000,
        '{"policy": {}}',
        "{}",
    ],
)
def test_what_is_no_policy_is_refused(desk, body):
    desk.put("policy", body)
    assert desk.status == 400


@pytest.mark.parametrize("base", [None, "0", -1, 1.0, True])
def test_a_base_is_a_number(desk, base):
    publish(desk, RULES, base)
    assert desk.status == 400


def test_a_bare_surrogate_does_no_harm(desk):
    desk.put("policy", '{"policy": {"a": "\\ud800"}, "base_revision": 0}')
    assert desk.status == 400
