"""Tables as columns: `{"id": [1, 2], "name": ["a", "b"]}`. A name is said once, and equal values compress well."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def columns(names: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> dict[str, list[Any]]:
    """Turn rows into one list a column; every column is there, also of no rows."""
    names = tuple(names)
    turned = tuple(zip(*rows, strict=True))
    if not turned:
        return {name: [] for name in names}
    return {name: list(values) for name, values in zip(names, turned, strict=True)}
