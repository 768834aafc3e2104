"""Change history by database triggers, so that bulk updates and plain SQL are recorded too."""

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
from django.apps import apps
from django.db import connections, models
from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware as Middleware
from pghistory.models import Event
from psycopg2.sql import SQL, Identifier

from core import triggers
from core.logging import request_id

triggers.use()

Model = TypeVar("Model", bound=type[models.Model])
INDEXES = (
    ("at", "(pgh_created_at DESC, pgh_id DESC)"),
    ("by", "((pgh_context -> 'user'), pgh_created_at DESC, pgh_id DESC)"),
)


def tracked(*fields: str, in_bulk: bool = False) -> Callable[[Model], Model]:
    """Record inserts, updates and deletes of the named fields.

    Name fields a person could read aloud: never ciphertext, search text or counters. `in_bulk`
    is for tables that imports fill: the new rows of a statement are recorded by one more
    statement instead of one for each row.
    """
    level = pghistory.Statement if in_bulk else pghistory.Row

    def decorate(model: Model) -> Model:
        pghistory.track(
            pghistory.InsertEvent(level=level),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            fields=["id", *fields],
            model_name=f"{model.__name__}Event",
        )(model)
        return model

    return decorate


def event_model(model: type[models.Model]) -> type[Any]:
    """Return the table of a tracked model's changes; LookupError when it is not tracked."""
    return apps.get_model(model._meta.app_label, f"{model.__name__}Event")


class HistoryMiddleware(Middleware):
    """Writes beside each change who made it and the number of the request."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what is kept with every change of this request."""
        context: dict[str, Any] = super().get_context(request)
        return context | {"request": request_id.get()}


def index_events(app_config: Any, using: str, plan: Any = None, **_more: Any) -> None:
    """Give each table of changes of this app its two indexes, after migrations: newest first, and
    the newest of one person. A table that gets its history later is indexed without being named.
    """
    if plan is None:  # the database was emptied, not migrated
        return
    events = [model for model in app_config.get_models() if issubclass(model, Event)]
    database = connections[using]
    there = set(database.introspection.table_names()) if events else set()
    with database.cursor() as cursor:
        for table in sorted({model._meta.db_table for model in events} & there):
            for name, columns in INDEXES:
                parts = {"name": Identifier(f"{table[:59]}_{name}"), "table": Identifier(table)}
                text = SQL("CREATE INDEX IF NOT EXISTS {name} ON {table} " + columns)
                cursor.execute(text.format(**parts).as_string(cursor.cursor))
