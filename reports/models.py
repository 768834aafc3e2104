"""Reports that were made, their printed editions, and when each branch wants them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet


class ReportQuerySet(ScopedQuerySet["Report"]):
    """Reports."""

    def of_branches(self) -> ReportQuerySet:
        """Keep those about a whole branch."""
        return self.filter(owner=None)

    def of_period(self, kind: str, period_key: str) -> ReportQuerySet:
        """Keep those of one definition and period."""
        return self.filter(kind=kind, period_key=period_key)

    def newest_first(self) -> ReportQuerySet:
        """Sort by period, the branch before its officers."""
        return self.order_by(
            "-period_key", "branch__code", F("owner__full_name").asc(nulls_first=True)
        )


@tracked("kind", "period_key", "owner", "branch", "state", "as_of")
class Report(ScopedModel):
    """The frozen figures of one period: of an officer, or of a branch when `owner` is empty."""

    class State(models.TextChoices):
        """Making it can fail; mailing it is told by the deliveries of the outbox."""

        WAITING = "waiting", _("Being made")
        MADE = "made", _("Made")
        FAILED = "failed", _("Failed")

    public_id = PublicIdField()
    kind = models.CharField(max_length=20)
    period_key = models.CharField(max_length=10)
    # A branch report belongs to nobody: the branch's head of the day reads it through his scope.
    owner = models.ForeignKey(  # type: ignore[assignment]
        "org.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    as_of = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    figures = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)

    _unscoped: ClassVar[models.Manager[Report]] = models.Manager()
    objects = ScopedManager(ReportQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "owner", "branch", "period_key"],
                name="report_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=~Q(state="made") | Q(made_at__isnull=False), name="report_made_has_moment"
            ),
        ]
        indexes = [
            models.Index("branch", F("period_key").desc(), name="report_branch"),
            models.Index("owner", F("period_key").desc(), name="report_owner"),
        ]


class ReportEdition(models.Model):
    """The printed report. The full one stays behind sign-in; the mailed one names no customer."""

    class Kind(models.TextChoices):
        """What it may show."""

        FULL = "full", _("With names")
        MAILED = "mailed", _("With numbers and initials")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    language = models.CharField(max_length=2)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "kind"], name="report_edition_once")
        ]


@tracked("branch", "kind", "weekday", "hour", "is_active")
class ReportSchedule(Versioned):
    """When a branch gets its report, on its own clock."""

    public_id = PublicIdField()
    branch = models.ForeignKey("org.Branch", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, default="weekly")
    weekday = models.PositiveSmallIntegerField(_("day"), default=0)  # 0 is Monday
    hour = models.PositiveSmallIntegerField(_("hour"), default=7)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["branch", "kind"], name="report_schedule_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="report_schedule_weekday"),
            models.CheckConstraint(condition=Q(hour__lte=23), name="report_schedule_hour"),
        ]
