"""What the admin pages show in a column or a field: times, JSON, and names of characters."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from allianceauth.eveonline.models import EveCharacter
from django.contrib import admin
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


def day_and_time(moment: datetime) -> str:
    """A time in a column: with the month's name and the seconds it would leave no room for the others.

    A narrow column breaks the line between day and time, and nowhere else.
    """
    day, time = localtime(moment).strftime("%Y-%m-%d %H:%M").split()
    return format_html('<span class="nowrap">{}</span> {}', day, time)


def short(model: type[Model], field: str) -> Callable[[Any], str | None]:
    """A time as a column of a list."""

    @admin.display(description=model._meta.get_field(field).verbose_name, ordering=field)
    def shown(row: Any) -> str | None:
        moment = getattr(row, field)
        return None if moment is None else day_and_time(moment)

    return shown


def readable(text: str) -> str:
    """JSON in lines; markup in it is none."""
    lines = json.dumps(json.loads(text), indent=2, ensure_ascii=False, sort_keys=True)
    return format_html('<pre style="white-space: pre-wrap">{}</pre>', lines)


def with_names(rows: QuerySet[Any], character_id: str) -> QuerySet[Any]:
    """With the names of the characters they are about, in the same query."""
    named = EveCharacter.objects.filter(character_id=OuterRef(character_id)).values("character_name")[:1]
    return rows.annotate(subject_name=Subquery(named))


def name_of(row: Any, character_id: int | str) -> str:
    """Whom a row of those is about."""
    return row.subject_name or _("%(id)d, not known here") % {"id": int(character_id)}
