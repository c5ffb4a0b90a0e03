"""Acknowledgements that are over: the ships that they are about are gone, and no client was there to say so.

A ship keeps its item id for life. An acknowledgement that stays would keep a client that connects later silent about
the same ships for ever, while the others alert.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from allianceauth.authentication.models import CharacterOwnership
from corptools.models import CharacterAsset, CharacterAudit, CharacterLocation
from django.db.models import Exists, OuterRef

from .. import journal
from ..models import Acknowledgement
from .clear import clear
from .kind import ACKNOWLEDGEMENTS

#: Not before: a ship that is sold, repackaged or in space may be back.
AFTER = timedelta(days=7)
AUTHOR = journal.Author(user=None, name="CapTrack Bridge", character_id=None)
WHY = "none of its ships exists any more"


def _parse(keys: list[str]) -> tuple[set[int], set[tuple[int, int]]]:
    """The items, and the pilots with the types they sat in."""
    items, flown = set(), set()
    for key in keys:
        kind, *numbers = key.split("/")
        if kind == "item":
            items.add(int(numbers[0]))
        else:
            flown.add((int(numbers[0]), int(numbers[1])))
    return items, flown


def _is_unsure(main_id: int) -> bool:
    """Whether corptools lacks the assets of somebody of that account now: it may be about to write them."""
    users = CharacterOwnership.objects.filter(user__profile__main_character__character_id=main_id).values("user")
    has_assets = Exists(CharacterAsset.objects.filter(character=OuterRef("pk")))
    theirs = CharacterAudit.objects.filter(character__character_ownership__user__in=users)
    return not theirs.exists() or theirs.filter(~has_assets).exists()


def _is_over(acknowledgement: Acknowledgement) -> bool:
    items, flown = _parse(acknowledgement.hulls)
    if CharacterAsset.objects.filter(item_id__in=items).exists():
        return False
    for pilot, type_id in flown:
        here = CharacterLocation.objects.filter(character__character__character_id=pilot, current_ship_id=type_id)
        if here.exists():
            return False
    return not _is_unsure(acknowledgement.subject_id)


def end_acknowledgements(now: datetime) -> int:
    """Clear them, as a decision that every client gets. How many."""
    standing = Acknowledgement.objects.filter(stands=True, decided_at__lt=now - AFTER)
    ids = [one.subject_id for one in standing if _is_over(one)]
    return clear(ACKNOWLEDGEMENTS, AUTHOR, ids, WHY) if ids else 0
