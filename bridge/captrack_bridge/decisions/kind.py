"""The two kinds of decisions and what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..models import Acknowledgement, JournalEntry, Snooze


@dataclass(frozen=True)
class Kind:
    """A kind of decision: its table, and what it is called on the wire."""

    model: type[Snooze] | type[Acknowledgement]
    #: `pilot_id` or `main_id`.
    subject: str
    #: The word for a decision that stands: `snoozed` or `acknowledged`.
    standing: str
    #: The list in the answer: `snoozes` or `acknowledgements`.
    plural: str
    #: The columns that its table has besides, as they are when it is cleared.
    nothing: dict[str, Any]
    action: JournalEntry.Action
    clear_action: JournalEntry.Action

    @property
    def columns(self) -> tuple[str, ...]:
        """Those that a decision writes, without the ones of its own."""
        return ("stands", "decided_at", "stored_at", "by_id", "by_name", "why")

    def state(self, stands: bool) -> str:
        """The word for its state."""
        return self.standing if stands else "cleared"


SNOOZES = Kind(
    Snooze,
    "pilot_id",
    "snoozed",
    "snoozes",
    {"since": None, "until": None},
    JournalEntry.Action.SNOOZED,
    JournalEntry.Action.SNOOZE_CLEARED,
)
ACKNOWLEDGEMENTS = Kind(
    Acknowledgement,
    "main_id",
    "acknowledged",
    "acknowledgements",
    {"hulls": []},
    JournalEntry.Action.ACKNOWLEDGED,
    JournalEntry.Action.ACKNOWLEDGEMENT_CLEARED,
)
