from django.db import migrations

# Each table of changes has its indexes by the same names (core.history.index_events).
NAMES = """
ALTER INDEX IF EXISTS prospect_event_by RENAME TO prospects_prospectevent_by;
ALTER INDEX IF EXISTS prospect_event_at RENAME TO prospects_prospectevent_at;
"""
BACK = """
ALTER INDEX IF EXISTS prospects_prospectevent_by RENAME TO prospect_event_by;
ALTER INDEX IF EXISTS prospects_prospectevent_at RENAME TO prospect_event_at;
"""


class Migration(migrations.Migration):
    dependencies = [("prospects", "0027_import_traces")]

    operations = [migrations.RunSQL(NAMES, BACK)]
