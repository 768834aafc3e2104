"""Emptying the database after a test with real commits, at a third of the usual price.

Django empties all of some hundred tables with their indexes and then makes content types,
permissions and grants anew. Here only tables that hold rows are emptied, and what the migrations
made for Django itself stays.
"""

from typing import Any

from django.db import connection
from django.test import TransactionTestCase
from psycopg2.sql import SQL, Composable, Identifier, Literal

KEPT = {"django_content_type", "auth_permission"}
HOLDS_ROWS = SQL("(SELECT {} WHERE EXISTS (SELECT FROM {}))")


def _ask(cursor: Any, statement: Composable) -> None:
    cursor.execute(statement.as_string(cursor.cursor))


def empty(_test: Any = None) -> None:
    """Take every row away that a test left."""
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    parts = [HOLDS_ROWS.format(Literal(name), Identifier(name)) for name in set(names) - KEPT]
    with connection.cursor() as cursor:
        _ask(cursor, SQL(" UNION ALL ").join(parts))
        full = [Identifier(name) for (name,) in cursor.fetchall()]
        if full:
            _ask(cursor, SQL("TRUNCATE {} CASCADE").format(SQL(", ").join(full)))


def use_for_tests() -> None:
    """Let tests with real commits end this way."""
    TransactionTestCase._fixture_teardown = empty
