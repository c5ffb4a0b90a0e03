"""The page where users make and revoke tokens."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from captrack_bridge import tokens
from captrack_bridge.models import Token
from testproject import people

from .conftest import READ, Desk

PAGE = "/captrack-bridge/"


@pytest.fixture
def browser(leader):
    client = Client(headers={"Referer": "https://auth.example.com/"})
    client.force_login(leader)
    return client


def form_key(page) -> str:
    return re.search(r'name="form_key" value="([^"]+)"', page.content.decode()).group(1)


def create(browser, key=None, **fields):
    key = key or form_key(browser.get(PAGE, secure=True))
    return browser.post(
        f"{PAGE}tokens/create/", {"form_key": key, "name": "Laptop", "days": "30", **fields}, secure=True
    )


def secret_in(page) -> str | None:
    found = re.search(r"ctb_[A-Za-z0-9_-]{43}", page.content.decode())
    return found.group(0) if found else None


def test_a_token_is_shown_once_and_works(browser, leader):
    page = create(browser)
    assert page.status_code == 200
    assert "cannot be shown again" in page.content.decode()
    assert Desk(leader, secret_in(page)).get("whoami")["token"]["name"] == "Laptop"
    index = browser.get(PAGE, secure=True)
    assert "Laptop" in index.content.decode()
    assert secret_in(index) is None


def test_a_page_with_a_secret_is_neither_kept_nor_told_on(browser):
    page = create(browser)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["", f"connect/?state={'s' * 16}&challenge={'c' * 43}"])
def test_no_other_site_can_put_a_page_into_its_own(browser, settings, path):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "clickjacking" not in name]
    page = browser.get(f"{PAGE}{path}", secure=True)
    assert (page.status_code, page.headers["X-Frame-Options"]) == (200, "DENY")
    assert create(browser).headers["X-Frame-Options"] == "DENY"


def test_no_address_ever_holds_the_token(browser):
    page = create(browser)
    secret = secret_in(page)
    assert secret not in page.request["PATH_INFO"] + page.request["QUERY_STRING"]
    assert not re.search(rf'(href|action|src)="[^"]*{secret}', page.content.decode())


def test_loading_the_answer_again_makes_no_second_token(browser):
    key = form_key(browser.get(PAGE, secure=True))
    create(browser, key)
    again = create(browser, key)
    assert again.status_code == 302
    assert Token.objects.count() == 1


def test_a_form_without_a_key_makes_no_token(browser):
    create(browser, "made-up")
    assert not Token.objects.exists()


def test_a_form_with_the_key_of_another_account_makes_no_token(browser):
    other = Client()
    other.force_login(people.allow(people.account("Other Leader"), READ))
    create(browser, form_key(other.get(PAGE, secure=True)))
    assert not Token.objects.exists()


def slow_request_of_another_tab(browser):
    """AllianceAuth stores the whole session at the end of every request; what it is to store is read at the begin."""
    session = browser.session
    assert session["_auth_user_id"]
    session["MINIMIZE_SIDEBAR"] = False
    return session.save


def test_a_request_of_another_tab_takes_no_form_away(browser):
    ends = slow_request_of_another_tab(browser)
    key = form_key(browser.get(PAGE, secure=True))
    ends()
    assert secret_in(create(browser, key)) is not None


def test_a_request_of_another_tab_brings_no_form_back(browser):
    key = form_key(browser.get(PAGE, secure=True))
    ends = slow_request_of_another_tab(browser)
    create(browser, key)
    ends()
    create(browser, key)
    assert Token.objects.count() == 1


def test_forms_of_other_sites_make_no_token(leader):
    client = Client(enforce_csrf_checks=True)
    client.force_login(leader)
    key = form_key(client.get(PAGE, secure=True))
    page = client.post(f"{PAGE}tokens/create/", {"form_key": key, "name": "x", "days": "30"}, secure=True)
    assert page.status_code in (302, 403)
    assert not Token.objects.exists()


@pytest.mark.parametrize(("days", "expected"), [("30", 30), ("9999", 365), ("-5", 1), ("", 180), ("x", 180)])
def test_the_lifetime_is_what_the_admin_allows(browser, clock_stands, days, expected):
    create(browser, days=days)
    assert (Token.objects.get().expires_at - clock_stands.now).days == expected


def test_a_name_cannot_carry_markup_into_the_page(browser):
    create(browser, name="<script>alert(1)</script>")
    assert "<script>alert(1)" not in browser.get(PAGE, secure=True).content.decode()


def test_one_token_too_many_is_refused_with_a_sentence(browser, settings):
    settings.CAPTRACK_BRIDGE_TOKENS_PER_USER = 1
    create(browser)
    page = create(browser)
    assert page.status_code == 302
    assert "the most it may have" in browser.get(PAGE, secure=True).content.decode()
    assert Token.objects.count() == 1


def test_the_page_says_where_and_by_what_a_token_was_used_last(browser, leader):
    secret = tokens.create(leader, "Laptop", 30)[1]
    headers = {"Authorization": f"Bearer {secret}", "User-Agent": "CapTrack Desktop/0.1.0 <b>"}
    assert Client().get(f"{PAGE}api/v1/whoami", secure=True, headers=headers).status_code == 200
    page = browser.get(PAGE, secure=True).content.decode()
    assert "127.0.0.1 · CapTrack Desktop/0.1.0 &lt;b&gt;" in page


def test_a_revoked_token_leaves_the_page_and_stops(browser, leader):
    secret = secret_in(create(browser))
    browser.post(f"{PAGE}tokens/{Token.objects.get().pk}/revoke/", secure=True)
    assert "No computer is connected" in browser.get(PAGE, secure=True).content.decode()
    assert Desk(leader, secret).error() == "token_revoked"


def test_nobody_sees_or_revokes_the_tokens_of_others(browser, member):
    token, secret = tokens.create(people.allow(member, READ), "Private computer", 30)
    assert "Private computer" not in browser.get(PAGE, secure=True).content.decode()
    answer = browser.post(f"{PAGE}tokens/{token.pk}/revoke/", secure=True)
    assert answer.status_code in (302, 404)
    Desk(member, secret).get("whoami")
    token.refresh_from_db()
    assert token.revoked_at is None


@pytest.mark.parametrize("path", ["", "connect/?state=aaaaaaaaaaaaaaaa&challenge=" + "a" * 43])
def test_without_permission_there_is_no_page_and_no_menu_entry(member, path):
    client = Client()
    client.force_login(member)
    page = client.get(PAGE + path, secure=True)
    assert "form_key" not in page.content.decode()
    home = client.get("/dashboard/", secure=True, follow=True)
    assert "/captrack-bridge/" not in home.content.decode()


def test_with_permission_the_menu_has_an_entry(browser):
    home = browser.get("/dashboard/", secure=True, follow=True)
    assert 'href="/captrack-bridge/"' in home.content.decode()


def test_the_page_says_what_is_missing_to_see_anything(member):
    client = Client()
    client.force_login(people.allow(member, READ))
    assert "“Can view character audit” of Corp Tools" in client.get(PAGE, secure=True).content.decode()


def test_an_admin_can_revoke_tokens_of_others_in_the_admin_pages(member):
    token, secret = tokens.create(people.allow(member, READ), "Lost laptop", 30)
    admin = User.objects.create_superuser("admin", password="x")
    client = Client()
    client.force_login(admin)
    listing = client.get("/admin/captrack_bridge/token/", secure=True).content.decode()
    assert "Lost laptop" in listing
    assert token.token_hash not in listing
    page = client.get(f"/admin/captrack_bridge/token/{token.pk}/change/", secure=True).content.decode()
    assert token.token_hash not in page
    client.post("/admin/captrack_bridge/token/", {"action": "revoke", "_selected_action": [token.pk]}, secure=True)
    assert Desk(member, secret).error() == "token_revoked"


@pytest.mark.parametrize("table", ["token", "snooze", "acknowledgement", "policyrevision", "journalentry"])
def test_the_admin_pages_only_show(leader, table):
    tokens.create(leader, "desk", 30)
    admin = User.objects.create_superuser("admin", password="x")
    client = Client()
    client.force_login(admin)
    assert client.get(f"/admin/captrack_bridge/{table}/", secure=True).status_code == 200
    assert client.get(f"/admin/captrack_bridge/{table}/add/", secure=True).status_code in (302, 403)
