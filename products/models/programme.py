"""Rules of the government's programmes (KUR, FLPP) and of regions, each from day to day.

They come from regulations that change; what is not sure is marked in `source` and edited.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core import regions
from core.history import tracked
from products.models.settings import DATES, Dated, percent_field, rupiah_field


class SourcedMixin(models.Model):
    """Where a rule was read, and how sure it is."""

    source = models.CharField(_("source"), max_length=120, blank=True)

    class Meta:
        abstract = True


class KurCode(models.TextChoices):
    """The schemes of KUR; the first three are told apart by the amount."""

    SUPER_MICRO = "super_micro", _("KUR super micro")
    MICRO = "micro", _("KUR micro")
    SMALL = "small", _("KUR small")
    CLUSTER = "cluster", _("KUR cluster (khusus)")
    MIGRANT = "migrant", _("KUR for migrant workers (PMI)")


@tracked(
    *DATES, "scheme", "above", "max_amount", "rate", "months_working", "months_investment",
    "asks_collateral", "npwp_above", "max_turnover", "min_business_months", "source",
)  # fmt: skip
class KurScheme(Dated, SourcedMixin):
    """A scheme of KUR: amounts, rate, terms and who may take it."""

    scheme = models.CharField(_("scheme"), max_length=12, choices=KurCode.choices)
    above = rupiah_field(_("amounts above"), default=0)
    max_amount = rupiah_field(_("up to"))
    rate = percent_field(_("rate to the debtor, % effective per year"))
    months_working = models.PositiveSmallIntegerField(
        _("longest term for working capital, months"), validators=[MinValueValidator(1)]
    )
    months_investment = models.PositiveSmallIntegerField(
        _("longest term for investment, months"), validators=[MinValueValidator(1)]
    )
    asks_collateral = models.BooleanField(_("the bank may ask for more collateral"), default=False)
    npwp_above = rupiah_field(_("NPWP above this amount"), null=True, blank=True)
    max_turnover = rupiah_field(_("largest turnover a year"), null=True, blank=True)
    min_business_months = models.PositiveSmallIntegerField(
        _("business runs for, months"), default=0
    )

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(max_amount__gt=F("above")),
                name="kur_amounts_rise",
                violation_error_message=_("The largest amount must lie above the smallest."),
            ),
        ]


@tracked(
    *DATES, "rate", "max_months", "min_down_payment", "floor_min", "floor_max", "land_min",
    "land_max", "source",
)  # fmt: skip
class SubsidyTerms(Dated, SourcedMixin):
    """What holds for every subsidised home loan (FLPP)."""

    rate = percent_field(_("rate, % per year"))
    max_months = models.PositiveSmallIntegerField(_("longest term, months"))
    min_down_payment = percent_field(_("smallest down payment, %"))
    floor_min = models.PositiveSmallIntegerField(_("smallest floor, m²"))
    floor_max = models.PositiveSmallIntegerField(_("largest floor, m²"))
    land_min = models.PositiveSmallIntegerField(_("smallest plot, m²"))
    land_max = models.PositiveSmallIntegerField(_("largest plot, m²"))

    class Meta(Dated.Meta):
        pass


@tracked(*DATES, "zone", "name", "max_price", "source")
class PriceZone(Dated, SourcedMixin):
    """The highest price of a subsidised house in a zone."""

    zone = models.CharField(_("price zone"), max_length=2)
    name = models.CharField(_("area"), max_length=120)
    max_price = rupiah_field(_("highest price"))

    class Meta(Dated.Meta):
        pass


@tracked(*DATES, "zone", "name", "single", "married", "source")
class IncomeZone(Dated, SourcedMixin):
    """The highest monthly income for a subsidised house in a zone; not the zones of prices."""

    zone = models.CharField(_("income zone"), max_length=2)
    name = models.CharField(_("area"), max_length=120)
    single = rupiah_field(_("highest income, unmarried"))
    married = rupiah_field(_("highest income, married"))

    class Meta(Dated.Meta):
        pass


@tracked(*DATES, "region", "price_zone", "income_zone", "npoptkp", "kur_rate", "source")
class RegionRule(Dated, SourcedMixin):
    """What a province, regency or city differs in; an empty cell asks the province."""

    region = models.CharField(_("region code"), max_length=4)
    price_zone = models.CharField(_("price zone"), max_length=2, blank=True)
    income_zone = models.CharField(_("income zone"), max_length=2, blank=True)
    npoptkp = rupiah_field(_("free of BPHTB (NPOPTKP)"), null=True, blank=True)
    kur_rate = percent_field(_("KUR rate here, %"), null=True, blank=True)

    class Meta(Dated.Meta):
        pass

    def clean(self) -> None:
        """Refuse a code that is no province, regency or city."""
        if len(self.region) not in {2, 4} or regions.name_of(self.region) is None:
            raise ValidationError(
                {"region": _("Enter the code of a province (2 digits) or regency (4 digits).")}
            )

    @property
    def place(self) -> str:
        """The name of the region."""
        return regions.name_of(self.region) or self.region
