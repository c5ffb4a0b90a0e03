"""`python manage.py captrack_bridge_cleanup`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, no_translations

from ...housekeeping import clean_up


class Command(BaseCommand):
    """Delete what is not needed any more."""

    help = "Does now what the task captrack_bridge.tasks.clean_up does once a day."

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        """Clean up and say what was done."""
        done = clean_up()
        self.stdout.write(
            f"Deleted: {done.journal_entries} journal entries, {done.policy_revisions} replaced alert rules, "
            f"{done.tokens} tokens that had expired, {done.decisions} decisions that had ended."
        )
        self.stdout.write(
            f"Ended {done.acknowledgements_ended} acknowledgements of ships that are gone, notified {done.owners_told} "
            "owners that a token expires soon."
        )
