"""What was promised to whom by when, and what came of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from followups.outcomes import Channel, Purpose
from followups.querysets import FollowUpQuerySet, InteractionQuerySet
from followups.triggers import PAST_TRIGGER
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from prospects.models import Opportunity, Prospect

OPEN = Q(state="open")


@tracked(
    "prospect", "opportunity", "channel", "purpose", "subject", "due_at", "is_timed", "state",
    "outcome", "owner", "branch",
)  # fmt: skip
class FollowUp(Versioned, ScopedModel):
    """One step that an officer owes a prospect.

    `due_at` is the moment, `due_on` the day on the branch's calendar. `is_timed` says that a
    person chose the hour; without a choice the step is due at 09.00 and gets no reminder of its
    own, because the agenda mail of the morning carries it.
    """

    class State(models.TextChoices):
        """A step ends by being done or by being given up."""

        OPEN = "open", _("Planned")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")

    public_id = PublicIdField()
    prospect = models.ForeignKey(Prospect, on_delete=models.PROTECT, related_name="+")
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    purpose = models.CharField(max_length=20, choices=Purpose.choices, blank=True)
    subject = models.CharField(_("what to do"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    due_at = models.DateTimeField(_("when"))
    due_on = models.DateField(editable=False)
    is_timed = models.BooleanField(default=False, editable=False)
    state = models.CharField(
        max_length=9, choices=State.choices, default=State.OPEN, editable=False
    )
    outcome = models.CharField(max_length=20, blank=True, editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    done_on = models.DateField(null=True, blank=True, editable=False)
    moved_count = models.PositiveSmallIntegerField(default=0, editable=False)
    moved_at = models.DateTimeField(null=True, blank=True, editable=False)
    moved_from_at = models.DateTimeField(null=True, blank=True, editable=False)
    moved_from_timed = models.BooleanField(default=False, editable=False)
    # When owner, branch, moment or "given up" changed last; dates the rows of FollowUpPast.
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    created_on = models.DateField(editable=False)
    created_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, related_name="+", editable=False
    )

    _unscoped: ClassVar[models.Manager[FollowUp]] = models.Manager()
    objects = ScopedManager(FollowUpQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="followup_channel_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open", done_at=None)
                | Q(state="cancelled")
                | Q(state="done", done_at__isnull=False, done_on__isnull=False),
                name="followup_done_has_moment",
            ),
        ]
        indexes = [
            models.Index("owner", "due_at", "id", name="followup_owner_open", include=["due_on"],
                         condition=OPEN),
            models.Index("branch", "due_on", include=["owner"], name="followup_branch_open",
                         condition=OPEN),
            models.Index("due_on", "id", name="followup_late_first", condition=OPEN),
            models.Index("due_at", name="followup_timed_open",
                         condition=OPEN & Q(is_timed=True)),
            models.Index("owner", "due_on", name="followup_owner_due"),
            models.Index("owner", "done_on", name="followup_owner_done"),
            models.Index("branch", "due_on", name="followup_branch"),
            models.Index("prospect", "due_at", name="followup_prospect"),
        ]  # fmt: skip
        triggers = [PAST_TRIGGER]

    @property
    def title(self) -> str:
        """What is to be done, in the active language: the officer's words, else the portal's."""
        return self.subject or (str(Purpose(self.purpose).label) if self.purpose else "")

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state == self.State.OPEN

    @property
    def local_due(self) -> datetime:
        """The moment on the clock of the branch."""
        return self.due_at.astimezone(self.branch.zone)

    def days_late(self, today: date) -> int:
        """Whole days since the day it was due; 0 on that day and before."""
        return max((today - self.due_on).days, 0)


class FollowUpPastQuerySet(ScopedQuerySet["FollowUpPast"]):
    """Steps as they were."""


class FollowUpPast(ScopedModel):
    """Whose a step was, when it was due and whether it was given up, until a moment.

    A database trigger writes one row for each change. How a step stood at a moment is its earliest
    row with `until` after that moment, else the step itself.
    """

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="+")
    due_at = models.DateTimeField()
    is_cancelled = models.BooleanField()
    until = models.DateTimeField()

    _unscoped: ClassVar[models.Manager[FollowUpPast]] = models.Manager()
    objects = ScopedManager(FollowUpPastQuerySet)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index("follow_up", "until", name="followup_past_step"),
            models.Index("until", name="followup_past_until"),
        ]


@tracked(
    "prospect", "opportunity", "channel", "outcome", "at", "note", "follow_up", "undone_at",
    "owner", "branch",
)  # fmt: skip
class Interaction(Versioned, ScopedModel):
    """One contact, made or tried. Rows are added and taken back, never deleted."""

    public_id = PublicIdField()
    prospect = models.ForeignKey(Prospect, on_delete=models.PROTECT, related_name="+")
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    channel = models.CharField(max_length=8, choices=Channel.choices)
    outcome = models.CharField(max_length=20)
    is_reached = models.BooleanField()
    attempt = models.PositiveSmallIntegerField(default=1)  # tries since the customer last answered
    at = models.DateTimeField()
    on_date = models.DateField()
    note = models.TextField(_("note"), blank=True, max_length=2000)
    by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    follow_up = models.ForeignKey(
        FollowUp, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    next_follow_up = models.ForeignKey(
        FollowUp, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    contact_before = models.DateTimeField(
        null=True, blank=True
    )  # the last contact as it was until now
    stage_before = models.CharField(max_length=16, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    _unscoped: ClassVar[models.Manager[Interaction]] = models.Manager()
    objects = ScopedManager(InteractionQuerySet)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index("owner", "on_date", include=["channel", "is_reached"],
                         name="interaction_owner"),
            models.Index("branch", "on_date", include=["channel", "is_reached", "owner"],
                         name="interaction_branch"),
            models.Index("prospect", F("at").desc(), F("id").desc(), name="interaction_prospect"),
        ]  # fmt: skip


class ReminderQuerySet(ScopedQuerySet["Reminder"]):
    """Reminders."""


class Reminder(ScopedModel):
    """That a reminder of this follow-up at this moment was handed to the outbox.

    A moved follow-up has another moment and so gets another row; the pair is unique, which makes
    the planner harmless however often and in however many copies it runs.
    """

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="+")
    due_at = models.DateTimeField()
    planned_at = models.DateTimeField()

    _unscoped: ClassVar[models.Manager[Reminder]] = models.Manager()
    objects = ScopedManager(ReminderQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["follow_up", "due_at"], name="reminder_once"),
        ]


class HandoverNotice(models.Model):
    """That a prospect came to a person, to be told by mail: at most once an hour.

    With a `former` holder the customer wants to hear of it too; `introduced_at` is when the new
    officer said that he wrote to him.
    """

    recipient = models.ForeignKey("org.User", on_delete=models.CASCADE, related_name="+")
    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    former = models.ForeignKey(
        "org.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    introduced_at = models.DateTimeField(null=True, blank=True)
    run_key = models.CharField(max_length=80, blank=True)
    planned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index("recipient", "at", name="handover_waiting", condition=Q(run_key="")),
            models.Index("recipient", "planned_at", name="handover_planned"),
            models.Index("run_key", name="handover_run", condition=~Q(run_key="")),
        ]
