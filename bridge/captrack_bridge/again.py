"""Doing a transaction again that the database ended for the sake of another."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection, transaction

T = TypeVar("T")

#: MariaDB and MySQL: deadlock, waited too long for a lock, and (MariaDB from 11.6 on) changed since the snapshot.
_MYSQL = {1213, 1205, 1020}
#: PostgreSQL: could not serialize, deadlock, and did not get a lock.
_POSTGRESQL = {"40001", "40P01", "55P03"}
TIMES = 3

pause = time.sleep


def _is_for_another(error: OperationalError) -> bool:
    cause = error.__cause__
    return (
        (error.args[:1] and error.args[0] in _MYSQL)
        or getattr(cause, "sqlstate", None) in _POSTGRESQL
        or (getattr(cause, "pgcode", None) in _POSTGRESQL)
    )


def again(action: Callable[[], T]) -> T:
    """Do it in a transaction, up to three times; inside of another transaction once, since that one is lost too."""
    for left in reversed(range(1 if connection.in_atomic_block else TIMES)):
        try:
            with transaction.atomic():
                return action()
        except OperationalError as error:
            if not left or not _is_for_another(error):
                raise
        # Not both at the same moment again.
        pause(random.uniform(0.01, 0.05))  # noqa: S311
    raise AssertionError("the last attempt returns or raises")
