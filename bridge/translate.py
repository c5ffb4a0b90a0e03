#!/usr/bin/env python3
"""Bring the translations up to date: collect the texts of the bridge, and compile what is translated.

    python3 translate.py

Through Django's own `makemessages` and `compilemessages`, so it needs gettext (Debian and Ubuntu: `apt-get install
gettext`). `locale/en` is what a translation starts from: copy it to `locale/LANGUAGE`, translate the file, and add
nothing else. The tests, which need no gettext, see that nothing is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

BRIDGE = Path(__file__).resolve().parent
sys.path.insert(0, str(BRIDGE))

from testproject import environment  # noqa: E402 (needs the path above)

PACKAGE = BRIDGE / "captrack_bridge"


def _manage(*arguments: str, redis: str) -> None:
    command = [sys.executable, str(BRIDGE / "manage.py"), *arguments]
    subprocess.run(command, check=True, cwd=PACKAGE, env=os.environ | {"CAPTRACK_TEST_REDIS": redis})


def _without_dates(file: Path) -> None:
    """A date would make every run a change."""
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith('"POT-Creation-Date: ')))


def main() -> None:
    """Collect, then compile."""
    environment.enter_venv()
    if shutil.which("xgettext") is None or shutil.which("msgfmt") is None:
        raise environment.SetupError("gettext is not installed. On Debian and Ubuntu: apt-get install gettext")
    with environment.private_redis() as redis:
        languages = [argument for one in sorted(PACKAGE.glob("locale/*/")) for argument in ("-l", one.name)]
        _manage("makemessages", *languages, "--no-wrap", "--add-location=file", redis=redis)
        for file in PACKAGE.glob("locale/*/LC_MESSAGES/django.po"):
            _without_dates(file)
        _manage("compilemessages", redis=redis)


if __name__ == "__main__":
    sys.exit(environment.exit_code(main))
