"""What a token is, how long it is good, and that nobody finds it anywhere."""

import hashlib
import hmac
import logging

import pytest
from django.apps import apps
from django.core import serializers
from django.test import Client

from captrack_bridge import tokens
from captrack_bridge.errors import ApiError
from captrack_bridge.models import JournalEntry, Token
from testproject import people

from .conftest import Desk, desk_of


def test_a_token_has_its_prefix_and_256_random_bits(leader):
    secrets = {tokens.create(leader, "desk", 30)[1] for _ in range(5)}
    assert len(secrets) == 5
    assert all(secret.startswith("ctb_") and len(secret) == 4 + 43 for secret in secrets)


def test_only_the_hash_of_a_token_is_kept(leader):
    token, secret = tokens.create(leader, "desk", 30)
    assert token.token_hash == hashlib.sha256(secret.encode()).hexdigest()
    rows = [row for model in apps.get_models() if model._meta.managed for row in model.objects.all()[:500]]
    assert secret not in serializers.serialize("json", rows)


def test_a_valid_token_is_answered(desk):
    who = desk.get("whoami")
    assert desk.status == 200
    assert who["main"]["name"] == "Fleet Leader"
    assert who["token"]["name"] == "Bridge computer"


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "ctb_x"])
def test_without_a_bearer_token_the_answer_is_401(db, header):
    options = {} if header is None else {"headers": {"Authorization": header}}
    response = Client().get("/captrack-bridge/api/v1/whoami", secure=True, **options)
    assert response.status_code == 401
    assert response.json()["error"]["code"] == "no_token"
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_an_unknown_token_is_refused(leader):
    stranger = Desk(leader, "ctb_" + "x" * 43)
    assert stranger.error() == "token_unknown"
    assert stranger.status == 401


def test_the_hash_of_a_token_is_no_token(desk):
    assert Desk(desk.user, Token.objects.get().token_hash).error() == "token_unknown"


def test_a_session_cookie_is_no_token(leader):
    client = Client()
    client.force_login(leader)
    response = client.get("/captrack-bridge/api/v1/whoami", secure=True)
    assert response.json()["error"]["code"] == "no_token"


def test_a_revoked_token_stops_at_the_next_request(desk):
    desk.get("whoami")
    assert desk.status == 200
    tokens.revoke(Token.objects.get(), desk.user)
    for path in ("whoami", "capitals", "coverage", "snoozes", "acknowledgements", "policy"):
        assert desk.error(path) == "token_revoked"
        assert desk.status == 401


def test_revoking_one_token_leaves_the_others(leader):
    one, other = desk_of(leader, "one"), desk_of(leader, "other")
    tokens.revoke(Token.objects.get(name="one"), leader)
    assert one.error() == "token_revoked"
    assert other.get("whoami")["token"]["name"] == "other"


def test_a_desk_revokes_its_own_token_and_no_other(leader):
    desk, other_desk = desk_of(leader, "Old laptop"), desk_of(leader, "Another")
    answer = desk.send("delete", "token")
    assert (desk.status, answer) == (200, {"version": 1, "revoked": "Old laptop"})
    assert desk.last.headers["X-Captrack-Bridge"] == "1"
    assert desk.error() == "token_revoked"
    other_desk.get("whoami")
    assert other_desk.status == 200


def test_revoking_again_is_refused_as_revoked_and_written_down_once(desk):
    desk.send("delete", "token")
    assert desk.send("delete", "token")["error"]["code"] == "token_revoked"
    assert JournalEntry.objects.filter(action=JournalEntry.Action.TOKEN_REVOKED).count() == 1


def test_a_token_can_be_given_back_whatever_its_account_may_do(leader):
    desk = desk_of(leader)
    leader.user_permissions.clear()
    leader.is_active = False
    leader.save()
    desk.send("delete", "token")
    assert desk.status == 200
    assert Token.objects.get().revoked_at is not None


@pytest.mark.parametrize("method", ["get", "post", "put"])
def test_nothing_but_delete_is_answered_there(desk, method):
    assert desk.send(method, "token")["error"]["code"] == "method_not_allowed"
    assert Token.objects.get().revoked_at is None


def test_a_session_cookie_revokes_nothing(leader):
    tokens.create(leader, "desk", 30)
    client = Client()
    client.force_login(leader)
    response = client.delete("/captrack-bridge/api/v1/token", secure=True)
    assert response.json()["error"]["code"] == "no_token"
    assert Token.objects.get().revoked_at is None


def test_a_token_ends_when_it_expires(desk, clock_stands):
    clock_stands.forward(days=89, hours=23)
    desk.get("whoami")
    assert desk.status == 200
    clock_stands.forward(hours=1)
    assert desk.error() == "token_expired"
    assert desk.status == 401


def test_nobody_gets_a_token_for_longer_than_the_admin_allows(leader, settings, clock_stands):
    settings.CAPTRACK_BRIDGE_TOKEN_DAYS = (7, 30)
    token, _ = tokens.create(leader, "desk", 9999)
    assert (token.expires_at - clock_stands.now).days == 30


def test_a_token_of_an_account_that_is_switched_off_is_refused(desk):
    desk.user.is_active = False
    desk.user.save()
    assert desk.error() == "account_inactive"
    assert desk.status == 401


def test_a_token_goes_with_its_account(desk):
    desk.user.delete()
    assert desk.error() == "token_unknown"


def test_the_last_use_is_written_at_most_once_in_five_minutes(desk, clock_stands):
    desk.get("whoami")
    first = Token.objects.get().last_used_at
    assert first == clock_stands.now
    clock_stands.forward(seconds=299)
    desk.get("whoami")
    assert Token.objects.get().last_used_at == first
    clock_stands.forward(seconds=1)
    desk.get("whoami")
    assert Token.objects.get().last_used_at == clock_stands.now


def test_a_use_from_another_address_is_written_after_a_minute(desk, clock_stands):
    def used_from(address: str) -> str:
        desk.get("whoami", **{"X-Forwarded-For": address})
        return Token.objects.get().last_used_from

    assert used_from("198.51.100.1") == "198.51.100.1"
    clock_stands.forward(seconds=59)
    assert used_from("203.0.113.7") == "198.51.100.1"
    clock_stands.forward(seconds=1)
    assert used_from("203.0.113.7") == "203.0.113.7"
    clock_stands.forward(seconds=60)
    used_at = Token.objects.get().last_used_at
    used_from("203.0.113.7")
    assert Token.objects.get().last_used_at == used_at


def test_where_and_by_what_it_was_used_last_is_kept(desk):
    agent = "CapTrack Desktop/0.1.0\t" + "x" * 200
    desk.get("whoami", **{"User-Agent": agent})
    token = Token.objects.get()
    assert token.last_used_from == "127.0.0.1"
    assert token.last_used_by == agent.replace("\t", " ")[:120]


def test_an_account_has_a_limited_number_of_valid_tokens(leader, settings, clock_stands):
    settings.CAPTRACK_BRIDGE_TOKENS_PER_USER = 2
    tokens.create(leader, "one", 1)
    tokens.create(leader, "two", 30)
    with pytest.raises(ApiError, match="2 valid tokens"):
        tokens.create(leader, "three", 30)
    clock_stands.forward(days=2)
    tokens.create(leader, "three", 30)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("  my  desk ", "my desk"), ("", "CapTrack Desktop"), ("a\nb\x00c", "a b c"), ("x" * 80, "x" * 60)],
)
def test_a_name_is_one_short_line(given, kept):
    assert tokens.clean_name(given) == kept


def test_hashes_are_compared_in_constant_time(desk, monkeypatch):
    compared = []
    real = hmac.compare_digest
    monkeypatch.setattr(tokens.hmac, "compare_digest", lambda a, b: compared.append((a, b)) or real(a, b))
    desk.get("whoami")
    hashed = hashlib.sha256(desk.secret.encode()).hexdigest()
    assert compared == [(hashed, hashed)]


def test_a_row_that_the_database_takes_for_equal_is_refused_unless_it_is(desk, monkeypatch):
    monkeypatch.setattr(tokens.hmac, "compare_digest", lambda a, b: False)
    assert desk.error() == "token_unknown"


def test_no_token_is_ever_logged(leader, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    for name in ("extensions", "django", "allianceauth"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    desk = desk_of(leader)
    people.audit(leader.profile.main_character)
    pilot = leader.profile.main_character.character_id
    for path in ("whoami", "capitals", "coverage", "nothing", "capitals?groups=x"):
        desk.get(path)
    desk.post("snoozes", {"decisions": [{"pilot_id": pilot, "state": "snoozed", "decided_at": "2026-11-05T17:00:00Z"}]})
    desk.post("snoozes", {"no": "decisions"})
    desk.put("policy", {"policy": {"scope": {}}, "base_revision": 0})
    tokens.revoke(Token.objects.get(), leader)
    desk.get("whoami")
    Desk(leader, "ctb_unknown-but-secret").get("whoami")
    written = caplog.text + "".join(capsys.readouterr())
    assert "snoozed" in written
    for secret in (desk.secret, desk.secret[4:], "unknown-but-secret", tokens.hash_of(desk.secret)):
        assert secret not in written
        assert not any(secret in str(list(vars(entry).values())) for entry in JournalEntry.objects.all())


def test_a_crash_shows_no_token_to_anybody(desk, monkeypatch, caplog):
    seen = {}

    def crash(*args):
        raise RuntimeError("the database is on fire")

    def look(request, *args, **kwargs):
        seen["request"] = request
        return real(request, *args, **kwargs)

    from captrack_bridge import endpoint, whoami

    real = endpoint.caller_of
    monkeypatch.setattr(endpoint, "caller_of", look)
    monkeypatch.setattr(whoami, "build", crash)
    assert desk.error() == "internal"
    assert desk.status == 500
    assert "on fire" not in desk.last.content.decode()
    assert "on fire" in caplog.text
    assert desk.secret not in caplog.text
    request = seen["request"]
    assert desk.secret not in str(request.META)
    assert desk.secret not in str(request.headers)


def test_making_and_revoking_stand_in_the_journal(leader):
    token, _ = tokens.create(leader, "desk", 30)
    tokens.revoke(token, leader)
    tokens.revoke(token, leader)
    assert [(entry.action, entry.by_name) for entry in JournalEntry.objects.order_by("pk")] == [
        ("token_created", "Fleet Leader"),
        ("token_revoked", "Fleet Leader"),
    ]
