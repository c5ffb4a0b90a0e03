"""The body of `/coverage`: which characters AllianceAuth knows, how old their data is, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from allianceauth.eveonline.models import EveCorporationInfo
from django.contrib.auth.models import User
from django.db.models import Count, Max
from esi.models import Token as EsiToken

from . import __version__
from .answers import Halves, digest
from .capitals.columns import columns
from .capitals.fingerprint import characters_fingerprint, hour_of, quick_half, unsettled
from .changes import seen
from .lane import wire as lane
from .lane.esi_tokens import ASSETS_SCOPES, LOCATION_SCOPES
from .read_times import ASSETS, LOCATION, as_time, read_time
from .state import everything, newest_scope, single
from .times import to_wire
from .visibility import sees_everyone, visible_characters


def _esi_tokens(user: User):
    tokens = EsiToken.objects.all()
    if sees_everyone(user):
        return tokens
    return tokens.filter(character_id__in=visible_characters(user).values("character_id"))


def _corporations(user: User):
    corporations = EveCorporationInfo.objects.all()
    if sees_everyone(user):
        return corporations
    return corporations.filter(corporation_id__in=visible_characters(user).values("corporation_id"))


def halves(user: User, now: datetime) -> Halves:
    """As the ETag of `/capitals` without hulls, but with characters that corptools does not know, and ESI tokens.

    What corporations are called and how many members they have may be an hour late.
    """
    state, reads = everything(()), lane.mark()

    def exact() -> tuple[str, bool]:
        tokens = Max(single(_esi_tokens(user), Count("pk"), Max("pk")))
        found, changes = characters_fingerprint(
            visible_characters(user), "", "characteraudit__", tokens=tokens, scopes=Max(newest_scope())
        )
        fresh = unsettled(now, *changes)
        parts = (__version__, "coverage", user.pk, *found.values(), hour_of(now, user.pk), fresh, reads)
        return digest(parts), not fresh

    return Halves(quick_half(user, state, now, "coverage", reads), exact)


def _rows(user: User) -> list[tuple[Any, ...]]:
    profile = "character_ownership__user__profile"
    return list(
        visible_characters(user)
        .annotate(
            assets_read=read_time(ASSETS, "characteraudit__"),
            location_read=read_time(LOCATION, "characteraudit__"),
        )
        .order_by("character_id")
        .values_list(
            "character_id",
            "character_name",
            "corporation_id",
            "corporation_name",
            "alliance_id",
            "character_ownership__user_id",
            f"{profile}__main_character__character_id",
            "characteraudit__pk",
            "characteraudit__active",
            "assets_read",
            "location_read",
        )
    )


def _scopes(user: User) -> dict[int, list[set[str]]]:
    """Of each character what each of its tokens allows: corptools asks for one that allows all it needs at once."""
    found: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    wanted = ASSETS_SCOPES | LOCATION_SCOPES
    rows = _esi_tokens(user).filter(scopes__name__in=wanted).values_list("character_id", "pk", "scopes__name")
    for character_id, token, scope in rows:
        found[character_id][token].add(scope)
    return {character_id: list(tokens.values()) for character_id, tokens in found.items()}


def _missing(
    owned: bool,
    main_id: int | None,
    registered: bool,
    tokens: list[set[str]],
    assets_at: datetime | None,
    location_at: datetime | None,
) -> list[str]:
    """What would have to be done for this character, most important first."""
    missing = []
    if not owned:
        missing.append("account")
    elif main_id is None:
        missing.append("main")
    if not registered:
        missing.append("registration")
    if not any(scopes >= ASSETS_SCOPES for scopes in tokens):
        missing.append("assets_token")
    if not any(scopes >= LOCATION_SCOPES for scopes in tokens):
        missing.append("location_token")
    if assets_at is None:
        missing.append("assets")
    if location_at is None:
        missing.append("location")
    return missing


def build(user: User, now: datetime) -> dict[str, Any]:
    """Read and put together what the account may see."""
    rows = _rows(user)
    scopes = _scopes(user)
    members = dict(_corporations(user).values_list("corporation_id", "member_count"))
    characters = []
    corporations: dict[int, list[Any]] = {}
    for (
        character_id,
        name,
        corporation_id,
        corporation_name,
        alliance_id,
        user_id,
        main_id,
        audit,
        active,
        *times,
    ) in rows:
        assets_at, location_at = (as_time(stored) for stored in times)
        registered, owned = audit is not None, user_id is not None
        missing = _missing(owned, main_id, registered, scopes.get(character_id, []), assets_at, location_at)
        characters.append(
            (
                character_id,
                name,
                corporation_id,
                alliance_id,
                main_id,
                registered,
                active,
                to_wire(assets_at),
                to_wire(location_at),
                missing,
            )
        )
        counted = corporations.setdefault(
            corporation_id, [corporation_id, corporation_name or None, alliance_id, members.get(corporation_id), 0, 0]
        )
        counted[4] += 1
        counted[5] += assets_at is not None
    return {
        "version": 1,
        "generated_at": to_wire(now),
        "totals": {
            "characters": len(rows),
            "registered": sum(row[5] for row in characters),
            "with_assets": sum(row[7] is not None for row in characters),
            "with_location": sum(row[8] is not None for row in characters),
            "oldest_assets": min((row[7] for row in characters if row[7]), default=None),
            "newest_assets": max((row[7] for row in characters if row[7]), default=None),
        },
        "characters": columns(
            (
                "character_id",
                "name",
                "corporation_id",
                "alliance_id",
                "main_id",
                "registered",
                "active",
                "assets_observed_at",
                "location_observed_at",
                "missing",
            ),
            characters,
        ),
        "fast_lane": lane.of(user, lambda lane: seen.of_these(user, lane)),
        "corporations": columns(
            ("id", "name", "alliance_id", "members", "known", "with_assets"),
            (tuple(row) for _, row in sorted(corporations.items())),
        ),
    }
