"""What an import left behind beside its rows: how to take it back, and what it taught."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from prospects.models.imports import ImportBatch


class ImportedRow(models.Model):
    """One row that an import wrote, with the columns it changed as they were before.

    `version` is that of the row after the import: another one says that somebody changed it since.
    All of it is thrown away after a week.
    """

    class Action(models.TextChoices):
        """What the import did to the row."""

        CREATED = "created"
        UPDATED = "updated"

    class State(models.TextChoices):
        """Whether it still stands; `kept` rows were touched by people and stayed."""

        DONE = "done"
        UNDONE = "undone"
        KEPT = "kept"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    prospect = models.ForeignKey(
        "prospects.Prospect", on_delete=models.CASCADE, null=True, related_name="+"
    )
    opportunity = models.ForeignKey(
        "prospects.Opportunity", on_delete=models.CASCADE, null=True, related_name="+"
    )
    action = models.CharField(max_length=8, choices=Action.choices)
    before = models.JSONField(default=dict)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.DONE)
    reason = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(prospect__isnull=True) ^ Q(opportunity__isnull=True),
                name="imported_row_of_one_row",
            ),
        ]
        indexes = [models.Index("batch", "line", name="imported_row_line")]


class ColumnMemory(models.Model):
    """What a person meant by a column name the last time: fields of the portal, or none.

    The name is kept as a keyed hash: a list without a line of names begins with somebody's data.
    """

    by = models.ForeignKey("org.User", on_delete=models.CASCADE, related_name="+")
    entity = models.CharField(max_length=16)
    header = models.CharField(max_length=64)
    fields = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "entity", "header"], name="column_memory_once")
        ]
        indexes = [models.Index("entity", "header", name="column_memory_bank")]
