import django.db.models.deletion
import django.db.models.manager
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import core.public_id


class Migration(migrations.Migration):
    replaces = [
        ("followups", "0001_initial"),
        ("followups", "0002_late_first"),
        ("followups", "0003_how_it_was"),
        ("followups", "0004_totals_of_branches"),
        ("followups", "0005_handover"),
        ("followups", "0006_tell_difference"),
    ]

    initial = True

    dependencies = [
        ("org", "0001_first_edition"),
        ("prospects", "0001_first_edition"),
    ]

    operations = [
        migrations.CreateModel(
            name="FollowUp",
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
                            ("call", "Call"),
                            ("visit", "Visit"),
                            ("whatsapp", "WhatsApp"),
                            ("mail", "E-mail"),
                            ("meeting", "Meeting"),
                        ],
                        max_length=8,
                        verbose_name="channel",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("first_call", "first call"),
                            ("call", "call"),
                            ("call_again", "call again"),
                            ("visit", "visit"),
                            ("visit_again", "visit again"),
                            ("collect_documents", "collect documents"),
                            ("find_number", "look for another number"),
                            ("meet_again", "meet again"),
                            ("greet_again", "greet again"),
                            ("tell_difference", "tell what was booked otherwise"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "subject",
                    models.CharField(blank=True, max_length=120, verbose_name="what to do"),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("due_at", models.DateTimeField(verbose_name="when")),
                ("due_on", models.DateField(editable=False)),
                ("is_timed", models.BooleanField(default=False, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Planned"), ("done", "Done"), ("cancelled", "Cancelled")],
                        default="open",
                        editable=False,
                        max_length=9,
                    ),
                ),
                ("outcome", models.CharField(blank=True, editable=False, max_length=20)),
                ("done_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("done_on", models.DateField(blank=True, editable=False, null=True)),
                ("moved_count", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("moved_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("moved_from_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("moved_from_timed", models.BooleanField(default=False, editable=False)),
                ("changed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("created_at", models.DateTimeField(editable=False)),
                ("created_on", models.DateField(editable=False)),
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
                    "opportunity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
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
                        condition=models.Q(("state", "open")),
                        include=("due_on",),
                        name="followup_owner_open",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.F("due_on"),
                        condition=models.Q(("state", "open")),
                        include=("owner",),
                        name="followup_branch_open",
                    ),
                    models.Index(
                        models.F("due_on"),
                        models.F("id"),
                        condition=models.Q(("state", "open")),
                        name="followup_late_first",
                    ),
                    models.Index(
                        models.F("due_at"),
                        condition=models.Q(("state", "open"), ("is_timed", True)),
                        name="followup_timed_open",
                    ),
                    models.Index(models.F("owner"), models.F("due_on"), name="followup_owner_due"),
                    models.Index(
                        models.F("owner"), models.F("done_on"), name="followup_owner_done"
                    ),
                    models.Index(models.F("branch"), models.F("due_on"), name="followup_branch"),
                    models.Index(
                        models.F("prospect"), models.F("due_at"), name="followup_prospect"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("channel__in", ["call", "visit", "whatsapp", "mail", "meeting"])
                        ),
                        name="followup_channel_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at", None), ("state", "open")),
                            ("state", "cancelled"),
                            models.Q(
                                ("done_at__isnull", False),
                                ("done_on__isnull", False),
                                ("state", "done"),
                            ),
                            _connector="OR",
                        ),
                        name="followup_done_has_moment",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="keep_past",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.owner_id <> NEW.owner_id OR OLD.branch_id <> NEW.branch_id OR OLD.due_at <> NEW.due_at OR (OLD.state = 'cancelled') <> (NEW.state = 'cancelled'))",
                            func="\nINSERT INTO followups_followuppast (follow_up_id, owner_id, branch_id, due_at, is_cancelled, until)\nVALUES (OLD.id, OLD.owner_id, OLD.branch_id, OLD.due_at, OLD.state = 'cancelled',\n        CASE WHEN NEW.changed_at IS DISTINCT FROM OLD.changed_at\n             THEN coalesce(NEW.changed_at, now()) ELSE now() END);\nRETURN NULL;\n",
                            hash="b6fb9930036e784abd874e92f8c70c8721d9e35c",
                            operation="UPDATE",
                            pgid="pgtrigger_keep_past_6a390",
                            table="followups_followup",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "followups_followupevent" ("branch_id", "channel", "due_at", "id", "is_timed", "opportunity_id", "outcome", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "purpose", "state", "subject") VALUES (NEW."branch_id", NEW."channel", NEW."due_at", NEW."id", NEW."is_timed", NEW."opportunity_id", NEW."outcome", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."prospect_id", NEW."purpose", NEW."state", NEW."subject"); RETURN NULL;',
                            hash="c0cd9bdd8a56c6e56d95c95e7ed573eff85ee0e0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9fe79",
                            table="followups_followup",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."due_at" IS DISTINCT FROM (NEW."due_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_timed" IS DISTINCT FROM (NEW."is_timed") OR OLD."opportunity_id" IS DISTINCT FROM (NEW."opportunity_id") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."prospect_id" IS DISTINCT FROM (NEW."prospect_id") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."subject" IS DISTINCT FROM (NEW."subject"))',
                            func='INSERT INTO "followups_followupevent" ("branch_id", "channel", "due_at", "id", "is_timed", "opportunity_id", "outcome", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "purpose", "state", "subject") VALUES (NEW."branch_id", NEW."channel", NEW."due_at", NEW."id", NEW."is_timed", NEW."opportunity_id", NEW."outcome", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."prospect_id", NEW."purpose", NEW."state", NEW."subject"); RETURN NULL;',
                            hash="75b18ada80c6298a65ed3e2fed2600a1e3a45ef5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ba379",
                            table="followups_followup",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "followups_followupevent" ("branch_id", "channel", "due_at", "id", "is_timed", "opportunity_id", "outcome", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "purpose", "state", "subject") VALUES (OLD."branch_id", OLD."channel", OLD."due_at", OLD."id", OLD."is_timed", OLD."opportunity_id", OLD."outcome", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."prospect_id", OLD."purpose", OLD."state", OLD."subject"); RETURN NULL;',
                            hash="b957246d972aec31df12886acd2a0f0fd7ec9684",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_62c0f",
                            table="followups_followup",
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
            name="FollowUpEvent",
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
                            ("call", "Call"),
                            ("visit", "Visit"),
                            ("whatsapp", "WhatsApp"),
                            ("mail", "E-mail"),
                            ("meeting", "Meeting"),
                        ],
                        max_length=8,
                        verbose_name="channel",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("first_call", "first call"),
                            ("call", "call"),
                            ("call_again", "call again"),
                            ("visit", "visit"),
                            ("visit_again", "visit again"),
                            ("collect_documents", "collect documents"),
                            ("find_number", "look for another number"),
                            ("meet_again", "meet again"),
                            ("greet_again", "greet again"),
                            ("tell_difference", "tell what was booked otherwise"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "subject",
                    models.CharField(blank=True, max_length=120, verbose_name="what to do"),
                ),
                ("due_at", models.DateTimeField(verbose_name="when")),
                ("is_timed", models.BooleanField(default=False, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Planned"), ("done", "Done"), ("cancelled", "Cancelled")],
                        default="open",
                        editable=False,
                        max_length=9,
                    ),
                ),
                ("outcome", models.CharField(blank=True, editable=False, max_length=20)),
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
                        related_name="id_prospect_opportunity_channel_purpose_subject_due_at_is_timed_state_outcome_owner_branch_events",
                        to="followups.followup",
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
            name="FollowUpPast",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("is_cancelled", models.BooleanField()),
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
                    "follow_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="followups.followup",
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
                        models.F("follow_up"), models.F("until"), name="followup_past_step"
                    ),
                    models.Index(models.F("until"), name="followup_past_until"),
                ],
            },
            managers=[
                ("_unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="HandoverNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("introduced_at", models.DateTimeField(blank=True, null=True)),
                ("run_key", models.CharField(blank=True, max_length=80)),
                ("planned_at", models.DateTimeField(blank=True, null=True)),
                (
                    "former",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("recipient"),
                        models.F("at"),
                        condition=models.Q(("run_key", "")),
                        name="handover_waiting",
                    ),
                    models.Index(
                        models.F("recipient"), models.F("planned_at"), name="handover_planned"
                    ),
                    models.Index(
                        models.F("run_key"),
                        condition=models.Q(("run_key", ""), _negated=True),
                        name="handover_run",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interaction",
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
                            ("call", "Call"),
                            ("visit", "Visit"),
                            ("whatsapp", "WhatsApp"),
                            ("mail", "E-mail"),
                            ("meeting", "Meeting"),
                        ],
                        max_length=8,
                    ),
                ),
                ("outcome", models.CharField(max_length=20)),
                ("is_reached", models.BooleanField()),
                ("attempt", models.PositiveSmallIntegerField(default=1)),
                ("at", models.DateTimeField()),
                ("on_date", models.DateField()),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="note")),
                ("contact_before", models.DateTimeField(blank=True, null=True)),
                ("stage_before", models.CharField(blank=True, max_length=16)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
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
                    "follow_up",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="followups.followup",
                    ),
                ),
                (
                    "next_follow_up",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="followups.followup",
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "_unscoped",
                "default_manager_name": "_unscoped",
                "indexes": [
                    models.Index(
                        models.F("owner"),
                        models.F("on_date"),
                        include=("channel", "is_reached"),
                        name="interaction_owner",
                    ),
                    models.Index(
                        models.F("branch"),
                        models.F("on_date"),
                        include=("channel", "is_reached", "owner"),
                        name="interaction_branch",
                    ),
                    models.Index(
                        models.F("prospect"),
                        models.OrderBy(models.F("at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="interaction_prospect",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "followups_interactionevent" ("at", "branch_id", "channel", "follow_up_id", "id", "note", "opportunity_id", "outcome", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "undone_at") VALUES (NEW."at", NEW."branch_id", NEW."channel", NEW."follow_up_id", NEW."id", NEW."note", NEW."opportunity_id", NEW."outcome", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."prospect_id", NEW."undone_at"); RETURN NULL;',
                            hash="2df18a3461e32e86c0741474ada278584f2b76fa",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5d3a9",
                            table="followups_interaction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."follow_up_id" IS DISTINCT FROM (NEW."follow_up_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."opportunity_id" IS DISTINCT FROM (NEW."opportunity_id") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."prospect_id" IS DISTINCT FROM (NEW."prospect_id") OR OLD."undone_at" IS DISTINCT FROM (NEW."undone_at"))',
                            func='INSERT INTO "followups_interactionevent" ("at", "branch_id", "channel", "follow_up_id", "id", "note", "opportunity_id", "outcome", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "undone_at") VALUES (NEW."at", NEW."branch_id", NEW."channel", NEW."follow_up_id", NEW."id", NEW."note", NEW."opportunity_id", NEW."outcome", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."prospect_id", NEW."undone_at"); RETURN NULL;',
                            hash="cd41f22bf991c9f6af7eafadbcab63eb1b717a02",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_18670",
                            table="followups_interaction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "followups_interactionevent" ("at", "branch_id", "channel", "follow_up_id", "id", "note", "opportunity_id", "outcome", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "undone_at") VALUES (OLD."at", OLD."branch_id", OLD."channel", OLD."follow_up_id", OLD."id", OLD."note", OLD."opportunity_id", OLD."outcome", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."prospect_id", OLD."undone_at"); RETURN NULL;',
                            hash="346a742ae787fcad3f6d9c30d9d6c7fe27375ca1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1e8b6",
                            table="followups_interaction",
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
            name="InteractionEvent",
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
                            ("call", "Call"),
                            ("visit", "Visit"),
                            ("whatsapp", "WhatsApp"),
                            ("mail", "E-mail"),
                            ("meeting", "Meeting"),
                        ],
                        max_length=8,
                    ),
                ),
                ("outcome", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="note")),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
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
                    "follow_up",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="followups.followup",
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
                        related_name="id_prospect_opportunity_channel_outcome_at_note_follow_up_undone_at_owner_branch_events",
                        to="followups.interaction",
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
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("planned_at", models.DateTimeField()),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.branch",
                    ),
                ),
                (
                    "follow_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="followups.followup",
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
                "constraints": [
                    models.UniqueConstraint(fields=("follow_up", "due_at"), name="reminder_once")
                ],
            },
            managers=[
                ("_unscoped", django.db.models.manager.Manager()),
            ],
        ),
    ]
