#!/usr/bin/env python3
"""Write what the bridge answers into `recorded/`, one file an answer, for the desk's contract tests.

    python3 record.py [--check]

Times, ids and tokens are fixed, so that a file changes only with the contract. `--check` writes nothing and ends with 1
if something differs.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from typing import Any

BRIDGE = Path(__file__).resolve().parent
RECORDED = BRIDGE / "recorded"
sys.path.insert(0, str(BRIDGE))

from testproject import environment  # noqa: E402 (needs the path above)

NOW = datetime(2026, 11, 5, 18, 0, tzinfo=timezone.utc)
VERIFIER = "verifier-of-the-recorded-answers-0123456789"
#: Headers that belong to the contract.
HEADERS = ("Content-Type", "Cache-Control", "ETag", "Retry-After", "Allow", "WWW-Authenticate", "X-Captrack-Bridge")


class Recorder:
    """Asks, and keeps what was asked and answered."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self._etags: dict[str, str] = {}
        self._opaque: dict[str, str] = {}

    def _recorded(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Headers with ETags numbered: what is in them is the bridge's own business, and depends on its version."""

        def shown(name: str, value: str) -> str:
            if name not in ("ETag", "If-None-Match"):
                return value
            return self._etags.setdefault(value, f'W/"recorded-{len(self._etags) + 1}"')

        return {name: shown(name, value) for name, value in headers.items()}

    def _told(self, content: Any) -> Any:
        """An answer with cursors and revisions numbered, which are the bridge's own business too."""
        if not isinstance(content, dict):
            return content

        def shown(what: str, value: str | None) -> str | None:
            if value is None:
                return None
            return self._opaque.setdefault(value, f"recorded-{what}-{len(self._opaque) + 1}")

        if "cursor" in content:
            content["cursor"] = shown("cursor", content["cursor"])
        if "revisions" in content:
            content["revisions"] = {name: shown("revision", value) for name, value in content["revisions"].items()}
        return content

    def ask(
        self, name: str, method: str, path: str, *, token: str | None = None, body: Any = None, etag: str | None = None
    ) -> str | None:
        """Ask once and record it; the answer's ETag or cursor."""
        from django.test import Client

        headers = {}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        if etag is not None:
            headers["If-None-Match"] = etag
        options = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        address = f"/captrack-bridge/api/v1/{path}"
        answer = getattr(Client(), method.lower())(address, secure=True, headers=headers, **options)
        content = json.loads(answer.content) if answer.content else None
        cursor = content.get("cursor") if isinstance(content, dict) else None
        content = self._told(content)
        shown = address
        for secret, number in self._opaque.items():
            shown = shown.replace(secret, number)
        recorded = {
            "request": {"method": method, "path": shown, "headers": self._recorded(headers), "body": body},
            "response": {
                "status": answer.status_code,
                "headers": self._recorded({name: answer.headers[name] for name in HEADERS if name in answer.headers}),
                "body": content,
            },
        }
        self.files[f"{name}.json"] = json.dumps(recorded, indent=2, ensure_ascii=False) + "\n"
        return answer.headers.get("ETag") or cursor


def _fix_what_varies() -> None:
    """Stop the clock, and draw tokens from a list."""
    from captrack_bridge import clock, tokens, whoami
    from captrack_bridge.changes import log

    numbers = count(1)
    clock.now = lambda: NOW
    # Else nothing would change while the clock stands.
    log.NOTED_FOR = timedelta(0)
    tokens.random_secret = lambda: f"recorded{next(numbers):035}"
    versions = {"allianceauth": "5.5.0", "allianceauth-corptools": "3.5.1"}
    whoami.package_version = versions.__getitem__


def _alliance() -> Any:
    """A few accounts with everything that a desk must understand. The leader's account."""
    from corptools.models import EveLocation

    from captrack_bridge.models import ObservedReads
    from testproject import facts, people

    jita = people.place(60003760, "Jita IV - Moon 4 - Caldari Navy Assembly Plant", 30000142)
    home = people.place(1_089_000_000_001, "1DQ1-A - Home", 30004759)
    space = people.place(30004751, "PR-8CA", 30004751)
    safety = people.place(2004, "Asset Safety", None)
    read = {"assets_at": NOW - timedelta(hours=1), "location_at": NOW - timedelta(minutes=10)}
    grants = ("captrack_bridge.basic_access", "captrack_bridge.snooze_access", "captrack_bridge.admin_access")

    leader = people.account("Recorded Leader")
    titan = people.audit(leader.profile.main_character, **read)
    people.asset(titan, 11567, jita, item_id=1_090_000_000_001)
    people.asset(titan, 19720, home, item_id=1_090_000_000_002)
    people.asset(titan, 19720, jita, item_id=1_090_000_000_003, singleton=False, quantity=3)
    people.fly(titan, 11567, space)

    alt = people.audit(people.own(leader, people.character("Recorded Alt", people.OTHER_CORPORATION, None)), **read)
    people.asset(alt, 23913, 1_089_000_000_999, item_id=1_090_000_000_004)
    wrap = people.asset(alt, facts.ASSET_SAFETY_WRAP, safety, item_id=1_090_000_000_005, flag="AssetSafety")
    people.asset(alt, 77283, wrap.item_id, item_id=1_090_000_000_006)
    people.fly(alt, 92824, None)

    nameless = people.account("Recorded Nameless")
    one = people.audit(people.own(nameless, people.character("Recorded Mainless")), assets_at=NOW - timedelta(days=3))
    nameless.profile.main_character = None
    nameless.profile.save()
    people.asset(one, 23911, home, item_id=1_090_000_000_007)
    people.asset(people.audit(people.character("Recorded Left")), 37604, jita, item_id=1_090_000_000_008)
    people.character("Recorded Unregistered")
    for seen in (titan, alt):
        ObservedReads.objects.create(
            character_id=seen.character.character_id, assets_gaps=[86_400] * 3, location_gaps=[3_600] * 3
        )
    EveLocation.objects.update(last_update=NOW - timedelta(hours=1))
    return people.allow(leader, *grants, "corptools.view_characteraudit", "corptools.global_hr")


def _record_reads(recorder: Recorder, token: str) -> None:
    etags = {}
    for path in ("whoami", "capitals", "coverage", "snoozes", "acknowledgements", "policy"):
        name = path if path in ("whoami", "capitals", "coverage") else f"{path}-empty"
        etags[path] = recorder.ask(name, "GET", path, token=token)
    recorder.ask("capitals-groups", "GET", "capitals?groups=30,659", token=token)
    recorder.ask("capitals-not-modified", "GET", "capitals", token=token, etag=etags["capitals"])


def _record_decisions(recorder: Recorder, token: str, leader: Any) -> None:
    pilot = leader.profile.main_character.character_id
    snoozed = {
        "pilot_id": pilot,
        "state": "snoozed",
        "decided_at": "2026-11-05T17:00:00.000001Z",
        "since": "2026-11-05T17:00:00Z",
        "until": "2026-11-06T17:00:00Z",
        "why": "moving day",
    }
    cleared = {"pilot_id": pilot + 1, "state": "cleared", "decided_at": "2026-11-05T17:30:00Z"}
    unknown = {"pilot_id": 1, "state": "snoozed", "decided_at": "2026-11-05T17:00:00Z", "until": None}
    older = {"pilot_id": pilot, "state": "cleared", "decided_at": "2026-11-05T16:00:00Z"}
    recorder.ask("snoozes-post", "POST", "snoozes", token=token, body={"decisions": [snoozed, cleared, unknown]})
    recorder.ask("snoozes-post-superseded", "POST", "snoozes", token=token, body={"decisions": [older]})
    recorder.ask("snoozes", "GET", "snoozes", token=token)
    recorder.ask("snoozes-post-wrong", "POST", "snoozes", token=token, body={"decisions": [{"state": "cleared"}]})
    nonsense = snoozed | {"pilot_id": pilot, "decided_at": "2026-11-05T17:45:00Z", "until": "9999-12-31T23:59:59Z"}
    recorder.ask("snoozes-post-refused", "POST", "snoozes", token=token, body={"decisions": [nonsense]})
    acknowledged = {
        "main_id": pilot,
        "state": "acknowledged",
        "decided_at": "2026-11-05T17:00:00Z",
        "hulls": ["item/1090000000001", f"pilot/{pilot + 1}/92824"],
        "why": None,
    }
    recorder.ask("acknowledgements-post", "POST", "acknowledgements", token=token, body={"decisions": [acknowledged]})
    recorder.ask("acknowledgements", "GET", "acknowledgements", token=token)


def _record_changes(recorder: Recorder, token: str, leader: Any) -> None:
    """What has changed since: nothing, then somebody who flew on and somebody who is gone."""
    from corptools.models import CharacterAudit

    from testproject import people

    cursor = recorder.ask("capitals-since", "GET", "capitals?since=", token=token)
    cursor = recorder.ask("capitals-since-empty", "GET", f"capitals?since={cursor}", token=token)
    titan = CharacterAudit.objects.get(character=leader.profile.main_character)
    people.fly(titan, 11567, people.place(30004759, "1DQ1-A", 30004759))
    people.stamp(titan, "location", NOW - timedelta(minutes=1))
    CharacterAudit.objects.get(character__character_name="Recorded Left").delete()
    recorder.ask("capitals-since-changed", "GET", f"capitals?since={cursor}", token=token)


def _record_refresh(recorder: Recorder, token: str, leader: Any) -> None:
    """Somebody who can be read, one who has no ESI token, and one whom nobody knows."""
    from django.conf import settings

    from captrack_bridge.lane import queue, run
    from testproject import esi, people

    queue.send = lambda read: True
    pilot = leader.profile.main_character.character_id
    body = {"pilots": [pilot, pilot + 1, 1]}
    recorder.ask("error-refresh-permission-missing", "POST", "refresh", token=token, body=body)
    people.allow(leader, "captrack_bridge.refresh_access")
    esi.token(pilot, leader, "esi-location.read_location.v1", "esi-location.read_ship_type.v1")
    recorder.ask("refresh", "POST", "refresh", token=token, body=body)
    run.run()
    recorder.ask("whoami-fast-lane", "GET", "whoami", token=token)
    recorder.ask("coverage-fast-lane", "GET", "coverage", token=token)
    settings.CAPTRACK_BRIDGE_FAST_LANE = False
    recorder.ask("error-refresh-off", "POST", "refresh", token=token, body=body)
    settings.CAPTRACK_BRIDGE_FAST_LANE = True


def _record_policy(recorder: Recorder, token: str) -> None:
    policy = {
        "classes": {
            "titan": {"mode": "always", "groups": [30]},
            "dreadnought": {"mode": "threshold", "n": 5, "groups": [485]},
        },
        "scope": {"kind": "everywhere", "regions": []},
    }
    body = {"policy": policy, "base_revision": 0}
    recorder.ask("policy-put", "PUT", "policy", token=token, body=body)
    recorder.ask("policy", "GET", "policy", token=token)
    recorder.ask("policy-put-changed", "PUT", "policy", token=token, body={"policy": {}, "base_revision": 0})


def _record_errors(recorder: Recorder, leader: Any) -> None:
    from django.conf import settings

    from captrack_bridge import tokens
    from captrack_bridge.models import Token
    from testproject import people

    def ask_with(name: str, **changed: Any) -> None:
        token, secret = tokens.create(leader, name, 30)
        Token.objects.filter(pk=token.pk).update(**changed)
        recorder.ask(name, "GET", "capitals", token=secret)

    recorder.ask("error-no-token", "GET", "capitals")
    recorder.ask("error-token-unknown", "GET", "capitals", token="ctb_" + "u" * 43)
    ask_with("error-token-revoked", revoked_at=NOW)
    ask_with("error-token-expired", expires_at=NOW)
    secret = tokens.create(leader, "error", 30)[1]
    recorder.ask("error-not-found", "GET", "nothing", token=secret)
    recorder.ask("error-method-not-allowed", "POST", "capitals", token=secret, body={})
    recorder.ask("error-bad-groups", "GET", "capitals?groups=titans", token=secret)
    members = people.account("Recorded Member")
    member = tokens.create(people.allow(members, "captrack_bridge.basic_access"), "member", 30)[1]
    recorder.ask("whoami-without-data", "GET", "whoami", token=member)
    recorder.ask("error-data-permission-missing", "GET", "capitals", token=member)
    body = {"decisions": [{"pilot_id": 1, "state": "snoozed", "decided_at": "2026-11-05T17:00:00Z"}]}
    people.allow(members, "corptools.view_characteraudit")
    recorder.ask("error-snooze-permission-missing", "POST", "snoozes", token=member, body=body)
    people.forbid(members, "captrack_bridge.basic_access")
    recorder.ask("error-permission-missing", "GET", "whoami", token=member)
    settings.CAPTRACK_BRIDGE_RATE_LIMIT = (1, 60)
    limited = tokens.create(leader, "limited", 30)[1]
    recorder.ask("whoami-limited", "GET", "whoami", token=limited)
    recorder.ask("error-rate-limited", "GET", "whoami", token=limited)
    settings.CAPTRACK_BRIDGE_RATE_LIMIT = (60, 60)


def _record_connect(recorder: Recorder, leader: Any) -> None:
    from captrack_bridge import connect_codes

    code = connect_codes.create(leader, "Recorded laptop", connect_codes.challenge_of(VERIFIER))
    body = {"code": code, "verifier": VERIFIER}
    recorder.ask("connect", "POST", "connect", body=body)
    recorder.ask("error-code-unknown", "POST", "connect", body=body)


def _record_revoking(recorder: Recorder, leader: Any) -> None:
    from captrack_bridge import tokens

    secret = tokens.create(leader, "Recorded old laptop", 30)[1]
    recorder.ask("token-delete", "DELETE", "token", token=secret)
    recorder.ask("error-token-delete-again", "DELETE", "token", token=secret)


def record() -> dict[str, str]:
    """Ask for everything on the database at hand; the files by name. The caller takes the database back."""
    from django.core.cache import cache

    from captrack_bridge import tokens

    cache.clear()
    _fix_what_varies()
    leader = _alliance()
    token = tokens.create(leader, "Recorded computer", 90)[1]
    recorder = Recorder()
    _record_reads(recorder, token)
    _record_decisions(recorder, token, leader)
    _record_policy(recorder, token)
    _record_errors(recorder, leader)
    _record_connect(recorder, leader)
    _record_revoking(recorder, leader)
    _record_changes(recorder, token, leader)
    _record_refresh(recorder, token, leader)
    return recorder.files


def _differences(files: dict[str, str]) -> list[str]:
    there = {file.name: file.read_text() for file in RECORDED.glob("*.json")}
    return sorted(name for name in there.keys() | files.keys() if there.get(name) != files.get(name))


def main() -> int:
    """Record, and write or compare."""
    environment.enter_venv()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    check = parser.parse_args().check
    with environment.private_redis() as redis, tempfile.TemporaryDirectory(prefix="captrack-record-") as folder:
        database = environment.prepared_database(Path(folder) / "record.sqlite3", redis)
        environment.start_django(database, redis)
        files = record()
    differing = _differences(files)
    if check:
        for name in differing:
            print(f"{name} differs")
        return 1 if differing else 0
    RECORDED.mkdir(exist_ok=True)
    for name in differing:
        if name in files:
            (RECORDED / name).write_text(files[name])
        else:
            (RECORDED / name).unlink()
        print(name)
    return 0


if __name__ == "__main__":
    sys.exit(environment.exit_code(main))
