#!/usr/bin/env python3
"""Build the package as it is published, check it, and install it as an admin does, with all that it needs.

    python3 check_package.py

Asks the package index: for the tools, for what the package is built with, and for AllianceAuth. The ordinary tests do
what can be done without it (`tests/test_package.py`).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

BRIDGE = Path(__file__).resolve().parent
sys.path.insert(0, str(BRIDGE))

from testproject import environment  # noqa: E402 (needs the path above)

REQUIREMENTS = BRIDGE / "requirements-package.txt"
TOOLS = environment.CACHE / "bridge-venv-package"
#: What must be there after an admin has installed it, who asked for nothing else. Not imported: that needs settings.
NEEDED = ("captrack_bridge", "allianceauth", "celery", "corptools", "django_celery_beat", "esi", "eve_sde")
PROBE = f"""
from importlib.metadata import version
from importlib.util import find_spec
missing = [name for name in {NEEDED!r} if find_spec(name) is None]
assert not missing, missing
print(*(f"{{name}} {{version(name)}}" for name in ("aa-captrack-bridge", "allianceauth", "allianceauth-corptools")))
"""


def _run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, cwd=BRIDGE)


def _install(wheel: Path, folder: Path) -> None:
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    _run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    _run(python, "-m", "pip", "check")
    _run(python, "-c", PROBE)


def main() -> None:
    """Do all of it."""
    tools = environment.ensure_venv(REQUIREMENTS, TOOLS)
    with tempfile.TemporaryDirectory(prefix="captrack-package-") as name:
        dist = Path(name) / "dist"
        _run(tools, "-m", "build", "--no-isolation", "--outdir", dist, BRIDGE)
        _run(tools, "-m", "twine", "check", "--strict", *sorted(dist.iterdir()))
        (wheel,) = dist.glob("*.whl")
        _install(wheel, Path(name) / "venv")


if __name__ == "__main__":
    sys.exit(environment.exit_code(main))
