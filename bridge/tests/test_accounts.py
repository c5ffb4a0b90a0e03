"""An account can be deleted with all that it has here, in AllianceAuth's own admin pages."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from captrack_bridge import connect_codes, tokens
from captrack_bridge.models import ConnectCode, JournalEntry, Snooze, Token
from testproject import people

from .conftest import DATA, READ, SNOOZE, desk_of

USERS = "/admin/authentication/user/"


@pytest.fixture
def victim(member, clock_stands):
    """An account with everything that an account can have here."""
    user = people.allow(member, READ, SNOOZE, DATA)
    desk = desk_of(user)
    pilot = user.profile.main_character.character_id
    decision = {"pilot_id": pilot, "state": "snoozed", "decided_at": "2026-11-05T17:00:00Z"}
    desk.post("snoozes", {"decisions": [decision]})
    assert desk.status == 200
    tokens.revoke(tokens.create(user, "old", 30)[0], user)
    tokens.create(user, "expired", 1)
    connect_codes.create(user, "laptop", connect_codes.challenge_of("v" * 43))
    clock_stands.forward(days=2)
    return user


@pytest.fixture(params=["superuser", "staff"])
def admin(request, db):
    """Whoever may delete accounts."""
    client = Client()
    if request.param == "superuser":
        client.force_login(User.objects.create_superuser("admin", password="x"))
        return client
    staff = User.objects.create(username="staff", is_staff=True)
    staff.user_permissions.set(Permission.objects.all())
    client.force_login(staff)
    return client


def is_gone(victim) -> None:
    assert not User.objects.filter(pk=victim.pk).exists()
    assert not Token.objects.exists()
    assert not ConnectCode.objects.exists()
    # What it decided for all stays, and so does the record of it.
    assert Snooze.objects.get().by_name == "Line Member"
    assert set(JournalEntry.objects.filter(by_name="Line Member").values_list("user", flat=True)) == {None}


def test_an_account_is_deleted_on_its_own_page(victim, admin):
    page = admin.get(f"{USERS}{victim.pk}/delete/", secure=True)
    assert "permission to delete the following types" not in page.content.decode()
    answer = admin.post(f"{USERS}{victim.pk}/delete/", {"post": "yes"}, secure=True)
    assert answer.status_code == 302, answer.content.decode()
    is_gone(victim)


def test_accounts_are_deleted_in_the_list(victim, admin):
    form = {"action": "delete_selected", "_selected_action": [victim.pk], "post": "yes"}
    answer = admin.post(USERS, form, secure=True)
    assert answer.status_code == 302, answer.content.decode()
    is_gone(victim)


def test_a_token_is_not_deleted_by_itself(victim, admin):
    token = Token.objects.first()
    address = f"/admin/captrack_bridge/token/{token.pk}"
    assert "/delete/" not in admin.get(f"{address}/change/", secure=True).content.decode()
    assert admin.post(f"{address}/delete/", {"post": "yes"}, secure=True).status_code == 403
    form = {"action": "delete_selected", "_selected_action": [token.pk], "post": "yes"}
    admin.post("/admin/captrack_bridge/token/", form, secure=True)
    assert Token.objects.filter(pk=token.pk).exists()


def test_who_may_not_delete_accounts_may_not_delete_their_tokens(victim):
    staff = User.objects.create(username="staff", is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(content_type__app_label="captrack_bridge"))
    client = Client()
    client.force_login(staff)
    assert client.post(f"{USERS}{victim.pk}/delete/", {"post": "yes"}, secure=True).status_code in (302, 403)
    assert Token.objects.filter(user=victim).exists()
