"""Emptying the database after a test with real commits, at a third of the usual price.

Django empties all of some hundred tables with their indexes and then makes content types,
permissions and grants anew. Here only tables that hold rows are emptied, what the migrations made
for Django itself stays, and what they wrote for the bank is put back from copies. So every test
begins with the rows of a new database, as one without commits does.
"""

from typing import Any

from django.db import connection
from django.test import TransactionTestCase
from psycopg2.sql import SQL, Composable, Identifier, Literal

KEPT = {"django_content_type", "auth_permission"}
COPIES = "starting_rows"  # the schema that holds them
HOLDS_ROWS = SQL("(SELECT {} WHERE EXISTS (SELECT FROM {}))")
COPIED = "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename"


def _run(cursor: Any, *statements: Composable) -> None:
    cursor.execute(SQL("; ").join(statements).as_string(cursor.cursor))


def _full_tables(cursor: Any) -> list[str]:
    """Return the tables of the portal that hold rows."""
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    parts = [HOLDS_ROWS.format(Literal(name), Identifier(name)) for name in set(names) - KEPT]
    _run(cursor, SQL(" UNION ALL ").join(parts))
    return [name for (name,) in cursor.fetchall()]


def keep_starting_rows() -> None:
    """Copy what the migrations wrote, once for every database of the run.

    The history of these rows is left out: the triggers write it again.
    """
    with connection.cursor() as cursor:
        copies = [
            SQL("CREATE TABLE {}.{} AS TABLE {}").format(
                Identifier(COPIES), Identifier(name), Identifier(name)
            )
            for name in _full_tables(cursor)
            if not name.endswith("event")
        ]
        _run(cursor, SQL("CREATE SCHEMA {}").format(Identifier(COPIES)), *copies)


def empty(_test: Any = None) -> None:
    """Take every row away that a test left, and put back what it found."""
    with connection.cursor() as cursor:
        full = SQL(", ").join(map(Identifier, _full_tables(cursor)))
        cursor.execute(COPIED, [COPIES])
        back = [
            SQL("INSERT INTO {} SELECT * FROM {}.{}").format(
                Identifier(name), Identifier(COPIES), Identifier(name)
            )
            for (name,) in cursor.fetchall()
        ]
        _run(cursor, SQL("TRUNCATE {} CASCADE").format(full), *back)


def use_for_tests() -> None:
    """Let tests with real commits end this way."""
    TransactionTestCase._fixture_teardown = empty
