"""The one place that asks what time it is, so that tests and recorded answers can say it."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """The time now, in UTC."""
    return timezone.now()
