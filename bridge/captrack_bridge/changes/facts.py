"""What is true of characters, as far as a client is told it: fetched only where something has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from corptools.models import CharacterAsset, CharacterAudit, CharacterLocation
from django.db.models import Aggregate, Exists, OuterRef, QuerySet, Sum, TextField, Value
from django.db.models.functions import Cast

from ..capitals.read import ADDED
from ..checksum import sum_of_ids
from ..columns_of import or_none
from ..read_times import ASSETS, LOCATION, as_time, read_time
from .sums import BUCKETS, Differing, bucket_of, holders_of, hull_sums, hulls_in, within

_OWNERSHIP = "character__character_ownership"
_MAIN = f"{_OWNERSHIP}__user__profile__main_character"


class Facts(NamedTuple):
    """One character."""

    audit_id: int
    character_id: int
    assets_at: datetime | None
    location_at: datetime | None
    #: All the rest.
    rest: tuple[Any, ...]


def _audits(where: Differing) -> QuerySet[CharacterAudit]:
    audits = CharacterAudit.objects.all()
    if len(where.audits) == BUCKETS:
        return audits
    audits = audits.annotate(_audit=bucket_of("pk"))
    condition = within("_audit", where.audits)
    if where.characters or where.accounts:
        audits = audits.annotate(
            _character=bucket_of("character_id"),
            _account=bucket_of(f"{_OWNERSHIP}__user_id"),
            _main=bucket_of(f"{_MAIN}_id"),
        )
        # A main that changes sides takes all characters of its account along.
        condition |= within("_character", where.characters) | within("_main", where.characters)
        condition |= within("_account", where.accounts)
    return audits.filter(condition)


def of(groups: Iterable[int], where: Differing) -> list[Facts]:
    """The characters in these buckets."""
    rows = list(
        _audits(where)
        .annotate(
            assets_read=read_time(ASSETS),
            location_read=read_time(LOCATION),
            has_assets=Exists(CharacterAsset.objects.filter(character=OuterRef("pk")).exclude(location_type__in=ADDED)),
            ship_name=or_none(CharacterLocation, "current_ship_name", "location__"),
        )
        .order_by("pk")
        .values_list(
            "pk",
            "character__character_id",
            "assets_read",
            "location_read",
            "has_assets",
            "ship_name",
            "location__current_ship_id",
            "location__current_ship_unique",
            "location__current_location_id",
            "character__character_name",
            "character__corporation_id",
            "character__corporation_name",
            "character__alliance_id",
            "character__alliance_name",
            f"{_OWNERSHIP}__user_id",
            f"{_OWNERSHIP}__user__profile__state_id",
            f"{_MAIN}__character_id",
            f"{_MAIN}__character_name",
            f"{_MAIN}__corporation_id",
            f"{_MAIN}__alliance_id",
        )
    )
    # Last, so that they are never older than the times that are told with them.
    hulls = _hulls(groups, [row[0] for row in rows])
    return [
        Facts(audit_id, character_id, as_time(assets), as_time(location), (*rest, *hulls[audit_id]))
        for audit_id, character_id, assets, location, *rest in rows
    ]


#: More than these are cheaper to sum up with everybody's.
_FEW = 1000


def _hulls(groups: Iterable[int], audits: list[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    if not audits:
        return found
    hulls = hulls_in(groups)
    if len(audits) <= _FEW:
        hulls = hulls.filter(character_id__in=audits)
    sums = hull_sums()
    where = {"newest": Sum("pk"), "places": sum_of_ids("location_name_id")}
    tables = [(hulls, sums), *((holders, where) for holders in holders_of(hulls))]
    first, *rest = (_summed(number, rows, each, list(sums)) for number, (rows, each) in enumerate(tables))
    for audit_id, *values in first.union(*rest, all=True):
        found[audit_id].append(tuple(map(str, values)))
    for summed in found.values():
        summed.sort()
    return found


def _summed(number: int, rows: QuerySet, sums: dict[str, Aggregate], names: list[str]) -> QuerySet:
    """By character, each of these sums or nothing, and which table it is of."""
    columns = {f"_{name}": _text(sums[name]) if name in sums else Value("", _TEXT) for name in names}
    columns["_table"] = Value(str(number), _TEXT)
    return rows.order_by().values("character_id").annotate(**columns).values_list("character_id", *columns)


_TEXT = TextField()


def _text(value: Aggregate) -> Cast:
    return Cast(value, _TEXT)
