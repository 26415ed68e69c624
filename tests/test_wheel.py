"""What is built: the wheel carries a fresh front end and enables the server extension."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STATIC = "chatkit_jupyter/widget/static"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def front_end_sources() -> str:
    """The hash that the build writes into its manifest, taken from the sources as they are now."""
    files = [path for path in (ROOT / "js").rglob("*") if is_front_end_source(path)]
    files += [ROOT / "package.json", ROOT / "package-lock.json"]
    digest = hashlib.sha256()
    for name, path in sorted((path.relative_to(ROOT).as_posix(), path) for path in files):
        digest.update(name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_front_end_source(path: Path) -> bool:
    name = path.relative_to(ROOT / "js").as_posix()
    inside = name.startswith(("src/", "vite/")) or name == "build.mjs"
    return path.is_file() and inside and ".test." not in name


def test_the_wheel_holds_the_front_end_of_these_sources(wheel: zipfile.ZipFile):
    manifest = json.loads(wheel.read(f"{STATIC}/manifest.json"))
    assert manifest["sources"] == front_end_sources(), "run `make setup`: the front end is stale"
    names = wheel.namelist()
    assert f"{STATIC}/widget.js" in names
    for name in ("element.js", "frame.html"):
        assert f"{STATIC}/{manifest['build']}/{name}" in names


def test_the_wheel_enables_the_server_extension(wheel: zipfile.ZipFile):
    [config] = [name for name in wheel.namelist() if name.endswith("chatkit_jupyter.json")]
    assert config.endswith("data/etc/jupyter/jupyter_server_config.d/chatkit_jupyter.json")
    enabled = json.loads(wheel.read(config))["ServerApp"]["jpserver_extensions"]
    assert enabled == {"chatkit_jupyter": True}


def test_the_wheel_holds_both_packages_and_their_types(wheel: zipfile.ZipFile):
    names = set(wheel.namelist())
    assert {"chatkit/py.typed", "chatkit_jupyter/py.typed", "chatkit/server/__init__.py"} <= names
