"""Many requests over one warm connection; the median tells, the 95th in a hundred warns.

Times on the clock grow with whatever else the machine does. What a request takes of the
processor, in the web process and in the database, hardly does: read it where others are at work.
"""

import sys
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from http.client import HTTPException
from statistics import median
from typing import Any

import psutil

from bench.pages import PAGES, Page, asks_for
from bench.people import Viewer, cookies_of
from bench.server import Answer, Ask, Line, Server

WARM_UPS = 5
FINE = {"200", "302", "303"}


@dataclass(frozen=True)
class Figure:
    """One row of the table: the median of a page's requests beside what it may cost.

    `ratio` is times a bare page on the clock, `cpu_ratio` the same in processor time, which is
    `web_cpu` + `database_cpu` in ms for each request; `queries` is the usual count.
    """

    page: str
    viewer: str
    ms: float
    p95: float
    queries: int
    sql_ms: float
    web_cpu: float
    database_cpu: float
    kilobytes: float
    target_ratio: float
    target_ms: float
    target_queries: int
    statuses: dict[str, int]
    ratio: float = 1.0
    cpu_ratio: float = 1.0

    @property
    def cpu(self) -> float:
        """Processor time of one request in ms."""
        return self.web_cpu + self.database_cpu

    def beside(self, hello: "Figure") -> "Figure":
        """Return it with the ratios to a bare page."""
        return replace(self, ratio=round(self.ms / hello.ms, 2),
                       cpu_ratio=round(self.cpu / max(hello.cpu, 0.001), 2))  # fmt: skip

    @property
    def is_slow(self) -> bool:
        """Tell whether the page misses what is asked of its time: both measures count."""
        by_ratio = bool(self.target_ratio) and self.ratio > self.target_ratio
        return by_ratio or bool(self.target_ms and self.ms > self.target_ms)

    @property
    def has_too_many_queries(self) -> bool:
        """Tell whether it asks the database more often than it may."""
        return bool(self.target_queries) and self.queries > self.target_queries

    def as_dict(self) -> dict[str, Any]:
        """Return it for the file."""
        verdict = "over" if self.is_slow or self.has_too_many_queries else "ok"
        return asdict(self) | {"verdict": verdict}


@dataclass
class Meter:
    """Reads the processor time of the web process and of the database's processes behind it."""

    backends: set[int] = field(default_factory=set)

    def see(self, answers: list[Answer]) -> None:
        """Remember who answered queries."""
        self.backends |= {answer.backend for answer in answers if answer.backend}

    def database(self) -> float:
        """Return the seconds of all that are still there."""
        used = 0.0
        for pid in self.backends:
            try:
                times = psutil.Process(pid).cpu_times()
            except psutil.NoSuchProcess:
                continue
            used += times.user + times.system
        return used


def percentile(values: list[float], share: float) -> float:
    """Return the value that `share` of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def measure(line: Line, page: Page, viewer: str, asks: list[Ask], n: int, meter: Meter) -> Figure:
    """Ask `n` times after the warm-ups, going round through the requests."""
    warm = [line.send(asks[turn % len(asks)]) for turn in range(WARM_UPS)]
    meter.see(warm)
    database = meter.database()
    answers = [line.send(asks[(WARM_UPS + turn) % len(asks)]) for turn in range(n)]
    database = meter.database() - database
    meter.see(answers)
    times = [answer.ms for answer in answers]
    # Once in 15 seconds a request also writes that the session is in use: the least is the rule.
    return Figure(
        page.name, viewer, round(median(times), 2), round(percentile(times, 0.95), 2),
        min(answer.queries for answer in answers),
        round(median(answer.sql_ms for answer in answers), 1),
        round((answers[-1].cpu - warm[-1].cpu) * 1000 / n, 2),
        round(max(database, 0) * 1000 / n, 2),
        round(median(answer.size for answer in answers) / 1000, 1), page.ratio, page.ms,
        page.queries, dict(Counter(str(answer.status) for answer in answers)),
    )  # fmt: skip


def measure_pages(
    server: Server, people: list[Viewer], n: int, only: str
) -> tuple[list[Figure], list[str]]:
    """Measure the bare pages, then everything for everybody; also return what went wrong."""
    lines = {viewer.name: Line(server.port, cookies_of(viewer.user)) for viewer in people}
    meter, first, wrong = Meter(), lines[people[0].name], list[str]()
    bare, hello = (
        measure(first, Page(name, lambda user: []), "", [Ask(path)], n * 2, meter)
        for name, path in (("process alone (/livez)", "/livez"),
                           ("hello, signed in", "/bench/hello/"))
    )  # fmt: skip
    figures = [bare.beside(hello), hello]
    for page in PAGES:
        for viewer in people if only in page.name else []:
            try:
                asks = asks_for(page, viewer.user)
                if asks:
                    found = measure(lines[viewer.name], page, viewer.name, asks, n, meter)
                    figures.append(found.beside(hello))
            except (OSError, HTTPException, LookupError) as error:
                wrong.append(f"{page.name}, {viewer.name}: {type(error).__name__}: {error}")
                lines[viewer.name] = Line(server.port, cookies_of(viewer.user))
        print(f"{page.name} measured", file=sys.stderr, flush=True)
    return figures, wrong
