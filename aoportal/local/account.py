"""Under which system account the embedded servers run, and where their data lives.

PostgreSQL refuses to run as root. As root we therefore step down to an account that
already exists, and give it folders of its own; nothing outside those is ever changed.
"""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aoportal.local.errors import LocalError

CANDIDATES = ("postgres", "nobody", "daemon")
SERVER_PATH = "/usr/local/bin:/usr/bin:/bin"


@dataclass(frozen=True)
class Account:
    """The system user of the servers; `stepped_down` is true when we are root."""

    name: str
    uid: int
    gid: int
    stepped_down: bool

    def run(
        self, command: Sequence[str | Path], *, timeout: float = 60
    ) -> subprocess.CompletedProcess[str]:
        """Run one command to its end under the account, its output captured as text."""
        return subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
            cwd="/",
            env=self.environment(),
            check=False,
            **self._switch(),
        )

    def spawn(self, command: Sequence[str | Path], *, log: Path) -> subprocess.Popen[bytes]:
        """Start a server in a session of its own, so that a Ctrl-C here does not reach it."""
        with log.open("ab") as sink:
            return subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                cwd="/",
                env=self.environment(),
                start_new_session=True,
                **self._switch(),
            )

    def environment(self) -> dict[str, str]:
        """A bare environment: no variable of ours reaches the servers."""
        return {"PATH": SERVER_PATH, "TZ": "UTC", "LC_ALL": "C"}

    def own_folder(self, folder: Path) -> None:
        """Make the folder if needed, private (0700) to the account."""
        if not folder.parent.exists():
            self.own_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        self.own(folder, 0o700)

    def own(self, path: Path, mode: int) -> None:
        """Hand one path of ours to the account with the given mode."""
        path.chmod(mode)
        if self.stepped_down:
            os.chown(path, self.uid, self.gid)

    def _switch(self) -> dict[str, Any]:
        if not self.stepped_down:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def current_account() -> Account:
    """The account to run servers under. Raises LocalError as root without a usable one."""
    if os.geteuid() != 0:
        me = pwd.getpwuid(os.geteuid())
        return Account(me.pw_name, me.pw_uid, me.pw_gid, stepped_down=False)
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid, stepped_down=True)
    raise LocalError(
        "PostgreSQL does not run as root and none of the accounts "
        f"{', '.join(CANDIDATES)} exists: run this as an ordinary user."
    )


def can_reach(account: Account, folder: Path) -> bool:
    """Whether the account may walk down to the folder, judged without changing anything."""
    if not account.stepped_down:
        return True
    return all(_may_enter(account, step) for step in [folder, *folder.parents] if step.exists())


def data_home(account: Account, root: Path, folder: Path) -> Path:
    """Where the account keeps its data: below `.local` of the checkout, or below `/var/lib`
    when a parent folder of the checkout is closed to the account."""
    if can_reach(account, root):
        return folder / "servers"
    digest = hashlib.sha256(str(root).encode()).hexdigest()[:10]
    return Path(f"/var/lib/aoportal-{digest}") / folder.name


def reachable_copy(account: Account, source: Path, home: Path) -> Path:
    """The folder itself when the account can read it, else a copy under its own home."""
    if can_reach(account, source / "bin"):
        return source
    account.own_folder(home)
    target = home / "server"
    if not (target / "bin").exists():
        partial = home / "server.partial"
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(source, partial)
        partial.rename(target)
    return target


def _may_enter(account: Account, step: Path) -> bool:
    info = step.stat()
    if info.st_uid == account.uid:
        return bool(info.st_mode & stat.S_IXUSR)
    if info.st_gid == account.gid:
        return bool(info.st_mode & stat.S_IXGRP)
    return bool(info.st_mode & stat.S_IXOTH)
