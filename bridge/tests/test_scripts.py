"""The scripts beside the tests: the recorded answers are up to date, and the test server serves what it promises."""

import http.client
import json
import subprocess
import sys
import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from testproject.plan import flat

from .conftest import on_sqlite

BRIDGE = Path(__file__).resolve().parent.parent
#: The scripts bring a database of their own.
ENVIRONMENT = on_sqlite()


def test_the_recorded_answers_are_what_the_bridge_answers():
    done = subprocess.run(
        [sys.executable, "record.py", "--check"],
        cwd=BRIDGE,
        capture_output=True,
        text=True,
        check=False,
        env=ENVIRONMENT,
    )
    assert done.returncode == 0, f"run python record.py and look at what has changed:\n{done.stdout}{done.stderr}"


class Server:
    """The test server, as the desk's tests use it."""

    def __init__(self, process) -> None:
        self.process = process
        self.told = json.loads(process.stdout.readline())

    def do(self, **command):
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def get(self, path, token=None):
        request = urllib.request.Request(
            f"{self.told['url']}/captrack-bridge/api/v1/{path}",
            headers={"Authorization": f"Bearer {token or self.told['token']}"},
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())["error"]["code"]


@pytest.fixture
def server():
    command = [sys.executable, "testserver/serve.py", "--accounts", "40", "--capitals", "200", "--seed", "3"]
    process = subprocess.Popen(
        command, cwd=BRIDGE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
    )
    yield Server(process)
    process.stdin.close()
    # It ends at once; a busy computer may take long to let it.
    assert process.wait(120) == 0
    process.stdout.close()


def test_the_test_server_serves_what_it_promises_and_does_what_it_is_told(server):
    expected = json.loads(Path(server.told["expected"]).read_text())
    hulls = flat(server.get("capitals")[1])
    assert hulls == expected["hulls"]
    limited = server.get("capitals", server.told["limited_token"])[1]
    assert limited["hulls"]["item_id"] == expected["limited"] != []

    item = next(hull["item_id"] for hull in hulls if hull["item_id"] and not hull["flown"])
    assert server.do(do="move", item_id=item, location_id=60003760) == {"done": True}
    moved = next(hull for hull in flat(server.get("capitals")[1]) if hull["item_id"] == item)
    assert (moved["location_id"], moved["system_id"]) == (60003760, 30000142)
    assert server.do(do="sell", item_id=item) == {"done": True}
    assert item not in server.get("capitals")[1]["hulls"]["item_id"]

    assert server.do(do="withdraw", permission="captrack_bridge.basic_access") == {"done": True}
    assert server.get("whoami") == (403, "permission_missing")
    assert server.do(do="grant", permission="captrack_bridge.basic_access") == {"done": True}
    assert server.do(do="revoke") == {"done": True}
    assert server.get("whoami") == (401, "token_revoked")
    assert server.get("whoami", server.do(do="token")["token"])[0] == 200
    assert "error" in server.do(do="nothing that it knows")


def raw(server, path):
    """Status, headers and what could be read of the body, without following a redirect."""
    host = server.told["url"].removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=30)
    connection.request(
        "GET", f"/captrack-bridge/api/v1/{path}", headers={"Authorization": f"Bearer {server.told['token']}"}
    )
    answer = connection.getresponse()
    try:
        return answer.status, answer.headers, answer.read()
    except http.client.IncompleteRead as read:
        return answer.status, answer.headers, read.partial


def test_the_test_server_fails_as_it_is_told_and_as_often(server):
    def fail(kind, **more):
        assert server.do(**{"do": "fail", "with": kind}, **more) == {"done": True}

    whole = len(raw(server, "capitals")[2])
    fail(503, times=2)
    assert [raw(server, "whoami")[0] for _ in range(3)] == [503, 503, 200]
    fail("html", path="capitals")
    assert raw(server, "whoami")[1]["Content-Type"] == "application/json"
    status, headers, body = raw(server, "capitals")
    assert (status, body[:9], "X-Captrack-Bridge" in headers) == (200, b"<!DOCTYPE", False)
    fail("login")
    status, headers, _ = raw(server, "capitals")
    assert (status, headers["Location"]) == (302, "/account/login/?next=/captrack-bridge/api/v1/capitals")
    fail("half")
    status, headers, body = raw(server, "capitals")
    assert (status, int(headers["Content-Length"]), len(body)) == (200, whole, whole // 2)
    fail("slow", seconds=0.01)
    assert raw(server, "capitals")[0] == 200
    fail(500, times=0)
    assert raw(server, "capitals")[0] == 200
    assert "error" in server.do(**{"do": "fail", "with": "nothing"})
    assert server.do(do="asked")["asked"] == {
        "capitals 200": 5,
        "capitals 302": 1,
        "whoami 503": 2,
        "whoami 200": 2,
    }


def test_the_test_server_has_a_clock_that_can_be_wrong(server):
    assert server.do(do="clock", offset=-3600) == {"done": True}
    status, headers, body = raw(server, "whoami")
    told = datetime.fromisoformat(json.loads(body)["server"]["time"].replace("Z", "+00:00"))
    now = datetime.now(timezone.utc)
    assert status == 200
    assert timedelta(minutes=59) < now - told < timedelta(minutes=61)
    assert timedelta(minutes=59) < now - parsedate_to_datetime(headers["Date"]) < timedelta(minutes=61)
