"""What was decided and published holds for some seconds for all who ask, unless that happens here."""

from __future__ import annotations

from django.db import transaction

from .kept import forget

#: What the newest of all decisions and rules is kept under.
KEPT = ("decided",)


def note() -> None:
    """Somebody has decided or published something: whoever asks next is told so."""
    transaction.on_commit(lambda: forget(*KEPT))
