"""Sign in through AllianceAuth: CapTrack opens this page in the browser, the user agrees, CapTrack gets a code.

Nothing that it says in the address is secret: a name, a mark of its request, and the hash of a secret it keeps.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_deny
from django.views.decorators.http import require_http_methods

from .. import app_settings, connect_codes, tokens
from ..access import Permission
from . import one_time_form
from .secret_page import secret_page
from .tokens import site_address

#: The scheme that CapTrack Desktop registers.
LINK = "captrack://connect"


def _asked(values) -> dict[str, str] | None:
    """What CapTrack said, if it makes sense."""
    state, challenge = values.get("state", ""), values.get("challenge", "")
    if not connect_codes.is_state(state) or not connect_codes.is_challenge(challenge):
        return None
    return {"state": state, "challenge": challenge, "name": tokens.clean_name(values.get("name", ""))}


@xframe_options_deny
@require_http_methods(["GET", "POST"])
@login_required
@permission_required(Permission.READ.value, raise_exception=True)
def connect(request: HttpRequest) -> HttpResponse:
    """Ask, and after a yes hand over a code."""
    asked = _asked(request.POST if request.method == "POST" else request.GET)
    if asked is None:
        messages.error(request, _("The request is incomplete. Start the sign-in in CapTrack Desktop again."))
        return redirect("captrack_bridge:tokens")
    if request.method == "GET":
        context = {"asked": asked, "days": app_settings.connect_lifetime(), "form_key": one_time_form.new_key(request)}
        return render(request, "captrack_bridge/connect.html", context)
    if not one_time_form.take(request):
        messages.warning(request, _("You already sent this form. Start the sign-in in CapTrack Desktop again."))
        return redirect("captrack_bridge:tokens")
    code = connect_codes.create(request.user, asked["name"], asked["challenge"])
    link = f"{LINK}?{urlencode({'url': site_address(request), 'code': code, 'state': asked['state']})}"
    context = {
        "code": code,
        "link": link,
        "name": asked["name"],
        "minutes": int(connect_codes.LIFETIME.total_seconds() // 60),
    }
    return secret_page(request, "captrack_bridge/connected.html", context)
