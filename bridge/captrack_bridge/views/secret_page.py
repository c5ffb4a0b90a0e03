"""Pages that show a secret once."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def secret_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page that neither the browser's cache nor a following page's server gets to know.

    The secret stands in the page only, never in an address: it is the answer to a form, not a redirect.
    """
    response = render(request, template, context)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
