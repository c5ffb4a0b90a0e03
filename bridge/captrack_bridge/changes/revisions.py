"""Whether anything has changed at all, for `whoami`: a text for each answer that stays for as long as that does."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from allianceauth.authentication.models import State
from django.contrib.auth.models import User
from django.db.models import Count, DateTimeField, IntegerField, Max, Subquery, Sum
from esi.models import Token as EsiToken

from ..answers import digest
from ..capitals.fingerprint import hour_of, unsettled
from ..decisions.kind import ACKNOWLEDGEMENTS, SNOOZES, Kind
from ..lane import wire as lane
from ..models import PolicyRevision
from ..state import newest_scope, single
from . import decided, log
from .kept import kept
from .log import Noted

_KINDS = (SNOOZES, ACKNOWLEDGEMENTS)


def _newest(kind: Kind) -> Subquery:
    newest = kind.model.objects.order_by("-stored_at").values("stored_at")[:1]
    return Subquery(newest, output_field=DateTimeField())


class _State(NamedTuple):
    """What is not noted with the characters."""

    policy: int | None
    tokens: str | None
    scopes: int | None
    #: Of snoozes and of acknowledgements: over all of them, and when the newest was stored.
    snoozes: str | None
    snoozed_at: datetime | None
    acknowledgements: str | None
    acknowledged_at: datetime | None


def _state() -> _State:
    """Ask the database. One query, which has to stand on some row: the state of guests is always there."""
    policy = PolicyRevision.objects.order_by("-revision").values("revision")[:1]
    values: list[Subquery] = [
        Subquery(policy, output_field=IntegerField()),
        single(EsiToken.objects.all(), Count("pk"), Max("pk")),
        newest_scope(),
    ]
    for kind in _KINDS:
        values += [single(kind.model.objects.all(), Count("pk"), Sum("subject_id")), _newest(kind)]
    return _State(*State.objects.order_by("pk").values_list(*values)[0])


def _lately() -> _State:
    """As it was a few seconds ago at most, for all who ask. Who is told an older state is told the newer one next."""
    return _State(*kept(decided.KEPT, round(log.NOTED_FOR.total_seconds()), lambda: tuple(_state())))


def of(user: User, noted: Noted | None, asking: str, now: datetime) -> dict[str, str | None]:
    """As `whoami` tells them. Without what was noted the account may read no data of characters.

    `asking` is a digest over who asks for what.
    """
    revisions: dict[str, str | None] = dict.fromkeys(("capitals", "coverage", "snoozes", "acknowledgements"))
    state = _lately()
    if noted is not None:
        people = noted.sums.people()
        revisions["capitals"] = digest(("capitals", noted.epoch, noted.number, asking))
        audits = sorted(noted.sums.audits.items())
        hour = hour_of(now, user.pk)
        revisions["coverage"] = digest(
            ("coverage", asking, people, audits, state.tokens, state.scopes, hour, lane.mark())
        )
        # Over all decisions, also of those whom the account does not see: that asks nothing of who sees whom.
        for kind, over_all, newest in (
            (SNOOZES, state.snoozes, state.snoozed_at),
            (ACKNOWLEDGEMENTS, state.acknowledgements, state.acknowledged_at),
        ):
            revisions[kind.plural] = digest((kind.plural, asking, people, over_all, newest, unsettled(now, newest)))
    return revisions | {"policy": digest(("policy", state.policy or 0))}
