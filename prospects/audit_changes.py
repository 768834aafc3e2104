"""Every change of every tracked table behind one search, newest first, with both values.

One statement finds the keys over all tables, each by its own index, a second reads the values of
the lines that are shown. Free text about a person is never shown: that it changed is enough.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.utils.text import capfirst
from pghistory.models import Event
from psycopg2.sql import SQL, Composable, Identifier, Literal, Placeholder

from prospects.audit_tables import TABLE_WORDS, about_column
from prospects.models import Opportunity, Prospect

DEAL = "opportunity_id"
Cursor = tuple[datetime, int, int]
"""When, which table (its place), which event: the last line that was shown."""


@dataclass(frozen=True)
class Table:
    """A tracked table: its model, where its events lie, and the column that leads to a person."""

    place: int
    model: type[models.Model]
    event: str
    about: str

    @property
    def code(self) -> str:
        """How an address names it."""
        return self.model._meta.label_lower

    @property
    def label(self) -> str:
        """How a page names it."""
        return capfirst(str(TABLE_WORDS.get(self.code) or self.model._meta.verbose_name))


@cache
def tables() -> tuple[Table, ...]:
    """Return every tracked table, also of the floors above."""
    found: list[Any] = [model for model in apps.get_models() if issubclass(model, Event)]
    found.sort(key=lambda model: model.pgh_tracked_model._meta.label_lower)
    return tuple(
        Table(place, model.pgh_tracked_model, model._meta.db_table, about_column(model))
        for place, model in enumerate(found)
    )


@dataclass(frozen=True)
class Wanted:
    """What is looked for: keys of who and of whom, with his opportunities; `last` is excluded."""

    code: str = ""
    user: int | None = None
    person: int | None = None
    deals: tuple[int, ...] = ()
    first: datetime | None = None
    last: datetime | None = None
    after: Cursor | None = None

    def tables(self) -> list[Table]:
        """Return the tables in which something can be found."""
        chosen = [one for one in tables() if self.code in {"", one.code}]
        return [one for one in chosen if self.person is None or one.about]


def _conditions(table: Table, wanted: Wanted) -> tuple[list[Composable], list[Any]]:
    found: list[tuple[str, Any]] = []
    if wanted.first:
        found.append(("pgh_created_at >= %s", wanted.first))
    if wanted.last:
        found.append(("pgh_created_at < %s", wanted.last))
    if wanted.user is not None:
        found.append(("(pgh_context -> 'user') = %s::jsonb", str(wanted.user)))
    conditions: list[Composable] = [SQL(text) for text, _value in found]
    values = [value for _text, value in found]
    if wanted.person is not None:
        conditions.append(SQL("{} = ANY(%s)").format(Identifier(table.about)))
        values.append(list(wanted.deals) if table.about == DEAL else [wanted.person])
    if wanted.after:
        conditions.append(_later(table, wanted.after))
        values += wanted.after[:1] if table.place != wanted.after[1] else wanted.after[::2]
    return conditions, values


def _later(table: Table, after: Cursor) -> Composable:
    """Return the condition for what comes after the last line: older, or the same moment in a
    table further down."""
    if table.place == after[1]:
        return SQL("(pgh_created_at, pgh_id) < (%s, %s)")
    return SQL("pgh_created_at <= %s" if table.place > after[1] else "pgh_created_at < %s")


def _branch(table: Table, wanted: Wanted, most: int) -> tuple[Composable, list[Any]]:
    conditions, values = _conditions(table, wanted)
    where = SQL(" AND ").join(conditions) if conditions else SQL("true")
    text = SQL(
        "(SELECT {place} AS place, pgh_id, pgh_created_at FROM {event} WHERE {where}"
        " ORDER BY pgh_created_at DESC, pgh_id DESC LIMIT {most})"
    )
    parts = {"place": Literal(table.place), "event": Identifier(table.event), "where": where}
    return text.format(most=Literal(most), **parts), values


def find(wanted: Wanted, most: int) -> list[dict[str, Any]]:
    """Return at most `most` changes, the newest first, with `new` and, of an update, `old`."""
    branches = [_branch(table, wanted, most) for table in wanted.tables()]
    if not branches:
        return []
    union = SQL(" UNION ALL ").join([text for text, _values in branches])
    whole = SQL(
        "SELECT * FROM ({}) AS found ORDER BY pgh_created_at DESC, place, pgh_id DESC LIMIT {}"
    )
    values = [value for _text, values in branches for value in values]
    keys = _ask(whole.format(union, Literal(most)), values)
    return _whole([(place, key) for place, key, _at in keys])


def _whole(keys: list[tuple[int, int]]) -> list[dict[str, Any]]:
    """Read the values of these events, in their order."""
    if not keys:
        return []
    by_place: dict[int, list[int]] = {}
    for place, key in keys:
        by_place.setdefault(place, []).append(key)
    text = SQL(
        "SELECT {place}, e.pgh_id, to_jsonb(e), (SELECT to_jsonb(b) FROM {event} b"
        " WHERE e.pgh_label = 'update' AND b.pgh_obj_id = e.pgh_obj_id AND b.pgh_id < e.pgh_id"
        " ORDER BY b.pgh_id DESC LIMIT 1), e.pgh_created_at FROM {event} e WHERE e.pgh_id = ANY({})"
    )
    parts = [
        text.format(Placeholder(), place=Literal(place), event=Identifier(tables()[place].event))
        for place in by_place
    ]
    rows = _ask(SQL(" UNION ALL ").join(parts), list(by_place.values()))
    found = {
        (place, key): {
            "table": tables()[place],
            "id": key,
            "at": at,
            "new": _read(new),
            "old": _read(old or "{}"),
        }
        for place, key, new, old, at in rows
    }
    return [found[key] for key in keys]


def _read(text: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return values


def _ask(statement: Composable, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(cursor.cursor), values)
        return list(cursor.fetchall())


def people_of(rows: list[dict[str, Any]]) -> dict[tuple[int, int], tuple[str, str]]:
    """Return (place, event) -> (public id, number) of the person; two queries."""
    deals = [key for row in rows if row["table"].about == DEAL and (key := _about(row))]
    through = Opportunity.objects.system("the auditor's page").filter(pk__in=deals)
    owners = dict(through.values_list("pk", "prospect_id")) if deals else {}
    keys = {(row["table"].place, row["id"]): _person(row, owners) for row in rows}
    known = {key for key in keys.values() if key is not None}
    found = Prospect.objects.system("the auditor's page").filter(pk__in=known)
    ids = {pk: (code, number) for pk, code, number in found.values_list("pk", "public_id",
                                                                        "number")}  # fmt: skip
    return {key: ids[pk] for key, pk in keys.items() if pk in ids}


def _about(row: dict[str, Any]) -> int | None:
    return row["new"].get(row["table"].about) if row["table"].about else None


def _person(row: dict[str, Any], owners: dict[int, int]) -> int | None:
    key = _about(row)
    if key is None or row["table"].about != DEAL:
        return key
    return owners.get(key)
