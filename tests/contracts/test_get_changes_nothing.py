"""Looking changes nothing: no row of any business table, for anybody."""

import pytest
from django.apps import apps
from django.db import connection
from psycopg2.sql import SQL, Identifier

from tests.contracts.conftest import World
from tests.contracts.matrix import one_of_each_answer, rows

pytestmark = pytest.mark.long

# Sessions, caches and the trail of who looked at what are written by looking.
MAY_GROW = (
    "django_session", "core_cache", "org_auditentry", "org_readentry", "org_signin",
    "axes_", "mfa_", "org_apitoken",
)  # fmt: skip


def digest() -> dict[str, str]:
    """Return a fingerprint of each business table."""
    tables = {model._meta.db_table for model in apps.get_models() if model._meta.managed}
    tables -= {"pghistory_events"}  # read together from the event tables, no table of its own
    result = {}
    with connection.cursor() as cursor:
        for table in sorted(name for name in tables if not name.startswith(MAY_GROW)):
            statement = SQL(
                "SELECT md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '')) FROM {} t"
            )
            cursor.execute(statement.format(Identifier(table)).as_string(cursor.cursor))
            result[table] = cursor.fetchone()[0]
    return result


def test_no_get_changes_a_business_row(world: World) -> None:
    asked = [(row, *world.address(row)) for row in rows() if row.method == "GET"]
    before = digest()
    for row, target, body in asked:
        for name in one_of_each_answer(row):
            world.walker.look(name, target, body)
    assert digest() == before
