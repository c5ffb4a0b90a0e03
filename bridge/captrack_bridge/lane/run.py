"""One round of the fast lane: look who is due, have them read, and note what is made of it. Every minute, by Celery."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from allianceauth.services.hooks import get_extension_logger
from django.core.cache import cache

from .. import app_settings, cache_lock, clock
from ..models import WantedRead
from . import chains, esi_tokens, pauses, queue, watched
from .plan import Kind, Rank, Read, budget_now, choose, pulse, steps
from .watched import Watched

logger = get_extension_logger(__name__)

_LOCK, _MEMBERS = "captrack-bridge-lane", "captrack-bridge-lane-members"
#: A round that was killed holds it no longer than this, in seconds.
_LONGEST = 120
#: So long after the last round the lane counts as standing, in seconds.
STANDS_AFTER = 300


@contextmanager
def _alone() -> Iterator[bool]:
    mark = cache_lock.take(_LOCK, _LONGEST)
    try:
        yield mark is not None
    finally:
        if mark is not None:
            cache_lock.give_back(_LOCK, mark)


def pace() -> dict[Rank, dict[Kind, timedelta]]:
    """How often is wished for."""
    location, assets, others = (
        app_settings.lane_location_every(),
        app_settings.lane_assets_every(),
        app_settings.lane_others_every(),
    )
    always = {Kind.LOCATION: location, Kind.ASSETS: assets}
    found = dict.fromkeys(Rank, always)
    if others is not None:
        found[Rank.OTHERS] = {Kind.LOCATION: others, Kind.ASSETS: max(others, assets)}
    return found


def _reads(people: list[Watched], notes: dict[tuple[int, int], WantedRead]) -> list[Read]:
    every = pace()
    able = watched.kinds()
    found = []
    for one in people:
        for kind in able:
            note = notes.get((one.character_id, kind))
            found.append(
                Read(
                    one.character_id,
                    kind,
                    one.rank,
                    every[one.rank][kind],
                    one.read_at[kind],
                    note.asked_at if note else None,
                    note.tries if note else 0,
                    note.wanted_at if note else None,
                )
            )
    return found


def notes() -> dict[tuple[int, int], WantedRead]:
    """What is noted of reads that were asked for."""
    return {(note.character_id, note.kind): note for note in WantedRead.objects.all()}


def run() -> dict[str, int]:
    """Do it. How many are in the lane, due, and were queued."""
    if not app_settings.lane_is_on():
        return {"queued": 0}
    with _alone() as mine:
        return _run(clock.now()) if mine else {"queued": 0}


def _run(now: datetime) -> dict[str, int]:
    people = watched.everybody()
    _tell(people)
    noted = notes()
    here = {one.character_id for one in people}
    asked_for = [note.character_id for note in noted.values() if note.wanted_at and note.character_id not in here]
    reads = _reads([*people, *watched.some(asked_for)], noted)
    budget = budget_now(app_settings.lane_budget(), pulse(reads, now))
    if budget == 0 or pauses.until(now) is not None:
        return {"characters": len(people), "queued": 0}
    due = _readable([read for read in reads if read.is_due(now)])
    # Some more than can be asked for: corptools may be at some of them.
    free = _free(choose(due, now, budget * 3))
    queued = [read for read in choose(free, now, budget) if queue.send(read)]
    _note(queued, noted, now)
    fulfilled = [noted[read.character_id, read.kind].pk for read in reads if read.wanted_at and not read.is_wanted]
    WantedRead.objects.filter(pk__in=fulfilled).update(wanted_at=None)
    return {"characters": len(people), "due": len(due), "queued": len(queued)}


def _readable(due: list[Read]) -> list[Read]:
    """Those for whom there is a token."""
    readable = esi_tokens.readable({read.character_id for read in due})
    return [read for read in due if read.character_id in readable[read.kind]]


def _free(due: list[Read]) -> list[Read]:
    """Those whom corptools is not reading at this moment, and who have not used up what ESI gives them."""
    characters = {read.character_id for read in due}
    not_now = chains.running(characters) | pauses.spent(characters)
    return [read for read in due if read.character_id not in not_now]


def _note(queued: list[Read], noted: dict[tuple[int, int], WantedRead], now: datetime) -> None:
    new, again = [], []
    for read in queued:
        note = noted.get((read.character_id, read.kind))
        (again if note else new).append(note := note or WantedRead(character_id=read.character_id, kind=read.kind))
        note.tries = read.tries + 1 if read.is_open else 1
        note.asked_at, note.wanted_at = now, None
    WantedRead.objects.bulk_create(new, 500, ignore_conflicts=True)
    WantedRead.objects.bulk_update(again, ("asked_at", "tries", "wanted_at"), 500)


def _tell(people: list[Watched]) -> None:
    """Keep who is in the lane for those who ask how often ships are read."""
    cache.set(_MEMBERS, [(one.audit_id, int(one.rank), one.ships) for one in people], STANDS_AFTER)


def members() -> list[tuple[int, int, int]] | None:
    """Who is in the lane: `CharacterAudit`, rank, ships; None: it stands."""
    if not app_settings.lane_is_on():
        return None
    try:
        return cache.get(_MEMBERS)
    except Exception:
        logger.warning("The cache does not answer, so nobody knows whether the fast lane runs", exc_info=True)
        return None


def told(people: list[tuple[int, int, int]], visible: set[int] | None) -> dict[str, Any]:
    """How often who is read, as it crosses the wire, of those whom an account sees; None: of all."""
    # How often is decided by all of them, how many is told of those who are seen.
    counts = _counted(people)
    seen = _counted([one for one in people if visible is None or one[0] in visible])
    found = steps(counts, pace(), app_settings.lane_budget(), seen)
    able = watched.kinds()
    return {
        kind.name.lower(): [step._asdict() for step in found[kind] if step.characters] if kind in able else []
        for kind in Kind
    }


def _counted(people: list[tuple[int, int, int]]) -> dict[Rank, tuple[int, int]]:
    found: dict[Rank, tuple[int, int]] = {}
    for _, rank, ships in people:
        characters, before = found.get(Rank(rank), (0, 0))
        found[Rank(rank)] = characters + 1, before + ships
    return found
