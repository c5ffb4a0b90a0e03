"""Taking over what aa-captrack kept: its snoozes, the regions it watched, its thresholds, repeats and mentions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
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
    #: Snoozes that were skipped: CapTrack has a decision about the pilot.
    kept: int
    #: What the policy says that was published, a line each.
    rules: list[str]
    #: None: published. Else why it was not.
    policy_left: str | None
    #: What was not taken over, and what to do about it, a line each.
    left: list[str]


def _snoozes() -> tuple[int, int]:
    now = clock.now()
    watched = apps.get_model("captrack", "CapWatchlist").objects.filter(alert_snoozed_until__gt=now)
    rows = watched.values_list("character__character__character_id", "first_detected", "alert_snoozed_until")
    # aa-captrack does not say who snoozed whom, or when. The time it first saw the pilot is the earliest it can have
    # been, so that every decision made in CapTrack is newer.
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


#: The classes of ships as CapTrack Desktop has them: groups, and the number from which they alert where they do.
_CLASSES: dict[str, tuple[int, dict[str, Any]]] = {
    "titan": (30, {"mode": "always"}),
    "supercarrier": (659, {"mode": "always"}),
    "dreadnought": (485, {"mode": "threshold", "n": 5}),
    "lancer_dreadnought": (4594, {"mode": "threshold", "n": 5}),
    "carrier": (547, {"mode": "threshold", "n": 5}),
    "command_carrier": (5120, {"mode": "threshold", "n": 5}),
    "force_auxiliary": (1538, {"mode": "threshold", "n": 5}),
    "capital_industrial": (883, {"mode": "track_only"}),
    "jump_freighter": (902, {"mode": "ignore"}),
    "freighter": (513, {"mode": "ignore"}),
}
#: Those that aa-captrack counts.
_COUNTED = ("dreadnought", "lancer_dreadnought", "carrier", "force_auxiliary")
#: What CapTrack Desktop takes: ships of a class, and seconds between two reminders.
_THRESHOLDS, _SHORTEST_REPEAT = range(1, 1001), 300


def _number(name: str) -> int | None:
    """A setting of aa-captrack that an admin has made; its defaults are not taken for anybody's wish."""
    value = getattr(settings, name, None)
    return value if type(value) is int and value > 0 else None


def _ids(text: str) -> list[str]:
    return [part for part in (one.strip() for one in text.split(",")) if part.isascii() and part.isdigit()]


def _policy(old: Any) -> tuple[dict[str, Any], list[str], list[str]]:
    """The policy that does as aa-captrack did, what is in it in words, and what could not be said in one."""
    policy: dict[str, Any] = {}
    rules, left = [], []
    regions = sorted(old.blacklisted_regions.values_list("pk", flat=True)) if old is not None else []
    if regions:
        # aa-captrack looks for capitals in the listed regions only.
        policy["scope"] = {"kind": "only_listed", "regions": regions}
        rules.append(f"looks in {len(regions)} regions only")
    threshold = _number("CAPTRACK_SUBCAP_ALERT_THRESHOLD")
    if threshold in _THRESHOLDS:
        # All classes: a policy that has some takes the others from the clients.
        policy["classes"] = {
            name: {**mode, **({"n": threshold} if name in _COUNTED else {}), "groups": [group]}
            for name, (group, mode) in _CLASSES.items()
        }
        rules.append(f"alerts from {threshold} dreadnoughts, lancers, carriers or force auxiliaries on")
    repeat = {}
    for level, name in (
        ("critical", "CAPTRACK_CRITICAL_MIN_REPEAT_MINUTES"),
        ("alerting", "CAPTRACK_ALERT_COOLDOWN_MINUTES"),
    ):
        minutes = _number(name)
        if minutes is not None:
            repeat[level] = max(minutes * 60, _SHORTEST_REPEAT)
            rules.append(f"repeats what is {level} every {repeat[level] // 60} minutes")
    if repeat:
        policy["repeat"] = {"critical": None, "alerting": None, **repeat}
    else:
        left.append(
            "aa-captrack repeats every alert by default, critical ones every 15 minutes. CapTrack Desktop repeats "
            "nothing unless the alert rules say so."
        )
    roles, users = (_ids(getattr(old, f"discord_mention_{what}", "") or "") for what in ("roles", "users"))
    if roles or users:
        policy["mentions"] = {"roles": roles, "users": users}
        words = [f"{what} {', '.join(ids)}" for what, ids in (("roles", roles), ("users", users)) if ids]
        rules.append(f"notes whom to mention on Discord: {'; '.join(words)}")
        left.append("Mentions are set on the computer that relays to Discord: enter the IDs above there.")
    if getattr(old, "webhook_url", None):
        left.append("The webhook: enter it on the computer that relays to Discord.")
    return policy, rules, left


def _publish(old: Any) -> tuple[list[str], str | None, list[str]]:
    policy, rules, left = _policy(old)
    if not policy:
        return [], "aa-captrack has no regions, and its settings are the defaults", left
    if PolicyRevision.objects.exists():
        return [], "some are already published", left
    PolicyRevision.objects.create(
        revision=1, policy=json.dumps(policy, separators=(",", ":")), published_at=clock.now(), by_name=AUTHOR.name
    )
    return rules, None, left


def import_once(again: bool = False) -> Imported:
    """Take it over. Raises `NothingToImportError`."""
    if not apps.is_installed("captrack"):
        raise NothingToImportError("aa-captrack is not installed here, so there is nothing to import.")
    if not again and JournalEntry.objects.filter(action=JournalEntry.Action.IMPORTED).exists():
        raise NothingToImportError("aa-captrack was imported before; add --again to import what was added since.")
    with transaction.atomic():
        snoozes, kept = _snoozes()
        old = apps.get_model("captrack", "CapTrackSettings").objects.order_by("pk").first()
        rules, policy_left, left = _publish(old)
        left.append("The times at which aa-captrack first saw a pilot and last alerted.")
        imported = Imported(snoozes, kept, rules, policy_left, left)
        journal.write(
            AUTHOR,
            JournalEntry.Action.IMPORTED,
            new={"snoozes": snoozes, "kept": kept, "rules": rules, "policy_left": policy_left},
        )
    return imported
