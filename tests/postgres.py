"""A PostgreSQL server of our own for the tests: started, used and stopped by them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

PASSWORD = "open sesame/1"
_numbers = count()


@dataclass(frozen=True)
class Server:
    """A running server; the superuser ``postgres`` gets in by the socket, all others by password."""

    folder: Path
    port: int

    def create_database(self, *, options: str = "") -> str:
        """An empty database of its own; its name."""
        name = f"ledger_{next(_numbers)}"
        self.execute(f"CREATE DATABASE {name} {options}")
        return name

    def create_ledger(self) -> str:
        """The URL of a schema of its own in one shared database: fifty times quicker than a database."""
        name = f"ledger_{next(_numbers)}"
        self.execute(f"CREATE SCHEMA {name}")
        return f"{self.url('postgres')}?options=-csearch_path%3D{name}"

    def execute(self, command: str, *, database: str = "postgres") -> list[tuple]:
        """Run a command as the superuser, outside a transaction."""
        where = {"host": str(self.folder), "port": self.port, "user": "postgres", "dbname": database}
        with psycopg.connect(**where, autocommit=True) as connection:
            cursor = connection.execute(command)
            return cursor.fetchall() if cursor.description else []

    def url(self, database: str, *, user: str = "postgres", password: str = PASSWORD) -> str:
        """The address of a database, by TCP."""
        secret = password.replace(" ", "%20").replace("/", "%2F")
        return f"postgresql://{user}:{secret}@127.0.0.1:{self.port}/{database}"


@contextmanager
def running_server() -> Iterator[Server]:
    """A server in a temporary folder, gone at the end."""
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="sayso-pg-"))
    try:
        server = Server(folder, find_free_port())
        start(programs, server)
        try:
            yield server
        finally:
            # No last checkpoint: the folder goes anyway.
            run_as_postgres([programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path:
    """The folder of the newest installed server's programs; fails the test where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3].split(".")[0]))
    named = shutil.which("initdb")
    if not found and not named:
        pytest.fail("PostgreSQL's server programs are not installed: run the tests by `make test`", pytrace=False)
    return (found[-1] if found else Path(named)).parent


def find_free_port() -> int:
    """A TCP port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(programs: Path, server: Server) -> None:
    """Make the data folder and start the server. All writes go to the disk, as in earnest."""
    folder = server.folder
    secret = folder / "password"
    secret.write_text(PASSWORD)
    if os.geteuid() == 0:
        for path in (folder, secret):
            shutil.chown(path, "postgres")
    options = ["-U", "postgres", f"--pwfile={secret}", "--auth-local=trust", "--auth-host=scram-sha-256"]
    run_as_postgres([programs / "initdb", "-D", folder / "data", "-E", "UTF8", "--locale=C.UTF-8", *options])
    settings = f"-h 127.0.0.1 -p {server.port} -k {folder} -c fsync=on -c max_connections=60"
    control = [programs / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-o", settings, "-w", "start"]
    run_as_postgres(control)


def run_as_postgres(command: list[object]) -> None:
    """Run a server program; as the user postgres where we are root, since it refuses root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    # Output to a file: a server that inherits a pipe keeps it open.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [*prefix, *map(str, command)], stdout=output, stderr=output, check=False, timeout=120, cwd="/"
        )
        output.seek(0)
        if done.returncode:
            pytest.fail(f"{command[0]} failed: {output.read().decode(errors='replace')}", pytrace=False)
