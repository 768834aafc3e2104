"""Dated rates with tiers. What is not sure is a row with a date, never a constant."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from products.models.product import Product


class RateQuerySet(models.QuerySet["Rate"]):
    """Rates."""

    def on(self, day: date) -> RateQuerySet:
        """Keep those in force on `day`, both ends included."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def fitting(self, amount: Decimal, months: int, segment: str = "") -> RateQuerySet:
        """Keep the tiers that hold this amount (rupiah) and term (months)."""
        return self.filter(
            Q(min_amount=None) | Q(min_amount__lte=amount),
            Q(max_amount=None) | Q(max_amount__gte=amount),
            Q(min_months=None) | Q(min_months__lte=months),
            Q(max_months=None) | Q(max_months__gte=months),
            segment__in=["", segment],
        )

    def best(self) -> Rate | None:
        """Return the rate that speaks most closely: own segment, newest, narrowest tier."""
        return self.order_by(
            F("segment").desc(),
            F("valid_from").desc(),
            F("min_amount").desc(nulls_last=True),
            F("min_months").desc(nulls_last=True),
            "pk",
        ).first()


@tracked(
    "product", "valid_from", "valid_to", "segment", "min_amount", "max_amount", "min_months",
    "max_months", "rate", "fixed_months", "floating_rate",
)  # fmt: skip
class Rate(Versioned):
    """% per year of a product from one day to another, for a tier of amount and term."""

    public_id = PublicIdField()
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="rates")
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)
    segment = models.CharField(_("segment"), max_length=20, blank=True)
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

    objects = RateQuerySet.as_manager()

    class Meta:
        ordering = ["product", "-valid_from", "min_months", "min_amount"]
        indexes = [models.Index(fields=["product", "-valid_from"], name="rate_product")]
        constraints = [
            models.CheckConstraint(
                condition=Q(rate__gte=0, rate__lte=100),
                name="rate_in_percent",
                violation_error_message=_("The rate must be from 0 to 100 %% per year."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="rate_ends_after_start",
                violation_error_message=_("The last day must not be before the first day."),
            ),
        ]

    def clean(self) -> None:
        """A fixed stretch needs the rate that is assumed after it."""
        if bool(self.fixed_months) != (self.floating_rate is not None):
            raise ValidationError(
                {"floating_rate": _("Give both: months the rate is fixed and the rate after.")}
            )
