"""Counting changes: whenever a client asks it is noted which characters are otherwise than they were noted before.

That is done for all accounts together, whoever sees whom. Every change gets a number; a client that was told everything
up to a number is told of the characters that have a higher one. A character's facts are always read before they are
told, so nothing that a number stands for can be missing in what is told with it.

corptools keeps the times of all its reads of a character in one column that every task writes as a whole, so that one
task can put back what another has written. What was read stays read: the newest times that were seen are kept here and
told, and one that goes back is no change.

What was noted a few seconds ago is not asked for again: a client asks for what has changed right after it was told that
anything has, and the clients of an alliance ask one after the other. A change is told so much later, and none is lost.
While somebody waits for a read that they asked for, it is noted more often.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from allianceauth.services.hooks import get_extension_logger
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q

from .. import __version__, clock
from ..again import again
from ..answers import digest
from ..capitals.owner import Reads
from ..models import ChangeLog, CharacterState
from . import facts, sums
from .sums import Differing, Sums

logger = get_extension_logger(__name__)

#: So many logs are kept at once. Yet other groups take the place of the one not used for longest.
MOST = 8
#: What was noted so lately holds.
NOTED_FOR = timedelta(seconds=20)
#: The same while somebody waits for a read: clients look for it five seconds after it should be there.
NOTED_FOR_WHO_WAITS = timedelta(seconds=5)
#: A time that lies further ahead is none.
AHEAD = timedelta(minutes=1)
_BATCH = 500
_WAITS_KEY = "captrack-bridge-somebody-waits"


class Noted(NamedTuple):
    """How things stand."""

    log_id: int
    epoch: str
    number: int
    sums: Sums


def _hash_of(groups: Iterable[int]) -> str:
    return hashlib.sha256(",".join(str(group) for group in sorted(groups)).encode()).hexdigest()


def _sums_key(epoch: str) -> str:
    return f"captrack-bridge-sums-{__version__}-{epoch}"


def _remembered(epoch: str) -> Sums | None:
    """The sums when it was noted last; None: forgotten, so everybody is looked at."""
    try:
        found = cache.get(_sums_key(epoch))
        return None if found is None else Sums(*found)
    except Exception:
        logger.warning("The cache does not answer, so all characters are looked at each time", exc_info=True)
        return None


def _remember(epoch: str, taken: Sums) -> None:
    try:
        cache.set(_sums_key(epoch), tuple(taken), 86400)
    except Exception:
        logger.warning("The cache does not answer, so all characters are looked at each time", exc_info=True)


def newest_reads(groups: Iterable[int], audits: Iterable[int] | None = None) -> dict[int, Reads]:
    """The newest times of reads that were seen, of some characters or of all that are noted. One query."""
    states = CharacterState.objects.filter(log__groups_hash=_hash_of(groups))
    if audits is not None:
        states = states.filter(audit_id__in=audits)
    return {audit: Reads(*times) for audit, *times in states.values_list("audit_id", "assets_at", "location_at")}


def keep_reads(noted: Noted, reads: dict[int, Reads]) -> None:
    """Times that are about to be told, of reads newer than what was noted of these characters.

    Should corptools put one back before it is noted, it would go back for whoever was told it.
    """
    if reads:
        again(lambda: _keep_reads(noted, reads, clock.now()))


def _keep_reads(noted: Noted, reads: dict[int, Reads], now: datetime) -> None:
    # Whoever notes changes meanwhile has read the older times, and would put them back.
    ChangeLog.objects.select_for_update().filter(pk=noted.log_id).first()
    states = list(CharacterState.objects.filter(log_id=noted.log_id, audit_id__in=sorted(reads)))
    for state in states:
        read = reads[state.audit_id]
        state.assets_at = _newer(state.assets_at, read.assets_at, now)
        state.location_at = _newer(state.location_at, read.location_at, now)
    CharacterState.objects.bulk_update(states, ("assets_at", "location_at"), _BATCH)


def _lately_key(wanted: str) -> str:
    return f"captrack-bridge-noted-{__version__}-{wanted}"


def somebody_waits(seconds: int) -> None:
    """A read was asked for, and should be there after so many seconds: for a minute longer it is noted more often."""
    try:
        until = clock.now() + timedelta(seconds=seconds + 60)
        cache.set(_WAITS_KEY, max(until, cache.get(_WAITS_KEY, until)), seconds + 60)
    except Exception:
        logger.warning("The cache does not answer, so changes are looked for at each question", exc_info=True)


def _lately(wanted: str) -> Noted | None:
    """What was noted a few seconds ago, by whichever process."""
    key = _lately_key(wanted)
    try:
        found = cache.get_many([key, _WAITS_KEY])
    except Exception:
        return None
    if key not in found:
        return None
    noted_at, log_id, epoch, number, taken = found[key]
    now = clock.now()
    waits = _WAITS_KEY in found and now < found[_WAITS_KEY]
    holds_for = min(NOTED_FOR, NOTED_FOR_WHO_WAITS) if waits else NOTED_FOR
    return Noted(log_id, epoch, number, Sums(*taken)) if abs(now - noted_at) < holds_for else None


def _noted(wanted: str, noted: Noted, at: datetime) -> Noted:
    """Keep it for the next few seconds, once it is sure that it is noted."""

    def keep() -> None:
        try:
            cache.set(_lately_key(wanted), (at, *noted[:-1], tuple(noted.sums)), NOTED_FOR.seconds + 1)
        except Exception:
            logger.warning("The cache does not answer, so changes are looked for at each question", exc_info=True)

    transaction.on_commit(keep)
    return noted


def note(groups: frozenset[int]) -> Noted:
    """Note what has changed."""
    wanted = _hash_of(groups)
    lately = _lately(wanted)
    if lately is not None:
        return lately
    try:
        return again(lambda: _note(wanted, groups))
    except ChangeLog.DoesNotExist:
        _begin(wanted)
        return again(lambda: _note(wanted, groups))


def _begin(wanted: str) -> None:
    kept = ChangeLog.objects.order_by("-used_at").values_list("pk", flat=True)[: MOST - 1]
    ChangeLog.objects.exclude(pk__in=list(kept)).delete()
    # Two clients may do it at once.
    ChangeLog.objects.bulk_create(
        [ChangeLog(groups_hash=wanted, epoch=secrets.token_hex(8), used_at=clock.now())], ignore_conflicts=True
    )


def _note(wanted: str, groups: frozenset[int]) -> Noted:
    # One at a time: the sums must be older than what is noted under them.
    log = ChangeLog.objects.select_for_update().get(groups_hash=wanted)
    now = clock.now()
    if now - log.used_at > timedelta(hours=1):
        ChangeLog.objects.filter(pk=log.pk).update(used_at=now)
    taken = sums.take(groups)
    where = sums.differing(taken, _remembered(log.epoch))
    if where is None:
        return _noted(wanted, Noted(log.pk, log.epoch, log.number, taken), now)
    if _note_changes(log, groups, where, now):
        ChangeLog.objects.filter(pk=log.pk).update(number=log.number)
    # Only when it is sure that the changes are noted.
    transaction.on_commit(lambda: _remember(log.epoch, taken))
    return _noted(wanted, Noted(log.pk, log.epoch, log.number, taken), now)


def _newer(seen: datetime | None, read: datetime | None, now: datetime) -> datetime | None:
    if read is None or read > now + AHEAD:
        return seen
    return read if seen is None else max(seen, read)


def _known(log: ChangeLog, where: Differing, found: list[facts.Facts]) -> dict[int, CharacterState]:
    """What is noted of those who were found, and of those who should have been."""
    states = CharacterState.objects.filter(log=log)
    if len(where.audits) < sums.BUCKETS:
        states = states.annotate(_bucket=sums.bucket_of("audit_id")).filter(
            Q(_bucket__in=sorted(where.audits)) | Q(audit_id__in=[one.audit_id for one in found])
        )
    return {state.audit_id: state for state in states}


def _note_changes(log: ChangeLog, groups: frozenset[int], where: Differing, now: datetime) -> bool:
    found = facts.of(groups, where)
    known = _known(log, where, found)
    new, changed = [], []
    for one in found:
        state = known.pop(one.audit_id, None)
        made = state or CharacterState(log=log, audit_id=one.audit_id)
        made.character_id = one.character_id
        made.assets_at = _newer(made.assets_at, one.assets_at, now)
        made.location_at = _newer(made.location_at, one.location_at, now)
        seen = digest((made.assets_at or one.assets_at, made.location_at or one.location_at, *one.rest))
        if seen != made.digest:
            made.digest = seen
            (changed if state else new).append(made)
    for gone in known.values():
        if gone.digest and gone.audit_id % sums.BUCKETS in where.audits:
            gone.digest, gone.assets_at, gone.location_at = "", None, None
            changed.append(gone)
    if not new and not changed:
        return False
    log.number += 1
    for state in (*new, *changed):
        state.number = log.number
    CharacterState.objects.bulk_create(new, _BATCH)
    fields = ("character_id", "digest", "number", "assets_at", "location_at")
    CharacterState.objects.bulk_update(changed, fields, _BATCH)
    return True
