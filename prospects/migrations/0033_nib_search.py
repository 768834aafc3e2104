from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """A whole NIB finds its record; the table is not locked while the index is built."""

    atomic = False

    dependencies = [("prospects", "0032_consent_proof")]

    operations = [
        AddIndexConcurrently(
            model_name='prospect',
            index=models.Index(models.F('nib_index'), condition=models.Q(('nib_index', None), _negated=True), name='prospect_nib'),
        ),
    ]
