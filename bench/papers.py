"""The weekly report in the worker's own code path: figures, page, paper. Nothing of it stays."""

import resource
import time
from typing import cast

from django.db import transaction

from bench.people import Viewer
from core import clock
from core.periods import last_ended_week
from org.models import Branch
from reports import rendering
from reports.definitions import weekly
from reports.models import ReportEdition
from reports.services import freeze, page_html
from reports.weekly.target import Target

PAPERS = 10


def paper_speed(people: list[Viewer]) -> dict[str, str]:
    """Return what the report of the busiest and of the least busy officer costs.

    Layout takes time by the page, and a report lists every customer of its week: read the target,
    which was set for two pages, beside the number of pages.
    """
    return {viewer.name: _one(viewer) for viewer in people[:2] if viewer.user.branch}


def _one(viewer: Viewer) -> str:
    started = time.perf_counter()
    html = _page(viewer)
    figures = time.perf_counter() - started
    page = {"html": html, "identifier": "0" * 32}
    first, pages = _timed([page])
    many, _pages = _timed([page] * (PAPERS + 1))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    each = (many - first) / PAPERS * 1000
    return (
        f"{pages} pages: figures {figures * 1000:.0f} ms, first paper {first * 1000:.0f} ms, each"
        f" further one {each:.0f} ms ({each / pages:.0f} a page), child RSS up to {peak:.0f} MB"
    )


def _page(viewer: Viewer) -> str:
    """Return the report of last week as the worker hands it to the layout."""
    branch, now = cast(Branch, viewer.user.branch), clock.now()
    week = last_ended_week(now, branch.time_zone)
    target = Target(branch, frozenset({branch.pk}), viewer.user)
    with transaction.atomic():
        report = freeze(weekly.REPORT, target, week, now=now)
        html = page_html(weekly.REPORT, report, ReportEdition.Kind.FULL)
        transaction.set_rollback(True)
    return html


def _timed(pages: list[dict[str, str]]) -> tuple[float, int]:
    """Return the seconds and how many pages one paper has."""
    started = time.perf_counter()
    papers = rendering.render(pages)
    return time.perf_counter() - started, papers[0].pages
