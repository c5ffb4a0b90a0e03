"""The policy that an admin publishes for every desk."""

from __future__ import annotations

from django.db import models


class PolicyRevision(models.Model):
    """One publication. The newest counts; the older ones tell who changed what, and when.

    What is in the policy is the desk's business: the rule engine is there, and a newer desk may know newer rules.
    """

    revision = models.PositiveIntegerField(unique=True, help_text="1, 2, 3 …")
    policy = models.TextField(null=True, default=None, help_text="JSON object; none: taken back")  # noqa: DJ001
    published_at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True, default=None)
    by_name = models.CharField(max_length=254, default="")

    class Meta:
        default_permissions = ("view",)
        ordering = ("-revision",)
        verbose_name = "policy revision"

    def __str__(self) -> str:
        return f"revision {self.revision} by {self.by_name}"
