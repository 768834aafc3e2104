"""What `.local/` remembers: secrets, ports and where the data is, one folder per purpose."""

import base64
import contextlib
import fcntl
import json
import secrets
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aoportal.local.errors import LocalError

ROOT = Path(__file__).resolve().parents[2]
PURPOSES = ("dev", "test", "bench")


@dataclass(frozen=True)
class Store:
    """The folder `.local/<purpose>` of one checkout."""

    purpose: str
    root: Path = ROOT

    @property
    def folder(self) -> Path:
        """`.local/<purpose>`: its names may be walked through, its files are 0600."""
        return self.root / ".local" / self.purpose

    @property
    def secrets_file(self) -> Path:
        """Generated passwords and keys, as NAME=value lines."""
        return self.folder / "secrets.env"

    def prepare(self) -> None:
        """Make the folders. Raises LocalError when they belong to somebody else."""
        try:
            for folder in (self.folder.parent, self.folder):
                folder.mkdir(exist_ok=True)
                folder.chmod(0o711)
        except PermissionError as error:
            raise LocalError(
                f"The folder {self.folder} belongs to another user: remove it or run as that user."
            ) from error

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Only one process at a time starts or stops the servers of this folder."""
        self.prepare()
        with (self.folder / "lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def secrets(self) -> dict[str, str]:
        """The secrets, made at random on first use and kept in a 0600 file."""
        known = _read_pairs(self.secrets_file)
        missing = {name: make() for name, make in GENERATORS.items() if name not in known}
        if missing:
            known |= missing
            lines = "".join(f"{name}={value}\n" for name, value in known.items())
            _write_private(self.secrets_file, lines)
        return known

    def ports(self) -> dict[str, int]:
        """The ports chosen so far, by service; none when the note cannot be read."""
        try:
            noted = json.loads((self.folder / "ports.json").read_text())
        except (FileNotFoundError, ValueError):
            return {}
        return noted if isinstance(noted, dict) else {}

    def port(self, service: str) -> int:
        """The port kept for the service. Raises LocalError when none was chosen yet."""
        try:
            return self.ports()[service]
        except KeyError:
            raise LocalError(
                f"The {self.purpose} services were never started: "
                f"run `python -m aoportal.local services --for {self.purpose}`."
            ) from None

    def choose_port(self, service: str) -> int:
        """The kept port when it is still free, else a new one, which is then kept."""
        known = self.ports()
        if service not in known or port_in_use(known[service]):
            known[service] = _free_port(avoid=set(known.values()))
            _write_private(self.folder / "ports.json", json.dumps(known))
        return known[service]


def port_in_use(port: int, host: str = "127.0.0.1") -> bool:
    """Whether something already listens there (a closed connection in TIME_WAIT does not)."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _free_port(avoid: set[int]) -> int:
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        if port not in avoid:
            return port


def _read_pairs(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    pairs = (line.partition("=") for line in file.read_text().splitlines() if "=" in line)
    return {name: value for name, _, value in pairs}


def _write_private(file: Path, text: str) -> None:
    partial = file.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    partial.touch(mode=0o600)
    partial.write_text(text)
    partial.replace(file)


def _password() -> str:
    return secrets.token_hex(24)


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


GENERATORS: dict[str, Callable[[], str]] = {
    "SUPERUSER_PASSWORD": _password,
    "OWNER_PASSWORD": _password,
    "APP_PASSWORD": _password,
    "VALKEY_PASSWORD": _password,
    "SECRET_KEY": lambda: secrets.token_urlsafe(60),
    "FIELD_KEYS": lambda: f"local1:{_key()}",
    "INDEX_KEY": _key,
}
