#!/usr/bin/env python3
"""Measure how long a titan that moves takes to be seen by aa-captrack, to compare with `bench_lane.py`.

    python3 compare_latency.py [--characters 1000] [--ships 120] [--moves 50] [--scan 5] [--refresh 30]

aa-captrack's own tasks and corptools' own choice of whom to read run on a MariaDB, as they are installed; time is told
to them, so that three days pass in minutes. corptools reads with its defaults (`update_subset_of_characters` twice an
hour); aa-captrack has its watch list refreshed every `--refresh` minutes and scans every `--scan`: it names no periods.
In its favour a read takes no time, and ESI's assets are never from a cache. One JSON line a figure.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

BRIDGE = Path(__file__).resolve().parent
sys.path.insert(0, str(BRIDGE))

from testproject import environment, servers  # noqa: E402 (needs the path above)

TITAN = 11567
STEP = timedelta(minutes=5)
#: corptools' schedule, see its `ct_setup`.
CORPTOOLS_EVERY = timedelta(minutes=30)
#: It leaves alone what is younger.
SKIPS = timedelta(hours=2)


def _print(bench: str, value: float, unit: str) -> None:
    print(json.dumps({"bench": f"peer/latency/{bench}", "value": round(value, 2), "unit": unit}), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", type=int, default=1000)
    parser.add_argument("--ships", type=int, default=120)
    parser.add_argument("--moves", type=int, default=50)
    parser.add_argument("--scan", type=int, default=5, help="minutes")
    parser.add_argument("--refresh", type=int, default=30, help="minutes")
    return parser.parse_args()


class World:
    """Where the titans are, what corptools has read of it, and what aa-captrack has posted."""

    def __init__(self, arguments: argparse.Namespace, begin: datetime) -> None:
        from testproject import facts, people

        self.now = begin
        self.draw = random.Random(1)  # noqa: S311
        rows = self.draw.sample(facts.known_space(), 400)
        self.places = [people.place(int(row["system_id"]), row["name"], int(row["system_id"])) for row in rows]
        self.at: dict[int, Any] = {}
        self.audits: dict[int, Any] = {}
        self.reads = 0
        #: By pilot: when it moved, and where to.
        self.moved: dict[int, tuple[datetime, str]] = {}
        self.stored: dict[int, float] = {}
        self.posted: dict[int, float] = {}
        for number in range(arguments.characters):
            one = people.account(f"Pilot {number:04}").profile.main_character
            # As far back as a day of reads: each has its turn.
            audit = people.audit(one)
            self.audits[one.character_id] = audit
            if number < arguments.ships:
                self.at[one.character_id] = self.draw.choice(self.places)
            self._write(audit, begin - timedelta(days=1) * self.draw.random())

    def _write(self, audit: Any, at: datetime) -> None:
        """What a whole chain of corptools writes of a character: every time, and all assets anew."""
        from corptools.models import CharacterAsset

        from testproject import people

        pilot = audit.character.character_id
        for kind in (
            "assets",
            "location",
            "clones",
            "skills",
            "skill_que",
            "wallet",
            "orders",
            "notif",
            "roles",
            "mails",
        ):
            audit.update_timestamps[kind] = at.isoformat()
        audit.save()
        if pilot in self.at:
            CharacterAsset.objects.filter(character=audit).delete()
            people.asset(audit, TITAN, self.at[pilot])

    def time(self) -> datetime:
        """What the clock says."""
        return self.now

    def read(self, args: list[int], **_: object) -> None:
        """Do what corptools' task of one character does, with its rule of what is young enough."""
        audit = self.audits[args[0]]
        if datetime.fromisoformat(audit.update_timestamps["assets"]) + SKIPS > self.now:
            return
        self.reads += 1
        self._write(audit, self.now)
        if args[0] in self.moved:
            self.stored.setdefault(args[0], self._since(args[0]))

    def move(self, pilot: int) -> None:
        """A titan is somewhere else."""
        self.at[pilot] = self.draw.choice([place for place in self.places if place != self.at[pilot]])
        self.moved[pilot] = (self.now, self.at[pilot].location_name)

    def post(self, _url: str, *, embeds: list[dict[str, Any]], **_: object) -> bool:
        """A Discord that takes everything."""
        text = json.dumps(embeds, ensure_ascii=False)
        for pilot, (_, system) in self.moved.items():
            name = self.audits[pilot].character.character_name
            if name in text and system in text:
                self.posted.setdefault(pilot, self._since(pilot))
        return True

    def _since(self, pilot: int) -> float:
        return (self.now - self.moved[pilot][0]).total_seconds() / 60


def _live(arguments: argparse.Namespace, world: World) -> None:
    """Three days: a first one until all is as usual, one in which ships move, one for the last of them to be seen."""
    from captrack import tasks as captrack
    from corptools.tasks import character as corptools

    begin = world.now
    moves = sorted(
        (begin + timedelta(days=1) * (1 + world.draw.random()), pilot)
        for pilot in world.draw.sample(list(world.at), arguments.moves)
    )
    subset = corptools.update_subset_of_characters

    def queued(args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None, **_: object) -> None:
        subset.run(*args, **(kwargs or {}))

    nothing = mock.Mock()
    with (
        mock.patch("django.utils.timezone.now", world.time),
        mock.patch.object(captrack, "send_discord_webhook", world.post),
        mock.patch.object(corptools.update_character, "apply_async", world.read),
        mock.patch.object(subset, "apply_async", queued),
        mock.patch.object(corptools.process_corp_histories, "apply_async", nothing),
        mock.patch.object(corptools.update_mercenary_dens_for_den_holders, "apply_async", nothing),
        mock.patch.object(corptools.update_mercenary_tactical_operations_for_den_holders, "apply_async", nothing),
    ):
        while world.now < begin + timedelta(days=3) and len(world.posted) < arguments.moves:
            world.now += STEP
            while moves and moves[0][0] <= world.now:
                world.move(moves.pop(0)[1])
            passed = int((world.now - begin).total_seconds() // 60)
            if passed % 30 == 0:
                subset.run()
            if passed % arguments.refresh == 0:
                captrack.refresh_watchlist_assets()
            if passed % arguments.scan == 0:
                captrack.scan_capitals_and_send_alerts()
    days = (world.now - begin).total_seconds() / 86400
    _print("characters read", world.reads / days / len(world.audits), "times a day each")
    for what, took in (("stored", world.stored), ("posted", world.posted)):
        _print(f"{what}/moves seen", len(took), "moves")
        if took:
            _print(f"{what}/median", median(took.values()), "min")
            _print(f"{what}/worst", max(took.values()), "min")


def main() -> int:
    """Set all up, and measure."""
    environment.enter_venv()
    arguments = _arguments()
    with environment.private_redis() as redis, servers.mariadb() as database:
        os.environ.update({"CAPTRACK_TEST_REDIS": redis, "DJANGO_SETTINGS_MODULE": "testproject.settings", **database})
        servers.create_database(database["CAPTRACK_TEST_MARIADB"])
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=BRIDGE, check=True)
        import django

        django.setup()
        from captrack.models import CapTrackSettings
        from django.utils import timezone
        from eve_sde.models import Region

        from testproject import universe

        universe.fill()
        # Every region on its list is its way to say everywhere.
        CapTrackSettings.objects.create(webhook_url="http://127.0.0.1:9/").blacklisted_regions.set(Region.objects.all())
        _live(arguments, World(arguments, timezone.now().replace(second=0, microsecond=0)))
    return 0


if __name__ == "__main__":
    sys.exit(environment.exit_code(main))
