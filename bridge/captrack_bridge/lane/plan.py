"""Who is to be read next, and how often that makes it: from what is known of everybody, with no question asked.

The order: whom somebody asked for; who was last seen in space in a ship that matters, owners of titans, of
supercarriers, of the rest; of alike ones the one not read for longest. A fifth of the budget goes to those not read for
longest whoever they are, so that nobody is left out for good where the budget is too small for all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import IntEnum
from typing import NamedTuple

#: The longest that is waited after reads that led to nothing: as long as corptools itself waits.
LONGEST_WAIT = timedelta(days=1)
#: A read is noted when it is done, some seconds after its round: so it is due in the round that is nearest, and ten
#: minutes do not become eleven.
HALF_A_ROUND = timedelta(seconds=30)
#: What is kept for those not read for longest.
FOR_THE_OLDEST = 0.2


class Kind(IntEnum):
    """What is read."""

    #: Ship and place.
    LOCATION = 1
    ASSETS = 2


class Rank(IntEnum):
    """Who comes first."""

    IN_SPACE = 0
    TITAN = 1
    SUPERCARRIER = 2
    REST = 3
    #: Owners of ships that only count together with others.
    OTHERS = 4


@dataclass(frozen=True)
class Read:
    """One read of one character that can be asked for."""

    character_id: int
    kind: Kind
    rank: Rank
    every: timedelta
    #: When it was read last.
    read_at: datetime | None = None
    #: When it was asked for last, and how often since it was read.
    asked_at: datetime | None = None
    tries: int = 0
    #: When somebody asked for it; None: nobody, or it has been asked for since.
    wanted_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Asked for, and not read since."""
        return self.asked_at is not None and (self.read_at is None or self.read_at < self.asked_at)

    @property
    def is_wanted(self) -> bool:
        """Somebody asked for it who still waits."""
        return self.wanted_at is not None and (self.read_at is None or self.read_at < self.wanted_at)

    def due_at(self) -> datetime | None:
        """When it is time; None: it always was."""
        if self.asked_at is not None and self.is_open:
            wait = min(self.every * 2 ** min(max(self.tries - 1, 0), 20), LONGEST_WAIT)
            return self.asked_at + wait
        return None if self.read_at is None else self.read_at + self.every

    def is_due(self, now: datetime) -> bool:
        """Whether it is time, or somebody asked."""
        due = self.due_at()
        return self.is_wanted or due is None or due <= now + min(self.every / 20, HALF_A_ROUND)


_NEVER = datetime.fromtimestamp(0, timezone.utc)


def _age(read: Read) -> datetime:
    return max((at for at in (read.read_at, read.asked_at) if at is not None), default=_NEVER)


def choose(reads: Iterable[Read], now: datetime, budget: int) -> list[Read]:
    """Which to ask for now. At most one of a character: two at once would write over each other's times."""
    due = [read for read in reads if read.is_due(now)]
    wanted = sorted((read for read in due if read.is_wanted), key=lambda read: (read.wanted_at, read.kind))
    rest = [read for read in due if not read.is_wanted]
    by_rank = sorted(rest, key=lambda read: (read.rank, _age(read), read.kind, read.character_id))
    by_age = sorted(rest, key=lambda read: (_age(read), read.rank, read.kind, read.character_id))
    chosen: dict[int, Read] = {}

    def take(some: Iterable[Read], most: int) -> None:
        for read in some:
            if len(chosen) >= most:
                return
            chosen.setdefault(read.character_id, read)

    take(wanted, budget)
    take(by_rank, budget - int((budget - len(chosen)) * FOR_THE_OLDEST))
    take(by_age, budget)
    return list(chosen.values())


class Pulse(NamedTuple):
    """What became of what was asked for."""

    #: Within the last minute, read or not.
    last_minute: int
    #: Asked for some minutes ago, and how many of these were read since.
    asked: int
    answered: int
    #: Not read yet.
    open: int


#: From so many on that none was read of it means that nothing is read at all; then so many are tried.
_MANY, _PROBES = 10, 3
SETTLING, RECENT = timedelta(minutes=2), timedelta(minutes=10)


def pulse(reads: Iterable[Read], now: datetime) -> Pulse:
    """Look at what was asked for within the last ten minutes."""
    asked = [(read, now - read.asked_at) for read in reads if read.asked_at is not None]
    recent = [(read, age) for read, age in asked if age < RECENT]
    settled = [read for read, age in recent if age >= SETTLING]
    return Pulse(
        last_minute=sum(age < timedelta(minutes=1) for _, age in recent),
        asked=len(settled),
        answered=sum(not read.is_open for read in settled),
        open=sum(read.is_open for read, _ in recent),
    )


def budget_now(budget: int, seen: Pulse) -> int:
    """How many can be asked for at this moment.

    Where nothing is answered (EVE is down for longer, no worker runs) a few are tried; where the workers do not keep
    up, nothing is put on top.
    """
    if seen.asked >= _MANY and seen.answered == 0:
        return max(min(_PROBES - seen.last_minute, budget), 0)
    return max(min(budget - seen.last_minute, 2 * budget - seen.open), 0)


class Step(NamedTuple):
    """How often some are read."""

    every_seconds: int
    characters: int
    ships: int


Counts = dict[Rank, tuple[int, int]]


def steps(
    counts: Counts, every: dict[Rank, dict[Kind, timedelta]], budget: int, told: Counts | None = None
) -> dict[Kind, list[Step]]:
    """What results: by kind, the fastest first. `counts` are characters and ships, `budget` is for a minute.

    `told` are those of them that are counted in the steps; all if it is not given.
    """
    told = counts if told is None else told
    minute = timedelta(minutes=1)
    ranks = [rank for rank in Rank if counts.get(rank, (0, 0))[0]]
    demand = {rank: counts[rank][0] * sum(minute / pace for pace in every[rank].values()) for rank in ranks}
    left, first = float(budget), budget * (1 - FOR_THE_OLDEST)
    if sum(demand.values()) <= budget:
        first = budget
    factors: dict[Rank, float] = {}
    for number, rank in enumerate(ranks):
        if budget - left + demand[rank] > first + 1e-9:
            rest = ranks[number:]
            stretched = sum(demand[one] for one in rest) / left
            factors |= dict.fromkeys(rest, max(stretched, 1.0))
            break
        factors[rank] = 1.0
        left -= demand[rank]
    found: dict[Kind, dict[int, list[int]]] = {kind: defaultdict(lambda: [0, 0]) for kind in Kind}
    for rank in ranks:
        for kind, pace in every[rank].items():
            # To the minute, as the plan is made.
            seconds = -(-round((pace * factors[rank]).total_seconds()) // 60) * 60
            characters, ships = told.get(rank, (0, 0))
            found[kind][seconds][0] += characters
            found[kind][seconds][1] += ships
    return {kind: [Step(seconds, *many) for seconds, many in sorted(rows.items())] for kind, rows in found.items()}
