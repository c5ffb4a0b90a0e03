"""When corptools last read something of a character.

corptools 3.1 and newer keep these times as texts in one JSON column; 3.0, the last one that runs on AllianceAuth 4.13,
has a column for each. Everything that asks for them comes here.
"""

from __future__ import annotations

from datetime import datetime, timezone

from corptools.models import CharacterAudit
from django.db.models import F
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform

ASSETS, LOCATION = "assets", "location"
IN_JSON = any(field.name == "update_timestamps" for field in CharacterAudit._meta.get_fields())
#: The columns of CharacterAudit that the times are in.
COLUMNS = ("update_timestamps",) if IN_JSON else (f"last_update_{ASSETS}", f"last_update_{LOCATION}")


def read_time(what: str, audit: str = "") -> Combinable:
    """The time as a column of a query; `audit` leads to the CharacterAudit, empty: the model is one."""
    if IN_JSON:
        return KeyTextTransform(what, f"{audit}update_timestamps")
    return F(f"{audit}last_update_{what}")


def as_time(stored: str | datetime | None) -> datetime | None:
    """A value of that column; None if there is none, or it is no time."""
    if not stored:
        return None
    if isinstance(stored, str):
        try:
            stored = datetime.fromisoformat(stored)
        except ValueError:
            return None
    return stored.replace(tzinfo=timezone.utc) if stored.tzinfo is None else stored


def as_stored(moment: datetime) -> str | datetime:
    """A time to compare that column with."""
    return moment.isoformat() if IN_JSON else moment
