"""Whom corptools is at: it reads a character by a chain of tasks, each of which holds a lock until it is done."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache as once

from celery import current_app
from celery_once.helpers import queue_once_key
from django.core.cache import cache

_PREFIX, _FIRST = "corptools.tasks.update_char_", "corptools.tasks.update_character"
#: The ways in which corptools begins a chain.
_BEGUN = ({}, {"force_refresh": False}, {"force_refresh": True}, {"force_refresh": False, "now": False},
          {"force_refresh": True, "now": True}, {"force_refresh": False, "now": True})  # fmt: skip


@once
def _links() -> tuple[str, ...]:
    """The tasks of a chain, by name."""
    return tuple(
        name
        for name, task in current_app.tasks.items()
        if name.startswith(_PREFIX) and getattr(task, "once", {}).get("keys") == ["character_id"]
    )


def _locks(character_id: int) -> list[str]:
    links = [queue_once_key(name, {"character_id": character_id}, ["character_id"]) for name in _links()]
    return links + [queue_once_key(_FIRST, {"char_id": character_id, **how}) for how in _BEGUN]


def running(characters: Iterable[int]) -> set[int]:
    """Those whom corptools is reading at this moment, or will as soon as a worker is free."""
    locks = {lock: one for one in characters for lock in _locks(one)}
    held = cache.get_many(list(locks))
    return {locks[lock] for lock in held}
