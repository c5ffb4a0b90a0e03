"""Which addresses AllianceAuth lets through without a login: the API and nothing else."""

import importlib

import pytest
from django.test import Client
from django.urls import clear_url_caches, get_resolver

from captrack_bridge import auth_hooks, urls

PAGES = ["", "tokens/create/", "tokens/1/revoke/", "connect/"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_page_asks_for_a_login(db, page, method):
    response = getattr(Client(), method)(f"/captrack-bridge/{page}", secure=True)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/account/login/")


def test_the_api_comes_last_since_what_follows_a_public_view_is_public_too():
    public = [pattern.lookup_str in urls.public_views for pattern in urls.urlpatterns]
    assert public == sorted(public)
    assert sum(public) == len(urls.public_views)


def test_every_public_view_is_the_apis():
    assert all(name.startswith("captrack_bridge.views.api.") for name in urls.public_views)
    assert auth_hooks.register_urls().excluded_views == set(urls.public_views)


@pytest.fixture
def _without_the_settings_line(settings):
    """AllianceAuth wraps the views when its addresses are loaded; load them as a server with that settings would."""
    import allianceauth.urls

    import testproject.urls
    from captrack_bridge.views import api

    def load():
        for module in (api, urls, allianceauth.urls, testproject.urls):
            importlib.reload(module)
        clear_url_caches()
        get_resolver()

    settings.APPS_WITH_PUBLIC_VIEWS = []
    load()
    yield
    settings.APPS_WITH_PUBLIC_VIEWS = ["captrack_bridge"]
    load()


@pytest.mark.usefixtures("_without_the_settings_line")
def test_without_the_settings_line_a_desk_is_sent_to_the_login_page(desk):
    response = desk.client.get(
        "/captrack-bridge/api/v1/whoami", headers={"Authorization": f"Bearer {desk.secret}"}, secure=True
    )
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/account/login/")
