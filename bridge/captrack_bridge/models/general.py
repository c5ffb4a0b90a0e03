"""The permissions."""

from django.db import models


class General(models.Model):  # noqa: DJ008 (there is never one of it)
    """No table: it carries the permissions that an admin gives to states, groups and users."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = (
            # The admin pages show these texts and not the codenames, so they begin with those.
            ("basic_access", "basic_access: can read ships with CapTrack Desktop"),
            ("snooze_access", "snooze_access: can snooze and acknowledge for every CapTrack Desktop"),
            ("refresh_access", "refresh_access: can have pilots read at once with CapTrack Desktop"),
            ("admin_access", "admin_access: can publish the policy for every CapTrack Desktop"),
        )
