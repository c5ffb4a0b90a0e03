"""The one place that asks what time it is, so that tests and recorded answers can say it."""

import time
from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """The time now, in UTC."""
    return timezone.now()


def stopwatch() -> float:
    """Seconds since some moment: for how long something took."""
    return time.perf_counter()
