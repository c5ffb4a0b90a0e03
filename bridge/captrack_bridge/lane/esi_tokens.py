"""Who has an ESI token that allows a read. corptools asks for one that allows all it needs at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from esi.models import Token

from .plan import Kind

ASSETS_SCOPES = frozenset({"esi-assets.read_assets.v1"})
LOCATION_SCOPES = frozenset({"esi-location.read_location.v1", "esi-location.read_ship_type.v1"})
SCOPES = {Kind.ASSETS: ASSETS_SCOPES, Kind.LOCATION: LOCATION_SCOPES}


def readable(characters: Iterable[int]) -> dict[Kind, set[int]]:
    """Whose assets and whose places can be read. One query."""
    allows: dict[tuple[int, int], set[str]] = defaultdict(set)
    wanted = ASSETS_SCOPES | LOCATION_SCOPES
    rows = Token.objects.filter(character_id__in=list(characters), scopes__name__in=wanted)
    for character_id, token, scope in rows.values_list("character_id", "pk", "scopes__name"):
        allows[character_id, token].add(scope)
    return {
        kind: {character_id for (character_id, _), scopes in allows.items() if scopes >= needed}
        for kind, needed in SCOPES.items()
    }
