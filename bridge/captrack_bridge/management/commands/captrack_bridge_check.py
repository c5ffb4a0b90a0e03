"""`python manage.py captrack_bridge_check`."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from ... import health
from ...health import Finding, Level


class Command(BaseCommand):
    """Say what is missing."""

    help = "Says what keeps CapTrack Desktop from seeing ships. Ends with 1 if something is missing."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """`--user NAME`: what one account may do."""
        parser.add_argument("--user", help="an account or its main character: what may it do with CapTrack Desktop?")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        """Look and print."""
        found = list(health.findings())
        if options["user"]:
            found += health.of_user(self._user(options["user"]))
        for finding in found:
            self.stdout.write(self._line(finding))
        missing = sum(finding.level is Level.MISSING for finding in found)
        if missing:
            raise CommandError(f"{missing} things are missing." if missing > 1 else "1 thing is missing.", returncode=1)
        self.stdout.write("Nothing is missing.")

    def _line(self, finding: Finding) -> str:
        style = {Level.GOOD: self.style.SUCCESS, Level.LOOK: self.style.WARNING, Level.MISSING: self.style.ERROR}
        return f"{style[finding.level](f'{finding.level.value:<8}')} {finding.sentence}"

    def _user(self, name: str) -> User:
        user = User.objects.filter(username=name).first()
        user = user or User.objects.filter(profile__main_character__character_name=name).first()
        if user is None:
            raise CommandError(f"There is no account and no main character called “{name}”.", returncode=2)
        return user
