"""The ETag of `/capitals`: what would have changed in the answer, asked of the database in a few aggregates.

It has two halves. The quick one is over everything (see `state`) and who asks: while it is the same nothing has
changed, whoever sees what. The exact one is over what the account may see, for servers on which something changes all
the time. It covers

- who may see what: the account, and how many characters it sees;
- every read by corptools: the newest time of an assets and of a location read, which corptools writes last;
- every ship that a character sits in, and where;
- every hull that came or went: corptools writes all assets of a character anew, so their ids only grow, and as many
  new ones always have a larger sum;
- every place that was resolved afterwards: corptools saves the place and then the assets that lie there;
- characters that changed corporation, alliance, main or owner: sums over those, weighted so that two that trade
  places do not cancel out;
- the groups that were asked for, and the version of the bridge.

It does not cover what nothing in the database marks: new names of characters, corporations, types, and the regions of
places. For these both halves also hold the hour, shifted by account so that not all clients ask at once: they are at
most an hour late.

Two processes may write at the same moment and finish in the other order. While the newest change is younger than
`SETTLED`, the ETag is good for nothing but that one answer.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from corptools.models import EveLocation
from django.contrib.auth.models import User
from django.db.models import Aggregate, Count, Max, QuerySet, Subquery, Sum

from .. import __version__
from ..answers import Halves, digest
from ..checksum import sum_of_ids
from ..read_times import ASSETS, LOCATION, as_time, read_time
from ..state import Everything, everything, single
from ..visibility import rights, visible_audits
from .read import capital_assets
from .ship_groups import Groups

SETTLED = timedelta(seconds=10)


def minute_of(user_id: int) -> int:
    """By how many seconds an account's hours begin before those of the clock, lest all get everything at once."""
    return user_id * 97 % 3600


def hour_of(now: datetime, user_id: int) -> int:
    """The hour, beginning at another minute for each account."""
    return int(now.timestamp() + minute_of(user_id)) // 3600


def unsettled(now: datetime, *changes: datetime | None) -> str:
    """Something that never comes again while the newest change is too fresh, else nothing."""
    fresh = any(change is not None and change > now - SETTLED for change in changes)
    return now.isoformat() if fresh else ""


def characters_fingerprint(
    characters: QuerySet, character: str, audit: str, **more: Aggregate
) -> tuple[dict[str, Any], list[datetime | None]]:
    """What is true of some characters, and when their data last changed. One query.

    `character` and `audit` lead from the model to the EveCharacter and the CharacterAudit; empty: it is one itself.
    `more` is asked along.
    """
    owner = f"{character}character_ownership__user"
    found = characters.aggregate(
        count=Count("pk"),
        registered=Count(f"{audit}pk"),
        assets_read=Max(read_time(ASSETS, audit)),
        location_read=Max(read_time(LOCATION, audit)),
        corporations=sum_of_ids(f"{character}corporation_id"),
        alliances=sum_of_ids(f"{character}alliance_id"),
        mains=sum_of_ids(f"{owner}__profile__main_character_id"),
        owners=sum_of_ids(f"{owner}_id"),
        ships=sum_of_ids(f"{audit}location__current_ship_id"),
        whereabouts=sum_of_ids(f"{audit}location__current_location_id"),
        **more,
    )
    return found, [as_time(found["assets_read"]), as_time(found["location_read"])]


def quick_half(user: User, state: Everything, now: datetime, *more: object) -> str:
    """The quick half of an ETag: everything, and all that decides what of it the account may see."""
    return digest((__version__, user.pk, *rights(user), state.reads, *state.rest, hour_of(now, user.pk), *more))


def halves(user: User, groups: Groups, now: datetime) -> Halves:
    """The ETag for an account, the groups it asks for, and the time."""
    state = everything(groups.ships)

    def exact() -> tuple[str, bool]:
        hulls = single(capital_assets(user, groups.ships), Count("*"), Sum("pk"))
        newest_place = EveLocation.objects.order_by("-last_update").values("last_update")[:1]
        found, changes = characters_fingerprint(
            visible_audits(user), "character__", "", hulls=Max(hulls), places_changed=Max(Subquery(newest_place))
        )
        fresh = unsettled(now, *changes, found["places_changed"])
        parts = (__version__, user.pk, sorted(groups.asked), *found.values(), hour_of(now, user.pk), fresh)
        return digest(parts), not fresh

    return Halves(quick_half(user, state, now, sorted(groups.asked)), exact)
