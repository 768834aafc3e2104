"""Which branch and officer cover which regency or district, and whose turn it is in a team."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned

if TYPE_CHECKING:
    from org.models import User


class TerritoryQuerySet(models.QuerySet["Territory"]):
    """Territories."""

    def within(self, user: User) -> TerritoryQuerySet:
        """Keep those of the branches a person works in or oversees; others say nothing to him."""
        reach = user.access.reach
        if reach.bank:
            return self
        return self.filter(branch_id__in={*reach.branch_ids, user.branch_id or 0})

    def covering(self, area_code: str) -> TerritoryQuerySet:
        """Keep those of a place and of what it lies in, the smallest first."""
        codes = [area_code[:length] for length in (6, 4) if len(area_code) >= length]
        return self.filter(area_code__in=codes).order_by("-area_code", "pk")


@tracked("branch", "area_code", "officer")
class Territory(Versioned):
    """A branch covers a place; one officer of it, or all in turn. It proposes and never forces."""

    public_id = PublicIdField()
    branch = models.ForeignKey(
        "org.Branch", on_delete=models.PROTECT, related_name="+", verbose_name=_("branch")
    )
    area_code = models.CharField(
        _("District or city"), max_length=6, validators=[RegexValidator(r"^\d{4}(\d{2})?$")]
    )
    # Kept for the list's order and its search: what the code is called.
    area_name = models.CharField(max_length=160, editable=False)
    officer = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("officer"),
    )  # fmt: skip

    objects: ClassVar[TerritoryQuerySet] = TerritoryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["area_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "area_code"],
                name="territory_once_a_branch",
                violation_error_message=_("This branch covers this place already."),
            )
        ]
        indexes = [
            models.Index("area_code", name="territory_area"),
            models.Index("area_name", "id", name="territory_name"),
        ]

    def __str__(self) -> str:
        return self.area_name


class Turn(models.Model):
    """Who of a team, or of a branch, got the last one; the next one is the next officer's.

    Locked while somebody takes his turn, so that two at once never give the same officer both.
    """

    team = models.OneToOneField("org.Team", on_delete=models.CASCADE, null=True, related_name="+")
    branch = models.OneToOneField(
        "org.Branch", on_delete=models.CASCADE, null=True, related_name="+"
    )
    last = models.ForeignKey("org.User", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(team__isnull=True) ^ Q(branch__isnull=True), name="turn_of_one_place"
            )
        ]
