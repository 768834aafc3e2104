"""The one row of the mail switch."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "INSERT INTO outbox_mailswitch (id, is_sending, reason, place)"
            " VALUES (1, true, '', '')",
            "DELETE FROM outbox_mailswitch",
        )
    ]
