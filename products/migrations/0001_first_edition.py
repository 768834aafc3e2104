from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import core.public_id
from products import programme_data


def load_rules(apps, _schema_editor):
    """Write the published rules; head office edits them afterwards."""
    programme_data.load(apps)


class Migration(migrations.Migration):
    replaces = [
        ("products", "0001_initial"),
        ("products", "0002_terms_and_rates"),
        ("products", "0003_dated_settings"),
        ("products", "0004_ratios_and_collectibility"),
        ("products", "0005_rate_sheets"),
        ("products", "0006_programmes"),
        ("products", "0007_holiday_rule"),
    ]

    initial = True

    dependencies = [
        ("org", "0001_first_edition"),
    ]

    operations = [
        migrations.CreateModel(
            name="CollectibilityRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "bucket",
                    models.CharField(
                        choices=[
                            ("bank", "Commercial bank (bank umum)"),
                            ("bpr", "Rural bank (BPR)"),
                        ],
                        default="bank",
                        max_length=4,
                        verbose_name="kind of bank",
                    ),
                ),
                (
                    "days_1",
                    models.PositiveSmallIntegerField(default=0, verbose_name="Kol 1 up to day"),
                ),
                (
                    "days_2",
                    models.PositiveSmallIntegerField(default=90, verbose_name="Kol 2 up to day"),
                ),
                (
                    "days_3",
                    models.PositiveSmallIntegerField(default=120, verbose_name="Kol 3 up to day"),
                ),
                (
                    "days_4",
                    models.PositiveSmallIntegerField(default=180, verbose_name="Kol 4 up to day"),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="collectibilityrule_ends_after_start",
                        violation_error_message="The last day must not be before the first day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("days_1__lt", models.F("days_2")),
                            ("days_2__lt", models.F("days_3")),
                            ("days_3__lt", models.F("days_4")),
                        ),
                        name="collectibility_days_rise",
                        violation_error_message="Each class must reach further than the one before.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_collectibilityruleevent" ("bucket", "days_1", "days_2", "days_3", "days_4", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") VALUES (NEW."bucket", NEW."days_1", NEW."days_2", NEW."days_3", NEW."days_4", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="646472c3070e7d71fae5458d97dd94e6be5ed92c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a47f3",
                            table="products_collectibilityrule",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."bucket" IS DISTINCT FROM (NEW."bucket") OR OLD."days_1" IS DISTINCT FROM (NEW."days_1") OR OLD."days_2" IS DISTINCT FROM (NEW."days_2") OR OLD."days_3" IS DISTINCT FROM (NEW."days_3") OR OLD."days_4" IS DISTINCT FROM (NEW."days_4") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to"))',
                            func='INSERT INTO "products_collectibilityruleevent" ("bucket", "days_1", "days_2", "days_3", "days_4", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") VALUES (NEW."bucket", NEW."days_1", NEW."days_2", NEW."days_3", NEW."days_4", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="428d8959f340dffa8d655eaeb3ee94679bcd71b0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8908b",
                            table="products_collectibilityrule",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_collectibilityruleevent" ("bucket", "days_1", "days_2", "days_3", "days_4", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") VALUES (OLD."bucket", OLD."days_1", OLD."days_2", OLD."days_3", OLD."days_4", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="96adfa27931f455ff38b973f8580bc12791701a5",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6a1ba",
                            table="products_collectibilityrule",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CollectibilityRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "bucket",
                    models.CharField(
                        choices=[
                            ("bank", "Commercial bank (bank umum)"),
                            ("bpr", "Rural bank (BPR)"),
                        ],
                        default="bank",
                        max_length=4,
                        verbose_name="kind of bank",
                    ),
                ),
                (
                    "days_1",
                    models.PositiveSmallIntegerField(default=0, verbose_name="Kol 1 up to day"),
                ),
                (
                    "days_2",
                    models.PositiveSmallIntegerField(default=90, verbose_name="Kol 2 up to day"),
                ),
                (
                    "days_3",
                    models.PositiveSmallIntegerField(default=120, verbose_name="Kol 3 up to day"),
                ),
                (
                    "days_4",
                    models.PositiveSmallIntegerField(default=180, verbose_name="Kol 4 up to day"),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_valid_from_valid_to_bucket_days_1_days_2_days_3_days_4_events",
                        to="products.collectibilityrule",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("short_name", models.CharField(max_length=20, verbose_name="short name")),
                ("family", models.CharField(max_length=20, verbose_name="family")),
                ("segment", models.CharField(blank=True, max_length=20, verbose_name="segment")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("position", models.PositiveSmallIntegerField(default=100)),
                (
                    "min_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        verbose_name="smallest amount",
                    ),
                ),
                (
                    "max_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        verbose_name="largest amount",
                    ),
                ),
                (
                    "min_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="shortest term"
                    ),
                ),
                (
                    "max_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="longest term"
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("anuitas", "Annuity"),
                            ("anuitas_tahunan", "Yearly annuity, by twelve"),
                            ("flat", "Flat"),
                            ("menurun", "Declining"),
                        ],
                        default="anuitas",
                        max_length=16,
                        verbose_name="method",
                    ),
                ),
                (
                    "carry",
                    models.CharField(
                        choices=[("rounded", "Each row rounded"), ("exact", "Rounded when shown")],
                        default="rounded",
                        max_length=8,
                        verbose_name="rounding",
                    ),
                ),
                (
                    "deposit_basis",
                    models.CharField(
                        choices=[
                            ("actual", "Actual days of 365 or 366"),
                            ("30", "30 days a month, of 365"),
                            ("months", "Months of 12"),
                        ],
                        default="actual",
                        max_length=8,
                        verbose_name="day count",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "code"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_productevent" ("carry", "code", "deposit_basis", "family", "id", "is_active", "max_amount", "max_months", "method", "min_amount", "min_months", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment") VALUES (NEW."carry", NEW."code", NEW."deposit_basis", NEW."family", NEW."id", NEW."is_active", NEW."max_amount", NEW."max_months", NEW."method", NEW."min_amount", NEW."min_months", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."segment"); RETURN NULL;',
                            hash="7df766aa3870ebbf256dbdd6141aafe67e401d3b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1fd97",
                            table="products_product",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."carry" IS DISTINCT FROM (NEW."carry") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."deposit_basis" IS DISTINCT FROM (NEW."deposit_basis") OR OLD."family" IS DISTINCT FROM (NEW."family") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."max_amount" IS DISTINCT FROM (NEW."max_amount") OR OLD."max_months" IS DISTINCT FROM (NEW."max_months") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."min_amount" IS DISTINCT FROM (NEW."min_amount") OR OLD."min_months" IS DISTINCT FROM (NEW."min_months") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."segment" IS DISTINCT FROM (NEW."segment"))',
                            func='INSERT INTO "products_productevent" ("carry", "code", "deposit_basis", "family", "id", "is_active", "max_amount", "max_months", "method", "min_amount", "min_months", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment") VALUES (NEW."carry", NEW."code", NEW."deposit_basis", NEW."family", NEW."id", NEW."is_active", NEW."max_amount", NEW."max_months", NEW."method", NEW."min_amount", NEW."min_months", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."segment"); RETURN NULL;',
                            hash="1cb3f726c32993ebd72b76693cd3fd9cb91bc6fe",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_18d15",
                            table="products_product",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_productevent" ("carry", "code", "deposit_basis", "family", "id", "is_active", "max_amount", "max_months", "method", "min_amount", "min_months", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment") VALUES (OLD."carry", OLD."code", OLD."deposit_basis", OLD."family", OLD."id", OLD."is_active", OLD."max_amount", OLD."max_months", OLD."method", OLD."min_amount", OLD."min_months", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."segment"); RETURN NULL;',
                            hash="57af8823474796f47277fc95a1f2f9bb1381132a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_cb7df",
                            table="products_product",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractTerms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "rounding_step",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Rp1"), (100, "Rp100"), (1000, "Rp1.000")],
                        default=1,
                        verbose_name="round instalments to",
                    ),
                ),
                (
                    "rounding_direction",
                    models.CharField(
                        choices=[("half_up", "Half up"), ("up", "Up")],
                        default="half_up",
                        max_length=8,
                        verbose_name="round",
                    ),
                ),
                (
                    "due_rule",
                    models.CharField(
                        choices=[
                            ("same_day", "The day of disbursement"),
                            ("fixed_day", "A fixed day"),
                            ("month_end", "The last day"),
                        ],
                        default="same_day",
                        max_length=10,
                        verbose_name="due day",
                    ),
                ),
                (
                    "due_day",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(31),
                        ],
                        verbose_name="fixed day",
                    ),
                ),
                (
                    "holiday_rule",
                    models.CharField(
                        choices=[
                            ("stay", "Stays as it is"),
                            ("next", "The next working day"),
                            ("previous", "The working day before"),
                        ],
                        default="stay",
                        max_length=8,
                        verbose_name="due day on a holiday",
                    ),
                ),
                (
                    "grace_months",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="months of interest only"
                    ),
                ),
                (
                    "first_interest",
                    models.CharField(
                        choices=[("month", "A full month"), ("days", "By days from disbursement")],
                        default="month",
                        max_length=6,
                        verbose_name="first interest",
                    ),
                ),
                (
                    "early_penalty",
                    models.DecimalField(
                        decimal_places=4,
                        default=0,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="penalty for early payment, %",
                    ),
                ),
                (
                    "forfeits_interest",
                    models.BooleanField(
                        default=True, verbose_name="an early break forfeits the running interest"
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="contractterms_ends_after_start",
                        violation_error_message="The last day must not be before the first day.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_contracttermsevent" ("due_day", "due_rule", "early_penalty", "first_interest", "forfeits_interest", "grace_months", "holiday_rule", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "rounding_direction", "rounding_step", "valid_from", "valid_to") VALUES (NEW."due_day", NEW."due_rule", NEW."early_penalty", NEW."first_interest", NEW."forfeits_interest", NEW."grace_months", NEW."holiday_rule", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."product_id", NEW."rounding_direction", NEW."rounding_step", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="40fc2b56226377901ca9db3a2e93f6bd27c3dbee",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1ca9b",
                            table="products_contractterms",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."due_day" IS DISTINCT FROM (NEW."due_day") OR OLD."due_rule" IS DISTINCT FROM (NEW."due_rule") OR OLD."early_penalty" IS DISTINCT FROM (NEW."early_penalty") OR OLD."first_interest" IS DISTINCT FROM (NEW."first_interest") OR OLD."forfeits_interest" IS DISTINCT FROM (NEW."forfeits_interest") OR OLD."grace_months" IS DISTINCT FROM (NEW."grace_months") OR OLD."holiday_rule" IS DISTINCT FROM (NEW."holiday_rule") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."rounding_direction" IS DISTINCT FROM (NEW."rounding_direction") OR OLD."rounding_step" IS DISTINCT FROM (NEW."rounding_step") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to"))',
                            func='INSERT INTO "products_contracttermsevent" ("due_day", "due_rule", "early_penalty", "first_interest", "forfeits_interest", "grace_months", "holiday_rule", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "rounding_direction", "rounding_step", "valid_from", "valid_to") VALUES (NEW."due_day", NEW."due_rule", NEW."early_penalty", NEW."first_interest", NEW."forfeits_interest", NEW."grace_months", NEW."holiday_rule", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."product_id", NEW."rounding_direction", NEW."rounding_step", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="5c6c01c913dc908a428b13362620897d34568207",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a1ae3",
                            table="products_contractterms",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_contracttermsevent" ("due_day", "due_rule", "early_penalty", "first_interest", "forfeits_interest", "grace_months", "holiday_rule", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "rounding_direction", "rounding_step", "valid_from", "valid_to") VALUES (OLD."due_day", OLD."due_rule", OLD."early_penalty", OLD."first_interest", OLD."forfeits_interest", OLD."grace_months", OLD."holiday_rule", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."product_id", OLD."rounding_direction", OLD."rounding_step", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="20c07a47570d16d3b4081cf4f3c0e5197123c322",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b2d09",
                            table="products_contractterms",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractTermsEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "rounding_step",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Rp1"), (100, "Rp100"), (1000, "Rp1.000")],
                        default=1,
                        verbose_name="round instalments to",
                    ),
                ),
                (
                    "rounding_direction",
                    models.CharField(
                        choices=[("half_up", "Half up"), ("up", "Up")],
                        default="half_up",
                        max_length=8,
                        verbose_name="round",
                    ),
                ),
                (
                    "due_rule",
                    models.CharField(
                        choices=[
                            ("same_day", "The day of disbursement"),
                            ("fixed_day", "A fixed day"),
                            ("month_end", "The last day"),
                        ],
                        default="same_day",
                        max_length=10,
                        verbose_name="due day",
                    ),
                ),
                (
                    "due_day",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(31),
                        ],
                        verbose_name="fixed day",
                    ),
                ),
                (
                    "holiday_rule",
                    models.CharField(
                        choices=[
                            ("stay", "Stays as it is"),
                            ("next", "The next working day"),
                            ("previous", "The working day before"),
                        ],
                        default="stay",
                        max_length=8,
                        verbose_name="due day on a holiday",
                    ),
                ),
                (
                    "grace_months",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="months of interest only"
                    ),
                ),
                (
                    "first_interest",
                    models.CharField(
                        choices=[("month", "A full month"), ("days", "By days from disbursement")],
                        default="month",
                        max_length=6,
                        verbose_name="first interest",
                    ),
                ),
                (
                    "early_penalty",
                    models.DecimalField(
                        decimal_places=4,
                        default=0,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="penalty for early payment, %",
                    ),
                ),
                (
                    "forfeits_interest",
                    models.BooleanField(
                        default=True, verbose_name="an early break forfeits the running interest"
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_product_valid_from_valid_to_rounding_step_rounding_direction_due_rule_due_day_holiday_rule_grace_months_first_interest_early_penalty_forfeits_interest_events",
                        to="products.contractterms",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GuaranteeRate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=4,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="guarantee rate, % per year",
                    ),
                ),
                (
                    "max_amount",
                    models.DecimalField(
                        decimal_places=0,
                        default=Decimal("2000000000"),
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="guaranteed per customer and bank",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="guaranteerate_ends_after_start",
                        violation_error_message="The last day must not be before the first day.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_guaranteerateevent" ("id", "max_amount", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "valid_from", "valid_to") VALUES (NEW."id", NEW."max_amount", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rate", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="953f219bd798d0c6bc9596f0c300a6289ec87fff",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_88c1d",
                            table="products_guaranteerate",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."max_amount" IS DISTINCT FROM (NEW."max_amount") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to"))',
                            func='INSERT INTO "products_guaranteerateevent" ("id", "max_amount", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "valid_from", "valid_to") VALUES (NEW."id", NEW."max_amount", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rate", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="2219650e8746b52059a310eb2741ec75fe4a8469",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b11df",
                            table="products_guaranteerate",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_guaranteerateevent" ("id", "max_amount", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "valid_from", "valid_to") VALUES (OLD."id", OLD."max_amount", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rate", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="e823f73dd9f7b57288e550104aef344e85aa54aa",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ffa83",
                            table="products_guaranteerate",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GuaranteeRateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=4,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="guarantee rate, % per year",
                    ),
                ),
                (
                    "max_amount",
                    models.DecimalField(
                        decimal_places=0,
                        default=Decimal("2000000000"),
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="guaranteed per customer and bank",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_valid_from_valid_to_rate_max_amount_events",
                        to="products.guaranteerate",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="IncomeZone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="source")),
                ("zone", models.CharField(max_length=2, verbose_name="income zone")),
                ("name", models.CharField(max_length=120, verbose_name="area")),
                (
                    "single",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="highest income, unmarried",
                    ),
                ),
                (
                    "married",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="highest income, married",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="incomezone_ends_after_start",
                        violation_error_message="The last day must not be before the first day.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_incomezoneevent" ("id", "married", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "single", "source", "valid_from", "valid_to", "zone") VALUES (NEW."id", NEW."married", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."single", NEW."source", NEW."valid_from", NEW."valid_to", NEW."zone"); RETURN NULL;',
                            hash="2fbbf9e01369d1a9b2d3205dd59b64a271c4e2b9",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_876fa",
                            table="products_incomezone",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."married" IS DISTINCT FROM (NEW."married") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."single" IS DISTINCT FROM (NEW."single") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to") OR OLD."zone" IS DISTINCT FROM (NEW."zone"))',
                            func='INSERT INTO "products_incomezoneevent" ("id", "married", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "single", "source", "valid_from", "valid_to", "zone") VALUES (NEW."id", NEW."married", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."single", NEW."source", NEW."valid_from", NEW."valid_to", NEW."zone"); RETURN NULL;',
                            hash="370cb589d990094d01b2ab408850e595cda31b2c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6ce5e",
                            table="products_incomezone",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_incomezoneevent" ("id", "married", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "single", "source", "valid_from", "valid_to", "zone") VALUES (OLD."id", OLD."married", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."single", OLD."source", OLD."valid_from", OLD."valid_to", OLD."zone"); RETURN NULL;',
                            hash="11e446e203e12bb9824a1a190bdfaf4fecd1fbdf",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_29ffc",
                            table="products_incomezone",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IncomeZoneEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                ("zone", models.CharField(max_length=2, verbose_name="income zone")),
                ("name", models.CharField(max_length=120, verbose_name="area")),
                (
                    "single",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="highest income, unmarried",
                    ),
                ),
                (
                    "married",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="highest income, married",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="source")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_valid_from_valid_to_zone_name_single_married_source_events",
                        to="products.incomezone",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="KurScheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="source")),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("super_micro", "KUR super micro"),
                            ("micro", "KUR micro"),
                            ("small", "KUR small"),
                            ("cluster", "KUR cluster (khusus)"),
                            ("migrant", "KUR for migrant workers (PMI)"),
                        ],
                        max_length=12,
                        verbose_name="scheme",
                    ),
                ),
                (
                    "above",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="amounts above",
                    ),
                ),
                (
                    "max_amount",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="up to",
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=4,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="rate to the debtor, % effective per year",
                    ),
                ),
                (
                    "months_working",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="longest term for working capital, months",
                    ),
                ),
                (
                    "months_investment",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="longest term for investment, months",
                    ),
                ),
                (
                    "asks_collateral",
                    models.BooleanField(
                        default=False, verbose_name="the bank may ask for more collateral"
                    ),
                ),
                (
                    "npwp_above",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="NPWP above this amount",
                    ),
                ),
                (
                    "max_turnover",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="largest turnover a year",
                    ),
                ),
                (
                    "min_business_months",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="business runs for, months"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="kurscheme_ends_after_start",
                        violation_error_message="The last day must not be before the first day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("max_amount__gt", models.F("above"))),
                        name="kur_amounts_rise",
                        violation_error_message="The largest amount must lie above the smallest.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_kurschemeevent" ("above", "asks_collateral", "id", "max_amount", "max_turnover", "min_business_months", "months_investment", "months_working", "npwp_above", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "scheme", "source", "valid_from", "valid_to") VALUES (NEW."above", NEW."asks_collateral", NEW."id", NEW."max_amount", NEW."max_turnover", NEW."min_business_months", NEW."months_investment", NEW."months_working", NEW."npwp_above", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rate", NEW."scheme", NEW."source", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="34df5537dd26cb717831db2c5a83d65af8ee4c15",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_10e7a",
                            table="products_kurscheme",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."above" IS DISTINCT FROM (NEW."above") OR OLD."asks_collateral" IS DISTINCT FROM (NEW."asks_collateral") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."max_amount" IS DISTINCT FROM (NEW."max_amount") OR OLD."max_turnover" IS DISTINCT FROM (NEW."max_turnover") OR OLD."min_business_months" IS DISTINCT FROM (NEW."min_business_months") OR OLD."months_investment" IS DISTINCT FROM (NEW."months_investment") OR OLD."months_working" IS DISTINCT FROM (NEW."months_working") OR OLD."npwp_above" IS DISTINCT FROM (NEW."npwp_above") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."scheme" IS DISTINCT FROM (NEW."scheme") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to"))',
                            func='INSERT INTO "products_kurschemeevent" ("above", "asks_collateral", "id", "max_amount", "max_turnover", "min_business_months", "months_investment", "months_working", "npwp_above", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "scheme", "source", "valid_from", "valid_to") VALUES (NEW."above", NEW."asks_collateral", NEW."id", NEW."max_amount", NEW."max_turnover", NEW."min_business_months", NEW."months_investment", NEW."months_working", NEW."npwp_above", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rate", NEW."scheme", NEW."source", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="e88bb77229eaec79f9466224441c6816610e1c52",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_30e16",
                            table="products_kurscheme",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_kurschemeevent" ("above", "asks_collateral", "id", "max_amount", "max_turnover", "min_business_months", "months_investment", "months_working", "npwp_above", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "scheme", "source", "valid_from", "valid_to") VALUES (OLD."above", OLD."asks_collateral", OLD."id", OLD."max_amount", OLD."max_turnover", OLD."min_business_months", OLD."months_investment", OLD."months_working", OLD."npwp_above", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rate", OLD."scheme", OLD."source", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="6e8f08a2c080d23c45d9f8fa73bb160b83bbef84",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_944b7",
                            table="products_kurscheme",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KurSchemeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("super_micro", "KUR super micro"),
                            ("micro", "KUR micro"),
                            ("small", "KUR small"),
                            ("cluster", "KUR cluster (khusus)"),
                            ("migrant", "KUR for migrant workers (PMI)"),
                        ],
                        max_length=12,
                        verbose_name="scheme",
                    ),
                ),
                (
                    "above",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="amounts above",
                    ),
                ),
                (
                    "max_amount",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="up to",
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=4,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="rate to the debtor, % effective per year",
                    ),
                ),
                (
                    "months_working",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="longest term for working capital, months",
                    ),
                ),
                (
                    "months_investment",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="longest term for investment, months",
                    ),
                ),
                (
                    "asks_collateral",
                    models.BooleanField(
                        default=False, verbose_name="the bank may ask for more collateral"
                    ),
                ),
                (
                    "npwp_above",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="NPWP above this amount",
                    ),
                ),
                (
                    "max_turnover",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="largest turnover a year",
                    ),
                ),
                (
                    "min_business_months",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="business runs for, months"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="source")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_valid_from_valid_to_scheme_above_max_amount_rate_months_working_months_investment_asks_collateral_npwp_above_max_turnover_min_business_months_source_events",
                        to="products.kurscheme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Limit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("dsr", "Debt-service ratio"),
                            ("pay", "Debt-service ratio, salary through the bank"),
                            ("rpc", "Repayment capacity of a business (RPC)"),
                            ("ltv", "Loan to value"),
                        ],
                        max_length=4,
                        verbose_name="limit",
                    ),
                ),
                (
                    "percent",
                    models.DecimalField(
                        decimal_places=4,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="at most, %",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("all", "All instalments of the income"),
                            ("rest", "The new instalment of what is left"),
                        ],
                        default="all",
                        max_length=4,
                        verbose_name="method",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="limits",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="limit_ends_after_start",
                        violation_error_message="The last day must not be before the first day.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_limitevent" ("code", "id", "method", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "valid_from", "valid_to") VALUES (NEW."code", NEW."id", NEW."method", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."product_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="7b4efa86ab0890f743d335f16fa16a04e8cc5d90",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_86ed0",
                            table="products_limit",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to"))',
                            func='INSERT INTO "products_limitevent" ("code", "id", "method", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "valid_from", "valid_to") VALUES (NEW."code", NEW."id", NEW."method", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."product_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="1e750cc252555cba28437356be800add8cadca08",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_962be",
                            table="products_limit",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_limitevent" ("code", "id", "method", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "valid_from", "valid_to") VALUES (OLD."code", OLD."id", OLD."method", OLD."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."product_id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="626d5a06bd9f2bced96a1334df852a4864e3a9d1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fa10d",
                            table="products_limit",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LimitEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("dsr", "Debt-service ratio"),
                            ("pay", "Debt-service ratio, salary through the bank"),
                            ("rpc", "Repayment capacity of a business (RPC)"),
                            ("ltv", "Loan to value"),
                        ],
                        max_length=4,
                        verbose_name="limit",
                    ),
                ),
                (
                    "percent",
                    models.DecimalField(
                        decimal_places=4,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="at most, %",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("all", "All instalments of the income"),
                            ("rest", "The new instalment of what is left"),
                        ],
                        default="all",
                        max_length=4,
                        verbose_name="method",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_product_valid_from_valid_to_code_percent_method_events",
                        to="products.limit",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PriceZone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="source")),
                ("zone", models.CharField(max_length=2, verbose_name="price zone")),
                ("name", models.CharField(max_length=120, verbose_name="area")),
                (
                    "max_price",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="highest price",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="pricezone_ends_after_start",
                        violation_error_message="The last day must not be before the first day.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_pricezoneevent" ("id", "max_price", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to", "zone") VALUES (NEW."id", NEW."max_price", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."source", NEW."valid_from", NEW."valid_to", NEW."zone"); RETURN NULL;',
                            hash="059b18580239c1826c66853dee0108a232a99e4e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c4327",
                            table="products_pricezone",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."max_price" IS DISTINCT FROM (NEW."max_price") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to") OR OLD."zone" IS DISTINCT FROM (NEW."zone"))',
                            func='INSERT INTO "products_pricezoneevent" ("id", "max_price", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to", "zone") VALUES (NEW."id", NEW."max_price", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."source", NEW."valid_from", NEW."valid_to", NEW."zone"); RETURN NULL;',
                            hash="a2433a3eaa58e76189703a5e720f3477ccbf3f0a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d8daf",
                            table="products_pricezone",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_pricezoneevent" ("id", "max_price", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to", "zone") VALUES (OLD."id", OLD."max_price", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."source", OLD."valid_from", OLD."valid_to", OLD."zone"); RETURN NULL;',
                            hash="3490dabe13d68a0ff837119aeeb67dd0318c02e9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fac89",
                            table="products_pricezone",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceZoneEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                ("zone", models.CharField(max_length=2, verbose_name="price zone")),
                ("name", models.CharField(max_length=120, verbose_name="area")),
                (
                    "max_price",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="highest price",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="source")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_valid_from_valid_to_zone_name_max_price_source_events",
                        to="products.pricezone",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProductEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("family", models.CharField(max_length=20, verbose_name="family")),
                ("segment", models.CharField(blank=True, max_length=20, verbose_name="segment")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "min_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        verbose_name="smallest amount",
                    ),
                ),
                (
                    "max_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        verbose_name="largest amount",
                    ),
                ),
                (
                    "min_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="shortest term"
                    ),
                ),
                (
                    "max_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="longest term"
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("anuitas", "Annuity"),
                            ("anuitas_tahunan", "Yearly annuity, by twelve"),
                            ("flat", "Flat"),
                            ("menurun", "Declining"),
                        ],
                        default="anuitas",
                        max_length=16,
                        verbose_name="method",
                    ),
                ),
                (
                    "carry",
                    models.CharField(
                        choices=[("rounded", "Each row rounded"), ("exact", "Rounded when shown")],
                        default="rounded",
                        max_length=8,
                        verbose_name="rounding",
                    ),
                ),
                (
                    "deposit_basis",
                    models.CharField(
                        choices=[
                            ("actual", "Actual days of 365 or 366"),
                            ("30", "30 days a month, of 365"),
                            ("months", "Months of 12"),
                        ],
                        default="actual",
                        max_length=8,
                        verbose_name="day count",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_code_name_family_segment_is_active_min_amount_max_amount_min_months_max_months_method_carry_deposit_basis_events",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RateSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("waiting", "Waiting for approval"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                ("effective_at", models.DateTimeField(editable=False, null=True)),
                (
                    "floor_rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=7,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="lowest rate without approval, %",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="what changes and why"
                    ),
                ),
                (
                    "reply",
                    models.CharField(blank=True, max_length=200, verbose_name="why it came back"),
                ),
                ("drafted_at", models.DateTimeField(editable=False, null=True)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "ordering": ["product", "-number"],
                "indexes": [models.Index(fields=["product", "-valid_from"], name="sheet_product")],
                "constraints": [
                    models.UniqueConstraint(fields=("product", "number"), name="sheet_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["draft", "waiting"])),
                        fields=("product",),
                        name="sheet_one_draft",
                        violation_error_message="This product has a draft already. Finish it first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="sheet_two_people",
                        violation_error_message="Whoever drafted a sheet does not approve it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "approved"), _negated=True),
                            models.Q(
                                ("effective_at__isnull", False), ("valid_from__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="sheet_approved_begins",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="sheet_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."drafted_by_id" IS DISTINCT FROM (NEW."drafted_by_id") OR OLD."effective_at" IS DISTINCT FROM (NEW."effective_at") OR OLD."floor_rate" IS DISTINCT FROM (NEW."floor_rate") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from"))',
                            func="IF OLD.status IN ('approved', 'withdrawn') THEN RAISE EXCEPTION 'An approved sheet is never altered.'; END IF; RETURN NEW;",
                            hash="0cd650aa9b31f29bc9a83cf0250dc9daa88c0194",
                            operation="UPDATE",
                            pgid="pgtrigger_sheet_stays_3b4ed",
                            table="products_ratesheet",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_ratesheetevent" ("floor_rate", "id", "note", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "reply", "status", "valid_from", "valid_to") VALUES (NEW."floor_rate", NEW."id", NEW."note", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."product_id", NEW."reply", NEW."status", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="c1651870ec3b9947bc369fd6c996f24853444471",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f5913",
                            table="products_ratesheet",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."floor_rate" IS DISTINCT FROM (NEW."floor_rate") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."reply" IS DISTINCT FROM (NEW."reply") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to"))',
                            func='INSERT INTO "products_ratesheetevent" ("floor_rate", "id", "note", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "reply", "status", "valid_from", "valid_to") VALUES (NEW."floor_rate", NEW."id", NEW."note", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."product_id", NEW."reply", NEW."status", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="e8bb7a482b67ee14c5d8784743a3b246f113263b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_86cdb",
                            table="products_ratesheet",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_ratesheetevent" ("floor_rate", "id", "note", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "reply", "status", "valid_from", "valid_to") VALUES (OLD."floor_rate", OLD."id", OLD."note", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."product_id", OLD."reply", OLD."status", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="23ce274ce72b5cc1c34e442a13a859f542a244c0",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_91382",
                            table="products_ratesheet",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("segment", models.CharField(blank=True, max_length=20, verbose_name="segment")),
                (
                    "is_payroll",
                    models.BooleanField(
                        default=False, verbose_name="only for salaries paid through the bank"
                    ),
                ),
                (
                    "min_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        verbose_name="smallest amount",
                    ),
                ),
                (
                    "max_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        verbose_name="largest amount",
                    ),
                ),
                (
                    "min_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="shortest term"
                    ),
                ),
                (
                    "max_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="longest term"
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=4, max_digits=7, verbose_name="rate, % per year"
                    ),
                ),
                (
                    "fixed_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="months the rate is fixed"
                    ),
                ),
                (
                    "floating_rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=7,
                        null=True,
                        verbose_name="assumed floating rate, % per year",
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rates",
                        to="products.product",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rates",
                        to="products.ratesheet",
                    ),
                ),
            ],
            options={
                "ordering": ["product", "-valid_from", "min_months", "min_amount"],
                "abstract": False,
                "indexes": [models.Index(fields=["product", "-valid_from"], name="rate_product")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rate__gte", 0), ("rate__lte", 100)),
                        name="rate_in_percent",
                        violation_error_message="The rate must be from 0 to 100 %% per year.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="rate_ends_after_start",
                        violation_error_message="The last day must not be before the first day.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="rate_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."fixed_months" IS DISTINCT FROM (NEW."fixed_months") OR OLD."floating_rate" IS DISTINCT FROM (NEW."floating_rate") OR OLD."is_payroll" IS DISTINCT FROM (NEW."is_payroll") OR OLD."max_amount" IS DISTINCT FROM (NEW."max_amount") OR OLD."max_months" IS DISTINCT FROM (NEW."max_months") OR OLD."min_amount" IS DISTINCT FROM (NEW."min_amount") OR OLD."min_months" IS DISTINCT FROM (NEW."min_months") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."segment" IS DISTINCT FROM (NEW."segment") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from"))',
                            func="RAISE EXCEPTION 'An approved rate is never altered.';",
                            hash="9ae08c308d904f6e388ee344e2853548410678ec",
                            operation="UPDATE",
                            pgid="pgtrigger_rate_stays_58086",
                            table="products_rate",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_rateevent" ("fixed_months", "floating_rate", "id", "is_payroll", "max_amount", "max_months", "min_amount", "min_months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "rate", "segment", "valid_from", "valid_to") VALUES (NEW."fixed_months", NEW."floating_rate", NEW."id", NEW."is_payroll", NEW."max_amount", NEW."max_months", NEW."min_amount", NEW."min_months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."product_id", NEW."rate", NEW."segment", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="f71bc9e291ba7b0d1b49344bbec49d77eabb1f26",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fb7dc",
                            table="products_rate",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."fixed_months" IS DISTINCT FROM (NEW."fixed_months") OR OLD."floating_rate" IS DISTINCT FROM (NEW."floating_rate") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_payroll" IS DISTINCT FROM (NEW."is_payroll") OR OLD."max_amount" IS DISTINCT FROM (NEW."max_amount") OR OLD."max_months" IS DISTINCT FROM (NEW."max_months") OR OLD."min_amount" IS DISTINCT FROM (NEW."min_amount") OR OLD."min_months" IS DISTINCT FROM (NEW."min_months") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."segment" IS DISTINCT FROM (NEW."segment") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to"))',
                            func='INSERT INTO "products_rateevent" ("fixed_months", "floating_rate", "id", "is_payroll", "max_amount", "max_months", "min_amount", "min_months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "rate", "segment", "valid_from", "valid_to") VALUES (NEW."fixed_months", NEW."floating_rate", NEW."id", NEW."is_payroll", NEW."max_amount", NEW."max_months", NEW."min_amount", NEW."min_months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."product_id", NEW."rate", NEW."segment", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="35b529cf8b6d4c2f50b59f32d63042a1e14665ac",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_18155",
                            table="products_rate",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_rateevent" ("fixed_months", "floating_rate", "id", "is_payroll", "max_amount", "max_months", "min_amount", "min_months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "rate", "segment", "valid_from", "valid_to") VALUES (OLD."fixed_months", OLD."floating_rate", OLD."id", OLD."is_payroll", OLD."max_amount", OLD."max_months", OLD."min_amount", OLD."min_months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."product_id", OLD."rate", OLD."segment", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="de960e6e505aa2926ad36b3c3e87d28d9b604e0b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f101a",
                            table="products_rate",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                ("segment", models.CharField(blank=True, max_length=20, verbose_name="segment")),
                (
                    "is_payroll",
                    models.BooleanField(
                        default=False, verbose_name="only for salaries paid through the bank"
                    ),
                ),
                (
                    "min_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        verbose_name="smallest amount",
                    ),
                ),
                (
                    "max_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        verbose_name="largest amount",
                    ),
                ),
                (
                    "min_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="shortest term"
                    ),
                ),
                (
                    "max_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="longest term"
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=4, max_digits=7, verbose_name="rate, % per year"
                    ),
                ),
                (
                    "fixed_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="months the rate is fixed"
                    ),
                ),
                (
                    "floating_rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=7,
                        null=True,
                        verbose_name="assumed floating rate, % per year",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_product_valid_from_valid_to_segment_is_payroll_min_amount_max_amount_min_months_max_months_rate_fixed_months_floating_rate_events",
                        to="products.rate",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RateSheetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("waiting", "Waiting for approval"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "floor_rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=7,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="lowest rate without approval, %",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="what changes and why"
                    ),
                ),
                (
                    "reply",
                    models.CharField(blank=True, max_length=200, verbose_name="why it came back"),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_product_number_status_valid_from_valid_to_floor_rate_note_reply_events",
                        to="products.ratesheet",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RegionRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="source")),
                ("region", models.CharField(max_length=4, verbose_name="region code")),
                (
                    "price_zone",
                    models.CharField(blank=True, max_length=2, verbose_name="price zone"),
                ),
                (
                    "income_zone",
                    models.CharField(blank=True, max_length=2, verbose_name="income zone"),
                ),
                (
                    "npoptkp",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="free of BPHTB (NPOPTKP)",
                    ),
                ),
                (
                    "kur_rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=7,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="KUR rate here, %",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="regionrule_ends_after_start",
                        violation_error_message="The last day must not be before the first day.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_regionruleevent" ("id", "income_zone", "kur_rate", "npoptkp", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_zone", "region", "source", "valid_from", "valid_to") VALUES (NEW."id", NEW."income_zone", NEW."kur_rate", NEW."npoptkp", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."price_zone", NEW."region", NEW."source", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="2ebce769e220c9e0b12706d4b27c4dcf7801d371",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_98ed0",
                            table="products_regionrule",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."income_zone" IS DISTINCT FROM (NEW."income_zone") OR OLD."kur_rate" IS DISTINCT FROM (NEW."kur_rate") OR OLD."npoptkp" IS DISTINCT FROM (NEW."npoptkp") OR OLD."price_zone" IS DISTINCT FROM (NEW."price_zone") OR OLD."region" IS DISTINCT FROM (NEW."region") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to"))',
                            func='INSERT INTO "products_regionruleevent" ("id", "income_zone", "kur_rate", "npoptkp", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_zone", "region", "source", "valid_from", "valid_to") VALUES (NEW."id", NEW."income_zone", NEW."kur_rate", NEW."npoptkp", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."price_zone", NEW."region", NEW."source", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="e5b20933857df94b4d44ab0a32dccfb703b7cd63",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_73d61",
                            table="products_regionrule",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_regionruleevent" ("id", "income_zone", "kur_rate", "npoptkp", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_zone", "region", "source", "valid_from", "valid_to") VALUES (OLD."id", OLD."income_zone", OLD."kur_rate", OLD."npoptkp", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."price_zone", OLD."region", OLD."source", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="46754a690631cd0e3258866e15134ac78dc6ad35",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_db40f",
                            table="products_regionrule",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegionRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                ("region", models.CharField(max_length=4, verbose_name="region code")),
                (
                    "price_zone",
                    models.CharField(blank=True, max_length=2, verbose_name="price zone"),
                ),
                (
                    "income_zone",
                    models.CharField(blank=True, max_length=2, verbose_name="income zone"),
                ),
                (
                    "npoptkp",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="free of BPHTB (NPOPTKP)",
                    ),
                ),
                (
                    "kur_rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=7,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="KUR rate here, %",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="source")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_valid_from_valid_to_region_price_zone_income_zone_npoptkp_kur_rate_source_events",
                        to="products.regionrule",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SheetTier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("segment", models.CharField(blank=True, max_length=20, verbose_name="segment")),
                (
                    "is_payroll",
                    models.BooleanField(
                        default=False, verbose_name="only for salaries paid through the bank"
                    ),
                ),
                (
                    "min_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        verbose_name="smallest amount",
                    ),
                ),
                (
                    "max_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        verbose_name="largest amount",
                    ),
                ),
                (
                    "min_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="shortest term"
                    ),
                ),
                (
                    "max_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="longest term"
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=4, max_digits=7, verbose_name="rate, % per year"
                    ),
                ),
                (
                    "fixed_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="months the rate is fixed"
                    ),
                ),
                (
                    "floating_rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=7,
                        null=True,
                        verbose_name="assumed floating rate, % per year",
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tiers",
                        to="products.ratesheet",
                    ),
                ),
            ],
            options={
                "ordering": ["segment", "is_payroll", "min_amount", "min_months", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rate__gte", 0), ("rate__lte", 100)),
                        name="sheettier_in_percent",
                        violation_error_message="The rate must be from 0 to 100 %% per year.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="tier_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."fixed_months" IS DISTINCT FROM (NEW."fixed_months") OR OLD."floating_rate" IS DISTINCT FROM (NEW."floating_rate") OR OLD."is_payroll" IS DISTINCT FROM (NEW."is_payroll") OR OLD."max_amount" IS DISTINCT FROM (NEW."max_amount") OR OLD."max_months" IS DISTINCT FROM (NEW."max_months") OR OLD."min_amount" IS DISTINCT FROM (NEW."min_amount") OR OLD."min_months" IS DISTINCT FROM (NEW."min_months") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."segment" IS DISTINCT FROM (NEW."segment"))',
                            func="IF EXISTS (SELECT 1 FROM products_ratesheet WHERE id = OLD.sheet_id AND status <> 'draft') THEN RAISE EXCEPTION 'The tiers of a sheet that was sent are never altered.'; END IF; RETURN NEW;",
                            hash="56e4e0658d13ed619fe387821bc5ef90a8fd30bd",
                            operation="UPDATE",
                            pgid="pgtrigger_tier_stays_f665c",
                            table="products_sheettier",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_sheettierevent" ("fixed_months", "floating_rate", "id", "is_payroll", "max_amount", "max_months", "min_amount", "min_months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "segment", "sheet_id") VALUES (NEW."fixed_months", NEW."floating_rate", NEW."id", NEW."is_payroll", NEW."max_amount", NEW."max_months", NEW."min_amount", NEW."min_months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rate", NEW."segment", NEW."sheet_id"); RETURN NULL;',
                            hash="17de58cecd2254b3a5e4fdb9e4ce757afabc0606",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_53c44",
                            table="products_sheettier",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."fixed_months" IS DISTINCT FROM (NEW."fixed_months") OR OLD."floating_rate" IS DISTINCT FROM (NEW."floating_rate") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_payroll" IS DISTINCT FROM (NEW."is_payroll") OR OLD."max_amount" IS DISTINCT FROM (NEW."max_amount") OR OLD."max_months" IS DISTINCT FROM (NEW."max_months") OR OLD."min_amount" IS DISTINCT FROM (NEW."min_amount") OR OLD."min_months" IS DISTINCT FROM (NEW."min_months") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."segment" IS DISTINCT FROM (NEW."segment") OR OLD."sheet_id" IS DISTINCT FROM (NEW."sheet_id"))',
                            func='INSERT INTO "products_sheettierevent" ("fixed_months", "floating_rate", "id", "is_payroll", "max_amount", "max_months", "min_amount", "min_months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "segment", "sheet_id") VALUES (NEW."fixed_months", NEW."floating_rate", NEW."id", NEW."is_payroll", NEW."max_amount", NEW."max_months", NEW."min_amount", NEW."min_months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rate", NEW."segment", NEW."sheet_id"); RETURN NULL;',
                            hash="d177959155650dd5c82325483de2370c32d1f5ec",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b1e96",
                            table="products_sheettier",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_sheettierevent" ("fixed_months", "floating_rate", "id", "is_payroll", "max_amount", "max_months", "min_amount", "min_months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "segment", "sheet_id") VALUES (OLD."fixed_months", OLD."floating_rate", OLD."id", OLD."is_payroll", OLD."max_amount", OLD."max_months", OLD."min_amount", OLD."min_months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rate", OLD."segment", OLD."sheet_id"); RETURN NULL;',
                            hash="d21c6b50d5dac8e2d572eb0a6443abb91a5e610f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2e648",
                            table="products_sheettier",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetTierEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("segment", models.CharField(blank=True, max_length=20, verbose_name="segment")),
                (
                    "is_payroll",
                    models.BooleanField(
                        default=False, verbose_name="only for salaries paid through the bank"
                    ),
                ),
                (
                    "min_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        verbose_name="smallest amount",
                    ),
                ),
                (
                    "max_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        verbose_name="largest amount",
                    ),
                ),
                (
                    "min_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="shortest term"
                    ),
                ),
                (
                    "max_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="longest term"
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=4, max_digits=7, verbose_name="rate, % per year"
                    ),
                ),
                (
                    "fixed_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="months the rate is fixed"
                    ),
                ),
                (
                    "floating_rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=7,
                        null=True,
                        verbose_name="assumed floating rate, % per year",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_sheet_segment_is_payroll_min_amount_max_amount_min_months_max_months_rate_fixed_months_floating_rate_events",
                        to="products.sheettier",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="products.ratesheet",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SubsidyTerms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="source")),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=4,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="rate, % per year",
                    ),
                ),
                (
                    "max_months",
                    models.PositiveSmallIntegerField(verbose_name="longest term, months"),
                ),
                (
                    "min_down_payment",
                    models.DecimalField(
                        decimal_places=4,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="smallest down payment, %",
                    ),
                ),
                ("floor_min", models.PositiveSmallIntegerField(verbose_name="smallest floor, m²")),
                ("floor_max", models.PositiveSmallIntegerField(verbose_name="largest floor, m²")),
                ("land_min", models.PositiveSmallIntegerField(verbose_name="smallest plot, m²")),
                ("land_max", models.PositiveSmallIntegerField(verbose_name="largest plot, m²")),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="subsidyterms_ends_after_start",
                        violation_error_message="The last day must not be before the first day.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_subsidytermsevent" ("floor_max", "floor_min", "id", "land_max", "land_min", "max_months", "min_down_payment", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "source", "valid_from", "valid_to") VALUES (NEW."floor_max", NEW."floor_min", NEW."id", NEW."land_max", NEW."land_min", NEW."max_months", NEW."min_down_payment", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rate", NEW."source", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="0b0e1329ff8695f96d9931593391164ffdc9727c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_466b8",
                            table="products_subsidyterms",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."floor_max" IS DISTINCT FROM (NEW."floor_max") OR OLD."floor_min" IS DISTINCT FROM (NEW."floor_min") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."land_max" IS DISTINCT FROM (NEW."land_max") OR OLD."land_min" IS DISTINCT FROM (NEW."land_min") OR OLD."max_months" IS DISTINCT FROM (NEW."max_months") OR OLD."min_down_payment" IS DISTINCT FROM (NEW."min_down_payment") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to"))',
                            func='INSERT INTO "products_subsidytermsevent" ("floor_max", "floor_min", "id", "land_max", "land_min", "max_months", "min_down_payment", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "source", "valid_from", "valid_to") VALUES (NEW."floor_max", NEW."floor_min", NEW."id", NEW."land_max", NEW."land_min", NEW."max_months", NEW."min_down_payment", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rate", NEW."source", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="03c96ca30b6ab5fc9cfed029d784f1e5a69e41e2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2d508",
                            table="products_subsidyterms",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_subsidytermsevent" ("floor_max", "floor_min", "id", "land_max", "land_min", "max_months", "min_down_payment", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "source", "valid_from", "valid_to") VALUES (OLD."floor_max", OLD."floor_min", OLD."id", OLD."land_max", OLD."land_min", OLD."max_months", OLD."min_down_payment", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rate", OLD."source", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="7a859a4e5d464b5cf9b1388432221021fe7b2a28",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d1084",
                            table="products_subsidyterms",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubsidyTermsEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=4,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="rate, % per year",
                    ),
                ),
                (
                    "max_months",
                    models.PositiveSmallIntegerField(verbose_name="longest term, months"),
                ),
                (
                    "min_down_payment",
                    models.DecimalField(
                        decimal_places=4,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="smallest down payment, %",
                    ),
                ),
                ("floor_min", models.PositiveSmallIntegerField(verbose_name="smallest floor, m²")),
                ("floor_max", models.PositiveSmallIntegerField(verbose_name="largest floor, m²")),
                ("land_min", models.PositiveSmallIntegerField(verbose_name="smallest plot, m²")),
                ("land_max", models.PositiveSmallIntegerField(verbose_name="largest plot, m²")),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="source")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_valid_from_valid_to_rate_max_months_min_down_payment_floor_min_floor_max_land_min_land_max_source_events",
                        to="products.subsidyterms",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UpfrontCost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("provision", "Provision fee"),
                            ("administration", "Administration"),
                            ("appraisal", "Appraisal"),
                            ("insurance", "Insurance"),
                            ("policy", "Policy"),
                            ("notary", "Notary"),
                            ("ppat", "PPAT"),
                            ("apht", "APHT"),
                            ("title", "Change of title (balik nama)"),
                            ("bphtb", "BPHTB"),
                            ("ppn", "PPN"),
                            ("first_instalment", "First instalment"),
                            ("other", "Other costs"),
                        ],
                        max_length=16,
                        verbose_name="cost",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("none", "Nothing, a fixed amount"),
                            ("loan", "Loan amount"),
                            ("price", "Price"),
                            ("taxed", "Price or NJOP, whichever is more"),
                            ("instalment", "First instalment"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="percent of",
                    ),
                ),
                (
                    "percent",
                    models.DecimalField(
                        decimal_places=4,
                        default=0,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="percent",
                    ),
                ),
                (
                    "fixed",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="fixed amount",
                    ),
                ),
                (
                    "share",
                    models.DecimalField(
                        decimal_places=4,
                        default=100,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="part of the basis, %",
                    ),
                ),
                (
                    "deduction",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="free of the cost (NPOPTKP)",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="costs",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="upfrontcost_ends_after_start",
                        violation_error_message="The last day must not be before the first day.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_upfrontcostevent" ("basis", "code", "deduction", "fixed", "id", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "share", "valid_from", "valid_to") VALUES (NEW."basis", NEW."code", NEW."deduction", NEW."fixed", NEW."id", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."product_id", NEW."share", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="462c8b1480cdf2f3968ab7571e630d703fdc3811",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_788ac",
                            table="products_upfrontcost",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."deduction" IS DISTINCT FROM (NEW."deduction") OR OLD."fixed" IS DISTINCT FROM (NEW."fixed") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."share" IS DISTINCT FROM (NEW."share") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to"))',
                            func='INSERT INTO "products_upfrontcostevent" ("basis", "code", "deduction", "fixed", "id", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "share", "valid_from", "valid_to") VALUES (NEW."basis", NEW."code", NEW."deduction", NEW."fixed", NEW."id", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."product_id", NEW."share", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="b4f4425bb99597935aa2a4fc1af3e1550484d051",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_68b06",
                            table="products_upfrontcost",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "products_upfrontcostevent" ("basis", "code", "deduction", "fixed", "id", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "share", "valid_from", "valid_to") VALUES (OLD."basis", OLD."code", OLD."deduction", OLD."fixed", OLD."id", OLD."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."product_id", OLD."share", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="da4cd0c9bde9d05c04b00f0098d031c336993ebd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_00c57",
                            table="products_upfrontcost",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UpfrontCostEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("provision", "Provision fee"),
                            ("administration", "Administration"),
                            ("appraisal", "Appraisal"),
                            ("insurance", "Insurance"),
                            ("policy", "Policy"),
                            ("notary", "Notary"),
                            ("ppat", "PPAT"),
                            ("apht", "APHT"),
                            ("title", "Change of title (balik nama)"),
                            ("bphtb", "BPHTB"),
                            ("ppn", "PPN"),
                            ("first_instalment", "First instalment"),
                            ("other", "Other costs"),
                        ],
                        max_length=16,
                        verbose_name="cost",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("none", "Nothing, a fixed amount"),
                            ("loan", "Loan amount"),
                            ("price", "Price"),
                            ("taxed", "Price or NJOP, whichever is more"),
                            ("instalment", "First instalment"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="percent of",
                    ),
                ),
                (
                    "percent",
                    models.DecimalField(
                        decimal_places=4,
                        default=0,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="percent",
                    ),
                ),
                (
                    "fixed",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="fixed amount",
                    ),
                ),
                (
                    "share",
                    models.DecimalField(
                        decimal_places=4,
                        default=100,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="part of the basis, %",
                    ),
                ),
                (
                    "deduction",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="free of the cost (NPOPTKP)",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_product_valid_from_valid_to_code_basis_percent_fixed_share_deduction_events",
                        to="products.upfrontcost",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RunPython(load_rules, migrations.RunPython.noop),
    ]
