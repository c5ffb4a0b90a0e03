#!/usr/bin/env python3
"""Serve a real AllianceAuth with corptools and the bridge on loopback, with an invented alliance in it.

    python3 serve.py --accounts 500 --capitals 3000 --port 0 --seed 1

Prints one line of JSON when it answers:

    {"url": "http://127.0.0.1:41234", "token": "ctb_…", "limited_token": "ctb_…", "expected": "FILE"}

`token` sees everyone and may snooze and publish; `limited_token` sees one corporation and may only read. `expected` is
a file with what each must be told, hull by hull: {"hulls": […], "limited": [item ids]}.

Commands come on standard input, one JSON object a line, each answered with one line {"done": true} or {"error": "…"}:

    {"do": "revoke"}                                        revoke `token`
    {"do": "token"}                                         make another; the answer has it
    {"do": "withdraw", "permission": "captrack_bridge.basic_access"}      from the account of `token`
    {"do": "grant", "permission": "captrack_bridge.basic_access"}         to it
    {"do": "move", "item_id": 1, "location_id": 60003760}   a hull is elsewhere, and its owner was read just now
    {"do": "sell", "item_id": 1}                            a hull is gone, and its owner was read just now
    {"do": "read", "character_id": 1}                       corptools has read a character just now
    {"do": "fail", "with": 500, "times": 3}                 the next requests to the API are answered with that status,
                                                            or with "html" (a page), "login" (sent to the login page),
                                                            "half" (it ends in the middle), "slow" (in "seconds": 60);
                                                            "path": "capitals" only those; "times": 0 ends it
    {"do": "clock", "offset": 3600}                         the server's clock is an hour ahead; less than 0: behind
    {"do": "asked"}                                         how often what was asked: {"capitals 200": 1, …}
    {"do": "quit"}

It ends when standard input ends, so that no server outlives who started it. It needs no root and writes only below a
temporary folder and the checkout's target folder.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

BRIDGE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BRIDGE))

from testproject import environment  # noqa: E402 (needs the path above)


def _say(line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=int, default=500)
    parser.add_argument("--capitals", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--others", type=int, default=2, help="assets a character that are no capitals")
    parser.add_argument("--rate", default="600/60", help="requests per seconds that a token may make")
    return parser.parse_args()


def _seed(arguments: argparse.Namespace) -> dict[str, Any]:
    """Fill the database; the readers' accounts, and what they must be told."""
    from django.utils import timezone

    from testproject import fill, people, plan

    made = plan.make(arguments.accounts, arguments.capitals, arguments.seed, timezone.now().replace(microsecond=0))
    fill.fill(made, others=arguments.others)
    reader = people.account("Reader")
    limited = people.account("Limited Reader")
    corporation = plan.OUR_CORPORATIONS[0]
    rows = plan.expected(made)
    # As corptools grants corp_hr: the accounts whose main is in the corporation, and those without a main that are.
    mains = {account.main.character_id: account.main for account in made.accounts if account.main}
    seen = [
        row
        for row in rows
        if (mains[row["main_id"]].corporation_id if row["main_id"] else row["corporation_id"]) == corporation
    ]
    reading = ("captrack_bridge.basic_access", "corptools.view_characteraudit")
    return {
        "reader": people.allow(
            reader, *reading, "corptools.global_hr", "captrack_bridge.snooze_access", "captrack_bridge.admin_access"
        ),
        "limited": people.allow(limited, *reading, "corptools.corp_hr"),
        "expected": {"hulls": rows, "limited": [row["item_id"] for row in seen]},
    }


class Commands:
    """What a test can make happen on the server."""

    def __init__(self, reader: Any) -> None:
        from captrack_bridge import tokens

        self._reader = reader
        self.token, self.secret = tokens.create(reader, "Test desk", 30)

    def revoke(self) -> dict[str, Any]:
        """Revoke the newest token of the reader."""
        from captrack_bridge import tokens

        tokens.revoke(self.token, self._reader)
        return {}

    def new_token(self) -> dict[str, Any]:
        """Make another token for the reader."""
        from captrack_bridge import tokens

        self.token, self.secret = tokens.create(self._reader, "Test desk", 30)
        return {"token": self.secret}

    def withdraw(self, permission: str) -> dict[str, Any]:
        """Take a permission from the reader."""
        from testproject import people

        people.forbid(self._reader, permission)
        return {}

    def grant(self, permission: str) -> dict[str, Any]:
        """Give a permission to the reader."""
        from testproject import people

        people.allow(self._reader, permission)
        return {}

    def move(self, item_id: int, location_id: int) -> dict[str, Any]:
        """Let a hull be somewhere else, and its owner be read."""
        from corptools.models import CharacterAsset

        asset = CharacterAsset.objects.select_related("character__character").get(item_id=item_id)
        asset.location_id, asset.location_name = location_id, self._place(location_id)
        # corptools writes every asset anew.
        asset.delete()
        asset.pk = None
        asset.save(force_insert=True)
        return self.read(asset.character.character.character_id)

    @staticmethod
    def _place(location_id: int) -> Any:
        """The place as corptools would have resolved it: known, a system, a station, or none."""
        from corptools.models import EveLocation

        from testproject import facts, people

        known = EveLocation.objects.filter(pk=location_id).first()
        if known is not None:
            return known
        for table, key in (("systems", "system_id"), ("npc_stations", "station_id")):
            for row in facts.rows(table):
                if int(row[key]) == location_id:
                    return people.place(location_id, row["name"], int(row["system_id"]))
        return None

    def sell(self, item_id: int) -> dict[str, Any]:
        """Let a hull be gone, and its owner be read."""
        from corptools.models import CharacterAsset

        asset = CharacterAsset.objects.select_related("character__character").get(item_id=item_id)
        asset.delete()
        return self.read(asset.character.character.character_id)

    def read(self, character_id: int) -> dict[str, Any]:
        """Let corptools have read a character now."""
        from corptools.models import CharacterAudit

        from captrack_bridge import clock
        from testproject import people

        audit = CharacterAudit.objects.get(character__character_id=character_id)
        now = clock.now()
        people.stamp(audit, "assets", now)
        people.stamp(audit, "location", now)
        return {}

    def fail(self, times: int = 1, path: str = "", seconds: float = 60.0, **what: Any) -> dict[str, Any]:
        """Let requests fail; `with` is a word of Python, so it comes by name."""
        from testproject.faults import FAULTS

        FAULTS.set(what.pop("with"), times, path, seconds, **what)
        return {}

    def clock(self, offset: float) -> dict[str, Any]:
        """Set the server's clock: of answers, decisions and all that corptools reads from now on."""
        from django.utils import timezone

        from captrack_bridge import clock
        from testproject.faults import FAULTS

        FAULTS.offset = offset
        clock.now = lambda: timezone.now() + timedelta(seconds=offset)
        return {}

    def asked(self) -> dict[str, Any]:
        """What was asked so far, and how it was answered."""
        from testproject.faults import FAULTS

        return {"asked": dict(FAULTS.asked)}

    def carry_out(self, line: str) -> dict[str, Any]:
        """Carry out one line."""
        known = {
            "revoke": self.revoke,
            "token": self.new_token,
            "withdraw": self.withdraw,
            "grant": self.grant,
            "move": self.move,
            "sell": self.sell,
            "read": self.read,
            "fail": self.fail,
            "clock": self.clock,
            "asked": self.asked,
        }
        try:
            command = json.loads(line)
            return {"done": True, **known[command.pop("do")](**command)}
        except Exception as error:
            return {"error": f"{type(error).__name__}: {error}"}


def _server(port: int) -> Any:
    """Django's own threaded server, without a line a request on standard error."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    class Quiet(WSGIRequestHandler):
        def log_message(self, *args: object) -> None:
            """Say nothing."""

        def get_environ(self) -> dict[str, Any]:
            """Let a fault end the connection."""
            return super().get_environ() | {"captrack.connection": self}

    server = ThreadedWSGIServer(("127.0.0.1", port), Quiet, ipv6=False)
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    return server


def _serve(arguments: argparse.Namespace, folder: Path, redis: str) -> None:
    port = arguments.port or environment.free_port()
    url = f"http://127.0.0.1:{port}"
    database = environment.prepared_database(folder / "auth.sqlite3", redis)
    environment.start_django(database, redis, CAPTRACK_TEST_SITE=url)
    from django.conf import settings

    from captrack_bridge import tokens
    from captrack_bridge.changes import log

    # What a test does counts from the next question on.
    log.NOTED_FOR = timedelta(0)
    requests, _, seconds = arguments.rate.partition("/")
    settings.CAPTRACK_BRIDGE_RATE_LIMIT = (int(requests), int(seconds or 60))
    # A busy computer is slow, and what is tested is not how slow.
    settings.CAPTRACK_BRIDGE_WORK_LIMIT = (600, 60)
    settings.MIDDLEWARE = ["testproject.faults.middleware", *settings.MIDDLEWARE]
    seeded = _seed(arguments)
    commands = Commands(seeded["reader"])
    expected = folder / "expected.json"
    expected.write_text(json.dumps(seeded["expected"]))
    server = _server(port)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    limited = tokens.create(seeded["limited"], "Limited desk", 30)[1]
    _say({"url": url, "token": commands.secret, "limited_token": limited, "expected": str(expected)})
    for line in sys.stdin:
        if not line.strip():
            continue
        if line.strip().replace(" ", "") == '{"do":"quit"}':
            break
        _say(commands.carry_out(line))
    server.shutdown()


def main() -> None:
    """Serve until standard input ends."""
    environment.enter_venv()
    arguments = _arguments()
    # A polite kill takes Redis and the folder along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with environment.private_redis() as redis, tempfile.TemporaryDirectory(prefix="captrack-auth-") as folder:
        _serve(arguments, Path(folder), redis)


if __name__ == "__main__":
    sys.exit(environment.exit_code(main))
