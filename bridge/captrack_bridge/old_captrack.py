"""Taking over what aa-captrack kept: its snoozes, and the regions it watched."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.db import transaction

from . import clock, journal
from .models import JournalEntry, PolicyRevision, Snooze

#: aa-captrack writes "for ever" as ten years; everything past five is meant so.
FOR_EVER = timedelta(days=5 * 365)
AUTHOR = journal.Author(user=None, name="aa-captrack", character_id=None)


class NothingToImportError(Exception):
    """Why nothing was imported: one sentence."""


@dataclass(frozen=True)
class Imported:
    """What was taken over."""

    snoozes: int
    #: Snoozes that were left as the desks have them.
    kept: int
    regions: int
    #: None: published. Else why it was not.
    policy_left: str | None


def _snoozes() -> tuple[int, int]:
    now = clock.now()
    watched = apps.get_model("captrack", "CapWatchlist").objects.filter(alert_snoozed_until__gt=now)
    rows = watched.values_list("character__character__character_id", "first_detected", "alert_snoozed_until")
    # aa-captrack does not say who snoozed whom, or when. The time it first saw the pilot is the earliest it can have
    # been, so that every decision made at a desk is newer.
    found = [
        Snooze(
            subject_id=pilot,
            stands=True,
            since=seen,
            until=None if until - now > FOR_EVER else until,
            decided_at=min(seen, now),
            stored_at=now,
            by_name=AUTHOR.name,
        )
        for pilot, seen, until in rows
    ]
    decided = set(Snooze.objects.values_list("subject_id", flat=True))
    new = [snooze for snooze in found if snooze.subject_id not in decided]
    Snooze.objects.bulk_create(new)
    return len(new), len(found) - len(new)


def _regions() -> tuple[int, str | None]:
    settings = apps.get_model("captrack", "CapTrackSettings").objects.order_by("pk").first()
    regions = sorted(settings.blacklisted_regions.values_list("pk", flat=True)) if settings is not None else []
    if not regions:
        return 0, "aa-captrack has no regions"
    if PolicyRevision.objects.exists():
        return 0, "a policy is published already"
    # aa-captrack looks for capitals in the listed regions only. What the policy does not say is as every desk has it.
    policy = {"scope": {"kind": "only_listed", "regions": regions}}
    PolicyRevision.objects.create(
        revision=1, policy=json.dumps(policy, separators=(",", ":")), published_at=clock.now(), by_name=AUTHOR.name
    )
    return len(regions), None


def import_once(again: bool = False) -> Imported:
    """Take it over. Raises `NothingToImportError`."""
    if not apps.is_installed("captrack"):
        raise NothingToImportError("aa-captrack is not installed here, so there is nothing to import.")
    if not again and JournalEntry.objects.filter(action=JournalEntry.Action.IMPORTED).exists():
        raise NothingToImportError("aa-captrack was imported before; add --again to take over what was added since.")
    with transaction.atomic():
        snoozes, kept = _snoozes()
        regions, policy_left = _regions()
        imported = Imported(snoozes, kept, regions, policy_left)
        journal.write(
            AUTHOR,
            JournalEntry.Action.IMPORTED,
            new={"snoozes": snoozes, "kept": kept, "regions": regions, "policy_left": policy_left},
        )
    return imported
