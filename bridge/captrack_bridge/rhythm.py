"""How often corptools reads a character: seen from the times of its own reads.

corptools tells only when it read a character last. So these times are noted whenever a client asks, and the gaps
between them are the rhythm: of each character the median of its last gaps, of the server the median of its
characters. Until enough was seen, what corptools is scheduled to do is told instead.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from statistics import median, quantiles
from typing import Any, NamedTuple

from allianceauth.services.hooks import get_extension_logger
from celery.schedules import crontab
from corptools.models import CharacterAudit
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django_celery_beat.models import PeriodicTask

from . import clock
from .changes.kept import kept
from .models import ObservedReads
from .read_times import ASSETS, LOCATION, as_time, read_time

logger = get_extension_logger(__name__)

#: How many gaps of a character are kept, and from how many on they say something.
KEPT, ENOUGH = 5, 3
#: The times are noted at most this often, in seconds; clients ask every minute.
EVERY = 240
#: So long what corptools is scheduled to do is kept, in seconds.
SCHEDULE_KEPT = 300
#: corptools' task that reads some characters at each run, and what it does unless it is told otherwise: that part of
#: all, at least so many; and none again within two hours.
TASK, PART, LEAST = "corptools.tasks.update_subset_of_characters", 48, 15
SHORTEST = timedelta(hours=2)

_NOTED = "captrack-bridge-reads-noted"
_TOLD = "captrack-bridge-reads-told"
_KINDS = (ASSETS, LOCATION)


class Rhythm(NamedTuple):
    """How often something is read."""

    every_seconds: int
    #: Nine of ten characters are read at least this often.
    slowest_seconds: int
    #: How many characters it was seen of; 0: of none, it is what is scheduled.
    characters: int


def of_gaps(characters: Iterable[list[int]]) -> Rhythm | None:
    """The rhythm of characters by their gaps in seconds; None: too little was seen."""
    periods = [median(gaps) for gaps in characters if len(gaps) >= ENOUGH]
    if not periods:
        return None
    slowest = quantiles(periods, n=10, method="inclusive")[-1] if len(periods) > 1 else periods[0]
    return Rhythm(round(median(periods)), round(slowest), len(periods))


def with_read(gaps: list[int], last: datetime | None, read: datetime, noted_at: datetime | None) -> list[int]:
    """The gaps with one more; not when a read may have been missed since the times were noted before."""
    if last is None or noted_at is None or read <= last:
        return gaps
    gap, unseen = read - last, read - noted_at
    return gaps if unseen * 2 > gap else [*gaps, round(gap.total_seconds())][-KEPT:]


def scheduled() -> Rhythm | None:
    """What corptools is scheduled to do. None: nothing, or in a way that is not understood."""
    task = PeriodicTask.objects.filter(task=TASK, enabled=True).select_related("crontab", "interval").first()
    if task is None:
        return None
    if task.crontab is not None:
        times = crontab(minute=task.crontab.minute, hour=task.crontab.hour)
        between = 86400 / (len(times.minute) * len(times.hour))
    elif task.interval is not None:
        between = task.interval.schedule.run_every.total_seconds()
    else:
        return None
    try:
        options = json.loads(task.kwargs or "{}")
        part, least = int(options.get("subset", PART)), int(options.get("min_runs", LEAST))
    except (ValueError, TypeError, AttributeError):
        return None
    characters = CharacterAudit.objects.count()
    if characters == 0 or part < 1:
        return None
    a_run = max(characters // part, least, 1)
    seconds = max(round(characters / a_run * between), round(SHORTEST.total_seconds()))
    return Rhythm(seconds, seconds, 0)


def note() -> None:
    """Note when every character was read last, unless that was done a moment ago; it is never why a request fails."""
    now = clock.now()
    try:
        if not cache.add(f"{_NOTED}-{int(now.timestamp() // EVERY)}", 1, EVERY * 2):
            return
        before = cache.get(_NOTED)
        cache.set(_NOTED, now, 7 * 86400)
    except Exception:
        # Without a cache nobody knows when it was done last.
        return
    try:
        with transaction.atomic():
            told = _note(before)
    except DatabaseError:
        logger.warning("When corptools read the characters could not be noted", exc_info=True)
        return
    cache.set(_TOLD, told, 86400)


def _note(noted_at: datetime | None) -> dict[str, Rhythm | None]:
    known = {one.character_id: one for one in ObservedReads.objects.all()}
    # Those that left are not read any more.
    rows = (
        CharacterAudit.objects.filter(character__character_ownership__isnull=False)
        .annotate(assets_read=read_time(ASSETS), location_read=read_time(LOCATION))
        .order_by("character__character_id")
        .values_list("character__character_id", "assets_read", "location_read")
    )
    new, changed, seen = [], [], []
    for character_id, *stored in rows:
        one = known.get(character_id) or ObservedReads(character_id=character_id)
        differs = False
        for kind, read in zip(_KINDS, map(as_time, stored), strict=True):
            last = getattr(one, f"{kind}_at")
            if read is not None and read != last:
                setattr(one, f"{kind}_gaps", with_read(getattr(one, f"{kind}_gaps"), last, read, noted_at))
                setattr(one, f"{kind}_at", read)
                differs = True
        seen.append(one)
        if one.pk is None:
            new.append(one)
        elif differs:
            changed.append(one)
    ObservedReads.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    ObservedReads.objects.bulk_update(changed, [f"{kind}_{what}" for kind in _KINDS for what in ("at", "gaps")], 500)
    return _of(seen)


def _of(seen: list[ObservedReads]) -> dict[str, Rhythm | None]:
    return {kind: of_gaps(getattr(one, f"{kind}_gaps") for one in seen) for kind in _KINDS}


def observed() -> dict[str, Rhythm | None]:
    """What was seen, by what is read."""
    try:
        told = cache.get(_TOLD)
    except Exception:
        told = None
    return told if told is not None else _of(list(ObservedReads.objects.all()))


def _kept_schedule() -> Rhythm | None:
    """What is scheduled, as it was a few minutes ago at most."""
    return kept(("schedule",), SCHEDULE_KEPT, lambda: (scheduled(),))[0]


def rhythms(schedule: Callable[[], Rhythm | None] = scheduled) -> dict[str, Rhythm | None]:
    """What was seen, and where that is too little what is scheduled."""
    found = observed()
    if all(found.values()):
        return found
    planned = schedule()
    return {kind: rhythm or planned for kind, rhythm in found.items()}


def to_wire() -> dict[str, Any]:
    """As `whoami` tells it."""
    note()
    return {
        kind: None
        if rhythm is None
        else {
            **rhythm._asdict(),
            "from": "observed" if rhythm.characters else "schedule",
        }
        for kind, rhythm in rhythms(_kept_schedule).items()
    }
