"""A real PostgreSQL server for the tests: one of their own, or `CHATKIT_TEST_POSTGRES`."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from tests.waiting import eventually

MISSING = "no PostgreSQL server here: run .ci/install-postgres, or set CHATKIT_TEST_POSTGRES"


@contextmanager
def postgres_server() -> Iterator[str]:
    """Give the conninfo of a database that may be written to."""
    given = os.environ.get("CHATKIT_TEST_POSTGRES")
    if given is not None:
        yield given
        return
    programs = _programs()
    if programs is None:
        pytest.skip(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="chatkit-postgres-"))
    try:
        user = _unprivileged_user(folder)
        with _running(programs, folder, user) as conninfo:
            yield conninfo
    finally:
        shutil.rmtree(folder)


@contextmanager
def conninfo_of_schema(conninfo: str) -> Iterator[str]:
    """Give a conninfo whose tables go to a schema of their own, dropped afterwards.

    Its connections have the schema's name, so that a test can tell them from others'.
    """
    name = f"chatkit_test_{uuid4().hex}"
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    yield make_conninfo(conninfo, options=f"-csearch_path={name}", application_name=name)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA {name} CASCADE")


def _programs() -> Path | None:
    on_path = shutil.which("postgres")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    programs = Path(on_path).parent if on_path else found[-1].parent if found else None
    return programs if programs and (programs / "initdb").exists() else None


def _unprivileged_user(folder: Path) -> str | None:
    """The server refuses to run as root: then it is the user that its package made."""
    if os.geteuid() != 0:
        return None
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip(f"{MISSING} (as root it needs a user named postgres)")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return user.pw_name


@contextmanager
def _running(programs: Path, folder: Path, user: str | None) -> Iterator[str]:
    data = folder / "data"
    as_user = {"user": user, "group": user, "extra_groups": [], "cwd": folder} if user else {}
    settings = ["-A", "trust", "-U", "chatkit", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(
        [programs / "initdb", "-D", data, *settings], check=True, capture_output=True, **as_user
    )
    listen = ["-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, *listen], stdout=log, stderr=log, **as_user
        )
    conninfo = make_conninfo(host=str(folder), dbname="postgres", user="chatkit")
    try:
        eventually(lambda: _answers(server, conninfo, folder / "log"), timeout=30)
        yield conninfo
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)


def _answers(server: subprocess.Popen[bytes], conninfo: str, log: Path) -> bool:
    assert server.poll() is None, log.read_text()
    try:
        psycopg.connect(conninfo).close()
    except psycopg.OperationalError:
        return False
    return True
