"""A log of every write."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class JournalEntry(models.Model):
    """Who changed what, when, and what it was before."""

    class Action(models.TextChoices):
        """What was done."""

        TOKEN_CREATED = "token_created", "token created"
        TOKEN_REVOKED = "token_revoked", "token revoked"
        SNOOZED = "snoozed", "snoozed"
        SNOOZE_CLEARED = "snooze_cleared", "snooze cleared"
        ACKNOWLEDGED = "acknowledged", "acknowledged"
        ACKNOWLEDGEMENT_CLEARED = "acknowledgement_cleared", "acknowledgement cleared"
        POLICY_PUBLISHED = "policy_published", "policy published"
        POLICY_WITHDRAWN = "policy_withdrawn", "policy withdrawn"
        IMPORTED = "imported", "imported from aa-captrack"

    at = models.DateTimeField(db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, default=None, on_delete=models.SET_NULL)
    by_name = models.CharField(max_length=254, help_text="Kept when the account is gone")
    token_name = models.CharField(max_length=60, default="", help_text="Empty: not through a token")
    action = models.CharField(max_length=32, choices=Action.choices)
    subject = models.CharField(max_length=100, default="", help_text="Whom or what it is about")
    old = models.TextField(default="", help_text="JSON of what was; empty: nothing")
    new = models.TextField(default="", help_text="JSON of what is")

    class Meta:
        default_permissions = ("view",)
        ordering = ("-at", "-pk")
        verbose_name = "journal entry"
        verbose_name_plural = "journal"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_name}: {self.get_action_display()} {self.subject}".rstrip()
