"""One desk that has run wild does not slow down the others."""

import json

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from captrack_bridge import client_address, connect_codes, rate_limit, tokens
from captrack_bridge.models import ConnectCode

from .conftest import Desk, desk_of


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
    assert error["sentence"].endswith("Try again in 40 seconds.")
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


class Address(Client):
    """A client behind the usual web server, at an address of its own."""

    def __init__(self, address: str) -> None:
        super().__init__(headers={"X-Forwarded-For": f"6.6.6.6, {address}"}, REMOTE_ADDR="127.0.0.1")


def stranger(leader, number, client):
    return Desk(leader, f"ctb_{number:043}", client)


def test_an_address_that_comes_with_one_unknown_token_after_the_other_is_asked_to_wait(leader, clock_stands):
    client = Address("203.0.113.7")
    for number in range(30):
        assert stranger(leader, number, client).error() == "token_unknown"
    with CaptureQueriesContext(connection) as captured:
        last = stranger(leader, 30, client)
        assert last.error() == "too_many_attempts"
    assert (last.status, len(captured)) == (429, 0)
    assert last.last.headers["Retry-After"] == "60"
    assert stranger(leader, 31, Address("203.0.113.8")).error() == "token_unknown"
    clock_stands.forward(seconds=60)
    assert stranger(leader, 32, client).error() == "token_unknown"


def test_a_token_that_was_valid_is_not_locked_out_by_others_at_its_address(leader):
    client = Address("203.0.113.7")
    secret = tokens.create(leader, "old", 30)[1]
    known = Desk(leader, secret, client)
    known.get("whoami")
    for number in range(31):
        stranger(leader, number, client).get("whoami")
    known.get("whoami")
    assert known.status == 200


def connect(client, body):
    return client.post("/captrack-bridge/api/v1/connect", body, content_type="application/json", secure=True)


def test_codes_cannot_be_tried_one_after_the_other(leader):
    client = Address("203.0.113.7")
    body = {"code": "ctc_guess", "verifier": "v" * 43}
    assert [connect(client, body).status_code for _ in range(31)] == [403] * 30 + [429]
    code = connect_codes.create(leader, "desk", connect_codes.challenge_of("v" * 43))
    assert connect(client, {"code": code, "verifier": "v" * 43}).status_code == 429
    assert ConnectCode.objects.exists()
    assert connect(Address("203.0.113.8"), {"code": code, "verifier": "v" * 43}).status_code == 201


def test_an_exchange_is_small(db):
    body = json.dumps({"code": "c" * 5000, "verifier": "v" * 43})
    assert connect(Client(), body).status_code == 413


@pytest.mark.parametrize(
    ("near", "forwarded", "address"),
    [
        ("203.0.113.7", None, "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        ("172.18.0.3", "2001:db8::1", "2001:db8::1"),
        ("", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "unknown", "127.0.0.1"),
        ("", None, "local"),
    ],
)
def test_the_address_is_what_the_web_server_in_front_saw(near, forwarded, address):
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    assert client_address.of(RequestFactory(headers=headers, REMOTE_ADDR=near).get("/")) == address
