"""Forms that count once.

The answer to such a form shows a secret and stands in the browser as it was sent. Without this, going back or loading
it anew would send the form again and make another token.
"""

from __future__ import annotations

from django.http import HttpRequest

from ..tokens import random_secret

FIELD = "form_key"
_SESSION = "captrack_bridge_forms"
#: How many open pages of one browser are remembered.
_MOST = 10


def new_key(request: HttpRequest) -> str:
    """The key for a form that is about to be shown."""
    key = random_secret()[:16]
    request.session[_SESSION] = [*request.session.get(_SESSION, []), key][-_MOST:]
    return key


def take(request: HttpRequest) -> bool:
    """Whether the form comes for the first time."""
    keys = request.session.get(_SESSION, [])
    key = request.POST.get(FIELD)
    if key not in keys:
        return False
    request.session[_SESSION] = [other for other in keys if other != key]
    return True
