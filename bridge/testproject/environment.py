"""What the tests, the benchmark, the recorded answers and the test server stand on.

A virtual environment with the pinned packages, a Redis of their own, and a migrated database that is made once and
copied.

Standard library only, so that any Python can start it.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

BRIDGE = Path(__file__).resolve().parent.parent
#: What is downloaded and made once: in the checkout's target folder, or where .ci/run keeps it for the next clone.
CACHE = Path(os.environ.get("CAPTRACK_BUILD_CACHE") or BRIDGE.parent / "target" / "bridge").resolve()
#: CAPTRACK_BRIDGE_OLDEST=1: the oldest AllianceAuth and corptools that the bridge runs on, instead of the newest.
OLDEST = os.environ.get("CAPTRACK_BRIDGE_OLDEST") == "1"
REQUIREMENTS = BRIDGE / ("requirements-test-oldest.txt" if OLDEST else "requirements-test.txt")
VENV = Path(os.environ.get("CAPTRACK_BRIDGE_VENV") or CACHE / ("bridge-venv-oldest" if OLDEST else "bridge-venv"))


class SetupError(Exception):
    """What is missing on this computer: a sentence."""


def exit_code(work: Callable[[], int | None]) -> int:
    """Do a script's work; its exit code. What is missing, or which command failed, is said in one sentence."""
    try:
        return work() or 0
    except SetupError as error:
        print(error, file=sys.stderr)
        return 2
    except subprocess.CalledProcessError as error:
        print(f"{' '.join(map(str, error.cmd))} ended with {error.returncode}", file=sys.stderr)
        return 1


def _python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ensure_venv(requirements: Path = REQUIREMENTS, folder: Path = VENV) -> Path:
    """Make or update the virtual environment; the path of its Python."""
    python, stamp = _python(folder), folder / "captrack-requirements.sha256"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return python
    print(f"Installing the packages of {requirements.name} into {folder} …", file=sys.stderr, flush=True)
    if not python.exists():
        try:
            venv.create(folder, with_pip=True)
        except (subprocess.CalledProcessError, ImportError):
            shutil.rmtree(folder, ignore_errors=True)
            raise SetupError(
                "Python cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv"
            ) from None
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(requirements)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        raise SetupError(_why_not_installed(done.stdout))
    stamp.write_text(wanted)
    return python


#: How pip speaks of an index that it cannot reach; after that it says that no version was found.
_NO_NETWORK = re.compile(
    r"Failed to establish a new connection|NewConnectionError|ConnectTimeout|Network is unreachable"
)


def _why_not_installed(printed: str) -> str:
    if _NO_NETWORK.search(printed):
        return "AllianceAuth's packages could not be fetched: connect this computer to a network, then try again."
    last = "\n".join(f"  {line}" for line in printed.splitlines()[-15:])
    return (
        f"{last}\nAllianceAuth's packages could not be installed. On Debian and Ubuntu they need: "
        "apt-get install default-libmysqlclient-dev pkg-config build-essential python3-dev python3-venv"
    )


def enter_venv() -> None:
    """Go on in the virtual environment, with the same arguments; nothing happens inside it."""
    python = ensure_venv()
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.execv(python, [str(python), *sys.argv])  # noqa: S606


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as one:
            one.sendall(b"PING\r\n")
            return one.recv(16).startswith(b"+PONG")
    except OSError:
        return False


@contextmanager
def private_redis() -> Iterator[str]:
    """A Redis that keeps nothing and ends with the block; the one in CAPTRACK_TEST_REDIS if that is set."""
    given = os.environ.get("CAPTRACK_TEST_REDIS")
    if given:
        yield given
        return
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        raise SetupError("AllianceAuth needs a Redis. On Debian and Ubuntu: apt-get install redis-server")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="captrack-redis-") as folder:
        command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        server = subprocess.Popen([*command, "--dir", folder], stdout=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + 15
            while not _answers(port):
                if server.poll() is not None or time.monotonic() > deadline:
                    raise SetupError("The Redis server did not start.")
                time.sleep(0.02)
            yield f"redis://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


def _fingerprint() -> str:
    """Changes with everything that the migrated database depends on."""
    from importlib.metadata import distributions

    parts = sorted(f"{one.metadata['Name']}=={one.version}" for one in distributions())
    files = [
        *sorted((BRIDGE / "captrack_bridge" / "migrations").glob("*.py")),
        BRIDGE / "testproject" / "settings.py",
        BRIDGE / "testproject" / "facts.py",
        BRIDGE / "testproject" / "universe.py",
        *sorted((BRIDGE.parent / "data" / "universe").glob("*.csv")),
    ]
    parts += [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def prepared_database(copy: Path, redis: str) -> Path:
    """Copy the migrated database with New Eden in it to `copy`; make it first if it is not there."""
    template = CACHE / "bridge-databases" / f"{_fingerprint()}.sqlite3"
    if not template.exists():
        print("Migrating a database, once; this takes half a minute …", file=sys.stderr, flush=True)
        template.parent.mkdir(parents=True, exist_ok=True)
        for old in sorted(template.parent.glob("*.sqlite3"), key=lambda file: file.stat().st_mtime)[:-3]:
            old.unlink(missing_ok=True)
        made = template.with_suffix(f".{os.getpid()}")
        code = (
            "from django.core.management import execute_from_command_line as run;"
            "run(['manage.py', 'migrate', '--verbosity', '0']);"
            "from testproject import universe; universe.fill()"
        )
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "testproject.settings",
            "CAPTRACK_TEST_DATABASE": str(made),
            "CAPTRACK_TEST_REDIS": redis,
            "PYTHONPATH": str(BRIDGE),
        }
        for server in ("CAPTRACK_TEST_MARIADB", "CAPTRACK_TEST_POSTGRESQL"):
            environment.pop(server, None)
        try:
            subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=BRIDGE, stdout=sys.stderr)
            made.replace(template)
        finally:
            made.unlink(missing_ok=True)
    shutil.copyfile(template, copy)
    return copy


def start_django(database: Path, redis: str, **settings: str) -> None:
    """Load the project on a database and a Redis."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "testproject.settings",
        "CAPTRACK_TEST_DATABASE": str(database),
        "CAPTRACK_TEST_REDIS": redis,
        **settings,
    }
    if str(BRIDGE) not in sys.path:
        sys.path.insert(0, str(BRIDGE))
    import django

    django.setup()
