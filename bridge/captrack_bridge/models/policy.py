"""The policy that an admin publishes for everyone."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PolicyRevision(models.Model):
    """One publication. The newest counts; the older ones tell who changed what, and when.

    What is in the policy is the client's business: the rule engine is there, and a newer one may know newer rules.
    """

    revision = models.PositiveIntegerField(_("revision"), unique=True, help_text="1, 2, 3 …")
    policy = models.TextField(_("rules"), null=True, default=None, help_text=_("As JSON; empty: withdrawn"))  # noqa: DJ001
    published_at = models.DateTimeField(_("published"))
    by_id = models.BigIntegerField(null=True, default=None)
    by_name = models.CharField(_("published by"), max_length=254, default="")

    class Meta:
        default_permissions = ("view",)
        ordering = ("-revision",)
        verbose_name = _("revision of the alert rules")
        verbose_name_plural = _("alert rules")

    def __str__(self) -> str:
        return _("revision %(number)d, by %(name)s") % {"number": self.revision, "name": self.by_name}
