"""What must happen, what must leave, and every try of either.

A run is one piece of work that is due once (`kind` and `key` are unique together). Its work may
make mails; each mail is a delivery to one person, rendered once and kept as fixed bytes. Both are
claimed with a token, a lease and an attempt number, so a process that died or hangs loses its
claim and cannot finish what another has taken over.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.public_id import PublicIdField

BY_A_PERSON = 1  # somebody pressed a button and waits
PLANNED = 5


class Claimable(models.Model):
    """A row that processes compete for.

    `next_try_at` is the moment from which the row may be taken: when it is due, when the next try
    is, or when the lease of its present owner ends. It is empty once nothing is left to do, so one
    small index serves every search for work.
    """

    priority = models.PositiveSmallIntegerField(default=PLANNED, db_default=PLANNED)
    attempt = models.PositiveIntegerField(default=0, db_default=0)
    failures = models.PositiveIntegerField(default=0, db_default=0)
    crashes = models.PositiveIntegerField(default=0, db_default=0)
    claimed_by = models.CharField(max_length=32, blank=True, default="", db_default="")
    lease_until = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    handed_until = models.DateTimeField(null=True, blank=True)
    first_tried_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True, default="", db_default="")
    last_error_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True


class Run(Claimable):
    """One piece of work that is due once."""

    class State(models.TextChoices):
        """Where the work stands. Waiting and working are open, the others are ends."""

        WAITING = "waiting", _("Waiting")
        WORKING = "working", _("Working")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")
        CRASHED = "crashed", _("Crashed")

    public_id = PublicIdField()
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    queue = models.CharField(max_length=20, default="default", db_default="default")
    payload = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.WAITING, db_default="waiting"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[models.Manager[Run]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="outbox_run_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "working", "done", "failed", "cancelled",
                                       "crashed"]),
                name="outbox_run_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "working"]) | Q(next_try_at__isnull=False),
                name="outbox_run_open_has_next_try",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["priority", "next_try_at", "id"],
                condition=Q(next_try_at__isnull=False),
                name="outbox_run_to_take",
            ),
            models.Index(fields=["state", "-finished_at"], name="outbox_run_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Delivery(Claimable):
    """One mail to one person: rendered once, every try sends the same bytes.

    `doubt_at` is committed just before the final dot of the SMTP conversation. A process that dies
    after that leaves a mail of which nobody can know whether it arrived.
    """

    class State(models.TextChoices):
        """Where the mail stands. In doubt: it may have arrived."""

        WAITING = "waiting", _("Waiting")
        WORKING = "working", _("Sending")
        IN_DOUBT = "in_doubt", _("In doubt")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")
        CRASHED = "crashed", _("Crashed")

    public_id = PublicIdField()
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="deliveries")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    channel = models.CharField(max_length=10, default="mail", db_default="mail")
    address = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    message_id = models.CharField(max_length=120, unique=True)
    body = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64)
    rendered_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.WAITING, db_default="waiting"
    )
    holds_doubt = models.BooleanField(default=False)
    doubt_at = models.DateTimeField(null=True, blank=True)
    resends = models.PositiveSmallIntegerField(default=0, db_default=0)
    is_address_refused = models.BooleanField(default=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[models.Manager[Delivery]] = models.Manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["run", "recipient", "channel"], name="outbox_delivery_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "working", "in_doubt", "sent", "failed",
                                       "cancelled", "crashed"]),
                name="outbox_delivery_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "working"]) | Q(next_try_at__isnull=False),
                name="outbox_delivery_open_has_next_try",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["priority", "next_try_at", "id"],
                condition=Q(next_try_at__isnull=False),
                name="outbox_delivery_to_take",
            ),
            models.Index(fields=["state", "-finished_at"], name="outbox_delivery_ended"),
        ]

    def __str__(self) -> str:
        return self.message_id


class Attempt(models.Model):
    """One try of a run's work or of a delivery, from claim to its recorded end."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="tries")
    delivery = models.ForeignKey(
        Delivery, on_delete=models.CASCADE, null=True, blank=True, related_name="tries"
    )
    number = models.PositiveIntegerField()
    by = models.CharField(max_length=32)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True)
    code = models.PositiveSmallIntegerField(null=True)
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "delivery", "number"],
                name="outbox_attempt_once",
                nulls_distinct=False,
            )
        ]


class PumpBeat(models.Model):
    """The pulse of one pump, or of the ticker beside it."""

    name = models.CharField(max_length=80, unique=True)
    started_at = models.DateTimeField()
    last_tick_at = models.DateTimeField()
    last_planned_at = models.DateTimeField(null=True)
    has_broker = models.BooleanField(default=True)
    last_error = models.CharField(max_length=300, blank=True)
    last_error_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-last_tick_at"], name="outbox_beat_last")]

    def __str__(self) -> str:
        return self.name


class Chore(models.Model):
    """When a recurring chore last ran, so that several pumps run it once."""

    path = models.CharField(max_length=120, unique=True)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.path


class MailSwitch(models.Model):
    """Whether mail leaves. One row, made by the first migration.

    `place` names the database cluster, its timeline and the database. A restored copy stands in
    another place than the one written here, and so starts with sending off.
    """

    is_sending = models.BooleanField(default=True)
    reason = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField(db_default=Now())
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    place = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="outbox_one_switch"),
        ]

    def __str__(self) -> str:
        return "sending" if self.is_sending else "stopped"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep to the one row."""
        self.pk = 1
        super().save(*args, **kwargs)
