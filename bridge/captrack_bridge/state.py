"""What is true of everything that an answer could be made of, asked of the database in one query without any joins.

It is the quick half of the ETag of `/capitals` and `/coverage`: while it stays the same nothing has changed for
anybody, and nobody needs to find out whether something has changed for this account. It covers

- every character: corporation and alliance; who owns it; every account's main and state, and what states are called;
- every read of a character by corptools, of whatever: a checksum over all its times, so that it does not matter in
  which order two processes finish;
- which ship every character sits in, and where;
- every hull that came or went: corptools writes all assets of a character anew, so their ids only grow, and as many
  new ones always have a larger sum;
- every place that was resolved: corptools saves the place and then the assets that lie there;
- every ESI token, and what it allows: django-esi writes that after the token.

Joins and JSON are what costs: with 15,000 characters the same of the visible ones takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from allianceauth.authentication.models import CharacterOwnership, State, UserProfile
from allianceauth.eveonline.models import EveCharacter
from corptools.models import CharacterAsset, CharacterAudit, CharacterLocation, EveLocation
from django.db import connection
from django.db.models import Aggregate, Count, Max, Model, QuerySet, Subquery, Sum, TextField, Value
from django.db.models.functions import Cast, Concat
from esi.models import Token as EsiToken

from .checksum import sum_of_ids, sum_of_texts
from .read_times import COLUMNS


class Everything(NamedTuple):
    """The state of everything."""

    #: Over what corptools knows of whom, and the times of all its reads, also of skills, wallets and the like.
    reads: object
    #: Over all the rest.
    rest: tuple[object, ...]


def single(rows: QuerySet, *aggregates: Aggregate) -> Subquery:
    """Aggregates over rows as one text in another query, so that each table is gone through once."""
    texts: list[Any] = []
    for aggregate in aggregates:
        texts += [Cast(aggregate, TextField()), Value("/")]
    value = Concat(*texts, output_field=TextField())
    one = rows.order_by().annotate(_one=Value(1)).values("_one").annotate(_value=value).values("_value")
    return Subquery(one)


def newest_scope() -> Subquery:
    """The newest scope that any ESI token was given. By an index: there are many, and none is ever changed."""
    return Subquery(EsiToken.scopes.through.objects.order_by("-pk").values("pk")[:1])


def _all(model: type[Model], *aggregates: Aggregate) -> Subquery:
    return single(model._default_manager.all(), Count("*"), *aggregates)


@lru_cache(maxsize=64)
def _statement(groups: tuple[int, ...]) -> tuple[str, tuple[Any, ...]]:
    """The query as text: to have it written takes longer than to have it answered."""
    hulls = CharacterAsset.objects.filter(type_name__group_id__in=groups)
    # It has to stand on some row; the state of guests is always there.
    rows = State.objects.order_by("pk").values_list(
        _all(CharacterAudit, sum_of_ids("character_id"), *(sum_of_texts(column) for column in COLUMNS)),
        _all(EveCharacter, sum_of_ids("corporation_id"), sum_of_ids("alliance_id")),
        _all(CharacterOwnership, sum_of_ids("user_id", "character_id")),
        _all(UserProfile, sum_of_ids("main_character_id", "user_id"), sum_of_ids("state_id", "user_id")),
        _all(State, sum_of_texts("name")),
        _all(
            CharacterLocation,
            sum_of_ids("current_ship_id", "character_id"),
            sum_of_ids("current_location_id", "character_id"),
        ),
        single(hulls, Count("*"), Sum("pk")),
        _all(EveLocation, Max("last_update")),
        _all(EsiToken, Max("pk")),
        newest_scope(),
    )
    return rows[:1].query.sql_with_params()


def everything(groups: Iterable[int]) -> Everything:
    """The state of everything, with the hulls of these groups. One query."""
    with connection.cursor() as cursor:
        cursor.execute(*_statement(tuple(sorted(groups))))
        reads, *rest = cursor.fetchone()
    return Everything(reads, tuple(rest))
