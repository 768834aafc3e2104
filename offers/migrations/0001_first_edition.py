import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.manager
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import core.public_id

DEFAULTS = (
    ("offer", "{nomor:03}/SPn/{cabang}/{bulan_romawi}/{tahun}", 30),
    ("sppk", "{nomor:03}/SPPK/{cabang}/{bulan_romawi}/{tahun}", 30),
    ("refusal", "{nomor:03}/STK/{cabang}/{bulan_romawi}/{tahun}", 30),
    ("papers", "{nomor:03}/SPD/{cabang}/{bulan_romawi}/{tahun}", 14),
    ("profile", "{nomor:03}/PPI/{cabang}/{bulan_romawi}/{tahun}", 60),
)


def load_settings(apps, _schema_editor):
    """Write one row for each kind of letter, so that head office finds them."""
    model = apps.get_model("offers", "LetterSetting")
    model._default_manager.bulk_create(
        model(kind=kind, pattern=pattern, valid_days=days) for kind, pattern, days in DEFAULTS
    )


class Migration(migrations.Migration):
    replaces = [
        ("offers", "0001_simulations"),
        ("offers", "0002_receipts"),
        ("offers", "0003_decisions"),
        ("offers", "0004_letters"),
        ("offers", "0005_riplay"),
        ("offers", "0006_receipt_quiz"),
        ("offers", "0007_receipt_links"),
        ("offers", "0008_shown"),
        ("offers", "0009_promotions"),
    ]

    initial = True

    dependencies = [
        ("documents", "0001_first_edition"),
        ("org", "0001_first_edition"),
        ("products", "0001_first_edition"),
        ("prospects", "0001_first_edition"),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionPolicy",
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
                    "place",
                    models.CharField(
                        choices=[
                            ("either", "Here, or typed from another system"),
                            ("here", "Only here"),
                            ("elsewhere", "Only in another system"),
                        ],
                        default="either",
                        max_length=9,
                        verbose_name="where credit is decided",
                    ),
                ),
                (
                    "pattern",
                    models.CharField(
                        default="{nomor:03}/PTS/{cabang}/{bulan_romawi}/{tahun}",
                        help_text="{nomor:03}, {cabang}, {bulan}, {bulan_romawi} and {tahun} are filled in.",
                        max_length=80,
                        verbose_name="number of a decision",
                    ),
                ),
                (
                    "validity_days",
                    models.PositiveSmallIntegerField(
                        default=90,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(730),
                        ],
                        verbose_name="valid for, days",
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
                        name="decisionpolicy_ends_after_start",
                        violation_error_message="The last day must not be before the first day.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_decisionpolicyevent" ("id", "pattern", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "valid_from", "valid_to", "validity_days") VALUES (NEW."id", NEW."pattern", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."valid_from", NEW."valid_to", NEW."validity_days"); RETURN NULL;',
                            hash="d65d9673fc92892b248d7d6a0ff04c4704fc60ea",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b09a4",
                            table="offers_decisionpolicy",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."pattern" IS DISTINCT FROM (NEW."pattern") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to") OR OLD."validity_days" IS DISTINCT FROM (NEW."validity_days"))',
                            func='INSERT INTO "offers_decisionpolicyevent" ("id", "pattern", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "valid_from", "valid_to", "validity_days") VALUES (NEW."id", NEW."pattern", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."valid_from", NEW."valid_to", NEW."validity_days"); RETURN NULL;',
                            hash="fd945930e5c15cc0eb80062792cee070ca7be0a2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1961b",
                            table="offers_decisionpolicy",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_decisionpolicyevent" ("id", "pattern", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "valid_from", "valid_to", "validity_days") VALUES (OLD."id", OLD."pattern", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."valid_from", OLD."valid_to", OLD."validity_days"); RETURN NULL;',
                            hash="a4c34268f0150faebf51e1efab219d8e515c8e1b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5abcc",
                            table="offers_decisionpolicy",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionPolicyEvent",
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
                    "place",
                    models.CharField(
                        choices=[
                            ("either", "Here, or typed from another system"),
                            ("here", "Only here"),
                            ("elsewhere", "Only in another system"),
                        ],
                        default="either",
                        max_length=9,
                        verbose_name="where credit is decided",
                    ),
                ),
                (
                    "pattern",
                    models.CharField(
                        default="{nomor:03}/PTS/{cabang}/{bulan_romawi}/{tahun}",
                        help_text="{nomor:03}, {cabang}, {bulan}, {bulan_romawi} and {tahun} are filled in.",
                        max_length=80,
                        verbose_name="number of a decision",
                    ),
                ),
                (
                    "validity_days",
                    models.PositiveSmallIntegerField(
                        default=90,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(730),
                        ],
                        verbose_name="valid for, days",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_valid_from_valid_to_place_pattern_validity_days_events",
                        to="offers.decisionpolicy",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Committee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                (
                    "positions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("branch_head", "Branch head"),
                                ("regional_head", "Regional head"),
                                ("head_office", "Head office"),
                            ],
                            max_length=24,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="seats of positions",
                    ),
                ),
                (
                    "quorum",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="votes in favour that decide",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "members",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="seats of named persons",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quorum__gte", 1)),
                        name="committee_quorum",
                        violation_error_message="At least one vote must be needed.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_committeeevent" ("id", "is_active", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "positions", "quorum") VALUES (NEW."id", NEW."is_active", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."positions", NEW."quorum"); RETURN NULL;',
                            hash="09fe44cf7cb32cf494d8ba3ed896a8979b39197a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0339d",
                            table="offers_committee",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."positions" IS DISTINCT FROM (NEW."positions") OR OLD."quorum" IS DISTINCT FROM (NEW."quorum"))',
                            func='INSERT INTO "offers_committeeevent" ("id", "is_active", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "positions", "quorum") VALUES (NEW."id", NEW."is_active", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."positions", NEW."quorum"); RETURN NULL;',
                            hash="6a500aa4e8d210765a782af829eeea613c2ed9a2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ea80b",
                            table="offers_committee",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_committeeevent" ("id", "is_active", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "positions", "quorum") VALUES (OLD."id", OLD."is_active", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."positions", OLD."quorum"); RETURN NULL;',
                            hash="04fc4af63f6d109ba07b1788f21dbe1a3c5745da",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_10176",
                            table="offers_committee",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CreditProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="plafon",
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(480),
                        ],
                        verbose_name="term in months",
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
                        verbose_name="rate, % per year",
                    ),
                ),
                (
                    "fee",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="provision fee",
                    ),
                ),
                (
                    "collateral",
                    models.TextField(blank=True, max_length=2000, verbose_name="collateral"),
                ),
                (
                    "conditions",
                    models.TextField(blank=True, max_length=4000, verbose_name="conditions"),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("number", models.PositiveSmallIntegerField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for a decision"),
                            ("returned", "Returned"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                (
                    "case",
                    models.CharField(
                        choices=[("new", "New debtor"), ("additional", "Additional credit")],
                        max_length=10,
                    ),
                ),
                ("exposure", models.JSONField()),
                (
                    "total",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="total exposure",
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("branch_head", "Branch head"),
                            ("regional_head", "Regional head"),
                            ("head_office", "Head office"),
                        ],
                        max_length=24,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offers.committee",
                    ),
                ),
                (
                    "memo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.memoversion",
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.opportunity",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "indexes": [
                    models.Index(
                        models.F("branch"),
                        models.F("proposed_at"),
                        models.F("id"),
                        condition=models.Q(("state", "waiting")),
                        name="usulan_branch",
                    ),
                    models.Index(
                        models.F("proposed_at"),
                        models.F("id"),
                        condition=models.Q(("state", "waiting")),
                        name="usulan_waiting",
                    ),
                    models.Index(
                        models.OrderBy(models.F("proposed_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="usulan_newest",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("opportunity", "number"), name="usulan_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("opportunity",),
                        name="usulan_one_waits",
                        violation_error_message="A proposal of this file waits for its decision.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="usulan_amount",
                        violation_error_message="Enter an amount above zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("months__range", (1, 480))),
                        name="usulan_months",
                        violation_error_message="The term is 1 to 480 months.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_creditproposalevent" ("amount", "branch_id", "case", "collateral", "committee_id", "conditions", "fee", "id", "months", "number", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rate", "state", "total") VALUES (NEW."amount", NEW."branch_id", NEW."case", NEW."collateral", NEW."committee_id", NEW."conditions", NEW."fee", NEW."id", NEW."months", NEW."number", NEW."opportunity_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."rate", NEW."state", NEW."total"); RETURN NULL;',
                            hash="db261444a41fa3c85adc21bf4f9120db8fc442ef",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d4207",
                            table="offers_creditproposal",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."case" IS DISTINCT FROM (NEW."case") OR OLD."collateral" IS DISTINCT FROM (NEW."collateral") OR OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."conditions" IS DISTINCT FROM (NEW."conditions") OR OLD."fee" IS DISTINCT FROM (NEW."fee") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."months" IS DISTINCT FROM (NEW."months") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."opportunity_id" IS DISTINCT FROM (NEW."opportunity_id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."total" IS DISTINCT FROM (NEW."total"))',
                            func='INSERT INTO "offers_creditproposalevent" ("amount", "branch_id", "case", "collateral", "committee_id", "conditions", "fee", "id", "months", "number", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rate", "state", "total") VALUES (NEW."amount", NEW."branch_id", NEW."case", NEW."collateral", NEW."committee_id", NEW."conditions", NEW."fee", NEW."id", NEW."months", NEW."number", NEW."opportunity_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."rate", NEW."state", NEW."total"); RETURN NULL;',
                            hash="feaeaeebb10d2aba7878218fd148142f42722220",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e64ba",
                            table="offers_creditproposal",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_creditproposalevent" ("amount", "branch_id", "case", "collateral", "committee_id", "conditions", "fee", "id", "months", "number", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rate", "state", "total") VALUES (OLD."amount", OLD."branch_id", OLD."case", OLD."collateral", OLD."committee_id", OLD."conditions", OLD."fee", OLD."id", OLD."months", OLD."number", OLD."opportunity_id", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."rate", OLD."state", OLD."total"); RETURN NULL;',
                            hash="132e78a9ae298c11cf70eec67ecfe686e184485a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f902a",
                            table="offers_creditproposal",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("_unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="DecisionVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("seat", models.CharField(max_length=40)),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("officer", "Account officer"),
                            ("team_lead", "Team lead"),
                            ("branch_head", "Branch head"),
                            ("credit_administration", "Credit administration"),
                            ("credit_analyst", "Credit analyst"),
                            ("regional_head", "Regional head"),
                            ("head_office", "Head office"),
                            ("auditor", "Auditor"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("approve", "Agree"),
                            ("conditions", "Agree with conditions"),
                            ("return", "Return"),
                            ("refuse", "Refuse"),
                        ],
                        max_length=10,
                    ),
                ),
                ("opinion", models.TextField(max_length=2000)),
                ("words", models.TextField(blank=True, max_length=2000)),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="plafon",
                    ),
                ),
                ("months", models.PositiveSmallIntegerField(verbose_name="term in months")),
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
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="offers.creditproposal",
                    ),
                ),
                (
                    "stands_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "by"), name="vote_once"),
                    models.UniqueConstraint(fields=("proposal", "seat"), name="vote_seat_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict", "approve"),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="vote_says_why",
                        violation_error_message="Write why, or what is missing.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF to_jsonb(NEW) IS DISTINCT FROM to_jsonb(OLD) THEN RAISE EXCEPTION 'this row is frozen' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
                            hash="fa98963d1cbbe2fbbd03c728c73330ea1eccd3c0",
                            operation="UPDATE",
                            pgid="pgtrigger_frozen_08bbd",
                            table="offers_decisionvote",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="four_eyes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nIF EXISTS (\n    SELECT 1 FROM offers_creditproposal p JOIN prospects_opportunity o ON o.id = p.opportunity_id\n    WHERE p.id = NEW.proposal_id\n      AND (NEW.by_id IN (p.proposed_by_id, o.owner_id)\n           OR NEW.stands_for_id IN (p.proposed_by_id, o.owner_id))\n) THEN\n    RAISE EXCEPTION 'who proposed may not decide' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                            hash="07330384f8eb48f50ff73dddd8eb8e688c28fba3",
                            operation="INSERT",
                            pgid="pgtrigger_four_eyes_1cbee",
                            table="offers_decisionvote",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GeneralRiplay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("edition", models.PositiveIntegerField(editable=False)),
                ("content", models.JSONField(editable=False)),
                ("sha256", models.CharField(editable=False, max_length=64)),
                ("pdf", models.BinaryField(null=True)),
                ("pdf_sha256", models.CharField(blank=True, editable=False, max_length=64)),
                ("made_at", models.DateTimeField(editable=False, null=True)),
                ("created_at", models.DateTimeField(editable=False)),
                ("valid_from", models.DateField()),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "ordering": ["product", "-edition"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("product", "edition"), name="general_riplay_edition_once"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="general_riplay_frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nIF OLD.edition IS DISTINCT FROM NEW.edition OR OLD.content IS DISTINCT FROM NEW.content OR OLD.sha256 IS DISTINCT FROM NEW.sha256 OR OLD.created_at IS DISTINCT FROM NEW.created_at OR OLD.product_id IS DISTINCT FROM NEW.product_id\nOR OLD.pdf IS NOT NULL AND (OLD.pdf IS DISTINCT FROM NEW.pdf\nOR OLD.pdf_sha256 IS DISTINCT FROM NEW.pdf_sha256)\nTHEN RAISE EXCEPTION 'a RIPLAY never changes' USING ERRCODE = 'integrity_constraint_violation';\nEND IF;\nRETURN NEW;\n",
                            hash="b44ea82a8e08ff039b5766638ce3ec49a78ef66b",
                            operation="UPDATE",
                            pgid="pgtrigger_general_riplay_frozen_8c5f3",
                            table="offers_generalriplay",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("offer", "Offer letter"),
                            ("sppk", "SPPK"),
                            ("refusal", "Refusal letter"),
                            ("papers", "Request for papers"),
                            ("profile", "Profile for an institution"),
                        ],
                        editable=False,
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("waiting", "Waiting for approval"),
                            ("issued", "Issued, not handed over yet"),
                            ("sent", "Given to the customer"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined by the customer"),
                            ("expired", "Expired"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=9,
                    ),
                ),
                ("thread", models.CharField(editable=False, max_length=20)),
                ("decision", models.CharField(blank=True, editable=False, max_length=40)),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("id", "Indonesian"),
                            ("en", "English"),
                            ("both", "Indonesian with English below"),
                        ],
                        default="id",
                        max_length=4,
                        verbose_name="language",
                    ),
                ),
                ("recipient", models.CharField(max_length=160, verbose_name="addressed to")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                (
                    "attention",
                    models.CharField(blank=True, max_length=120, verbose_name="attention of"),
                ),
                ("copies", models.CharField(blank=True, max_length=300, verbose_name="copies to")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="amount",
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(480),
                        ],
                        verbose_name="term in months",
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=7,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="rate, % per year",
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
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="assumed floating rate, % per year",
                    ),
                ),
                (
                    "price",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        verbose_name="price of what is bought",
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=200, verbose_name="purpose")),
                (
                    "collateral",
                    models.CharField(blank=True, max_length=300, verbose_name="collateral"),
                ),
                (
                    "conditions",
                    models.TextField(blank=True, max_length=2000, verbose_name="conditions"),
                ),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "margin",
                    models.DecimalField(decimal_places=0, editable=False, max_digits=15, null=True),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="reason for the better terms"
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                ("decision_note", models.CharField(blank=True, editable=False, max_length=300)),
                ("number", models.CharField(blank=True, editable=False, max_length=60)),
                ("sequence", models.PositiveIntegerField(editable=False, null=True)),
                ("issued_on", models.DateField(editable=False, null=True)),
                ("issued_at", models.DateTimeField(editable=False, null=True)),
                ("content", models.JSONField(default=dict, editable=False)),
                ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                ("pdf", models.BinaryField(null=True)),
                ("pdf_sha256", models.CharField(blank=True, editable=False, max_length=64)),
                ("made_at", models.DateTimeField(editable=False, null=True)),
                ("sent_at", models.DateTimeField(editable=False, null=True)),
                (
                    "sent_channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("paper", "On paper, handed over in person"),
                            ("post", "By courier or post"),
                            ("chat", "Shared by chat"),
                            ("mail", "By e-mail from the portal"),
                        ],
                        editable=False,
                        max_length=6,
                    ),
                ),
                ("answered_on", models.DateField(editable=False, null=True)),
                (
                    "answer_channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("paper", "Signed on paper"),
                            ("in_person", "Said in person"),
                            ("link", "By the one-time link"),
                        ],
                        editable=False,
                        max_length=9,
                    ),
                ),
                ("answer_note", models.CharField(blank=True, editable=False, max_length=300)),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                (
                    "asked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.opportunity",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.prospect",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="offers.letter",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sheet_rate",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="products.rate",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "indexes": [
                    models.Index(
                        models.F("owner"),
                        models.OrderBy(models.F("updated_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="letter_owner",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.OrderBy(models.F("updated_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="letter_branch",
                    ),
                    models.Index(
                        models.OrderBy(models.F("updated_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="letter_all",
                    ),
                    models.Index(
                        models.F("valid_until"),
                        models.F("id"),
                        condition=models.Q(("state__in", ["issued", "sent"])),
                        name="letter_ending",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.OrderBy(models.F("updated_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("state", "waiting")),
                        name="letter_waiting",
                    ),
                    models.Index(models.F("opportunity"), name="letter_opportunity"),
                    models.Index(models.F("thread"), name="letter_thread"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("number",),
                        name="letter_number_once",
                        violation_error_message="This letter number is used already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "waiting",
                                    "issued",
                                    "sent",
                                    "accepted",
                                    "declined",
                                    "expired",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="letter_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("number", ""), ("state__in", ["draft", "waiting", "withdrawn"])
                            ),
                            models.Q(
                                models.Q(("number", ""), _negated=True),
                                models.Q(("state__in", ["draft", "waiting"]), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="letter_number_when_issued",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="letter_two_persons",
                        violation_error_message="Somebody else has to approve this letter.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), _negated=True),
                            models.Q(("answer_channel", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="letter_accepted_how",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="letter_frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.\"number\" > '')",
                            func="\n                IF OLD.kind IS DISTINCT FROM NEW.kind OR OLD.number IS DISTINCT FROM NEW.number OR OLD.sequence IS DISTINCT FROM NEW.sequence OR OLD.issued_on IS DISTINCT FROM NEW.issued_on OR OLD.content IS DISTINCT FROM NEW.content OR OLD.sha256 IS DISTINCT FROM NEW.sha256 OR OLD.amount IS DISTINCT FROM NEW.amount OR OLD.months IS DISTINCT FROM NEW.months OR OLD.rate IS DISTINCT FROM NEW.rate OR OLD.fixed_months IS DISTINCT FROM NEW.fixed_months OR OLD.floating_rate IS DISTINCT FROM NEW.floating_rate OR OLD.price IS DISTINCT FROM NEW.price OR OLD.valid_until IS DISTINCT FROM NEW.valid_until OR OLD.opportunity_id IS DISTINCT FROM NEW.opportunity_id\n                THEN RAISE EXCEPTION 'an issued letter never changes'\n                USING ERRCODE = 'integrity_constraint_violation';\n                END IF;\n                RETURN NEW;\n                ",
                            hash="751cec7bbf143041761eee6e21aa4f36fd985af0",
                            operation="UPDATE",
                            pgid="pgtrigger_letter_frozen_7eb18",
                            table="offers_letter",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_letterevent" ("amount", "answer_channel", "branch_id", "decided_by_id", "decision_note", "fixed_months", "floating_rate", "id", "kind", "months", "number", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "reason", "sent_channel", "state", "valid_until") VALUES (NEW."amount", NEW."answer_channel", NEW."branch_id", NEW."decided_by_id", NEW."decision_note", NEW."fixed_months", NEW."floating_rate", NEW."id", NEW."kind", NEW."months", NEW."number", NEW."opportunity_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rate", NEW."reason", NEW."sent_channel", NEW."state", NEW."valid_until"); RETURN NULL;',
                            hash="ab9a8628af3f1c31eeb14d6b28ac12e4aaa41615",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7eed8",
                            table="offers_letter",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."answer_channel" IS DISTINCT FROM (NEW."answer_channel") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."decision_note" IS DISTINCT FROM (NEW."decision_note") OR OLD."fixed_months" IS DISTINCT FROM (NEW."fixed_months") OR OLD."floating_rate" IS DISTINCT FROM (NEW."floating_rate") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."months" IS DISTINCT FROM (NEW."months") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."opportunity_id" IS DISTINCT FROM (NEW."opportunity_id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."sent_channel" IS DISTINCT FROM (NEW."sent_channel") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."valid_until" IS DISTINCT FROM (NEW."valid_until"))',
                            func='INSERT INTO "offers_letterevent" ("amount", "answer_channel", "branch_id", "decided_by_id", "decision_note", "fixed_months", "floating_rate", "id", "kind", "months", "number", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "reason", "sent_channel", "state", "valid_until") VALUES (NEW."amount", NEW."answer_channel", NEW."branch_id", NEW."decided_by_id", NEW."decision_note", NEW."fixed_months", NEW."floating_rate", NEW."id", NEW."kind", NEW."months", NEW."number", NEW."opportunity_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rate", NEW."reason", NEW."sent_channel", NEW."state", NEW."valid_until"); RETURN NULL;',
                            hash="e11067136511d9acadd3ec284e7e7dc434b5bfe3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_562f9",
                            table="offers_letter",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_letterevent" ("amount", "answer_channel", "branch_id", "decided_by_id", "decision_note", "fixed_months", "floating_rate", "id", "kind", "months", "number", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "reason", "sent_channel", "state", "valid_until") VALUES (OLD."amount", OLD."answer_channel", OLD."branch_id", OLD."decided_by_id", OLD."decision_note", OLD."fixed_months", OLD."floating_rate", OLD."id", OLD."kind", OLD."months", OLD."number", OLD."opportunity_id", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rate", OLD."reason", OLD."sent_channel", OLD."state", OLD."valid_until"); RETURN NULL;',
                            hash="433997c8005166d361ec0ae10b4141d1daa6d61f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_491a8",
                            table="offers_letter",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("_unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="LetterCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("offer", "Offer letter"),
                            ("sppk", "SPPK"),
                            ("refusal", "Refusal letter"),
                            ("papers", "Request for papers"),
                            ("profile", "Profile for an institution"),
                        ],
                        max_length=8,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField()),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "branch", "year"), name="letter_series_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("offer", "Offer letter"),
                            ("sppk", "SPPK"),
                            ("refusal", "Refusal letter"),
                            ("papers", "Request for papers"),
                            ("profile", "Profile for an institution"),
                        ],
                        editable=False,
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("waiting", "Waiting for approval"),
                            ("issued", "Issued, not handed over yet"),
                            ("sent", "Given to the customer"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined by the customer"),
                            ("expired", "Expired"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=9,
                    ),
                ),
                ("number", models.CharField(blank=True, editable=False, max_length=60)),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="amount",
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(480),
                        ],
                        verbose_name="term in months",
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=7,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="rate, % per year",
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
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="assumed floating rate, % per year",
                    ),
                ),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="reason for the better terms"
                    ),
                ),
                ("decision_note", models.CharField(blank=True, editable=False, max_length=300)),
                (
                    "sent_channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("paper", "On paper, handed over in person"),
                            ("post", "By courier or post"),
                            ("chat", "Shared by chat"),
                            ("mail", "By e-mail from the portal"),
                        ],
                        editable=False,
                        max_length=6,
                    ),
                ),
                (
                    "answer_channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("paper", "Signed on paper"),
                            ("in_person", "Said in person"),
                            ("link", "By the one-time link"),
                        ],
                        editable=False,
                        max_length=9,
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="prospects.opportunity",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_kind_state_number_opportunity_amount_months_rate_fixed_months_floating_rate_valid_until_reason_decided_by_decision_note_sent_channel_answer_channel_owner_branch_events",
                        to="offers.letter",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LetterLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="offers.letter",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LetterRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("customer", "Customer asks"), ("bank", "Bank offers")],
                        max_length=8,
                        verbose_name="who",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="amount",
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(480),
                        ],
                        verbose_name="term in months",
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
                        verbose_name="rate, % per year",
                    ),
                ),
                ("fixed_months", models.PositiveSmallIntegerField(null=True)),
                (
                    "floating_rate",
                    models.DecimalField(
                        decimal_places=4,
                        max_digits=7,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("instalment", models.DecimalField(decimal_places=0, max_digits=15, null=True)),
                ("margin", models.DecimalField(decimal_places=0, max_digits=15, null=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rounds",
                        to="offers.letter",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="LetterSetting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("offer", "Offer letter"),
                            ("sppk", "SPPK"),
                            ("refusal", "Refusal letter"),
                            ("papers", "Request for papers"),
                            ("profile", "Profile for an institution"),
                        ],
                        editable=False,
                        max_length=8,
                        unique=True,
                        verbose_name="letter",
                    ),
                ),
                ("pattern", models.CharField(max_length=80, verbose_name="number pattern")),
                (
                    "valid_days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="valid for days",
                    ),
                ),
                (
                    "closing_id",
                    models.TextField(
                        blank=True, max_length=600, verbose_name="own sentence in Indonesian"
                    ),
                ),
                (
                    "closing_en",
                    models.TextField(
                        blank=True, max_length=600, verbose_name="own sentence in English"
                    ),
                ),
            ],
            options={
                "ordering": ["kind"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_lettersettingevent" ("closing_en", "closing_id", "id", "kind", "pattern", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_days") VALUES (NEW."closing_en", NEW."closing_id", NEW."id", NEW."kind", NEW."pattern", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."valid_days"); RETURN NULL;',
                            hash="450ec0ca87e50806f0d081b9157c6ebd632c4c07",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1e7cb",
                            table="offers_lettersetting",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."closing_en" IS DISTINCT FROM (NEW."closing_en") OR OLD."closing_id" IS DISTINCT FROM (NEW."closing_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."pattern" IS DISTINCT FROM (NEW."pattern") OR OLD."valid_days" IS DISTINCT FROM (NEW."valid_days"))',
                            func='INSERT INTO "offers_lettersettingevent" ("closing_en", "closing_id", "id", "kind", "pattern", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_days") VALUES (NEW."closing_en", NEW."closing_id", NEW."id", NEW."kind", NEW."pattern", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."valid_days"); RETURN NULL;',
                            hash="df36a26d5730507717c1ccab56f24cc3823d1414",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3a282",
                            table="offers_lettersetting",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_lettersettingevent" ("closing_en", "closing_id", "id", "kind", "pattern", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_days") VALUES (OLD."closing_en", OLD."closing_id", OLD."id", OLD."kind", OLD."pattern", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."valid_days"); RETURN NULL;',
                            hash="7f1bd7d373d4d3efba60571cc62d3d88071e8285",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_406d2",
                            table="offers_lettersetting",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterSettingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("offer", "Offer letter"),
                            ("sppk", "SPPK"),
                            ("refusal", "Refusal letter"),
                            ("papers", "Request for papers"),
                            ("profile", "Profile for an institution"),
                        ],
                        editable=False,
                        max_length=8,
                        verbose_name="letter",
                    ),
                ),
                ("pattern", models.CharField(max_length=80, verbose_name="number pattern")),
                (
                    "valid_days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="valid for days",
                    ),
                ),
                (
                    "closing_id",
                    models.TextField(
                        blank=True, max_length=600, verbose_name="own sentence in Indonesian"
                    ),
                ),
                (
                    "closing_en",
                    models.TextField(
                        blank=True, max_length=600, verbose_name="own sentence in English"
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_kind_pattern_valid_days_closing_id_closing_en_events",
                        to="offers.lettersetting",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Promotion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("gift", "Gift"),
                            ("cashback", "Cashback"),
                            ("fee_waiver", "Waived fee"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(verbose_name="last day")),
                (
                    "quota",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="quota",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="value of one",
                    ),
                ),
                (
                    "budget",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="budget",
                    ),
                ),
                ("reserved", models.PositiveIntegerField(default=0, editable=False)),
                ("used", models.PositiveIntegerField(default=0, editable=False)),
                ("approved_at", models.DateTimeField(editable=False, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                        verbose_name="branch",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="products.product",
                        verbose_name="product",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "indexes": [
                    models.Index(models.F("name"), models.F("id"), name="promotion_by_name")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))),
                        name="promotion_days",
                        violation_error_message="The last day lies before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "quota__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("reserved"), "+", models.F("used")
                                ),
                            )
                        ),
                        name="promotion_quota",
                        violation_error_message="The quota of this promotion is used up.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "budget__gte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("reserved"), "+", models.F("used")
                                    ),
                                    "*",
                                    models.F("value"),
                                ),
                            )
                        ),
                        name="promotion_budget",
                        violation_error_message="The budget of this promotion is used up.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="promotion_four_eyes",
                        violation_error_message="A second person approves it.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_promotionevent" ("approved_by_id", "branch_id", "budget", "drafted_by_id", "id", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "quota", "valid_from", "valid_to", "value") VALUES (NEW."approved_by_id", NEW."branch_id", NEW."budget", NEW."drafted_by_id", NEW."id", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."product_id", NEW."quota", NEW."valid_from", NEW."valid_to", NEW."value"); RETURN NULL;',
                            hash="79d9cf26788bc30948bff1402d02b84ae8c3ed58",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_04927",
                            table="offers_promotion",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."approved_by_id" IS DISTINCT FROM (NEW."approved_by_id") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."budget" IS DISTINCT FROM (NEW."budget") OR OLD."drafted_by_id" IS DISTINCT FROM (NEW."drafted_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."quota" IS DISTINCT FROM (NEW."quota") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to") OR OLD."value" IS DISTINCT FROM (NEW."value"))',
                            func='INSERT INTO "offers_promotionevent" ("approved_by_id", "branch_id", "budget", "drafted_by_id", "id", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "quota", "valid_from", "valid_to", "value") VALUES (NEW."approved_by_id", NEW."branch_id", NEW."budget", NEW."drafted_by_id", NEW."id", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."product_id", NEW."quota", NEW."valid_from", NEW."valid_to", NEW."value"); RETURN NULL;',
                            hash="c2f0ff0d68c351458304bfb33e434447f538cbf2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b5e5c",
                            table="offers_promotion",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_promotionevent" ("approved_by_id", "branch_id", "budget", "drafted_by_id", "id", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "quota", "valid_from", "valid_to", "value") VALUES (OLD."approved_by_id", OLD."branch_id", OLD."budget", OLD."drafted_by_id", OLD."id", OLD."kind", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."product_id", OLD."quota", OLD."valid_from", OLD."valid_to", OLD."value"); RETURN NULL;',
                            hash="9926cecd243faf1fc9aa938149d9ddab75d14ae6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5e762",
                            table="offers_promotion",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PromotionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("gift", "Gift"),
                            ("cashback", "Cashback"),
                            ("fee_waiver", "Waived fee"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(verbose_name="last day")),
                (
                    "quota",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="quota",
                    ),
                ),
                (
                    "budget",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="budget",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="value of one",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="org.branch",
                        verbose_name="branch",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_name_kind_product_branch_valid_from_valid_to_quota_budget_value_drafted_by_approved_by_events",
                        to="offers.promotion",
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
                        verbose_name="product",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PromotionGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reserved", "Reserved"),
                            ("used", "Given"),
                            ("released", "Released"),
                        ],
                        default="reserved",
                        max_length=8,
                    ),
                ),
                ("reserved_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.opportunity",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "promotion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="offers.promotion",
                    ),
                ),
                (
                    "reserved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "released"), _negated=True),
                        fields=("opportunity",),
                        name="one_promotion_for_each_file",
                        violation_error_message="This file has a promotion already.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_promotiongrantevent" ("branch_id", "id", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promotion_id", "state") VALUES (NEW."branch_id", NEW."id", NEW."opportunity_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."promotion_id", NEW."state"); RETURN NULL;',
                            hash="8596cb70530e30199793e3b1ff14b21f759954c7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5474f",
                            table="offers_promotiongrant",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."opportunity_id" IS DISTINCT FROM (NEW."opportunity_id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."promotion_id" IS DISTINCT FROM (NEW."promotion_id") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                            func='INSERT INTO "offers_promotiongrantevent" ("branch_id", "id", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promotion_id", "state") VALUES (NEW."branch_id", NEW."id", NEW."opportunity_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."promotion_id", NEW."state"); RETURN NULL;',
                            hash="6104d4109bbdd4ad63a05720923ec625c18846a6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d312c",
                            table="offers_promotiongrant",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_promotiongrantevent" ("branch_id", "id", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promotion_id", "state") VALUES (OLD."branch_id", OLD."id", OLD."opportunity_id", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."promotion_id", OLD."state"); RETURN NULL;',
                            hash="cabacf48c625d203a3a5bf6b4d8fe4919ae99236",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1a074",
                            table="offers_promotiongrant",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("_unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PromotionGrantEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reserved", "Reserved"),
                            ("used", "Given"),
                            ("released", "Released"),
                        ],
                        default="reserved",
                        max_length=8,
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="prospects.opportunity",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_opportunity_promotion_state_owner_branch_events",
                        to="offers.promotiongrant",
                    ),
                ),
                (
                    "promotion",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offers.promotion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RateFloor",
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
                    "percent",
                    models.DecimalField(
                        decimal_places=4,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="limit of the rate, % per year",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
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
                        name="ratefloor_ends_after_start",
                        violation_error_message="The last day must not be before the first day.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_ratefloorevent" ("id", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "valid_from", "valid_to") VALUES (NEW."id", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."product_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="5eb14968c3864fb8c94ffb7c8470f626359f7d74",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6e9dd",
                            table="offers_ratefloor",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to"))',
                            func='INSERT INTO "offers_ratefloorevent" ("id", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "valid_from", "valid_to") VALUES (NEW."id", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."product_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="8138bc1005f197b954d8f7dae56a9d5d085d581e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_671d0",
                            table="offers_ratefloor",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_ratefloorevent" ("id", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "valid_from", "valid_to") VALUES (OLD."id", OLD."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."product_id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="ab55c7292b3dad21ee66161415e822a1b2999f8c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9ed49",
                            table="offers_ratefloor",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RateFloorEvent",
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
                    "percent",
                    models.DecimalField(
                        decimal_places=4,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="limit of the rate, % per year",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_product_valid_from_valid_to_percent_events",
                        to="offers.ratefloor",
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
            name="SavedSimulation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("code", models.CharField(max_length=8, verbose_name="calculation")),
                ("computed_on", models.DateField()),
                ("answers", models.TextField()),
                ("terms", models.JSONField()),
                ("shown", models.JSONField()),
                ("created_at", models.DateTimeField()),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="prospects.opportunity",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="products.product",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prospects.prospect",
                    ),
                ),
                (
                    "rate",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="products.rate",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "indexes": [
                    models.Index(
                        models.F("prospect"),
                        models.OrderBy(models.F("created_at"), descending=True),
                        name="simulation_newest",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="simulation_is_frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."answers" IS DISTINCT FROM (NEW."answers") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."computed_on" IS DISTINCT FROM (NEW."computed_on") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."rate_id" IS DISTINCT FROM (NEW."rate_id") OR OLD."shown" IS DISTINCT FROM (NEW."shown") OR OLD."terms" IS DISTINCT FROM (NEW."terms"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="33c1622ec00b7dc967794fe2fd16bcd6dbb70b0e",
                            operation="UPDATE",
                            pgid="pgtrigger_simulation_is_frozen_72663",
                            table="offers_savedsimulation",
                            when="BEFORE",
                        ),
                    )
                ],
            },
            managers=[
                ("_unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("code", models.CharField(max_length=9, unique=True)),
                ("sentences", models.JSONField()),
                ("quiz", models.JSONField(default=list)),
                ("language", models.CharField(max_length=2)),
                ("rate_version", models.CharField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Not answered yet"),
                            ("unclear", "A point is not clear"),
                            ("clear", "Understood"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="prospects.opportunity",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prospects.prospect",
                    ),
                ),
                (
                    "simulation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="offers.savedsimulation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "indexes": [
                    models.Index(
                        models.F("prospect"),
                        models.OrderBy(models.F("created_at"), descending=True),
                        name="receipt_newest",
                    ),
                    models.Index(
                        models.F("owner"),
                        models.OrderBy(models.F("created_at"), descending=True),
                        condition=models.Q(("state", "clear"), _negated=True),
                        name="receipt_owner_waiting",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.OrderBy(models.F("created_at"), descending=True),
                        condition=models.Q(("state", "clear"), _negated=True),
                        name="receipt_branch_waiting",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="receipt_is_frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."quiz" IS DISTINCT FROM (NEW."quiz") OR OLD."rate_version" IS DISTINCT FROM (NEW."rate_version") OR OLD."sentences" IS DISTINCT FROM (NEW."sentences") OR OLD."simulation_id" IS DISTINCT FROM (NEW."simulation_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="175f6b17a26b8f05ab026f930836b08328bf25ea",
                            operation="UPDATE",
                            pgid="pgtrigger_receipt_is_frozen_8ca9d",
                            table="offers_receipt",
                            when="BEFORE",
                        ),
                    )
                ],
            },
            managers=[
                ("_unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ReceiptAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("point", models.PositiveSmallIntegerField()),
                ("is_clear", models.BooleanField()),
                (
                    "path",
                    models.CharField(
                        choices=[
                            ("paper", "on the signed sheet"),
                            ("phone", "on the officer's phone"),
                            ("link", "by the one-time link"),
                        ],
                        max_length=5,
                    ),
                ),
                ("chosen", models.CharField(blank=True, max_length=120)),
                ("place", models.CharField(blank=True, max_length=120)),
                ("device", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="offers.receipt",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("point__gte", 1), ("point__lte", 3)),
                        name="receipt_answer_to_a_point",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="receipt_answer_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="9534c6e6208a1bbe4806ce12be7edcf5214d9eec",
                            operation="UPDATE",
                            pgid="pgtrigger_receipt_answer_stays_1e9d8",
                            table="offers_receiptanswer",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceiptLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="offers.receipt",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReceiptQuiz",
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
                    "is_on",
                    models.BooleanField(default=True, verbose_name="the receipt asks questions"),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="products.product",
                        verbose_name="product",
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
                        name="receiptquiz_ends_after_start",
                        violation_error_message="The last day must not be before the first day.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_receiptquizevent" ("id", "is_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "valid_from", "valid_to") VALUES (NEW."id", NEW."is_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."product_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="1fee2a66cce35fbcf72a00e99ae6aa29a7d5c26f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fdbaf",
                            table="offers_receiptquiz",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_on" IS DISTINCT FROM (NEW."is_on") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to"))',
                            func='INSERT INTO "offers_receiptquizevent" ("id", "is_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "valid_from", "valid_to") VALUES (NEW."id", NEW."is_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."product_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="692eca2dff3f2e8222080645b9dfba6a8d94622d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_41316",
                            table="offers_receiptquiz",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_receiptquizevent" ("id", "is_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "valid_from", "valid_to") VALUES (OLD."id", OLD."is_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."product_id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="ff03de7f2c6578189827a58c58dee31f1ac25898",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_16cf8",
                            table="offers_receiptquiz",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceiptQuizEvent",
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
                    "is_on",
                    models.BooleanField(default=True, verbose_name="the receipt asks questions"),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_product_valid_from_valid_to_is_on_events",
                        to="offers.receiptquiz",
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
                        verbose_name="product",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Riplay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("edition", models.PositiveIntegerField(editable=False)),
                ("content", models.JSONField(editable=False)),
                ("sha256", models.CharField(editable=False, max_length=64)),
                ("pdf", models.BinaryField(null=True)),
                ("pdf_sha256", models.CharField(blank=True, editable=False, max_length=64)),
                ("made_at", models.DateTimeField(editable=False, null=True)),
                ("created_at", models.DateTimeField(editable=False)),
                ("given_at", models.DateTimeField(editable=False, null=True)),
                (
                    "given_channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("paper", "On paper"),
                            ("mail", "By e-mail, from the bank's mailbox"),
                            ("chat", "Shared by chat"),
                            ("phone", "Read on the officer's phone"),
                        ],
                        editable=False,
                        max_length=5,
                    ),
                ),
                ("acknowledged_on", models.DateField(editable=False, null=True)),
                ("acknowledged_hour", models.TimeField(editable=False, null=True)),
                (
                    "acknowledged_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sheet", "Signed sheet, photographed"),
                            ("officer", "Said to the officer"),
                        ],
                        editable=False,
                        max_length=7,
                    ),
                ),
                ("place", models.CharField(blank=True, editable=False, max_length=120)),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="prospects.opportunity",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="products.product",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prospects.prospect",
                    ),
                ),
                (
                    "simulation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="offers.savedsimulation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "indexes": [
                    models.Index(
                        models.F("opportunity"),
                        models.OrderBy(models.F("id"), descending=True),
                        name="riplay_opportunity",
                    ),
                    models.Index(
                        models.F("simulation"),
                        models.OrderBy(models.F("id"), descending=True),
                        name="riplay_simulation",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("acknowledged_on", None),
                            models.Q(
                                models.Q(("given_channel", ""), _negated=True),
                                models.Q(("place", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="riplay_acknowledged_after_given",
                        violation_error_message="Say first how the customer got it, and where.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="riplay_frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nIF OLD.edition IS DISTINCT FROM NEW.edition OR OLD.content IS DISTINCT FROM NEW.content OR OLD.sha256 IS DISTINCT FROM NEW.sha256 OR OLD.created_at IS DISTINCT FROM NEW.created_at OR OLD.product_id IS DISTINCT FROM NEW.product_id\nOR OLD.pdf IS NOT NULL AND (OLD.pdf IS DISTINCT FROM NEW.pdf\nOR OLD.pdf_sha256 IS DISTINCT FROM NEW.pdf_sha256)\nTHEN RAISE EXCEPTION 'a RIPLAY never changes' USING ERRCODE = 'integrity_constraint_violation';\nEND IF;\nRETURN NEW;\n",
                            hash="3a7e0cded3521723be49bbfb1a9afb0d18f08918",
                            operation="UPDATE",
                            pgid="pgtrigger_riplay_frozen_f4130",
                            table="offers_riplay",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_riplayevent" ("acknowledged_how", "acknowledged_on", "branch_id", "edition", "given_channel", "id", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place") VALUES (NEW."acknowledged_how", NEW."acknowledged_on", NEW."branch_id", NEW."edition", NEW."given_channel", NEW."id", NEW."opportunity_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place"); RETURN NULL;',
                            hash="954b96670f2bfce899dc925bc4f5e1c4f3c20b10",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b3457",
                            table="offers_riplay",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."acknowledged_how" IS DISTINCT FROM (NEW."acknowledged_how") OR OLD."acknowledged_on" IS DISTINCT FROM (NEW."acknowledged_on") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."edition" IS DISTINCT FROM (NEW."edition") OR OLD."given_channel" IS DISTINCT FROM (NEW."given_channel") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."opportunity_id" IS DISTINCT FROM (NEW."opportunity_id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."place" IS DISTINCT FROM (NEW."place"))',
                            func='INSERT INTO "offers_riplayevent" ("acknowledged_how", "acknowledged_on", "branch_id", "edition", "given_channel", "id", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place") VALUES (NEW."acknowledged_how", NEW."acknowledged_on", NEW."branch_id", NEW."edition", NEW."given_channel", NEW."id", NEW."opportunity_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place"); RETURN NULL;',
                            hash="256ce4ff5b72d1ea8b495a83a5e09838711b858d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4f347",
                            table="offers_riplay",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_riplayevent" ("acknowledged_how", "acknowledged_on", "branch_id", "edition", "given_channel", "id", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place") VALUES (OLD."acknowledged_how", OLD."acknowledged_on", OLD."branch_id", OLD."edition", OLD."given_channel", OLD."id", OLD."opportunity_id", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place"); RETURN NULL;',
                            hash="1b2fa6099768046d5a9b67f038ac581db809648b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4d17e",
                            table="offers_riplay",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("_unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="RiplayEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("edition", models.PositiveIntegerField(editable=False)),
                (
                    "given_channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("paper", "On paper"),
                            ("mail", "By e-mail, from the bank's mailbox"),
                            ("chat", "Shared by chat"),
                            ("phone", "Read on the officer's phone"),
                        ],
                        editable=False,
                        max_length=5,
                    ),
                ),
                ("acknowledged_on", models.DateField(editable=False, null=True)),
                (
                    "acknowledged_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sheet", "Signed sheet, photographed"),
                            ("officer", "Said to the officer"),
                        ],
                        editable=False,
                        max_length=7,
                    ),
                ),
                ("place", models.CharField(blank=True, editable=False, max_length=120)),
                (
                    "branch",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="prospects.opportunity",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_edition_opportunity_given_channel_acknowledged_on_acknowledged_how_place_owner_branch_events",
                        to="offers.riplay",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiplayRule",
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
                    "is_required",
                    models.BooleanField(
                        default=True, verbose_name="the akad asks for a confirmed RIPLAY"
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
                        name="riplayrule_ends_after_start",
                        violation_error_message="The last day must not be before the first day.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_riplayruleevent" ("id", "is_required", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") VALUES (NEW."id", NEW."is_required", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="f6fd2d3c0f4ac7ff8f3ab02af8bf4e0dc3f37083",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6db38",
                            table="offers_riplayrule",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_required" IS DISTINCT FROM (NEW."is_required") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to"))',
                            func='INSERT INTO "offers_riplayruleevent" ("id", "is_required", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") VALUES (NEW."id", NEW."is_required", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="c681d91e3f64f8fa87e5f39f6c76391bd5f7ca61",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c56bb",
                            table="offers_riplayrule",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_riplayruleevent" ("id", "is_required", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") VALUES (OLD."id", OLD."is_required", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="bfabc32d2cc13eda9fa9f8a1dc40ec5bde90a118",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_171cb",
                            table="offers_riplayrule",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RiplayRuleEvent",
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
                    "is_required",
                    models.BooleanField(
                        default=True, verbose_name="the akad asks for a confirmed RIPLAY"
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_valid_from_valid_to_is_required_events",
                        to="offers.riplayrule",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiplayText",
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
                    "benefits",
                    models.TextField(blank=True, max_length=1200, verbose_name="benefits"),
                ),
                ("risks", models.TextField(blank=True, max_length=1200, verbose_name="risks")),
                (
                    "requirements",
                    models.TextField(blank=True, max_length=1200, verbose_name="requirements"),
                ),
                (
                    "procedure",
                    models.TextField(blank=True, max_length=1200, verbose_name="procedure"),
                ),
                (
                    "information",
                    models.TextField(
                        blank=True, max_length=1200, verbose_name="additional information"
                    ),
                ),
                (
                    "disclaimer",
                    models.TextField(blank=True, max_length=1200, verbose_name="disclaimer"),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="products.product",
                        verbose_name="product",
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
                        name="riplaytext_ends_after_start",
                        violation_error_message="The last day must not be before the first day.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_riplaytextevent" ("benefits", "disclaimer", "id", "information", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure", "product_id", "requirements", "risks", "valid_from", "valid_to") VALUES (NEW."benefits", NEW."disclaimer", NEW."id", NEW."information", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."procedure", NEW."product_id", NEW."requirements", NEW."risks", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="4ab71180dc6bfedc2fc7534555b7df32c4abb10b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4af52",
                            table="offers_riplaytext",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."benefits" IS DISTINCT FROM (NEW."benefits") OR OLD."disclaimer" IS DISTINCT FROM (NEW."disclaimer") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."information" IS DISTINCT FROM (NEW."information") OR OLD."procedure" IS DISTINCT FROM (NEW."procedure") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."requirements" IS DISTINCT FROM (NEW."requirements") OR OLD."risks" IS DISTINCT FROM (NEW."risks") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to"))',
                            func='INSERT INTO "offers_riplaytextevent" ("benefits", "disclaimer", "id", "information", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure", "product_id", "requirements", "risks", "valid_from", "valid_to") VALUES (NEW."benefits", NEW."disclaimer", NEW."id", NEW."information", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."procedure", NEW."product_id", NEW."requirements", NEW."risks", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="e82c804d2b897306ef9e69065a4b9e01927ef4b0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ed397",
                            table="offers_riplaytext",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_riplaytextevent" ("benefits", "disclaimer", "id", "information", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure", "product_id", "requirements", "risks", "valid_from", "valid_to") VALUES (OLD."benefits", OLD."disclaimer", OLD."id", OLD."information", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."procedure", OLD."product_id", OLD."requirements", OLD."risks", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="193408ff26be5baded7737e33a64974f06629d50",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7e219",
                            table="offers_riplaytext",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RiplayTextEvent",
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
                    "benefits",
                    models.TextField(blank=True, max_length=1200, verbose_name="benefits"),
                ),
                ("risks", models.TextField(blank=True, max_length=1200, verbose_name="risks")),
                (
                    "requirements",
                    models.TextField(blank=True, max_length=1200, verbose_name="requirements"),
                ),
                (
                    "procedure",
                    models.TextField(blank=True, max_length=1200, verbose_name="procedure"),
                ),
                (
                    "information",
                    models.TextField(
                        blank=True, max_length=1200, verbose_name="additional information"
                    ),
                ),
                (
                    "disclaimer",
                    models.TextField(blank=True, max_length=1200, verbose_name="disclaimer"),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_product_valid_from_valid_to_benefits_risks_requirements_procedure_information_disclaimer_events",
                        to="offers.riplaytext",
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
                        verbose_name="product",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiplayWaiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("reason", models.CharField(max_length=300)),
                ("waived_at", models.DateTimeField()),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "opportunity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="riplay_waiver",
                        to="prospects.opportunity",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "waived_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="riplay_waiver_says_why",
                        violation_error_message="Say why this akad needs no RIPLAY.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="riplay_waiver_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."opportunity_id" IS DISTINCT FROM (NEW."opportunity_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."waived_at" IS DISTINCT FROM (NEW."waived_at") OR OLD."waived_by_id" IS DISTINCT FROM (NEW."waived_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="539901a0ee7e7e4a02c6a8e9df60bfe1ecba3347",
                            operation="UPDATE",
                            pgid="pgtrigger_riplay_waiver_stays_d3d1e",
                            table="offers_riplaywaiver",
                            when="BEFORE",
                        ),
                    )
                ],
            },
            managers=[
                ("_unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Shown",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("screen", "Simulation on the screen"),
                            ("picture", "Picture"),
                            ("chat", "Chat text"),
                            ("brochure", "Brochure"),
                            ("letter", "Offer letter"),
                        ],
                        max_length=8,
                        verbose_name="shown by",
                    ),
                ),
                (
                    "terms",
                    models.CharField(blank=True, max_length=160, verbose_name="terms in one line"),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("open", "No answer yet"),
                            ("interested", "Interested"),
                            ("thinking", "Thinking it over"),
                            ("refused", "Does not want it"),
                            ("taken", "Takes it"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="result",
                    ),
                ),
                ("shown_at", models.DateTimeField()),
                ("result_at", models.DateTimeField(blank=True, null=True)),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="offers.letter",
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="prospects.opportunity",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="products.product",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prospects.prospect",
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.lossreason",
                    ),
                ),
                (
                    "shown_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "simulation",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="offers.savedsimulation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "indexes": [
                    models.Index(
                        models.F("prospect"),
                        models.OrderBy(models.F("shown_at"), descending=True),
                        name="shown_of_person",
                    ),
                    models.Index(
                        models.F("product"),
                        models.OrderBy(models.F("shown_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="shown_of_product",
                    ),
                    models.Index(
                        models.F("owner"),
                        models.OrderBy(models.F("shown_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="shown_of_owner",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.OrderBy(models.F("shown_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="shown_of_branch",
                    ),
                    models.Index(
                        models.OrderBy(models.F("shown_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="shown_newest",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason__isnull", False), ("result", "refused")),
                            models.Q(
                                models.Q(("result", "refused"), _negated=True),
                                ("reason__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="shown_refusal_has_reason",
                        violation_error_message="Say why the customer does not want it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", "open"), ("result_at__isnull", True)),
                            models.Q(
                                models.Q(("result", "open"), _negated=True),
                                ("result_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="shown_result_has_moment",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_shownevent" ("branch_id", "channel", "id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "prospect_id", "reason_id", "result") VALUES (NEW."branch_id", NEW."channel", NEW."id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."product_id", NEW."prospect_id", NEW."reason_id", NEW."result"); RETURN NULL;',
                            hash="573ac879c92153d51aef87f2659e0689d561a8f6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_aea25",
                            table="offers_shown",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."prospect_id" IS DISTINCT FROM (NEW."prospect_id") OR OLD."reason_id" IS DISTINCT FROM (NEW."reason_id") OR OLD."result" IS DISTINCT FROM (NEW."result"))',
                            func='INSERT INTO "offers_shownevent" ("branch_id", "channel", "id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "prospect_id", "reason_id", "result") VALUES (NEW."branch_id", NEW."channel", NEW."id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."product_id", NEW."prospect_id", NEW."reason_id", NEW."result"); RETURN NULL;',
                            hash="d077c8d96577c8b6b8d93f16c52faca6ac823ff4",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ffbb5",
                            table="offers_shown",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_shownevent" ("branch_id", "channel", "id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "prospect_id", "reason_id", "result") VALUES (OLD."branch_id", OLD."channel", OLD."id", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."product_id", OLD."prospect_id", OLD."reason_id", OLD."result"); RETURN NULL;',
                            hash="6c7ceb824af05fdf8c65cd8d7e4f0f161e3eef28",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_29d53",
                            table="offers_shown",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("_unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ShownEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("screen", "Simulation on the screen"),
                            ("picture", "Picture"),
                            ("chat", "Chat text"),
                            ("brochure", "Brochure"),
                            ("letter", "Offer letter"),
                        ],
                        max_length=8,
                        verbose_name="shown by",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("open", "No answer yet"),
                            ("interested", "Interested"),
                            ("thinking", "Thinking it over"),
                            ("refused", "Does not want it"),
                            ("taken", "Takes it"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="result",
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_prospect_product_channel_result_reason_owner_branch_events",
                        to="offers.shown",
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
                (
                    "prospect",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="prospects.prospect",
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="prospects.lossreason",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("signed_on", models.DateField(verbose_name="date of the akad")),
                ("number", models.CharField(max_length=60, verbose_name="number of the akad")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="plafon",
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(480),
                        ],
                        verbose_name="term in months",
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
                        verbose_name="rate, % per year",
                    ),
                ),
                (
                    "fee",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="provision fee",
                    ),
                ),
                (
                    "instalment",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="instalment a month",
                    ),
                ),
                ("differences", models.JSONField(blank=True, default=dict)),
                ("promise", models.JSONField(blank=True, default=dict)),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="reason of the difference"
                    ),
                ),
                ("contact_by", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "opportunity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="booking",
                        to="prospects.opportunity",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="booking_amount",
                        violation_error_message="Enter an amount above zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("differences", {}),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="booking_difference_says_why",
                        violation_error_message="Write why this differs from what was promised.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_bookingevent" ("amount", "branch_id", "contact_by", "fee", "id", "instalment", "months", "number", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "reason", "signed_on") VALUES (NEW."amount", NEW."branch_id", NEW."contact_by", NEW."fee", NEW."id", NEW."instalment", NEW."months", NEW."number", NEW."opportunity_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rate", NEW."reason", NEW."signed_on"); RETURN NULL;',
                            hash="c90ca8acf854156bd5229dcbd2ead500f670f218",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5bdf0",
                            table="offers_booking",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."contact_by" IS DISTINCT FROM (NEW."contact_by") OR OLD."fee" IS DISTINCT FROM (NEW."fee") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."instalment" IS DISTINCT FROM (NEW."instalment") OR OLD."months" IS DISTINCT FROM (NEW."months") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."opportunity_id" IS DISTINCT FROM (NEW."opportunity_id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."signed_on" IS DISTINCT FROM (NEW."signed_on"))',
                            func='INSERT INTO "offers_bookingevent" ("amount", "branch_id", "contact_by", "fee", "id", "instalment", "months", "number", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "reason", "signed_on") VALUES (NEW."amount", NEW."branch_id", NEW."contact_by", NEW."fee", NEW."id", NEW."instalment", NEW."months", NEW."number", NEW."opportunity_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rate", NEW."reason", NEW."signed_on"); RETURN NULL;',
                            hash="9e2d436b8ec21db1d602673df33c2330105f8c71",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c6d4b",
                            table="offers_booking",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_bookingevent" ("amount", "branch_id", "contact_by", "fee", "id", "instalment", "months", "number", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "reason", "signed_on") VALUES (OLD."amount", OLD."branch_id", OLD."contact_by", OLD."fee", OLD."id", OLD."instalment", OLD."months", OLD."number", OLD."opportunity_id", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rate", OLD."reason", OLD."signed_on"); RETURN NULL;',
                            hash="504c9ab9c3616e741c32284cf2a7c1d83b73259a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_48d43",
                            table="offers_booking",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("_unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="BookingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("signed_on", models.DateField(verbose_name="date of the akad")),
                ("number", models.CharField(max_length=60, verbose_name="number of the akad")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="plafon",
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(480),
                        ],
                        verbose_name="term in months",
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
                        verbose_name="rate, % per year",
                    ),
                ),
                (
                    "fee",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="provision fee",
                    ),
                ),
                (
                    "instalment",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="instalment a month",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="reason of the difference"
                    ),
                ),
                ("contact_by", models.DateField(blank=True, null=True)),
                (
                    "branch",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="prospects.opportunity",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_opportunity_signed_on_number_amount_months_rate_fee_instalment_reason_contact_by_owner_branch_events",
                        to="offers.booking",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CommitteeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "quorum",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="votes in favour that decide",
                    ),
                ),
                (
                    "positions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("branch_head", "Branch head"),
                                ("regional_head", "Regional head"),
                                ("head_office", "Head office"),
                            ],
                            max_length=24,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="seats of positions",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_name_quorum_positions_is_active_events",
                        to="offers.committee",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CreditProposalEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for a decision"),
                            ("returned", "Returned"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="plafon",
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(480),
                        ],
                        verbose_name="term in months",
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
                        verbose_name="rate, % per year",
                    ),
                ),
                (
                    "fee",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="provision fee",
                    ),
                ),
                (
                    "collateral",
                    models.TextField(blank=True, max_length=2000, verbose_name="collateral"),
                ),
                (
                    "conditions",
                    models.TextField(blank=True, max_length=4000, verbose_name="conditions"),
                ),
                (
                    "case",
                    models.CharField(
                        choices=[("new", "New debtor"), ("additional", "Additional credit")],
                        max_length=10,
                    ),
                ),
                (
                    "total",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="total exposure",
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("branch_head", "Branch head"),
                            ("regional_head", "Regional head"),
                            ("head_office", "Head office"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offers.committee",
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="prospects.opportunity",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_opportunity_number_state_amount_months_rate_fee_collateral_conditions_case_total_position_committee_owner_branch_events",
                        to="offers.creditproposal",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="plafon",
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(480),
                        ],
                        verbose_name="term in months",
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
                        verbose_name="rate, % per year",
                    ),
                ),
                (
                    "fee",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="provision fee",
                    ),
                ),
                (
                    "collateral",
                    models.TextField(blank=True, max_length=2000, verbose_name="collateral"),
                ),
                (
                    "conditions",
                    models.TextField(blank=True, max_length=4000, verbose_name="conditions"),
                ),
                ("public_id", core.public_id.PublicIdField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[("approved", "Approved"), ("refused", "Refused")], max_length=8
                    ),
                ),
                ("number", models.CharField(max_length=60, unique=True, verbose_name="number")),
                ("decided_on", models.DateField(verbose_name="date")),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
                ("deciders", models.JSONField(blank=True, default=list)),
                ("reason", models.TextField(blank=True, max_length=2000)),
                ("is_external", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.opportunity",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="offers.creditproposal",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.documentfile",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "indexes": [
                    models.Index(
                        models.F("opportunity"),
                        models.OrderBy(models.F("recorded_at"), descending=True),
                        name="putusan_opportunity",
                    ),
                    models.Index(
                        models.OrderBy(models.F("recorded_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="putusan_newest",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="putusan_amount",
                        violation_error_message="Enter an amount above zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gte", models.F("decided_on")),
                            _connector="OR",
                        ),
                        name="putusan_holds",
                        violation_error_message="The last day must not be before the first day.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF to_jsonb(NEW) - ARRAY['owner_id', 'branch_id']::text[] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['owner_id', 'branch_id']::text[] THEN RAISE EXCEPTION 'this row is frozen' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
                            hash="645bc24b213927c5e89695770d269ecfd7886f6c",
                            operation="UPDATE",
                            pgid="pgtrigger_frozen_a6c52",
                            table="offers_decision",
                            when="BEFORE",
                        ),
                    )
                ],
            },
            managers=[
                ("_unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="DecisionCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("branch", "year"), name="putusan_counter_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionLimit",
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
                    "position",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("branch_head", "Branch head"),
                            ("regional_head", "Regional head"),
                            ("head_office", "Head office"),
                        ],
                        max_length=24,
                        verbose_name="position",
                    ),
                ),
                (
                    "family",
                    models.CharField(blank=True, max_length=20, verbose_name="product family"),
                ),
                (
                    "case",
                    models.CharField(
                        blank=True,
                        choices=[("new", "New debtor"), ("additional", "Additional credit")],
                        max_length=10,
                        verbose_name="kind of application",
                    ),
                ),
                (
                    "max_exposure",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="up to a total exposure of",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offers.committee",
                        verbose_name="committee",
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
                        name="decisionlimit_ends_after_start",
                        violation_error_message="The last day must not be before the first day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("committee__isnull", False), ("position", "")),
                            models.Q(
                                models.Q(("position", ""), _negated=True),
                                ("committee__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="limit_one_decider",
                        violation_error_message="Choose a position or a committee.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("max_exposure__gt", 0)),
                        name="limit_above_zero",
                        violation_error_message="Enter an amount above zero.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_decisionlimitevent" ("case", "committee_id", "family", "id", "max_exposure", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "valid_from", "valid_to") VALUES (NEW."case", NEW."committee_id", NEW."family", NEW."id", NEW."max_exposure", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="48277e347c91aba6001663e927acea063c28ba19",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_bba3b",
                            table="offers_decisionlimit",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."case" IS DISTINCT FROM (NEW."case") OR OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."family" IS DISTINCT FROM (NEW."family") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."max_exposure" IS DISTINCT FROM (NEW."max_exposure") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to"))',
                            func='INSERT INTO "offers_decisionlimitevent" ("case", "committee_id", "family", "id", "max_exposure", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "valid_from", "valid_to") VALUES (NEW."case", NEW."committee_id", NEW."family", NEW."id", NEW."max_exposure", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="35f5b5d0c5ef155a1538c86e35627b82e658a182",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_abb27",
                            table="offers_decisionlimit",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "offers_decisionlimitevent" ("case", "committee_id", "family", "id", "max_exposure", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "valid_from", "valid_to") VALUES (OLD."case", OLD."committee_id", OLD."family", OLD."id", OLD."max_exposure", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="052b8eb01dfddddfd974959cdc9fac642317eb73",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4dd06",
                            table="offers_decisionlimit",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionLimitEvent",
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
                    "position",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("branch_head", "Branch head"),
                            ("regional_head", "Regional head"),
                            ("head_office", "Head office"),
                        ],
                        max_length=24,
                        verbose_name="position",
                    ),
                ),
                (
                    "family",
                    models.CharField(blank=True, max_length=20, verbose_name="product family"),
                ),
                (
                    "case",
                    models.CharField(
                        blank=True,
                        choices=[("new", "New debtor"), ("additional", "Additional credit")],
                        max_length=10,
                        verbose_name="kind of application",
                    ),
                ),
                (
                    "max_exposure",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="up to a total exposure of",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offers.committee",
                        verbose_name="committee",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_valid_from_valid_to_position_committee_family_case_max_exposure_events",
                        to="offers.decisionlimit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RunPython(load_settings, migrations.RunPython.noop),
    ]
