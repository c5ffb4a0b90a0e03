"""`capitals?since=` while two of corptools' workers write, on a database server: always as a full read tells it."""

from __future__ import annotations

import os
import threading

import pytest
from allianceauth.authentication.models import State
from allianceauth.eveonline.models import EveAllianceInfo, EveCharacter
from corptools.models import EveLocation
from django.contrib.auth.models import User
from django.db import OperationalError, connection, connections

from captrack_bridge.models import ChangeLog, JournalEntry, ObservedReads, Token
from testproject import people

from .conftest import DATA, EVERYONE, READ, desk_of
from .picture import Picture, full
from .writers import Writer, universe

pytestmark = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time")

STEPS = int(os.environ.get("CAPTRACK_TEST_STEPS", "1000"))
WRITERS = 2


@pytest.fixture
def committed(django_db_setup, django_db_blocker, settings):
    """Rows that other connections see, and that are taken away afterwards."""
    settings.CAPTRACK_BRIDGE_RATE_LIMIT = settings.CAPTRACK_BRIDGE_WORK_LIMIT = (1_000_000, 60)
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            for model in (
                JournalEntry,
                Token,
                ChangeLog,
                ObservedReads,
                User,
                EveCharacter,
                EveLocation,
                EveAllianceInfo,
            ):
                model.objects.all().delete()
            State.objects.filter(name="Member").delete()


class Worker(threading.Thread):
    """Writes one step each time it is let."""

    def __init__(self, writer: Writer, clock) -> None:
        super().__init__(daemon=True)
        self.writer, self.clock = writer, clock
        self.may, self.has = threading.Semaphore(0), threading.Semaphore(0)
        self.ended = False
        self.failure: BaseException | None = None
        self.did = ""

    def run(self) -> None:
        try:
            while True:
                self.may.acquire()
                if self.ended:
                    return
                self.did = self.step()
                self.has.release()
        except BaseException as failure:
            self.failure = failure
            self.has.release()
        finally:
            connections.close_all()

    def step(self) -> str:
        """As Celery does it: a task that the database ended for the sake of another is done again."""
        for _ in range(5):
            try:
                return self.writer.step(self.clock.now)
            except OperationalError as error:
                if error.args[:1] not in ((1213,), (1205,)):
                    raise
        return "given up"

    def end(self) -> None:
        self.ended = True
        self.may.release()
        self.join(30)


def test_the_picture_after_every_random_step_is_that_of_a_full_read(committed, clock_stands):
    universe()
    everyone = people.allow(people.account("Everyone"), READ, DATA, EVERYONE)
    narrow = people.allow(people.account("Narrow"), READ, DATA, "corptools.alliance_hr")
    desks = [(desk_of(user, days=365), Picture()) for user in (everyone, narrow)]
    workers = [Worker(Writer(number, 15, 7, clock_stands.now), clock_stands) for number in range(WRITERS)]
    for worker in workers:
        worker.start()
    deltas = hurried = 0
    try:
        for number in range(STEPS // WRITERS):
            clock_stands.forward(seconds=30)
            for worker in workers:
                worker.may.release()
            # While both write: whatever half of it is seen now must not keep the other half from being told later.
            for desk, picture in desks:
                picture.ask(desk)
                hurried += 1
            for worker in workers:
                assert worker.has.acquire(timeout=60)
                assert worker.failure is None, worker.failure
            for desk, picture in desks:
                deltas += not picture.ask(desk)["full"]
                assert picture.shown() == full(desk), (number, [worker.did for worker in workers], desk.user)
    finally:
        for worker in workers:
            worker.end()
    assert hurried == STEPS
    assert deltas > STEPS * 0.9
