"""Whether anything has changed at all, for `whoami`: a text for each answer that stays for as long as that does."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Count, Max, Sum
from esi.models import Token as EsiToken

from .. import policy
from ..answers import digest
from ..capitals.fingerprint import hour_of, unsettled
from ..capitals.ship_groups import Groups
from ..decisions.kind import ACKNOWLEDGEMENTS, SNOOZES, Kind
from ..lane import wire as lane
from ..state import newest_scope
from . import log
from .delta import who
from .log import Noted


def _decisions(kind: Kind, noted: Noted, asking: str, now: datetime) -> str:
    """Over all decisions, also of those whom the account does not see: that asks nothing of who sees whom."""
    found = kind.model.objects.aggregate(count=Count("pk"), newest=Max("stored_at"), subjects=Sum("subject_id"))
    return digest((kind.plural, asking, noted.sums.people(), *found.values(), unsettled(now, found["newest"])))


def _coverage(user: User, noted: Noted, asking: str, now: datetime) -> str:
    tokens = EsiToken.objects.aggregate(count=Count("pk"), newest=Max("pk"), scopes=Max(newest_scope()))
    audits = sorted(noted.sums.audits.items())
    return digest(
        ("coverage", asking, noted.sums.people(), audits, *tokens.values(), hour_of(now, user.pk), lane.mark())
    )


def of(user: User, groups: Groups | None, now: datetime) -> dict[str, str | None]:
    """As `whoami` tells them. Without groups the account may read no data of characters."""
    revisions: dict[str, str | None] = dict.fromkeys(("capitals", "coverage", "snoozes", "acknowledgements"))
    if groups is not None:
        noted = log.note(groups.ships)
        asking = who(user, groups, now)
        revisions["capitals"] = digest(("capitals", noted.epoch, noted.number, asking))
        revisions["coverage"] = _coverage(user, noted, asking, now)
        for kind in (SNOOZES, ACKNOWLEDGEMENTS):
            revisions[kind.plural] = _decisions(kind, noted, asking, now)
    return revisions | {"policy": digest(("policy", policy.newest_revision()))}
