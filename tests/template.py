"""A database with all migrations applied, made once and copied for every run.

Migrating takes seconds each time; copying takes a fraction of one. The name holds a digest of the
migrations, so a changed migration makes a new template.
"""

import gc
import hashlib
from contextlib import closing
from pathlib import Path

import django
import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg2 import sql

ROOT = Path(__file__).resolve().parents[1]
MAKE_IT_TOO = ("requirements/base.txt", "org/grants.py", "core/migration_operations.py")
LOCK = 7302  # one run makes the template, others wait


def _digest() -> str:
    files = [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/*/migrations/*.py")]
    files += [ROOT / name for name in MAKE_IT_TOO]
    digest = hashlib.sha256()
    for path in sorted(files):
        if ".venv" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _connect(database: str) -> "psycopg2.extensions.connection":
    configured = settings.DATABASES["default"]
    connection = psycopg2.connect(
        host=configured["HOST"], port=configured["PORT"], user=configured["USER"],
        password=configured["PASSWORD"], dbname=database,
    )  # fmt: skip
    connection.autocommit = True
    return connection


def _migrate(name: str) -> None:
    """Apply all migrations to the database `name`."""
    configured = connections["default"].settings_dict
    usual = configured["NAME"]
    connections.close_all()
    configured["NAME"] = name
    gc.disable()  # a migration builds thousands of models anew; a quarter of the time went there
    try:
        call_command("migrate", verbosity=0)
    finally:
        gc.enable()
        connections.close_all()
        configured["NAME"] = usual


def _finds(cursor: "psycopg2.extensions.cursor", name: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return cursor.fetchone() is not None


def is_there() -> bool:
    """Tell whether an earlier run has made the template."""
    with closing(_connect("postgres")) as connection, connection.cursor() as cursor:
        return _finds(cursor, f"template_{_digest()}")


def ensure() -> str:
    """Return the name of the template, making it when it is not there yet."""
    name = f"template_{_digest()}"
    with closing(_connect("postgres")) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if not _finds(cursor, name):
            making = f"making_{name}"
            for statement in ("DROP DATABASE IF EXISTS {}", "CREATE DATABASE {}"):
                cursor.execute(sql.SQL(statement).format(sql.Identifier(making)))
            _migrate(making)
            cursor.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(making), sql.Identifier(name)
                )
            )
    return name


if __name__ == "__main__":
    django.setup()
    ensure()
