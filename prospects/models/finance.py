"""The financial picture of a prospect: income, expenses, assets, debts and business figures.

Amounts are whole rupiah; income, expenses, instalments and business figures are per month. What
is removed stays with `removed_at`, so that it can be brought back and memos keep their source.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from products.models.ladder import VehicleUse, area_field
from products.models.settings import percent_field
from prospects.models.opportunity import AMOUNT_DIGITS, Opportunity
from prospects.models.prospect import Prospect

KEPT = Q(removed_at=None)
HUNDRED = Decimal(100)
WHOSE = ("prospect", "owner", "branch", "removed_at")


def rupiah_field(label: Any, **kwargs: Any) -> models.DecimalField[Any, Any]:
    """Whole rupiah, not below zero."""
    checks = [MinValueValidator(0)]
    return models.DecimalField(
        label, max_digits=AMOUNT_DIGITS, decimal_places=0, validators=checks, **kwargs
    )


class FinanceQuerySet(ScopedQuerySet[Any]):
    """Rows of the financial picture."""

    def kept(self) -> FinanceQuerySet:
        """Leave out what was removed."""
        return self.filter(KEPT)


class Person(models.TextChoices):
    """Whose income, asset or debt it is."""

    DEBTOR = "debtor", _("Debtor")
    SPOUSE = "spouse", _("Spouse")
    JOINT = "joint", _("Both together")
    OTHER = "other", _("Somebody else")


class Evidence(models.TextChoices):
    """By what a figure is shown."""

    NONE = "none", _("No evidence yet")
    PAY_SLIP = "pay_slip", _("Pay slip")
    WORK_LETTER = "work_letter", _("Letter of employment")
    BANK_STATEMENT = "bank_statement", _("Bank statement")
    TAX_RETURN = "tax_return", _("Tax return or 1721-A1")
    ACCOUNTS = "accounts", _("Financial statements")
    BOOKS = "books", _("Sales notes")
    TITLE = "title", _("Certificate or BPKB")
    STATEMENT = "statement", _("Signed statement")


class FinanceRow(Versioned, ScopedModel):
    """A row of the picture. Owner and branch are those of the prospect and follow him."""

    public_id = PublicIdField()
    prospect = models.ForeignKey(Prospect, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)
    updated_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, related_name="+", editable=False
    )
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(ScopedModel.Meta):
        abstract = True


class Section(models.TextChoices):
    """Which list a line stands in."""

    INCOME = "income", _("Income")
    EXPENSE = "expense", _("Expenses")
    ASSET = "asset", _("Assets")


class LineKind(models.TextChoices):
    """What a line is; KINDS_OF says in which list."""

    SALARY = "salary", _("Salary, net")
    ALLOWANCE = "allowance", _("Fixed allowance")
    BONUS = "bonus", _("Bonus, average a month")
    PRACTICE = "practice", _("Professional practice")
    RENT_IN = "rent_in", _("Rent received")
    PENSION = "pension", _("Pension")
    INCOME_OTHER = "income_other", _("Other income")
    HOUSEHOLD = "household", _("Household")
    RENT_OUT = "rent_out", _("Rent paid")
    SCHOOL = "school", _("School")
    DEPENDANTS = "dependants", _("Relatives supported")
    INSURANCE = "insurance", _("Insurance and dues")
    EXPENSE_OTHER = "expense_other", _("Other expenses")
    HOUSE = "house", _("House")
    LAND = "land", _("Land")
    VEHICLE = "vehicle", _("Vehicle")
    SAVINGS = "savings", _("Savings")
    DEPOSIT = "deposit", _("Time deposit")
    GOLD = "gold", _("Gold")
    SECURITIES = "securities", _("Securities")
    ASSET_OTHER = "asset_other", _("Other assets")


KINDS_OF: dict[str, tuple[LineKind, ...]] = {
    Section.INCOME: tuple(LineKind)[:7],
    Section.EXPENSE: tuple(LineKind)[7:13],
    Section.ASSET: tuple(LineKind)[13:],
}


def _kinds_fit() -> Q:
    """Return the condition that a kind stands in its own list."""
    fits = Q()
    for section, kinds in KINDS_OF.items():
        fits |= Q(section=str(section), kind__in=[str(kind) for kind in kinds])
    return fits


@tracked("section", "kind", "evidence", "amount", "whose", "is_payroll", "note", *WHOSE)
class FinanceLine(FinanceRow):
    """An income, an expense (both a month) or an asset (its value)."""

    section = models.CharField(max_length=8, choices=Section.choices, editable=False)
    kind = models.CharField(_("kind"), max_length=16, choices=LineKind.choices)
    amount = rupiah_field(_("amount"))
    whose = models.CharField(
        _("whose"), max_length=8, choices=Person.choices, default=Person.DEBTOR
    )
    evidence = models.CharField(
        _("evidence"), max_length=16, choices=Evidence.choices, default=Evidence.NONE
    )
    is_payroll = models.BooleanField(_("paid into an account of our bank"), default=False)
    note = models.CharField(_("note"), max_length=160, blank=True)

    objects = ScopedManager(FinanceQuerySet)

    class Meta(FinanceRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="finance_line_amount",
                violation_error_message=_("Enter an amount above zero."),
            ),
            models.CheckConstraint(
                condition=_kinds_fit(),
                name="finance_line_kind",
                violation_error_message=_("Choose a kind of this list."),
            ),
        ]
        indexes = [models.Index("prospect", name="finance_line_prospect", condition=KEPT)]


@tracked(
    "name", "revenue", "cost_of_goods", "operating_costs", "inventory", "receivables", "payables",
    "whose", "evidence", "note", *WHOSE,
)  # fmt: skip
class BusinessFigures(FinanceRow):
    """What a business of the debtor or the spouse turns over in an average month."""

    name = models.CharField(_("business"), max_length=120)
    revenue = rupiah_field(_("turnover a month (omzet)"))
    cost_of_goods = rupiah_field(_("cost of goods a month"), default=0)
    operating_costs = rupiah_field(_("operating costs a month"), default=0)
    inventory = rupiah_field(_("inventory"), default=0)
    receivables = rupiah_field(_("receivables"), default=0)
    payables = rupiah_field(_("trade payables"), default=0)
    whose = models.CharField(
        _("whose"), max_length=8, choices=Person.choices, default=Person.DEBTOR
    )
    evidence = models.CharField(
        _("evidence"), max_length=16, choices=Evidence.choices, default=Evidence.NONE
    )
    note = models.CharField(_("note"), max_length=160, blank=True)

    objects = ScopedManager(FinanceQuerySet)

    class Meta(FinanceRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(revenue__gt=0),
                name="business_revenue",
                violation_error_message=_("Enter the turnover."),
            ),
        ]
        indexes = [models.Index("prospect", name="business_prospect", condition=KEPT)]

    @property
    def costs(self) -> Decimal:
        """Goods and operation together, a month."""
        return self.cost_of_goods + self.operating_costs

    @property
    def surplus(self) -> Decimal:
        """What remains of the turnover; may be below zero."""
        return self.revenue - self.costs

    @property
    def margin(self) -> Decimal:
        """Gross margin in percent of the turnover."""
        return (self.revenue - self.cost_of_goods) * HUNDRED / self.revenue


class FacilityKind(models.TextChoices):
    """What kind of credit."""

    MORTGAGE = "mortgage", _("Home loan (KPR)")
    VEHICLE = "vehicle", _("Vehicle loan (KKB)")
    CONSUMER = "consumer", _("Multipurpose or personal loan")
    CARD = "card", _("Credit card")
    KUR = "kur", _("KUR")
    WORKING_CAPITAL = "working_capital", _("Working capital")
    INVESTMENT = "investment", _("Investment loan")
    PAY_LATER = "pay_later", _("Pay-later or online loan")
    OTHER = "other", _("Other credit")


class FacilitySource(models.TextChoices):
    """Where a facility is known from."""

    STATED = "stated", _("Stated")
    SLIK = "slik", _("SLIK")


@tracked(
    "lender", "is_own_bank", "kind", "plafon", "outstanding", "instalment", "rate", "ends_on",
    "days_past_due", "collectibility", "collectibility_reason", "source", "whose", "is_counted",
    *WHOSE,
)  # fmt: skip
class Facility(FinanceRow):
    """A credit the debtor or the spouse has already, here or elsewhere."""

    lender = models.CharField(_("lender"), max_length=80)
    is_own_bank = models.BooleanField(_("our own bank"), default=False)
    kind = models.CharField(_("kind"), max_length=16, choices=FacilityKind.choices)
    plafon = rupiah_field(_("plafon"), default=0)
    outstanding = rupiah_field(_("outstanding principal (baki debet)"), default=0)
    instalment = rupiah_field(_("instalment a month"), default=0)
    rate = percent_field(_("rate, % per year"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    days_past_due = models.PositiveSmallIntegerField(_("days past due"), null=True, blank=True)
    collectibility = models.PositiveSmallIntegerField(
        _("collectibility (kol)"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )  # fmt: skip
    collectibility_reason = models.CharField(_("reason"), max_length=200, blank=True)
    source = models.CharField(
        max_length=6, choices=FacilitySource.choices, default=FacilitySource.STATED, editable=False
    )
    whose = models.CharField(
        _("whose"), max_length=8, choices=Person.choices, default=Person.DEBTOR
    )
    is_counted = models.BooleanField(_("count the instalment"), default=True)
    slik = models.ForeignKey(
        "prospects.SlikCheck", on_delete=models.PROTECT, null=True, editable=False,
        related_name="+",
    )  # fmt: skip
    # The classes of up to 24 months, the newest first, one digit each; `-` is no data.
    months = models.CharField(max_length=24, blank=True, editable=False)

    objects = ScopedManager(FinanceQuerySet)

    class Meta(FinanceRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(collectibility=None) | Q(collectibility__range=(1, 5)),
                name="facility_kol",
                violation_error_message=_("Kol is a number from 1 to 5."),
            ),
        ]
        indexes = [models.Index("prospect", name="facility_prospect", condition=KEPT)]


class OpportunityRow(FinanceRow):
    """A row about one opportunity; owner and branch are those of the opportunity."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="+")

    class Meta(FinanceRow.Meta):
        abstract = True


class CollateralKind(models.TextChoices):
    """What is pledged."""

    HOUSE = "house", _("House and land")
    LAND = "land", _("Land")
    SHOP = "shop", _("Shop house (ruko/rukan)")
    FLAT = "flat", _("Flat")
    VEHICLE = "vehicle", _("Vehicle")
    MACHINE = "machine", _("Machines")
    INVENTORY = "inventory", _("Inventory")
    RECEIVABLES = "receivables", _("Receivables")
    DEPOSIT = "deposit", _("Time deposit")
    OTHER = "other", _("Other collateral")


class Appraisal(models.TextChoices):
    """How the value was found."""

    MARKET = "market", _("Market comparison")
    COST = "cost", _("Cost")
    INCOME = "income", _("Income")
    NJOP = "njop", _("NJOP")
    DEALER = "dealer", _("Dealer's price")


class Binding(models.TextChoices):
    """How the pledge binds."""

    NONE = "none", _("Not settled yet")
    MORTGAGE = "mortgage", _("Mortgage (APHT)")
    POWER = "power", _("Power to mortgage (SKMHT)")
    FIDUCIARY = "fiduciary", _("Fiduciary transfer (fidusia)")
    PLEDGE = "pledge", _("Pledge (gadai)")
    CESSION = "cession", _("Cession")


@tracked(
    "opportunity", "kind", "description", "holder", "certificate", "market_value",
    "liquidation_value", "appraiser", "appraised_on", "method", "binding", *WHOSE,
)  # fmt: skip
class Collateral(OpportunityRow):
    """Something pledged (*agunan*) for one opportunity."""

    kind = models.CharField(_("kind"), max_length=12, choices=CollateralKind.choices)
    description = models.CharField(_("description"), max_length=160)
    market_value = rupiah_field(_("market value (taksasi)"))
    liquidation_value = rupiah_field(_("liquidation value"), null=True, blank=True)
    appraiser = models.CharField(_("appraiser"), max_length=80, blank=True)
    appraised_on = models.DateField(_("appraised on"), null=True, blank=True)
    method = models.CharField(
        _("method"), max_length=8, choices=Appraisal.choices, default=Appraisal.MARKET
    )
    certificate = models.CharField(_("certificate no."), max_length=60, blank=True)
    holder = models.CharField(_("in the name of"), max_length=80, blank=True)
    binding = models.CharField(
        _("binding"), max_length=10, choices=Binding.choices, default=Binding.NONE
    )

    objects = ScopedManager(FinanceQuerySet)

    class Meta(OpportunityRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(market_value__gt=0),
                name="collateral_value",
                violation_error_message=_("Enter the market value."),
            ),
            models.CheckConstraint(
                condition=Q(liquidation_value=None) | Q(liquidation_value__lte=F("market_value")),
                name="collateral_liquidation",
                violation_error_message=_("The liquidation value is not above the market value."),
            ),
        ]
        indexes = [models.Index("opportunity", name="collateral_opp", condition=KEPT)]


@tracked(
    "opportunity", "months", "rate", "price", "purpose", "floor", "is_later", "vehicle", *WHOSE,
)  # fmt: skip
class Proposal(OpportunityRow):
    """What is proposed beside the amount of the opportunity: term, own rate, price, purpose.

    Floor, facility and vehicle decide about the regulator's limit; empty is not known.
    """

    months = models.PositiveSmallIntegerField(
        _("term in months"), validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    rate = percent_field(_("rate, % per year"), null=True, blank=True)
    price = rupiah_field(_("price of what is bought"), null=True, blank=True)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    floor = area_field(_("floor, m²"), null=True, blank=True)
    is_later = models.BooleanField(_("second or later facility"), null=True, blank=True)
    vehicle = models.CharField(
        _("vehicle"), max_length=10, choices=VehicleUse.choices, blank=True, default="",
        db_default="",
    )  # fmt: skip

    _unscoped: ClassVar[models.Manager[Proposal]] = models.Manager()
    objects = ScopedManager(FinanceQuerySet)

    class Meta(OpportunityRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["opportunity"], name="proposal_once"),
            models.CheckConstraint(
                condition=Q(months__range=(1, 480)),
                name="proposal_months",
                violation_error_message=_("The term is 1 to 480 months."),
            ),
        ]
