"""What worked against an objection, told by one officer to his branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from prospects.models.opportunity import LossReason

if TYPE_CHECKING:
    from org.models import User

LENGTH = 300


class TipQuerySet(models.QuerySet["Tip"]):
    """Tips."""

    def visible_to(self, user: User) -> TipQuerySet:
        """Keep the head office's, those of one's branch and the one above it, and of one's reach.

        What was taken back is nobody's; what a head hid is its author's alone.
        """
        reach = user.access.reach
        kept = self.filter(withdrawn_at=None).filter(Q(hidden_at=None) | Q(author=user))
        if reach.bank:
            return kept
        branches = set(reach.branch_ids)
        if user.branch is not None:
            branches |= {pk for pk in (user.branch.pk, user.branch.parent_id) if pk}
        return kept.filter(Q(branch=None) | Q(branch_id__in=sorted(branches)))


@tracked("reason", "text", "author", "branch", "withdrawn_at", "hidden_by", "hidden_why")
class Tip(Versioned):
    """One tip under a reason of the customer's. Without a branch it is the head office's."""

    public_id = PublicIdField()
    reason = models.ForeignKey(
        LossReason, on_delete=models.PROTECT, related_name="+", verbose_name=_("objection")
    )
    text = models.CharField(_("what worked"), max_length=LENGTH)
    author = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey("org.Branch", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    hidden_at = models.DateTimeField(null=True, editable=False)
    hidden_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    hidden_why = models.CharField(_("reason"), max_length=120, blank=True, editable=False)

    objects = TipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "reason", "text"],
                condition=Q(withdrawn_at=None),
                name="tip_told_once",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None) | ~Q(hidden_why="") & Q(hidden_by__isnull=False),
                name="tip_hidden_says_why",
                violation_error_message=_("Say why it is hidden."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class TipUse(models.Model):
    """That a tip was useful to a person: once."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="uses")
    user = models.ForeignKey("org.User", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tip", "user"], name="tip_useful_once")]
