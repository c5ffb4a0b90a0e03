"""What is installed beside."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version


def package_version(name: str) -> str | None:
    """The version of an installed package."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def older_than(name: str, wanted: tuple[int, ...]) -> bool:
    """Whether a package is installed in an older version than that. False of a version that is not made of numbers."""
    installed = package_version(name)
    numbers = re.match(r"\d+(?:\.\d+)*", installed or "")
    return numbers is not None and tuple(int(part) for part in numbers.group().split(".")) < wanted
