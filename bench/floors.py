"""What the database alone needs: the same SQL as the page's, without Django above it."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

from django.db import connection

from bench.pages import TERMS
from bench.people import Viewer
from core import clock
from prospects.list_filter import ORDERS, ListFilter, rows_for
from prospects.rows import with_latest_opportunity


def _timed(run: Callable[[], Any], n: int = 30) -> float:
    times = []
    for turn in range(n + 3):
        started = time.perf_counter()
        run()
        if turn >= 3:
            times.append((time.perf_counter() - started) * 1000)
    return round(median(times), 2)


def _statement(viewer: Viewer, text: str) -> tuple[str, tuple[Any, ...]]:
    chosen = ListFilter.from_query({})
    rows = rows_for(chosen, user=viewer.user, now=clock.now(), text=text)
    rows = with_latest_opportunity(rows, viewer.user)
    page = rows.order_by(*ORDERS["updated"].clauses(backwards=False))[:51]
    return page.query.sql_with_params()


def _fetch(statement: tuple[str, tuple[Any, ...]]) -> Callable[[], Any]:
    def run() -> Any:
        with connection.connection.cursor() as cursor:
            cursor.execute(*statement)
            return cursor.fetchall()

    return run


def floors(people: list[Viewer]) -> dict[str, float]:
    """Return milliseconds by name."""
    connection.ensure_connection()
    found = {}
    for viewer in people:
        found[f"SQL of the list, {viewer.name}"] = _timed(_fetch(_statement(viewer, "")))
        terms = [_timed(_fetch(_statement(viewer, term)), 5) for term in TERMS]
        found[f"SQL of the search, {viewer.name}"] = round(median(terms), 2)
    return found
