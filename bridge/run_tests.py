#!/usr/bin/env python3
"""Run the bridge's tests: one command, with any Python 3.10 or newer.

    python3 run_tests.py [pytest's arguments]
    python3 run_tests.py --setup              only make what they stand on, and see that it works
    python3 run_tests.py --servers [...]      on a MariaDB and a PostgreSQL, which it starts for them, instead of SQLite

Makes a virtual environment with the pinned packages, starts a Redis of its own (or uses CAPTRACK_TEST_REDIS), migrates
a database once, checks the style, and runs pytest. Ends with pytest's exit code.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

BRIDGE = Path(__file__).resolve().parent
sys.path.insert(0, str(BRIDGE))

from testproject import environment, servers  # noqa: E402 (needs the path above)


def _style() -> int:
    ruff = Path(sys.executable).with_name("ruff")
    code = subprocess.call([ruff, "check", "--quiet", "."], cwd=BRIDGE)
    return code or subprocess.call([ruff, "format", "--quiet", "--check", "."], cwd=BRIDGE)


def _missing_migrations(environ: dict[str, str]) -> int:
    command = [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run", "captrack_bridge"]
    return subprocess.call(command, cwd=BRIDGE, env=environ, stderr=subprocess.DEVNULL)


def _on_servers(arguments: list[str]) -> int:
    """Run them on each; the first exit code that is not 0."""
    codes = []
    with environment.private_redis() as redis:
        for name, server in servers.ALL.items():
            print(f"On {name}:", flush=True)
            with server() as found:
                environ = os.environ | {"CAPTRACK_TEST_REDIS": redis} | found
                command = [sys.executable, "-m", "pytest", "--create-db", *arguments]
                codes.append(subprocess.call(command, cwd=BRIDGE, env=environ))
    return next((code for code in codes if code), 0)


def main() -> int:
    """Run everything."""
    environment.enter_venv()
    setup = sys.argv[1:] == ["--setup"]
    if not setup and _style() != 0:
        print("The style is not as agreed: ruff check --fix . && ruff format .", file=sys.stderr)
        return 1
    if sys.argv[1:2] == ["--servers"]:
        return _on_servers(sys.argv[2:])
    with environment.private_redis() as redis, tempfile.TemporaryDirectory(prefix="captrack-bridge-") as folder:
        os.environ["CAPTRACK_TEST_REDIS"] = redis
        database = environment.prepared_database(Path(folder) / "tests.sqlite3", redis)
        if setup:
            return 0
        environ = os.environ | {"CAPTRACK_TEST_TEMPLATE": str(database)}
        if _missing_migrations(environ) != 0:
            print("The models have changed: python manage.py makemigrations captrack_bridge", file=sys.stderr)
            return 1
        return subprocess.call([sys.executable, "-m", "pytest", *sys.argv[1:]], cwd=BRIDGE, env=environ)


if __name__ == "__main__":
    sys.exit(environment.exit_code(main))
