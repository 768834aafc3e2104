"""`make up`: from nothing to a portal that answers, and back to nothing on Ctrl-C."""

import contextlib
import fcntl
import hashlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from aoportal.local.errors import LocalError
from aoportal.local.postgres import read_note, recreate_database, write_note
from aoportal.local.services import ensure_services, places, service_environment, stop_services
from aoportal.local.state import ROOT, Store, port_in_use
from aoportal.local.supervisor import Child, Supervisor

PURPOSE = "dev"
READY_SECONDS = 90
PYTHON = sys.executable
WORKER = ("worker", "-c", "2", "-Q", "default,render", "--loglevel", "INFO")
WORKER_LIMITS = {"AOPORTAL_WORKER": "on"}
SIGN_IN_WITH = "demo-aoportal-2026"
PEOPLE = (
    ("ani", "officer, branch A"),
    ("budi", "officer, the same branch"),
    ("citra", "officer, another branch"),
    ("tono", "team lead"),
    ("dewi", "branch head"),
    ("rudi", "credit administration"),
    ("sinta", "credit analyst"),
    ("gita", "regional head"),
    ("hana", "head office"),
    ("eko", "auditor"),
    ("admin", "administrator"),
)


def up(port: int) -> None:
    """Serve on the port until told to stop. Raises LocalError with one plain sentence."""
    _refuse_taken_port(port)
    store = Store(PURPOSE)
    store.prepare()
    with _only_one(store), _stoppable():
        supervisor = Supervisor(_private_folder("log"))
        try:
            _start(supervisor, port)
            print(banner(port), flush=True)
            supervisor.watch()
        except _Stop:
            pass
        finally:
            _stop(supervisor)


def fresh() -> None:
    """Throw the local database away and make fresh demo data."""
    store = Store(PURPOSE)
    store.prepare()
    with _only_one(store):
        ensure_services(PURPOSE)
        recreate_database(store)
        _prepare_database(Supervisor(_private_folder("log")), _environment(8000))
        stop_services(PURPOSE)
    print("Fresh demo data is there; `make up` shows it.")


def banner(port: int) -> str:
    """What a newcomer needs to know, once the portal answers."""
    address = f"http://127.0.0.1:{port}"
    people = "\n".join(f"    {name:<7} {role}" for name, role in PEOPLE)
    return (
        f"\nAO Portal is ready: {address}\n\n"
        f"  Sign in with the password {SIGN_IN_WITH} as\n{people}\n\n"
        f"  Mailbox: {address}/dev/mailbox/ (files in .local/mail/)\n"
        f"  Logs:    .local/log/\n"
        f"  Data:    {places(PURPOSE)['data']}\n\n"
        "Ctrl-C stops everything.\n"
    )


def _start(supervisor: Supervisor, port: int) -> None:
    ensure_services(PURPOSE)
    mail_port = Store(PURPOSE).choose_port("mail")
    environment = _environment(port)
    catcher = [PYTHON, "-m", "aoportal.local.mailbox", "--port", str(mail_port)]
    catcher += ["--folder", str(_private_folder("mail"))]
    supervisor.start(_child(supervisor, "mailbox", catcher, environment))
    with _collecting(supervisor, environment):
        _prepare_database(supervisor, environment)
    web = [PYTHON, "-m", "gunicorn", "aoportal.wsgi:application"]
    # The portal calls itself ready only while a pump gives signs of life.
    pump = _child(supervisor, "pump", [PYTHON, "manage.py", "pump"], environment | WORKER_LIMITS)
    supervisor.start(pump)
    supervisor.start(_child(supervisor, "web", web, environment))
    _wait_until_ready(supervisor, port)
    _start_jobs(supervisor, environment)


def _start_jobs(supervisor: Supervisor, environment: dict[str, str]) -> None:
    worker = environment | WORKER_LIMITS
    schedule = str(Store(PURPOSE).folder / "celerybeat-schedule")
    celery = [PYTHON, "-m", "celery", "-A", "aoportal"]
    supervisor.start(
        _child(supervisor, "worker", [*celery, *WORKER], worker),
        _child(supervisor, "beat", [*celery, "beat", "-s", schedule], worker),
    )


def _prepare_database(supervisor: Supervisor, environment: dict[str, str]) -> None:
    """Migrate and seed, unless this very code already did so on this very database."""
    store, wanted = Store(PURPOSE), f"prepared by {_fingerprint()}"
    if read_note(store) == wanted:
        return
    _manage(supervisor, environment, "migrate", "--noinput")
    _manage(supervisor, environment, "seed_demo", "--if-empty")
    write_note(store, wanted)


@contextlib.contextmanager
def _collecting(supervisor: Supervisor, environment: dict[str, str]) -> Iterator[None]:
    """Meanwhile pack stylesheets and scripts as in production, unless these very ones are packed.

    What a browser loads from `make up` is then as light as what it loads from a bank's server.
    """
    folder, wanted = Path(environment["STATIC_ROOT"]), _static_fingerprint()
    stamp = folder / ".stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        yield
        return
    stamp.unlink(missing_ok=True)
    with _begun(supervisor, environment, "collectstatic", "--noinput", "--clear"):
        yield
    stamp.write_text(wanted)


def _static_fingerprint() -> str:
    """Hash of every file of ours that browsers load, and of the lock that brings the others."""
    digest = hashlib.sha256((ROOT / "requirements" / "dev.txt").read_bytes())
    for folder in (ROOT / "static", ROOT / "build" / "static"):
        for path in sorted(file for file in folder.rglob("*") if file.is_file()):
            digest.update(str(path.relative_to(ROOT)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _fingerprint() -> str:
    """Hash of all that decides what `migrate` would do: our migrations, rights and the lock."""
    digest = hashlib.sha256()
    ours = [*ROOT.glob("[a-z]*/migrations/*.py"), *ROOT.glob("[a-z]*/[a-z]*/migrations/*.py")]
    for path in sorted([*ours, ROOT / "org" / "grants.py", ROOT / "requirements" / "dev.txt"]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _child(
    supervisor: Supervisor, name: str, command: list[str], environment: dict[str, str]
) -> Child:
    return Child(name, command, environment, supervisor.log_of(name))


def _environment(port: int) -> dict[str, str]:
    return (
        dict(os.environ)
        | service_environment(PURPOSE)
        | {
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "AOPORTAL_MAILBOX": str(ROOT / ".local" / "mail"),
            "STATIC_ROOT": str(ROOT / ".local" / "static"),
            "PYTHONUNBUFFERED": "1",
        }
    )


def _manage(supervisor: Supervisor, environment: dict[str, str], *command: str) -> None:
    with _begun(supervisor, environment, *command):
        pass


@contextlib.contextmanager
def _begun(supervisor: Supervisor, environment: dict[str, str], *command: str) -> Iterator[None]:
    """Run one of our commands beside the block; its failure becomes one sentence at the end."""
    log = supervisor.log_of(command[0])
    with log.open("ab") as sink:
        process = subprocess.Popen(
            [PYTHON, "manage.py", *command],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    try:
        yield
        code = process.wait()
    except BaseException:
        process.kill()
        process.wait()
        raise
    if code:
        raise LocalError(f"`manage.py {command[0]}` failed: {_last_line(log)} (all of it: {log})")


def _wait_until_ready(supervisor: Supervisor, port: int) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        if _is_ready(port):
            return
        supervisor.look_once()
        time.sleep(0.1)
    raise LocalError(
        f"The portal does not answer on port {port}: {_last_line(supervisor.log_of('web'))} "
        f"(all of it: {supervisor.log_of('web')})"
    )


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with contextlib.suppress(http.client.HTTPException, OSError), contextlib.closing(connection):
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    return False


def _stop(supervisor: Supervisor) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    print("Stopping...", flush=True)
    supervisor.stop()
    stop_services(PURPOSE)
    print("Stopped.", flush=True)


def _refuse_taken_port(port: int) -> None:
    if port_in_use(port):
        raise LocalError(
            f"Port {port} is in use: stop the program there, or choose another with "
            f"PORT={port + 1} make up."
        )


def _private_folder(name: str) -> Path:
    folder = ROOT / ".local" / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def _only_one(store: Store) -> Iterator[None]:
    with (store.folder / "up.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LocalError("The portal of this checkout already runs: stop it first.") from error
        yield


class _Stop(BaseException):
    """Somebody pressed Ctrl-C or ended us."""


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    def stop(_number: int, _frame: object) -> None:
        raise _Stop

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    yield


def _last_line(log: Path) -> str:
    text = log.read_text(errors="replace") if log.exists() else ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"
