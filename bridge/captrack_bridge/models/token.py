"""Tokens of computers."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Token(models.Model):
    """What a client proves itself with. The token itself is not here: only its hash and the end of it.

    It grants what its account may do at the moment of each request, never more.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="captrack_tokens", verbose_name=_("account")
    )
    name = models.CharField(
        _("name"), max_length=60, help_text=_("What its owner calls it, usually the name of the computer")
    )
    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token, in hex")
    hint = models.CharField(_("ends in"), max_length=4, help_text=_("The last four characters, to tell tokens apart"))
    created_at = models.DateTimeField(_("created"))
    expires_at = models.DateTimeField(_("expires"))
    last_used_at = models.DateTimeField(_("last used"), null=True, default=None, help_text=_("Exact to five minutes"))
    last_used_from = models.CharField(
        _("last used from"), max_length=45, blank=True, default="", help_text=_("IP address of the last request")
    )
    last_used_by = models.CharField(
        _("last used by"), max_length=120, blank=True, default="", help_text=_("Program and version")
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, default=None)
    end_told = models.BooleanField(
        _("owner notified"), default=False, help_text=_("AllianceAuth has notified the owner that it expires soon")
    )

    class Meta:
        default_permissions = ("view", "change")
        ordering = ("-created_at",)
        verbose_name = _("token")
        verbose_name_plural = _("tokens")

    def __str__(self) -> str:
        return f"{self.name} (…{self.hint})"

    def has_expired(self, now: datetime) -> bool:
        """Whether its time is over."""
        return self.expires_at <= now
