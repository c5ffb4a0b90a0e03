"""Database servers that the tests start themselves: they keep nothing, listen on a socket in a folder only, and end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .environment import SetupError

#: How long a server may take to start, in seconds; on a busy machine they are slow.
PATIENCE = 60


def _program(name: str, *more: str) -> Path:
    """A program on the path, or where Debian hides those of servers."""
    found = shutil.which(name)
    candidates = [Path(found)] if found else []
    candidates += [Path("/usr/sbin") / name, *sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)]
    for candidate in candidates:
        if candidate.exists():
            return candidate
    if more:
        return _program(*more)
    raise SetupError(
        f"{name} is not installed. On Debian and Ubuntu: "
        "apt-get install mariadb-server-core mariadb-client-core postgresql"
    )


def _wait(server: subprocess.Popen, answers: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not answers():
        if server.poll() is not None or time.monotonic() > deadline:
            raise SetupError(f"{Path(server.args[0]).name} did not start:\n{log.read_text()[-2000:]}")
        time.sleep(0.05)


@contextmanager
def _running(command: list[str], answers: Callable[[], bool], log: Path, **options: object) -> Iterator[None]:
    with log.open("w") as written:
        server = subprocess.Popen(command, stdout=written, stderr=subprocess.STDOUT, **options)
    try:
        _wait(server, answers, log)
        yield
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def create_database(socket: str) -> None:
    """Make the database in a MariaDB, which pytest otherwise does by itself."""
    command = [_program("mariadb", "mysql"), "--no-defaults", "--user=root", f"--socket={socket}"]
    subprocess.run([*command, "-e", "CREATE DATABASE captrack_bridge"], check=True)


@contextmanager
def mariadb() -> Iterator[dict[str, str]]:
    """A MariaDB. What the tests need in their environment to use it."""
    server, install = _program("mariadbd", "mysqld"), _program("mariadb-install-db", "mysql_install_db")
    with tempfile.TemporaryDirectory(prefix="captrack-mariadb-") as name:
        folder = Path(name)
        data, socket = folder / "data", folder / "socket"
        # Root may be the one who tests, and then the server has to be told.
        user = ["--user=root"] if os.geteuid() == 0 else []
        subprocess.run(
            [install, "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal", *user],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        command = [str(server), "--no-defaults", f"--datadir={data}", f"--socket={socket}", "--skip-networking", *user]
        # Its own folder for what is temporary: a server that starts deletes what it finds of others in /tmp.
        command += [
            f"--pid-file={folder / 'pid'}",
            f"--tmpdir={folder}",
            "--innodb-flush-log-at-trx-commit=0",
            "--sync-binlog=0",
        ]
        command += ["--character-set-server=utf8mb4", "--collation-server=utf8mb4_unicode_ci"]
        with _running(command, socket.exists, folder / "log"):
            yield {"CAPTRACK_TEST_MARIADB": str(socket)}


@contextmanager
def postgresql() -> Iterator[dict[str, str]]:
    """A PostgreSQL. What the tests need in their environment to use it."""
    server, install = _program("postgres"), _program("initdb")
    with tempfile.TemporaryDirectory(prefix="captrack-postgresql-") as name:
        folder = Path(name)
        options: dict[str, object] = {"cwd": name}
        if os.geteuid() == 0:
            # It refuses to run as root.
            shutil.chown(folder, "nobody")
            options["user"] = "nobody"
        data = folder / "data"
        subprocess.run(
            [install, "--pgdata", data, "--username", "captrack", "--auth", "trust", "--encoding", "UTF8", "--no-sync"],
            check=True,
            stdout=subprocess.DEVNULL,
            **options,
        )
        command = [str(server), "-D", str(data), "-k", name, "-h", ""]
        # Rows of a test are never analysed, since it takes them back. Knowing nothing of them the planner compiles what
        # is over before that, and goes through some hundreds of them for each of some hundreds for each of them.
        for setting in ("fsync=off", "jit=off", "enable_nestloop=off"):
            command += ["-c", setting]
        with _running(command, (folder / ".s.PGSQL.5432").exists, folder / "log", **options):
            yield {"CAPTRACK_TEST_POSTGRESQL": name}


#: By name: what nearly every AllianceAuth runs on, and the other that Django knows.
ALL = {"MariaDB": mariadb, "PostgreSQL": postgresql}
