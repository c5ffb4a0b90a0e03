"""Sign in through AllianceAuth: the browser hands over a code, the desk exchanges it."""

import re
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client

from captrack_bridge import connect_codes, tokens
from captrack_bridge.models import ConnectCode, Token
from testproject import people

from .conftest import READ, Desk

PAGE = "/captrack-bridge/connect/"
VERIFIER = "a-verifier-that-never-leaves-the-desk-0123456789"
STATE = "mark-of-this-request"
ASKED = {"name": "Bridge laptop", "state": STATE, "challenge": connect_codes.challenge_of(VERIFIER)}


@pytest.fixture
def browser(leader):
    client = Client()
    client.force_login(leader)
    return client


def agree(browser, **changed):
    asked = ASKED | changed
    page = browser.get(f"{PAGE}?{urlencode(asked)}", secure=True)
    key = re.search(r'name="form_key" value="([^"]+)"', page.content.decode()).group(1)
    return browser.post(PAGE, {"form_key": key, **asked}, secure=True)


def link_in(page) -> str:
    return unescape(re.search(r'href="(captrack://[^"]+)"', page.content.decode()).group(1))


def exchange(code, verifier=VERIFIER):
    return Client().post(
        "/captrack-bridge/api/v1/connect",
        {"code": code, "verifier": verifier},
        content_type="application/json",
        secure=True,
    )


def code_of(browser):
    return parse_qs(urlsplit(link_in(agree(browser))).query)["code"][0]


def test_the_challenge_is_that_of_rfc_7636():
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert connect_codes.challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_the_user_is_asked_before_anything_is_made(browser):
    page = browser.get(f"{PAGE}?{urlencode(ASKED)}", secure=True).content.decode()
    assert "CapTrack Desktop on “Bridge laptop” asks to read, as Fleet Leader, the ships that you may see here" in page
    assert not ConnectCode.objects.exists()
    assert not Token.objects.exists()


def test_a_desk_gets_its_token_for_the_code(browser, leader):
    link = urlsplit(link_in(agree(browser)))
    told = parse_qs(link.query)
    assert (link.scheme, link.netloc) == ("captrack", "connect")
    assert told["url"] == ["https://auth.example.com"]
    assert told["state"] == [STATE]
    answer = exchange(told["code"][0])
    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    body = answer.json()
    assert (body["version"], body["name"], body["expires_at"]) == (1, "Bridge laptop", "2027-05-04T18:00:00Z")
    assert Desk(leader, body["token"]).get("whoami")["main"]["name"] == "Fleet Leader"


def test_the_link_holds_no_token(browser):
    agree(browser)
    assert not Token.objects.exists()


def test_the_code_can_be_copied_too(browser):
    page = agree(browser)
    code = parse_qs(urlsplit(link_in(page)).query)["code"][0]
    assert f'value="{code}"' in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_only_the_hash_of_a_code_is_kept(browser):
    code = code_of(browser)
    assert code not in str(ConnectCode.objects.values())


def test_a_code_is_good_once(browser):
    code = code_of(browser)
    assert exchange(code).status_code == 201
    again = exchange(code)
    assert (again.status_code, again.json()["error"]["code"]) == (403, "code_unknown")
    assert Token.objects.count() == 1


def test_a_code_without_its_verifier_is_worth_nothing_and_used_up(browser):
    code = code_of(browser)
    assert exchange(code, "x" * 43).json()["error"]["code"] == "code_unknown"
    assert exchange(code).json()["error"]["code"] == "code_unknown"
    assert not Token.objects.exists()


def test_a_code_ends_after_ten_minutes(browser, clock_stands):
    code = code_of(browser)
    clock_stands.forward(minutes=10)
    assert exchange(code).json()["error"]["code"] == "code_expired"


def test_who_lost_the_permission_meanwhile_gets_no_token(browser, leader):
    code = code_of(browser)
    people.forbid(leader, READ)
    assert exchange(code).json()["error"]["code"] == "permission_missing"
    assert not Token.objects.exists()


def test_who_was_switched_off_meanwhile_gets_no_token(browser, leader):
    code = code_of(browser)
    leader.is_active = False
    leader.save()
    assert exchange(code).json()["error"]["code"] == "account_inactive"


@pytest.mark.parametrize(
    "changed",
    [
        {"challenge": ""},
        {"challenge": "short"},
        {"challenge": "?" * 43},
        {"state": ""},
        {"state": "with blanks here 123"},
    ],
)
def test_an_incomplete_request_is_not_asked_about(browser, changed):
    page = browser.get(f"{PAGE}?{urlencode(ASKED | changed)}", secure=True)
    assert page.status_code == 302
    assert not ConnectCode.objects.exists()


def test_loading_the_answer_again_makes_no_second_code(browser):
    page = browser.get(f"{PAGE}?{urlencode(ASKED)}", secure=True)
    key = re.search(r'name="form_key" value="([^"]+)"', page.content.decode()).group(1)
    browser.post(PAGE, {"form_key": key, **ASKED}, secure=True)
    assert browser.post(PAGE, {"form_key": key, **ASKED}, secure=True).status_code == 302
    assert ConnectCode.objects.count() == 1


@pytest.mark.parametrize("body", ["", "{}", '{"code": 1, "verifier": 2}', '{"code": "ctc_x", "verifier": "short"}'])
def test_what_is_no_exchange_is_refused(db, body):
    answer = Client().post("/captrack-bridge/api/v1/connect", body, content_type="application/json", secure=True)
    assert answer.status_code == 400


def test_a_name_from_the_address_cannot_carry_markup(browser):
    page = browser.get(f"{PAGE}?{urlencode(ASKED | {'name': '<img src=x>'})}", secure=True)
    assert "<img src=x>" not in page.content.decode()


def test_old_codes_are_swept_away(browser, clock_stands):
    code_of(browser)
    clock_stands.forward(minutes=11)
    code_of(browser)
    assert ConnectCode.objects.count() == 1


def test_a_code_survives_that_the_account_has_too_many_tokens(browser, leader, settings):
    settings.CAPTRACK_BRIDGE_TOKENS_PER_USER = 1
    own = tokens.create(leader, "old desk", 30)[0]
    code = code_of(browser)
    assert exchange(code).json()["error"]["code"] == "too_many_tokens"
    assert exchange(code, "x" * 43).json()["error"]["code"] == "code_unknown"
    code = code_of(browser)
    tokens.revoke(own, leader)
    assert exchange(code).status_code == 201
