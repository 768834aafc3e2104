"""One change to many rows: what was asked, of which rows, and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.public_id import PublicIdField

if TYPE_CHECKING:
    from org.models import User


class BulkBatchQuerySet(models.QuerySet["BulkBatch"]):
    """Batches."""

    def visible_to(self, user: User) -> BulkBatchQuerySet:
        """Keep one's own: what somebody else chose is his affair."""
        return self.filter(by=user)


class BulkBatch(models.Model):
    """Rows that were chosen together and the one thing to be done to each of them."""

    class State(models.TextChoices):
        """A draft is a choice of rows; it changes nothing until it is started."""

        DRAFT = "draft", _("Not started")
        WAITING = "waiting", _("Waiting")
        WORKING = "working", _("Being done")
        DONE = "done", _("Done")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    RUNNING = (State.WAITING, State.WORKING, State.UNDOING)

    public_id = PublicIdField()
    by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=20)
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    is_whole = models.BooleanField(default=False)
    back = models.CharField(max_length=600, blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects: ClassVar[BulkBatchQuerySet] = BulkBatchQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index("by", F("created_at").desc(), name="bulk_batch_by")]

    @property
    def is_running(self) -> bool:
        """Whether a worker has it or will have it."""
        return self.state in self.RUNNING


class BulkItem(models.Model):
    """One row of a batch. `version` is that of the row when it was chosen."""

    class State(models.TextChoices):
        """What became of the row."""

        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Done")
        SAME = "same", _("Was so already")
        SKIPPED = "skipped", _("Left out")
        UNDONE = "undone", _("Undone")
        KEPT = "kept", _("Not undone")

    batch = models.ForeignKey(BulkBatch, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    prospect = models.ForeignKey(
        "prospects.Prospect", on_delete=models.CASCADE, null=True, related_name="+"
    )
    opportunity = models.ForeignKey(
        "prospects.Opportunity", on_delete=models.CASCADE, null=True, related_name="+"
    )
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=200, blank=True)
    plan = models.JSONField(default=dict)
    before = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="bulk_item_place"),
            models.CheckConstraint(
                condition=Q(prospect__isnull=True) ^ Q(opportunity__isnull=True),
                name="bulk_item_of_one_row",
            ),
        ]
