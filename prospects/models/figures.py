"""Totals: what is summed up, plus the changes not yet folded into it."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from org.access.scoping import Reach, ScopedManager, ScopedQuerySet, UnscopedQuery


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
        indexes = [models.Index(fields=["owner_id", "status"], name="summary_owner")]


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


class BranchKeys(models.Model):
    """Count and rupiah of a branch; what the kinds are says `prospects.branch_totals`."""

    class Kind(models.TextChoices):
        """What is counted."""

        PIPELINE = "pipeline"
        HELD = "held"
        CREATED = "created"
        DISBURSED = "disbursed"
        LOGGED = "logged"

    kind = models.CharField(max_length=16)
    branch_id = models.BigIntegerField()
    product_id = models.BigIntegerField()
    day = models.DateField(null=True)
    state = models.CharField(max_length=12)
    code = models.CharField(max_length=24)
    n = models.BigIntegerField()
    amount = models.DecimalField(max_digits=20, decimal_places=0)

    class Meta:
        abstract = True


class BranchTotal(BranchKeys):
    """Folded totals; the unique index serves all branches on some days, the other one branch."""

    class Meta:
        indexes = [models.Index(fields=["branch_id", "kind", "day"], name="branch_total_of_one")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "day", "branch_id", "product_id", "state", "code"],
                name="branch_total_keys",
                nulls_distinct=False,
            )
        ]


class BranchDelta(BranchKeys):
    """Signed changes since the last fold."""


class BranchFigureQuerySet(ScopedQuerySet["BranchFigure"]):
    """Totals of branches."""

    def within(self, reach: Reach) -> Self:
        """Keep the branches inside `reach`, which must not be narrower than branches."""
        if not reach.is_by_branch and reach != Reach():
            raise UnscopedQuery("Totals of branches do not know whose the rows are.")
        return super().within(reach)

    def of(self, *kinds: str) -> BranchFigureQuerySet:
        """Keep one kind of figure, or a few."""
        return self.filter(kind=kinds[0]) if len(kinds) == 1 else self.filter(kind__in=kinds)


class BranchFigure(BranchKeys):
    """Totals and deltas in one view: equal to the plain query at any moment."""

    _unscoped: ClassVar[models.Manager[Any]] = models.Manager()
    objects = ScopedManager(BranchFigureQuerySet)

    class Meta:
        managed = False
        db_table = "prospects_branchfigure"
        base_manager_name = "_unscoped"
        default_manager_name = "_unscoped"
