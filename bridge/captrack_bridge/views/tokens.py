"""The page where a user makes, names and revokes tokens."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_deny
from django.views.decorators.http import require_GET, require_POST

from .. import app_settings, clock, tokens
from ..access import Permission
from ..errors import ApiError
from ..models import Token
from . import one_time_form
from .secret_page import secret_page


def site_address(request: HttpRequest) -> str:
    """The address that CapTrack gets, without a slash at the end."""
    return app_settings.site_url() or request.build_absolute_uri("/").rstrip("/")


@xframe_options_deny
@require_GET
@login_required
@permission_required(Permission.READ.value, raise_exception=True)
def index(request: HttpRequest) -> HttpResponse:
    """The user's tokens, and a form for a new one."""
    now = clock.now()
    context = {
        "tokens": Token.objects.filter(user=request.user, revoked_at=None),
        "now": now,
        "lifetimes": app_settings.token_lifetimes(),
        "lifetime": app_settings.connect_lifetime(),
        "longest_name": tokens.LONGEST_NAME,
        "site": site_address(request),
        "form_key": one_time_form.new_key(request),
        "data_permission": Permission.CHARACTER_DATA.shown,
        "sees_data": request.user.has_perm(Permission.CHARACTER_DATA.value),
        "snoozes": request.user.has_perm(Permission.SNOOZE.value),
        "refreshes": request.user.has_perm(Permission.REFRESH.value),
        "lane_is_on": app_settings.lane_is_on(),
        "publishes": request.user.has_perm(Permission.POLICY.value),
    }
    return render(request, "captrack_bridge/tokens.html", context)


@xframe_options_deny
@require_POST
@login_required
@permission_required(Permission.READ.value, raise_exception=True)
def create(request: HttpRequest) -> HttpResponse:
    """Make a token and show it, this once."""
    if not one_time_form.take(request):
        messages.warning(request, _("You already sent this form, so no second token was created."))
        return redirect("captrack_bridge:tokens")
    try:
        days = int(request.POST.get("days", ""))
    except ValueError:
        days = app_settings.connect_lifetime()
    try:
        token, secret = tokens.create(request.user, request.POST.get("name", ""), days)
    except ApiError as error:
        messages.error(request, error.sentence)
        return redirect("captrack_bridge:tokens")
    context = {"token": token, "secret": secret, "site": site_address(request)}
    return secret_page(request, "captrack_bridge/token_created.html", context)


@xframe_options_deny
@require_POST
@login_required
@permission_required(Permission.READ.value, raise_exception=True)
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """Revoke one of the user's own tokens."""
    token = get_object_or_404(Token, pk=token_id, user=request.user)
    tokens.revoke(token, request.user)
    messages.success(request, _("“%(name)s” is revoked and no longer works.") % {"name": token.name})
    return redirect("captrack_bridge:tokens")
