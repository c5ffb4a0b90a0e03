"""What Django says at every start and in `manage.py check` when a settings line is missing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register()
def settings_are_complete(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """The API must be among the apps with public views."""
    if "captrack_bridge" in getattr(settings, "APPS_WITH_PUBLIC_VIEWS", []):
        return []
    return [
        checks.Warning(
            "Desks cannot reach the CapTrack Bridge: they are sent to the login page.",
            hint='Add to the settings: APPS_WITH_PUBLIC_VIEWS += ["captrack_bridge"]',
            id="captrack_bridge.W001",
        )
    ]
