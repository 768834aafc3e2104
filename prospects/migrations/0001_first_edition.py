import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.manager
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import core.public_id
from prospects import consents, sources
from prospects.loss_reasons import load_loss_reasons
from prospects.privacy import retention

PIPELINE_FIGURES = """
CREATE VIEW prospects_pipelinefigure AS
SELECT id, branch_id, owner_id, product_id, stage, status, close_month, n, amount
FROM prospects_pipelinesummary
UNION ALL
SELECT -id, branch_id, owner_id, product_id, stage, status, close_month, n, amount
FROM prospects_pipelinedelta
"""
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
# Serve the auditor's search for the changes of one person, the newest first.
CHANGES_OF_PERSONS = """
CREATE INDEX prospects_prospectevent_by ON prospects_prospectevent
    ((pgh_context -> 'user'), pgh_created_at DESC, pgh_id DESC);
CREATE INDEX prospects_prospectevent_at ON prospects_prospectevent (pgh_created_at DESC, pgh_id DESC);
"""
# Of a row that a merge carried to somebody else only single versions are emptied (by_version).
ERASE_HISTORY = """
CREATE FUNCTION erase_history(
    person bigint, event_table text, keys bigint[], blanks jsonb, by_version boolean DEFAULT false
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    changed bigint;
    assignments text;
    found_by text := CASE WHEN by_version THEN 'pgh_id' ELSE 'pgh_obj_id' END;
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM prospects_prospect p JOIN prospects_erasedperson e USING (public_id)
        WHERE p.id = person AND p.erased_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'this person is not erased';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = event_table AND column_name = 'pgh_obj_id'
    ) THEN
        RAISE EXCEPTION '% holds no change history', event_table;
    END IF;
    IF blanks IS NULL THEN
        EXECUTE format('DELETE FROM %I WHERE %I = ANY($1)', event_table, found_by) USING keys;
    ELSIF blanks = '{}'::jsonb THEN
        RETURN 0;
    ELSE
        SELECT string_agg(format('%I = %L', key, value), ', ') INTO assignments
        FROM jsonb_each_text(blanks);
        EXECUTE format('UPDATE %I SET %s WHERE %I = ANY($1)', event_table, assignments, found_by)
        USING keys;
    END IF;
    GET DIAGNOSTICS changed = ROW_COUNT;
    INSERT INTO org_auditentry (at, action, object_type, object_id, request_id, detail)
    SELECT now(), 'history.erased', 'prospect', p.public_id, '',
           jsonb_build_object('table', event_table, 'rows', changed)
    FROM prospects_prospect p WHERE p.id = person;
    RETURN changed;
END
$$;
REVOKE ALL ON FUNCTION erase_history(bigint, text, bigint[], jsonb, boolean) FROM PUBLIC;
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'aoportal_app') THEN
        GRANT EXECUTE ON FUNCTION erase_history(bigint, text, bigint[], jsonb, boolean)
        TO aoportal_app;
    END IF;
END
$$;
"""


def load(apps, _schema_editor):
    """Write the first sources, reasons, texts and rules; the bank edits them afterwards."""
    load_loss_reasons(apps.get_model("prospects.LossReason"))
    sources.load(apps.get_model("prospects.ProspectSource"))
    consents.load_texts(apps.get_model("prospects.ConsentText"))
    retention.load_rules(apps.get_model("prospects.RetentionRule"))


class Migration(migrations.Migration):
    replaces = [
        ("prospects", "0001_initial"),
        ("prospects", "0002_import_batches"),
        ("prospects", "0003_loss_reasons"),
        ("prospects", "0004_counts_by_index_alone"),
        ("prospects", "0005_sources_and_reasons"),
        ("prospects", "0006_load_sources"),
        ("prospects", "0007_import_files"),
        ("prospects", "0008_how_it_was"),
        ("prospects", "0009_holds"),
        ("prospects", "0010_totals_of_branches"),
        ("prospects", "0011_import_progress"),
        ("prospects", "0012_consents"),
        ("prospects", "0013_list_views"),
        ("prospects", "0014_finance"),
        ("prospects", "0015_identity"),
        ("prospects", "0016_partners"),
        ("prospects", "0017_coarser_totals"),
        ("prospects", "0018_slik"),
        ("prospects", "0019_rights"),
        ("prospects", "0020_memo"),
        ("prospects", "0021_changes_by_person"),
        ("prospects", "0022_merges"),
        ("prospects", "0023_needs"),
        ("prospects", "0024_bulk"),
        ("prospects", "0025_exports"),
        ("prospects", "0026_erasure"),
        ("prospects", "0027_import_traces"),
        ("prospects", "0028_names_of_history_indexes"),
        ("prospects", "0029_handover"),
        ("prospects", "0030_list_orders"),
        ("prospects", "0031_bulk_history"),
        ("prospects", "0032_consent_proof"),
    ]

    initial = True

    dependencies = [
        ("core", "0001_first_edition"),
        ("org", "0001_first_edition"),
        ("products", "0001_first_edition"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE prospects_prospect_number", "DROP SEQUENCE prospects_prospect_number"
        ),
        migrations.CreateModel(
            name="BranchFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("branch_id", models.BigIntegerField()),
                ("product_id", models.BigIntegerField()),
                ("day", models.DateField(null=True)),
                ("state", models.CharField(max_length=12)),
                ("code", models.CharField(max_length=24)),
                ("n", models.BigIntegerField()),
                ("amount", models.DecimalField(decimal_places=0, max_digits=20)),
            ],
            options={
                "db_table": "prospects_branchfigure",
                "managed": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
            },
            managers=[
                ("_unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PipelineFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("branch_id", models.BigIntegerField()),
                ("owner_id", models.BigIntegerField()),
                ("product_id", models.BigIntegerField()),
                ("stage", models.CharField(max_length=16)),
                ("status", models.CharField(max_length=8)),
                ("close_month", models.DateField(null=True)),
                ("n", models.BigIntegerField()),
                ("amount", models.DecimalField(decimal_places=0, max_digits=20)),
            ],
            options={
                "db_table": "prospects_pipelinefigure",
                "managed": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
            },
            managers=[
                ("_unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="BranchDelta",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("branch_id", models.BigIntegerField()),
                ("product_id", models.BigIntegerField()),
                ("day", models.DateField(null=True)),
                ("state", models.CharField(max_length=12)),
                ("code", models.CharField(max_length=24)),
                ("n", models.BigIntegerField()),
                ("amount", models.DecimalField(decimal_places=0, max_digits=20)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ErasedPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(max_length=16, unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("erased_at", models.DateTimeField()),
                ("by_retention", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="LossReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("code", models.CharField(editable=False, max_length=40, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("bank", "Refused by the bank"),
                            ("customer", "Withdrawn by the customer"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("label_id", models.CharField(max_length=80, verbose_name="name in Indonesian")),
                ("label_en", models.CharField(max_length=80, verbose_name="name in English")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("position", models.PositiveSmallIntegerField(default=100, verbose_name="order")),
            ],
            options={
                "ordering": ["kind", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "label_id"),
                        name="reason_label_id_once",
                        violation_error_message="There is a reason with this Indonesian name.",
                    ),
                    models.UniqueConstraint(
                        fields=("kind", "label_en"),
                        name="reason_label_en_once",
                        violation_error_message="There is a reason with this English name.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_lossreasonevent" ("code", "id", "is_active", "kind", "label_en", "label_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."id", NEW."is_active", NEW."kind", NEW."label_en", NEW."label_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="f85cf05ff7ba30a0d754ff098446c0e678958148",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_63282",
                            table="prospects_lossreason",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."label_en" IS DISTINCT FROM (NEW."label_en") OR OLD."label_id" IS DISTINCT FROM (NEW."label_id") OR OLD."position" IS DISTINCT FROM (NEW."position"))',
                            func='INSERT INTO "prospects_lossreasonevent" ("code", "id", "is_active", "kind", "label_en", "label_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."id", NEW."is_active", NEW."kind", NEW."label_en", NEW."label_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="81ae74c31dcfac6ce81ceedd435841651964c0d8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1c42e",
                            table="prospects_lossreason",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_lossreasonevent" ("code", "id", "is_active", "kind", "label_en", "label_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."code", OLD."id", OLD."is_active", OLD."kind", OLD."label_en", OLD."label_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                            hash="46dcc86503604ec6f0e3081ac3620dd859fba611",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_20caf",
                            table="prospects_lossreason",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LossReasonEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(editable=False, max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("bank", "Refused by the bank"),
                            ("customer", "Withdrawn by the customer"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("label_id", models.CharField(max_length=80, verbose_name="name in Indonesian")),
                ("label_en", models.CharField(max_length=80, verbose_name="name in English")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("position", models.PositiveSmallIntegerField(default=100, verbose_name="order")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_code_kind_label_id_label_en_is_active_position_events",
                        to="prospects.lossreason",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("entity", models.CharField(max_length=16)),
                ("file_name", models.CharField(max_length=120)),
                ("sha256", models.CharField(max_length=64)),
                ("system", models.CharField(max_length=40)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("counts", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Partner",
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
                            ("developer", "Developer"),
                            ("agent", "Property agent"),
                            ("dealer", "Dealer"),
                            ("notary", "Notary and PPAT"),
                            ("appraiser", "Appraiser (KJPP)"),
                            ("insurer", "Insurer"),
                            ("institution", "Payroll institution"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("sort_name", models.CharField(editable=False, max_length=160)),
                (
                    "agreement_number",
                    models.CharField(blank=True, max_length=60, verbose_name="agreement number"),
                ),
                (
                    "agreement_from",
                    models.DateField(blank=True, null=True, verbose_name="agreement from"),
                ),
                (
                    "agreement_until",
                    models.DateField(blank=True, null=True, verbose_name="agreement until"),
                ),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="phone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                ("notes", models.TextField(blank=True, max_length=2000, verbose_name="notes")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "branch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "officer",
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
                "indexes": [
                    models.Index(models.F("sort_name"), models.F("id"), name="partner_name")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "sort_name"),
                        name="partner_once",
                        violation_error_message="This partner is in the list already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreement_until", None),
                            ("agreement_from", None),
                            ("agreement_until__gte", models.F("agreement_from")),
                            _connector="OR",
                        ),
                        name="partner_agreement_lasts",
                        violation_error_message="The agreement ends before it begins.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_partnerevent" ("address", "agreement_from", "agreement_number", "agreement_until", "branch_id", "email", "id", "is_active", "kind", "name", "notes", "officer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") VALUES (NEW."address", NEW."agreement_from", NEW."agreement_number", NEW."agreement_until", NEW."branch_id", NEW."email", NEW."id", NEW."is_active", NEW."kind", NEW."name", NEW."notes", NEW."officer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone"); RETURN NULL;',
                            hash="8dac9dd9bb4a9edbf7d3744f41399d2d4b28dfa9",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_154d2",
                            table="prospects_partner",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."agreement_from" IS DISTINCT FROM (NEW."agreement_from") OR OLD."agreement_number" IS DISTINCT FROM (NEW."agreement_number") OR OLD."agreement_until" IS DISTINCT FROM (NEW."agreement_until") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."notes" IS DISTINCT FROM (NEW."notes") OR OLD."officer_id" IS DISTINCT FROM (NEW."officer_id") OR OLD."phone" IS DISTINCT FROM (NEW."phone"))',
                            func='INSERT INTO "prospects_partnerevent" ("address", "agreement_from", "agreement_number", "agreement_until", "branch_id", "email", "id", "is_active", "kind", "name", "notes", "officer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") VALUES (NEW."address", NEW."agreement_from", NEW."agreement_number", NEW."agreement_until", NEW."branch_id", NEW."email", NEW."id", NEW."is_active", NEW."kind", NEW."name", NEW."notes", NEW."officer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone"); RETURN NULL;',
                            hash="4469ea88401053186158ca85aae4b782fe9b090d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_73091",
                            table="prospects_partner",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_partnerevent" ("address", "agreement_from", "agreement_number", "agreement_until", "branch_id", "email", "id", "is_active", "kind", "name", "notes", "officer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") VALUES (OLD."address", OLD."agreement_from", OLD."agreement_number", OLD."agreement_until", OLD."branch_id", OLD."email", OLD."id", OLD."is_active", OLD."kind", OLD."name", OLD."notes", OLD."officer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone"); RETURN NULL;',
                            hash="dae3c1fb6f7c3c5689c9ad0ca6d115b9f050725d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_af8ba",
                            table="prospects_partner",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                ("notes", models.TextField(blank=True, max_length=2000, verbose_name="notes")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="prospects.partner",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(models.F("name"), models.F("id"), name="project_name")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partner", "name"),
                        name="project_once",
                        violation_error_message="This partner has a project of this name.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_projectevent" ("address", "id", "is_active", "name", "notes", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."id", NEW."is_active", NEW."name", NEW."notes", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="32085efc6ab84c02b640a404fc795cb7ff5ef696",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6f11e",
                            table="prospects_project",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."notes" IS DISTINCT FROM (NEW."notes") OR OLD."partner_id" IS DISTINCT FROM (NEW."partner_id"))',
                            func='INSERT INTO "prospects_projectevent" ("address", "id", "is_active", "name", "notes", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."id", NEW."is_active", NEW."name", NEW."notes", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="3755807dd9f668fa3eb65050a78bf234ddd5ea5e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_406b2",
                            table="prospects_project",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_projectevent" ("address", "id", "is_active", "name", "notes", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."address", OLD."id", OLD."is_active", OLD."name", OLD."notes", OLD."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="6b98126f72abc1d3626ac2c95105d4d0f764f2b4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5f4f1",
                            table="prospects_project",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Prospect",
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
                    "number",
                    models.CharField(
                        editable=False, max_length=16, unique=True, verbose_name="number"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "Person"), ("company", "Company")],
                        default="person",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "company",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="workplace or business"
                    ),
                ),
                (
                    "phone",
                    models.CharField(blank=True, max_length=20, verbose_name="mobile number"),
                ),
                (
                    "is_phone_barred",
                    models.BooleanField(db_default=False, default=False, editable=False),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("nik_cipher", models.TextField(blank=True, editable=False)),
                ("nik_index", models.CharField(editable=False, max_length=64, null=True)),
                ("nik_masked", models.CharField(blank=True, editable=False, max_length=16)),
                (
                    "kk_cipher",
                    models.TextField(blank=True, db_default="", default="", editable=False),
                ),
                ("kk_index", models.CharField(editable=False, max_length=64, null=True)),
                (
                    "kk_masked",
                    models.CharField(
                        blank=True, db_default="", default="", editable=False, max_length=16
                    ),
                ),
                (
                    "npwp_cipher",
                    models.TextField(blank=True, db_default="", default="", editable=False),
                ),
                ("npwp_index", models.CharField(editable=False, max_length=64, null=True)),
                (
                    "npwp_masked",
                    models.CharField(
                        blank=True, db_default="", default="", editable=False, max_length=16
                    ),
                ),
                (
                    "nib_cipher",
                    models.TextField(blank=True, db_default="", default="", editable=False),
                ),
                ("nib_index", models.CharField(editable=False, max_length=64, null=True)),
                (
                    "nib_masked",
                    models.CharField(
                        blank=True, db_default="", default="", editable=False, max_length=16
                    ),
                ),
                (
                    "mother_cipher",
                    models.TextField(blank=True, db_default="", default="", editable=False),
                ),
                (
                    "mother_masked",
                    models.CharField(
                        blank=True, db_default="", default="", editable=False, max_length=16
                    ),
                ),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="birth date")),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("female", "Female"), ("male", "Male")],
                        db_default="",
                        default="",
                        max_length=6,
                        verbose_name="sex",
                    ),
                ),
                (
                    "marital_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("single", "Not married"),
                            ("married", "Married"),
                            ("divorced", "Divorced"),
                            ("widowed", "Widowed"),
                        ],
                        db_default="",
                        default="",
                        max_length=8,
                        verbose_name="marital status",
                    ),
                ),
                (
                    "employment",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("employee", "Employee"),
                            ("self_employed", "Self-employed"),
                            ("professional", "Professional"),
                        ],
                        db_default="",
                        default="",
                        max_length=13,
                        verbose_name="kind of work",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                ("area_code", models.CharField(blank=True, max_length=6, verbose_name="region")),
                ("source", models.CharField(blank=True, max_length=20, verbose_name="source")),
                (
                    "referrer_name",
                    models.CharField(blank=True, max_length=120, verbose_name="referred by"),
                ),
                (
                    "contact_basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own_request", "Asked the bank himself"),
                            ("consent", "Agreed to be contacted"),
                            ("customer", "Is already a customer"),
                            ("referred", "Referred; ask for consent at first contact"),
                            ("public", "Public source; ask for consent at first contact"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "offer_channels",
                    models.CharField(
                        blank=True, db_default="", default="", editable=False, max_length=40
                    ),
                ),
                (
                    "offers_closed",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("withdrawn", "Consent to offers withdrawn"),
                            ("refused", "Application refused or withdrawn"),
                        ],
                        db_default="",
                        default="",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("restricted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "restricted_why",
                    models.CharField(
                        blank=True, db_default="", default="", editable=False, max_length=200
                    ),
                ),
                ("erased_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("segment", models.CharField(blank=True, max_length=20)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("dormant", "Dormant"),
                            ("customer", "Customer"),
                            ("not_interested", "Not interested"),
                        ],
                        default="active",
                        max_length=16,
                        verbose_name="status",
                    ),
                ),
                ("notes", models.TextField(blank=True, max_length=4000, verbose_name="notes")),
                ("duplicate_reason", models.CharField(blank=True, editable=False, max_length=200)),
                ("search_text", models.TextField(editable=False)),
                ("sort_name", models.CharField(editable=False, max_length=160)),
                ("created_at", models.DateTimeField(editable=False)),
                ("created_on", models.DateField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("archived_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("next_step_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("next_step", models.CharField(blank=True, editable=False, max_length=160)),
                ("last_contact_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("external_system", models.CharField(blank=True, editable=False, max_length=40)),
                (
                    "external_id",
                    models.CharField(blank=True, editable=False, max_length=80, null=True),
                ),
                ("is_imported", models.BooleanField(default=False, editable=False)),
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
                    "import_batch",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.importbatch",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="prospects.prospect",
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
                        condition=models.Q(("archived_at", None)),
                        name="prospect_owner",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.OrderBy(models.F("updated_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("archived_at", None)),
                        name="prospect_branch",
                    ),
                    models.Index(
                        models.OrderBy(models.F("updated_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("archived_at", None)),
                        name="prospect_all",
                    ),
                    models.Index(
                        models.F("owner"),
                        models.F("sort_name"),
                        models.F("id"),
                        condition=models.Q(("archived_at", None)),
                        name="prospect_owner_name",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.F("sort_name"),
                        models.F("id"),
                        condition=models.Q(("archived_at", None)),
                        name="prospect_branch_name",
                    ),
                    models.Index(
                        models.F("owner"),
                        models.F("next_step_at"),
                        models.F("id"),
                        condition=models.Q(("archived_at", None)),
                        name="prospect_owner_next",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.F("next_step_at"),
                        models.F("id"),
                        condition=models.Q(("archived_at", None)),
                        name="prospect_branch_next",
                    ),
                    models.Index(
                        models.F("owner"),
                        models.OrderBy(
                            models.F("last_contact_at"), descending=True, nulls_last=True
                        ),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("archived_at", None)),
                        name="prospect_owner_contact",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.OrderBy(
                            models.F("last_contact_at"), descending=True, nulls_last=True
                        ),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("archived_at", None)),
                        name="prospect_branch_contact",
                    ),
                    models.Index(
                        models.F("sort_name"),
                        models.F("id"),
                        condition=models.Q(("archived_at", None)),
                        name="prospect_all_name",
                    ),
                    models.Index(
                        models.F("next_step_at"),
                        models.F("id"),
                        condition=models.Q(("archived_at", None)),
                        name="prospect_all_next",
                    ),
                    models.Index(
                        models.OrderBy(
                            models.F("last_contact_at"), descending=True, nulls_last=True
                        ),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("archived_at", None)),
                        name="prospect_all_contact",
                    ),
                    models.Index(
                        models.F("created_on"),
                        models.F("id"),
                        condition=models.Q(("archived_at", None)),
                        name="prospect_all_created",
                    ),
                    models.Index(
                        models.F("owner"),
                        models.F("created_on"),
                        include=("archived_at",),
                        name="prospect_owner_created",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.F("created_on"),
                        include=("archived_at",),
                        name="prospect_branch_created",
                    ),
                    models.Index(
                        models.F("phone"),
                        condition=models.Q(
                            ("archived_at", None), models.Q(("phone", ""), _negated=True)
                        ),
                        name="prospect_phone",
                    ),
                    models.Index(
                        models.F("email"),
                        condition=models.Q(
                            ("archived_at", None), models.Q(("email", ""), _negated=True)
                        ),
                        name="prospect_email",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_text"], name="prospect_search", opclasses=["gin_trgm_ops"]
                    ),
                    models.Index(
                        models.F("id"),
                        condition=models.Q(("archived_at", None), _negated=True),
                        name="prospect_archived",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None)),
                        fields=("nik_index",),
                        name="prospect_nik_once",
                        violation_error_message="This NIK is already recorded.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None)),
                        fields=("npwp_index",),
                        name="prospect_npwp_once",
                        violation_error_message="This NPWP is already recorded.",
                    ),
                    models.UniqueConstraint(
                        fields=("external_system", "external_id"), name="prospect_external_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="prospect_has_name",
                        violation_error_message="Enter the name.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="keep_past",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."segment" IS DISTINCT FROM (NEW."segment") OR OLD."source" IS DISTINCT FROM (NEW."source"))',
                            func="\nINSERT INTO prospects_prospectpast (prospect_id, owner_id, branch_id, source, segment, until)\nVALUES (OLD.id, OLD.owner_id, OLD.branch_id, OLD.source, OLD.segment,\n        CASE WHEN NEW.updated_at > OLD.updated_at THEN NEW.updated_at ELSE now() END);\nRETURN NULL;\n",
                            hash="f3e7b8da0ec2d37312b01d3bf1826eb86623dfe2",
                            operation="UPDATE",
                            pgid="pgtrigger_keep_past_f10de",
                            table="prospects_prospect",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="branch_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nINSERT INTO prospects_branchdelta (kind, branch_id, product_id, day, state, code, n, amount)\nSELECT kind, branch_id, product_id, day, state, code, sum(n), sum(amount) FROM (SELECT * FROM (SELECT 'logged', branch_id, 0, created_on, '', '', 1, 0 FROM new_rows WHERE archived_at IS NULL) AS counted (kind, branch_id, product_id, day, state, code, n, amount)) AS changes\nGROUP BY kind, branch_id, product_id, day, state, code HAVING sum(n) <> 0 OR sum(amount) <> 0;\nRETURN NULL;",
                            hash="f598fb8b34034e592629160a5d708431d45fc0e3",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_branch_insert_9a244",
                            referencing="REFERENCING NEW TABLE AS new_rows ",
                            table="prospects_prospect",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="branch_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nINSERT INTO prospects_branchdelta (kind, branch_id, product_id, day, state, code, n, amount)\nSELECT kind, branch_id, product_id, day, state, code, sum(n), sum(amount) FROM (SELECT * FROM (SELECT 'logged', branch_id, 0, created_on, '', '', -1, 0 FROM old_rows WHERE archived_at IS NULL) AS counted (kind, branch_id, product_id, day, state, code, n, amount) UNION ALL SELECT * FROM (SELECT 'logged', branch_id, 0, created_on, '', '', 1, 0 FROM new_rows WHERE archived_at IS NULL) AS counted (kind, branch_id, product_id, day, state, code, n, amount)) AS changes\nGROUP BY kind, branch_id, product_id, day, state, code HAVING sum(n) <> 0 OR sum(amount) <> 0;\nRETURN NULL;",
                            hash="4b02a196cf7d8773a840fe5a61f0a740cbc0b73e",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_branch_update_5ade4",
                            referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                            table="prospects_prospect",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="branch_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nINSERT INTO prospects_branchdelta (kind, branch_id, product_id, day, state, code, n, amount)\nSELECT kind, branch_id, product_id, day, state, code, sum(n), sum(amount) FROM (SELECT * FROM (SELECT 'logged', branch_id, 0, created_on, '', '', -1, 0 FROM old_rows WHERE archived_at IS NULL) AS counted (kind, branch_id, product_id, day, state, code, n, amount)) AS changes\nGROUP BY kind, branch_id, product_id, day, state, code HAVING sum(n) <> 0 OR sum(amount) <> 0;\nRETURN NULL;",
                            hash="22614539ba8f56cc7528d2000c8dee2c277200d5",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_branch_delete_42d34",
                            referencing="REFERENCING OLD TABLE AS old_rows ",
                            table="prospects_prospect",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="phone_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nINSERT INTO prospects_prospectphone (public_id, prospect_id, number, \"use\", note, do_not_call, is_primary, owner_id, branch_id, created_at, version)\nSELECT right(replace(gen_random_uuid()::text, '-', ''), 16), p.id, p.phone, CASE WHEN p.kind = 'company' THEN 'office' ELSE 'own' END, '', p.is_phone_barred, true, p.owner_id, p.branch_id, p.created_at, 1 FROM new_rows p WHERE p.phone <> '';\nRETURN NULL;\n",
                            hash="ad34e3d6a7c8859e43d892ffeb5690fef582c5c4",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_phone_insert_fcd40",
                            referencing="REFERENCING NEW TABLE AS new_rows ",
                            table="prospects_prospect",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="phone_barred",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."phone" IS DISTINCT FROM (NEW."phone"))',
                            func="\nNEW.is_phone_barred := CASE WHEN NEW.phone = '' THEN false ELSE coalesce(\n    (SELECT do_not_call FROM prospects_prospectphone\n     WHERE prospect_id = NEW.id AND number = NEW.phone), OLD.is_phone_barred) END;\nRETURN NEW;\n",
                            hash="84bd7ecc98d5dcfabb635a8c2a8421ddadc59e69",
                            operation="UPDATE",
                            pgid="pgtrigger_phone_barred_f0153",
                            table="prospects_prospect",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="phone_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."phone" IS DISTINCT FROM (NEW."phone"))',
                            func="\nIF NEW.phone = '' THEN\n    DELETE FROM prospects_prospectphone WHERE prospect_id = NEW.id AND is_primary;\nELSIF EXISTS (SELECT 1 FROM prospects_prospectphone\n              WHERE prospect_id = NEW.id AND number = NEW.phone) THEN\n    UPDATE prospects_prospectphone SET is_primary = false, version = version + 1\n        WHERE prospect_id = NEW.id AND is_primary AND number <> NEW.phone;\n    UPDATE prospects_prospectphone SET is_primary = true, version = version + 1\n        WHERE prospect_id = NEW.id AND number = NEW.phone AND NOT is_primary;\nELSE\n    UPDATE prospects_prospectphone SET number = NEW.phone, version = version + 1\n        WHERE prospect_id = NEW.id AND is_primary;\n    IF NOT FOUND THEN\n        INSERT INTO prospects_prospectphone (public_id, prospect_id, number, \"use\", note, do_not_call, is_primary, owner_id, branch_id, created_at, version) SELECT right(replace(gen_random_uuid()::text, '-', ''), 16), NEW.id, NEW.phone, CASE WHEN NEW.kind = 'company' THEN 'office' ELSE 'own' END, '', NEW.is_phone_barred, true, NEW.owner_id, NEW.branch_id, NEW.created_at, 1;\n    END IF;\nEND IF;\nRETURN NULL;\n",
                            hash="3d862382a7b8061ae68ac768423a92d05e834793",
                            operation="UPDATE",
                            pgid="pgtrigger_phone_change_bd484",
                            table="prospects_prospect",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "prospects_prospectevent" ("address", "archived_at", "area_code", "birth_date", "branch_id", "contact_basis", "email", "employment", "id", "kind", "marital_status", "name", "notes", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "referrer_name", "segment", "sex", "source", "status") SELECT new_values."address", new_values."archived_at", new_values."area_code", new_values."birth_date", new_values."branch_id", new_values."contact_basis", new_values."email", new_values."employment", new_values."id", new_values."kind", new_values."marital_status", new_values."name", new_values."notes", new_values."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."phone", new_values."referrer_name", new_values."segment", new_values."sex", new_values."source", new_values."status" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="a67b7296c3bd99584b5942d5de825331d29e9913",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_efc81",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="prospects_prospect",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."archived_at" IS DISTINCT FROM (NEW."archived_at") OR OLD."area_code" IS DISTINCT FROM (NEW."area_code") OR OLD."birth_date" IS DISTINCT FROM (NEW."birth_date") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."contact_basis" IS DISTINCT FROM (NEW."contact_basis") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."employment" IS DISTINCT FROM (NEW."employment") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."marital_status" IS DISTINCT FROM (NEW."marital_status") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."notes" IS DISTINCT FROM (NEW."notes") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."referrer_name" IS DISTINCT FROM (NEW."referrer_name") OR OLD."segment" IS DISTINCT FROM (NEW."segment") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."status" IS DISTINCT FROM (NEW."status"))',
                            func='INSERT INTO "prospects_prospectevent" ("address", "archived_at", "area_code", "birth_date", "branch_id", "contact_basis", "email", "employment", "id", "kind", "marital_status", "name", "notes", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "referrer_name", "segment", "sex", "source", "status") VALUES (NEW."address", NEW."archived_at", NEW."area_code", NEW."birth_date", NEW."branch_id", NEW."contact_basis", NEW."email", NEW."employment", NEW."id", NEW."kind", NEW."marital_status", NEW."name", NEW."notes", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."referrer_name", NEW."segment", NEW."sex", NEW."source", NEW."status"); RETURN NULL;',
                            hash="78a44b7e9b5c6acafa45dc6a23d25d954ee6a2da",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_41473",
                            table="prospects_prospect",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_prospectevent" ("address", "archived_at", "area_code", "birth_date", "branch_id", "contact_basis", "email", "employment", "id", "kind", "marital_status", "name", "notes", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "referrer_name", "segment", "sex", "source", "status") VALUES (OLD."address", OLD."archived_at", OLD."area_code", OLD."birth_date", OLD."branch_id", OLD."contact_basis", OLD."email", OLD."employment", OLD."id", OLD."kind", OLD."marital_status", OLD."name", OLD."notes", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."referrer_name", OLD."segment", OLD."sex", OLD."source", OLD."status"); RETURN NULL;',
                            hash="2180dbbccc7d989bebe06533e80fe72e1208d68b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9c392",
                            table="prospects_prospect",
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
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("label", models.CharField(max_length=40, verbose_name="block and number")),
                ("key", models.CharField(editable=False, max_length=40)),
                ("type", models.CharField(blank=True, max_length=40, verbose_name="type")),
                (
                    "price",
                    models.DecimalField(
                        blank=True, decimal_places=0, max_digits=15, null=True, verbose_name="price"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="prospects.project",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("project"), models.F("label"), models.F("id"), name="unit_label"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "key"),
                        name="unit_once",
                        violation_error_message="This project has a unit of this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price", None), ("price__gt", 0), _connector="OR"),
                        name="unit_price_positive",
                        violation_error_message="The price must be above zero.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_unitevent" ("id", "is_active", "label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "project_id", "type") VALUES (NEW."id", NEW."is_active", NEW."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."price", NEW."project_id", NEW."type"); RETURN NULL;',
                            hash="649b12d2cdb8fc151335c0295932527a49c4eef0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2871c",
                            table="prospects_unit",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."label" IS DISTINCT FROM (NEW."label") OR OLD."price" IS DISTINCT FROM (NEW."price") OR OLD."project_id" IS DISTINCT FROM (NEW."project_id") OR OLD."type" IS DISTINCT FROM (NEW."type"))',
                            func='INSERT INTO "prospects_unitevent" ("id", "is_active", "label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "project_id", "type") VALUES (NEW."id", NEW."is_active", NEW."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."price", NEW."project_id", NEW."type"); RETURN NULL;',
                            hash="01fe0c96aa0432c7696ad518459bacf49ccca837",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9ba8e",
                            table="prospects_unit",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_unitevent" ("id", "is_active", "label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "project_id", "type") VALUES (OLD."id", OLD."is_active", OLD."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."price", OLD."project_id", OLD."type"); RETURN NULL;',
                            hash="091df1f75a7d2403ad5f47ecf457809b243f0a63",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_648b5",
                            table="prospects_unit",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Opportunity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("stage", models.CharField(max_length=16, verbose_name="stage")),
                ("status", models.CharField(default="open", max_length=8)),
                (
                    "amount",
                    models.DecimalField(decimal_places=0, max_digits=15, verbose_name="amount"),
                ),
                ("public_id", core.public_id.PublicIdField()),
                (
                    "expected_close_on",
                    models.DateField(blank=True, null=True, verbose_name="expected close"),
                ),
                ("close_month", models.DateField(editable=False, null=True)),
                ("loss_note", models.CharField(blank=True, max_length=300)),
                ("paused_until", models.DateField(blank=True, null=True)),
                ("stage_since", models.DateField(editable=False)),
                (
                    "holder",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("customer", "Customer"),
                            ("officer", "Account officer (file)"),
                            ("slik", "SLIK"),
                            ("appraiser", "Appraiser"),
                            ("partner", "Developer or dealer"),
                            ("notary", "Notary"),
                            ("analyst", "Analyst"),
                            ("approver", "Approver"),
                            ("credit_administration", "Credit administration"),
                        ],
                        max_length=24,
                    ),
                ),
                ("holder_since", models.DateField(editable=False, null=True)),
                ("holder_due_on", models.DateField(editable=False, null=True)),
                ("created_at", models.DateTimeField(editable=False)),
                ("created_on", models.DateField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                ("closed_on", models.DateField(editable=False, null=True)),
                ("archived_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("state_at", models.DateTimeField(editable=False)),
                ("external_system", models.CharField(blank=True, editable=False, max_length=40)),
                (
                    "external_id",
                    models.CharField(blank=True, editable=False, max_length=80, null=True),
                ),
                ("is_imported", models.BooleanField(default=False, editable=False)),
                (
                    "analyst",
                    models.ForeignKey(
                        blank=True,
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
                    "import_batch",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.importbatch",
                    ),
                ),
                (
                    "loss_reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.lossreason",
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
                    "state_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.partner",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.project",
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
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.unit",
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
                        condition=models.Q(("archived_at", None)),
                        name="opp_owner",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.OrderBy(models.F("updated_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("archived_at", None)),
                        name="opp_branch",
                    ),
                    models.Index(
                        models.OrderBy(models.F("updated_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("archived_at", None)),
                        name="opp_all",
                    ),
                    models.Index(
                        models.F("owner"),
                        models.F("stage"),
                        models.OrderBy(models.F("updated_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("archived_at", None), ("status", "open")),
                        name="opp_owner_stage",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.F("stage"),
                        models.OrderBy(models.F("updated_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("archived_at", None), ("status", "open")),
                        name="opp_branch_stage",
                    ),
                    models.Index(
                        models.F("stage"),
                        models.OrderBy(models.F("updated_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("archived_at", None), ("status", "open")),
                        name="opp_stage",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.F("holder"),
                        models.F("holder_due_on"),
                        condition=models.Q(
                            ("archived_at", None),
                            ("status", "open"),
                            models.Q(("holder", ""), _negated=True),
                        ),
                        include=("amount", "owner"),
                        name="opp_held",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.F("created_on"),
                        condition=models.Q(("archived_at", None)),
                        include=("status", "owner", "product"),
                        name="opp_branch_created",
                    ),
                    models.Index(
                        models.F("analyst"),
                        models.OrderBy(models.F("updated_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("archived_at", None), ("analyst__isnull", False)),
                        name="opp_analyst",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.OrderBy(models.F("amount"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("archived_at", None)),
                        name="opp_branch_amount",
                    ),
                    models.Index(
                        models.OrderBy(models.F("amount"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("archived_at", None)),
                        name="opp_all_amount",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.F("expected_close_on"),
                        models.F("id"),
                        condition=models.Q(("archived_at", None)),
                        name="opp_branch_close",
                    ),
                    models.Index(
                        models.F("expected_close_on"),
                        models.F("id"),
                        condition=models.Q(("archived_at", None)),
                        name="opp_all_close",
                    ),
                    models.Index(
                        models.F("expected_close_on"),
                        models.F("id"),
                        condition=models.Q(("archived_at", None), ("status", "open")),
                        name="opp_open_close",
                    ),
                    models.Index(
                        models.F("owner"),
                        models.F("expected_close_on"),
                        models.F("id"),
                        condition=models.Q(("archived_at", None), ("status", "open")),
                        name="opp_owner_close",
                    ),
                    models.Index(
                        models.F("owner"),
                        models.OrderBy(models.F("amount"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("archived_at", None)),
                        name="opp_owner_amount",
                    ),
                    models.Index(
                        models.F("owner"),
                        models.F("created_on"),
                        models.F("id"),
                        condition=models.Q(("archived_at", None)),
                        name="opp_owner_created",
                    ),
                    models.Index(
                        models.F("created_on"),
                        models.F("id"),
                        condition=models.Q(("archived_at", None)),
                        name="opp_all_created",
                    ),
                    models.Index(models.F("prospect"), name="opp_prospect"),
                    models.Index(
                        models.F("partner"),
                        condition=models.Q(("partner__isnull", False)),
                        name="opp_partner",
                    ),
                    models.Index(
                        models.F("project"),
                        condition=models.Q(("project__isnull", False)),
                        name="opp_project",
                    ),
                    models.Index(
                        models.F("unit"),
                        condition=models.Q(("unit__isnull", False)),
                        name="opp_unit",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.F("closed_on"),
                        condition=models.Q(("status", "lost")),
                        name="opp_branch_closed",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("external_system", "external_id"), name="opportunity_external_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)),
                        name="opportunity_amount_not_negative",
                        violation_error_message="The amount must not be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "won", "lost"])),
                        name="opportunity_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "lost"), ("loss_reason", None), _connector="OR"
                        ),
                        name="opportunity_reason_only_if_lost",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unit", None),
                            models.Q(("project", None), _negated=True),
                            _connector="OR",
                        ),
                        name="opportunity_unit_in_project",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("project", None),
                            models.Q(("partner", None), _negated=True),
                            _connector="OR",
                        ),
                        name="opportunity_project_of_partner",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="keep_state",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nIF TG_OP = 'UPDATE' THEN\n    IF ROW(NEW.stage, NEW.status, NEW.amount, NEW.owner_id, NEW.branch_id, NEW.product_id,\n           NEW.loss_reason_id, NEW.archived_at IS NULL)\n       IS NOT DISTINCT FROM\n       ROW(OLD.stage, OLD.status, OLD.amount, OLD.owner_id, OLD.branch_id, OLD.product_id,\n           OLD.loss_reason_id, OLD.archived_at IS NULL)\n    THEN RETURN NULL; END IF;\n    -- Two changes at one moment leave one state: a state that lasts no time is no state.\n    DELETE FROM prospects_opportunitystate\n        WHERE opportunity_id = NEW.id AND valid_to IS NULL AND valid_from >= NEW.state_at;\n    UPDATE prospects_opportunitystate SET valid_to = NEW.state_at\n        WHERE opportunity_id = NEW.id AND valid_to IS NULL;\nEND IF;\nINSERT INTO prospects_opportunitystate\n    (opportunity_id, stage, status, amount, owner_id, branch_id, product_id, loss_reason_id,\n     valid_from, by_id, is_archived, is_imported)\nVALUES\n    (NEW.id, NEW.stage, NEW.status, NEW.amount, NEW.owner_id, NEW.branch_id, NEW.product_id,\n     NEW.loss_reason_id, NEW.state_at, NEW.state_by_id, NEW.archived_at IS NOT NULL,\n     NEW.is_imported);\nRETURN NULL;\n",
                            hash="2920307d6b6651836c4a0fab35799e1c5298a26e",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_keep_state_371a6",
                            table="prospects_opportunity",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delta_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nINSERT INTO prospects_pipelinedelta (branch_id, owner_id, product_id, stage, status, close_month, n, amount)\nSELECT branch_id, owner_id, product_id, stage, status, close_month, sum(n), sum(amount) FROM (SELECT branch_id, owner_id, product_id, stage, status, close_month, 1 AS n, amount AS amount FROM new_rows WHERE archived_at IS NULL) AS changes\nGROUP BY branch_id, owner_id, product_id, stage, status, close_month HAVING sum(n) <> 0 OR sum(amount) <> 0;\nRETURN NULL;\n",
                            hash="0ae947023aef79f891afbe2dc28dccd9b9747218",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_delta_insert_de4b2",
                            referencing="REFERENCING NEW TABLE AS new_rows ",
                            table="prospects_opportunity",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delta_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nINSERT INTO prospects_pipelinedelta (branch_id, owner_id, product_id, stage, status, close_month, n, amount)\nSELECT branch_id, owner_id, product_id, stage, status, close_month, sum(n), sum(amount) FROM (SELECT branch_id, owner_id, product_id, stage, status, close_month, -1 AS n, -amount AS amount FROM old_rows WHERE archived_at IS NULL UNION ALL SELECT branch_id, owner_id, product_id, stage, status, close_month, 1 AS n, amount AS amount FROM new_rows WHERE archived_at IS NULL) AS changes\nGROUP BY branch_id, owner_id, product_id, stage, status, close_month HAVING sum(n) <> 0 OR sum(amount) <> 0;\nRETURN NULL;\n",
                            hash="8f54f964ead91aa2f5ac498ec8520cad22f1ca19",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_delta_update_71391",
                            referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                            table="prospects_opportunity",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delta_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nINSERT INTO prospects_pipelinedelta (branch_id, owner_id, product_id, stage, status, close_month, n, amount)\nSELECT branch_id, owner_id, product_id, stage, status, close_month, sum(n), sum(amount) FROM (SELECT branch_id, owner_id, product_id, stage, status, close_month, -1 AS n, -amount AS amount FROM old_rows WHERE archived_at IS NULL) AS changes\nGROUP BY branch_id, owner_id, product_id, stage, status, close_month HAVING sum(n) <> 0 OR sum(amount) <> 0;\nRETURN NULL;\n",
                            hash="e4678399de219c40812e0e675c3e9da53bf27dc3",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delta_delete_2844a",
                            referencing="REFERENCING OLD TABLE AS old_rows ",
                            table="prospects_opportunity",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="branch_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nINSERT INTO prospects_branchdelta (kind, branch_id, product_id, day, state, code, n, amount)\nSELECT kind, branch_id, product_id, day, state, code, sum(n), sum(amount) FROM (SELECT * FROM (SELECT 'pipeline', branch_id, product_id, NULL::date, status, stage, 1, amount FROM new_rows WHERE archived_at IS NULL UNION ALL SELECT 'held', branch_id, 0, holder_due_on, '', holder, 1, amount FROM new_rows WHERE archived_at IS NULL AND status = 'open' AND holder <> '' UNION ALL SELECT 'created', branch_id, 0, created_on, status, '', 1, 0 FROM new_rows WHERE archived_at IS NULL) AS counted (kind, branch_id, product_id, day, state, code, n, amount)) AS changes\nGROUP BY kind, branch_id, product_id, day, state, code HAVING sum(n) <> 0 OR sum(amount) <> 0;\nRETURN NULL;",
                            hash="b3c0f7f9d362d9a203b7a31a9666ca949bb5fb07",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_branch_insert_aec0a",
                            referencing="REFERENCING NEW TABLE AS new_rows ",
                            table="prospects_opportunity",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="branch_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nINSERT INTO prospects_branchdelta (kind, branch_id, product_id, day, state, code, n, amount)\nSELECT kind, branch_id, product_id, day, state, code, sum(n), sum(amount) FROM (SELECT * FROM (SELECT 'pipeline', branch_id, product_id, NULL::date, status, stage, -1, -amount FROM old_rows WHERE archived_at IS NULL UNION ALL SELECT 'held', branch_id, 0, holder_due_on, '', holder, -1, -amount FROM old_rows WHERE archived_at IS NULL AND status = 'open' AND holder <> '' UNION ALL SELECT 'created', branch_id, 0, created_on, status, '', -1, 0 FROM old_rows WHERE archived_at IS NULL) AS counted (kind, branch_id, product_id, day, state, code, n, amount) UNION ALL SELECT * FROM (SELECT 'pipeline', branch_id, product_id, NULL::date, status, stage, 1, amount FROM new_rows WHERE archived_at IS NULL UNION ALL SELECT 'held', branch_id, 0, holder_due_on, '', holder, 1, amount FROM new_rows WHERE archived_at IS NULL AND status = 'open' AND holder <> '' UNION ALL SELECT 'created', branch_id, 0, created_on, status, '', 1, 0 FROM new_rows WHERE archived_at IS NULL) AS counted (kind, branch_id, product_id, day, state, code, n, amount)) AS changes\nGROUP BY kind, branch_id, product_id, day, state, code HAVING sum(n) <> 0 OR sum(amount) <> 0;\nRETURN NULL;",
                            hash="84e14a18596e8546d6fbfd160aad6399c6abdfac",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_branch_update_697f9",
                            referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                            table="prospects_opportunity",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="branch_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nINSERT INTO prospects_branchdelta (kind, branch_id, product_id, day, state, code, n, amount)\nSELECT kind, branch_id, product_id, day, state, code, sum(n), sum(amount) FROM (SELECT * FROM (SELECT 'pipeline', branch_id, product_id, NULL::date, status, stage, -1, -amount FROM old_rows WHERE archived_at IS NULL UNION ALL SELECT 'held', branch_id, 0, holder_due_on, '', holder, -1, -amount FROM old_rows WHERE archived_at IS NULL AND status = 'open' AND holder <> '' UNION ALL SELECT 'created', branch_id, 0, created_on, status, '', -1, 0 FROM old_rows WHERE archived_at IS NULL) AS counted (kind, branch_id, product_id, day, state, code, n, amount)) AS changes\nGROUP BY kind, branch_id, product_id, day, state, code HAVING sum(n) <> 0 OR sum(amount) <> 0;\nRETURN NULL;",
                            hash="06667fec12524c31970f29443cf2ebff59d290ea",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_branch_delete_96f46",
                            referencing="REFERENCING OLD TABLE AS old_rows ",
                            table="prospects_opportunity",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "prospects_opportunityevent" ("amount", "analyst_id", "archived_at", "branch_id", "expected_close_on", "holder", "id", "loss_note", "loss_reason_id", "owner_id", "partner_id", "paused_until", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "project_id", "prospect_id", "stage", "status", "unit_id") SELECT new_values."amount", new_values."analyst_id", new_values."archived_at", new_values."branch_id", new_values."expected_close_on", new_values."holder", new_values."id", new_values."loss_note", new_values."loss_reason_id", new_values."owner_id", new_values."partner_id", new_values."paused_until", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."product_id", new_values."project_id", new_values."prospect_id", new_values."stage", new_values."status", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="57145fd5c8c599344c6b632b1d5582c32f8ab8fd",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1e894",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="prospects_opportunity",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."analyst_id" IS DISTINCT FROM (NEW."analyst_id") OR OLD."archived_at" IS DISTINCT FROM (NEW."archived_at") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."expected_close_on" IS DISTINCT FROM (NEW."expected_close_on") OR OLD."holder" IS DISTINCT FROM (NEW."holder") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."loss_note" IS DISTINCT FROM (NEW."loss_note") OR OLD."loss_reason_id" IS DISTINCT FROM (NEW."loss_reason_id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."partner_id" IS DISTINCT FROM (NEW."partner_id") OR OLD."paused_until" IS DISTINCT FROM (NEW."paused_until") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."project_id" IS DISTINCT FROM (NEW."project_id") OR OLD."prospect_id" IS DISTINCT FROM (NEW."prospect_id") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id"))',
                            func='INSERT INTO "prospects_opportunityevent" ("amount", "analyst_id", "archived_at", "branch_id", "expected_close_on", "holder", "id", "loss_note", "loss_reason_id", "owner_id", "partner_id", "paused_until", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "project_id", "prospect_id", "stage", "status", "unit_id") VALUES (NEW."amount", NEW."analyst_id", NEW."archived_at", NEW."branch_id", NEW."expected_close_on", NEW."holder", NEW."id", NEW."loss_note", NEW."loss_reason_id", NEW."owner_id", NEW."partner_id", NEW."paused_until", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."product_id", NEW."project_id", NEW."prospect_id", NEW."stage", NEW."status", NEW."unit_id"); RETURN NULL;',
                            hash="98e3f747a514ed20516859a82143adc683378e80",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_61e3f",
                            table="prospects_opportunity",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_opportunityevent" ("amount", "analyst_id", "archived_at", "branch_id", "expected_close_on", "holder", "id", "loss_note", "loss_reason_id", "owner_id", "partner_id", "paused_until", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "project_id", "prospect_id", "stage", "status", "unit_id") VALUES (OLD."amount", OLD."analyst_id", OLD."archived_at", OLD."branch_id", OLD."expected_close_on", OLD."holder", OLD."id", OLD."loss_note", OLD."loss_reason_id", OLD."owner_id", OLD."partner_id", OLD."paused_until", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."product_id", OLD."project_id", OLD."prospect_id", OLD."stage", OLD."status", OLD."unit_id"); RETURN NULL;',
                            hash="011130f538321882b0aedeb6493408e8a970f802",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_92383",
                            table="prospects_opportunity",
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
            name="MemoSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("application", "Application"),
                            ("debtor", "Debtor and relation with the bank"),
                            ("income", "Business and income"),
                            ("ratio", "RPC and DSR"),
                            ("slik", "SLIK"),
                            ("collateral", "Collateral"),
                            ("character", "5C: Character"),
                            ("capacity", "5C: Capacity"),
                            ("capital", "5C: Capital"),
                            ("security", "5C: Collateral"),
                            ("condition", "5C: Condition"),
                            ("risk", "Risk and mitigation"),
                            ("proposal", "Proposal and conditions"),
                        ],
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=6000, verbose_name="text")),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
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
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
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
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.prospect",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("opportunity", "part"), name="memo_section_once"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_memosectionevent" ("branch_id", "id", "opportunity_id", "owner_id", "part", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."branch_id", NEW."id", NEW."opportunity_id", NEW."owner_id", NEW."part", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."text"); RETURN NULL;',
                            hash="ce0db4702dc8dffcc402c59554ef4ddcfa9ecf0b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f5701",
                            table="prospects_memosection",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."opportunity_id" IS DISTINCT FROM (NEW."opportunity_id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."part" IS DISTINCT FROM (NEW."part") OR OLD."text" IS DISTINCT FROM (NEW."text"))',
                            func='INSERT INTO "prospects_memosectionevent" ("branch_id", "id", "opportunity_id", "owner_id", "part", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."branch_id", NEW."id", NEW."opportunity_id", NEW."owner_id", NEW."part", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."text"); RETURN NULL;',
                            hash="370030b77ee516e58d4ead6d6d71263ccfd68139",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_55853",
                            table="prospects_memosection",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_memosectionevent" ("branch_id", "id", "opportunity_id", "owner_id", "part", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (OLD."branch_id", OLD."id", OLD."opportunity_id", OLD."owner_id", OLD."part", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."text"); RETURN NULL;',
                            hash="e369810643dcdf9e2cc2342eee321129167008ca",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b4790",
                            table="prospects_memosection",
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
            name="MemoSectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("application", "Application"),
                            ("debtor", "Debtor and relation with the bank"),
                            ("income", "Business and income"),
                            ("ratio", "RPC and DSR"),
                            ("slik", "SLIK"),
                            ("collateral", "Collateral"),
                            ("character", "5C: Character"),
                            ("capacity", "5C: Capacity"),
                            ("capital", "5C: Capital"),
                            ("security", "5C: Collateral"),
                            ("condition", "5C: Condition"),
                            ("risk", "Risk and mitigation"),
                            ("proposal", "Proposal and conditions"),
                        ],
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=6000, verbose_name="text")),
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
                        related_name="id_opportunity_part_text_owner_branch_events",
                        to="prospects.memosection",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MemoVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("number", models.PositiveSmallIntegerField(editable=False)),
                ("content", models.JSONField(editable=False)),
                ("sha256", models.CharField(editable=False, max_length=64)),
                ("pdf", models.BinaryField(null=True)),
                ("docx", models.BinaryField(null=True)),
                ("made_at", models.DateTimeField(editable=False, null=True)),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
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
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
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
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.prospect",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("opportunity", "number"), name="memo_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="memo_number_counts"
                    ),
                ],
            },
            managers=[
                ("_unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("slik", "SLIK"),
                            ("ots", "Site visit (OTS)"),
                            ("appraisal", "Appraisal (taksasi)"),
                            ("memo", "Memo analisa"),
                            ("decision", "Decision"),
                            ("sppk", "SPPK"),
                            ("signing", "Signing (akad)"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reached_on", models.DateField()),
                ("reference", models.CharField(blank=True, max_length=60)),
                ("created_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prospects.opportunity",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("opportunity", "kind"), name="milestone_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
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
                    "purpose",
                    models.CharField(
                        choices=[
                            ("home", "A home"),
                            ("vehicle", "A vehicle"),
                            ("personal", "Schooling, health, renovation"),
                            ("working_capital", "Stock and running the business"),
                            ("equipment", "Tools or premises for the business"),
                            ("safe_growth", "Idle money, kept safe"),
                            ("saving_goal", "Saving towards a goal"),
                            ("daily_money", "Salary and daily payments"),
                        ],
                        max_length=16,
                        verbose_name="what for",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        verbose_name="amount",
                    ),
                ),
                ("wanted_on", models.DateField(blank=True, null=True, verbose_name="by when")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Still needed"),
                            ("met", "Met"),
                            ("dropped", "No longer needed"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(editable=False)),
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("amount__gt", 0), _connector="OR"),
                        name="need_amount_positive",
                        violation_error_message="The amount must be above zero.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_needevent" ("amount", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "purpose", "state", "wanted_on") VALUES (NEW."amount", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."prospect_id", NEW."purpose", NEW."state", NEW."wanted_on"); RETURN NULL;',
                            hash="10d324c242a7fa1d43aceeb466b1a979d8b18d4f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_66b62",
                            table="prospects_need",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."prospect_id" IS DISTINCT FROM (NEW."prospect_id") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."wanted_on" IS DISTINCT FROM (NEW."wanted_on"))',
                            func='INSERT INTO "prospects_needevent" ("amount", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "purpose", "state", "wanted_on") VALUES (NEW."amount", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."prospect_id", NEW."purpose", NEW."state", NEW."wanted_on"); RETURN NULL;',
                            hash="6c4292b1eee581f85a0085168e8b33f78ff01114",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_be2d4",
                            table="prospects_need",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_needevent" ("amount", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "purpose", "state", "wanted_on") VALUES (OLD."amount", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."prospect_id", OLD."purpose", OLD."state", OLD."wanted_on"); RETURN NULL;',
                            hash="18b04cb3baedb000ac13398641c38ad45b3fea80",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f071f",
                            table="prospects_need",
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
            name="NeedEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("home", "A home"),
                            ("vehicle", "A vehicle"),
                            ("personal", "Schooling, health, renovation"),
                            ("working_capital", "Stock and running the business"),
                            ("equipment", "Tools or premises for the business"),
                            ("safe_growth", "Idle money, kept safe"),
                            ("saving_goal", "Saving towards a goal"),
                            ("daily_money", "Salary and daily payments"),
                        ],
                        max_length=16,
                        verbose_name="what for",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        verbose_name="amount",
                    ),
                ),
                ("wanted_on", models.DateField(blank=True, null=True, verbose_name="by when")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Still needed"),
                            ("met", "Met"),
                            ("dropped", "No longer needed"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_prospect_purpose_amount_wanted_on_note_state_events",
                        to="prospects.need",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OpportunityEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("stage", models.CharField(max_length=16, verbose_name="stage")),
                ("status", models.CharField(default="open", max_length=8)),
                (
                    "amount",
                    models.DecimalField(decimal_places=0, max_digits=15, verbose_name="amount"),
                ),
                (
                    "expected_close_on",
                    models.DateField(blank=True, null=True, verbose_name="expected close"),
                ),
                ("loss_note", models.CharField(blank=True, max_length=300)),
                ("paused_until", models.DateField(blank=True, null=True)),
                (
                    "holder",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("customer", "Customer"),
                            ("officer", "Account officer (file)"),
                            ("slik", "SLIK"),
                            ("appraiser", "Appraiser"),
                            ("partner", "Developer or dealer"),
                            ("notary", "Notary"),
                            ("analyst", "Analyst"),
                            ("approver", "Approver"),
                            ("credit_administration", "Credit administration"),
                        ],
                        max_length=24,
                    ),
                ),
                ("archived_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "analyst",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
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
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "loss_reason",
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
                        related_name="id_prospect_product_stage_status_amount_owner_branch_expected_close_on_loss_reason_loss_note_paused_until_holder_analyst_partner_project_unit_archived_at_events",
                        to="prospects.opportunity",
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
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="prospects.partner",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="prospects.project",
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
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="prospects.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OpportunityState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stage", models.CharField(max_length=16, verbose_name="stage")),
                ("status", models.CharField(default="open", max_length=8)),
                (
                    "amount",
                    models.DecimalField(decimal_places=0, max_digits=15, verbose_name="amount"),
                ),
                ("valid_from", models.DateTimeField()),
                ("valid_to", models.DateTimeField(null=True)),
                ("is_archived", models.BooleanField(default=False)),
                ("is_imported", models.BooleanField(default=False)),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "loss_reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.lossreason",
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "indexes": [
                    models.Index(
                        models.F("opportunity"), models.F("valid_from"), name="state_opportunity"
                    ),
                    models.Index(
                        models.F("branch"),
                        models.F("valid_from"),
                        models.F("valid_to"),
                        name="state_branch",
                    ),
                    models.Index(
                        models.F("owner"),
                        models.F("valid_from"),
                        models.F("valid_to"),
                        name="state_owner",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("opportunity",),
                        name="state_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="state_lasts",
                    ),
                ],
            },
            managers=[
                ("_unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PartnerContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("role", models.CharField(blank=True, max_length=80, verbose_name="role")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="phone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="prospects.partner",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("partner"),
                        models.F("name"),
                        models.F("id"),
                        name="partner_contact",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_partnercontactevent" ("email", "id", "name", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "role") VALUES (NEW."email", NEW."id", NEW."name", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."role"); RETURN NULL;',
                            hash="1482d22b20c35ab522676c9b178dc01585367c53",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_113a8",
                            table="prospects_partnercontact",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."partner_id" IS DISTINCT FROM (NEW."partner_id") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."role" IS DISTINCT FROM (NEW."role"))',
                            func='INSERT INTO "prospects_partnercontactevent" ("email", "id", "name", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "role") VALUES (NEW."email", NEW."id", NEW."name", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."role"); RETURN NULL;',
                            hash="3b16c576115a35412a7aa3cfb56fe2631e146a0d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3c4fd",
                            table="prospects_partnercontact",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_partnercontactevent" ("email", "id", "name", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "role") VALUES (OLD."email", OLD."id", OLD."name", OLD."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."role"); RETURN NULL;',
                            hash="19c5194a25e95467313b7d095362a1ba2b3a37c8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_42797",
                            table="prospects_partnercontact",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerContactEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("role", models.CharField(blank=True, max_length=80, verbose_name="role")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="phone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "partner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="prospects.partner",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_partner_name_role_phone_email_events",
                        to="prospects.partnercontact",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PartnerEvent",
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
                            ("developer", "Developer"),
                            ("agent", "Property agent"),
                            ("dealer", "Dealer"),
                            ("notary", "Notary and PPAT"),
                            ("appraiser", "Appraiser (KJPP)"),
                            ("insurer", "Insurer"),
                            ("institution", "Payroll institution"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "agreement_number",
                    models.CharField(blank=True, max_length=60, verbose_name="agreement number"),
                ),
                (
                    "agreement_from",
                    models.DateField(blank=True, null=True, verbose_name="agreement from"),
                ),
                (
                    "agreement_until",
                    models.DateField(blank=True, null=True, verbose_name="agreement until"),
                ),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="phone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                ("notes", models.TextField(blank=True, max_length=2000, verbose_name="notes")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
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
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
                        related_name="id_kind_name_agreement_number_agreement_from_agreement_until_phone_email_address_officer_branch_notes_is_active_events",
                        to="prospects.partner",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PipelineDelta",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("branch_id", models.BigIntegerField()),
                ("owner_id", models.BigIntegerField()),
                ("product_id", models.BigIntegerField()),
                ("stage", models.CharField(max_length=16)),
                ("status", models.CharField(max_length=8)),
                ("close_month", models.DateField(null=True)),
                ("n", models.BigIntegerField()),
                ("amount", models.DecimalField(decimal_places=0, max_digits=20)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PipelineSummary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("branch_id", models.BigIntegerField()),
                ("owner_id", models.BigIntegerField()),
                ("product_id", models.BigIntegerField()),
                ("stage", models.CharField(max_length=16)),
                ("status", models.CharField(max_length=8)),
                ("close_month", models.DateField(null=True)),
                ("n", models.BigIntegerField()),
                ("amount", models.DecimalField(decimal_places=0, max_digits=20)),
            ],
            options={
                "indexes": [models.Index(fields=["owner_id", "status"], name="summary_owner")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "branch_id",
                            "owner_id",
                            "product_id",
                            "stage",
                            "status",
                            "close_month",
                        ),
                        name="summary_keys",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                ("notes", models.TextField(blank=True, max_length=2000, verbose_name="notes")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "partner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="prospects.partner",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_partner_name_address_notes_is_active_events",
                        to="prospects.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                    "price",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="price of what is bought",
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=200, verbose_name="purpose")),
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
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "constraints": [
                    models.UniqueConstraint(fields=("opportunity",), name="proposal_once"),
                    models.CheckConstraint(
                        condition=models.Q(("months__range", (1, 480))),
                        name="proposal_months",
                        violation_error_message="The term is 1 to 480 months.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_proposalevent" ("branch_id", "id", "months", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "prospect_id", "purpose", "rate", "removed_at") VALUES (NEW."branch_id", NEW."id", NEW."months", NEW."opportunity_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."price", NEW."prospect_id", NEW."purpose", NEW."rate", NEW."removed_at"); RETURN NULL;',
                            hash="11ab8e71779945b0a78649a1b32d2a000940e114",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f8f8b",
                            table="prospects_proposal",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."months" IS DISTINCT FROM (NEW."months") OR OLD."opportunity_id" IS DISTINCT FROM (NEW."opportunity_id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."price" IS DISTINCT FROM (NEW."price") OR OLD."prospect_id" IS DISTINCT FROM (NEW."prospect_id") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."removed_at" IS DISTINCT FROM (NEW."removed_at"))',
                            func='INSERT INTO "prospects_proposalevent" ("branch_id", "id", "months", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "prospect_id", "purpose", "rate", "removed_at") VALUES (NEW."branch_id", NEW."id", NEW."months", NEW."opportunity_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."price", NEW."prospect_id", NEW."purpose", NEW."rate", NEW."removed_at"); RETURN NULL;',
                            hash="b11d0ad33b12a11098caae530cc571a3563651b3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9f371",
                            table="prospects_proposal",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_proposalevent" ("branch_id", "id", "months", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "prospect_id", "purpose", "rate", "removed_at") VALUES (OLD."branch_id", OLD."id", OLD."months", OLD."opportunity_id", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."price", OLD."prospect_id", OLD."purpose", OLD."rate", OLD."removed_at"); RETURN NULL;',
                            hash="3c7665f838d8b4883aa720a69a0efa9a420c6203",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_82f0f",
                            table="prospects_proposal",
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
            name="ProposalEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
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
                    "price",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="price of what is bought",
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=200, verbose_name="purpose")),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                        related_name="id_opportunity_months_rate_price_purpose_prospect_owner_branch_removed_at_events",
                        to="prospects.proposal",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProspectEvent",
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
                        choices=[("person", "Person"), ("company", "Company")],
                        default="person",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "phone",
                    models.CharField(blank=True, max_length=20, verbose_name="mobile number"),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                ("area_code", models.CharField(blank=True, max_length=6, verbose_name="region")),
                ("source", models.CharField(blank=True, max_length=20, verbose_name="source")),
                (
                    "referrer_name",
                    models.CharField(blank=True, max_length=120, verbose_name="referred by"),
                ),
                (
                    "contact_basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own_request", "Asked the bank himself"),
                            ("consent", "Agreed to be contacted"),
                            ("customer", "Is already a customer"),
                            ("referred", "Referred; ask for consent at first contact"),
                            ("public", "Public source; ask for consent at first contact"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("dormant", "Dormant"),
                            ("customer", "Customer"),
                            ("not_interested", "Not interested"),
                        ],
                        default="active",
                        max_length=16,
                        verbose_name="status",
                    ),
                ),
                ("notes", models.TextField(blank=True, max_length=4000, verbose_name="notes")),
                ("segment", models.CharField(blank=True, max_length=20)),
                ("archived_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="birth date")),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("female", "Female"), ("male", "Male")],
                        db_default="",
                        default="",
                        max_length=6,
                        verbose_name="sex",
                    ),
                ),
                (
                    "marital_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("single", "Not married"),
                            ("married", "Married"),
                            ("divorced", "Divorced"),
                            ("widowed", "Widowed"),
                        ],
                        db_default="",
                        default="",
                        max_length=8,
                        verbose_name="marital status",
                    ),
                ),
                (
                    "employment",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("employee", "Employee"),
                            ("self_employed", "Self-employed"),
                            ("professional", "Professional"),
                        ],
                        db_default="",
                        default="",
                        max_length=13,
                        verbose_name="kind of work",
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
                        related_name="id_kind_name_phone_email_address_area_code_source_referrer_name_contact_basis_status_notes_owner_branch_segment_archived_at_birth_date_sex_marital_status_employment_events",
                        to="prospects.prospect",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProspectLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("spouse", "Spouse"),
                            ("parent", "Parent"),
                            ("child", "Child"),
                            ("guarantor", "Guarantor"),
                            ("guaranteed", "Guarantees for"),
                            ("employer", "Employer"),
                            ("employee", "Employee"),
                            ("company_owner", "Owner of the company"),
                            ("owned_company", "Company he owns"),
                            ("group", "Same group"),
                            ("referred_by", "Was referred by"),
                            ("referred", "Referred to us"),
                        ],
                        max_length=16,
                        verbose_name="kind of link",
                    ),
                ),
                ("other_name", models.CharField(blank=True, max_length=160, verbose_name="name")),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="note")),
                ("created_at", models.DateTimeField(editable=False)),
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
                    "other",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prospects.prospect",
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("other__isnull", False)),
                        fields=("prospect", "kind", "other"),
                        name="link_once",
                        violation_error_message="This link is recorded already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("other", models.F("prospect")), _negated=True),
                        name="link_to_another",
                        violation_error_message="A prospect is not linked to himself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("other__isnull", False),
                            models.Q(("other_name", ""), _negated=True),
                            _connector="XOR",
                        ),
                        name="link_record_or_name",
                        violation_error_message="Choose a record, or write a name.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_prospectlinkevent" ("id", "kind", "note", "other_id", "other_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id") VALUES (NEW."id", NEW."kind", NEW."note", NEW."other_id", NEW."other_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."prospect_id"); RETURN NULL;',
                            hash="89d859d5e9c1896cdc35c118d4da4999e228a77f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1423a",
                            table="prospects_prospectlink",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."other_id" IS DISTINCT FROM (NEW."other_id") OR OLD."other_name" IS DISTINCT FROM (NEW."other_name") OR OLD."prospect_id" IS DISTINCT FROM (NEW."prospect_id"))',
                            func='INSERT INTO "prospects_prospectlinkevent" ("id", "kind", "note", "other_id", "other_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id") VALUES (NEW."id", NEW."kind", NEW."note", NEW."other_id", NEW."other_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."prospect_id"); RETURN NULL;',
                            hash="1c8216621fd90abe7c2b6ffb8654c9ea39037f8e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a669c",
                            table="prospects_prospectlink",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_prospectlinkevent" ("id", "kind", "note", "other_id", "other_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id") VALUES (OLD."id", OLD."kind", OLD."note", OLD."other_id", OLD."other_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."prospect_id"); RETURN NULL;',
                            hash="d3311b33af3e65a381ae40f8f8786ef3400832ee",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2240c",
                            table="prospects_prospectlink",
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
            name="ProspectLinkEvent",
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
                            ("spouse", "Spouse"),
                            ("parent", "Parent"),
                            ("child", "Child"),
                            ("guarantor", "Guarantor"),
                            ("guaranteed", "Guarantees for"),
                            ("employer", "Employer"),
                            ("employee", "Employee"),
                            ("company_owner", "Owner of the company"),
                            ("owned_company", "Company he owns"),
                            ("group", "Same group"),
                            ("referred_by", "Was referred by"),
                            ("referred", "Referred to us"),
                        ],
                        max_length=16,
                        verbose_name="kind of link",
                    ),
                ),
                ("other_name", models.CharField(blank=True, max_length=160, verbose_name="name")),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="note")),
                (
                    "other",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="prospects.prospect",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_prospect_kind_other_other_name_note_events",
                        to="prospects.prospectlink",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProspectMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("merged_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                ("moved", models.JSONField(default=dict)),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "loser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prospects.prospect",
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "winner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prospects.prospect",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "indexes": [
                    models.Index(
                        models.F("winner"),
                        models.OrderBy(models.F("merged_at"), descending=True),
                        name="merge_winner",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("loser",),
                        name="merge_loser_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("loser", models.F("winner")), _negated=True),
                        name="merge_of_two",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_prospectmergeevent" ("id", "loser_id", "merged_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "undone_at", "undone_by_id", "winner_id") VALUES (NEW."id", NEW."loser_id", NEW."merged_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."undone_at", NEW."undone_by_id", NEW."winner_id"); RETURN NULL;',
                            hash="3b79d163eaed1bc0703c86cdc7c4e6ea35e345f4",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_14efc",
                            table="prospects_prospectmerge",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."loser_id" IS DISTINCT FROM (NEW."loser_id") OR OLD."merged_by_id" IS DISTINCT FROM (NEW."merged_by_id") OR OLD."undone_at" IS DISTINCT FROM (NEW."undone_at") OR OLD."undone_by_id" IS DISTINCT FROM (NEW."undone_by_id") OR OLD."winner_id" IS DISTINCT FROM (NEW."winner_id"))',
                            func='INSERT INTO "prospects_prospectmergeevent" ("id", "loser_id", "merged_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "undone_at", "undone_by_id", "winner_id") VALUES (NEW."id", NEW."loser_id", NEW."merged_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."undone_at", NEW."undone_by_id", NEW."winner_id"); RETURN NULL;',
                            hash="b10fc59d86203141daefd0203c0d540157adde52",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_60c66",
                            table="prospects_prospectmerge",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_prospectmergeevent" ("id", "loser_id", "merged_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "undone_at", "undone_by_id", "winner_id") VALUES (OLD."id", OLD."loser_id", OLD."merged_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."undone_at", OLD."undone_by_id", OLD."winner_id"); RETURN NULL;',
                            hash="c7ca7773173f4ce34524fdc14081f3dd748a386a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8a8c6",
                            table="prospects_prospectmerge",
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
            name="ProspectMergeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "loser",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="prospects.prospect",
                    ),
                ),
                (
                    "merged_by",
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
                        related_name="id_winner_loser_merged_by_undone_at_undone_by_events",
                        to="prospects.prospectmerge",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "winner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="prospects.prospect",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProspectPast",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=20)),
                ("segment", models.CharField(blank=True, max_length=20)),
                ("until", models.DateTimeField()),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "indexes": [
                    models.Index(
                        models.F("prospect"), models.F("until"), name="prospect_past_prospect"
                    ),
                    models.Index(models.F("until"), name="prospect_past_until"),
                ],
            },
            managers=[
                ("_unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ProspectPhone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("number", models.CharField(max_length=20, verbose_name="phone number")),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("own", "Own number"),
                            ("office", "Office"),
                            ("home", "Home"),
                            ("family", "Of the family"),
                            ("whatsapp", "WhatsApp only"),
                        ],
                        default="own",
                        max_length=8,
                        verbose_name="what it is good for",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="note")),
                ("do_not_call", models.BooleanField(default=False, verbose_name="do not call")),
                ("is_primary", models.BooleanField(default=False, verbose_name="main number")),
                ("created_at", models.DateTimeField(editable=False)),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "indexes": [models.Index(models.F("number"), name="phone_number")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("prospect", "number"),
                        name="phone_once_a_prospect",
                        violation_error_message="This number is recorded here already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_primary", True)),
                        fields=("prospect",),
                        name="phone_one_primary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__startswith", "+")),
                        name="phone_is_international",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "prospects_prospectphoneevent" ("do_not_call", "id", "is_primary", "note", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "use") SELECT new_values."do_not_call", new_values."id", new_values."is_primary", new_values."note", new_values."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."prospect_id", new_values."use" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="1c415d6681113d49ed789c6889905289599bab55",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0a92d",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="prospects_prospectphone",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."do_not_call" IS DISTINCT FROM (NEW."do_not_call") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_primary" IS DISTINCT FROM (NEW."is_primary") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."prospect_id" IS DISTINCT FROM (NEW."prospect_id") OR OLD."use" IS DISTINCT FROM (NEW."use"))',
                            func='INSERT INTO "prospects_prospectphoneevent" ("do_not_call", "id", "is_primary", "note", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "use") VALUES (NEW."do_not_call", NEW."id", NEW."is_primary", NEW."note", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."prospect_id", NEW."use"); RETURN NULL;',
                            hash="97ba73d83a7fcbb104218402d8c4cbbeb939cde9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_37172",
                            table="prospects_prospectphone",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_prospectphoneevent" ("do_not_call", "id", "is_primary", "note", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "use") VALUES (OLD."do_not_call", OLD."id", OLD."is_primary", OLD."note", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."prospect_id", OLD."use"); RETURN NULL;',
                            hash="bda60ab2b87e488a08174f40820bd1af6ed41174",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0e77c",
                            table="prospects_prospectphone",
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
            name="ProspectPhoneEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("number", models.CharField(max_length=20, verbose_name="phone number")),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("own", "Own number"),
                            ("office", "Office"),
                            ("home", "Home"),
                            ("family", "Of the family"),
                            ("whatsapp", "WhatsApp only"),
                        ],
                        default="own",
                        max_length=8,
                        verbose_name="what it is good for",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="note")),
                ("do_not_call", models.BooleanField(default=False, verbose_name="do not call")),
                ("is_primary", models.BooleanField(default=False, verbose_name="main number")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_prospect_number_use_note_do_not_call_is_primary_events",
                        to="prospects.prospectphone",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProspectSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("code", models.CharField(editable=False, max_length=20, unique=True)),
                ("label_id", models.CharField(max_length=60, verbose_name="name in Indonesian")),
                ("label_en", models.CharField(max_length=60, verbose_name="name in English")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("own_request", "Asked the bank himself"),
                            ("consent", "Agreed to be contacted"),
                            ("customer", "Is already a customer"),
                            ("referred", "Referred; ask for consent at first contact"),
                            ("public", "Public source; ask for consent at first contact"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("is_system", models.BooleanField(default=False, editable=False)),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("position", models.PositiveSmallIntegerField(default=500, verbose_name="order")),
            ],
            options={
                "ordering": ["position", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("label_id"),
                        name="source_label_id_once",
                        violation_error_message="There is a source with this Indonesian name.",
                    ),
                    models.UniqueConstraint(
                        models.F("label_en"),
                        name="source_label_en_once",
                        violation_error_message="There is a source with this English name.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_prospectsourceevent" ("basis", "code", "id", "is_active", "is_system", "label_en", "label_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."basis", NEW."code", NEW."id", NEW."is_active", NEW."is_system", NEW."label_en", NEW."label_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="60d87710a08276c768996de8951ee566d3221a69",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0586f",
                            table="prospects_prospectsource",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_system" IS DISTINCT FROM (NEW."is_system") OR OLD."label_en" IS DISTINCT FROM (NEW."label_en") OR OLD."label_id" IS DISTINCT FROM (NEW."label_id") OR OLD."position" IS DISTINCT FROM (NEW."position"))',
                            func='INSERT INTO "prospects_prospectsourceevent" ("basis", "code", "id", "is_active", "is_system", "label_en", "label_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."basis", NEW."code", NEW."id", NEW."is_active", NEW."is_system", NEW."label_en", NEW."label_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="132f99987128f0343b3f3383ceda48fb56b6564f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_89384",
                            table="prospects_prospectsource",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_prospectsourceevent" ("basis", "code", "id", "is_active", "is_system", "label_en", "label_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."basis", OLD."code", OLD."id", OLD."is_active", OLD."is_system", OLD."label_en", OLD."label_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                            hash="4bbf9a77c0af17ad8c18484055f6a183d9e2d292",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_46140",
                            table="prospects_prospectsource",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProspectSourceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(editable=False, max_length=20)),
                ("label_id", models.CharField(max_length=60, verbose_name="name in Indonesian")),
                ("label_en", models.CharField(max_length=60, verbose_name="name in English")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("own_request", "Asked the bank himself"),
                            ("consent", "Agreed to be contacted"),
                            ("customer", "Is already a customer"),
                            ("referred", "Referred; ask for consent at first contact"),
                            ("public", "Public source; ask for consent at first contact"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("is_system", models.BooleanField(default=False, editable=False)),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("position", models.PositiveSmallIntegerField(default=500, verbose_name="order")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_code_label_id_label_en_basis_is_system_is_active_position_events",
                        to="prospects.prospectsource",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("name", models.CharField(max_length=30, verbose_name="label")),
                ("key", models.CharField(editable=False, max_length=30)),
                ("created_at", models.DateTimeField(editable=False)),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["key"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("branch", "key"),
                        name="tag_once",
                        violation_error_message="The branch has this label already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="tag_has_letters"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProspectTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prospects.tag",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "indexes": [
                    models.Index(models.F("tag"), models.F("prospect"), name="prospect_tag_tag")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("prospect", "tag"), name="prospect_tag_once")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_prospecttagevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "tag_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."prospect_id", NEW."tag_id"); RETURN NULL;',
                            hash="d85206c49ae4f47655d39d1457347ab77eb2b711",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c1ea7",
                            table="prospects_prospecttag",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."prospect_id" IS DISTINCT FROM (NEW."prospect_id") OR OLD."tag_id" IS DISTINCT FROM (NEW."tag_id"))',
                            func='INSERT INTO "prospects_prospecttagevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "tag_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."prospect_id", NEW."tag_id"); RETURN NULL;',
                            hash="e76f2087836dafdccb0df3aa2246171d66743ea4",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_94eec",
                            table="prospects_prospecttag",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_prospecttagevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "tag_id") VALUES (OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."prospect_id", OLD."tag_id"); RETURN NULL;',
                            hash="3aad9e4fbe69f0b268395be739e349ce3ad0cfb7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_12b37",
                            table="prospects_prospecttag",
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
            name="ProspectTagEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_prospect_tag_events",
                        to="prospects.prospecttag",
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
                    "tag",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="prospects.tag",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RecentSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", core.public_id.PublicIdField()),
                ("text", models.CharField(max_length=120)),
                ("created_at", models.DateTimeField(db_index=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RelationshipPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("aim", models.CharField(max_length=300, verbose_name="aim")),
                (
                    "rhythm_days",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (7, "every week"),
                            (14, "every two weeks"),
                            (30, "every month"),
                            (90, "every three months"),
                        ],
                        default=30,
                        verbose_name="rhythm",
                    ),
                ),
                ("updated_at", models.DateTimeField(editable=False)),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prospects.prospect",
                    ),
                ),
                (
                    "updated_by",
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
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_relationshipplanevent" ("aim", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "rhythm_days") VALUES (NEW."aim", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."prospect_id", NEW."rhythm_days"); RETURN NULL;',
                            hash="26411579d819acac1cf6078f6fd002dcbd7b597d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ef83d",
                            table="prospects_relationshipplan",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."aim" IS DISTINCT FROM (NEW."aim") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."prospect_id" IS DISTINCT FROM (NEW."prospect_id") OR OLD."rhythm_days" IS DISTINCT FROM (NEW."rhythm_days"))',
                            func='INSERT INTO "prospects_relationshipplanevent" ("aim", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "rhythm_days") VALUES (NEW."aim", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."prospect_id", NEW."rhythm_days"); RETURN NULL;',
                            hash="216a0abeba14ac7abd0126e1eda920b78d334b2a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8a36e",
                            table="prospects_relationshipplan",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_relationshipplanevent" ("aim", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "rhythm_days") VALUES (OLD."aim", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."prospect_id", OLD."rhythm_days"); RETURN NULL;',
                            hash="dc7bec412076f81f44a7a6451085f8e77fb572fe",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fc61a",
                            table="prospects_relationshipplan",
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
            name="RelationshipPlanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("aim", models.CharField(max_length=300, verbose_name="aim")),
                (
                    "rhythm_days",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (7, "every week"),
                            (14, "every two weeks"),
                            (30, "every month"),
                            (90, "every three months"),
                        ],
                        default=30,
                        verbose_name="rhythm",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_prospect_aim_rhythm_days_events",
                        to="prospects.relationshipplan",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RetentionRule",
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
                    "code",
                    models.CharField(
                        choices=[
                            ("lost_prospect", "Lost prospects (months)"),
                            ("mail_body", "Contents of mails (days)"),
                            ("import_file", "Imported files (days)"),
                            ("data_copy", "Copies of data (days)"),
                            ("read_log", "Who looked at whom (months)"),
                        ],
                        max_length=16,
                        verbose_name="class",
                    ),
                ),
                (
                    "amount",
                    models.PositiveSmallIntegerField(
                        help_text="0 keeps it for ever.",
                        validators=[django.core.validators.MaxValueValidator(1200)],
                        verbose_name="kept for",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="holds from")),
            ],
            options={
                "ordering": ["code", "-valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "valid_from"),
                        name="retention_rule_day",
                        violation_error_message="Another rule begins on this day already.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_retentionruleevent" ("amount", "code", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from") VALUES (NEW."amount", NEW."code", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."valid_from"); RETURN NULL;',
                            hash="fdd993a37b9a2884d835f4aa33642bfe6c2b17a7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0129a",
                            table="prospects_retentionrule",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from"))',
                            func='INSERT INTO "prospects_retentionruleevent" ("amount", "code", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from") VALUES (NEW."amount", NEW."code", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."valid_from"); RETURN NULL;',
                            hash="f97572f7becc8a1464887d7f5be401ae8b81c4f1",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_88e7b",
                            table="prospects_retentionrule",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_retentionruleevent" ("amount", "code", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from") VALUES (OLD."amount", OLD."code", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."valid_from"); RETURN NULL;',
                            hash="5efd710e841e3dafdd796fd24dd581b5a8c18015",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_56a45",
                            table="prospects_retentionrule",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("lost_prospect", "Lost prospects (months)"),
                            ("mail_body", "Contents of mails (days)"),
                            ("import_file", "Imported files (days)"),
                            ("data_copy", "Copies of data (days)"),
                            ("read_log", "Who looked at whom (months)"),
                        ],
                        max_length=16,
                        verbose_name="class",
                    ),
                ),
                (
                    "amount",
                    models.PositiveSmallIntegerField(
                        help_text="0 keeps it for ever.",
                        validators=[django.core.validators.MaxValueValidator(1200)],
                        verbose_name="kept for",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="holds from")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_code_amount_valid_from_events",
                        to="prospects.retentionrule",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RetentionRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True)),
                ("at", models.DateTimeField()),
                ("counts", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["-day"],
            },
        ),
        migrations.CreateModel(
            name="RivalOffer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("bank", models.CharField(max_length=80, verbose_name="bank or lender")),
                ("family", models.CharField(max_length=20, verbose_name="kind of product")),
                (
                    "rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=6,
                        null=True,
                        verbose_name="yearly rate in percent",
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="term in months"
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        verbose_name="amount",
                    ),
                ),
                (
                    "costs",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="costs, gifts or conditions"
                    ),
                ),
                (
                    "heard",
                    models.CharField(
                        choices=[
                            ("customer", "Told by the customer"),
                            ("paper", "Seen on paper"),
                            ("advert", "Brochure or advertisement"),
                            ("other", "Elsewhere"),
                        ],
                        default="customer",
                        max_length=8,
                        verbose_name="known from",
                    ),
                ),
                ("seen_on", models.DateField(verbose_name="day")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("created_at", models.DateTimeField(editable=False)),
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "indexes": [models.Index(fields=["branch", "-seen_on"], name="rival_branch")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rate", None),
                            models.Q(("rate__gte", 0), ("rate__lte", 100)),
                            _connector="OR",
                        ),
                        name="rival_rate_in_range",
                        violation_error_message="A rate lies between 0 and 100.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_rivalofferevent" ("amount", "bank", "costs", "family", "id", "months", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "rate", "seen_on") VALUES (NEW."amount", NEW."bank", NEW."costs", NEW."family", NEW."id", NEW."months", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."prospect_id", NEW."rate", NEW."seen_on"); RETURN NULL;',
                            hash="e4ef33a83389f4120f65a6e58ed86a6a4d1351b0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_19f7e",
                            table="prospects_rivaloffer",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."bank" IS DISTINCT FROM (NEW."bank") OR OLD."costs" IS DISTINCT FROM (NEW."costs") OR OLD."family" IS DISTINCT FROM (NEW."family") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."months" IS DISTINCT FROM (NEW."months") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."prospect_id" IS DISTINCT FROM (NEW."prospect_id") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."seen_on" IS DISTINCT FROM (NEW."seen_on"))',
                            func='INSERT INTO "prospects_rivalofferevent" ("amount", "bank", "costs", "family", "id", "months", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "rate", "seen_on") VALUES (NEW."amount", NEW."bank", NEW."costs", NEW."family", NEW."id", NEW."months", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."prospect_id", NEW."rate", NEW."seen_on"); RETURN NULL;',
                            hash="d8017353d597c7c72c98674b8793e5413b88f548",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8c4c7",
                            table="prospects_rivaloffer",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_rivalofferevent" ("amount", "bank", "costs", "family", "id", "months", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "rate", "seen_on") VALUES (OLD."amount", OLD."bank", OLD."costs", OLD."family", OLD."id", OLD."months", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."prospect_id", OLD."rate", OLD."seen_on"); RETURN NULL;',
                            hash="de38014609b80eab7ef59809c9cadd94b4ddb578",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e00f9",
                            table="prospects_rivaloffer",
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
            name="RivalOfferEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("bank", models.CharField(max_length=80, verbose_name="bank or lender")),
                ("family", models.CharField(max_length=20, verbose_name="kind of product")),
                (
                    "rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=6,
                        null=True,
                        verbose_name="yearly rate in percent",
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="term in months"
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        verbose_name="amount",
                    ),
                ),
                (
                    "costs",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="costs, gifts or conditions"
                    ),
                ),
                ("seen_on", models.DateField(verbose_name="day")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_prospect_bank_family_rate_months_amount_costs_seen_on_note_events",
                        to="prospects.rivaloffer",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SavedView",
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
                    "table",
                    models.CharField(
                        choices=[("prospects", "Prospects"), ("opportunities", "Opportunities")],
                        max_length=16,
                    ),
                ),
                (
                    "name",
                    models.CharField(blank=True, max_length=40, verbose_name="name of the view"),
                ),
                (
                    "share",
                    models.CharField(
                        choices=[("own", "Only me"), ("team", "My team"), ("branch", "My branch")],
                        default="own",
                        max_length=8,
                        verbose_name="who sees it",
                    ),
                ),
                ("query", models.JSONField(blank=True, default=dict)),
                ("columns", models.JSONField(blank=True, default=list)),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                (
                    "branch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="org.team",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "indexes": [
                    models.Index(
                        models.F("team"),
                        models.F("table"),
                        condition=models.Q(("share", "team")),
                        name="saved_view_team",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.F("table"),
                        condition=models.Q(("share", "branch")),
                        name="saved_view_branch",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "table", "name"),
                        name="saved_view_name_once",
                        violation_error_message="You have a view with this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("branch", None), ("share", "own"), ("team", None)),
                            models.Q(("branch", None), ("share", "team"), ("team__isnull", False)),
                            models.Q(
                                ("branch__isnull", False), ("share", "branch"), ("team", None)
                            ),
                            _connector="OR",
                        ),
                        name="saved_view_shared_with_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), ("share", "own"), _connector="OR"
                        ),
                        name="saved_view_columns_are_own",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_savedviewevent" ("branch_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share", "table", "team_id", "user_id") VALUES (NEW."branch_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."share", NEW."table", NEW."team_id", NEW."user_id"); RETURN NULL;',
                            hash="46f7ccc8aed7d7d16c99ce92e99fa2b4a1d28568",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ff4ea",
                            table="prospects_savedview",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."share" IS DISTINCT FROM (NEW."share") OR OLD."table" IS DISTINCT FROM (NEW."table") OR OLD."team_id" IS DISTINCT FROM (NEW."team_id") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))',
                            func='INSERT INTO "prospects_savedviewevent" ("branch_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share", "table", "team_id", "user_id") VALUES (NEW."branch_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."share", NEW."table", NEW."team_id", NEW."user_id"); RETURN NULL;',
                            hash="21af8cba9992471ed19eae9ce1ceb4ef4ffbfd79",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4ec7a",
                            table="prospects_savedview",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_savedviewevent" ("branch_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share", "table", "team_id", "user_id") VALUES (OLD."branch_id", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."share", OLD."table", OLD."team_id", OLD."user_id"); RETURN NULL;',
                            hash="2e97b7db6e724ee3384a213870c3a1d322a606f4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b9323",
                            table="prospects_savedview",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedViewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "table",
                    models.CharField(
                        choices=[("prospects", "Prospects"), ("opportunities", "Opportunities")],
                        max_length=16,
                    ),
                ),
                (
                    "name",
                    models.CharField(blank=True, max_length=40, verbose_name="name of the view"),
                ),
                (
                    "share",
                    models.CharField(
                        choices=[("own", "Only me"), ("team", "My team"), ("branch", "My branch")],
                        default="own",
                        max_length=8,
                        verbose_name="who sees it",
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
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_table_name_user_share_team_branch_events",
                        to="prospects.savedview",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="org.team",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SlikCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "whose",
                    models.CharField(
                        choices=[
                            ("debtor", "Debtor"),
                            ("spouse", "Spouse"),
                            ("joint", "Both together"),
                            ("other", "Somebody else"),
                        ],
                        default="debtor",
                        max_length=8,
                        verbose_name="whose",
                    ),
                ),
                ("purpose", models.CharField(max_length=160, verbose_name="purpose")),
                (
                    "state",
                    models.CharField(
                        choices=[("requested", "Requested"), ("received", "Received")],
                        default="requested",
                        max_length=9,
                    ),
                ),
                ("requested_at", models.DateTimeField(editable=False)),
                ("received_at", models.DateTimeField(editable=False, null=True)),
                (
                    "position_on",
                    models.DateField(blank=True, null=True, verbose_name="position of the data"),
                ),
                (
                    "reference",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="number of the report"
                    ),
                ),
                ("file_name", models.CharField(blank=True, editable=False, max_length=80)),
                ("file_cipher", models.TextField(blank=True, editable=False)),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
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
                    "received_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
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
                        models.F("prospect"),
                        models.OrderBy(models.F("requested_at"), descending=True),
                        name="slik_prospect",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "received"), _negated=True),
                            models.Q(
                                ("position_on__isnull", False),
                                ("received_at__isnull", False),
                                ("received_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="slik_received_says_when",
                        violation_error_message="Enter the position of the data.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_slikcheckevent" ("branch_id", "file_name", "id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_on", "prospect_id", "purpose", "received_at", "received_by_id", "reference", "removed_at", "requested_at", "requested_by_id", "state", "whose") VALUES (NEW."branch_id", NEW."file_name", NEW."id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position_on", NEW."prospect_id", NEW."purpose", NEW."received_at", NEW."received_by_id", NEW."reference", NEW."removed_at", NEW."requested_at", NEW."requested_by_id", NEW."state", NEW."whose"); RETURN NULL;',
                            hash="6975b9bac7ed76ab2f934121fd195bedbd1b7767",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5b6de",
                            table="prospects_slikcheck",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."file_name" IS DISTINCT FROM (NEW."file_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."position_on" IS DISTINCT FROM (NEW."position_on") OR OLD."prospect_id" IS DISTINCT FROM (NEW."prospect_id") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at") OR OLD."received_by_id" IS DISTINCT FROM (NEW."received_by_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."removed_at" IS DISTINCT FROM (NEW."removed_at") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at") OR OLD."requested_by_id" IS DISTINCT FROM (NEW."requested_by_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."whose" IS DISTINCT FROM (NEW."whose"))',
                            func='INSERT INTO "prospects_slikcheckevent" ("branch_id", "file_name", "id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_on", "prospect_id", "purpose", "received_at", "received_by_id", "reference", "removed_at", "requested_at", "requested_by_id", "state", "whose") VALUES (NEW."branch_id", NEW."file_name", NEW."id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position_on", NEW."prospect_id", NEW."purpose", NEW."received_at", NEW."received_by_id", NEW."reference", NEW."removed_at", NEW."requested_at", NEW."requested_by_id", NEW."state", NEW."whose"); RETURN NULL;',
                            hash="ab6b0643a3b18b9dd64fb63baea98c2b8ea70b3c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_58178",
                            table="prospects_slikcheck",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_slikcheckevent" ("branch_id", "file_name", "id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_on", "prospect_id", "purpose", "received_at", "received_by_id", "reference", "removed_at", "requested_at", "requested_by_id", "state", "whose") VALUES (OLD."branch_id", OLD."file_name", OLD."id", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position_on", OLD."prospect_id", OLD."purpose", OLD."received_at", OLD."received_by_id", OLD."reference", OLD."removed_at", OLD."requested_at", OLD."requested_by_id", OLD."state", OLD."whose"); RETURN NULL;',
                            hash="98fa2933a7fed564d4157356ca6fe4f455c088f8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e952c",
                            table="prospects_slikcheck",
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
            name="SlikCheckEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "whose",
                    models.CharField(
                        choices=[
                            ("debtor", "Debtor"),
                            ("spouse", "Spouse"),
                            ("joint", "Both together"),
                            ("other", "Somebody else"),
                        ],
                        default="debtor",
                        max_length=8,
                        verbose_name="whose",
                    ),
                ),
                ("purpose", models.CharField(max_length=160, verbose_name="purpose")),
                (
                    "state",
                    models.CharField(
                        choices=[("requested", "Requested"), ("received", "Received")],
                        default="requested",
                        max_length=9,
                    ),
                ),
                ("requested_at", models.DateTimeField(editable=False)),
                ("received_at", models.DateTimeField(editable=False, null=True)),
                (
                    "position_on",
                    models.DateField(blank=True, null=True, verbose_name="position of the data"),
                ),
                (
                    "reference",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="number of the report"
                    ),
                ),
                ("file_name", models.CharField(blank=True, editable=False, max_length=80)),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                        related_name="id_prospect_owner_branch_whose_purpose_state_requested_at_requested_by_received_at_received_by_position_on_reference_file_name_removed_at_events",
                        to="prospects.slikcheck",
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
                    "received_by",
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
                    "requested_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Territory",
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
                    "area_code",
                    models.CharField(
                        max_length=6,
                        validators=[django.core.validators.RegexValidator("^\\d{4}(\\d{2})?$")],
                        verbose_name="District or city",
                    ),
                ),
                ("area_name", models.CharField(editable=False, max_length=160)),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                        verbose_name="branch",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="officer",
                    ),
                ),
            ],
            options={
                "ordering": ["area_name", "pk"],
                "indexes": [
                    models.Index(models.F("area_code"), name="territory_area"),
                    models.Index(models.F("area_name"), models.F("id"), name="territory_name"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("branch", "area_code"),
                        name="territory_once_a_branch",
                        violation_error_message="This branch covers this place already.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_territoryevent" ("area_code", "branch_id", "id", "officer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."area_code", NEW."branch_id", NEW."id", NEW."officer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="a9c602d24e5cd75245907be97f758484523ce5ae",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7e759",
                            table="prospects_territory",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."area_code" IS DISTINCT FROM (NEW."area_code") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."officer_id" IS DISTINCT FROM (NEW."officer_id"))',
                            func='INSERT INTO "prospects_territoryevent" ("area_code", "branch_id", "id", "officer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."area_code", NEW."branch_id", NEW."id", NEW."officer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="c4d50766f8677c102e39c03a8b9ef498aa51c6b2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6cac8",
                            table="prospects_territory",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_territoryevent" ("area_code", "branch_id", "id", "officer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."area_code", OLD."branch_id", OLD."id", OLD."officer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="9110aaf278aead16e3f1c8fd8fe44e5b03e0f98b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_bf94d",
                            table="prospects_territory",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TerritoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "area_code",
                    models.CharField(
                        max_length=6,
                        validators=[django.core.validators.RegexValidator("^\\d{4}(\\d{2})?$")],
                        verbose_name="District or city",
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
                        verbose_name="branch",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="officer",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_branch_area_code_officer_events",
                        to="prospects.territory",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TimelineEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("at", models.DateTimeField()),
                (
                    "group",
                    models.CharField(
                        choices=[("contact", "Contact"), ("file", "File"), ("system", "System")],
                        max_length=8,
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("data", models.JSONField(default=dict)),
                ("body", models.TextField(blank=True)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prospects.opportunity",
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
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("prospect"),
                        models.OrderBy(models.F("at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="timeline_prospect",
                    ),
                    models.Index(
                        models.F("opportunity"),
                        models.OrderBy(models.F("at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="timeline_opp",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TransferRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("granted", "Handed over"),
                            ("refused", "Refused"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("requested_at", models.DateTimeField()),
                ("escalates_on", models.DateField()),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
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
                    "requester",
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
                    models.Index(models.F("owner"), models.F("state"), name="transfer_owner"),
                    models.Index(models.F("branch"), models.F("state"), name="transfer_branch"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("prospect", "requester"),
                        name="transfer_asked_once",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_transferrequestevent" ("branch_id", "id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "requester_id", "state") VALUES (NEW."branch_id", NEW."id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."prospect_id", NEW."requester_id", NEW."state"); RETURN NULL;',
                            hash="9a6fd56013dee7b47870222700b58f9315af1dc5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f4793",
                            table="prospects_transferrequest",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."prospect_id" IS DISTINCT FROM (NEW."prospect_id") OR OLD."requester_id" IS DISTINCT FROM (NEW."requester_id") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                            func='INSERT INTO "prospects_transferrequestevent" ("branch_id", "id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "requester_id", "state") VALUES (NEW."branch_id", NEW."id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."prospect_id", NEW."requester_id", NEW."state"); RETURN NULL;',
                            hash="5356b762d4b4825069794454f301ddd0e6f66505",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_87b22",
                            table="prospects_transferrequest",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_transferrequestevent" ("branch_id", "id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "requester_id", "state") VALUES (OLD."branch_id", OLD."id", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."prospect_id", OLD."requester_id", OLD."state"); RETURN NULL;',
                            hash="984f2d406c11c3ce88e40de33ff10bc08be56e58",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_30b0f",
                            table="prospects_transferrequest",
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
            name="TransferRequestEvent",
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
                            ("waiting", "Waiting"),
                            ("granted", "Handed over"),
                            ("refused", "Refused"),
                        ],
                        default="waiting",
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
                        related_name="id_prospect_requester_state_owner_branch_events",
                        to="prospects.transferrequest",
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
                    "requester",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "branch",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "last",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="org.team",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("team__isnull", True), ("branch__isnull", True), _connector="XOR"
                        ),
                        name="turn_of_one_place",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("label", models.CharField(max_length=40, verbose_name="block and number")),
                ("type", models.CharField(blank=True, max_length=40, verbose_name="type")),
                (
                    "price",
                    models.DecimalField(
                        blank=True, decimal_places=0, max_digits=15, null=True, verbose_name="price"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_project_label_type_price_is_active_events",
                        to="prospects.unit",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="prospects.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BranchTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("branch_id", models.BigIntegerField()),
                ("product_id", models.BigIntegerField()),
                ("day", models.DateField(null=True)),
                ("state", models.CharField(max_length=12)),
                ("code", models.CharField(max_length=24)),
                ("n", models.BigIntegerField()),
                ("amount", models.DecimalField(decimal_places=0, max_digits=20)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["branch_id", "kind", "day"], name="branch_total_of_one")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "day", "branch_id", "product_id", "state", "code"),
                        name="branch_total_keys",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BulkBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("action", models.CharField(max_length=20)),
                ("params", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Not started"),
                            ("waiting", "Waiting"),
                            ("working", "Being done"),
                            ("done", "Done"),
                            ("undoing", "Being undone"),
                            ("undone", "Undone"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("is_whole", models.BooleanField(default=False)),
                ("back", models.CharField(blank=True, max_length=600)),
                ("created_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("by"),
                        models.OrderBy(models.F("created_at"), descending=True),
                        name="bulk_batch_by",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BulkItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("done", "Done"),
                            ("same", "Was so already"),
                            ("skipped", "Left out"),
                            ("undone", "Undone"),
                            ("kept", "Not undone"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("plan", models.JSONField(default=dict)),
                ("before", models.JSONField(default=dict)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="prospects.bulkbatch",
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prospects.opportunity",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prospects.prospect",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "position"), name="bulk_item_place"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("prospect__isnull", True),
                            ("opportunity__isnull", True),
                            _connector="XOR",
                        ),
                        name="bulk_item_of_one_row",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BusinessFigures",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("name", models.CharField(max_length=120, verbose_name="business")),
                (
                    "revenue",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="turnover a month (omzet)",
                    ),
                ),
                (
                    "cost_of_goods",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="cost of goods a month",
                    ),
                ),
                (
                    "operating_costs",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="operating costs a month",
                    ),
                ),
                (
                    "inventory",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="inventory",
                    ),
                ),
                (
                    "receivables",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="receivables",
                    ),
                ),
                (
                    "payables",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="trade payables",
                    ),
                ),
                (
                    "whose",
                    models.CharField(
                        choices=[
                            ("debtor", "Debtor"),
                            ("spouse", "Spouse"),
                            ("joint", "Both together"),
                            ("other", "Somebody else"),
                        ],
                        default="debtor",
                        max_length=8,
                        verbose_name="whose",
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        choices=[
                            ("none", "No evidence yet"),
                            ("pay_slip", "Pay slip"),
                            ("work_letter", "Letter of employment"),
                            ("bank_statement", "Bank statement"),
                            ("tax_return", "Tax return or 1721-A1"),
                            ("accounts", "Financial statements"),
                            ("books", "Sales notes"),
                            ("title", "Certificate or BPKB"),
                            ("statement", "Signed statement"),
                        ],
                        default="none",
                        max_length=16,
                        verbose_name="evidence",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=160, verbose_name="note")),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
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
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "indexes": [
                    models.Index(
                        models.F("prospect"),
                        condition=models.Q(("removed_at", None)),
                        name="business_prospect",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revenue__gt", 0)),
                        name="business_revenue",
                        violation_error_message="Enter the turnover.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_businessfiguresevent" ("branch_id", "cost_of_goods", "evidence", "id", "inventory", "name", "note", "operating_costs", "owner_id", "payables", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "receivables", "removed_at", "revenue", "whose") VALUES (NEW."branch_id", NEW."cost_of_goods", NEW."evidence", NEW."id", NEW."inventory", NEW."name", NEW."note", NEW."operating_costs", NEW."owner_id", NEW."payables", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."prospect_id", NEW."receivables", NEW."removed_at", NEW."revenue", NEW."whose"); RETURN NULL;',
                            hash="869648a2c468951fc7ff5339ca69d0252eab0ed3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_bd30b",
                            table="prospects_businessfigures",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."cost_of_goods" IS DISTINCT FROM (NEW."cost_of_goods") OR OLD."evidence" IS DISTINCT FROM (NEW."evidence") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."inventory" IS DISTINCT FROM (NEW."inventory") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."operating_costs" IS DISTINCT FROM (NEW."operating_costs") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."payables" IS DISTINCT FROM (NEW."payables") OR OLD."prospect_id" IS DISTINCT FROM (NEW."prospect_id") OR OLD."receivables" IS DISTINCT FROM (NEW."receivables") OR OLD."removed_at" IS DISTINCT FROM (NEW."removed_at") OR OLD."revenue" IS DISTINCT FROM (NEW."revenue") OR OLD."whose" IS DISTINCT FROM (NEW."whose"))',
                            func='INSERT INTO "prospects_businessfiguresevent" ("branch_id", "cost_of_goods", "evidence", "id", "inventory", "name", "note", "operating_costs", "owner_id", "payables", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "receivables", "removed_at", "revenue", "whose") VALUES (NEW."branch_id", NEW."cost_of_goods", NEW."evidence", NEW."id", NEW."inventory", NEW."name", NEW."note", NEW."operating_costs", NEW."owner_id", NEW."payables", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."prospect_id", NEW."receivables", NEW."removed_at", NEW."revenue", NEW."whose"); RETURN NULL;',
                            hash="40f8940158b5f7cdd61cbca4fc3ad68074a4f792",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c428d",
                            table="prospects_businessfigures",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_businessfiguresevent" ("branch_id", "cost_of_goods", "evidence", "id", "inventory", "name", "note", "operating_costs", "owner_id", "payables", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "receivables", "removed_at", "revenue", "whose") VALUES (OLD."branch_id", OLD."cost_of_goods", OLD."evidence", OLD."id", OLD."inventory", OLD."name", OLD."note", OLD."operating_costs", OLD."owner_id", OLD."payables", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."prospect_id", OLD."receivables", OLD."removed_at", OLD."revenue", OLD."whose"); RETURN NULL;',
                            hash="9343cbc6b616805c3be592ae8785f25239b357d1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_07316",
                            table="prospects_businessfigures",
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
            name="BusinessFiguresEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120, verbose_name="business")),
                (
                    "revenue",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="turnover a month (omzet)",
                    ),
                ),
                (
                    "cost_of_goods",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="cost of goods a month",
                    ),
                ),
                (
                    "operating_costs",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="operating costs a month",
                    ),
                ),
                (
                    "inventory",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="inventory",
                    ),
                ),
                (
                    "receivables",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="receivables",
                    ),
                ),
                (
                    "payables",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="trade payables",
                    ),
                ),
                (
                    "whose",
                    models.CharField(
                        choices=[
                            ("debtor", "Debtor"),
                            ("spouse", "Spouse"),
                            ("joint", "Both together"),
                            ("other", "Somebody else"),
                        ],
                        default="debtor",
                        max_length=8,
                        verbose_name="whose",
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        choices=[
                            ("none", "No evidence yet"),
                            ("pay_slip", "Pay slip"),
                            ("work_letter", "Letter of employment"),
                            ("bank_statement", "Bank statement"),
                            ("tax_return", "Tax return or 1721-A1"),
                            ("accounts", "Financial statements"),
                            ("books", "Sales notes"),
                            ("title", "Certificate or BPKB"),
                            ("statement", "Signed statement"),
                        ],
                        default="none",
                        max_length=16,
                        verbose_name="evidence",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=160, verbose_name="note")),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                        related_name="id_name_revenue_cost_of_goods_operating_costs_inventory_receivables_payables_whose_evidence_note_prospect_owner_branch_removed_at_events",
                        to="prospects.businessfigures",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Collateral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("house", "House and land"),
                            ("land", "Land"),
                            ("shop", "Shop house (ruko/rukan)"),
                            ("flat", "Flat"),
                            ("vehicle", "Vehicle"),
                            ("machine", "Machines"),
                            ("inventory", "Inventory"),
                            ("receivables", "Receivables"),
                            ("deposit", "Time deposit"),
                            ("other", "Other collateral"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("description", models.CharField(max_length=160, verbose_name="description")),
                (
                    "market_value",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="market value (taksasi)",
                    ),
                ),
                (
                    "liquidation_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="liquidation value",
                    ),
                ),
                (
                    "appraiser",
                    models.CharField(blank=True, max_length=80, verbose_name="appraiser"),
                ),
                (
                    "appraised_on",
                    models.DateField(blank=True, null=True, verbose_name="appraised on"),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("market", "Market comparison"),
                            ("cost", "Cost"),
                            ("income", "Income"),
                            ("njop", "NJOP"),
                            ("dealer", "Dealer's price"),
                        ],
                        default="market",
                        max_length=8,
                        verbose_name="method",
                    ),
                ),
                (
                    "certificate",
                    models.CharField(blank=True, max_length=60, verbose_name="certificate no."),
                ),
                (
                    "holder",
                    models.CharField(blank=True, max_length=80, verbose_name="in the name of"),
                ),
                (
                    "binding",
                    models.CharField(
                        choices=[
                            ("none", "Not settled yet"),
                            ("mortgage", "Mortgage (APHT)"),
                            ("power", "Power to mortgage (SKMHT)"),
                            ("fiduciary", "Fiduciary transfer (fidusia)"),
                            ("pledge", "Pledge (gadai)"),
                            ("cession", "Cession"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="binding",
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
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
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
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.prospect",
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
                        condition=models.Q(("removed_at", None)),
                        name="collateral_opp",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("market_value__gt", 0)),
                        name="collateral_value",
                        violation_error_message="Enter the market value.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("liquidation_value", None),
                            ("liquidation_value__lte", models.F("market_value")),
                            _connector="OR",
                        ),
                        name="collateral_liquidation",
                        violation_error_message="The liquidation value is not above the market value.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_collateralevent" ("appraised_on", "appraiser", "binding", "branch_id", "certificate", "description", "holder", "id", "kind", "liquidation_value", "market_value", "method", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "removed_at") VALUES (NEW."appraised_on", NEW."appraiser", NEW."binding", NEW."branch_id", NEW."certificate", NEW."description", NEW."holder", NEW."id", NEW."kind", NEW."liquidation_value", NEW."market_value", NEW."method", NEW."opportunity_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."prospect_id", NEW."removed_at"); RETURN NULL;',
                            hash="5151833a2093e88fc3418b02752f46986eb148dd",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d798b",
                            table="prospects_collateral",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."appraised_on" IS DISTINCT FROM (NEW."appraised_on") OR OLD."appraiser" IS DISTINCT FROM (NEW."appraiser") OR OLD."binding" IS DISTINCT FROM (NEW."binding") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."certificate" IS DISTINCT FROM (NEW."certificate") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."holder" IS DISTINCT FROM (NEW."holder") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."liquidation_value" IS DISTINCT FROM (NEW."liquidation_value") OR OLD."market_value" IS DISTINCT FROM (NEW."market_value") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."opportunity_id" IS DISTINCT FROM (NEW."opportunity_id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."prospect_id" IS DISTINCT FROM (NEW."prospect_id") OR OLD."removed_at" IS DISTINCT FROM (NEW."removed_at"))',
                            func='INSERT INTO "prospects_collateralevent" ("appraised_on", "appraiser", "binding", "branch_id", "certificate", "description", "holder", "id", "kind", "liquidation_value", "market_value", "method", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "removed_at") VALUES (NEW."appraised_on", NEW."appraiser", NEW."binding", NEW."branch_id", NEW."certificate", NEW."description", NEW."holder", NEW."id", NEW."kind", NEW."liquidation_value", NEW."market_value", NEW."method", NEW."opportunity_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."prospect_id", NEW."removed_at"); RETURN NULL;',
                            hash="844a834a62917325388948d802c24fea0b9ed01d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_506d7",
                            table="prospects_collateral",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_collateralevent" ("appraised_on", "appraiser", "binding", "branch_id", "certificate", "description", "holder", "id", "kind", "liquidation_value", "market_value", "method", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "removed_at") VALUES (OLD."appraised_on", OLD."appraiser", OLD."binding", OLD."branch_id", OLD."certificate", OLD."description", OLD."holder", OLD."id", OLD."kind", OLD."liquidation_value", OLD."market_value", OLD."method", OLD."opportunity_id", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."prospect_id", OLD."removed_at"); RETURN NULL;',
                            hash="7b558d3f580529f7beb8c4463153fba80b3a4eca",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2b6be",
                            table="prospects_collateral",
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
            name="CollateralEvent",
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
                            ("house", "House and land"),
                            ("land", "Land"),
                            ("shop", "Shop house (ruko/rukan)"),
                            ("flat", "Flat"),
                            ("vehicle", "Vehicle"),
                            ("machine", "Machines"),
                            ("inventory", "Inventory"),
                            ("receivables", "Receivables"),
                            ("deposit", "Time deposit"),
                            ("other", "Other collateral"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("description", models.CharField(max_length=160, verbose_name="description")),
                (
                    "holder",
                    models.CharField(blank=True, max_length=80, verbose_name="in the name of"),
                ),
                (
                    "certificate",
                    models.CharField(blank=True, max_length=60, verbose_name="certificate no."),
                ),
                (
                    "market_value",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="market value (taksasi)",
                    ),
                ),
                (
                    "liquidation_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="liquidation value",
                    ),
                ),
                (
                    "appraiser",
                    models.CharField(blank=True, max_length=80, verbose_name="appraiser"),
                ),
                (
                    "appraised_on",
                    models.DateField(blank=True, null=True, verbose_name="appraised on"),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("market", "Market comparison"),
                            ("cost", "Cost"),
                            ("income", "Income"),
                            ("njop", "NJOP"),
                            ("dealer", "Dealer's price"),
                        ],
                        default="market",
                        max_length=8,
                        verbose_name="method",
                    ),
                ),
                (
                    "binding",
                    models.CharField(
                        choices=[
                            ("none", "Not settled yet"),
                            ("mortgage", "Mortgage (APHT)"),
                            ("power", "Power to mortgage (SKMHT)"),
                            ("fiduciary", "Fiduciary transfer (fidusia)"),
                            ("pledge", "Pledge (gadai)"),
                            ("cession", "Cession"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="binding",
                    ),
                ),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                        related_name="id_opportunity_kind_description_holder_certificate_market_value_liquidation_value_appraiser_appraised_on_method_binding_prospect_owner_branch_removed_at_events",
                        to="prospects.collateral",
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
                    "prospect",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="prospects.prospect",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ColumnMemory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entity", models.CharField(max_length=16)),
                ("header", models.CharField(max_length=64)),
                ("fields", models.CharField(blank=True, max_length=60)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(models.F("entity"), models.F("header"), name="column_memory_bank")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("by", "entity", "header"), name="column_memory_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentText",
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
                    "purpose",
                    models.CharField(
                        choices=[
                            ("processing", "Keeping and using the data for the application"),
                            ("offers", "Offers"),
                            ("slik", "Credit check (SLIK)"),
                            ("slik_spouse", "Credit check (SLIK) of the spouse"),
                            ("partners", "Passing data to partners"),
                            ("recontact", "Offers after a refusal or withdrawal"),
                        ],
                        max_length=12,
                        verbose_name="purpose",
                    ),
                ),
                (
                    "edition",
                    models.PositiveSmallIntegerField(editable=False, verbose_name="edition"),
                ),
                ("text_id", models.TextField(max_length=3000, verbose_name="text in Indonesian")),
                ("text_en", models.TextField(max_length=3000, verbose_name="text in English")),
                ("valid_from", models.DateField(verbose_name="holds from")),
                ("approved_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
            ],
            options={
                "ordering": ["purpose", "-edition"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("purpose", "edition"), name="consent_text_edition"
                    ),
                    models.UniqueConstraint(
                        fields=("purpose", "valid_from"),
                        name="consent_text_day",
                        violation_error_message="Another edition begins on this day already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="approved_text_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."approved_at" IS NOT NULL)',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="8a2b6d3a99fae042d6f1d52d48ec75b02d13de41",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_approved_text_stays_5d7db",
                            table="prospects_consenttext",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_consenttextevent" ("approved_at", "approved_by_id", "edition", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "text_en", "text_id", "valid_from") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."edition", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."purpose", NEW."text_en", NEW."text_id", NEW."valid_from"); RETURN NULL;',
                            hash="69f2122f875cd9e3c2b4beb0186916e0e38401a3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_bb3ab",
                            table="prospects_consenttext",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."approved_at" IS DISTINCT FROM (NEW."approved_at") OR OLD."approved_by_id" IS DISTINCT FROM (NEW."approved_by_id") OR OLD."edition" IS DISTINCT FROM (NEW."edition") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."text_en" IS DISTINCT FROM (NEW."text_en") OR OLD."text_id" IS DISTINCT FROM (NEW."text_id") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from"))',
                            func='INSERT INTO "prospects_consenttextevent" ("approved_at", "approved_by_id", "edition", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "text_en", "text_id", "valid_from") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."edition", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."purpose", NEW."text_en", NEW."text_id", NEW."valid_from"); RETURN NULL;',
                            hash="b8c365018dd122075f3c0ed79f2ac99ff86dce0a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8dcf5",
                            table="prospects_consenttext",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_consenttextevent" ("approved_at", "approved_by_id", "edition", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "text_en", "text_id", "valid_from") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."edition", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."purpose", OLD."text_en", OLD."text_id", OLD."valid_from"); RETURN NULL;',
                            hash="682c1218fbb344fb3b6d768977d65028df5cdad3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8e772",
                            table="prospects_consenttext",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("processing", "Keeping and using the data for the application"),
                            ("offers", "Offers"),
                            ("slik", "Credit check (SLIK)"),
                            ("slik_spouse", "Credit check (SLIK) of the spouse"),
                            ("partners", "Passing data to partners"),
                            ("recontact", "Offers after a refusal or withdrawal"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "Phone"),
                            ("whatsapp", "WhatsApp"),
                            ("sms", "SMS"),
                            ("email", "E-mail"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "medium",
                    models.CharField(
                        choices=[
                            ("paper", "Signed on paper, photographed"),
                            ("in_person", "In person, on the officer's phone"),
                            ("recorded", "Orally, recorded"),
                            ("form", "On the bank's form or website"),
                        ],
                        max_length=10,
                    ),
                ),
                ("given_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=120)),
                ("reference", models.CharField(blank=True, max_length=60)),
                ("proof", models.CharField(blank=True, max_length=16)),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "withdrawn_medium",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "In person"),
                            ("phone", "By phone"),
                            ("message", "By message or e-mail"),
                            ("letter", "By letter"),
                        ],
                        max_length=10,
                    ),
                ),
                ("withdrawn_note", models.CharField(blank=True, max_length=200)),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
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
                (
                    "withdrawal_recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.consenttext",
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "indexes": [
                    models.Index(
                        models.F("prospect"),
                        models.F("purpose"),
                        models.F("channel"),
                        name="consent_prospect",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.OrderBy(models.F("withdrawn_at"), descending=True),
                        condition=models.Q(("withdrawn_at__isnull", False)),
                        name="consent_withdrawn",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("prospect", "purpose", "channel"),
                        name="consent_in_force_once",
                        violation_error_message="This consent is in force already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("purpose", "offers"), models.Q(("channel", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("purpose", "offers"), _negated=True), ("channel", "")
                            ),
                            _connector="OR",
                        ),
                        name="consent_channel_of_offers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            ("withdrawn_at__gte", models.F("given_at")),
                            _connector="OR",
                        ),
                        name="consent_withdrawn_after_given",
                        violation_error_message="A consent cannot be withdrawn before it was given.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_consentevent" ("branch_id", "channel", "given_at", "id", "medium", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "proof", "prospect_id", "purpose", "reference", "text_id", "withdrawn_at", "withdrawn_medium") VALUES (NEW."branch_id", NEW."channel", NEW."given_at", NEW."id", NEW."medium", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."proof", NEW."prospect_id", NEW."purpose", NEW."reference", NEW."text_id", NEW."withdrawn_at", NEW."withdrawn_medium"); RETURN NULL;',
                            hash="3bafb1eaf9ed5aea3f5219c34733d020f72f9e18",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_93ecd",
                            table="prospects_consent",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."given_at" IS DISTINCT FROM (NEW."given_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."medium" IS DISTINCT FROM (NEW."medium") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."proof" IS DISTINCT FROM (NEW."proof") OR OLD."prospect_id" IS DISTINCT FROM (NEW."prospect_id") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."text_id" IS DISTINCT FROM (NEW."text_id") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."withdrawn_medium" IS DISTINCT FROM (NEW."withdrawn_medium"))',
                            func='INSERT INTO "prospects_consentevent" ("branch_id", "channel", "given_at", "id", "medium", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "proof", "prospect_id", "purpose", "reference", "text_id", "withdrawn_at", "withdrawn_medium") VALUES (NEW."branch_id", NEW."channel", NEW."given_at", NEW."id", NEW."medium", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."proof", NEW."prospect_id", NEW."purpose", NEW."reference", NEW."text_id", NEW."withdrawn_at", NEW."withdrawn_medium"); RETURN NULL;',
                            hash="d140dd3a3db0e664fb27d63c2a140116c2e2f146",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_684c1",
                            table="prospects_consent",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_consentevent" ("branch_id", "channel", "given_at", "id", "medium", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "proof", "prospect_id", "purpose", "reference", "text_id", "withdrawn_at", "withdrawn_medium") VALUES (OLD."branch_id", OLD."channel", OLD."given_at", OLD."id", OLD."medium", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."proof", OLD."prospect_id", OLD."purpose", OLD."reference", OLD."text_id", OLD."withdrawn_at", OLD."withdrawn_medium"); RETURN NULL;',
                            hash="17818c5ceac98653b0465cddf822b405cffa65dd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_44d85",
                            table="prospects_consent",
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
            name="ConsentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("processing", "Keeping and using the data for the application"),
                            ("offers", "Offers"),
                            ("slik", "Credit check (SLIK)"),
                            ("slik_spouse", "Credit check (SLIK) of the spouse"),
                            ("partners", "Passing data to partners"),
                            ("recontact", "Offers after a refusal or withdrawal"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "Phone"),
                            ("whatsapp", "WhatsApp"),
                            ("sms", "SMS"),
                            ("email", "E-mail"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "medium",
                    models.CharField(
                        choices=[
                            ("paper", "Signed on paper, photographed"),
                            ("in_person", "In person, on the officer's phone"),
                            ("recorded", "Orally, recorded"),
                            ("form", "On the bank's form or website"),
                        ],
                        max_length=10,
                    ),
                ),
                ("given_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=120)),
                ("reference", models.CharField(blank=True, max_length=60)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "withdrawn_medium",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "In person"),
                            ("phone", "By phone"),
                            ("message", "By message or e-mail"),
                            ("letter", "By letter"),
                        ],
                        max_length=10,
                    ),
                ),
                ("proof", models.CharField(blank=True, max_length=16)),
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
                        related_name="id_prospect_purpose_channel_medium_text_given_at_place_reference_withdrawn_at_withdrawn_medium_proof_owner_branch_events",
                        to="prospects.consent",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="prospects.consenttext",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConsentTextEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("processing", "Keeping and using the data for the application"),
                            ("offers", "Offers"),
                            ("slik", "Credit check (SLIK)"),
                            ("slik_spouse", "Credit check (SLIK) of the spouse"),
                            ("partners", "Passing data to partners"),
                            ("recontact", "Offers after a refusal or withdrawal"),
                        ],
                        max_length=12,
                        verbose_name="purpose",
                    ),
                ),
                (
                    "edition",
                    models.PositiveSmallIntegerField(editable=False, verbose_name="edition"),
                ),
                ("text_id", models.TextField(max_length=3000, verbose_name="text in Indonesian")),
                ("text_en", models.TextField(max_length=3000, verbose_name="text in English")),
                ("valid_from", models.DateField(verbose_name="holds from")),
                ("approved_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_purpose_edition_text_id_text_en_valid_from_approved_at_approved_by_events",
                        to="prospects.consenttext",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ContactPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("director", "Director"),
                            ("owner", "Owner"),
                            ("finance", "Finance"),
                            ("hr", "Personnel (HR)"),
                            ("operations", "Operations"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=80, verbose_name="title")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="phone number")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="note")),
                ("do_not_call", models.BooleanField(default=False, verbose_name="do not call")),
                ("created_at", models.DateTimeField(editable=False)),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_contactpersonevent" ("do_not_call", "email", "id", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "prospect_id", "role", "title") VALUES (NEW."do_not_call", NEW."email", NEW."id", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."prospect_id", NEW."role", NEW."title"); RETURN NULL;',
                            hash="5957cf55019c4c14538cbf3234c9bbe63295e690",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b6b83",
                            table="prospects_contactperson",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."do_not_call" IS DISTINCT FROM (NEW."do_not_call") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."prospect_id" IS DISTINCT FROM (NEW."prospect_id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                            func='INSERT INTO "prospects_contactpersonevent" ("do_not_call", "email", "id", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "prospect_id", "role", "title") VALUES (NEW."do_not_call", NEW."email", NEW."id", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."prospect_id", NEW."role", NEW."title"); RETURN NULL;',
                            hash="6b42ec0ab8a2a870574f2f47cd56a43e15e783eb",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0aea8",
                            table="prospects_contactperson",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_contactpersonevent" ("do_not_call", "email", "id", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "prospect_id", "role", "title") VALUES (OLD."do_not_call", OLD."email", OLD."id", OLD."name", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."prospect_id", OLD."role", OLD."title"); RETURN NULL;',
                            hash="26a99d657e63203186126eed751e36e166578324",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1b862",
                            table="prospects_contactperson",
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
            name="ContactPersonEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("director", "Director"),
                            ("owner", "Owner"),
                            ("finance", "Finance"),
                            ("hr", "Personnel (HR)"),
                            ("operations", "Operations"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=80, verbose_name="title")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="phone number")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="note")),
                ("do_not_call", models.BooleanField(default=False, verbose_name="do not call")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_prospect_name_role_title_phone_email_note_do_not_call_events",
                        to="prospects.contactperson",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DataRequest",
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
                            ("access", "A copy of the data"),
                            ("correction", "Correction"),
                            ("restriction", "Restriction"),
                            ("erasure", "Erasure"),
                            ("withdrawal", "Withdrawal of consent"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for an answer"),
                            ("approval", "Waiting for approval"),
                            ("working", "Being erased"),
                            ("answered", "Done"),
                            ("refused", "Refused"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "medium",
                    models.CharField(
                        choices=[
                            ("in_person", "In person"),
                            ("phone", "By phone"),
                            ("message", "By message or e-mail"),
                            ("letter", "By letter"),
                        ],
                        max_length=10,
                    ),
                ),
                ("by_whom", models.CharField(blank=True, max_length=120)),
                ("detail", models.CharField(blank=True, max_length=500)),
                ("received_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, max_length=1000)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
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
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.prospect",
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
                        models.F("due_at"),
                        models.F("id"),
                        name="data_request_owner",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.F("due_at"),
                        models.F("id"),
                        name="data_request_branch",
                    ),
                    models.Index(models.F("due_at"), models.F("id"), name="data_request_due"),
                    models.Index(
                        models.F("prospect"),
                        models.OrderBy(models.F("received_at"), descending=True),
                        name="data_request_prospect",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "approval", "working"])),
                        fields=("prospect", "kind"),
                        name="data_request_open_once",
                        violation_error_message="The same request is open already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(("approved_by", models.F("answered_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="data_request_two_persons",
                        violation_error_message="A second person approves an erasure.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_datarequestevent" ("answered_at", "branch_id", "due_at", "id", "kind", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "received_at", "state") VALUES (NEW."answered_at", NEW."branch_id", NEW."due_at", NEW."id", NEW."kind", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."prospect_id", NEW."received_at", NEW."state"); RETURN NULL;',
                            hash="857442b17b3d43042842016713b0f93e14061b5a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8f154",
                            table="prospects_datarequest",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."due_at" IS DISTINCT FROM (NEW."due_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."prospect_id" IS DISTINCT FROM (NEW."prospect_id") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                            func='INSERT INTO "prospects_datarequestevent" ("answered_at", "branch_id", "due_at", "id", "kind", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "received_at", "state") VALUES (NEW."answered_at", NEW."branch_id", NEW."due_at", NEW."id", NEW."kind", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."prospect_id", NEW."received_at", NEW."state"); RETURN NULL;',
                            hash="c3cfa5c370fe4d310b907fb4a259d421caeed5ac",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_686cc",
                            table="prospects_datarequest",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_datarequestevent" ("answered_at", "branch_id", "due_at", "id", "kind", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "received_at", "state") VALUES (OLD."answered_at", OLD."branch_id", OLD."due_at", OLD."id", OLD."kind", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."prospect_id", OLD."received_at", OLD."state"); RETURN NULL;',
                            hash="4dec467f454add3c49a1b0faff32898b3620196c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6e64a",
                            table="prospects_datarequest",
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
            name="DataCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField(null=True)),
                ("key_cipher", models.TextField(blank=True)),
                ("as_json", models.BinaryField(null=True)),
                ("as_pdf", models.BinaryField(null=True)),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prospects.datarequest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DataRequestEvent",
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
                            ("access", "A copy of the data"),
                            ("correction", "Correction"),
                            ("restriction", "Restriction"),
                            ("erasure", "Erasure"),
                            ("withdrawal", "Withdrawal of consent"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for an answer"),
                            ("approval", "Waiting for approval"),
                            ("working", "Being erased"),
                            ("answered", "Done"),
                            ("refused", "Refused"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
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
                        related_name="id_prospect_kind_state_received_at_due_at_answered_at_owner_branch_events",
                        to="prospects.datarequest",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Disbursement",
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
                    "amount",
                    models.DecimalField(decimal_places=0, max_digits=15, verbose_name="amount"),
                ),
                ("disbursed_on", models.DateField(verbose_name="date")),
                ("account_cipher", models.TextField(blank=True, editable=False)),
                ("account_tail", models.CharField(blank=True, editable=False, max_length=4)),
                ("is_first", models.BooleanField(default=False, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("awaiting", "Awaiting confirmation"),
                            ("confirmed", "Confirmed"),
                            ("refused", "Not confirmed"),
                        ],
                        max_length=9,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(editable=False, null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("is_imported", models.BooleanField(default=False, editable=False)),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.opportunity",
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
                        models.F("disbursed_on"),
                        condition=models.Q(("state", "confirmed")),
                        include=("amount", "owner", "is_first"),
                        name="disb_branch",
                    ),
                    models.Index(
                        models.F("owner"),
                        models.F("disbursed_on"),
                        condition=models.Q(("state", "confirmed")),
                        include=("amount", "is_first"),
                        name="disb_owner",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.F("disbursed_on"),
                        condition=models.Q(("state", "awaiting")),
                        name="disb_awaiting",
                    ),
                    models.Index(models.F("opportunity"), name="disb_opportunity"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="disbursement_amount_positive",
                        violation_error_message="Enter an amount above zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "confirmed"), _negated=True),
                            ("is_imported", True),
                            ("decided_by__isnull", False),
                            _connector="OR",
                        ),
                        name="disbursement_confirmed_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_first", True), ("state", "confirmed")),
                        fields=("opportunity",),
                        name="disbursement_one_first",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="branch_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nINSERT INTO prospects_branchdelta (kind, branch_id, product_id, day, state, code, n, amount)\nSELECT kind, branch_id, product_id, day, state, code, sum(n), sum(amount) FROM (SELECT * FROM (SELECT 'disbursed', branch_id, product_id, disbursed_on, state, CASE WHEN is_first THEN 'first' ELSE '' END, 1, amount FROM new_rows) AS counted (kind, branch_id, product_id, day, state, code, n, amount)) AS changes\nGROUP BY kind, branch_id, product_id, day, state, code HAVING sum(n) <> 0 OR sum(amount) <> 0;\nRETURN NULL;",
                            hash="766e1b95d9fb2216cf864f36425cd57eec93fb69",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_branch_insert_3d0b8",
                            referencing="REFERENCING NEW TABLE AS new_rows ",
                            table="prospects_disbursement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="branch_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nINSERT INTO prospects_branchdelta (kind, branch_id, product_id, day, state, code, n, amount)\nSELECT kind, branch_id, product_id, day, state, code, sum(n), sum(amount) FROM (SELECT * FROM (SELECT 'disbursed', branch_id, product_id, disbursed_on, state, CASE WHEN is_first THEN 'first' ELSE '' END, -1, -amount FROM old_rows) AS counted (kind, branch_id, product_id, day, state, code, n, amount) UNION ALL SELECT * FROM (SELECT 'disbursed', branch_id, product_id, disbursed_on, state, CASE WHEN is_first THEN 'first' ELSE '' END, 1, amount FROM new_rows) AS counted (kind, branch_id, product_id, day, state, code, n, amount)) AS changes\nGROUP BY kind, branch_id, product_id, day, state, code HAVING sum(n) <> 0 OR sum(amount) <> 0;\nRETURN NULL;",
                            hash="ce7c4f7c3e6168c3215c4802847c59a91b20c701",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_branch_update_dd30d",
                            referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                            table="prospects_disbursement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="branch_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nINSERT INTO prospects_branchdelta (kind, branch_id, product_id, day, state, code, n, amount)\nSELECT kind, branch_id, product_id, day, state, code, sum(n), sum(amount) FROM (SELECT * FROM (SELECT 'disbursed', branch_id, product_id, disbursed_on, state, CASE WHEN is_first THEN 'first' ELSE '' END, -1, -amount FROM old_rows) AS counted (kind, branch_id, product_id, day, state, code, n, amount)) AS changes\nGROUP BY kind, branch_id, product_id, day, state, code HAVING sum(n) <> 0 OR sum(amount) <> 0;\nRETURN NULL;",
                            hash="8cf0b32880e575261bf971f2ba139cc221fa6d0b",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_branch_delete_c5ebd",
                            referencing="REFERENCING OLD TABLE AS old_rows ",
                            table="prospects_disbursement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_disbursementevent" ("account_tail", "amount", "branch_id", "disbursed_on", "id", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."account_tail", NEW."amount", NEW."branch_id", NEW."disbursed_on", NEW."id", NEW."opportunity_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."state"); RETURN NULL;',
                            hash="7f2160ccf04adcfa86551eb070701777dd7634d5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2af56",
                            table="prospects_disbursement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."account_tail" IS DISTINCT FROM (NEW."account_tail") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."disbursed_on" IS DISTINCT FROM (NEW."disbursed_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."opportunity_id" IS DISTINCT FROM (NEW."opportunity_id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                            func='INSERT INTO "prospects_disbursementevent" ("account_tail", "amount", "branch_id", "disbursed_on", "id", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."account_tail", NEW."amount", NEW."branch_id", NEW."disbursed_on", NEW."id", NEW."opportunity_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."state"); RETURN NULL;',
                            hash="f9d2fb63d989d9638ebdbccb9c710835a63f7fd5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_25b98",
                            table="prospects_disbursement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_disbursementevent" ("account_tail", "amount", "branch_id", "disbursed_on", "id", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (OLD."account_tail", OLD."amount", OLD."branch_id", OLD."disbursed_on", OLD."id", OLD."opportunity_id", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."state"); RETURN NULL;',
                            hash="2a532095a8638de5193a610410546eb9c4668875",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_73767",
                            table="prospects_disbursement",
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
            name="DisbursementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "amount",
                    models.DecimalField(decimal_places=0, max_digits=15, verbose_name="amount"),
                ),
                ("disbursed_on", models.DateField(verbose_name="date")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("awaiting", "Awaiting confirmation"),
                            ("confirmed", "Confirmed"),
                            ("refused", "Not confirmed"),
                        ],
                        max_length=9,
                    ),
                ),
                ("account_tail", models.CharField(blank=True, editable=False, max_length=4)),
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
                        related_name="id_opportunity_amount_disbursed_on_state_owner_branch_account_tail_events",
                        to="prospects.disbursement",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExportFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("post", models.CharField(max_length=80)),
                ("table", models.CharField(max_length=16)),
                ("query", models.JSONField(default=dict)),
                ("text", models.CharField(blank=True, max_length=120)),
                ("columns", models.JSONField(default=list)),
                (
                    "kind",
                    models.CharField(
                        choices=[("xlsx", "Excel (XLSX)"), ("csv", "CSV")], max_length=4
                    ),
                ),
                (
                    "layout",
                    models.CharField(
                        choices=[
                            ("screen", "The columns of the list"),
                            ("template", "The columns of the import template"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Waits for approval"),
                            ("waiting", "Waiting"),
                            ("done", "Ready to download"),
                            ("refused", "Refused"),
                            ("failed", "Failed"),
                            ("expired", "Expired"),
                        ],
                        max_length=8,
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=200)),
                ("person_count", models.PositiveIntegerField(default=0)),
                ("row_count", models.PositiveIntegerField(default=0)),
                ("decided_at", models.DateTimeField(null=True)),
                ("content", models.BinaryField(null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="prospects.bulkbatch",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("by"),
                        models.OrderBy(models.F("created_at"), descending=True),
                        name="export_by",
                    ),
                    models.Index(
                        models.F("state"),
                        condition=models.Q(("state", "asked")),
                        name="export_asked",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("by")), _negated=True),
                            _connector="OR",
                        ),
                        name="export_decided_by_another",
                        violation_error_message="Somebody else must decide about your export.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="export_has_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Facility",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("lender", models.CharField(max_length=80, verbose_name="lender")),
                ("is_own_bank", models.BooleanField(default=False, verbose_name="our own bank")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mortgage", "Home loan (KPR)"),
                            ("vehicle", "Vehicle loan (KKB)"),
                            ("consumer", "Multipurpose or personal loan"),
                            ("card", "Credit card"),
                            ("kur", "KUR"),
                            ("working_capital", "Working capital"),
                            ("investment", "Investment loan"),
                            ("pay_later", "Pay-later or online loan"),
                            ("other", "Other credit"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "plafon",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="plafon",
                    ),
                ),
                (
                    "outstanding",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="outstanding principal (baki debet)",
                    ),
                ),
                (
                    "instalment",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="instalment a month",
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
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends on")),
                (
                    "days_past_due",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="days past due"
                    ),
                ),
                (
                    "collectibility",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="collectibility (kol)",
                    ),
                ),
                (
                    "collectibility_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="reason"),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("stated", "Stated"), ("slik", "SLIK")],
                        default="stated",
                        editable=False,
                        max_length=6,
                    ),
                ),
                (
                    "whose",
                    models.CharField(
                        choices=[
                            ("debtor", "Debtor"),
                            ("spouse", "Spouse"),
                            ("joint", "Both together"),
                            ("other", "Somebody else"),
                        ],
                        default="debtor",
                        max_length=8,
                        verbose_name="whose",
                    ),
                ),
                (
                    "is_counted",
                    models.BooleanField(default=True, verbose_name="count the instalment"),
                ),
                ("months", models.CharField(blank=True, editable=False, max_length=24)),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
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
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
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
                    "slik",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.slikcheck",
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
                        condition=models.Q(("removed_at", None)),
                        name="facility_prospect",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("collectibility", None),
                            ("collectibility__range", (1, 5)),
                            _connector="OR",
                        ),
                        name="facility_kol",
                        violation_error_message="Kol is a number from 1 to 5.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_facilityevent" ("branch_id", "collectibility", "collectibility_reason", "days_past_due", "ends_on", "id", "instalment", "is_counted", "is_own_bank", "kind", "lender", "outstanding", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plafon", "prospect_id", "rate", "removed_at", "source", "whose") VALUES (NEW."branch_id", NEW."collectibility", NEW."collectibility_reason", NEW."days_past_due", NEW."ends_on", NEW."id", NEW."instalment", NEW."is_counted", NEW."is_own_bank", NEW."kind", NEW."lender", NEW."outstanding", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plafon", NEW."prospect_id", NEW."rate", NEW."removed_at", NEW."source", NEW."whose"); RETURN NULL;',
                            hash="f551218d00569cd4cf76ea39a4c612b1e5315154",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_952ee",
                            table="prospects_facility",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."collectibility" IS DISTINCT FROM (NEW."collectibility") OR OLD."collectibility_reason" IS DISTINCT FROM (NEW."collectibility_reason") OR OLD."days_past_due" IS DISTINCT FROM (NEW."days_past_due") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."instalment" IS DISTINCT FROM (NEW."instalment") OR OLD."is_counted" IS DISTINCT FROM (NEW."is_counted") OR OLD."is_own_bank" IS DISTINCT FROM (NEW."is_own_bank") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."lender" IS DISTINCT FROM (NEW."lender") OR OLD."outstanding" IS DISTINCT FROM (NEW."outstanding") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."plafon" IS DISTINCT FROM (NEW."plafon") OR OLD."prospect_id" IS DISTINCT FROM (NEW."prospect_id") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."removed_at" IS DISTINCT FROM (NEW."removed_at") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."whose" IS DISTINCT FROM (NEW."whose"))',
                            func='INSERT INTO "prospects_facilityevent" ("branch_id", "collectibility", "collectibility_reason", "days_past_due", "ends_on", "id", "instalment", "is_counted", "is_own_bank", "kind", "lender", "outstanding", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plafon", "prospect_id", "rate", "removed_at", "source", "whose") VALUES (NEW."branch_id", NEW."collectibility", NEW."collectibility_reason", NEW."days_past_due", NEW."ends_on", NEW."id", NEW."instalment", NEW."is_counted", NEW."is_own_bank", NEW."kind", NEW."lender", NEW."outstanding", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plafon", NEW."prospect_id", NEW."rate", NEW."removed_at", NEW."source", NEW."whose"); RETURN NULL;',
                            hash="75284a017b7e89f901cb0b1c861f542dd4eacbad",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d8652",
                            table="prospects_facility",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_facilityevent" ("branch_id", "collectibility", "collectibility_reason", "days_past_due", "ends_on", "id", "instalment", "is_counted", "is_own_bank", "kind", "lender", "outstanding", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plafon", "prospect_id", "rate", "removed_at", "source", "whose") VALUES (OLD."branch_id", OLD."collectibility", OLD."collectibility_reason", OLD."days_past_due", OLD."ends_on", OLD."id", OLD."instalment", OLD."is_counted", OLD."is_own_bank", OLD."kind", OLD."lender", OLD."outstanding", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plafon", OLD."prospect_id", OLD."rate", OLD."removed_at", OLD."source", OLD."whose"); RETURN NULL;',
                            hash="9811171a617c5bb7c0ec67d3d5062a921d5f6b80",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6d5b5",
                            table="prospects_facility",
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
            name="FacilityEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("lender", models.CharField(max_length=80, verbose_name="lender")),
                ("is_own_bank", models.BooleanField(default=False, verbose_name="our own bank")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mortgage", "Home loan (KPR)"),
                            ("vehicle", "Vehicle loan (KKB)"),
                            ("consumer", "Multipurpose or personal loan"),
                            ("card", "Credit card"),
                            ("kur", "KUR"),
                            ("working_capital", "Working capital"),
                            ("investment", "Investment loan"),
                            ("pay_later", "Pay-later or online loan"),
                            ("other", "Other credit"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "plafon",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="plafon",
                    ),
                ),
                (
                    "outstanding",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="outstanding principal (baki debet)",
                    ),
                ),
                (
                    "instalment",
                    models.DecimalField(
                        decimal_places=0,
                        default=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="instalment a month",
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
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends on")),
                (
                    "days_past_due",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="days past due"
                    ),
                ),
                (
                    "collectibility",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="collectibility (kol)",
                    ),
                ),
                (
                    "collectibility_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="reason"),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("stated", "Stated"), ("slik", "SLIK")],
                        default="stated",
                        editable=False,
                        max_length=6,
                    ),
                ),
                (
                    "whose",
                    models.CharField(
                        choices=[
                            ("debtor", "Debtor"),
                            ("spouse", "Spouse"),
                            ("joint", "Both together"),
                            ("other", "Somebody else"),
                        ],
                        default="debtor",
                        max_length=8,
                        verbose_name="whose",
                    ),
                ),
                (
                    "is_counted",
                    models.BooleanField(default=True, verbose_name="count the instalment"),
                ),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                        related_name="id_lender_is_own_bank_kind_plafon_outstanding_instalment_rate_ends_on_days_past_due_collectibility_collectibility_reason_source_whose_is_counted_prospect_owner_branch_removed_at_events",
                        to="prospects.facility",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FilePosition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "holder",
                    models.CharField(
                        choices=[
                            ("customer", "Customer"),
                            ("officer", "Account officer (file)"),
                            ("slik", "SLIK"),
                            ("appraiser", "Appraiser"),
                            ("partner", "Developer or dealer"),
                            ("notary", "Notary"),
                            ("analyst", "Analyst"),
                            ("approver", "Approver"),
                            ("credit_administration", "Credit administration"),
                        ],
                        max_length=24,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("due_on", models.DateField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prospects.opportunity",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("opportunity"), models.F("since"), name="file_opportunity"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("opportunity",),
                        name="file_on_one_table",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FinanceLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("income", "Income"),
                            ("expense", "Expenses"),
                            ("asset", "Assets"),
                        ],
                        editable=False,
                        max_length=8,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("salary", "Salary, net"),
                            ("allowance", "Fixed allowance"),
                            ("bonus", "Bonus, average a month"),
                            ("practice", "Professional practice"),
                            ("rent_in", "Rent received"),
                            ("pension", "Pension"),
                            ("income_other", "Other income"),
                            ("household", "Household"),
                            ("rent_out", "Rent paid"),
                            ("school", "School"),
                            ("dependants", "Relatives supported"),
                            ("insurance", "Insurance and dues"),
                            ("expense_other", "Other expenses"),
                            ("house", "House"),
                            ("land", "Land"),
                            ("vehicle", "Vehicle"),
                            ("savings", "Savings"),
                            ("deposit", "Time deposit"),
                            ("gold", "Gold"),
                            ("securities", "Securities"),
                            ("asset_other", "Other assets"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="amount",
                    ),
                ),
                (
                    "whose",
                    models.CharField(
                        choices=[
                            ("debtor", "Debtor"),
                            ("spouse", "Spouse"),
                            ("joint", "Both together"),
                            ("other", "Somebody else"),
                        ],
                        default="debtor",
                        max_length=8,
                        verbose_name="whose",
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        choices=[
                            ("none", "No evidence yet"),
                            ("pay_slip", "Pay slip"),
                            ("work_letter", "Letter of employment"),
                            ("bank_statement", "Bank statement"),
                            ("tax_return", "Tax return or 1721-A1"),
                            ("accounts", "Financial statements"),
                            ("books", "Sales notes"),
                            ("title", "Certificate or BPKB"),
                            ("statement", "Signed statement"),
                        ],
                        default="none",
                        max_length=16,
                        verbose_name="evidence",
                    ),
                ),
                (
                    "is_payroll",
                    models.BooleanField(
                        default=False, verbose_name="paid into an account of our bank"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=160, verbose_name="note")),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
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
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "indexes": [
                    models.Index(
                        models.F("prospect"),
                        condition=models.Q(("removed_at", None)),
                        name="finance_line_prospect",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="finance_line_amount",
                        violation_error_message="Enter an amount above zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "kind__in",
                                    [
                                        "salary",
                                        "allowance",
                                        "bonus",
                                        "practice",
                                        "rent_in",
                                        "pension",
                                        "income_other",
                                    ],
                                ),
                                ("section", "income"),
                            ),
                            models.Q(
                                (
                                    "kind__in",
                                    [
                                        "household",
                                        "rent_out",
                                        "school",
                                        "dependants",
                                        "insurance",
                                        "expense_other",
                                    ],
                                ),
                                ("section", "expense"),
                            ),
                            models.Q(
                                (
                                    "kind__in",
                                    [
                                        "house",
                                        "land",
                                        "vehicle",
                                        "savings",
                                        "deposit",
                                        "gold",
                                        "securities",
                                        "asset_other",
                                    ],
                                ),
                                ("section", "asset"),
                            ),
                            _connector="OR",
                        ),
                        name="finance_line_kind",
                        violation_error_message="Choose a kind of this list.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_financelineevent" ("amount", "branch_id", "evidence", "id", "is_payroll", "kind", "note", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "removed_at", "section", "whose") VALUES (NEW."amount", NEW."branch_id", NEW."evidence", NEW."id", NEW."is_payroll", NEW."kind", NEW."note", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."prospect_id", NEW."removed_at", NEW."section", NEW."whose"); RETURN NULL;',
                            hash="c1967c29a7aabcbe73c8e203baea01242681665e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c7d25",
                            table="prospects_financeline",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."evidence" IS DISTINCT FROM (NEW."evidence") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_payroll" IS DISTINCT FROM (NEW."is_payroll") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."prospect_id" IS DISTINCT FROM (NEW."prospect_id") OR OLD."removed_at" IS DISTINCT FROM (NEW."removed_at") OR OLD."section" IS DISTINCT FROM (NEW."section") OR OLD."whose" IS DISTINCT FROM (NEW."whose"))',
                            func='INSERT INTO "prospects_financelineevent" ("amount", "branch_id", "evidence", "id", "is_payroll", "kind", "note", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "removed_at", "section", "whose") VALUES (NEW."amount", NEW."branch_id", NEW."evidence", NEW."id", NEW."is_payroll", NEW."kind", NEW."note", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."prospect_id", NEW."removed_at", NEW."section", NEW."whose"); RETURN NULL;',
                            hash="63f123e60b70bb06226f6d425d45a3c86f2824e0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d8ad9",
                            table="prospects_financeline",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "prospects_financelineevent" ("amount", "branch_id", "evidence", "id", "is_payroll", "kind", "note", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "removed_at", "section", "whose") VALUES (OLD."amount", OLD."branch_id", OLD."evidence", OLD."id", OLD."is_payroll", OLD."kind", OLD."note", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."prospect_id", OLD."removed_at", OLD."section", OLD."whose"); RETURN NULL;',
                            hash="cb6a52bf2aeca458cb634b4b7327afe0870b9386",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e10b7",
                            table="prospects_financeline",
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
            name="FinanceLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("income", "Income"),
                            ("expense", "Expenses"),
                            ("asset", "Assets"),
                        ],
                        editable=False,
                        max_length=8,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("salary", "Salary, net"),
                            ("allowance", "Fixed allowance"),
                            ("bonus", "Bonus, average a month"),
                            ("practice", "Professional practice"),
                            ("rent_in", "Rent received"),
                            ("pension", "Pension"),
                            ("income_other", "Other income"),
                            ("household", "Household"),
                            ("rent_out", "Rent paid"),
                            ("school", "School"),
                            ("dependants", "Relatives supported"),
                            ("insurance", "Insurance and dues"),
                            ("expense_other", "Other expenses"),
                            ("house", "House"),
                            ("land", "Land"),
                            ("vehicle", "Vehicle"),
                            ("savings", "Savings"),
                            ("deposit", "Time deposit"),
                            ("gold", "Gold"),
                            ("securities", "Securities"),
                            ("asset_other", "Other assets"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        choices=[
                            ("none", "No evidence yet"),
                            ("pay_slip", "Pay slip"),
                            ("work_letter", "Letter of employment"),
                            ("bank_statement", "Bank statement"),
                            ("tax_return", "Tax return or 1721-A1"),
                            ("accounts", "Financial statements"),
                            ("books", "Sales notes"),
                            ("title", "Certificate or BPKB"),
                            ("statement", "Signed statement"),
                        ],
                        default="none",
                        max_length=16,
                        verbose_name="evidence",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="amount",
                    ),
                ),
                (
                    "whose",
                    models.CharField(
                        choices=[
                            ("debtor", "Debtor"),
                            ("spouse", "Spouse"),
                            ("joint", "Both together"),
                            ("other", "Somebody else"),
                        ],
                        default="debtor",
                        max_length=8,
                        verbose_name="whose",
                    ),
                ),
                (
                    "is_payroll",
                    models.BooleanField(
                        default=False, verbose_name="paid into an account of our bank"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=160, verbose_name="note")),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                        related_name="id_section_kind_evidence_amount_whose_is_payroll_note_prospect_owner_branch_removed_at_events",
                        to="prospects.financeline",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HoldLapse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("warned_at", models.DateTimeField()),
                ("free_at", models.DateTimeField()),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prospects.prospect",
                        verbose_name="prospect",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "indexes": [
                    models.Index(models.F("owner"), models.F("free_at"), name="hold_lapse_owner"),
                    models.Index(models.F("branch"), models.F("free_at"), name="hold_lapse_branch"),
                ],
            },
            managers=[
                ("_unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ImportedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                (
                    "action",
                    models.CharField(
                        choices=[("created", "Created"), ("updated", "Updated")], max_length=8
                    ),
                ),
                ("before", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("done", "Done"), ("undone", "Undone"), ("kept", "Kept")],
                        default="done",
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=12)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="prospects.importbatch",
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prospects.opportunity",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prospects.prospect",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(models.F("batch"), models.F("line"), name="imported_row_line")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("prospect__isnull", True),
                            ("opportunity__isnull", True),
                            _connector="XOR",
                        ),
                        name="imported_row_of_one_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportProfile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("name", models.CharField(max_length=60, verbose_name="name of the mapping")),
                ("entity", models.CharField(max_length=16)),
                ("data", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("by", "entity", "name"), name="import_profile_name_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("entity", models.CharField(max_length=16)),
                ("file_name", models.CharField(max_length=120)),
                ("is_pasted", models.BooleanField(default=False)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("content", models.BinaryField(null=True)),
                ("rejects", models.BinaryField(null=True)),
                ("row_count", models.PositiveIntegerField(default=0)),
                ("rows_read", models.PositiveIntegerField(default=0)),
                ("mapping", models.JSONField(default=dict)),
                ("preview", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checking", "Being checked"),
                            ("draft", "Not imported yet"),
                            ("waiting", "Waiting"),
                            ("reading", "Being read"),
                            ("writing", "Being written"),
                            ("done", "Imported"),
                            ("failed", "Failed"),
                            ("undoing", "Being undone"),
                            ("undone", "Undone"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=300)),
                ("counts", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone", models.JSONField(default=dict)),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospects.importbatch",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="prospects.importprofile",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("by"),
                        models.OrderBy(models.F("created_at"), descending=True),
                        name="import_file_by",
                    ),
                    models.Index(models.F("created_at"), name="import_file_age"),
                ],
            },
        ),
        migrations.RunSQL(PIPELINE_FIGURES, "DROP VIEW prospects_pipelinefigure"),
        migrations.RunSQL(
            f"CREATE VIEW prospects_branchfigure AS {TOTALS} {DELTAS}",
            "DROP VIEW prospects_branchfigure",
        ),
        migrations.RunSQL(CHANGES_OF_PERSONS, migrations.RunSQL.noop),
        migrations.RunSQL(
            ERASE_HISTORY, "DROP FUNCTION erase_history(bigint, text, bigint[], jsonb, boolean)"
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
