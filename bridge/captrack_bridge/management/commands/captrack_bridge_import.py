"""`python manage.py captrack_bridge_import`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from ...old_captrack import NothingToImportError, import_once


class Command(BaseCommand):
    """Take over what aa-captrack keeps."""

    help = (
        "Imports the snoozes, regions, thresholds, repeats and mentions of aa-captrack, once. "
        "aa-captrack itself is not changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """`--again`: a second time."""
        parser.add_argument("--again", action="store_true", help="import although it was done before")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        """Import and say what was done."""
        try:
            done = import_once(again=options["again"])
        except NothingToImportError as reason:
            raise CommandError(str(reason)) from None
        self.stdout.write(
            f"{done.snoozes} snoozes imported, {done.kept} skipped because CapTrack already has a decision about the "
            "pilot."
        )
        if done.policy_left is None:
            self.stdout.write("Alert rules are published, as aa-captrack had them:")
            for rule in done.rules:
                self.stdout.write(f"  it {rule}")
        else:
            self.stdout.write(f"No alert rules were published: {done.policy_left}.")
        self.stdout.write("Not imported:")
        for line in done.left:
            self.stdout.write(f"  {line}")
