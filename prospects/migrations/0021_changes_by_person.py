from django.db import migrations

# Serves the auditor's search for the changes of one person, the newest first.
CREATE = """
CREATE INDEX prospect_event_by ON prospects_prospectevent
    ((pgh_context -> 'user'), pgh_created_at DESC, pgh_id DESC);
CREATE INDEX prospect_event_at ON prospects_prospectevent (pgh_created_at DESC, pgh_id DESC);
"""


class Migration(migrations.Migration):
    dependencies = [("prospects", "0020_memo")]

    operations = [
        migrations.RunSQL(CREATE, "DROP INDEX prospect_event_by; DROP INDEX prospect_event_at"),
    ]
