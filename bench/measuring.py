"""Many requests over one warm connection; the median tells, the 95th in a hundred warns."""

from collections import Counter
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from bench.pages import PAGES, Page, asks_for
from bench.people import Viewer, cookies_of
from bench.server import Ask, Line, Server

WARM_UPS = 5
FINE = {"200", "302", "303"}


@dataclass(frozen=True)
class Figure:
    """One row of the table. `queries` is the usual count, `ratio` the times of a bare page."""

    page: str
    viewer: str
    ms: float
    p95: float
    ratio: float
    queries: int
    sql_ms: float
    cpu_ms: float
    kilobytes: float
    target_ratio: float
    target_ms: float
    target_queries: int
    statuses: dict[str, int]

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


def percentile(values: list[float], share: float) -> float:
    """Return the value that `share` of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def measure(line: Line, page: Page, viewer: str, asks: list[Ask], n: int, hello: float) -> Figure:
    """Ask `n` times after the warm-ups, going round through the requests."""
    for turn in range(WARM_UPS):
        line.send(asks[turn % len(asks)])
    answers = [line.send(asks[(WARM_UPS + turn) % len(asks)]) for turn in range(n)]
    times = [answer.ms for answer in answers]
    middle = median(times)
    # Once in 15 seconds a request also writes that the session is in use: the least is the rule.
    return Figure(
        page.name, viewer, round(middle, 2), round(percentile(times, 0.95), 2),
        round(middle / hello, 2) if hello else 1.0, min(answer.queries for answer in answers),
        round(median(answer.sql_ms for answer in answers), 1),
        round(median(answer.cpu_ms for answer in answers), 1),
        round(median(answer.size for answer in answers) / 1000, 1), page.ratio, page.ms,
        page.queries, dict(Counter(str(answer.status) for answer in answers)),
    )  # fmt: skip


def measure_pages(server: Server, people: list[Viewer], n: int, only: str) -> list[Figure]:
    """Measure the bare pages, then everything for everybody."""
    lines = {viewer.name: Line(server.port, cookies_of(viewer.user)) for viewer in people}
    first = people[0].name
    bare = Page("process alone (/livez)", lambda user: [Ask("/livez")])
    hello = Page("hello, signed in", lambda user: [Ask("/bench/hello/")])
    figures = [
        measure(lines[first], bare, "", [Ask("/livez")], n, 0),
        measure(lines[first], hello, "", [Ask("/bench/hello/")], n * 2, 0),
    ]
    for page in PAGES:
        for viewer in people:
            asks = asks_for(page, viewer.user) if only in page.name else []
            if asks:
                line = lines[viewer.name]
                figures.append(measure(line, page, viewer.name, asks, n, figures[1].ms))
    return figures
