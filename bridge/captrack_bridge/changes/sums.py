"""Where something has changed, without fetching it: checksums over all characters, in buckets.

A bucket holds the rows whose key has the same remainder. No table is joined with another but hulls with their types,
since joins are what costs; what is true of a character stands in several tables, each with its own key. So there are
three kinds of buckets: by corptools' id of a character, by AllianceAuth's, and by account.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from allianceauth.authentication.models import CharacterOwnership, UserProfile
from allianceauth.eveonline.models import EveCharacter
from corptools.models import CharacterAsset, CharacterAudit, CharacterLocation
from django.db.models import Aggregate, Count, F, Q, QuerySet, Sum, Value

from ..answers import digest
from ..checksum import sum_of_ids, sum_of_texts
from ..read_times import COLUMNS

#: No divisor of what the checksums weight rows by, so that two rows of a bucket that trade values do not cancel out.
BUCKETS = 1024

Buckets = dict[int, str]


class Sums(NamedTuple):
    """The state of everything that is told."""

    #: By `CharacterAudit`: times of reads, ships, places.
    audits: Buckets
    #: By `CharacterAudit`: hulls, and what they lie in.
    hulls: Buckets
    #: By `EveCharacter`: names, corporations, owners.
    characters: Buckets
    #: By account: mains and states.
    accounts: Buckets

    def people(self) -> str:
        """Over who belongs to whom: changes when characters come, go or change sides, not when they are read."""
        return digest((sorted(self.characters.items()), sorted(self.accounts.items())))

    def everything(self) -> str:
        """Over all of it."""
        return digest((self.people(), sorted(self.audits.items()), sorted(self.hulls.items())))


class Differing(NamedTuple):
    """Buckets in which something has changed."""

    audits: frozenset[int]
    characters: frozenset[int]
    accounts: frozenset[int]


def differing(one: Sums, other: Sums | None) -> Differing | None:
    """Where they differ; everywhere if there is no other; None: nowhere."""
    every = frozenset(range(BUCKETS))
    if other is None:
        return Differing(every, every, every)

    def between(this: Buckets, that: Buckets) -> frozenset[int]:
        return frozenset(bucket for bucket in this.keys() | that.keys() if this.get(bucket) != that.get(bucket))

    found = Differing(
        between(one.audits, other.audits) | between(one.hulls, other.hulls),
        between(one.characters, other.characters),
        between(one.accounts, other.accounts),
    )
    return found if any(found) else None


def bucket_of(path: str) -> Any:
    """The bucket as a column; `path` leads to the key."""
    return F(path) % Value(BUCKETS)


def within(path: str, buckets: frozenset[int]) -> Q:
    """The condition to be in some of the buckets. `path` is that of a column made by `bucket_of`."""
    return Q(**{f"{path}__in": sorted(buckets)})


def hull_sums() -> dict[str, Aggregate]:
    """What is summed up of hulls: which they are, where they lie, what they are called."""
    sums = {"hulls": Count("pk"), "newest": Sum("pk"), "places": sum_of_ids("location_name_id")}
    if any(field.name == "name" for field in CharacterAsset._meta.get_fields()):
        # Written some time after the hulls are.
        sums["names"] = sum_of_texts("name")
    return sums


def holders_of(hulls: QuerySet) -> Iterator[QuerySet]:
    """What hulls lie in that corptools has no place for, and what that lies in: their places become known later."""
    holders = CharacterAsset.objects.filter(item_id__in=hulls.filter(location_name=None).values("location_id"))
    yield holders
    yield CharacterAsset.objects.filter(item_id__in=holders.filter(location_name=None).values("location_id"))


def hulls_in(groups: Iterable[int]) -> QuerySet:
    """All hulls of these groups."""
    return CharacterAsset.objects.filter(type_name__group_id__in=sorted(groups))


def _summed(rows: QuerySet, key: str, **sums: Aggregate) -> Iterator[tuple[Any, ...]]:
    yield from (
        rows.order_by()
        .annotate(_bucket=bucket_of(key))
        .values("_bucket")
        .annotate(**sums)
        .values_list("_bucket", *sums)
    )


def _together(*tables: Iterable[tuple[Any, ...]]) -> Buckets:
    found: dict[int, list[Any]] = {}
    for number, table in enumerate(tables):
        for bucket, *values in table:
            found.setdefault(bucket, []).append((number, *(str(value) for value in values)))
    return {bucket: digest(values) for bucket, values in found.items()}


def take(groups: Iterable[int]) -> Sums:
    """Ask the database."""
    hulls = hulls_in(groups)
    where = {"newest": Sum("pk"), "places": sum_of_ids("location_name_id")}
    texts = {f"text_{number}": sum_of_texts(column) for number, column in enumerate(COLUMNS)}
    names = {f"{name}s": sum_of_texts(name) for name in ("character_name", "corporation_name", "alliance_name")}
    return Sums(
        audits=_together(
            _summed(CharacterAudit.objects, "pk", many=Count("pk"), who=sum_of_ids("character_id"), **texts),
            _summed(
                CharacterLocation.objects,
                "character_id",
                ships=sum_of_ids("current_ship_id", "character_id"),
                whereabouts=sum_of_ids("current_location_id", "character_id"),
                called=sum_of_texts("current_ship_name", "character_id"),
            ),
        ),
        hulls=_together(
            _summed(hulls, "character_id", **hull_sums()),
            *(_summed(holders, "character_id", **where) for holders in holders_of(hulls)),
        ),
        characters=_together(
            _summed(
                EveCharacter.objects,
                "pk",
                many=Count("pk"),
                corporations=sum_of_ids("corporation_id"),
                alliances=sum_of_ids("alliance_id"),
                **names,
            ),
            _summed(CharacterOwnership.objects, "character_id", owners=sum_of_ids("user_id", "character_id")),
        ),
        accounts=_together(
            _summed(
                UserProfile.objects,
                "user_id",
                mains=sum_of_ids("main_character_id", "user_id"),
                states=sum_of_ids("state_id", "user_id"),
            )
        ),
    )
