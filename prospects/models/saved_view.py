"""How a person keeps a list: the columns he sees, and filters with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned

if TYPE_CHECKING:
    from org.models import User


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Saved views."""

    def visible_to(self, user: User) -> SavedViewQuerySet:
        """Keep one's own, those of one's team and those of one's branch or the one above it."""
        reached = Q(user=user)
        if user.team_id:
            reached |= Q(share=SavedView.Share.TEAM, team_id=user.team_id)
        if user.branch is not None:
            branches = [pk for pk in (user.branch.pk, user.branch.parent_id) if pk]
            reached |= Q(share=SavedView.Share.BRANCH, branch_id__in=branches)
        return self.filter(reached)


@tracked("table", "name", "user", "share", "team", "branch")
class SavedView(Versioned):
    """Filters, order and columns of one list under a name; without a name, one's own columns.

    `query` holds parameters of the list's address, never a searched text: a name typed into the
    search box belongs to one day and one person.
    """

    class Table(models.TextChoices):
        """The lists that have views."""

        PROSPECTS = "prospects", _("Prospects")
        OPPORTUNITIES = "opportunities", _("Opportunities")

    class Share(models.TextChoices):
        """Who finds the view among his tabs."""

        OWN = "own", _("Only me")
        TEAM = "team", _("My team")
        BRANCH = "branch", _("My branch")

    public_id = PublicIdField()
    table = models.CharField(max_length=16, choices=Table.choices)
    name = models.CharField(_("name of the view"), max_length=40, blank=True)
    user = models.ForeignKey("org.User", on_delete=models.CASCADE, related_name="+")
    share = models.CharField(
        _("who sees it"), max_length=8, choices=Share.choices, default=Share.OWN
    )
    team = models.ForeignKey(
        "org.Team", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    branch = models.ForeignKey(
        "org.Branch", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    query = models.JSONField(default=dict, blank=True)
    columns = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)

    objects: ClassVar[SavedViewQuerySet] = SavedViewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "table", "name"],
                name="saved_view_name_once",
                violation_error_message=_("You have a view with this name."),
            ),
            models.CheckConstraint(
                condition=Q(share="own", team=None, branch=None)
                | Q(share="team", team__isnull=False, branch=None)
                | Q(share="branch", team=None, branch__isnull=False),
                name="saved_view_shared_with_one",
            ),
            models.CheckConstraint(
                condition=~Q(name="") | Q(share="own"), name="saved_view_columns_are_own"
            ),
        ]
        indexes = [
            models.Index("team", "table", name="saved_view_team", condition=Q(share="team")),
            models.Index("branch", "table", name="saved_view_branch", condition=Q(share="branch")),
        ]

    def __str__(self) -> str:
        return self.name
