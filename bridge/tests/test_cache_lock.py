"""Locks in the cache: one holder, and nobody gives back what is another's."""

import pytest
from django.core.cache import cache

from captrack_bridge import cache_lock
from captrack_bridge.capitals import answer
from captrack_bridge.lane import run

KEY = "captrack-bridge-test-lock"


@pytest.fixture(autouse=True)
def free():
    yield
    cache.delete_many([KEY, run._LOCK])


def test_one_holds_it_until_it_is_given_back():
    mark = cache_lock.take(KEY, 60)
    assert cache_lock.take(KEY, 60) is None
    cache_lock.give_back(KEY, mark)
    assert cache_lock.take(KEY, 60) is not None


def test_whoever_took_too_long_leaves_the_lock_to_the_next_one():
    late = cache_lock.take(KEY, 60)
    cache.delete(KEY)  # Its time is over.
    assert cache_lock.take(KEY, 60) is not None
    cache_lock.give_back(KEY, late)
    assert cache_lock.take(KEY, 60) is None


def test_a_round_of_the_fast_lane_that_took_too_long_lets_no_third_one_begin(db, monkeypatch):
    def slow(now):
        cache.set(run._LOCK, "the next round's", 60)
        return {"queued": 0}

    monkeypatch.setattr(run, "_run", slow)
    run.run()
    assert cache.get(run._LOCK) == "the next round's"


def test_an_answer_that_is_made_is_given_although_the_cache_fails_meanwhile(desk, monkeypatch):
    """The lock ends after its time; the answer is not made for nothing."""
    made = answer.owners

    class Failing:
        def get(self, key):
            raise ConnectionError("no Redis")

    def owners(*args):
        monkeypatch.setattr(cache_lock, "cache", Failing())
        return made(*args)

    monkeypatch.setattr(answer, "owners", owners)
    desk.get("capitals")
    assert desk.status == 200
    assert cache.delete("captrack-bridge-build")
