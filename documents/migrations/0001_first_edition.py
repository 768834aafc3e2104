import django.core.validators
import django.db.models.deletion
import django.db.models.manager
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import core.public_id
from documents import catalogue


def load(apps, _schema_editor):
    """Write the papers that a bank asks for; head office edits them afterwards."""
    catalogue.load(
        apps.get_model("documents.DocumentType"), apps.get_model("documents.DocumentRule")
    )


class Migration(migrations.Migration):
    replaces = [
        ("documents", "0001_papers"),
        ("documents", "0002_load_papers"),
        ("documents", "0003_files"),
        ("documents", "0004_load_visit_photo"),
        ("documents", "0005_load_explain_back"),
        ("documents", "0006_load_decision_sheet"),
        ("documents", "0007_load_family_papers"),
    ]

    initial = True

    dependencies = [
        ("org", "0001_first_edition"),
        ("prospects", "0001_first_edition"),
    ]

    operations = [
        migrations.CreateModel(
            name="DocumentType",
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
                ("label_id", models.CharField(max_length=80, verbose_name="name in Indonesian")),
                ("label_en", models.CharField(max_length=80, verbose_name="name in English")),
                (
                    "is_personal",
                    models.BooleanField(
                        default=False,
                        help_text="Such as an identity card: it is brought once and used while it is valid.",
                        verbose_name="serves each application of the customer",
                    ),
                ),
                (
                    "validity_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Counted from the date on the paper. Empty: no limit.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="valid for, months",
                    ),
                ),
                (
                    "has_expiry",
                    models.BooleanField(
                        default=False,
                        help_text="Such as a policy or an SHGB: whoever takes it in enters the day.",
                        verbose_name="names its own last day",
                    ),
                ),
                (
                    "keeps_position",
                    models.BooleanField(
                        default=False,
                        help_text="For visit photos: the place is kept and printed below the picture.",
                        verbose_name="is a photo whose place is kept",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=500, verbose_name="order")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
            ],
            options={
                "ordering": ["position", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("label_id",),
                        name="paper_label_id_once",
                        violation_error_message="There is a paper with this Indonesian name.",
                    ),
                    models.UniqueConstraint(
                        fields=("label_en",),
                        name="paper_label_en_once",
                        violation_error_message="There is a paper with this English name.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "documents_documenttypeevent" ("code", "has_expiry", "id", "is_active", "is_personal", "keeps_position", "label_en", "label_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "validity_months") VALUES (NEW."code", NEW."has_expiry", NEW."id", NEW."is_active", NEW."is_personal", NEW."keeps_position", NEW."label_en", NEW."label_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."validity_months"); RETURN NULL;',
                            hash="78e9fef04da1eb48a10b6a032795e6909b7d0ab1",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fa51e",
                            table="documents_documenttype",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."has_expiry" IS DISTINCT FROM (NEW."has_expiry") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_personal" IS DISTINCT FROM (NEW."is_personal") OR OLD."keeps_position" IS DISTINCT FROM (NEW."keeps_position") OR OLD."label_en" IS DISTINCT FROM (NEW."label_en") OR OLD."label_id" IS DISTINCT FROM (NEW."label_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."validity_months" IS DISTINCT FROM (NEW."validity_months"))',
                            func='INSERT INTO "documents_documenttypeevent" ("code", "has_expiry", "id", "is_active", "is_personal", "keeps_position", "label_en", "label_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "validity_months") VALUES (NEW."code", NEW."has_expiry", NEW."id", NEW."is_active", NEW."is_personal", NEW."keeps_position", NEW."label_en", NEW."label_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."validity_months"); RETURN NULL;',
                            hash="9e4762a840fc0ecb639904c783b3f203bf213ad0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4c3ac",
                            table="documents_documenttype",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "documents_documenttypeevent" ("code", "has_expiry", "id", "is_active", "is_personal", "keeps_position", "label_en", "label_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "validity_months") VALUES (OLD."code", OLD."has_expiry", OLD."id", OLD."is_active", OLD."is_personal", OLD."keeps_position", OLD."label_en", OLD."label_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."validity_months"); RETURN NULL;',
                            hash="431bd4ae2a43a51fa0fdcd768de6df3b3478c094",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4fd6e",
                            table="documents_documenttype",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentRule",
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
                ("family", models.CharField(max_length=20, verbose_name="product family")),
                ("employments", models.CharField(max_length=4, verbose_name="of whom")),
                (
                    "requirement",
                    models.CharField(
                        choices=[("required", "Required"), ("optional", "Where it applies")],
                        default="required",
                        max_length=8,
                        verbose_name="requirement",
                    ),
                ),
                (
                    "amount_above",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="only above this amount",
                    ),
                ),
                (
                    "note_id",
                    models.CharField(blank=True, max_length=80, verbose_name="hint in Indonesian"),
                ),
                (
                    "note_en",
                    models.CharField(blank=True, max_length=80, verbose_name="hint in English"),
                ),
                (
                    "type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="documents.documenttype",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        models.F("family"), models.F("valid_from"), name="paper_rule_family"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="documentrule_ends_after_start",
                        violation_error_message="The last day must not be before the first day.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "documents_documentruleevent" ("amount_above", "employments", "family", "id", "note_en", "note_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requirement", "type_id", "valid_from", "valid_to") VALUES (NEW."amount_above", NEW."employments", NEW."family", NEW."id", NEW."note_en", NEW."note_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."requirement", NEW."type_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="2728051c6025850ffa10f02a066ea2527ea7daa9",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7ca9f",
                            table="documents_documentrule",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."amount_above" IS DISTINCT FROM (NEW."amount_above") OR OLD."employments" IS DISTINCT FROM (NEW."employments") OR OLD."family" IS DISTINCT FROM (NEW."family") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."note_en" IS DISTINCT FROM (NEW."note_en") OR OLD."note_id" IS DISTINCT FROM (NEW."note_id") OR OLD."requirement" IS DISTINCT FROM (NEW."requirement") OR OLD."type_id" IS DISTINCT FROM (NEW."type_id") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to"))',
                            func='INSERT INTO "documents_documentruleevent" ("amount_above", "employments", "family", "id", "note_en", "note_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requirement", "type_id", "valid_from", "valid_to") VALUES (NEW."amount_above", NEW."employments", NEW."family", NEW."id", NEW."note_en", NEW."note_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."requirement", NEW."type_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="8a8098ee199131e3fb46577dbe3967644d4fbd8e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e801b",
                            table="documents_documentrule",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "documents_documentruleevent" ("amount_above", "employments", "family", "id", "note_en", "note_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requirement", "type_id", "valid_from", "valid_to") VALUES (OLD."amount_above", OLD."employments", OLD."family", OLD."id", OLD."note_en", OLD."note_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."requirement", OLD."type_id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="fcc1b3017d2738df50940a284751a802a95bbad8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8473b",
                            table="documents_documentrule",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentTypeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(editable=False, max_length=40)),
                ("label_id", models.CharField(max_length=80, verbose_name="name in Indonesian")),
                ("label_en", models.CharField(max_length=80, verbose_name="name in English")),
                (
                    "is_personal",
                    models.BooleanField(
                        default=False,
                        help_text="Such as an identity card: it is brought once and used while it is valid.",
                        verbose_name="serves each application of the customer",
                    ),
                ),
                (
                    "validity_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Counted from the date on the paper. Empty: no limit.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="valid for, months",
                    ),
                ),
                (
                    "has_expiry",
                    models.BooleanField(
                        default=False,
                        help_text="Such as a policy or an SHGB: whoever takes it in enters the day.",
                        verbose_name="names its own last day",
                    ),
                ),
                (
                    "keeps_position",
                    models.BooleanField(
                        default=False,
                        help_text="For visit photos: the place is kept and printed below the picture.",
                        verbose_name="is a photo whose place is kept",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=500, verbose_name="order")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_code_label_id_label_en_is_personal_validity_months_has_expiry_keeps_position_position_is_active_events",
                        to="documents.documenttype",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("is_personal", models.BooleanField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("missing", "Not here"),
                            ("received", "Received"),
                            ("checked", "Checked"),
                            ("rejected", "Rejected"),
                            ("deferred", "To follow (TBO)"),
                        ],
                        max_length=8,
                    ),
                ),
                ("received_on", models.DateField(blank=True, null=True)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("expires_on", models.DateField(blank=True, null=True)),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("watch_on", models.DateField(blank=True, editable=False, null=True)),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                (
                    "allowed_by",
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
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
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
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
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
                    "type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.documenttype",
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
                        models.F("watch_on"),
                        models.F("id"),
                        condition=models.Q(("watch_on__isnull", False)),
                        name="document_owner_watch",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.F("watch_on"),
                        models.F("id"),
                        condition=models.Q(("watch_on__isnull", False)),
                        name="document_branch_watch",
                    ),
                    models.Index(
                        models.F("watch_on"),
                        models.F("id"),
                        condition=models.Q(("watch_on__isnull", False)),
                        name="document_watch",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_personal", False)),
                        fields=("opportunity", "type"),
                        name="document_once_an_application",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_personal", True)),
                        fields=("prospect", "type"),
                        name="document_once_a_customer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "deferred"), _negated=True),
                            models.Q(
                                ("allowed_by__isnull", False),
                                ("due_on__isnull", False),
                                ("responsible__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="document_deferred_by_somebody",
                        violation_error_message="Enter until when it follows, and who sees to it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "checked"), _negated=True),
                            ("checked_by__isnull", False),
                            _connector="OR",
                        ),
                        name="document_checked_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "rejected"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="document_rejected_for_a_reason",
                        violation_error_message="Write why.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "documents_documentevent" ("allowed_by_id", "branch_id", "checked_by_id", "due_on", "expires_on", "id", "issued_on", "note", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "received_on", "responsible_id", "state", "type_id") VALUES (NEW."allowed_by_id", NEW."branch_id", NEW."checked_by_id", NEW."due_on", NEW."expires_on", NEW."id", NEW."issued_on", NEW."note", NEW."opportunity_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."received_on", NEW."responsible_id", NEW."state", NEW."type_id"); RETURN NULL;',
                            hash="3c4b5881df8de676e770793905e4824c7d6c6969",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_be524",
                            table="documents_document",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."allowed_by_id" IS DISTINCT FROM (NEW."allowed_by_id") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."checked_by_id" IS DISTINCT FROM (NEW."checked_by_id") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."expires_on" IS DISTINCT FROM (NEW."expires_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."opportunity_id" IS DISTINCT FROM (NEW."opportunity_id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."received_on" IS DISTINCT FROM (NEW."received_on") OR OLD."responsible_id" IS DISTINCT FROM (NEW."responsible_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."type_id" IS DISTINCT FROM (NEW."type_id"))',
                            func='INSERT INTO "documents_documentevent" ("allowed_by_id", "branch_id", "checked_by_id", "due_on", "expires_on", "id", "issued_on", "note", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "received_on", "responsible_id", "state", "type_id") VALUES (NEW."allowed_by_id", NEW."branch_id", NEW."checked_by_id", NEW."due_on", NEW."expires_on", NEW."id", NEW."issued_on", NEW."note", NEW."opportunity_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."received_on", NEW."responsible_id", NEW."state", NEW."type_id"); RETURN NULL;',
                            hash="4b7573c12cd285ec9a3776becbfb4666fe2be13e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a3ed6",
                            table="documents_document",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "documents_documentevent" ("allowed_by_id", "branch_id", "checked_by_id", "due_on", "expires_on", "id", "issued_on", "note", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "received_on", "responsible_id", "state", "type_id") VALUES (OLD."allowed_by_id", OLD."branch_id", OLD."checked_by_id", OLD."due_on", OLD."expires_on", OLD."id", OLD."issued_on", OLD."note", OLD."opportunity_id", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."received_on", OLD."responsible_id", OLD."state", OLD."type_id"); RETURN NULL;',
                            hash="a8c5386322be7a1519035a665af506397ee30618",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0c008",
                            table="documents_document",
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
            name="DocumentFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("batch", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Being checked"),
                            ("ready", "Ready"),
                            ("refused", "Refused (file)"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("refusal", models.CharField(blank=True, max_length=20)),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("none", "not scanned"),
                            ("clean", "scanned, clean"),
                            ("infected", "malware found"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("sent_count", models.PositiveSmallIntegerField(default=1)),
                ("sent_size", models.PositiveIntegerField()),
                ("media_type", models.CharField(blank=True, max_length=40)),
                ("size", models.PositiveIntegerField(default=0)),
                ("pages", models.PositiveSmallIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("storage", models.CharField(max_length=40)),
                ("key_cipher", models.TextField()),
                ("has_thumbnail", models.BooleanField(default=False)),
                ("position", models.JSONField(null=True)),
                ("created_at", models.DateTimeField()),
                ("ready_at", models.DateTimeField(null=True)),
                ("replaced_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("document"),
                        models.OrderBy(models.F("created_at"), descending=True),
                        name="file_document",
                    ),
                    models.Index(models.F("by"), models.F("created_at"), name="file_month"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("by", "batch"), name="file_batch_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            models.Q(("ready_at__isnull", False), ("sha256__gt", "")),
                            _connector="OR",
                        ),
                        name="file_ready_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("key", models.CharField(max_length=32)),
                ("batch", models.CharField(max_length=32)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(max_length=120)),
                ("size", models.PositiveIntegerField()),
                ("chunks", models.PositiveSmallIntegerField()),
                ("storage", models.CharField(max_length=40)),
                ("key_cipher", models.TextField()),
                ("is_whole", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(db_index=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="documents.documentfile",
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
                    "type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="documents.documenttype",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("by"), models.F("batch"), models.F("position"), name="upload_batch"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("by", "key"), name="upload_key_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Checklist",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "employment",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("K", "Employee"),
                            ("W", "Self-employed"),
                            ("P", "Professional"),
                            ("B", "Business entity"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "opportunity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prospects.opportunity",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CrossCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("at", models.DateTimeField()),
                ("findings", models.JSONField()),
                ("differences", models.PositiveSmallIntegerField()),
                ("record_mark", models.CharField(max_length=64)),
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
                        models.F("opportunity"),
                        models.OrderBy(models.F("at"), descending=True),
                        name="crosscheck_newest",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("family", models.CharField(max_length=20, verbose_name="product family")),
                ("employments", models.CharField(max_length=4, verbose_name="of whom")),
                (
                    "requirement",
                    models.CharField(
                        choices=[("required", "Required"), ("optional", "Where it applies")],
                        default="required",
                        max_length=8,
                        verbose_name="requirement",
                    ),
                ),
                (
                    "amount_above",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="only above this amount",
                    ),
                ),
                (
                    "note_id",
                    models.CharField(blank=True, max_length=80, verbose_name="hint in Indonesian"),
                ),
                (
                    "note_en",
                    models.CharField(blank=True, max_length=80, verbose_name="hint in English"),
                ),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_type_family_employments_requirement_amount_above_note_id_note_en_valid_from_valid_to_events",
                        to="documents.documentrule",
                    ),
                ),
                (
                    "type",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.documenttype",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DocumentEvent",
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
                            ("missing", "Not here"),
                            ("received", "Received"),
                            ("checked", "Checked"),
                            ("rejected", "Rejected"),
                            ("deferred", "To follow (TBO)"),
                        ],
                        max_length=8,
                    ),
                ),
                ("received_on", models.DateField(blank=True, null=True)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("expires_on", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "allowed_by",
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
                    "checked_by",
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
                        related_name="id_opportunity_type_state_owner_branch_received_on_issued_on_expires_on_checked_by_reason_due_on_allowed_by_responsible_note_events",
                        to="documents.document",
                    ),
                ),
                (
                    "responsible",
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
                    "type",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.documenttype",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
