"""How AllianceAuth finds the plugin: its menu entry and its addresses."""

from __future__ import annotations

from allianceauth import hooks
from allianceauth.services.hooks import MenuItemHook, UrlHook
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from . import urls
from .access import Permission


class CaptrackMenuItem(MenuItemHook):
    """The entry in the side menu, for those who may use it."""

    def __init__(self) -> None:
        super().__init__(
            _("CapTrack Desktop"),
            "fa-solid fa-satellite-dish fa-fw",
            "captrack_bridge:tokens",
            navactive=["captrack_bridge:"],
        )

    def render(self, request: HttpRequest) -> str:
        """Empty for everybody else."""
        return super().render(request) if request.user.has_perm(Permission.READ.value) else ""


@hooks.register("menu_item_hook")
def register_menu() -> CaptrackMenuItem:
    """The menu entry."""
    return CaptrackMenuItem()


@hooks.register("url_hook")
def register_urls() -> UrlHook:
    """The addresses. The public ones count only when the admin lists the app in APPS_WITH_PUBLIC_VIEWS."""
    return UrlHook(urls, "captrack_bridge", r"^captrack-bridge/", excluded_views=urls.public_views)
