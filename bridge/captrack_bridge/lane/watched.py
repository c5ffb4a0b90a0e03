"""Who is in the lane: the owners of ships that matter, and what is known of when they were read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from corptools import app_settings as corptools_settings
from corptools.models import CharacterAsset, CharacterAudit, CharacterLocation, CorptoolsConfiguration
from django.db.models import Count, QuerySet

from .. import app_settings, policy
from ..capitals.place import SYSTEMS
from ..read_times import ASSETS, LOCATION, as_time, read_time
from .plan import Kind, Rank
from .rules import Wanted, wanted

TITANS, SUPERCARRIERS = 30, 659


@dataclass(frozen=True)
class Watched:
    """A character in the lane."""

    audit_id: int
    character_id: int
    rank: Rank
    #: Ships of the classes that the lane is for.
    ships: int
    read_at: dict[Kind, datetime | None]


def groups() -> Wanted:
    """The groups of ships that the lane is for."""
    found = wanted(policy.build()["policy"], frozenset(app_settings.CAPITAL_GROUPS))
    return found if app_settings.lane_others_every() is not None else found._replace(others=frozenset())


def kinds() -> set[Kind]:
    """What corptools reads at all."""
    configuration = CorptoolsConfiguration.get_solo()
    found = set()
    if getattr(corptools_settings, "CT_CHAR_LOCATIONS_MODULE", True) and not configuration.disable_update_location:
        found.add(Kind.LOCATION)
    if corptools_settings.CT_CHAR_ASSETS_MODULE and not configuration.disable_update_assets:
        found.add(Kind.ASSETS)
    return found


def _rank(group: int | None, always: frozenset[int]) -> Rank:
    if group not in always:
        return Rank.OTHERS
    return {TITANS: Rank.TITAN, SUPERCARRIERS: Rank.SUPERCARRIER}.get(group or 0, Rank.REST)


def _owners(found: Wanted) -> dict[int, tuple[Rank, int]]:
    """By `CharacterAudit`: the rank and the number of ships. Packaged ones cannot move."""
    ranks: dict[int, tuple[Rank, int]] = {}
    hulls = CharacterAsset.objects.filter(type_name__group_id__in=sorted(found.always | found.others), singleton=True)
    rows = hulls.order_by().values_list("character_id", "type_name__group_id").annotate(Count("pk"))
    for audit_id, group, ships in rows:
        rank, before = ranks.get(audit_id, (Rank.OTHERS, 0))
        ranks[audit_id] = min(rank, _rank(group, found.always)), before + ships
    return ranks


def _pilots(found: Wanted, ranks: dict[int, tuple[Rank, int]]) -> None:
    """Who sits in such a ship, listed among the assets or not."""
    flown = CharacterLocation.objects.filter(current_ship__group_id__in=sorted(found.always | found.others))
    rows = flown.values_list("character_id", "current_ship__group_id", "current_location_id")
    for audit_id, group, place in rows:
        rank, ships = ranks.get(audit_id, (Rank.OTHERS, 1))
        seen = _rank(group, found.always)
        if seen is not Rank.OTHERS and place in SYSTEMS:
            seen = Rank.IN_SPACE
        ranks[audit_id] = min(rank, seen), ships


def _times(audits: QuerySet[CharacterAudit]) -> Iterator[tuple[int, int, dict[Kind, datetime | None]]]:
    """Each that belongs to an account, with the times of its reads: those who left AllianceAuth are read no more."""
    rows = audits.filter(character__character_ownership__isnull=False).annotate(
        location_read=read_time(LOCATION), assets_read=read_time(ASSETS)
    )
    columns = ("pk", "character__character_id", "location_read", "assets_read")
    for audit_id, character_id, location, assets in rows.values_list(*columns):
        yield audit_id, character_id, {Kind.LOCATION: as_time(location), Kind.ASSETS: as_time(assets)}


def everybody() -> list[Watched]:
    """All in the lane."""
    found = groups()
    ranks = _owners(found)
    _pilots(found, ranks)
    audits = CharacterAudit.objects.filter(pk__in=list(ranks))
    return [
        Watched(audit_id, character_id, *ranks[audit_id], times) for audit_id, character_id, times in _times(audits)
    ]


def some(characters: list[int]) -> list[Watched]:
    """Characters that somebody asks for, whatever they own."""
    audits = CharacterAudit.objects.filter(character__character_id__in=characters)
    return [Watched(audit, character, Rank.OTHERS, 0, times) for audit, character, times in _times(audits)]
