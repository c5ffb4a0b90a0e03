"""Turning what is known into an HTTP answer: JSON, gzip, ETag and 304."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

#: Below this, gzip costs more than it saves.
GZIP_FROM_BYTES = 1024
#: 3 of 9: two thirds of the best saving for a fifth of the time.
GZIP_LEVEL = 3


def accepts_gzip(header: str) -> bool:
    """Whether `Accept-Encoding` allows gzip."""
    for part in header.lower().split(","):
        coding, _, parameters = part.strip().partition(";")
        if coding.strip() in ("gzip", "*"):
            quality = parameters.replace(" ", "").partition("q=")[2]
            return quality not in ("0", "0.0", "0.00", "0.000")
    return False


def _finish(response: HttpResponse) -> HttpResponse:
    """Headers that every answer has. `X-Captrack-Bridge` lets a client tell the bridge from a login page."""
    response.headers["X-Captrack-Bridge"] = "1"
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Language"] = "en"
    patch_vary_headers(response, ("Authorization", "Accept-Encoding"))
    return response


def json_answer(request: HttpRequest, body: dict[str, Any], status: int = 200, etag: str | None = None) -> HttpResponse:
    """A JSON answer, compressed if the client takes it. A time or number in it must be a plain JSON value already."""
    content = json.dumps(body, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
    response = HttpResponse(content_type="application/json", status=status)
    if len(content) >= GZIP_FROM_BYTES and accepts_gzip(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        content = gzip.compress(content, compresslevel=GZIP_LEVEL, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    response.content = content
    response.headers["Content-Length"] = str(len(content))
    if etag is not None:
        response.headers["ETag"] = etag
    return _finish(response)


def digest(parts: Iterable[object]) -> str:
    """A fingerprint of some values."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:32]


def weak_etag(parts: Iterable[object]) -> str:
    """An ETag over some values. Weak, since gzip and plain answers share it."""
    return f'W/"{digest(parts)}"'


class Halves(NamedTuple):
    """An ETag of two halves: what the client has is still good if either is the same."""

    #: Cheap to find out, and changes also with things that do not matter for this answer.
    quick: str
    #: Costs more; false as its second value: something was written a moment ago, so this state may not be all of it.
    exact: Callable[[], tuple[str, bool]]


def _not_modified(etag: str) -> HttpResponse:
    response = HttpResponse(status=304)
    response.headers["ETag"] = etag
    return _finish(response)


def _known(request: HttpRequest) -> set[str]:
    """The ETags that the client has, without the mark of weakness and the quotes."""
    return {etag.removeprefix("W/").strip('"') for etag in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))}


def conditional(request: HttpRequest, etag: str, build: Callable[[], dict[str, Any]]) -> HttpResponse:
    """304 without building anything if the client has this state already, else the answer.

    The ETag is taken before the data: the data is never older than what the ETag says, so a change in between costs
    one more full answer and hides nothing.
    """
    known = _known(request)
    if "*" in known or etag.removeprefix("W/").strip('"') in known:
        return _not_modified(etag)
    return json_answer(request, build(), etag=etag)


def conditional_by_halves(
    request: HttpRequest,
    halves: Halves,
    build: Callable[[], dict[str, Any]],
    alone: Callable[[], AbstractContextManager[None]],
) -> HttpResponse:
    """The same with an ETag of two halves; the exact one is not even asked for while the quick one is the same.

    What is built is built inside of `alone`.
    """
    known = _known(request)
    for etag in known:
        if etag.partition("-")[0] == halves.quick:
            return _not_modified(f'W/"{etag}"')
    exact, settled = halves.exact()
    # An unsettled state has no quick half: it must not be taken for the same a moment later.
    etag = f'W/"{halves.quick if settled else exact}-{exact}"'
    if "*" in known or exact in {one.partition("-")[2] for one in known}:
        return _not_modified(etag)
    with alone():
        return json_answer(request, build(), etag=etag)
