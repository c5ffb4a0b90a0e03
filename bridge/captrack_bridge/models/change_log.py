"""What the bridge has seen of every character, so that a client is told only what has changed."""

from __future__ import annotations

from django.db import models


class ChangeLog(models.Model):
    """A count of changes for clients that ask for the same groups of ships."""

    groups_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the groups")
    #: Drawn when it is made, so that no cursor of an earlier one with the same groups is taken for one of this.
    epoch = models.CharField(max_length=16)
    number = models.BigIntegerField(default=0, help_text="Grows whenever something was seen to have changed")
    used_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.epoch}.{self.number}"


class CharacterState(models.Model):
    """One character in it."""

    log = models.ForeignKey(ChangeLog, on_delete=models.CASCADE, related_name="states")
    audit_id = models.BigIntegerField(help_text="corptools' id of it")
    character_id = models.BigIntegerField(help_text="EVE's id of it")
    digest = models.CharField(max_length=32, help_text="Over all that is told of it; empty: it is gone")
    number = models.BigIntegerField(help_text="The log's number when this was seen")
    assets_at = models.DateTimeField(null=True, default=None, help_text="The newest read of its assets that was seen")
    location_at = models.DateTimeField(null=True, default=None, help_text="The newest read of its ship and place")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("log", "audit_id"), name="captrack_one_state")]
        indexes = [models.Index(fields=("log", "number"), name="captrack_changed_since")]

    def __str__(self) -> str:
        return f"{self.character_id}: {self.number}"
