"""What leaders decided for all desks: snoozes per pilot, acknowledgements per main. The newest decision wins.

A clear is a decision too, and stays as one: an older snooze that a desk sends late must not bring it back.
"""

from __future__ import annotations

from django.db import models


class Decision(models.Model):
    """What snoozes and acknowledgements have in common."""

    subject_id = models.BigIntegerField(unique=True, help_text="EVE's id of the character it is about")
    stands = models.BooleanField("in force", default=False, help_text="False: cleared")
    decided_at = models.DateTimeField(help_text="When somebody decided it, at the desk; never later than stored")
    stored_at = models.DateTimeField(db_index=True, help_text="When it reached this server")
    by_id = models.BigIntegerField(null=True, default=None, help_text="The main character of who decided")
    by_name = models.CharField(max_length=254, default="")
    why = models.CharField(max_length=200, null=True, default=None)  # noqa: DJ001 (none given is not the empty reason)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.subject_id}: {'stands' if self.stands else 'cleared'} since {self.decided_at}"


class Snooze(Decision):
    """A pilot who shall not alert for a while."""

    since = models.DateTimeField(null=True, default=None)
    until = models.DateTimeField(null=True, default=None, help_text="None: until cleared")

    class Meta:
        default_permissions = ("view",)


class Acknowledgement(Decision):
    """What alerts under a main has been seen."""

    hulls = models.JSONField(default=list, help_text="Keys of the hulls that alerted then")

    class Meta:
        default_permissions = ("view",)
