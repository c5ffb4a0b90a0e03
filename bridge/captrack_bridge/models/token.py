"""Tokens of desks."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models


class Token(models.Model):
    """What a desk proves itself with. The token itself is not here: only its hash and the end of it.

    It grants what its account may do at the moment of each request, never more.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="captrack_tokens")
    name = models.CharField(max_length=60, help_text="What its owner calls it, usually the computer it is on")
    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token, in hex")
    hint = models.CharField(max_length=4, help_text="The last four characters, to tell tokens apart")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, default=None, help_text="Exact to a minute")
    last_used_from = models.CharField(max_length=45, blank=True, default="", help_text="The address it came from then")
    last_used_by = models.CharField(max_length=120, blank=True, default="", help_text="What it calls itself")
    revoked_at = models.DateTimeField(null=True, default=None)
    end_told = models.BooleanField(default=False, help_text="Its owner was told that it ends soon")

    class Meta:
        default_permissions = ("view", "change")
        ordering = ("-created_at",)
        verbose_name = "token"

    def __str__(self) -> str:
        return f"{self.name} (…{self.hint})"

    def has_expired(self, now: datetime) -> bool:
        """Whether its time is over."""
        return self.expires_at <= now
