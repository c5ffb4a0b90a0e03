"""Whose hulls an account may see: what corptools' own pages would show it, and no more.

corptools decides by the account: `GET /audit/api/account/{id}/asset/…` looks for the *main* of a character among
`CharacterAudit.objects.visible_eve_characters(user)` and then shows the assets of every character of that account
(`corptools/api/helpers.py`, `get_main_character`, corptools 3.5.1). Characters without a main, because they left or
because their account chose none, count by themselves (its list of orphans). The same is done here, with corptools' own
function for the rest, so that a change of its rules is a change of the bridge's.
"""

from __future__ import annotations

from allianceauth.eveonline.models import EveCharacter
from corptools import app_settings
from corptools.models import CharacterAudit
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

_MAIN = "character_ownership__user__profile__main_character"

#: What corptools' permissions are called here, from the widest to the narrowest.
_GRANTS = (
    ("corptools.global_hr", "everyone"),
    ("corptools.state_hr", "state"),
    ("corptools.alliance_hr", "alliance"),
    ("corptools.corp_hr", "corporation"),
    ("corptools.guest_hr", "guests"),
)


def sees_everyone(user: User) -> bool:
    """Whether nothing needs to be filtered."""
    return user.is_superuser or user.has_perm("corptools.global_hr")


def grants(user: User) -> list[str]:
    """What the account sees, in words: everyone, or own and any of state, alliance, corporation, guests."""
    if sees_everyone(user):
        return ["everyone"]
    return ["own", *(word for permission, word in _GRANTS if user.has_perm(permission))]


def rights(user: User) -> tuple[object, ...]:
    """All that decides what the account sees, beside the characters, owners, mains and states that there are."""
    return user.is_superuser, grants(user), app_settings.CORPTOOLS_GUEST_HR_STATES


def _visible(user: User, character: str) -> Q:
    """The condition on a model from which `character` leads to the EveCharacter (empty: it is one itself)."""
    visible = CharacterAudit.objects.visible_eve_characters(user).values("pk")
    path = f"{character}__" if character else ""
    by_main = Q(**{f"{path}{_MAIN}__in": visible})
    by_itself = Q(**{f"{path}{_MAIN}__isnull": True, f"{path}pk__in": visible})
    return by_main | by_itself


def visible_characters(user: User) -> QuerySet[EveCharacter]:
    """All characters that AllianceAuth knows and the account may see, with or without corptools data."""
    if sees_everyone(user):
        return EveCharacter.objects.all()
    return EveCharacter.objects.filter(_visible(user, ""))


def visible_audits(user: User) -> QuerySet[CharacterAudit]:
    """The characters with corptools data that the account may see."""
    if sees_everyone(user):
        return CharacterAudit.objects.all()
    return CharacterAudit.objects.filter(_visible(user, "character"))
