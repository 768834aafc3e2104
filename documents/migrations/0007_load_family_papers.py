"""Families that came later get the papers of their column of the bank"s list."""

from django.db import migrations

from documents import catalogue


def load(apps, schema_editor):
    """Add the rules of families that have none."""
    types = apps.get_model("documents", "DocumentType")
    rules = apps.get_model("documents", "DocumentRule")
    if types.objects.exists():
        catalogue.load_families(types, rules)


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_load_decision_sheet")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
