#!/usr/bin/env python3
"""Measure what desks cost a server in an hour, before and after deltas: on a MariaDB, with corptools at work.

    python3 bench_desks.py [--ships 30000] [--desks 10] [--others 20] [--rounds 12] [--idle]

Before: every five minutes `whoami`, `capitals`, `snoozes`, `acknowledgements` and `policy`, with ETags. After: every
minute `whoami`, and of the others only what it says has changed, `capitals` with `since`. Between two rounds as many
characters are read as corptools does by itself (each once a day) and the fast lane has read (60 a minute, one in ten of
whom has moved); with `--idle` nobody. The desks ask one after the other, spread over the time of a round; one JSON line
a figure.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

BRIDGE = Path(__file__).resolve().parent
sys.path.insert(0, str(BRIDGE))

from testproject import environment, servers  # noqa: E402 (needs the path above)

PARTS = ("capitals", "snoozes", "acknowledgements", "policy")


def _print(bench: str, value: float, unit: str) -> None:
    print(json.dumps({"bench": f"bridge/desks/{bench}", "value": round(value, 2), "unit": unit}), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ships", type=int, default=30_000)
    parser.add_argument("--desks", type=int, default=10)
    parser.add_argument("--others", type=int, default=20, help="assets a character that are no capitals")
    parser.add_argument("--rounds", type=int, default=3, help="so many are measured of each")
    parser.add_argument("--idle", action="store_true", help="nobody is read meanwhile")
    return parser.parse_args()


@dataclass
class Desk:
    """Asks, and counts what it costs."""

    client: Any
    etags: dict[str, str] = field(default_factory=dict)
    revisions: dict[str, str] = field(default_factory=dict)
    cursor: str = ""
    seconds: float = 0
    cpu: float = 0
    queries: int = 0
    requests: int = 0
    sent: int = 0

    def get(self, path: str, **headers: str) -> Any:
        """Ask for something."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            begun, worked = time.perf_counter(), time.process_time()
            answer = self.client.get(f"/captrack-bridge/api/v1/{path}", secure=True, headers=headers)
            self.seconds += time.perf_counter() - begun
            self.cpu += time.process_time() - worked
        assert answer.status_code in (200, 304), answer.content  # noqa: S101
        self.queries += len(captured)
        self.requests += 1
        self.sent += len(answer.content)
        return answer

    def before(self) -> None:
        """A round as it was."""
        self.get("whoami")
        for part in PARTS:
            answer = self.get(part, **({"If-None-Match": self.etags[part]} if part in self.etags else {}))
            self.etags[part] = answer.headers["ETag"]

    def after(self) -> None:
        """A round as it is."""
        revisions = _body(self.get("whoami"))["revisions"]
        for part in PARTS:
            if revisions[part] == self.revisions.get(part):
                continue
            if part == "capitals":
                self.cursor = _body(self.get(f"capitals?since={self.cursor}"))["cursor"]
            else:
                self.get(part)
        self.revisions = revisions


def _body(answer: Any) -> Any:
    import gzip

    packed = answer.headers.get("Content-Encoding") == "gzip"
    return json.loads(gzip.decompress(answer.content) if packed else answer.content)


def _corptools_works(minutes: float, draw: random.Random, now: datetime) -> None:
    """What is read in so many minutes."""
    from corptools.models import CharacterAudit, CharacterLocation, EveLocation

    from testproject import people

    audits = list(CharacterAudit.objects.values_list("pk", flat=True))
    places = list(EveLocation.objects.filter(location_id__lt=33_000_000)[:50]) or list(EveLocation.objects.all()[:50])
    by_itself, lane = round(len(audits) / 1440 * minutes), round(60 * minutes)
    for number, pk in enumerate(draw.sample(audits, by_itself + lane)):
        one = CharacterAudit.objects.get(pk=pk)
        if number < by_itself:
            people.stamp(one, "assets", now)
        if draw.random() < 0.1:
            CharacterLocation.objects.filter(character=one).update(current_location=draw.choice(places))
        draw.choice(places).save()
        people.stamp(one, "location", now)


def _measure(
    name: str, desks: list[Desk], round_of: Callable[[Desk], None], minutes: float, arguments: argparse.Namespace
) -> None:
    from captrack_bridge import clock

    draw = random.Random(7)  # noqa: S311
    apart = timedelta(minutes=minutes / len(desks))
    now = clock.now()
    # Between two desks passes what would, whatever this computer takes for an answer.
    clock.now = lambda: now
    for desk in desks:
        round_of(desk)
        desk.seconds = desk.cpu = 0
        desk.queries = desk.requests = desk.sent = 0
    for _ in range(arguments.rounds):
        for desk in desks:
            now += apart
            if not arguments.idle:
                _corptools_works(minutes / len(desks), draw, now)
            round_of(desk)
    scale = 60 / minutes / arguments.rounds
    for what, value, unit in (
        ("requests", sum(desk.requests for desk in desks), "an hour"),
        ("queries", sum(desk.queries for desk in desks), "an hour"),
        ("sent", sum(desk.sent for desk in desks) / 2**20, "MiB an hour"),
        ("worker", sum(desk.seconds for desk in desks), "s an hour"),
        ("worker cpu", sum(desk.cpu for desk in desks), "s an hour"),
    ):
        _print(f"{name}/{what}", value * scale, unit)


def main() -> int:
    """Fill a MariaDB, and measure both."""
    environment.enter_venv()
    arguments = _arguments()
    with environment.private_redis() as redis, servers.mariadb() as database:
        os.environ.update({"CAPTRACK_TEST_REDIS": redis, "DJANGO_SETTINGS_MODULE": "testproject.settings", **database})
        os.environ["CAPTRACK_TEST_FASTER"] = "1"
        servers.create_database(database["CAPTRACK_TEST_MARIADB"])
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=BRIDGE, check=True)
        import django

        django.setup()
        from django.test import Client
        from django.utils import timezone

        from captrack_bridge import tokens
        from testproject import fill, people, plan, universe

        universe.fill()
        made = plan.make(arguments.ships // 6, arguments.ships, 1, timezone.now() - timedelta(minutes=30))
        fill.fill(made, others=arguments.others)
        reads = ("captrack_bridge.basic_access", "corptools.view_characteraudit")
        for who, grant in (("everyone", "corptools.global_hr"), ("alliance", "corptools.alliance_hr")):
            user = people.allow(people.account(f"Reader {who}"), *reads, grant)
            clients = []
            for number in range(arguments.desks):
                token = tokens.create(user, f"bench {number}", 30)[1]
                clients.append(Client(headers={"Authorization": f"Bearer {token}", "Accept-Encoding": "gzip"}))
            _measure(f"{who}/before", [Desk(client) for client in clients], Desk.before, 5, arguments)
            _measure(f"{who}/after", [Desk(client) for client in clients], Desk.after, 1, arguments)
    return 0


if __name__ == "__main__":
    sys.exit(environment.exit_code(main))
