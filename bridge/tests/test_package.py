"""The package: what is in it, what it declares, and that it works where nothing but it and that is installed."""

import ast
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from .conftest import on_sqlite

BRIDGE = Path(__file__).resolve().parent.parent
PACKAGE = BRIDGE / "captrack_bridge"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A folder with the wheel and the source distribution, made without the package index."""
    pytest.importorskip("hatchling", reason="the package is built on the newest AllianceAuth")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=BRIDGE, check=True, capture_output=True)
    return folder


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


def files() -> set[str]:
    """Everything that lies in the package in this checkout."""
    return {
        str(file.relative_to(BRIDGE))
        for file in PACKAGE.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


def test_the_wheel_has_all_of_the_package_and_nothing_else(built):
    with zipfile.ZipFile(only(built, "*.whl")) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert names == files()
    assert any(name.endswith(".html") for name in names)


def test_the_source_distribution_has_what_it_is_built_from_and_no_tests(built):
    with tarfile.open(only(built, "*.tar.gz")) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert files() <= names
    assert {"README.md", "CHANGELOG.md", "LICENSE", "docs/api.md", "pyproject.toml"} <= names
    assert not [name for name in names if name.startswith(("tests/", "testproject/", "testserver/", "recorded/"))]


def _imported() -> set[str]:
    names = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names.add(node.module or "")
    return {name.partition(".")[0] for name in names}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_package_that_is_imported_is_declared(built):
    with zipfile.ZipFile(only(built, "*.whl")) as wheel:
        (metadata,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
        declared = {_plain(one) for one in re.findall(r"(?m)^Requires-Dist: ([\w.-]+)", wheel.read(metadata).decode())}
    owners = packages_distributions()
    foreign = _imported() - sys.stdlib_module_names - {"captrack_bridge"}
    assert foreign <= owners.keys()
    # Django comes with AllianceAuth, which says which one.
    undeclared = {name for name in foreign if not declared & {_plain(one) for one in owners[name]} and name != "django"}
    assert not undeclared


def test_links_of_the_readme_work_where_only_the_readme_is():
    links = re.findall(r"\]\(([^)]+)\)", (BRIDGE / "README.md").read_text())
    assert links
    assert [link for link in links if not link.startswith("https://")] == []


PROGRAM = """
import captrack_bridge, django, sys
from pathlib import Path
assert Path(captrack_bridge.__file__).is_relative_to(sys.prefix), captrack_bridge.__file__
django.setup()
from django.template.loader import get_template
for name in ("tokens", "token_created", "connect", "connected"):
    get_template(f"captrack_bridge/{name}.html")
from django.core.management import call_command, get_commands
commands = {name for name, app in get_commands().items() if app == "captrack_bridge"}
assert commands == {"captrack_bridge_check", "captrack_bridge_import", "captrack_bridge_cleanup"}, commands
call_command("check", "captrack_bridge")
from django.db.migrations.loader import MigrationLoader
assert len([key for key in MigrationLoader(None).disk_migrations if key[0] == "captrack_bridge"]) >= 3
from importlib.metadata import version
print(version("aa-captrack-bridge"))
"""


def test_the_wheel_works_where_it_is_installed(built, tmp_path):
    """In an environment of its own that borrows the dependencies from this one, so that no index is asked."""
    venv.create(tmp_path / "venv")
    python = tmp_path / "venv" / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, str(only(built, "*.whl"))], check=True)
    (site_packages,) = (tmp_path / "venv").glob("lib/python*/site-packages")
    (site_packages / "borrowed.pth").write_text(str(Path(pytest.__file__).parent.parent))
    # The project's settings, without the checkout's copy of the package beside them.
    (tmp_path / "bridge").mkdir()
    (tmp_path / "bridge" / "testproject").symlink_to(BRIDGE / "testproject")
    environ = on_sqlite() | {"PYTHONPATH": str(tmp_path / "bridge"), "DJANGO_SETTINGS_MODULE": "testproject.settings"}
    done = subprocess.run(
        [str(python), "-c", PROGRAM], cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f'"{done.stdout.strip().splitlines()[-1]}"' in (PACKAGE / "__init__.py").read_text()
