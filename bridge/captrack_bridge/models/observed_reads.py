"""When corptools read a character, as far as the bridge has seen it."""

from __future__ import annotations

from django.db import models


class ObservedReads(models.Model):
    """One character: its last read of each kind, and the seconds between those before."""

    character_id = models.BigIntegerField(unique=True, help_text="EVE's id of the character")
    assets_at = models.DateTimeField(null=True, default=None)
    assets_gaps = models.JSONField(default=list)
    location_at = models.DateTimeField(null=True, default=None)
    location_gaps = models.JSONField(default=list)

    class Meta:
        default_permissions = ()
        verbose_name = "observed reads"
        verbose_name_plural = "observed reads"

    def __str__(self) -> str:
        return f"{self.character_id}"
