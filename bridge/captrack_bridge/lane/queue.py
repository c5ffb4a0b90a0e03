"""Handing reads to Celery: corptools' own tasks, in a queue of their own, below everything else there is to do.

The workers that do AllianceAuth's tasks look into this queue as well, so nothing has to be set up; they take its tasks
last, since these have the lowest priority. Whoever runs a worker for it alone (`celery worker -Q captrack_bridge`)
switches that off with CAPTRACK_BRIDGE_FAST_LANE_SHARED = False.
"""

from __future__ import annotations

from typing import Any

from celery.signals import celeryd_after_setup
from celery_once import AlreadyQueued
from corptools.tasks import update_char_assets, update_char_location

from .. import app_settings
from .plan import Kind, Read

_TASKS = {Kind.LOCATION: update_char_location, Kind.ASSETS: update_char_assets}
#: The lowest there is in AllianceAuth; its own have 5, corptools' 6 to 8.
PRIORITY = 9


def send(read: Read) -> bool:
    """Queue one; false: it is queued already."""
    try:
        _TASKS[read.kind].apply_async(
            kwargs={"character_id": read.character_id}, queue=app_settings.lane_queue(), priority=PRIORITY
        )
    except AlreadyQueued:
        return False
    return True


@celeryd_after_setup.connect(dispatch_uid="captrack_bridge_fast_lane")
def look_into_it(sender: str, instance: Any, **kwargs: Any) -> None:
    """Let a worker that does AllianceAuth's tasks do these too."""
    queues, name = instance.app.amqp.queues, app_settings.lane_queue()
    usual = instance.app.conf.task_default_queue
    if app_settings.lane_is_shared() and usual in queues.consume_from and name not in queues.consume_from:
        queues.select_add(name)
