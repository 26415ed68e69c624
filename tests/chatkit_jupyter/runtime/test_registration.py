"""The file by which a Jupyter server finds a kernel's chats, and those it must not believe."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from chatkit_jupyter.errors import NotServingError, RegistrationError
from chatkit_jupyter.runtime.registration import Registration, process_start, registration_folder

KERNEL = "2a8f3b1c-kernel"


@pytest.fixture
def bound(tmp_path):
    """A registration whose socket exists."""
    path = registration_folder(tmp_path) / "k.sock"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        path.chmod(0o600)
        yield Registration.of_this_process(KERNEL, str(path), "secret")


@pytest.fixture
def written(bound, tmp_path):
    """The path of its file."""
    return bound.write(tmp_path)


def test_what_is_written_is_read(bound, tmp_path):
    bound.write(tmp_path)
    assert Registration.read(tmp_path, KERNEL) == bound
    assert bound.port is None


def test_only_the_owner_can_open_what_is_written(bound, tmp_path):
    path = bound.write(tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_loopback_port_stands_for_a_socket(tmp_path):
    Registration.of_this_process(KERNEL, "127.0.0.1:8123", "secret").write(tmp_path)
    assert Registration.read(tmp_path, KERNEL).port == 8123


def test_no_file_means_not_serving(tmp_path):
    with pytest.raises(NotServingError, match="no registration"):
        Registration.read(tmp_path, KERNEL)


def test_a_file_without_its_socket_means_not_serving(written, bound, tmp_path):
    Path(bound.socket).unlink()
    with pytest.raises(NotServingError):
        Registration.read(tmp_path, KERNEL)


def test_a_dead_process_means_not_serving(bound, tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    replace(bound, pid=ended.pid).write(tmp_path)
    with pytest.raises(NotServingError, match="is gone"):
        Registration.read(tmp_path, KERNEL)


def test_a_process_that_dies_after_it_was_asked_means_not_serving(bound, tmp_path):
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        replace(bound, pid=process.pid, started=process_start(process.pid)).write(tmp_path)
        Registration.read(tmp_path, KERNEL)
    with pytest.raises(NotServingError, match="is gone"):
        Registration.read(tmp_path, KERNEL)


@pytest.mark.parametrize("socket", ["a Unix socket", "127.0.0.1:8123"])
def test_another_process_with_the_id_of_a_dead_one_means_not_serving(bound, tmp_path, socket):
    stale = replace(bound, started=bound.started - 3600)
    if ":" in socket:
        stale = replace(stale, socket=socket)
    stale.write(tmp_path)
    with pytest.raises(NotServingError, match="is gone"):
        Registration.read(tmp_path, KERNEL)


def test_another_process_agrees_on_when_this_one_began():
    ask = f"from {process_start.__module__} import process_start as p; print(p({os.getpid()}))"
    said = subprocess.run([sys.executable, "-c", ask], capture_output=True, check=True).stdout
    assert float(said) == pytest.approx(process_start(os.getpid()), abs=0.1)


def change(path, **fields):
    path.write_text(json.dumps({**json.loads(path.read_text()), **fields}))


@pytest.mark.parametrize(
    "forge",
    [
        lambda path: change(path, kernel_id="another-kernel"),
        lambda path: change(path, version=1),
        lambda path: change(path, secret=""),
        lambda path: change(path, secret=None),
        lambda path: change(path, pid=0),
        lambda path: change(path, pid=-1),
        lambda path: change(path, pid=True),
        lambda path: change(path, pid="1"),
        lambda path: change(path, started="now"),
        lambda path: change(path, extra="field"),
        lambda path: change(path, socket="/etc/passwd"),
        lambda path: change(path, socket="10.0.0.1:80"),
        lambda path: path.write_text("[]"),
        lambda path: path.write_text("{"),
        lambda path: path.write_bytes(b"\xff"),
        lambda path: path.write_text(" " * 5000),
        lambda path: path.chmod(0o644),
        lambda path: path.parent.chmod(0o755),
    ],
)
def test_a_forged_or_open_file_is_refused(written, tmp_path, forge):
    forge(written)
    with pytest.raises(RegistrationError):
        Registration.read(tmp_path, KERNEL)


def test_a_link_is_refused(written, tmp_path):
    real = tmp_path / "real.json"
    written.rename(real)
    written.symlink_to(real)
    with pytest.raises(RegistrationError):
        Registration.read(tmp_path, KERNEL)


def test_a_socket_that_others_can_open_is_refused(written, bound, tmp_path):
    Path(bound.socket).chmod(0o666)
    with pytest.raises(RegistrationError, match="other users"):
        Registration.read(tmp_path, KERNEL)


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give away")
@pytest.mark.parametrize("victim", ["file", "socket", "folder"])
def test_what_belongs_to_another_user_is_refused(written, bound, tmp_path, victim):
    os.chown({"file": written, "socket": bound.socket, "folder": written.parent}[victim], 12345, -1)
    with pytest.raises(RegistrationError, match="belongs to another user"):
        Registration.read(tmp_path, KERNEL)


def test_a_folder_that_is_a_link_is_not_written_to(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "chatkit").symlink_to(elsewhere)
    with pytest.raises(RegistrationError):
        registration_folder(tmp_path)
