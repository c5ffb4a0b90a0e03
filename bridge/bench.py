#!/usr/bin/env python3
"""Measure the server's end: time, bytes and queries for 3,000 and 30,000 capitals. One JSON line a figure.

    python3 bench.py [--sizes 3000,30000] [--others 20] [--rounds 7]

On SQLite, through Django's whole stack but without a network. Times are the median of the rounds.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

BRIDGE = Path(__file__).resolve().parent
sys.path.insert(0, str(BRIDGE))

from testproject import environment  # noqa: E402 (needs the path above)


def _print(bench: str, value: float, unit: str) -> None:
    print(json.dumps({"bench": f"bridge/{bench}", "value": round(value, 2), "unit": unit}), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="3000,30000", help="numbers of capitals; a sixth as many accounts")
    parser.add_argument("--others", type=int, default=20, help="assets a character that are no capitals")
    parser.add_argument("--rounds", type=int, default=7)
    return parser.parse_args()


def _measure(name: str, ask: Any, rounds: int) -> Any:
    """Time by the clock, and of the processor alone, which other programs on the computer do not lengthen."""
    answer = ask()
    clock, processor = [], []
    for _ in range(rounds):
        begun, worked = time.perf_counter(), time.process_time()
        answer = ask()
        clock.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() - worked) * 1000)
    _print(f"{name}/time", median(clock), "ms")
    _print(f"{name}/cpu", median(processor), "ms")
    return answer


def _bench(capitals: int, others: int, rounds: int) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from captrack_bridge import tokens
    from testproject import fill, people, plan

    accounts = capitals // 6
    # Some minutes old, as on a server that is not being written to: else nothing could be answered with 304.
    made = plan.make(accounts, capitals, 1, timezone.now().replace(microsecond=0) - timedelta(minutes=5))
    fill.fill(made, others=others)
    everything = ["captrack_bridge.basic_access", "captrack_bridge.snooze_access", "corptools.view_characteraudit"]
    readers = {
        "everyone": people.allow(people.account("Reader"), *everything, "corptools.global_hr"),
        "alliance": people.allow(people.account("Leader"), *everything, "corptools.alliance_hr"),
    }
    for who, user in readers.items():
        token = tokens.create(user, "bench", 30)[1]
        headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "gzip"}
        client = Client(headers=headers)

        def get(path: str, client: Client = client, **more: str) -> Any:
            answer = client.get(f"/captrack-bridge/api/v1/{path}", secure=True, headers=more)
            assert answer.status_code in (200, 304), answer.content  # noqa: S101
            return answer

        name = f"{capitals}/{who}"
        for path in ("capitals", "coverage"):
            answer = _measure(f"{path}/{name}", lambda path=path: get(path), rounds)
            _print(f"{path}/{name}/gzip", len(answer.content) / 1024, "KiB")
            plain = get(path, **{"Accept-Encoding": "identity"})
            _print(f"{path}/{name}/plain", len(plain.content) / 1024, "KiB")
            if path == "capitals":
                _print(f"{path}/{name}/hulls", len(plain.json()["hulls"]["item_id"]), "hulls")
            with CaptureQueriesContext(connection) as captured:
                get(path)
            _print(f"{path}/{name}/queries", len(captured), "queries")
            etag = answer.headers["ETag"]
            ask = {"If-None-Match": etag}
            short = _measure(f"{path}/{name}/304", lambda path=path, ask=ask: get(path, **ask), rounds)
            assert short.status_code == 304, short.headers  # noqa: S101


def main() -> int:
    """Measure each size on a database of its own."""
    environment.enter_venv()
    arguments = _arguments()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    with environment.private_redis() as redis, tempfile.TemporaryDirectory(prefix="captrack-bridge-") as folder:
        database = environment.prepared_database(Path(folder) / "bench.sqlite3", redis)
        environment.start_django(database, redis)
        from django.conf import settings
        from django.db import transaction

        settings.CAPTRACK_BRIDGE_RATE_LIMIT = (1_000_000, 60)
        settings.CAPTRACK_BRIDGE_WORK_LIMIT = (1_000_000, 60)
        for size in sizes:
            # Taken back afterwards, so that the sizes do not add up.
            with transaction.atomic():
                _bench(size, arguments.others, arguments.rounds)
                transaction.set_rollback(True)
    return 0


if __name__ == "__main__":
    sys.exit(environment.exit_code(main))
