"""The addresses. Pages first, the API last.

The API's views are public to AllianceAuth (they ask for a token themselves), and in AllianceAuth up to 5.5 every
pattern *after* a public one in the same list becomes public too. So nothing may ever stand after them.
"""

from django.urls import path, re_path

from .views import api, connect, tokens

app_name = "captrack_bridge"

_pages = [
    path("", tokens.index, name="tokens"),
    path("tokens/create/", tokens.create, name="create_token"),
    path("tokens/<int:token_id>/revoke/", tokens.revoke, name="revoke_token"),
    path("connect/", connect.connect, name="connect"),
]

_api = [
    path("api/v1/whoami", api.whoami, name="api_whoami"),
    path("api/v1/capitals", api.capitals, name="api_capitals"),
    path("api/v1/coverage", api.coverage, name="api_coverage"),
    path("api/v1/snoozes", api.snoozes, name="api_snoozes"),
    path("api/v1/acknowledgements", api.acknowledgements, name="api_acknowledgements"),
    path("api/v1/policy", api.policy, name="api_policy"),
    path("api/v1/refresh", api.refresh, name="api_refresh"),
    path("api/v1/token", api.token, name="api_token"),
    path("api/v1/connect", api.connect, name="api_connect"),
    re_path(r"^api/", api.nothing_here, name="api_nothing_here"),
]

urlpatterns = _pages + _api

#: What AllianceAuth must not wrap in its login, by the names it looks for.
public_views = [pattern.lookup_str for pattern in _api]
