"""What can go wrong between a desk and the bridge, on demand: a middleware of the test server only.

It also counts what is asked, so that a test can wait for a request instead of for a while.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import http_date

API = "/captrack-bridge/api/v1/"
KINDS = ("html", "half", "login", "slow")
_PAGE = "<!DOCTYPE html><html><head><title>Maintenance</title></head><body><h1>Back soon</h1></body></html>"


@dataclass
class Fault:
    """What goes wrong: an HTTP status, or one of `KINDS`."""

    kind: int | str
    times: int
    #: The last part of the address, such as `capitals`; empty: all of them.
    path: str = ""
    #: How long `slow` takes.
    seconds: float = 60.0


class Faults:
    """What goes wrong next, and what was asked so far."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._fault: Fault | None = None
        self.asked: Counter[str] = Counter()
        #: By how much the server's clock is ahead, in seconds.
        self.offset = 0.0

    def set(self, kind: int | str, times: int = 1, path: str = "", seconds: float = 60.0) -> None:
        """Let the next requests fail; `times` 0 ends it."""
        if kind not in KINDS and not (isinstance(kind, int) and 400 <= kind <= 599):
            raise ValueError(f"{kind} is neither a status nor one of {', '.join(KINDS)}")
        with self._lock:
            self._fault = Fault(kind, times, path, seconds) if times > 0 else None

    def take(self, path: str) -> Fault | None:
        """What shall go wrong with this request."""
        with self._lock:
            fault = self._fault
            if fault is None or (fault.path and fault.path != path):
                return None
            fault.times -= 1
            if fault.times <= 0:
                self._fault = None
            return fault

    def note(self, path: str, status: int) -> None:
        """Count an answer."""
        with self._lock:
            self.asked[f"{path} {status}"] += 1


FAULTS = Faults()


def _fail(fault: Fault, request: HttpRequest, answer: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    if isinstance(fault.kind, int):
        return HttpResponse(_PAGE, status=fault.kind)
    if fault.kind == "html":
        return HttpResponse(_PAGE)
    if fault.kind == "login":
        return HttpResponse(status=302, headers={"Location": f"/account/login/?next={request.path}"})
    if fault.kind == "slow":
        time.sleep(fault.seconds)
        return answer(request)
    response = answer(request)
    # The length of all of it, and then the connection ends: as when a server dies in the middle of an answer.
    response.headers["Content-Length"] = str(len(response.content))
    response.content = response.content[: len(response.content) // 2]
    request.META["captrack.connection"].close_connection = True
    return response


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Comes before all others."""

    def answered(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(API):
            return get_response(request)
        path = request.path.removeprefix(API)
        fault = FAULTS.take(path)
        response = get_response(request) if fault is None else _fail(fault, request, get_response)
        if FAULTS.offset:
            response.headers["Date"] = http_date(timezone.now().timestamp() + FAULTS.offset)
        FAULTS.note(path, response.status_code)
        return response

    return answered
