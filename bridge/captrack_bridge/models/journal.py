"""A log of every write."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalEntry(models.Model):
    """Who changed what, when, and what it was before."""

    class Action(models.TextChoices):
        """What was done."""

        TOKEN_CREATED = "token_created", _("token created")
        TOKEN_REVOKED = "token_revoked", _("token revoked")
        SNOOZED = "snoozed", _("snoozed")
        SNOOZE_CLEARED = "snooze_cleared", _("snooze cleared")
        ACKNOWLEDGED = "acknowledged", _("acknowledged")
        ACKNOWLEDGEMENT_CLEARED = "acknowledgement_cleared", _("acknowledgement cleared")
        POLICY_PUBLISHED = "policy_published", _("alert rules published")
        POLICY_WITHDRAWN = "policy_withdrawn", _("alert rules withdrawn")
        IMPORTED = "imported", _("imported from aa-captrack")

    at = models.DateTimeField(_("time"), db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, default=None, on_delete=models.SET_NULL, verbose_name=_("account")
    )
    by_name = models.CharField(_("by"), max_length=254, help_text=_("Kept when the account is deleted"))
    token_name = models.CharField(
        _("token"), max_length=60, default="", help_text=_("Empty: in the browser or on the command line")
    )
    action = models.CharField(_("action"), max_length=32, choices=Action.choices)
    subject = models.CharField(_("subject"), max_length=100, default="", help_text=_("Whom or what it is about"))
    old = models.TextField(_("before"), default="", help_text=_("As JSON; empty: nothing"))
    new = models.TextField(_("after"), default="", help_text=_("As JSON; empty: nothing"))

    class Meta:
        default_permissions = ("view",)
        ordering = ("-at", "-pk")
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_name}: {self.get_action_display()} {self.subject}".rstrip()
