"""Reads of characters that the bridge has asked corptools for."""

from __future__ import annotations

from django.db import models


class WantedRead(models.Model):
    """One kind of read of one character."""

    character_id = models.BigIntegerField(help_text="EVE's id of the character")
    kind = models.PositiveSmallIntegerField(help_text="1: ship and place, 2: assets")
    asked_at = models.DateTimeField(null=True, default=None, db_index=True, help_text="When corptools was asked last")
    tries = models.PositiveIntegerField(default=0, help_text="How often since it was read")
    wanted_at = models.DateTimeField(null=True, default=None, help_text="When somebody asked for it who still waits")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("character_id", "kind"), name="captrack_one_wanted_read")]

    def __str__(self) -> str:
        return f"{self.character_id}/{self.kind}"
