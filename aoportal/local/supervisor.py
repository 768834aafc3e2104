"""Runs the portal's processes side by side, restarts what dies, stops all in order."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

FIRST_PAUSE = 1.0  # seconds before the first restart, doubled each time
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0  # seconds after which a process counts as healthy again
STOP_LIMIT = 12.0  # seconds a process gets to end by itself
LOG_LIMIT = 5_000_000  # bytes after which a log starts anew
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process of the portal and the file its output goes to."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    due: float = field(default=0.0)

    def start(self) -> None:
        """Start it in a session of its own; it ends with us even if we are killed."""
        with self.log.open("ab") as sink:
            self.process = subprocess.Popen(
                list(self.command),
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
            )
        self.started = time.monotonic()

    def has_ended(self) -> bool:
        """Whether it was started and is gone."""
        return self.process is not None and self.process.poll() is not None

    def ask_to_stop(self) -> None:
        """Send the signal that lets it finish what it does."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def wait(self, limit: float) -> None:
        """Wait for its end; after `limit` seconds the whole group is killed."""
        if self.process is None:
            return
        try:
            self.process.wait(max(limit, 0.1))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Supervisor:
    """The processes of one portal, in groups that stop one after the other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._groups: list[list[Child]] = []
        self.stopping = threading.Event()

    def log_of(self, name: str) -> Path:
        """The log file of one process; a long one starts anew."""
        file = self._folder / f"{name}.log"
        if file.exists() and file.stat().st_size > LOG_LIMIT:
            file.replace(file.with_suffix(".old"))
        return file

    def start(self, *children: Child) -> None:
        """Start a group. The first group, which the others need, is stopped last."""
        self._groups.append(list(children))
        for child in children:
            child.start()

    def watch(self) -> None:
        """Restart what dies, with growing pauses, until `stopping` is set."""
        while not self.stopping.wait(0.5):
            self.look_once()

    def look_once(self) -> None:
        """One look at every process."""
        for child in (child for group in self._groups for child in group):
            if child.has_ended():
                self._restart_when_due(child)

    def stop(self) -> None:
        """Stop all but the first group together, then that one, each within the limit."""
        self.stopping.set()
        needing = [child for group in self._groups[1:] for child in group]
        for children in (needing, *self._groups[:1]):
            for child in children:
                child.ask_to_stop()
            end = time.monotonic() + STOP_LIMIT
            for child in children:
                child.wait(end - time.monotonic())
        self._groups.clear()

    def note(self, text: str) -> None:
        """One line for the person at the terminal and for the log."""
        line = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {text}"
        print(line, flush=True)
        with self.log_of("supervisor").open("a") as log:
            log.write(line + "\n")

    def _restart_when_due(self, child: Child) -> None:
        now = time.monotonic()
        if not child.due:
            if now - child.started > STEADY_AFTER:
                child.pause = FIRST_PAUSE
            child.due = now + child.pause
            code = child.process.returncode if child.process else None
            again = f"again in {child.pause:.0f} s, see {child.log}"
            self.note(f"{child.name} ended with code {code}; {again}")
            child.pause = min(child.pause * 2, LONGEST_PAUSE)
        elif now >= child.due:
            child.due = 0.0
            child.start()


def _end_with_parent() -> None:
    # Runs between fork and exec: without it a killed supervisor would leave its processes behind.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
