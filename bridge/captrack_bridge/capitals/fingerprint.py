"""The ETag of `/capitals`: what would have changed in the answer, asked of the database in two aggregate queries.

It covers
- who may see what: the account, and how many characters it sees;
- every read by corptools: the newest time of an assets and of a location read, which corptools writes last;
- every hull that came or went: corptools writes all assets of a character anew, so their ids only grow;
- every place that was resolved afterwards: corptools saves the place and then the assets that lie there;
- characters that changed corporation, alliance, main or owner: sums over those, weighted so that two that trade
  places do not cancel out;
- the groups that were asked for, and the version of the bridge.

It does not cover what nothing in the database marks: new names of characters, corporations, types, and the regions of
places. For these the ETag also holds the hour, shifted by account so that not all desks ask at once: they are at most
an hour late.

Two processes may write at the same moment and finish in the other order. While the newest change is younger than
`SETTLED`, the ETag is good for nothing but that one answer.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from corptools.models import EveLocation
from django.contrib.auth.models import User
from django.db.models import BigIntegerField, Count, F, Max, QuerySet, Subquery, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from .. import __version__
from ..answers import weak_etag
from ..read_times import ASSETS, LOCATION, as_time, read_time
from ..visibility import visible_audits
from .read import capital_assets

SETTLED = timedelta(seconds=10)
#: Primes that keep the sums far below 2**63, whatever the ids are.
_PRIME, _SMALL_PRIME = 1_000_003, 1_009


def _checksum(field: str, weight: str) -> Sum:
    value: Combinable = Coalesce(F(field), Value(0), output_field=BigIntegerField()) % Value(_PRIME)
    return Sum(value * (F(weight) % Value(_SMALL_PRIME) + Value(1)), output_field=BigIntegerField())


def hour_of(now: datetime, user_id: int) -> int:
    """The hour, beginning at another minute for each account."""
    return int(now.timestamp() + user_id * 97 % 3600) // 3600


def unsettled(now: datetime, *changes: datetime | None) -> str:
    """Something that never comes again while the newest change is too fresh, else nothing."""
    fresh = any(change is not None and change > now - SETTLED for change in changes)
    return now.isoformat() if fresh else ""


def characters_fingerprint(
    characters: QuerySet, character: str, audit: str
) -> tuple[tuple[object, ...], list[datetime | None]]:
    """What is true of some characters, and when their data last changed. One query.

    `character` and `audit` lead from the model to the EveCharacter and the CharacterAudit; empty: it is one itself.
    """
    owner = f"{character}character_ownership__user"
    found = characters.aggregate(
        count=Count("pk"),
        registered=Count(f"{audit}pk"),
        assets=Max(read_time(ASSETS, audit)),
        location=Max(read_time(LOCATION, audit)),
        corporations=_checksum(f"{character}corporation_id", "pk"),
        alliances=_checksum(f"{character}alliance_id", "pk"),
        mains=_checksum(f"{owner}__profile__main_character_id", "pk"),
        owners=_checksum(f"{owner}_id", "pk"),
    )
    found |= {key: as_time(found[key]) for key in ("assets", "location")}
    return tuple(found.values()), [found["assets"], found["location"]]


def etag(user: User, groups: frozenset[int], now: datetime) -> str:
    """The ETag for an account, the groups it asks for, and the time."""
    characters, changes = characters_fingerprint(visible_audits(user), "character__", "")
    newest_place = EveLocation.objects.order_by("-last_update").values("last_update")[:1]
    found = capital_assets(user, groups).aggregate(
        count=Count("pk"),
        newest=Max("pk"),
        places_changed=Max(Subquery(newest_place)),
    )
    return weak_etag(
        (
            __version__,
            user.pk,
            sorted(groups),
            *characters,
            *found.values(),
            hour_of(now, user.pk),
            unsettled(now, *changes, found["places_changed"]),
        )
    )
