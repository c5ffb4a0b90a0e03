"""One desk that has run wild does not slow down the others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from captrack_bridge import rate_limit

from .conftest import desk_of


@pytest.fixture(autouse=True)
def _three_a_minute(settings):
    settings.CAPTRACK_BRIDGE_RATE_LIMIT = (3, 60)


def test_beyond_the_limit_a_desk_is_told_when_to_come_back(desk, clock_stands):
    clock_stands.forward(seconds=20)
    for _ in range(3):
        desk.get("whoami")
        assert desk.status == 200
    error = desk.get("whoami")["error"]
    assert (desk.status, error["code"]) == (429, "rate_limited")
    assert desk.last.headers["Retry-After"] == "40"
    assert error["sentence"].endswith("try again in 40 seconds.")
    clock_stands.forward(seconds=40)
    desk.get("whoami")
    assert desk.status == 200


def test_each_token_has_its_own_limit(leader):
    one, other = desk_of(leader, "one"), desk_of(leader, "other")
    for _ in range(4):
        one.get("whoami")
    assert one.status == 429
    other.get("whoami")
    assert other.status == 200


def test_writes_and_304_count_too(desk):
    desk.get("policy")
    desk.get("policy", **{"If-None-Match": desk.last.headers["ETag"]})
    desk.put("policy", {})
    desk.get("policy")
    assert desk.status == 429


def test_a_refused_request_costs_one_query(desk):
    for _ in range(3):
        desk.get("policy")
    with CaptureQueriesContext(connection) as captured:
        desk.get("capitals")
    assert (desk.status, len(captured)) == (429, 1)


def test_whoami_tells_the_limit(desk):
    assert desk.get("whoami")["limits"] == {"requests": 3, "seconds": 60}


def test_without_a_cache_desks_are_answered_and_the_log_says_so(desk, monkeypatch, caplog):
    class Broken:
        def add(self, *args):
            raise ConnectionError("no Redis")

    monkeypatch.setattr(rate_limit, "cache", Broken())
    for _ in range(5):
        desk.get("policy")
        assert desk.status == 200
    assert "requests are not limited" in caplog.text
