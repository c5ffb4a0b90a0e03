"""A stand-in for ESI on loopback: ship, place, assets and the rest of what corptools' tasks for them ask for.

corptools cannot be pointed at it by a setting: ESI_API_URL says where the description of ESI is fetched from, and
corptools brings its own, which names CCP's servers. So `point_corptools_at` gives corptools the same description with
another server in it, before it is first used; nothing else of corptools or django-esi is touched.
"""

from __future__ import annotations

import json
import re
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_ROUTE = re.compile(r"/characters/(\d+)/(assets|location|ship|online|blueprints)/?$")
_GROUPS = {"assets": "char-asset", "location": "char-location", "ship": "char-location", "online": "char-location"}
_LIMITS = {"char-asset": 1800, "char-location": 1200}


@dataclass
class World:
    """What ESI knows of each character."""

    #: By character: the system, and the station or structure if it is in one.
    places: dict[int, dict[str, int]] = field(default_factory=dict)
    #: By character: type, item and name of the ship.
    ships: dict[int, tuple[int, int, str]] = field(default_factory=dict)
    assets: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    #: By character and what is asked: a status to answer instead.
    failing: dict[tuple[int, str], int] = field(default_factory=dict)
    #: What was asked, in order: the character and the route.
    asked: list[tuple[int, str]] = field(default_factory=list)

    def counted(self) -> Counter[str]:
        """How often each route was asked."""
        return Counter(route for _, route in self.asked)

    def answer(self, character: int, route: str) -> tuple[int, Any]:
        """A status and a body."""
        self.asked.append((character, route))
        failure = self.failing.get((character, route))
        if failure is not None:
            return failure, {"error": "as asked"}
        if route == "location":
            return 200, self.places.get(character, {"solar_system_id": 30000142})
        if route == "ship":
            type_id, item_id, name = self.ships.get(character, (587, 1_000_000_000_000 + character, "Rifter"))
            return 200, {"ship_type_id": type_id, "ship_item_id": item_id, "ship_name": name}
        if route == "online":
            return 200, {"online": False, "logins": 1}
        if route == "assets":
            return 200, self.assets.get(character, [])
        return 200, []


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    world: World

    def _send(self, status: int, body: Any, route: str = "") -> None:
        content = json.dumps(body).encode()
        etag = f'"{sha256(content).hexdigest()[:32]}"'
        if status == 200 and self.headers.get("If-None-Match", "").removeprefix("W/") == etag:
            status, content = 304, b""
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "private, max-age=0")
        self.send_header("ETag", etag)
        self.send_header("X-Pages", "1")
        group = _GROUPS.get(route)
        if group is not None:
            self.send_header("X-Ratelimit-Group", group)
            self.send_header("X-Ratelimit-Limit", f"{_LIMITS[group]}/15m")
            self.send_header("X-Ratelimit-Remaining", str(_LIMITS[group] - 2))
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self) -> None:
        route = _ROUTE.search(self.path.partition("?")[0])
        if route is None:
            self._send(404, {"error": "not found"})
            return
        self._send(*self.world.answer(int(route[1]), route[2]), route[2])

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        # Names and places of assets: none has any.
        self._send(200, [])

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(world: World) -> Iterator[str]:
    """Serve it; the address."""
    handler = type("Handler", (_Handler,), {"world": world})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def point_corptools_at(address: str, folder: Path | None = None) -> None:
    """Let corptools ask another server, in this process."""
    from corptools import providers

    provider = providers.esi_openapi
    spec = json.loads((Path(providers.__file__).parent / "openapi.json").read_text())
    spec["servers"] = [{"url": address}]
    file = Path(folder or tempfile.mkdtemp(prefix="captrack-esi-")) / "openapi.json"
    file.write_text(json.dumps(spec))
    provider._spec_file, provider._client = str(file), None


def token(character_id: int, user: Any, *scopes: str, name: str = "Pilot") -> Any:
    """An ESI token that is valid for long."""
    from datetime import timedelta

    from django.utils import timezone
    from esi.models import Scope, Token

    made = Token.objects.create(
        access_token="access",
        refresh_token="refresh",
        user=user,
        character_id=character_id,
        character_name=name,
        character_owner_hash=f"hash-{character_id}",
    )
    # It lasts for twenty minutes from when it was made.
    Token.objects.filter(pk=made.pk).update(created=timezone.now() + timedelta(days=30))
    for scope in scopes:
        made.scopes.add(Scope.objects.get_or_create(name=scope, defaults={"help_text": scope})[0])
    return made
