"""What is not needed any more goes, what is over ends, and whose token ends soon is told: once a day, by Celery.

See README for how it is scheduled. Nothing here has to happen for the rest to be right.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from corptools.models import CharacterAudit
from django.db.models import Q

from . import app_settings, clock, notices
from .decisions import over
from .models import (
    Acknowledgement,
    ChangeLog,
    ConnectCode,
    JournalEntry,
    ObservedReads,
    PolicyRevision,
    Snooze,
    Token,
    WantedRead,
)

#: So long before its end the owner of a token is told.
WARN_BEFORE = timedelta(days=7)
#: What was asked for so long ago is not asked for any more: it would have been asked for again.
WANTED_KEPT = timedelta(days=7)
#: A log of changes that no client has asked for so long is not kept up.
CHANGES_KEPT = timedelta(days=7)


@dataclass(frozen=True)
class Cleaned:
    """How many of each."""

    journal_entries: int
    policy_revisions: int
    tokens: int
    decisions: int
    acknowledgements_ended: int
    owners_told: int


def clean_up() -> Cleaned:
    """Do all of it."""
    now = clock.now()
    ConnectCode.objects.filter(expires_at__lte=now).delete()
    long_ago = now - WANTED_KEPT
    WantedRead.objects.filter(Q(asked_at__lt=long_ago) | Q(asked_at=None, wanted_at__lt=long_ago)).delete()
    ChangeLog.objects.filter(used_at__lt=now - CHANGES_KEPT).delete()
    ObservedReads.objects.exclude(character_id__in=CharacterAudit.objects.values("character__character_id")).delete()
    return Cleaned(
        acknowledgements_ended=over.end_acknowledgements(now),
        owners_told=_warn_owners(now),
        journal_entries=_journal(now),
        policy_revisions=_policies(now),
        tokens=_tokens(now),
        decisions=_decisions(now),
    )


def _journal(now: datetime) -> int:
    kept = app_settings.kept(app_settings.JOURNAL_DAYS)
    if kept is None:
        return 0
    # What was imported from aa-captrack is imported once: the entry is what says so.
    old = JournalEntry.objects.filter(at__lt=now - kept).exclude(action=JournalEntry.Action.IMPORTED)
    return old.delete()[0]


def _policies(now: datetime) -> int:
    """All but the newest, however old that is."""
    kept = app_settings.kept(app_settings.JOURNAL_DAYS)
    newest = PolicyRevision.objects.order_by("-revision").values_list("revision", flat=True).first()
    if kept is None or newest is None:
        return 0
    return PolicyRevision.objects.filter(published_at__lt=now - kept, revision__lt=newest).delete()[0]


def _tokens(now: datetime) -> int:
    kept = app_settings.kept(app_settings.EXPIRED_TOKEN_DAYS)
    if kept is None:
        return 0
    return Token.objects.filter(Q(expires_at__lt=now - kept) | Q(revoked_at__lt=now - kept)).delete()[0]


def _decisions(now: datetime) -> int:
    """Those that were cleared or have run out. One as old that comes late is not taken any more (`decisions.parse`)."""
    kept = app_settings.kept(app_settings.ENDED_DECISION_DAYS)
    if kept is None:
        return 0
    cleared = Q(stands=False, decided_at__lt=now - kept)
    ended = Snooze.objects.filter(cleared | Q(stands=True, until__lt=now - kept, decided_at__lt=now - kept))
    return ended.delete()[0] + Acknowledgement.objects.filter(cleared).delete()[0]


def _warn_owners(now: datetime) -> int:
    """Each once, and not of tokens that are made for so short a time."""
    soon = Token.objects.filter(
        revoked_at=None, end_told=False, expires_at__gt=now, expires_at__lte=now + WARN_BEFORE
    ).select_related("user")
    told = 0
    for token in soon:
        # Of two processes one tells.
        is_mine = Token.objects.filter(pk=token.pk, end_told=False).update(end_told=True) == 1
        if is_mine and token.user.is_active and token.expires_at - token.created_at > WARN_BEFORE:
            notices.token_ends(token)
            told += 1
    return told
