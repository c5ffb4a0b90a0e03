"""Forms that count once.

The answer to such a form shows a secret and stands in the browser as it was sent. Without this, going back or loading
it anew would send the form again and make another token.

The key of a form is signed and the use of it noted in the cache; the session holds neither. AllianceAuth stores the
whole session again at the end of every request: one that another tab began earlier and that is answered later would
take away a key that was kept there, or bring back one that was used.
"""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest

from ..tokens import random_secret

FIELD = "form_key"
_SIGNER = TimestampSigner(salt="captrack_bridge.form")


def new_key(request: HttpRequest) -> str:
    """The key for a form that is about to be shown: for this account, as long as its login lasts."""
    return _SIGNER.sign(f"{request.user.pk}.{random_secret()[:16]}")


def take(request: HttpRequest) -> bool:
    """Whether the form comes for the first time."""
    longest = settings.SESSION_COOKIE_AGE
    try:
        key = _SIGNER.unsign(request.POST.get(FIELD, ""), max_age=longest)
    except BadSignature:
        return False
    if not key.startswith(f"{request.user.pk}."):
        return False
    return cache.add(f"captrack-bridge-form-{key}", 1, longest)
