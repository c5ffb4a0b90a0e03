"""Making tens of thousands of rows without the garbage collector looking through the whole process again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collector() -> Iterator[None]:
    """Pause the search for cycles: rows are in none, and they go when the answer is sent, collector or not.

    It halves the time of a large answer. Should two threads do it at once, the first to end lets it go on for both.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
