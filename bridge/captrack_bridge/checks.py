"""What Django says at every start and in `manage.py check` when a settings line is missing or makes no sense."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core import checks

from . import app_settings
from .packages import older_than, package_version

#: Older ones lose a character's assets when writing them fails, and note a read all the same.
SAFE_CORPTOOLS = (3, 5)


@checks.register()
def settings_are_complete(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Look at the settings and at what is installed beside."""
    return [*_public_views(), *_values(), *_address(), *_beside()]


def _public_views() -> Iterator[checks.CheckMessage]:
    if "captrack_bridge" not in getattr(settings, "APPS_WITH_PUBLIC_VIEWS", []):
        yield checks.Warning(
            "CapTrack Desktop cannot reach the CapTrack Bridge: it is sent to the login page.",
            hint='Add to the settings: APPS_WITH_PUBLIC_VIEWS += ["captrack_bridge"]',
            id="captrack_bridge.W001",
        )


def _values() -> Iterator[checks.CheckMessage]:
    for problem in app_settings.problems():
        yield checks.Warning(problem, hint="The default is used.", id="captrack_bridge.W003")


def _address() -> Iterator[checks.CheckMessage]:
    site = urlsplit(app_settings.site_url())
    if site.scheme == "http" and site.hostname not in ("localhost", "127.0.0.1", "::1"):
        yield checks.Warning(
            f"SITE_URL is {app_settings.site_url()}: CapTrack Desktop connects to https addresses only.",
            hint="Set up a certificate, and write https in SITE_URL.",
            id="captrack_bridge.W002",
        )


def _beside() -> Iterator[checks.CheckMessage]:
    if older_than("allianceauth-corptools", SAFE_CORPTOOLS):
        yield checks.Info(
            f"corptools {package_version('allianceauth-corptools')} can lose a character's assets when writing them "
            "fails; the CapTrack Bridge takes such a character for unread.",
            hint="Update corptools to 3.5 or newer where AllianceAuth allows it.",
            id="captrack_bridge.I001",
        )
    if apps.is_installed("captrack"):
        yield checks.Info(
            "aa-captrack is installed beside the CapTrack Bridge: both alert.",
            hint="captrack_bridge_import imports its snoozes and rules; then uninstall it.",
            id="captrack_bridge.I002",
        )
