"""Which groups are asked for, and which of them are served: ships, and nothing else that members own."""

from __future__ import annotations

from typing import NamedTuple

from eve_sde.models import ItemGroup

from ..app_settings import CAPITAL_GROUPS, SHIPS


class Groups(NamedTuple):
    """Groups of CCP's static data."""

    asked: frozenset[int]
    #: Those of them that are ships; of the others nothing is told.
    ships: frozenset[int]


def ships_of(asked: frozenset[int]) -> Groups:
    """Find the ships among them. One query, none for the usual ones."""
    if asked <= frozenset(CAPITAL_GROUPS):
        return Groups(asked, asked)
    ships = ItemGroup.objects.filter(pk__in=sorted(asked), category_id=SHIPS).values_list("pk", flat=True)
    return Groups(asked, frozenset(ships))
