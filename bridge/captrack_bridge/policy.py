"""The policy that an admin publishes for all clients. What is in it is the client's business; here it is JSON."""

from __future__ import annotations

import json
from typing import Any

from django.db import IntegrityError, transaction

from . import __version__, clock, journal
from .answers import weak_etag
from .changes import decided
from .errors import ApiError, ErrorCode, bad_request
from .models import JournalEntry, PolicyRevision
from .times import to_wire

LARGEST_POLICY = 64 * 1024
DEEPEST = 12


def newest_revision() -> int:
    """The number of the newest revision; 0 if none was ever published. One query."""
    return PolicyRevision.objects.order_by("-revision").values_list("revision", flat=True).first() or 0


def etag(revision: int) -> str:
    """The ETag of `/policy`."""
    return weak_etag((__version__, "policy", revision))


def build() -> dict[str, Any]:
    """The body of `/policy`."""
    return to_answer(PolicyRevision.objects.order_by("-revision").first())


def to_answer(newest: PolicyRevision | None) -> dict[str, Any]:
    """A revision as it is answered."""
    if newest is None:
        return {"version": 1, "revision": 0, "policy": None, "published_at": None, "by": None, "by_id": None}
    return {
        "version": 1,
        "revision": newest.revision,
        "policy": None if newest.policy is None else json.loads(newest.policy),
        "published_at": to_wire(newest.published_at),
        "by": newest.by_name,
        "by_id": newest.by_id,
    }


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level and depth <= DEEPEST:
        depth += 1
        inner: list[Any] = []
        for one in level:
            if isinstance(one, dict):
                inner.extend(one.values())
            elif isinstance(one, list):
                inner.extend(one)
        level = inner
    return depth


def parse(body: dict[str, Any]) -> tuple[str | None, int]:
    """Check what came: the policy as text (None takes it back), and the revision that it was made from.

    Raises `BAD_REQUEST`, `TOO_LARGE`.
    """
    base = body.get("base_revision")
    if type(base) is not int or base < 0:
        raise bad_request("base_revision is not the number of the revision that the policy was made from")
    if "policy" not in body:
        raise bad_request("it has no policy")
    policy = body["policy"]
    if policy is None:
        return None, base
    if not isinstance(policy, dict):
        raise bad_request("the policy is not a JSON object")
    if _depth(policy) > DEEPEST:
        raise bad_request(f"the policy is nested deeper than {DEEPEST}")
    text = json.dumps(policy, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    if len(text.encode()) > LARGEST_POLICY:
        raise ApiError(ErrorCode.TOO_LARGE, limit=f"{LARGEST_POLICY // 1024} KiB for a policy")
    return text, base


def _changed(newest: PolicyRevision | None) -> ApiError:
    answer = to_answer(newest)
    return ApiError(ErrorCode.POLICY_CHANGED, extra={"current": answer}, revision=answer["revision"])


def publish(author: journal.Author, text: str | None, base: int) -> dict[str, Any]:
    """Make it the newest revision. Publishing again what stands makes none.

    Raises `POLICY_CHANGED` with the newest revision if it was made from an older one: nobody's rules are overwritten
    unseen.
    """
    newest = PolicyRevision.objects.order_by("-revision").first()
    if (
        newest is not None
        and newest.policy == text
        and (newest.by_id, newest.revision) == (author.character_id, base + 1)
    ):
        return to_answer(newest)
    if base != (newest.revision if newest is not None else 0):
        raise _changed(newest)
    revision = PolicyRevision(
        revision=base + 1,
        policy=text,
        published_at=clock.now(),
        by_id=author.character_id,
        by_name=author.name,
    )
    action = JournalEntry.Action.POLICY_PUBLISHED if text is not None else JournalEntry.Action.POLICY_WITHDRAWN
    try:
        with transaction.atomic():
            revision.save(force_insert=True)
            journal.write(
                author,
                action,
                subject=f"revision {revision.revision}",
                old=None if newest is None or newest.policy is None else json.loads(newest.policy),
                new=None if text is None else json.loads(text),
            )
            decided.note()
    except IntegrityError:
        # Somebody published in this very moment: the number is taken.
        raise _changed(PolicyRevision.objects.order_by("-revision").first()) from None
    return to_answer(revision)
