"""The permissions."""

from django.db import models


class General(models.Model):  # noqa: DJ008 (there is never one of it)
    """No table: it carries the permissions that an admin gives to states, groups and users."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = (
            ("basic_access", "Can read capitals with CapTrack Desktop"),
            ("snooze_access", "Can snooze and acknowledge for every CapTrack Desktop"),
            ("admin_access", "Can publish the policy for every CapTrack Desktop"),
        )
