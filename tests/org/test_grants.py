"""The role of web and workers does its work, and cannot change what was recorded."""

import pytest
from django.db import ProgrammingError, connection, transaction

pytestmark = pytest.mark.django_db


def run_as(role, statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        cursor.execute(statement)
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT count(*) FROM django_migrations",
        "UPDATE org_branch SET name = name",
        "SELECT count(*) FROM org_auditentry",
    ],
)
def test_the_app_role_works(statement):
    run_as("aoportal_app", statement)


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        ("aoportal_app", "DELETE FROM org_auditentry"),
        ("aoportal_app", "UPDATE org_auditentry SET id = id"),
        ("aoportal_app", "TRUNCATE org_branch CASCADE"),
        ("aoportal_app", "CREATE TABLE mine (id int)"),
        ("aoportal_app", "DROP TABLE org_branch CASCADE"),
        ("aoportal_auditor", "UPDATE org_branch SET name = name"),
        ("aoportal_auditor", "DELETE FROM prospects_prospect"),
    ],
)
def test_what_no_role_of_the_web_may(role, statement):
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        run_as(role, statement)
