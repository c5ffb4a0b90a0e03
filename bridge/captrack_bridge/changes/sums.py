"""Where something has changed, without fetching it: checksums over all characters, in buckets.

A bucket holds the rows whose key has the same remainder. No table is joined with another but hulls with their types,
since joins are what costs; what is true of a character stands in several tables, each with its own key. So there are
three kinds of buckets: by corptools' id of a character, by AllianceAuth's, and by account.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from allianceauth.authentication.models import CharacterOwnership, State, UserProfile
from allianceauth.eveonline.models import EveCharacter
from corptools.models import CharacterAsset, CharacterAudit, CharacterLocation
from django.db.models import Aggregate, Count, F, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

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
    #: By state: names, which decide who sees guests.
    states: Buckets

    def people(self) -> str:
        """Over who belongs to whom: changes when characters come, go or change sides, not when they are read.

        While it stays the same an account with the same rights sees the same characters.
        """
        return digest(sorted(rows.items()) for rows in (self.characters, self.accounts, self.states))


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


def _summed(what: str, rows: QuerySet, key: str, **sums: Aggregate) -> QuerySet:
    """The sums of each bucket as one text, so that all tables are gone through in one query."""
    texts: list[Any] = []
    for each in sums.values():
        texts += [Cast(Coalesce(each, Value(0)), TextField()), Value("/")]
    return (
        rows.order_by()
        .annotate(_bucket=bucket_of(key))
        .values("_bucket")
        .annotate(_value=Concat(*texts, output_field=TextField()))
        .annotate(_what=Value(what, output_field=TextField()))
        .values_list("_what", "_bucket", "_value")
    )


def _statements(groups: Iterable[int]) -> Iterator[QuerySet]:
    """What is asked for, each named by what it belongs to, and by a number within that."""
    hulls = hulls_in(groups)
    where = {"newest": Sum("pk"), "places": sum_of_ids("location_name_id")}
    texts = {f"text_{number}": sum_of_texts(column) for number, column in enumerate(COLUMNS)}
    names = {f"{name}s": sum_of_texts(name) for name in ("character_name", "corporation_name", "alliance_name")}
    yield _summed(
        "audits/1", CharacterAudit.objects.all(), "pk", many=Count("pk"), who=sum_of_ids("character_id"), **texts
    )
    yield _summed(
        "audits/2",
        CharacterLocation.objects.all(),
        "character_id",
        ships=sum_of_ids("current_ship_id", "character_id"),
        whereabouts=sum_of_ids("current_location_id", "character_id"),
        called=sum_of_texts("current_ship_name", "character_id"),
    )
    yield _summed("hulls/1", hulls, "character_id", **hull_sums())
    for number, holders in enumerate(holders_of(hulls), 2):
        yield _summed(f"hulls/{number}", holders, "character_id", **where)
    yield _summed(
        "characters/1",
        EveCharacter.objects.all(),
        "pk",
        many=Count("pk"),
        corporations=sum_of_ids("corporation_id"),
        alliances=sum_of_ids("alliance_id"),
        **names,
    )
    yield _summed(
        "characters/2", CharacterOwnership.objects.all(), "character_id", owners=sum_of_ids("user_id", "character_id")
    )
    yield _summed(
        "characters/3", CharacterAudit.objects.all(), "character_id", registered=sum_of_ids("pk", "character_id")
    )
    yield _summed(
        "accounts/1",
        UserProfile.objects.all(),
        "user_id",
        mains=sum_of_ids("main_character_id", "user_id"),
        states=sum_of_ids("state_id", "user_id"),
    )
    yield _summed("states/1", State.objects.all(), "pk", called=sum_of_texts("name"))


def take(groups: Iterable[int]) -> Sums:
    """Ask the database. One query."""
    first, *rest = _statements(groups)
    found: dict[str, dict[int, list[str]]] = {name: {} for name in Sums._fields}
    for what, bucket, value in first.union(*rest, all=True):
        found[what.partition("/")[0]].setdefault(bucket, []).append(f"{what}:{value}")
    return Sums(**{name: {one: digest(sorted(said)) for one, said in rows.items()} for name, rows in found.items()})
