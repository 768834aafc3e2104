"""Dated rates with tiers. What is not sure is a row with a date, never a constant."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from products.calculators.arithmetic import MAX_RATE
from products.models.product import Product


class RateQuerySet(models.QuerySet["Rate"]):
    """Rates."""

    def on(self, day: date) -> RateQuerySet:
        """Keep those in force on `day`, both ends included."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def fitting(
        self, amount: Decimal, months: int, segment: str = "", *, is_payroll: bool = False
    ) -> RateQuerySet:
        """Keep the tiers that hold this amount (rupiah) and term (months).

        Tiers for salaries paid through the bank only where `is_payroll` says so.
        """
        return self.filter(
            Q(min_amount=None) | Q(min_amount__lte=amount),
            Q(max_amount=None) | Q(max_amount__gte=amount),
            Q(min_months=None) | Q(min_months__lte=months),
            Q(max_months=None) | Q(max_months__gte=months),
            segment__in=["", segment],
            is_payroll__in=[False, is_payroll],
        )

    def closest_first(self) -> RateQuerySet:
        """Sort by how closely they speak: own segment, payroll, newest, narrowest."""
        return self.order_by(
            F("segment").desc(),
            F("is_payroll").desc(),
            F("valid_from").desc(),
            F("min_amount").desc(nulls_last=True),
            F("min_months").desc(nulls_last=True),
            "pk",
        )

    def best(self) -> Rate | None:
        """Return the rate that speaks most closely."""
        return self.closest_first().first()


class TierFields(models.Model):
    """For whom, how much and how long, and at which % per year."""

    segment = models.CharField(_("segment"), max_length=20, blank=True)
    is_payroll = models.BooleanField(_("only for salaries paid through the bank"), default=False)
    min_amount = models.DecimalField(
        _("smallest amount"), max_digits=15, decimal_places=0, null=True, blank=True
    )
    max_amount = models.DecimalField(
        _("largest amount"), max_digits=15, decimal_places=0, null=True, blank=True
    )
    min_months = models.PositiveSmallIntegerField(_("shortest term"), null=True, blank=True)
    max_months = models.PositiveSmallIntegerField(_("longest term"), null=True, blank=True)
    rate = models.DecimalField(_("rate, % per year"), max_digits=7, decimal_places=4)
    fixed_months = models.PositiveSmallIntegerField(
        _("months the rate is fixed"), null=True, blank=True
    )
    floating_rate = models.DecimalField(
        _("assumed floating rate, % per year"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(rate__gte=0, rate__lte=MAX_RATE),
                name="%(class)s_in_percent",
                violation_error_message=_("The rate must be from 0 to 100 %% per year."),
            ),
        ]

    def clean(self) -> None:
        """A fixed stretch needs the rate that is assumed after it; limits do not cross."""
        if bool(self.fixed_months) != (self.floating_rate is not None):
            raise ValidationError(
                {"floating_rate": _("Give both: months the rate is fixed and the rate after.")}
            )
        for low, high in (("min_amount", "max_amount"), ("min_months", "max_months")):
            bottom, top = getattr(self, low), getattr(self, high)
            if bottom is not None and top is not None and bottom > top:
                raise ValidationError({high: _("Must not be below the smallest.")})

    def holds(self, amount: Decimal, months: int) -> bool:
        """Tell whether amount (rupiah) and term (months) lie within the tier; an open end holds."""
        return all(
            (low is None or low <= value) and (high is None or value <= high)
            for value, low, high in (
                (amount, self.min_amount, self.max_amount),
                (months, self.min_months, self.max_months),
            )
        )


TIER = ("segment", "is_payroll", "min_amount", "max_amount", "min_months", "max_months")
FIGURES = ("rate", "fixed_months", "floating_rate")


@tracked("product", "valid_from", "valid_to", *TIER, *FIGURES)
class Rate(Versioned, TierFields):
    """A tier of an approved sheet, from one day to another. Written once, never altered.

    Only its end is set when the next sheet begins. A rate without a sheet is older than the sheets.
    """

    public_id = PublicIdField()
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="rates")
    sheet = models.ForeignKey(
        "products.RateSheet", on_delete=models.PROTECT, null=True, blank=True,
        related_name="rates", editable=False,
    )  # fmt: skip
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    objects = RateQuerySet.as_manager()

    class Meta(TierFields.Meta):
        ordering = ["product", "-valid_from", "min_months", "min_amount"]
        indexes = [models.Index(fields=["product", "-valid_from"], name="rate_product")]
        constraints = [
            *TierFields.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="rate_ends_after_start",
                violation_error_message=_("The last day must not be before the first day."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="rate_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("product", "valid_from", *TIER, *FIGURES),
                func="RAISE EXCEPTION 'An approved rate is never altered.';",
            )
        ]
