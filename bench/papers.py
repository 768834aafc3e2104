"""The weekly report in the worker's own code path: figures, page, paper. Nothing of it stays."""

import resource
import time

from django.db import transaction

from bench.people import Viewer
from core import clock
from core.periods import last_ended_week
from reports import rendering
from reports.definitions import weekly
from reports.models import ReportEdition
from reports.services import freeze, page_html
from reports.weekly.target import Target

PAPERS = 10


def paper_speed(people: list[Viewer]) -> dict[str, float]:
    """Return what the busiest officer's report costs: figures, first paper and each further one."""
    officer, now = people[0].user, clock.now()
    if officer.branch is None:
        return {}
    week = last_ended_week(now, officer.branch.time_zone)
    target = Target(officer.branch, frozenset({officer.branch.pk}), officer)
    with transaction.atomic():
        started = time.perf_counter()
        report = freeze(weekly.REPORT, target, week, now=now)
        figures = time.perf_counter() - started
        html = page_html(weekly.REPORT, report, ReportEdition.Kind.FULL)
        transaction.set_rollback(True)
    page = {"html": html, "identifier": "0" * 32}
    first, many = _timed([page]), _timed([page] * (PAPERS + 1))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    return {"figures ms": round(figures * 1000), "first paper ms": round(first * 1000),
            "each further paper ms": round((many - first) / PAPERS * 1000),
            "largest child RSS MB": round(peak)}  # fmt: skip


def _timed(pages: list[dict[str, str]]) -> float:
    started = time.perf_counter()
    rendering.render(pages)
    return time.perf_counter() - started
