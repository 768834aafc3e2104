"""A list on its way out of the portal: who asked for what and why, and the file for a week."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.public_id import PublicIdField

if TYPE_CHECKING:
    from org.models import User


class ExportFileQuerySet(models.QuerySet["ExportFile"]):
    """Exports."""

    def awaiting(self, user: User) -> ExportFileQuerySet:
        """Keep what this person may decide: asked by somebody else whom his reach covers."""
        asked = self.filter(state=ExportFile.State.ASKED).exclude(by=user)
        reach = user.access.reach
        if reach.bank:
            return asked
        return asked.filter(by__branch_id__in=reach.branch_ids)

    def visible_to(self, user: User) -> ExportFileQuerySet:
        """Keep one's own and what waits for one's yes."""
        awaiting = ExportFile.objects.awaiting(user).values("pk")
        return self.filter(Q(by=user) | Q(pk__in=awaiting))


class ExportFile(models.Model):
    """One export. The bytes lie in this row and nowhere else; the nightly clean-up empties it."""

    class State(models.TextChoices):
        """A large one is made only after somebody else said yes."""

        ASKED = "asked", _("Waits for approval")
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Ready to download")
        REFUSED = "refused", _("Refused")
        FAILED = "failed", _("Failed")
        EXPIRED = "expired", _("Expired")

    class Kind(models.TextChoices):
        """What the file is opened with."""

        XLSX = "xlsx", _("Excel (XLSX)")
        CSV = "csv", _("CSV")

    class Layout(models.TextChoices):
        """Which columns it holds."""

        SCREEN = "screen", _("The columns of the list")
        TEMPLATE = "template", _("The columns of the import template")

    public_id = PublicIdField()
    by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=80)  # role and place when it was asked for
    table = models.CharField(max_length=16)
    query = models.JSONField(default=dict)
    text = models.CharField(max_length=120, blank=True)
    columns = models.JSONField(default=list)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    layout = models.CharField(max_length=8, choices=Layout.choices)
    reason = models.CharField(max_length=200)
    batch = models.ForeignKey(
        "prospects.BulkBatch", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State.choices)
    problem = models.CharField(max_length=200, blank=True)
    person_count = models.PositiveIntegerField(default=0)
    row_count = models.PositiveIntegerField(default=0)
    decided_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    content = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects: ClassVar[ExportFileQuerySet] = ExportFileQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index("by", F("created_at").desc(), name="export_by"),
            models.Index("state", name="export_asked", condition=Q(state="asked")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("by")),
                name="export_decided_by_another",
                violation_error_message=_("Somebody else must decide about your export."),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="export_has_reason"),
        ]

    @property
    def file_name(self) -> str:
        """The name it is downloaded under; no customer stands in it."""
        return f"{self.table}-{self.created_at:%Y%m%d}-{self.public_id[:6]}.{self.kind}"
