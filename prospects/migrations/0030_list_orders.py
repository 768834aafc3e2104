from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Large tables are not locked while their indexes are built."""

    atomic = False

    dependencies = [("prospects", "0029_handover")]

    operations = [
        AddIndexConcurrently(
            model_name='opportunity',
            index=models.Index(models.F('expected_close_on'), models.F('id'), condition=models.Q(('archived_at', None), ('status', 'open')), name='opp_open_close'),
        ),
        AddIndexConcurrently(
            model_name='opportunity',
            index=models.Index(models.F('owner'), models.F('expected_close_on'), models.F('id'), condition=models.Q(('archived_at', None), ('status', 'open')), name='opp_owner_close'),
        ),
        AddIndexConcurrently(
            model_name='opportunity',
            index=models.Index(models.F('owner'), models.OrderBy(models.F('amount'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('archived_at', None)), name='opp_owner_amount'),
        ),
        AddIndexConcurrently(
            model_name='opportunity',
            index=models.Index(models.F('owner'), models.F('created_on'), models.F('id'), condition=models.Q(('archived_at', None)), name='opp_owner_created'),
        ),
        AddIndexConcurrently(
            model_name='opportunity',
            index=models.Index(models.F('created_on'), models.F('id'), condition=models.Q(('archived_at', None)), name='opp_all_created'),
        ),
        AddIndexConcurrently(
            model_name='prospect',
            index=models.Index(models.F('owner'), models.OrderBy(models.F('last_contact_at'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('archived_at', None)), name='prospect_owner_contact'),
        ),
    ]
