from django.db import migrations, models
from django.db.models import Q

CREATE = """
CREATE UNIQUE INDEX CONCURRENTLY letter_sppk_once ON offers_letter (decision)
WHERE kind = 'sppk' AND NOT (state IN ('declined', 'expired', 'withdrawn'))
"""


class Migration(migrations.Migration):
    """The table is not locked while the index of the constraint is built."""

    atomic = False

    dependencies = [("offers", "0010_sppk")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(CREATE, "DROP INDEX CONCURRENTLY letter_sppk_once"),
            ],
            state_operations=[
                migrations.AddConstraint(
                    model_name="letter",
                    constraint=models.UniqueConstraint(
                        condition=Q(kind="sppk")
                        & ~Q(state__in=["declined", "expired", "withdrawn"]),
                        fields=["decision"],
                        name="letter_sppk_once",
                        violation_error_message="This decision has an SPPK already.",
                    ),
                ),
            ],
        ),
    ]
