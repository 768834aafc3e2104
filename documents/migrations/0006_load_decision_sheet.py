from django.db import migrations

from documents import catalogue


def load(apps, schema_editor):
    catalogue.load(
        apps.get_model("documents.DocumentType"), apps.get_model("documents.DocumentRule")
    )


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_load_explain_back")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
