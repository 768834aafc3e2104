"""How many rows each saved view holds: all in one statement, each counted up to a limit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet

from core.formats import count as grouped
from org.models import User
from prospects.filters import OpportunityFilter
from prospects.list_filter import ListFilter, rows_for
from prospects.models import SavedView

CAP = 999
_NOTHING = ("SELECT NULL WHERE FALSE", ())


def rows_of(view: SavedView, user: User, *, now: datetime, today: date) -> QuerySet[Any]:
    """Return what this person sees through a view; shared views show each his own rows."""
    if view.table == SavedView.Table.PROSPECTS:
        return rows_for(ListFilter.from_query(view.query), user=user, now=now)
    return OpportunityFilter.read(view.query).rows(user, now=now, today=today)


def _statement(rows: QuerySet[Any]) -> tuple[str, tuple[Any, ...]]:
    try:
        return rows.order_by().values("pk")[: CAP + 1].query.sql_with_params()
    except EmptyResultSet:
        return _NOTHING


def counts_of(
    views: Sequence[SavedView], user: User, *, now: datetime, today: date
) -> dict[int, str]:
    """Return the count of each view by its key as words; nothing when it takes too long."""
    if not views:
        return {}
    parts = [_statement(rows_of(view, user, now=now, today=today)) for view in views]
    columns = ", ".join(f"(SELECT count(*) FROM ({sql}) v{n})" for n, (sql, _) in enumerate(parts))
    values = [value for _, given in parts for value in given]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns}", values)
            found = cursor.fetchone()
    except OperationalError:
        return {}
    return {view.pk: _words(n) for view, n in zip(views, found, strict=True)}


def _words(number: int) -> str:
    return f"{grouped(CAP)}+" if number > CAP else grouped(number)
