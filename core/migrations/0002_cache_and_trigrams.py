"""The table of the database cache, and the extension that substring search needs."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

CACHE_TABLE = """
CREATE TABLE IF NOT EXISTS core_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX IF NOT EXISTS core_cache_expires ON core_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        TrigramExtension(),
        migrations.RunSQL(CACHE_TABLE, "DROP TABLE core_cache"),
    ]
