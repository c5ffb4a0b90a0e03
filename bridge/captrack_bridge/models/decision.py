"""What leaders decided for everyone: snoozes per pilot, acknowledgements per main. The newest decision wins.

A clear is a decision too, and stays as one: an older snooze that a client sends late must not bring it back.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Decision(models.Model):
    """What snoozes and acknowledgements have in common."""

    subject_id = models.BigIntegerField(
        _("character ID"), unique=True, help_text=_("EVE's ID of the character it is about")
    )
    stands = models.BooleanField(_("in force"), default=False, help_text=_("Off: cleared"))
    decided_at = models.DateTimeField(
        _("decided"), help_text=_("When somebody decided it in CapTrack Desktop; never later than stored")
    )
    stored_at = models.DateTimeField(_("stored"), db_index=True, help_text=_("When it reached this server"))
    by_id = models.BigIntegerField(null=True, default=None, help_text="The main character of who decided")
    by_name = models.CharField(_("decided by"), max_length=254, default="")
    why = models.CharField(_("reason"), max_length=200, null=True, default=None)  # noqa: DJ001 (none given is not the empty reason)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        state = _("in force") if self.stands else _("cleared")
        return f"{self.subject_id}: {state}, {self.decided_at:%Y-%m-%d %H:%M}"


class Snooze(Decision):
    """A pilot who shall not alert for a while."""

    since = models.DateTimeField(_("since"), null=True, default=None)
    until = models.DateTimeField(_("until"), null=True, default=None, help_text=_("Empty: until cleared"))

    class Meta:
        default_permissions = ("view",)
        verbose_name = _("snooze")
        verbose_name_plural = _("snoozes")


class Acknowledgement(Decision):
    """What alerts under a main has been acknowledged."""

    hulls = models.JSONField(_("ship keys"), default=list, help_text=_("The ships that alerted then"))

    class Meta:
        default_permissions = ("view",)
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
