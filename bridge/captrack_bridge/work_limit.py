"""How long one account may keep the server busy with large answers, whatever number of requests it takes.

A request for everything costs nothing worth counting on a small server and seconds on a large one, so what is counted
is the time that it took.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from . import app_settings, clock
from .access import Caller
from .errors import ErrorCode, try_again
from .rate_limit import Window

View = Callable[[HttpRequest, Caller], HttpResponse]


def costly(view: View) -> View:
    """Count the time that a view takes for the account that asks. It raises `TOO_MUCH_WORK`."""

    @wraps(view)
    def counted(request: HttpRequest, caller: Caller) -> HttpResponse:
        work, seconds = app_settings.work_limit()
        window = Window(f"work-{caller.user.pk}", seconds)
        spent = window.count() / 1000
        if spent >= work:
            raise try_again(ErrorCode.TOO_MUCH_WORK, window.retry_after, spent=round(spent), seconds=seconds)
        begun = clock.stopwatch()
        try:
            return view(request, caller)
        finally:
            window.add(max(1, round((clock.stopwatch() - begun) * 1000)))

    return counted
