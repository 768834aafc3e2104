from django.db import migrations

from prospects.loss_reasons import load_loss_reasons


def load(apps, schema_editor):
    load_loss_reasons(apps.get_model("prospects", "LossReason"))


class Migration(migrations.Migration):
    dependencies = [("prospects", "0002_import_batches")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
