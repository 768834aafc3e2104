"""Coarser sums of the totals of branches, for who looks at the whole bank."""

from django.db import migrations, models

KEYS = "branch_id, product_id, day, state, code"
COARSER = (
    ("bank_pipeline", "pipeline", "0::bigint, product_id, day, state, code"),
    ("bank_held", "held", "0::bigint, product_id, day, state, code"),
    ("bank_created", "created", "0::bigint, product_id, day, state, code"),
    ("bank_disbursed", "disbursed", "0::bigint, product_id, day, state, code"),
    ("bank_logged", "logged", "0::bigint, product_id, day, state, code"),
    ("branch_pipeline", "pipeline", "branch_id, product_id, day, state, ''::varchar"),
    ("branch_held", "held", "branch_id, product_id, day, state, ''::varchar"),
    (
        "month_disbursed",
        "disbursed",
        "branch_id, product_id, date_trunc('month', day::timestamp)::date, state, code",
    ),
)
TOTALS = f"""
SELECT id, kind, {KEYS}, n, amount FROM prospects_branchtotal
UNION ALL SELECT -id, kind, {KEYS}, n, amount FROM prospects_branchdelta
"""
# Types must be the same in all parts, or the database reads all of them before it filters.
DELTAS = "".join(
    f"UNION ALL SELECT -id, '{kind}'::varchar, {keys}, n, amount FROM prospects_branchdelta"
    f" WHERE kind = '{finer}'\n"
    for kind, finer, keys in COARSER
)
FILL = "".join(
    f"INSERT INTO prospects_branchtotal (kind, {KEYS}, n, amount)"
    f" SELECT '{kind}'::varchar, {keys}, sum(n), sum(amount) FROM prospects_branchtotal"
    f" WHERE kind = '{finer}' GROUP BY {', '.join(map(str, range(2, 7)))};\n"
    for kind, finer, keys in COARSER
)


class Migration(migrations.Migration):
    dependencies = [("prospects", "0016_partners")]

    operations = [
        migrations.RunSQL(
            "DROP VIEW prospects_branchfigure", f"CREATE VIEW prospects_branchfigure AS {TOTALS}"
        ),
        *(
            migrations.AlterField(model, "kind", models.CharField(max_length=16))
            for model in ("branchfigure", "branchdelta", "branchtotal")
        ),
        migrations.RunSQL(
            f"CREATE VIEW prospects_branchfigure AS {TOTALS} {DELTAS}",
            "DROP VIEW prospects_branchfigure",
        ),
        migrations.RunSQL(
            FILL,
            "DELETE FROM prospects_branchtotal WHERE kind LIKE 'bank\\_%'"
            " OR kind LIKE 'branch\\_%' OR kind LIKE 'month\\_%'",
        ),
        migrations.AddIndex(
            "branchtotal",
            models.Index(fields=["branch_id", "kind", "day"], name="branch_total_of_one"),
        ),
    ]
