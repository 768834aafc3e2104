"""Free labels of a branch, and which prospects carry them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.search import normalise
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet

if TYPE_CHECKING:
    from org.models import User

LONGEST = 30


class TagQuerySet(models.QuerySet["Tag"]):
    """Labels."""

    def visible_to(self, user: User) -> TagQuerySet:
        """Keep the labels of one's own branch and of the branches one reaches."""
        reach = user.access.reach
        if reach.bank:
            return self
        branches = set(reach.branch_ids)
        if user.branch_id and not reach.assignee_id:
            branches.add(user.branch_id)
        return self.filter(branch_id__in=branches)


class Tag(models.Model):
    """A word a branch sorts its prospects by; everybody of the branch uses the same ones."""

    public_id = PublicIdField()
    branch = models.ForeignKey("org.Branch", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("label"), max_length=LONGEST)
    key = models.CharField(max_length=LONGEST, editable=False)
    by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(editable=False)

    objects: ClassVar[TagQuerySet] = TagQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "key"],
                name="tag_once",
                violation_error_message=_("The branch has this label already."),
            ),
            models.CheckConstraint(condition=~Q(key=""), name="tag_has_letters"),
        ]

    def __str__(self) -> str:
        return self.name


def tag_key(name: str) -> str:
    """Return what equal labels share: case, accents and marks do not make two of one."""
    return normalise(name)[:LONGEST]


class ProspectTagQuerySet(ScopedQuerySet["ProspectTag"]):
    """Which prospects carry which labels."""


@tracked("prospect", "tag")
class ProspectTag(ScopedModel):
    """One label on one prospect; it follows the prospect to another officer or branch."""

    prospect = models.ForeignKey("prospects.Prospect", on_delete=models.CASCADE, related_name="+")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    _unscoped: ClassVar[models.Manager[ProspectTag]] = models.Manager()
    objects = ScopedManager(ProspectTagQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["prospect", "tag"], name="prospect_tag_once"),
        ]
        indexes = [models.Index("tag", "prospect", name="prospect_tag_tag")]
