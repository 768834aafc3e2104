import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import core.public_id

# The web's role may only add looks. This function of the owner's deletes old ones for the nightly
# retention, and never those of the last year.
FORGET_LOOKS = """
CREATE FUNCTION forget_looks(before timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    gone bigint;
BEGIN
    DELETE FROM org_readentry WHERE at < least(before, now() - interval '1 year');
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END
$$;
REVOKE ALL ON FUNCTION forget_looks(timestamptz) FROM PUBLIC;
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'aoportal_app') THEN
        GRANT EXECUTE ON FUNCTION forget_looks(timestamptz) TO aoportal_app;
    END IF;
END
$$;
"""


class Migration(migrations.Migration):
    replaces = [
        ("org", "0001_initial"),
        ("org", "0002_sign_in"),
        ("org", "0003_hired_at"),
        ("org", "0004_first_steps"),
        ("org", "0005_api_tokens"),
        ("org", "0006_bank_and_loading"),
        ("org", "0007_read_log"),
        ("org", "0008_handover"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("code", models.CharField(max_length=10, unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
            ],
            options={
                "ordering": ["code"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "org_regionevent" ("code", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="8f50f23ac22326142c5c7e4e952dbf7b70475352",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3b408",
                            table="org_region",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name"))',
                            func='INSERT INTO "org_regionevent" ("code", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="b57acc4315d135e92d264ea27e44029487f8e77d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3e0e6",
                            table="org_region",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "org_regionevent" ("code", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="d92080bae7ec76882ac36d9351fccbf9c06de717",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b7cf4",
                            table="org_region",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Branch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("code", models.CharField(max_length=10, unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "time_zone",
                    models.CharField(
                        choices=[
                            ("WIB", "Western Indonesia (WIB)"),
                            ("WITA", "Central Indonesia (WITA)"),
                            ("WIT", "Eastern Indonesia (WIT)"),
                        ],
                        default="WIB",
                        max_length=4,
                        verbose_name="time zone",
                    ),
                ),
                ("city", models.CharField(blank=True, max_length=80, verbose_name="city")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sub_branches",
                        to="org.branch",
                        verbose_name="main branch",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="branches",
                        to="org.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "org_branchevent" ("code", "id", "is_active", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "time_zone") VALUES (NEW."code", NEW."id", NEW."is_active", NEW."name", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."region_id", NEW."time_zone"); RETURN NULL;',
                            hash="0e7cd04ccc63c99be2d3e07b44a35e6e16da44de",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8c640",
                            table="org_branch",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."region_id" IS DISTINCT FROM (NEW."region_id") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone"))',
                            func='INSERT INTO "org_branchevent" ("code", "id", "is_active", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "time_zone") VALUES (NEW."code", NEW."id", NEW."is_active", NEW."name", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."region_id", NEW."time_zone"); RETURN NULL;',
                            hash="4c84a90f90294f6d88185e981cca31fae4585311",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_68b02",
                            table="org_branch",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "org_branchevent" ("code", "id", "is_active", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "time_zone") VALUES (OLD."code", OLD."id", OLD."is_active", OLD."name", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."region_id", OLD."time_zone"); RETURN NULL;',
                            hash="df17f4bd88f8dc493610ffc3bd104ffa1dbd5fa6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c820e",
                            table="org_branch",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Team",
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
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teams",
                        to="org.branch",
                    ),
                ),
            ],
            options={
                "ordering": ["branch", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("branch", "name"), name="team_name_in_branch")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "org_teamevent" ("branch_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."branch_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="9f17c0769cfefad2d272969b07f4a24074a51f31",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1a515",
                            table="org_team",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name"))',
                            func='INSERT INTO "org_teamevent" ("branch_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."branch_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="2de62d5d25ac5330d3f37a9ac6494412f014387e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9e90f",
                            table="org_team",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "org_teamevent" ("branch_id", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."branch_id", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="14e30820dc22ff4ab26725b6f4bf6faf5b1152c7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9754e",
                            table="org_team",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                (
                    "username",
                    models.CharField(max_length=40, unique=True, verbose_name="user name"),
                ),
                (
                    "nip",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        null=True,
                        unique=True,
                        verbose_name="personnel number (NIP)",
                    ),
                ),
                ("full_name", models.CharField(max_length=120, verbose_name="full name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "phone",
                    models.CharField(blank=True, max_length=16, verbose_name="mobile number"),
                ),
                (
                    "role",
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
                        verbose_name="role",
                    ),
                ),
                (
                    "ao_code",
                    models.CharField(
                        blank=True, max_length=12, null=True, unique=True, verbose_name="AO code"
                    ),
                ),
                (
                    "segment",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("micro", "Micro"),
                            ("secured", "Secured loans"),
                            ("sme", "SME"),
                            ("financial_services", "Financial services"),
                            ("credit", "Credit"),
                        ],
                        max_length=20,
                        verbose_name="segment",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("is_demo", models.BooleanField(default=False, editable=False)),
                (
                    "language",
                    models.CharField(
                        choices=[("id", "Bahasa Indonesia"), ("en", "English")],
                        default="id",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        choices=[("light", "Light"), ("dark", "Dark")],
                        default="light",
                        max_length=5,
                        verbose_name="appearance",
                    ),
                ),
                (
                    "has_shortcuts",
                    models.BooleanField(default=True, verbose_name="keyboard shortcuts"),
                ),
                (
                    "agenda_hour",
                    models.PositiveSmallIntegerField(default=7, verbose_name="hour of the agenda"),
                ),
                (
                    "reminder_lead_minutes",
                    models.PositiveSmallIntegerField(default=30, verbose_name="reminder lead"),
                ),
                ("first_step", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("must_change_password", models.BooleanField(default=False, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="org.branch",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.region",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="org.team",
                    ),
                ),
            ],
            options={
                "ordering": ["full_name", "pk"],
                "indexes": [models.Index(fields=["branch", "role"], name="user_branch_role")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "officer",
                                    "team_lead",
                                    "branch_head",
                                    "credit_administration",
                                    "credit_analyst",
                                    "regional_head",
                                    "head_office",
                                    "auditor",
                                    "administrator",
                                ],
                            )
                        ),
                        name="user_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agenda_hour__lte", 23)), name="user_agenda_hour"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "org_userevent" ("ao_code", "branch_id", "full_name", "id", "is_active", "nip", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "role", "segment", "team_id", "username") VALUES (NEW."ao_code", NEW."branch_id", NEW."full_name", NEW."id", NEW."is_active", NEW."nip", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."region_id", NEW."role", NEW."segment", NEW."team_id", NEW."username"); RETURN NULL;',
                            hash="81080e917b16e53ca3ab0d4e8d6036137d0a4496",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_727bd",
                            table="org_user",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."ao_code" IS DISTINCT FROM (NEW."ao_code") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."full_name" IS DISTINCT FROM (NEW."full_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."nip" IS DISTINCT FROM (NEW."nip") OR OLD."region_id" IS DISTINCT FROM (NEW."region_id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."segment" IS DISTINCT FROM (NEW."segment") OR OLD."team_id" IS DISTINCT FROM (NEW."team_id") OR OLD."username" IS DISTINCT FROM (NEW."username"))',
                            func='INSERT INTO "org_userevent" ("ao_code", "branch_id", "full_name", "id", "is_active", "nip", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "role", "segment", "team_id", "username") VALUES (NEW."ao_code", NEW."branch_id", NEW."full_name", NEW."id", NEW."is_active", NEW."nip", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."region_id", NEW."role", NEW."segment", NEW."team_id", NEW."username"); RETURN NULL;',
                            hash="1929be14e17380250b947b9590bf27a1f6545893",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8281b",
                            table="org_user",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "org_userevent" ("ao_code", "branch_id", "full_name", "id", "is_active", "nip", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "role", "segment", "team_id", "username") VALUES (OLD."ao_code", OLD."branch_id", OLD."full_name", OLD."id", OLD."is_active", OLD."nip", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."region_id", OLD."role", OLD."segment", OLD."team_id", OLD."username"); RETURN NULL;',
                            hash="32fae418adcd870e102bd2474afe1ef08d0143a5",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_395dc",
                            table="org_user",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_id", models.BigIntegerField()),
                ("last_id", models.BigIntegerField(unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["last_id"],
            },
        ),
        migrations.CreateModel(
            name="BankLogo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("content", models.BinaryField()),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="RegionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=10, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_code_name_events",
                        to="org.region",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("session_key", models.CharField(max_length=40, unique=True)),
                ("started_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("ip", models.GenericIPAddressField(null=True)),
                ("device", models.CharField(blank=True, max_length=60)),
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
                "ordering": ["-seen_at"],
                "indexes": [models.Index(fields=["user", "-seen_at"], name="sign_in_user")],
            },
        ),
        migrations.CreateModel(
            name="TeamEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=80, verbose_name="name")),
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_name_branch_events",
                        to="org.team",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UserEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("username", models.CharField(max_length=40, verbose_name="user name")),
                (
                    "nip",
                    models.CharField(
                        blank=True, max_length=20, null=True, verbose_name="personnel number (NIP)"
                    ),
                ),
                ("full_name", models.CharField(max_length=120, verbose_name="full name")),
                (
                    "role",
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
                        verbose_name="role",
                    ),
                ),
                (
                    "ao_code",
                    models.CharField(blank=True, max_length=12, null=True, verbose_name="AO code"),
                ),
                (
                    "segment",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("micro", "Micro"),
                            ("secured", "Secured loans"),
                            ("sme", "SME"),
                            ("financial_services", "Financial services"),
                            ("credit", "Credit"),
                        ],
                        max_length=20,
                        verbose_name="segment",
                    ),
                ),
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_username_nip_full_name_role_branch_team_region_ao_code_segment_is_active_events",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="org.region",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ActivationSlip",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("code_hash", models.CharField(max_length=88, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "verbose_name": "activation slip",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None), ("used_at", None)),
                        fields=("user",),
                        name="one_open_slip_per_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                (
                    "scope",
                    models.CharField(
                        choices=[("read", "Read only"), ("write", "Read and write")],
                        default="read",
                        max_length=5,
                        verbose_name="may",
                    ),
                ),
                ("prefix", models.CharField(editable=False, max_length=12)),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("created_at", models.DateTimeField(editable=False)),
                ("expires_at", models.DateTimeField(editable=False)),
                ("revoked_at", models.DateTimeField(editable=False, null=True)),
                ("window_at", models.DateTimeField(editable=False, null=True)),
                ("calls", models.PositiveIntegerField(default=0, editable=False)),
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
                "ordering": ["-created_at", "-pk"],
                "indexes": [models.Index(fields=["user", "-created_at"], name="api_token_user")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["read", "write"])),
                        name="api_token_scope_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BankSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "name",
                    models.CharField(
                        default="Bank Nusa Arta", max_length=80, verbose_name="name of the bank"
                    ),
                ),
                (
                    "short_name",
                    models.CharField(default="Nusa Arta", max_length=30, verbose_name="short name"),
                ),
                (
                    "accent",
                    models.CharField(blank=True, max_length=7, verbose_name="accent colour"),
                ),
                (
                    "mail_mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "As the installation is set"),
                            ("attach", "PDF attached, customers by number and initials"),
                            ("attach_locked", "PDF attached, locked with the reader's NIP"),
                            ("link", "Only a link, no attachment"),
                        ],
                        max_length=14,
                        verbose_name="weekly report by mail",
                    ),
                ),
                (
                    "titles",
                    models.JSONField(blank=True, default=dict, verbose_name="titles of roles"),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                (
                    "footer",
                    models.TextField(blank=True, max_length=300, verbose_name="lines at the foot"),
                ),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=600,
                        verbose_name="message about a new officer",
                    ),
                ),
                (
                    "paper",
                    models.CharField(
                        choices=[("A4", "A4, 210 x 297 mm"), ("F4", "F4, 215 x 330 mm")],
                        default="A4",
                        max_length=2,
                        verbose_name="paper",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.banklogo",
                        verbose_name="logo",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="bank_settings_once")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "org_banksettingsevent" ("accent", "address", "footer", "id", "introduction", "logo_id", "mail_mode", "name", "paper", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "short_name", "titles") VALUES (NEW."accent", NEW."address", NEW."footer", NEW."id", NEW."introduction", NEW."logo_id", NEW."mail_mode", NEW."name", NEW."paper", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."short_name", NEW."titles"); RETURN NULL;',
                            hash="95b22dd30220a3b5ecc7e4e211999a6bca9c2e7a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4d81a",
                            table="org_banksettings",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."accent" IS DISTINCT FROM (NEW."accent") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."footer" IS DISTINCT FROM (NEW."footer") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."introduction" IS DISTINCT FROM (NEW."introduction") OR OLD."logo_id" IS DISTINCT FROM (NEW."logo_id") OR OLD."mail_mode" IS DISTINCT FROM (NEW."mail_mode") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."paper" IS DISTINCT FROM (NEW."paper") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."short_name" IS DISTINCT FROM (NEW."short_name") OR OLD."titles" IS DISTINCT FROM (NEW."titles"))',
                            func='INSERT INTO "org_banksettingsevent" ("accent", "address", "footer", "id", "introduction", "logo_id", "mail_mode", "name", "paper", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "short_name", "titles") VALUES (NEW."accent", NEW."address", NEW."footer", NEW."id", NEW."introduction", NEW."logo_id", NEW."mail_mode", NEW."name", NEW."paper", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."short_name", NEW."titles"); RETURN NULL;',
                            hash="120482a11f413ed134acac586fa9750cd4b52a69",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c074e",
                            table="org_banksettings",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "org_banksettingsevent" ("accent", "address", "footer", "id", "introduction", "logo_id", "mail_mode", "name", "paper", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "short_name", "titles") VALUES (OLD."accent", OLD."address", OLD."footer", OLD."id", OLD."introduction", OLD."logo_id", OLD."mail_mode", OLD."name", OLD."paper", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."short_name", OLD."titles"); RETURN NULL;',
                            hash="f0eeebd94c9b1621f25438a17cd7fc7543734e89",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_28cd4",
                            table="org_banksettings",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankSettingsEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "name",
                    models.CharField(
                        default="Bank Nusa Arta", max_length=80, verbose_name="name of the bank"
                    ),
                ),
                (
                    "short_name",
                    models.CharField(default="Nusa Arta", max_length=30, verbose_name="short name"),
                ),
                (
                    "accent",
                    models.CharField(blank=True, max_length=7, verbose_name="accent colour"),
                ),
                (
                    "mail_mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "As the installation is set"),
                            ("attach", "PDF attached, customers by number and initials"),
                            ("attach_locked", "PDF attached, locked with the reader's NIP"),
                            ("link", "Only a link, no attachment"),
                        ],
                        max_length=14,
                        verbose_name="weekly report by mail",
                    ),
                ),
                (
                    "titles",
                    models.JSONField(blank=True, default=dict, verbose_name="titles of roles"),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                (
                    "footer",
                    models.TextField(blank=True, max_length=300, verbose_name="lines at the foot"),
                ),
                (
                    "paper",
                    models.CharField(
                        choices=[("A4", "A4, 210 x 297 mm"), ("F4", "F4, 215 x 330 mm")],
                        default="A4",
                        max_length=2,
                        verbose_name="paper",
                    ),
                ),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=600,
                        verbose_name="message about a new officer",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="org.banklogo",
                        verbose_name="logo",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_name_short_name_accent_mail_mode_titles_address_phone_footer_paper_logo_introduction_events",
                        to="org.banksettings",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("action", models.CharField(max_length=40)),
                ("object_type", models.CharField(blank=True, max_length=40)),
                ("object_id", models.CharField(blank=True, max_length=16)),
                ("ip", models.GenericIPAddressField(null=True)),
                ("request_id", models.CharField(blank=True, max_length=32)),
                ("detail", models.JSONField(default=dict)),
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
                    "branch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-at", "-id"], name="audit_at"),
                    models.Index(fields=["actor", "-at"], name="audit_actor"),
                    models.Index(fields=["object_type", "object_id", "-at"], name="audit_object"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
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
                ("valid_to", models.DateField(verbose_name="to")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("revoked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "delegate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "principal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["delegate", "valid_to"], name="delegation_delegate")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))),
                        name="delegation_ends_after_start",
                        violation_error_message="The last day must not be before the first day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("principal", models.F("delegate")), _negated=True),
                        name="delegation_not_to_oneself",
                        violation_error_message="Choose another person as stand-in.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "org_delegationevent" ("delegate_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "principal_id", "reason", "revoked_at", "valid_from", "valid_to") VALUES (NEW."delegate_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."principal_id", NEW."reason", NEW."revoked_at", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="e8efde3157ece8c09d086336ebd02393877566a8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e80c4",
                            table="org_delegation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."delegate_id" IS DISTINCT FROM (NEW."delegate_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."principal_id" IS DISTINCT FROM (NEW."principal_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to"))',
                            func='INSERT INTO "org_delegationevent" ("delegate_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "principal_id", "reason", "revoked_at", "valid_from", "valid_to") VALUES (NEW."delegate_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."principal_id", NEW."reason", NEW."revoked_at", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="6b65ace3bdd0da9c1786f9ac8444b00942f0a3bd",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d4bb5",
                            table="org_delegation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "org_delegationevent" ("delegate_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "principal_id", "reason", "revoked_at", "valid_from", "valid_to") VALUES (OLD."delegate_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."principal_id", OLD."reason", OLD."revoked_at", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="1674670dcdd38613c55e629bd5d9fbafb9baca24",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_efa4e",
                            table="org_delegation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DelegationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(verbose_name="to")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("revoked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "delegate",
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
                        related_name="id_principal_delegate_valid_from_valid_to_reason_revoked_at_events",
                        to="org.delegation",
                    ),
                ),
                (
                    "principal",
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
            name="Holiday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("public_id", core.public_id.PublicIdField()),
                ("day", models.DateField(verbose_name="date")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("national", "National holiday"),
                            ("joint_leave", "Joint leave"),
                            ("local", "Local holiday"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "is_bank_holiday",
                    models.BooleanField(default=True, verbose_name="the bank is closed"),
                ),
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
            ],
            options={
                "ordering": ["day"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "kind", "branch"),
                        name="holiday_once",
                        nulls_distinct=False,
                        violation_error_message="This day is already in the calendar.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "org_holidayevent" ("branch_id", "day", "id", "is_bank_holiday", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."branch_id", NEW."day", NEW."id", NEW."is_bank_holiday", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="1696f6b28daefa0607acc4cf083aab3cfab9fd02",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0f152",
                            table="org_holiday",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."day" IS DISTINCT FROM (NEW."day") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_bank_holiday" IS DISTINCT FROM (NEW."is_bank_holiday") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name"))',
                            func='INSERT INTO "org_holidayevent" ("branch_id", "day", "id", "is_bank_holiday", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."branch_id", NEW."day", NEW."id", NEW."is_bank_holiday", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="134c342a2e6f39b227e73a3fa64a726e39a27713",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8020a",
                            table="org_holiday",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "org_holidayevent" ("branch_id", "day", "id", "is_bank_holiday", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."branch_id", OLD."day", OLD."id", OLD."is_bank_holiday", OLD."kind", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="4d611dd24acd18fd4f2f5403ae656214cc5d870f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_35475",
                            table="org_holiday",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HolidayEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("day", models.DateField(verbose_name="date")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("national", "National holiday"),
                            ("joint_leave", "Joint leave"),
                            ("local", "Local holiday"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "is_bank_holiday",
                    models.BooleanField(default=True, verbose_name="the bank is closed"),
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
                        related_name="id_day_name_kind_branch_is_bank_holiday_events",
                        to="org.holiday",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PeopleLoad",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("at", models.DateTimeField()),
                ("file_name", models.CharField(max_length=120)),
                ("rows", models.JSONField(default=list)),
                ("done_at", models.DateTimeField(null=True)),
                ("counts", models.JSONField(default=dict)),
                ("added", models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL)),
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
                "indexes": [models.Index(fields=["by", "-at"], name="people_load_by")],
            },
        ),
        migrations.CreateModel(
            name="ReadEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("object_type", models.CharField(max_length=20)),
                ("object_id", models.CharField(max_length=16)),
                ("ip", models.GenericIPAddressField(null=True)),
                ("request_id", models.CharField(blank=True, max_length=32)),
                (
                    "user",
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
                        models.OrderBy(models.F("at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="read_at",
                    ),
                    models.Index(
                        models.F("user"),
                        models.OrderBy(models.F("at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="read_user",
                    ),
                    models.Index(
                        models.F("object_id"),
                        models.OrderBy(models.F("at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="read_object",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BranchEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=10, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "time_zone",
                    models.CharField(
                        choices=[
                            ("WIB", "Western Indonesia (WIB)"),
                            ("WITA", "Central Indonesia (WITA)"),
                            ("WIT", "Eastern Indonesia (WIT)"),
                        ],
                        default="WIB",
                        max_length=4,
                        verbose_name="time zone",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="org.branch",
                        verbose_name="main branch",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="id_code_name_region_parent_time_zone_is_active_events",
                        to="org.branch",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="org.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RunSQL(FORGET_LOOKS, "DROP FUNCTION forget_looks(timestamptz)"),
    ]
