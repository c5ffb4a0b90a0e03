"""Codes that a browser hands to a client, which exchanges them for a token."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ConnectCode(models.Model):
    """Good once, for a few minutes, and only for the client that knows the verifier behind the challenge."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60, help_text="What the token will be called")
    code_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the code, in hex")
    challenge = models.CharField(max_length=43, help_text="SHA-256 of the client's verifier, base64url without padding")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        verbose_name = "connect code"

    def __str__(self) -> str:
        return self.name
