import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import core.public_id


class Migration(migrations.Migration):
    replaces = [("outbox", "0001_initial"), ("outbox", "0002_switch")]

    initial = True

    dependencies = [
        ("org", "0001_first_edition"),
    ]

    operations = [
        migrations.CreateModel(
            name="Chore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=120, unique=True)),
                ("last_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="PumpBeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True)),
                ("started_at", models.DateTimeField()),
                ("last_tick_at", models.DateTimeField()),
                ("last_planned_at", models.DateTimeField(null=True)),
                ("has_broker", models.BooleanField(default=True)),
                ("last_error", models.CharField(blank=True, max_length=300)),
                ("last_error_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["-last_tick_at"], name="outbox_beat_last")],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("priority", models.PositiveSmallIntegerField(db_default=5, default=5)),
                ("attempt", models.PositiveIntegerField(db_default=0, default=0)),
                ("failures", models.PositiveIntegerField(db_default=0, default=0)),
                ("crashes", models.PositiveIntegerField(db_default=0, default=0)),
                (
                    "claimed_by",
                    models.CharField(blank=True, db_default="", default="", max_length=32),
                ),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("next_try_at", models.DateTimeField(blank=True, null=True)),
                ("handed_until", models.DateTimeField(blank=True, null=True)),
                ("first_tried_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "last_error",
                    models.CharField(blank=True, db_default="", default="", max_length=300),
                ),
                ("last_error_at", models.DateTimeField(blank=True, null=True)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=120)),
                ("queue", models.CharField(db_default="default", default="default", max_length=20)),
                ("payload", models.JSONField(default=dict)),
                ("due_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("working", "Working"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                            ("crashed", "Crashed"),
                        ],
                        db_default="waiting",
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "requested_by",
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
                    models.Index(
                        condition=models.Q(("next_try_at__isnull", False)),
                        fields=["priority", "next_try_at", "id"],
                        name="outbox_run_to_take",
                    ),
                    models.Index(fields=["state", "-finished_at"], name="outbox_run_ended"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "key"), name="outbox_run_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["waiting", "working", "done", "failed", "cancelled", "crashed"],
                            )
                        ),
                        name="outbox_run_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["waiting", "working"]), _negated=True),
                            ("next_try_at__isnull", False),
                            _connector="OR",
                        ),
                        name="outbox_run_open_has_next_try",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("priority", models.PositiveSmallIntegerField(db_default=5, default=5)),
                ("attempt", models.PositiveIntegerField(db_default=0, default=0)),
                ("failures", models.PositiveIntegerField(db_default=0, default=0)),
                ("crashes", models.PositiveIntegerField(db_default=0, default=0)),
                (
                    "claimed_by",
                    models.CharField(blank=True, db_default="", default="", max_length=32),
                ),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("next_try_at", models.DateTimeField(blank=True, null=True)),
                ("handed_until", models.DateTimeField(blank=True, null=True)),
                ("first_tried_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "last_error",
                    models.CharField(blank=True, db_default="", default="", max_length=300),
                ),
                ("last_error_at", models.DateTimeField(blank=True, null=True)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("public_id", core.public_id.PublicIdField()),
                ("channel", models.CharField(db_default="mail", default="mail", max_length=10)),
                ("address", models.EmailField(blank=True, max_length=254)),
                ("subject", models.CharField(max_length=200)),
                ("message_id", models.CharField(max_length=120, unique=True)),
                ("body", models.BinaryField(null=True)),
                ("sha256", models.CharField(max_length=64)),
                ("rendered_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("working", "Sending"),
                            ("in_doubt", "In doubt"),
                            ("sent", "Sent"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                            ("crashed", "Crashed"),
                        ],
                        db_default="waiting",
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("holds_doubt", models.BooleanField(default=False)),
                ("doubt_at", models.DateTimeField(blank=True, null=True)),
                ("resends", models.PositiveSmallIntegerField(db_default=0, default=0)),
                ("is_address_refused", models.BooleanField(default=False)),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="outbox.run",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_try_at__isnull", False)),
                        fields=["priority", "next_try_at", "id"],
                        name="outbox_delivery_to_take",
                    ),
                    models.Index(fields=["state", "-finished_at"], name="outbox_delivery_ended"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "recipient", "channel"), name="outbox_delivery_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "waiting",
                                    "working",
                                    "in_doubt",
                                    "sent",
                                    "failed",
                                    "cancelled",
                                    "crashed",
                                ],
                            )
                        ),
                        name="outbox_delivery_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["waiting", "working"]), _negated=True),
                            ("next_try_at__isnull", False),
                            _connector="OR",
                        ),
                        name="outbox_delivery_open_has_next_try",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("by", models.CharField(max_length=32)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=10)),
                ("code", models.PositiveSmallIntegerField(null=True)),
                ("detail", models.CharField(blank=True, max_length=300)),
                (
                    "delivery",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tries",
                        to="outbox.delivery",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tries",
                        to="outbox.run",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "delivery", "number"),
                        name="outbox_attempt_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MailSwitch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_sending", models.BooleanField(default=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("place", models.CharField(blank=True, max_length=60)),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="outbox_one_switch")
                ],
            },
        ),
        migrations.RunSQL(
            "INSERT INTO outbox_mailswitch (id, is_sending, reason, place) VALUES (1, true, '', '')",
            migrations.RunSQL.noop,
        ),
    ]
