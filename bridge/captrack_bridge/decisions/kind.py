"""The two kinds of decisions and what they are called."""

from __future__ import annotations

from dataclasses import dataclass

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
    #: The columns that its table has besides.
    details: tuple[str, ...]
    action: JournalEntry.Action
    clear_action: JournalEntry.Action

    def state(self, stands: bool) -> str:
        """The word for its state."""
        return self.standing if stands else "cleared"


SNOOZES = Kind(
    Snooze,
    "pilot_id",
    "snoozed",
    "snoozes",
    ("since", "until"),
    JournalEntry.Action.SNOOZED,
    JournalEntry.Action.SNOOZE_CLEARED,
)
ACKNOWLEDGEMENTS = Kind(
    Acknowledgement,
    "main_id",
    "acknowledged",
    "acknowledgements",
    ("hulls",),
    JournalEntry.Action.ACKNOWLEDGED,
    JournalEntry.Action.ACKNOWLEDGEMENT_CLEARED,
)
