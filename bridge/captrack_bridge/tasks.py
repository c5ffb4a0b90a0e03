"""What Celery does for the bridge."""

from __future__ import annotations

from dataclasses import asdict

from allianceauth.services.hooks import get_extension_logger
from celery import shared_task

from . import housekeeping
from .lane import queue, run  # noqa: F401 (its workers have to look into the queue)

logger = get_extension_logger(__name__)

CLEAN_UP = "captrack_bridge.tasks.clean_up"
FAST_LANE = "captrack_bridge.tasks.fast_lane"


@shared_task(name=FAST_LANE)
def fast_lane() -> dict[str, int]:
    """Every minute: see `lane.run`."""
    return run.run()


@shared_task(name=CLEAN_UP)
def clean_up() -> dict[str, int]:
    """Once a day: see `housekeeping`."""
    cleaned = asdict(housekeeping.clean_up())
    logger.info("Cleaned up: %s", ", ".join(f"{count} {what}" for what, count in cleaned.items()))
    return cleaned
