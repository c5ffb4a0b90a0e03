"""Celery as an AllianceAuth project has it, for what is measured with a worker of its own.

`CAPTRACK_TEST_ESI`: the address of the stand-in for ESI that corptools is to ask.
"""

import os

from celery import Celery
from celery.signals import celeryd_after_setup

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "testproject.settings")

from django.conf import settings

app = Celery("testproject")
app.config_from_object("django.conf:settings")
app.conf.task_always_eager = False
app.conf.broker_connection_retry_on_startup = True
app.conf.broker_transport_options = {"priority_steps": list(range(10)), "queue_order_strategy": "priority"}
app.conf.task_default_priority = 5
app.conf.worker_prefetch_multiplier = 1
app.conf.worker_eta_task_limit = 100
app.conf.ONCE = {"backend": "allianceauth.services.tasks.DjangoBackend", "settings": {}}
app.conf.task_routes = {"discord.*": {"queue": "services"}}
app.autodiscover_tasks(lambda: settings.INSTALLED_APPS)


@celeryd_after_setup.connect
def ask_the_stand_in(**kwargs: object) -> None:
    """Let corptools ask it."""
    if os.environ.get("CAPTRACK_TEST_ESI"):
        from . import esi

        esi.point_corptools_at(os.environ["CAPTRACK_TEST_ESI"])
