"""That two records of the same person became one, and how they were before."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from core.history import tracked
from core.public_id import PublicIdField
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from prospects.models.prospect import Prospect


class ProspectMergeQuerySet(ScopedQuerySet["ProspectMerge"]):
    """Merges."""

    def standing(self) -> ProspectMergeQuerySet:
        """Leave out what was undone."""
        return self.filter(undone_at=None)


@tracked("winner", "loser", "merged_by", "undone_at", "undone_by")
class ProspectMerge(ScopedModel):
    """`loser` is archived and points to `winner`. Owner and branch are the winner's.

    `before` holds the winner's columns as they were, ciphertext included, which opens nowhere but
    in its own row; `after` what the merge wrote; `moved` the primary keys of what moved, by table
    and column. All of it is thrown away when the day to undo is over.
    """

    public_id = PublicIdField()
    winner = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="+")
    loser = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="+")
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("org.User", on_delete=models.PROTECT, null=True, related_name="+")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)

    _unscoped: ClassVar[models.Manager[ProspectMerge]] = models.Manager()
    objects = ScopedManager(ProspectMergeQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["loser"], condition=Q(undone_at=None), name="merge_loser_once"
            ),
            models.CheckConstraint(condition=~Q(loser=F("winner")), name="merge_of_two"),
        ]
        indexes = [models.Index("winner", F("merged_at").desc(), name="merge_winner")]
