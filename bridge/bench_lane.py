#!/usr/bin/env python3
"""Measure how long a titan that moves takes to be on the wire: a MariaDB, a Redis, a Celery worker, a stand-in for ESI.

    python3 bench_lane.py [--ships 120] [--moves 50] [--faster 10]

Everything is as an admin has it after the README, but time is compressed: with `--faster 10` a titan is read every
minute instead of every ten, a round is every six seconds, and the budget of a minute is ten times as large. What is
printed is scaled back, one JSON line a figure. corptools itself reads nobody meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

BRIDGE = Path(__file__).resolve().parent
sys.path.insert(0, str(BRIDGE))

from testproject import environment, servers  # noqa: E402 (needs the path above)

TITAN = 11567
SCOPES = ("esi-assets.read_assets.v1", "esi-location.read_location.v1", "esi-location.read_ship_type.v1")


def _print(bench: str, value: float, unit: str) -> None:
    print(json.dumps({"bench": f"bridge/lane/{bench}", "value": round(value, 2), "unit": unit}), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ships", type=int, default=120)
    parser.add_argument("--moves", type=int, default=50)
    parser.add_argument("--faster", type=int, default=10, choices=range(1, 11))
    return parser.parse_args()


@contextmanager
def _worker(address: str, log: Path) -> Any:
    """One as AllianceAuth's supervisor starts it: of the usual queue, with five threads."""
    command = [sys.executable, "-m", "celery", "-A", "testproject", "worker", "--pool=threads", "--concurrency=5"]
    environ = os.environ | {"CAPTRACK_TEST_ESI": address}
    with log.open("w") as written:
        worker = subprocess.Popen(command, cwd=BRIDGE, env=environ, stdout=written, stderr=subprocess.STDOUT)
    try:
        yield worker
    finally:
        worker.terminate()
        worker.wait(30)


def _alliance(ships: int) -> tuple[list[int], str]:
    """So many titans in Jita, read an hour ago; their pilots, and a desk's token."""
    from django.utils import timezone

    from captrack_bridge import tokens
    from testproject import esi, people

    jita = people.place(60003760, "Jita IV - Moon 4 - Caldari Navy Assembly Plant", 30000142)
    leader = people.allow(
        people.account("Leader"),
        "captrack_bridge.basic_access",
        "corptools.view_characteraudit",
        "corptools.global_hr",
    )
    pilots = []
    for number in range(ships):
        user = people.account(f"Pilot {number}")
        one = user.profile.main_character
        read_at = timezone.now()
        owner = people.audit(one, assets_at=read_at, location_at=read_at - timedelta(hours=1))
        people.asset(owner, TITAN, jita)
        people.fly(owner, TITAN, jita)
        esi.token(one.character_id, user, *SCOPES, name=one.character_name)
        pilots.append(one.character_id)
    return pilots, tokens.create(leader, "bench", 30)[1]


def _measure(arguments: argparse.Namespace, world: Any, pilots: list[int], token: str) -> None:
    from django.test import Client

    from captrack_bridge import tasks

    client = Client(headers={"Authorization": f"Bearer {token}"})
    draw = random.Random(1)  # noqa: S311
    period, tick = 600 / arguments.faster, 60 / arguments.faster
    systems = [row["system_id"] for row in _systems()]
    for pilot in pilots:
        world.places[pilot] = {"solar_system_id": 30000142, "station_id": 60003760}
        world.ships[pilot] = (TITAN, 1, "Titan")
    begun = time.monotonic()
    # After the first reads of everybody, spread over two periods.
    moves = sorted((period * (1 + 2 * draw.random()), pilot) for pilot in draw.sample(pilots, arguments.moves))
    moved: dict[int, tuple[float, int]] = {}
    took: list[float] = []
    cursor, next_tick = "", 0.0
    last = period * 6
    while len(took) < arguments.moves and time.monotonic() - begun < last:
        now = time.monotonic() - begun
        if now >= next_tick:
            tasks.fast_lane.apply_async()
            next_tick += tick
        while moves and moves[0][0] <= now:
            _, pilot = moves.pop(0)
            system = int(draw.choice(systems))
            world.places[pilot] = {"solar_system_id": system}
            moved[pilot] = now, system
        answer = client.get(f"/captrack-bridge/api/v1/capitals?since={cursor}", secure=True).json()
        cursor = answer["cursor"]
        hulls = answer["hulls"]
        for pilot, place in zip(hulls["character_id"], hulls["location_id"], strict=True):
            if pilot in moved and moved[pilot][1] == place:
                took.append(time.monotonic() - begun - moved.pop(pilot)[0])
        time.sleep(0.2)
    spent = time.monotonic() - begun
    _print("moves seen", len(took), "moves")
    if took:
        _print("median", median(took) * arguments.faster / 60, "min")
        _print("worst", max(took) * arguments.faster / 60, "min")
    counted = world.counted()
    _print("tasks", counted["location"] / (spent / 60) / arguments.faster, "a minute")
    _print("requests to ESI", sum(counted.values()) / (spent / 60) / arguments.faster, "a minute")
    _print("ships", len(pilots), "ships")


def _systems() -> list[dict[str, str]]:
    from testproject import facts

    return facts.known_space()[:500]


def main() -> int:
    """Set all up, and measure."""
    environment.enter_venv()
    arguments = _arguments()
    with (
        environment.private_redis() as redis,
        servers.mariadb() as database,
        tempfile.TemporaryDirectory(prefix="captrack-bench-") as folder,
    ):
        os.environ.update({"CAPTRACK_TEST_REDIS": redis, "DJANGO_SETTINGS_MODULE": "testproject.settings", **database})
        os.environ["CAPTRACK_TEST_FASTER"] = str(arguments.faster)
        servers.create_database(database["CAPTRACK_TEST_MARIADB"])
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=BRIDGE, check=True)
        import django

        django.setup()
        from captrack_bridge.changes import log
        from testproject import celery, esi, universe

        log.NOTED_FOR /= arguments.faster
        celery.app.set_default()
        universe.fill()
        pilots, token = _alliance(arguments.ships)
        world = esi.World()
        log = Path(folder) / "worker.log"
        with esi.served(world) as address, _worker(address, log):
            try:
                _measure(arguments, world, pilots, token)
            finally:
                if os.environ.get("CAPTRACK_TEST_LOG"):
                    print(log.read_text()[-5000:], file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(environment.exit_code(main))
