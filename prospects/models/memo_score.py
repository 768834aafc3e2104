"""Scores of the memo analisa, where the bank wants them: its dated sheet, and points by it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from org.access.scoping import ScopedManager
from products.models.settings import percent_field
from prospects.models.finance import FinanceQuerySet, OpportunityRow
from prospects.models.memo import MemoPart

HIGHEST = 100
HUNDRED = Decimal(100)
CRITERIA = (
    MemoPart.CHARACTER, MemoPart.CAPACITY, MemoPart.CAPITAL, MemoPart.SECURITY, MemoPart.CONDITION,
)  # fmt: skip
WEIGHTS = tuple(f"weight_{part}" for part in CRITERIA)


def _weights_fit() -> Q:
    """Return the condition that the weights make 100 together, or all are zero."""
    rest: Any = HUNDRED
    for name in WEIGHTS[1:]:
        rest = rest - F(name)
    return Q(**dict.fromkeys(WEIGHTS, 0)) | Q(**{WEIGHTS[0]: rest})


class ScoreSheetQuerySet(models.QuerySet["ScoreSheet"]):
    """Sheets, from day to day."""

    def in_force(self, day: date) -> ScoreSheet | None:
        """Return the approved sheet that began last; None where the bank does not score then."""
        begun = self.filter(approved_by__isnull=False, valid_from__lte=day)
        row = begun.order_by("-valid_from").first()
        return row if row is not None and row.weights else None


@tracked("valid_from", "lowest", "highest", *WEIGHTS, "minimum", "guide", "drafted_by",
         "approved_by")  # fmt: skip
class ScoreSheet(Versioned):
    """Weights in percent of the five C and the scale of their points, from a day on.

    It holds until the next approved sheet begins; a sheet without weights ends the scoring. None
    ships with the portal.
    """

    public_id = PublicIdField()
    valid_from = models.DateField(_("from"))
    lowest = models.PositiveSmallIntegerField(_("Fewest points"), default=1)
    highest = models.PositiveSmallIntegerField(
        _("Most points"), default=5, validators=[MaxValueValidator(HIGHEST)]
    )
    weight_character = percent_field(MemoPart.CHARACTER.label, default=0)
    weight_capacity = percent_field(MemoPart.CAPACITY.label, default=0)
    weight_capital = percent_field(MemoPart.CAPITAL.label, default=0)
    weight_security = percent_field(MemoPart.SECURITY.label, default=0)
    weight_condition = percent_field(MemoPart.CONDITION.label, default=0)
    minimum = models.DecimalField(
        _("First limit of the total"), max_digits=5, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(HIGHEST)],
    )  # fmt: skip
    guide = models.TextField(_("What the points mean"), max_length=2000, blank=True)
    drafted_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, related_name="+", editable=False
    )
    approved_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    approved_at = models.DateTimeField(null=True, editable=False)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(highest__gt=F("lowest")), name="score_sheet_scale",
                violation_error_message=_("The most points must be above the fewest."),
            ),
            models.CheckConstraint(
                condition=_weights_fit(), name="score_sheet_weights",
                violation_error_message=_("The weights make 100 percent, or all are 0."),
            ),
            models.CheckConstraint(
                condition=Q(minimum=None) | Q(minimum__gte=F("lowest"), minimum__lte=F("highest")),
                name="score_sheet_minimum",
                violation_error_message=_("The first limit lies within the scale."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("drafted_by")),
                name="score_sheet_four_eyes",
                violation_error_message=_("A second person approves it."),
            ),
            models.UniqueConstraint(
                fields=["valid_from"], condition=Q(approved_by__isnull=False),
                name="score_sheet_day",
                violation_error_message=_("Another sheet begins on this day already."),
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Protect(
                name="approved_sheet_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__approved_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.valid_from:%d/%m/%Y}"

    @property
    def weights(self) -> dict[MemoPart, Decimal]:
        """The weight in percent of each criterion that counts."""
        found = {part: getattr(self, f"weight_{part}") for part in CRITERIA}
        return {part: weight for part, weight in found.items() if weight}


def _points(label: Any) -> models.PositiveSmallIntegerField[Any, Any]:
    checks = [MaxValueValidator(HIGHEST)]
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=checks)


@tracked("opportunity", "sheet", *map(str, CRITERIA), "owner", "branch")
class MemoScore(OpportunityRow):
    """Points for the five C by one sheet; a kept version of the memo freezes them."""

    sheet = models.ForeignKey(
        ScoreSheet, on_delete=models.PROTECT, related_name="+", editable=False
    )
    character = _points(MemoPart.CHARACTER.label)
    capacity = _points(MemoPart.CAPACITY.label)
    capital = _points(MemoPart.CAPITAL.label)
    security = _points(MemoPart.SECURITY.label)
    condition = _points(MemoPart.CONDITION.label)

    objects = ScopedManager(FinanceQuerySet)

    class Meta(OpportunityRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["opportunity"], name="memo_score_once"),
        ]
