"""`POST refresh`: somebody asks for characters to be read sooner than they would be."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from allianceauth.eveonline.models import EveCharacter

from .. import app_settings, clock, journal
from ..access import Caller
from ..changes import log
from ..errors import ApiError, ErrorCode, bad_request
from ..models import WantedRead
from ..times import to_wire
from ..visibility import visible_audits
from . import chains, esi_tokens, pauses, watched
from .plan import Kind
from .watched import Watched

MOST = 500
#: What was read so short a time ago is not read again; CCP has nothing newer of assets for an hour.
JUST_READ, ASSETS_CACHED = timedelta(minutes=1), timedelta(hours=1)
#: As many wait as can be read within this.
LONGEST_WAIT = timedelta(minutes=10)
#: A round begins every minute, and a read takes some seconds.
_ROUND, _READ = 60, 10


class Refusal(Enum):
    """Why one is not read. CapTrack shows the sentence."""

    UNKNOWN = "AllianceAuth does not know this pilot, or you may not see it."
    LEFT = "This pilot no longer belongs to an account. The pilot must sign in to AllianceAuth again."
    NO_TOKEN = (
        "AllianceAuth has no ESI token of this pilot with the scopes for it. The pilot must sign in on corptools' page "
        "again."
    )
    JUST_READ = "This pilot was read within the last minute."
    BEING_READ = "corptools is reading this pilot right now."
    BUSY = "The queue for the next ten minutes is full. Try again later."
    PAUSED = "Reads are paused until {until} EVE time, for EVE's daily downtime or because ESI asked for a pause."
    OFF = "corptools does not read the location of pilots. An admin has turned that off."

    @property
    def code(self) -> str:
        """As it crosses the wire."""
        return self.name.lower()


def parse(body: dict[str, Any]) -> list[int]:
    """The pilots that are asked for. Raises `BAD_REQUEST`."""
    pilots = body.get("pilots")
    if not isinstance(pilots, list) or not 1 <= len(pilots) <= MOST:
        raise bad_request(f"pilots is not a list of 1 to {MOST} ids of characters")
    if not all(type(pilot) is int and 0 < pilot < 2**63 for pilot in pilots) or len(set(pilots)) != len(pilots):
        raise bad_request("pilots has something that is no id of a character, or one twice")
    return pilots


def ask(caller: Caller, pilots: list[int], begin: Any) -> dict[str, Any]:
    """Note them as wanted and let a round begin. Raises `REFRESH_OFF`."""
    if not app_settings.lane_is_on():
        raise ApiError(ErrorCode.REFRESH_OFF)
    now = clock.now()
    refused, people = _looked_at(caller, pilots, now)
    able = watched.kinds()
    waiting = {(note.character_id, note.kind): note for note in WantedRead.objects.filter(wanted_at__isnull=False)}
    wanted: list[tuple[int, Kind]] = []
    queued: list[int] = []
    budget = app_settings.lane_budget()
    room = round(budget * LONGEST_WAIT / timedelta(minutes=1)) - len(waiting)
    places = {character_id: number for number, (character_id, _) in enumerate(sorted(waiting))}
    for pilot in pilots:
        one = people.get(pilot)
        if one is None or pilot in refused:
            continue
        new = [(pilot, kind) for kind in _kinds(one, able, now) if (pilot, kind) not in waiting]
        if len(new) > room:
            refused[pilot] = Refusal.BUSY
            continue
        room -= len(new)
        places.setdefault(pilot, len(waiting) + len(wanted))
        wanted += new
        queued.append(pilot)
    _note(wanted, now)
    if wanted:
        begin()
        journal.log_count(caller.author, "asked for reads", len(queued))
    ready = {pilot: _READ + places[pilot] // budget * _ROUND for pilot in queued}
    if ready:
        log.somebody_waits(max(ready.values()))
    until = pauses.until(now)
    return {
        "version": 1,
        "asked_at": to_wire(now),
        "queued": [{"pilot_id": pilot, "ready_in": ready[pilot]} for pilot in queued],
        "refused": [
            {
                "pilot_id": pilot,
                "code": refused[pilot].code,
                "sentence": refused[pilot].value.format(until=f"{until:%H:%M}" if until else ""),
            }
            for pilot in pilots
            if pilot in refused
        ],
        "ready_in": max(ready.values(), default=None),
    }


def _kinds(one: Watched, able: set[Kind], now: datetime) -> list[Kind]:
    assets = one.read_at[Kind.ASSETS]
    old = assets is None or now - assets >= ASSETS_CACHED
    return [kind for kind in Kind if kind in able and (kind is Kind.LOCATION or old)]


def _looked_at(caller: Caller, pilots: list[int], now: datetime) -> tuple[dict[int, Refusal], dict[int, Watched]]:
    """Who cannot be read, and why; and those whom the account sees."""
    if Kind.LOCATION not in watched.kinds():
        return dict.fromkeys(pilots, Refusal.OFF), {}
    if pauses.until(now) is not None:
        return dict.fromkeys(pilots, Refusal.PAUSED), {}
    seen = set(
        visible_audits(caller.user)
        .filter(character__character_id__in=pilots)
        .values_list("character__character_id", flat=True)
    )
    owned = set(
        EveCharacter.objects.filter(character_id__in=seen, character_ownership__isnull=False).values_list(
            "character_id", flat=True
        )
    )
    people = {one.character_id: one for one in watched.some(sorted(owned))}
    readable = esi_tokens.readable(owned)[Kind.LOCATION]
    # Those that are only waiting in the lane are taken, they are no chain of corptools.
    running = chains.running(owned)
    refused: dict[int, Refusal] = {}
    for pilot in pilots:
        read_at = people[pilot].read_at[Kind.LOCATION] if pilot in people else None
        if pilot not in seen:
            refused[pilot] = Refusal.UNKNOWN
        elif pilot not in owned:
            refused[pilot] = Refusal.LEFT
        elif pilot not in readable:
            refused[pilot] = Refusal.NO_TOKEN
        elif read_at is not None and now - read_at < JUST_READ:
            refused[pilot] = Refusal.JUST_READ
        elif pilot in running:
            refused[pilot] = Refusal.BEING_READ
    return refused, people


def _note(wanted: list[tuple[int, Kind]], now: datetime) -> None:
    if not wanted:
        return
    notes = {
        (note.character_id, note.kind): note
        for note in WantedRead.objects.filter(character_id__in={character_id for character_id, _ in wanted})
    }
    known = [notes[one].pk for one in wanted if one in notes]
    WantedRead.objects.filter(pk__in=known, wanted_at=None).update(wanted_at=now)
    WantedRead.objects.bulk_create(
        [WantedRead(character_id=one, kind=kind, wanted_at=now) for one, kind in wanted if (one, kind) not in notes],
        500,
        ignore_conflicts=True,
    )
