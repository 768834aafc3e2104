"""What is not sure: contract terms, costs, limits and the guarantee rate, each from day to day.

A row without a last day is open; of two in force the newer one speaks.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from products.calculators.arithmetic import MAX_RATE
from products.calculators.costs import CostRule
from products.models.product import Carry, Product

DATES = ("valid_from", "valid_to")


class DatedQuerySet(models.QuerySet[Any]):
    """Rows that hold from one day to another."""

    def on(self, day: date) -> Self:
        """Keep those in force on `day`, both ends included, the newest first."""
        kept = self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)
        return kept.order_by("-valid_from", "pk")

    def newest(self, day: date, key: Callable[[Any], Any]) -> list[Any]:
        """Return the newest row in force on `day` for each `key`."""
        found: dict[Any, Any] = {}
        for row in self.on(day):
            found.setdefault(key(row), row)
        return list(found.values())


class Dated(Versioned):
    """A setting with its first and last day."""

    public_id = PublicIdField()
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="%(class)s_ends_after_start",
                violation_error_message=_("The last day must not be before the first day."),
            ),
        ]


def percent_field(label: Any, **kwargs: Any) -> models.DecimalField[Any, Any]:
    """A percentage from 0 to 100, or a rate within its bound, with four decimals."""
    checks = [MinValueValidator(0), MaxValueValidator(MAX_RATE)]
    return models.DecimalField(label, max_digits=7, decimal_places=4, validators=checks, **kwargs)


def rupiah_field(label: Any, **kwargs: Any) -> models.DecimalField[Any, Any]:
    """Whole rupiah, not below zero."""
    checks = [MinValueValidator(0)]
    return models.DecimalField(label, max_digits=15, decimal_places=0, validators=checks, **kwargs)


class Step(models.IntegerChoices):
    """Instalments are multiples of these rupiah."""

    ONE = 1, "Rp1"
    HUNDRED = 100, "Rp100"
    THOUSAND = 1000, "Rp1.000"


class Direction(models.TextChoices):
    """To which side the instalment is rounded."""

    HALF_UP = "half_up", _("Half up")
    UP = "up", _("Up")


class DueRule(models.TextChoices):
    """On which day of a month instalments fall due."""

    SAME_DAY = "same_day", _("The day of disbursement")
    FIXED_DAY = "fixed_day", _("A fixed day")
    MONTH_END = "month_end", _("The last day")


class HolidayRule(models.TextChoices):
    """What becomes of a due day on which the bank is closed."""

    STAY = "stay", _("Stays as it is")
    NEXT = "next", _("The next working day")
    PREVIOUS = "previous", _("The working day before")


class FirstInterest(models.TextChoices):
    """How the interest of the first period is counted."""

    MONTH = "month", _("A full month")
    DAYS = "days", _("By days from disbursement")


@tracked(
    "product", *DATES, "rounding_step", "rounding_direction", "due_rule", "due_day",
    "holiday_rule", "grace_months", "first_interest", "early_penalty", "forfeits_interest",
)  # fmt: skip
class ContractTerms(Dated):
    """What a product's contract settles beside rate and term."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="terms")
    rounding_step = models.PositiveSmallIntegerField(
        _("round instalments to"), choices=Step.choices, default=Step.ONE
    )
    rounding_direction = models.CharField(
        _("round"), max_length=8, choices=Direction.choices, default=Direction.HALF_UP
    )
    due_rule = models.CharField(
        _("due day"), max_length=10, choices=DueRule.choices, default=DueRule.SAME_DAY
    )
    due_day = models.PositiveSmallIntegerField(
        _("fixed day"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
    )  # fmt: skip
    holiday_rule = models.CharField(
        _("due day on a holiday"), max_length=8, choices=HolidayRule.choices,
        default=HolidayRule.STAY,
    )  # fmt: skip
    grace_months = models.PositiveSmallIntegerField(_("months of interest only"), default=0)
    first_interest = models.CharField(
        _("first interest"), max_length=6, choices=FirstInterest.choices,
        default=FirstInterest.MONTH,
    )  # fmt: skip
    early_penalty = percent_field(_("penalty for early payment, %"), default=0)
    forfeits_interest = models.BooleanField(
        _("an early break forfeits the running interest"), default=True
    )

    class Meta(Dated.Meta):
        pass

    def clean(self) -> None:
        """A fixed day needs its number; exact balances know no rounded instalment."""
        if (self.due_rule == DueRule.FIXED_DAY) != (self.due_day is not None):
            raise ValidationError({"due_day": _("Give the day exactly where the day is fixed.")})
        is_rounded = (self.rounding_step, self.rounding_direction) != (Step.ONE, Direction.HALF_UP)
        if is_rounded and self.product.carry == Carry.EXACT:
            raise ValidationError(
                {
                    "rounding_step": _(
                        "A product rounded only where shown has no rounded instalment."
                    )
                }
            )


class CostCode(models.TextChoices):
    """What is paid at the start, in the order it is shown."""

    PROVISION = "provision", _("Provision fee")
    ADMINISTRATION = "administration", _("Administration")
    APPRAISAL = "appraisal", _("Appraisal")
    INSURANCE = "insurance", _("Insurance")
    POLICY = "policy", _("Policy")
    NOTARY = "notary", _("Notary")
    DEED = "ppat", _("PPAT")
    MORTGAGE_DEED = "apht", _("APHT")
    TITLE = "title", _("Change of title (balik nama)")
    DUTY = "bphtb", _("BPHTB")
    VAT = "ppn", _("PPN")
    VAT_RELIEF = "ppn_dtp", _("PPN borne by the government (DTP)")
    FIRST_INSTALMENT = "first_instalment", _("First instalment")
    OTHER = "other", _("Other costs")


class CostBasis(models.TextChoices):
    """What the percentage of a cost is taken of."""

    NONE = "none", _("Nothing, a fixed amount")
    LOAN = "loan", _("Loan amount")
    PRICE = "price", _("Price")
    TAXED = "taxed", _("Price or NJOP, whichever is more")
    INSTALMENT = "instalment", _("First instalment")


@tracked("product", *DATES, "code", "basis", "percent", "fixed", "share", "deduction")
class UpfrontCost(Dated):
    """A cost of a product at the start of a loan."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="costs")
    code = models.CharField(_("cost"), max_length=16, choices=CostCode.choices)
    basis = models.CharField(
        _("percent of"), max_length=10, choices=CostBasis.choices, default=CostBasis.NONE
    )
    percent = percent_field(_("percent"), default=0)
    fixed = rupiah_field(_("fixed amount"), default=0)
    share = models.DecimalField(
        _("part of the basis, %"), max_digits=7, decimal_places=4, default=100,
        validators=[MinValueValidator(0), MaxValueValidator(200)],
    )  # fmt: skip
    deduction = rupiah_field(_("free of the cost (NPOPTKP)"), default=0)

    class Meta(Dated.Meta):
        pass

    @property
    def rule(self) -> CostRule:
        """The arithmetic of the row."""
        return CostRule(self.percent, self.fixed, self.share, self.deduction)


class LimitCode(models.TextChoices):
    """Which limit of the pre-screening."""

    DEBT_RATIO = "dsr", _("Debt-service ratio")
    PAYROLL = "pay", _("Debt-service ratio, salary through the bank")
    BUSINESS = "rpc", _("Repayment capacity of a business (RPC)")
    LOAN_TO_VALUE = "ltv", _("Loan to value")


class RatioMethod(models.TextChoices):
    """How existing instalments are counted; the values are those of the calculator."""

    ALL = "all", _("All instalments of the income")
    REST = "rest", _("The new instalment of what is left")


@tracked("product", *DATES, "code", "percent", "method")
class Limit(Dated):
    """A limit of the pre-screening; without a product it holds for all of them."""

    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, related_name="limits", null=True, blank=True
    )
    code = models.CharField(_("limit"), max_length=4, choices=LimitCode.choices)
    percent = percent_field(_("at most, %"))
    method = models.CharField(
        _("method"), max_length=4, choices=RatioMethod.choices, default=RatioMethod.ALL
    )

    class Meta(Dated.Meta):
        pass

    @classmethod
    def in_force(cls, product: Product | None, day: date) -> dict[str, Limit]:
        """Return the limits of a product by code; its own speak before those for all."""
        rows = cls.objects.filter(Q(product=product) | Q(product=None)).on(day)
        found: dict[str, Limit] = {}
        for row in sorted(rows, key=lambda row: row.product_id is None):
            found.setdefault(row.code, row)
        return found


@tracked(*DATES, "rate", "max_amount")
class GuaranteeRate(Dated):
    """The highest rate (*tingkat bunga penjaminan*) and amount per customer that LPS guarantees."""

    rate = percent_field(_("guarantee rate, % per year"))
    max_amount = rupiah_field(_("guaranteed per customer and bank"), default=Decimal(2_000_000_000))

    class Meta(Dated.Meta):
        pass


class Bucket(models.TextChoices):
    """Whose rules count the days past due."""

    COMMERCIAL = "bank", _("Commercial bank (bank umum)")
    RURAL = "bpr", _("Rural bank (BPR)")


@tracked(*DATES, "bucket", "days_1", "days_2", "days_3", "days_4")
class CollectibilityRule(Dated):
    """Up to how many days past due a debt has collectibility (*kol*) 1 to 4; above it is 5."""

    bucket = models.CharField(
        _("kind of bank"), max_length=4, choices=Bucket.choices, default=Bucket.COMMERCIAL
    )
    days_1 = models.PositiveSmallIntegerField(_("Kol 1 up to day"), default=0)
    days_2 = models.PositiveSmallIntegerField(_("Kol 2 up to day"), default=90)
    days_3 = models.PositiveSmallIntegerField(_("Kol 3 up to day"), default=120)
    days_4 = models.PositiveSmallIntegerField(_("Kol 4 up to day"), default=180)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(days_1__lt=F("days_2"), days_2__lt=F("days_3"), days_3__lt=F("days_4")),
                name="collectibility_days_rise",
                violation_error_message=_("Each class must reach further than the one before."),
            ),
        ]

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """The highest day of kol 1, 2, 3 and 4."""
        return self.days_1, self.days_2, self.days_3, self.days_4
