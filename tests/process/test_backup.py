"""A backup that was never restored is no backup: the whole way, with real processes."""

import base64
import os
import re
import subprocess
import sys
import uuid

import psycopg2
import pytest
from psycopg2 import sql

from aoportal.local import service_environment
from aoportal.local.state import ROOT
from tests import template

WORDS = "kata rahasia dari nasabah"
OPEN_PAPERS = "from tests.factories import papers; print(*papers.digests())"
SEAL_PAPER = OPEN_PAPERS.replace("print", "papers.make_sealed(); print")


def connect(address, database=None):
    connection = psycopg2.connect(
        re.sub(r"/[^/]*$", f"/{database}", address) if database else address
    )
    connection.autocommit = True
    return connection


class Portal:
    """A portal with a database and a folder of uploads of its own."""

    def __init__(self, address, folder, key, like=""):
        self.database = f"backup_{uuid.uuid4().hex[:12]}"
        self.admin = address
        self.media = folder / self.database
        self.environment = {
            **os.environ,
            **service_environment("test"),
            "DATABASE_OWNER_URL": re.sub(r"/[^/]*$", f"/{self.database}", address),
            "MEDIA_ROOT": str(self.media),
            "BACKUP_KEY": key,
        }
        self.on_server("CREATE DATABASE {}" + (f' TEMPLATE "{like}"' if like else ""))

    def on_server(self, statement):
        connection = connect(self.admin)
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(sql.Identifier(self.database)))
        connection.close()

    def manage(self, *command):
        return subprocess.run(
            [sys.executable, "manage.py", *map(str, command)],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def digests(self):
        """Table name -> hash of all its rows, but not of the switch that a restore turns."""
        connection = connect(self.admin, self.database)
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            names = sorted({name for (name,) in cursor.fetchall()} - {"outbox_mailswitch"})
            result = {}
            for name in names:
                table = sql.Identifier(name)
                cursor.execute(
                    sql.SQL(
                        "SELECT count(*), md5(string_agg(t::text, ',' ORDER BY t::text)) FROM {} t"
                    ).format(table)
                )
                result[name] = cursor.fetchone()
        connection.close()
        return result


@pytest.fixture
def portals(tmp_path):
    address = service_environment("test")["DATABASE_OWNER_URL"]
    key = base64.b64encode(os.urandom(32)).decode()
    migrated = template.ensure()
    made = [Portal(address, tmp_path, key, migrated), Portal(address, tmp_path, key)]
    yield made
    for portal in made:
        portal.on_server("DROP DATABASE {} WITH (FORCE)")


@pytest.mark.long
def test_restored_portal_has_every_row_and_file_and_sends_no_mail(portals, tmp_path):
    old, new = portals
    assert "mail sending is on" in old.manage("mail_sending", "show").stdout
    connection = connect(old.admin, old.database)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO outbox_chore (path, last_at) VALUES (%s, now())", [WORDS])
    connection.close()
    opened = old.manage("shell", "--no-imports", "-c", SEAL_PAPER).stdout
    (old.media / "a").mkdir(parents=True)
    (old.media / "a" / "ktp.jpg").write_bytes(WORDS.encode() * 99)
    file = tmp_path / "one.backup"

    made = old.manage("backup", file)
    assert made.returncode == 0, made.stderr
    assert WORDS.encode() not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0

    refused = new.manage("restore", tmp_path / "absent.backup")
    assert refused.returncode == 1
    restored = new.manage("restore", file)
    assert restored.returncode == 0, restored.stderr
    assert new.digests() == old.digests()
    assert new.digests()["outbox_chore"][0] == 1
    assert (new.media / "a" / "ktp.jpg").read_bytes() == WORDS.encode() * 99
    assert len(opened.strip()) == 64, "the digest of one file"
    assert new.manage("shell", "--no-imports", "-c", OPEN_PAPERS).stdout == opened
    assert "mail sending is off" in new.manage("mail_sending", "show").stdout

    again = new.manage("restore", file)
    assert again.returncode == 1
    assert "not empty" in again.stderr
    assert new.manage("restore", "--replace", file).returncode == 0
    assert new.digests() == old.digests()

    before = new.digests()
    file.write_bytes(file.read_bytes()[:-1])
    assert "cut short" in new.manage("restore", "--replace", file).stderr
    assert new.digests() == before
