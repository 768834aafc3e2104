from django.db import migrations

from prospects import sources


def load(apps, schema_editor):
    sources.load(apps.get_model("prospects", "ProspectSource"))


class Migration(migrations.Migration):
    dependencies = [("prospects", "0005_sources_and_reasons")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
