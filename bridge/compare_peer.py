#!/usr/bin/env python3
"""Compare with aa-captrack on the same database: which hulls that must alert are shown and relayed, and which are not.

    python3 compare_peer.py [--accounts 500] [--capitals 3000] [--seed 1]

Fills one AllianceAuth with an invented alliance, works out from the plan which hulls must alert by CapTrack's default
rules (`testproject/rules.py`), and looks for each of them

- in what the bridge serves to a desk that sees everyone;
- on the page that aa-captrack shows, with every region on its list;
- in what aa-captrack posts in one scan to a stand-in for Discord that takes everything at once.

aa-captrack runs as it is installed, from its package. One JSON line a figure; ends with 1 if the bridge misses a hull,
or if other hulls would alert by what it serves.
"""

from __future__ import annotations

import argparse
import http.server
import json
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

BRIDGE = Path(__file__).resolve().parent
sys.path.insert(0, str(BRIDGE))

from testproject import environment  # noqa: E402 (needs the path above)

#: A line of aa-captrack's message: the level, the pilot in bold, the ship, the system. What is cut off inside the name
#: of the ship names nothing.
_LINE = re.compile(r"^`[A-Z ]+` \*\*(?P<pilot>.+?)\*\* — (?P<ship>.+?) — ")
Named = Counter[tuple[str, str]]


def _print(bench: str, value: float, unit: str) -> None:
    print(json.dumps({"bench": f"peer/{bench}", "value": value, "unit": unit}), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=int, default=500)
    parser.add_argument("--capitals", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


@contextmanager
def _discord() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A stand-in that takes every message: its address, and what came."""
    came: list[dict[str, Any]] = []

    class Webhook(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Webhook)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/webhook", came
    server.shutdown()


def _set_up(webhook: str) -> None:
    """Put every region on aa-captrack's list, which is its way to say everywhere."""
    from captrack.models import CapTrackSettings
    from eve_sde.models import Region

    CapTrackSettings.objects.create(webhook_url=webhook).blacklisted_regions.set(Region.objects.all())


def _relayed(came: list[dict[str, Any]]) -> tuple[Named, float]:
    """Let aa-captrack scan; which pilots and ships its messages name, and how long it took."""
    from captrack.tasks import scan_capitals_and_send_alerts

    begun = time.perf_counter()
    scan_capitals_and_send_alerts()
    took = time.perf_counter() - begun
    named: Named = Counter()
    for message in came:
        for field in message["embeds"][0]["fields"]:
            if field["name"] == "Detected":
                found = (_LINE.match(line) for line in field["value"].splitlines())
                named.update((line["pilot"], line["ship"]) for line in found if line)
    return named, took


def _shown(reader: Any) -> Named:
    """Which pilots and ships aa-captrack's page shows as alerting."""
    from django.test import Client
    from django.test.utils import setup_test_environment, teardown_test_environment

    # Lets an answer keep what its template was given.
    setup_test_environment()
    client = Client()
    client.force_login(reader, backend="allianceauth.authentication.backends.StateBackend")
    answer = client.get("/captrack/", secure=True)
    if answer.status_code != 200:
        raise SystemExit(f"aa-captrack's page answers {answer.status_code}: {answer.headers}")
    entries = [entry for group in answer.context["groups"] for entry in group["alts"]]
    teardown_test_environment()
    return Counter((entry["character_name"], entry["ship_type"]) for entry in entries if entry["should_alert"])


def _served(reader: Any) -> list[dict[str, Any]]:
    """What the bridge serves."""
    from django.test import Client

    from captrack_bridge import tokens
    from testproject import plan

    headers = {"Authorization": f"Bearer {tokens.create(reader, 'Comparison', 30)[1]}"}
    answer = Client().get("/captrack-bridge/api/v1/capitals", secure=True, headers=headers)
    if answer.status_code != 200:
        raise SystemExit(f"The bridge answers {answer.status_code}: {answer.content!r}")
    return plan.flat(answer.json())


def _without(must: dict[Any, dict[str, Any]], named: Named) -> list[dict[str, Any]]:
    """The hulls that are not among those named. Of several alike it does not matter which were."""
    left = Counter(named)
    missed = []
    for row in must.values():
        name = (row["character_name"], row["type_name"])
        if left[name] > 0:
            left[name] -= 1
        else:
            missed.append(row)
    return missed


def _why(row: dict[str, Any]) -> str:
    """What is special about a hull that was missed."""
    if not row["owned"]:
        return "of_characters_that_left"
    if row["item_id"] is None:
        return "flown_and_in_no_assets_yet"
    if row["system_id"] is None:
        return "without_a_known_place"
    if row["group_id"] in (4594, 5120):
        return "lancers_and_command_carriers"
    return "counted_otherwise"


def _compare(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from testproject import fill, people, plan, rules

    made = plan.make(arguments.accounts, arguments.capitals, arguments.seed, timezone.now().replace(microsecond=0))
    fill.fill(made)
    reader = people.allow(
        people.account("Reader"),
        "captrack_bridge.basic_access",
        "corptools.view_characteraudit",
        "corptools.global_hr",
        "captrack.basic_access",
    )
    must = rules.alerting(plan.expected(made))
    _print("must_alert", len(must), "hulls")

    served = {rules.key_of(row): row for row in _served(reader)}
    missed = must.keys() - served.keys()
    differing = rules.alerting(served.values()).keys() ^ must.keys()
    _print("bridge/missed", len(missed), "hulls")
    _print("bridge/alert_otherwise", len(differing), "hulls")

    with _discord() as (webhook, came):
        _set_up(webhook)
        shown = _shown(reader)
        relayed, took = _relayed(came)
    not_shown = _without(must, shown)
    hidden = {rules.key_of(row) for row in not_shown}
    not_relayed = _without(must, relayed)
    whys = {
        "shown": Counter(_why(row) for row in not_shown),
        "relayed": Counter(_why(row) if rules.key_of(row) in hidden else "cut_off" for row in not_relayed),
    }
    needed = Counter((row["character_name"], row["type_name"]) for row in must.values())
    for what, named in (("shown", shown), ("relayed", relayed)):
        _print(f"aa-captrack/not_{what}", whys[what].total(), "hulls")
        for why, number in sorted(whys[what].items()):
            _print(f"aa-captrack/not_{what}/{why}", number, "hulls")
        _print(f"aa-captrack/{what}_without_need", (named - needed).total(), "hulls")
    _print("aa-captrack/posts", len(came), "messages")
    _print("aa-captrack/scan", round(took, 2), "s")
    return 1 if missed or differing else 0


def main() -> int:
    """Fill, ask both, compare."""
    environment.enter_venv()
    arguments = _arguments()
    with environment.private_redis() as redis, tempfile.TemporaryDirectory(prefix="captrack-peer-") as folder:
        database = environment.prepared_database(Path(folder) / "peer.sqlite3", redis)
        environment.start_django(database, redis)
        from django.conf import settings

        if "captrack" not in settings.INSTALLED_APPS:
            raise environment.SetupError("aa-captrack is not in the virtual environment, so nothing is compared.")
        print(f"aa-captrack {version('aa-captrack')}, the bridge beside it", file=sys.stderr)
        return _compare(arguments)


if __name__ == "__main__":
    sys.exit(environment.exit_code(main))
