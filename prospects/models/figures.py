"""Totals of the pipeline: summary plus the deltas not yet folded into it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from org.access.scoping import ScopedManager, ScopedQuerySet


class FigureKeys(models.Model):
    """What a total is made of. Plain ids: no foreign key, since a trigger writes these rows."""

    branch_id = models.BigIntegerField()
    owner_id = models.BigIntegerField()
    product_id = models.BigIntegerField()
    stage = models.CharField(max_length=16)
    status = models.CharField(max_length=8)
    close_month = models.DateField(null=True)
    n = models.BigIntegerField()
    amount = models.DecimalField(max_digits=20, decimal_places=0)

    class Meta:
        abstract = True


class PipelineSummary(FigureKeys):
    """Folded totals."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["branch_id", "owner_id", "product_id", "stage", "status", "close_month"],
                name="summary_keys",
                nulls_distinct=False,
            )
        ]
        indexes = [models.Index(fields=["owner_id"], name="summary_owner")]


class PipelineDelta(FigureKeys):
    """Signed changes since the last fold."""


class PipelineFigureQuerySet(ScopedQuerySet["PipelineFigure"]):
    """Totals."""

    def open(self) -> PipelineFigureQuerySet:
        """Keep the running pipeline."""
        return self.filter(status="open")


class PipelineFigure(FigureKeys):
    """Summary and deltas in one view: equal to the plain query at any moment."""

    _unscoped: ClassVar[models.Manager[Any]] = models.Manager()
    objects = ScopedManager(PipelineFigureQuerySet)

    class Meta:
        managed = False
        db_table = "prospects_pipelinefigure"
        base_manager_name = "_unscoped"
        default_manager_name = "_unscoped"
