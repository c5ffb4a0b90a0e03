"""`python manage.py captrack_bridge_import`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...old_captrack import NothingToImportError, import_once


class Command(BaseCommand):
    """Take over what aa-captrack keeps."""

    help = (
        "Takes over the snoozes, regions, thresholds, repeats and mentions of aa-captrack, once. "
        "aa-captrack itself is not changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """`--again`: a second time."""
        parser.add_argument("--again", action="store_true", help="import although it was done before")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import and say what was done."""
        try:
            done = import_once(again=options["again"])
        except NothingToImportError as reason:
            raise CommandError(str(reason)) from None
        self.stdout.write(f"{done.snoozes} snoozes taken over, {done.kept} left as the desks have them.")
        if done.policy_left is None:
            self.stdout.write("A policy is published, as aa-captrack did:")
            for rule in done.rules:
                self.stdout.write(f"  it {rule}")
        else:
            self.stdout.write(f"No policy was published: {done.policy_left}.")
        self.stdout.write("Not taken over:")
        for line in done.left:
            self.stdout.write(f"  {line}")
