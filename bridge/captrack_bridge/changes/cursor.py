"""Where a client stands, as a text that means nothing to it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

_TEXT = re.compile(r"2\.([0-9a-f]{16})\.(\d{1,18})\.([0-9a-f]{32})\.([0-9a-f]{16}|)\.(\d{1,17})")
_BEGIN = datetime(1970, 1, 1, tzinfo=timezone.utc)
_STEP = timedelta(microseconds=1)


class Cursor(NamedTuple):
    """What a client has been told."""

    #: Of the log.
    epoch: str
    #: Up to here.
    number: int
    #: A digest over the account, all that decides what it may see, and what it asks for.
    who: str
    #: Under what it is kept which characters it was told of; empty: of all.
    told: str
    #: When all that it was told had been read: it must not be told next what was read before.
    read_at: datetime

    def text(self) -> str:
        """As it crosses the wire."""
        read = (self.read_at - _BEGIN) // _STEP
        return f"2.{self.epoch}.{self.number}.{self.who}.{self.told}.{read}"


def parse(text: str) -> Cursor | None:
    """Read one; None if it is none."""
    found = _TEXT.fullmatch(text)
    if found is None or not text.isascii():
        return None
    epoch, number, who, told, read = found.groups()
    return Cursor(epoch, int(number), who, told, _BEGIN + int(read) * _STEP)
