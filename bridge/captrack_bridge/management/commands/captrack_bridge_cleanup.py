"""`python manage.py captrack_bridge_cleanup`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from ...housekeeping import clean_up


class Command(BaseCommand):
    """Delete what is not needed any more."""

    help = "Does at once what the task captrack_bridge.tasks.clean_up does once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        """Clean up and say what was done."""
        done = clean_up()
        self.stdout.write(
            f"Deleted: {done.journal_entries} entries of the journal, {done.policy_revisions} old policies, "
            f"{done.tokens} tokens that had ended, {done.decisions} decisions that had ended."
        )
        self.stdout.write(
            f"Ended {done.acknowledgements_ended} acknowledgements of ships that are gone, told {done.owners_told} "
            "owners that a token ends soon."
        )
