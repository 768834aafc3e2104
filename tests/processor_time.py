"""Where the processor time of the tests goes: `pytest -p tests.processor_time tests/...`.

A clock on the wall lies when a machine is shared. This prints, for each file and for the slowest
tests, the seconds a processor worked: in this process, in its children, in its database session.
"""

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

TICKS = os.sysconf("SC_CLK_TCK")
SHOWN = 25


def _of_process(number: int) -> float:
    """Return the processor seconds of a process; 0 when there is none of this number."""
    try:
        text = Path(f"/proc/{number}/stat").read_text()
    except OSError:
        return 0.0
    user, system = text.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / TICKS


class Meter:
    """Seconds by test and by file, as (own and children, database)."""

    def __init__(self) -> None:
        self.tests: dict[str, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
        self._session, self._before = 0, 0.0

    def _database(self) -> float:
        """Return the seconds of the present database session since it was first seen."""
        from django.db import connection

        found = connection.connection
        number = 0 if found is None or found.closed else found.info.backend_pid
        if number != self._session:
            self._session, self._before = number, 0.0
        return _of_process(number) if number else 0.0

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Measure a test with its set-up and its end."""
        own, theirs = sum(os.times()[:4]), self._database()
        session = self._session
        try:
            return (yield)
        finally:
            after = self._database()
            spent = after - theirs if session == self._session else after
            before = self.tests[item.nodeid]  # some generators give many tests one name
            self.tests[item.nodeid] = (before[0] + sum(os.times()[:4]) - own, before[1] + spent)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print files and tests, the costliest first."""
        files: dict[str, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
        for name, (own, theirs) in self.tests.items():
            path = name.partition("::")[0]
            files[path] = (files[path][0] + own, files[path][1] + theirs)
        own, theirs = map(sum, zip(*files.values(), strict=True)) if files else (0, 0)
        terminalreporter.section("processor seconds: own, database")
        terminalreporter.write_line(f"{own:8.1f} {theirs:8.1f}  together")
        for found in (files, self.tests):
            ordered = sorted(found.items(), key=lambda pair: -sum(pair[1]))
            for name, (own, theirs) in ordered[:SHOWN]:
                terminalreporter.write_line(f"{own:8.1f} {theirs:8.1f}  {name}")


def pytest_configure(config: pytest.Config) -> None:
    """Begin."""
    config.pluginmanager.register(Meter(), "processor-time")
