"""Emptying the database after a test with real commits, at a tenth of the usual price.

Django empties all of some hundred tables with their indexes, which makes and removes as many files,
and then makes content types, permissions and grants anew. Here only tables that hold rows are
emptied, row by row while they are few; what the migrations made for Django itself stays, and what
they wrote for the bank is put back from copies. No trigger fires meanwhile. So every test begins
with the rows of a new database, as one without commits does.
"""

from functools import cache
from typing import Any

from django.db import connection, transaction
from django.test import TransactionTestCase
from psycopg2.sql import SQL, Composable, Identifier, Literal

KEPT = {"django_content_type", "auth_permission"}
COPIES = "starting_rows"  # the schema that holds them
FEW = 256 * 1024  # bytes of a table up to which its rows are deleted one by one
HOLDS_ROWS = SQL("(SELECT {0}, pg_relation_size({0}) WHERE EXISTS (SELECT FROM {1}))")
COPIED = "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename"
# A parameter of PostgreSQL: rows come and go as on a replica, whose triggers and foreign keys have
# done their work where the rows were written first. The owner of the test databases may set it.
WITHOUT_TRIGGERS = SQL("SET LOCAL session_replication_role = replica")


def _run(cursor: Any, *statements: Composable) -> None:
    cursor.execute(SQL("; ").join(statements).as_string(cursor.cursor))


@cache
def _question() -> Composable:
    """Return the query for the tables of the portal that hold rows, with their sizes."""
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    parts = [HOLDS_ROWS.format(Literal(name), Identifier(name)) for name in set(names) - KEPT]
    return SQL(" UNION ALL ").join(parts)


def _full_tables(cursor: Any) -> dict[str, int]:
    """Return the tables of the portal that hold rows -> bytes."""
    _run(cursor, _question())
    return dict(cursor.fetchall())


def keep_starting_rows() -> None:
    """Copy what the migrations wrote, once for every database of the run."""
    with connection.cursor() as cursor:
        copies = [
            SQL("CREATE TABLE {}.{} AS TABLE {}").format(
                Identifier(COPIES), Identifier(name), Identifier(name)
            )
            for name in _full_tables(cursor)
        ]
        _run(cursor, SQL("CREATE SCHEMA {}").format(Identifier(COPIES)), *copies)


def empty(_test: Any = None) -> None:
    """Take every row away that a test left, and put back what it found."""
    with transaction.atomic(), connection.cursor() as cursor:
        away = [
            (SQL("DELETE FROM {}") if size <= FEW else SQL("TRUNCATE {} CASCADE")).format(
                Identifier(name)
            )
            for name, size in _full_tables(cursor).items()
        ]
        cursor.execute(COPIED, [COPIES])
        back = [
            SQL("INSERT INTO {} SELECT * FROM {}.{}").format(
                Identifier(name), Identifier(COPIES), Identifier(name)
            )
            for (name,) in cursor.fetchall()
        ]
        _run(cursor, WITHOUT_TRIGGERS, *away, *back)


def use_for_tests() -> None:
    """Let tests with real commits end this way."""
    TransactionTestCase._fixture_teardown = empty
