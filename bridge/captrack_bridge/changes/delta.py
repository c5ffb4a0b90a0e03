"""The body of `/capitals` for a client that says where it stands: what has changed since, or everything."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.auth.models import User

from .. import __version__, clock
from ..answers import digest
from ..capitals import answer as capitals
from ..capitals.owner import Reads
from ..capitals.ship_groups import Groups
from ..models import CharacterState
from ..visibility import rights, sees_everyone
from . import log, seen, told
from .cursor import Cursor, parse
from .kept import kept
from .log import Noted

#: With more changes than these everything is told: to ask for so many one by one takes longer.
MOST_CHANGES = 3000
#: Everything is told once in so many seconds, for the names that nothing marks as changed.
EVERYTHING_EVERY = 6 * 3600
#: So long what has changed is kept for others who ask, in seconds: by then there is a newer number.
SHARED_FOR = 30


def who(user: User, groups: Groups, now: datetime, noted: Noted) -> str:
    """A digest over all that decides what the account is told, beside what characters are."""
    main = user.profile.main_character
    turn = int(now.timestamp() + user.pk * 577 % EVERYTHING_EVERY) // EVERYTHING_EVERY
    states = sorted(noted.sums.states.items())
    sides = (main.corporation_id, main.alliance_id, user.profile.state_id)
    return digest((__version__, user.pk, *rights(user), *sides, *states, sorted(groups.asked), turn))


class _Change(NamedTuple):
    audit_id: int
    character_id: int
    assets_at: datetime | None
    location_at: datetime | None


def _changes(noted: Noted, cursor: Cursor) -> list[_Change]:
    if cursor.number == noted.number:
        return []
    since = CharacterState.objects.filter(log_id=noted.log_id, number__gt=cursor.number)
    return [_Change(*row) for row in since.order_by("audit_id").values_list(*_Change._fields)[: MOST_CHANGES + 1]]


def _stands(cursor: Cursor | None, noted: Noted, asking: str) -> bool:
    return cursor is not None and (cursor.epoch, cursor.who) == (noted.epoch, asking) and cursor.number <= noted.number


def build(
    user: User, groups: Groups, now: datetime, since: str, alone: Callable[[], AbstractContextManager[None]]
) -> dict[str, Any]:
    """Read and put together. Everything is put together inside of `alone`. Raises `TOO_LARGE`."""
    noted = log.note(groups.ships)
    asking = who(user, groups, now, noted)
    cursor = parse(since)
    if cursor is not None and _stands(cursor, noted, asking):
        body = _delta(user, groups, now, noted, cursor)
        if body is not None:
            return body
    with alone():
        body = capitals.build(user, groups, now, told=lambda reads: log.keep_reads(noted, reads))
    name: str | None = ""
    if not sees_everyone(user):
        name = told.keep(user.pk, body["characters"]["character_id"])
    here = None if name is None else Cursor(noted.epoch, noted.number, asking, name, clock.now()).text()
    return body | {"cursor": here, "full": True, "removed": []}


class _Changed(NamedTuple):
    #: All of them, seen or not.
    characters: list[int]
    #: The body, with those whom the account sees.
    body: dict[str, Any]


def _changed(user: User, groups: Groups, now: datetime, noted: Noted, cursor: Cursor) -> _Changed | None:
    """The characters that have changed; None: too many."""
    changes = _changes(noted, cursor)
    if len(changes) > MOST_CHANGES:
        return None
    audits = [change.audit_id for change in changes]
    if audits and not sees_everyone(user):
        audits = sorted(seen.of_these(user, audits))
    times = {change.audit_id: Reads(change.assets_at, change.location_at) for change in changes}
    body = capitals.build(user, groups, now, audits, times, lambda reads: log.keep_reads(noted, reads))
    return _Changed([change.character_id for change in changes], body)


def _shared(user: User, groups: Groups, now: datetime, noted: Noted, cursor: Cursor) -> _Changed | None:
    """The same, made once for all who see the same and stand at the same number.

    Not for who was told since of what was read later: a fact must not go back.
    """
    if cursor.number == noted.number:
        return _changed(user, groups, now, noted, cursor)
    whose = sorted(groups.asked) if sees_everyone(user) else [cursor.who]
    what = ("changed", noted.epoch, cursor.number, noted.number, *whose)
    found = kept(what, SHARED_FOR, lambda: _changed(user, groups, now, noted, cursor), cursor.read_at)
    return None if found is None else _Changed(*found)


def _delta(user: User, groups: Groups, now: datetime, noted: Noted, cursor: Cursor) -> dict[str, Any] | None:
    """What has changed; None: it cannot be told, or not worth it."""
    everyone = sees_everyone(user)
    before = None if everyone else told.find(user.pk, cursor.told)
    if before is None and not everyone:
        return None
    changed = _shared(user, groups, now, noted, cursor)
    if changed is None:
        return None
    body = changed.body
    here = set(body["characters"]["character_id"])
    removed = set(changed.characters) - here
    if before is not None:
        removed &= before
        after = (before - removed) | here
        if after != before:
            name = told.keep(user.pk, after)
            if name is None:
                return None
            cursor = cursor._replace(told=name)
    if noted.number != cursor.number:
        cursor = cursor._replace(number=noted.number, read_at=clock.now())
    text = cursor.text()
    return body | {"cursor": text, "full": False, "removed": sorted(removed)}
