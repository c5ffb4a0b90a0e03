"""The log of every write: in the database for the admin page, and as numbers in AllianceAuth's extensions log.

No token, code or hash ever comes in here.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from allianceauth.services.hooks import get_extension_logger
from django.contrib.auth.models import User
from django.utils.translation import override

from . import clock
from .models import JournalEntry

logger = get_extension_logger(__name__)


@dataclass(frozen=True)
class Author:
    """Who writes."""

    user: User | None
    #: The name of the main character, or of the account if it has none.
    name: str
    character_id: int | None
    #: The name of the token, empty in the browser and on the command line.
    token_name: str = ""

    @classmethod
    def of(cls, user: User, token_name: str = "") -> Author:
        """The author that an account is."""
        main = getattr(getattr(user, "profile", None), "main_character", None)
        if main is None:
            return cls(user, user.get_username(), None, token_name)
        return cls(user, main.character_name, main.character_id, token_name)


@dataclass(frozen=True)
class Change:
    """One thing that was written."""

    action: JournalEntry.Action
    subject: str = ""
    old: dict[str, Any] | None = None
    new: dict[str, Any] | None = None


def _as_json(value: dict[str, Any] | None) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def write_all(author: Author, changes: Iterable[Change]) -> None:
    """Log several changes in one query."""
    now = clock.now()
    entries = [
        JournalEntry(
            at=now,
            user=author.user,
            by_name=author.name,
            token_name=author.token_name,
            action=change.action,
            subject=change.subject[:100],
            old=_as_json(change.old),
            new=_as_json(change.new),
        )
        for change in changes
    ]
    JournalEntry.objects.bulk_create(entries)
    via = f"token “{author.token_name}”" if author.token_name else "AllianceAuth"
    # A number each: a single request may change thousands of things, and the log is shared with all other plugins.
    # In English, whatever language the user's browser speaks.
    with override("en"):
        counts = Counter(str(entry.get_action_display()) for entry in entries)
    for action, count in counts.items():
        logger.info("%s (%s): %s, %d", author.name, via, action, count)


def write(author: Author, action: JournalEntry.Action, **change: Any) -> None:
    """Log one change."""
    write_all(author, [Change(action, **change)])


def log_count(author: Author, what: str, count: int) -> None:
    """What changes nothing that is kept: as a number in AllianceAuth's log."""
    logger.info("%s (%s): %s, %d", author.name, author.token_name or "AllianceAuth", what, count)
