"""How Django knows the app."""

from django.apps import AppConfig

from . import __version__


class CaptrackBridgeConfig(AppConfig):
    """The app."""

    name = "captrack_bridge"
    label = "captrack_bridge"
    verbose_name = f"CapTrack Bridge v{__version__}"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks that `manage.py check` and every start run, and what SQLite has to be taught."""
        from . import checks  # noqa: F401
        from .checksum import teach_sqlite

        teach_sqlite()
