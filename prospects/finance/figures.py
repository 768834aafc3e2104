"""The figures of a financial picture and what they leave room for. Pure: no query, no clock.

Amounts are rupiah a month where they flow, ratios percent. The methods are those of products'
limits: `dsr` and `pay` take a share of the net income, `rpc` a share of what a business leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from products.calculators import limits
from products.calculators.arithmetic import HUNDRED
from products.ladders import Ceiling
from products.ratios import Ratio
from prospects.models import BusinessFigures, Facility, FinanceLine
from prospects.models.finance import Section

ZERO = Decimal(0)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)


@dataclass(frozen=True)
class Picture:
    """What is known of a debtor and the spouse, as rows."""

    lines: Sequence[FinanceLine] = ()
    businesses: Sequence[BusinessFigures] = ()
    facilities: Sequence[Facility] = ()

    def of(self, section: str) -> list[FinanceLine]:
        """Return the lines of one list."""
        return [line for line in self.lines if line.section == section]

    def total(self, section: str) -> Decimal:
        """Return the sum of one list."""
        return _sum(line.amount for line in self.of(section))

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been entered."""
        return not (self.lines or self.businesses or self.facilities)

    @property
    def income(self) -> Decimal:
        """Salaries and other income beside businesses, net, a month."""
        return self.total(Section.INCOME)

    @property
    def expenses(self) -> Decimal:
        """What the household spends a month, instalments apart."""
        return self.total(Section.EXPENSE)

    @property
    def revenue(self) -> Decimal:
        """The turnover of all businesses a month."""
        return _sum(row.revenue for row in self.businesses)

    @property
    def costs(self) -> Decimal:
        """Goods and operation of all businesses a month."""
        return _sum(row.costs for row in self.businesses)

    @property
    def surplus(self) -> Decimal:
        """What all businesses leave before the household; may be below zero."""
        return self.revenue - self.costs

    @property
    def net_income(self) -> Decimal:
        """Income and what the businesses leave, a month."""
        return self.income + self.surplus

    @property
    def existing(self) -> Decimal:
        """The instalments that count, a month."""
        return _sum(row.instalment for row in self.facilities if row.is_counted)

    @property
    def debts(self) -> Decimal:
        """*Baki debet* of the facilities that count, and what businesses owe their suppliers."""
        owed = _sum(row.outstanding for row in self.facilities if row.is_counted)
        return owed + _sum(row.payables for row in self.businesses)

    @property
    def assets(self) -> Decimal:
        """Assets with inventory and receivables of the businesses."""
        stock = _sum(row.inventory + row.receivables for row in self.businesses)
        return self.total(Section.ASSET) + stock

    @property
    def net_worth(self) -> Decimal:
        """Assets without debts."""
        return self.assets - self.debts

    @property
    def has_earnings(self) -> bool:
        """Whether an income or a business was entered; then no income is an answer."""
        return bool(self.of(Section.INCOME) or self.businesses)

    @property
    def has_assets(self) -> bool:
        """Whether anything owned was entered."""
        return bool(self.of(Section.ASSET) or self.businesses)

    @property
    def has_debts(self) -> bool:
        """Whether anything that may be owed was entered."""
        return bool(self.facilities or self.businesses)

    @property
    def is_payroll(self) -> bool:
        """Whether most of the net income is paid into an account of our bank."""
        paid = _sum(line.amount for line in self.of(Section.INCOME) if line.is_payroll)
        return paid * 2 > self.net_income

    @property
    def worst_kol(self) -> int | None:
        """The worst collectibility of any facility; None when none is known."""
        return max((row.collectibility for row in self.facilities if row.collectibility),
                   default=None)  # fmt: skip


@dataclass(frozen=True)
class Capacity:
    """What one method leaves for a new instalment.

    `base` is what the percentage is taken of, `whole` that share of it, `taken` how much of the
    share existing instalments use, `room` what is left; all rupiah a month.
    """

    ratio: Ratio
    base: Decimal
    taken: Decimal
    room: Decimal

    @property
    def whole(self) -> Decimal:
        """The share of the base that instalments may take."""
        return max(self.base * self.ratio.percent / HUNDRED, ZERO)

    def share(self, payment: Decimal) -> Decimal | None:
        """Return percent of the base that `payment` more would take; None without a base."""
        if self.base <= 0:
            return None
        return (self.taken + payment) * HUNDRED / self.base

    def fits(self, payment: Decimal) -> bool:
        """Tell whether `payment` more stays within the limit."""
        share = self.share(payment)
        return share is not None and share <= self.ratio.percent


def _of_income(picture: Picture, ratio: Ratio) -> Capacity:
    net, existing = picture.net_income, picture.existing
    room = limits.capacity(net, existing, ratio.percent, ratio.method)
    if ratio.method == "rest":
        return Capacity(ratio, net - existing, ZERO, room)
    return Capacity(ratio, net, existing, room)


def _of_business(picture: Picture, ratio: Ratio) -> Capacity:
    gross, household = picture.revenue + picture.income, picture.expenses + picture.existing
    base = limits.business_room(gross, picture.costs, household)
    room = limits.business_capacity(gross, picture.costs, household, ratio.percent)
    return Capacity(ratio, base, ZERO, room)


def capacities(picture: Picture, ratios: Mapping[str, Ratio]) -> list[Capacity]:
    """Return what each method that applies leaves; the first one decides.

    A business decides where it brings more than salaries do, a salary paid through the bank where
    the bank has a limit of its own for it.
    """
    by_income = "pay" if picture.is_payroll and "pay" in ratios else "dsr"
    found = [_of_income(picture, ratios[by_income])]
    if picture.businesses:
        business = _of_business(picture, ratios["rpc"])
        at = 0 if picture.surplus > picture.income else 1
        found.insert(at, business)
    return found


@dataclass(frozen=True)
class Asked:
    """The proposal of an opportunity as its figures: rupiah, months, percent per year."""

    amount: Decimal
    months: int
    rate: Decimal
    payment: Decimal
    highest: Decimal
    largest: Decimal
    is_own_rate: bool = False
    later_rate: Decimal | None = None


@dataclass(frozen=True)
class Value:
    """Price and appraisal of what secures the loan, and the limits of the loan to it."""

    price: Decimal | None = None
    appraisal: Decimal | None = None
    ceiling: Ceiling = field(default_factory=Ceiling)

    @property
    def limit(self) -> Decimal | None:
        """The limit that holds, in percent."""
        return self.ceiling.percent

    @property
    def basis(self) -> Decimal | None:
        """The lower of price and appraisal; None when neither is known."""
        known = [value for value in (self.price, self.appraisal) if value]
        return min(known) if known else None

    def share(self, loan: Decimal) -> Decimal | None:
        """Return LTV in percent; None without a value."""
        price = self.price or self.appraisal
        if not price:
            return None
        return limits.loan_to_value(loan, price, self.appraisal)


@dataclass(frozen=True)
class Check:
    """The pre-screening of one debtor, with the proposal of an opportunity where there is one."""

    picture: Picture
    capacities: Sequence[Capacity]
    asked: Asked | None = None
    value: Value = field(default_factory=Value)
    refusal: str = ""

    @property
    def deciding(self) -> Capacity:
        """The method that decides."""
        return self.capacities[0]

    @property
    def has_income(self) -> bool:
        """Whether anything that pays instalments has been entered."""
        return bool(self.picture.income or self.picture.businesses)

    @property
    def ratio_fits(self) -> bool | None:
        """Whether the highest instalment stays within the limit; None when nothing is asked."""
        if self.asked is None or not self.has_income:
            return None
        return self.deciding.fits(self.asked.highest)

    @property
    def value_fits(self) -> bool | None:
        """Whether the loan stays within the value; None where value or limit is unknown."""
        basis, cap = self.value.basis, self.value.limit
        if self.asked is None or basis is None or cap is None:
            return None
        return limits.is_within_value(self.asked.amount, basis, cap)

    @property
    def fits(self) -> bool | None:
        """Whether all first limits that can be tested are met; None when none can."""
        tested = [fit for fit in (self.ratio_fits, self.value_fits) if fit is not None]
        return all(tested) if self.ratio_fits is not None else None
