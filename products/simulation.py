"""What a simulation is made of: a loan or a deposit, computed once for page, picture and paper."""

import hashlib
from calendar import isleap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import cast

from org.calendars import holidays_of
from products.calculators import costs, deposits, due_days, limits, prepayment
from products.calculators.arithmetic import MONTHS
from products.calculators.costs import Vat
from products.calculators.deposits import Interest
from products.calculators.loans import (
    MAX_MONTHS,
    Instalment,
    Period,
    Schedule,
    Terms,
    schedule,
)
from products.ladders import Bought, Ceiling, Ladders
from products.models import (
    ContractTerms,
    GuaranteeRate,
    Limit,
    Product,
    Rate,
    UpfrontCost,
    VatRelief,
)
from products.models.settings import (
    CostBasis,
    CostCode,
    FirstInterest,
    HolidayRule,
    LimitCode,
)

CODE_LENGTH = 4


@dataclass(frozen=True)
class Year:
    """Twelve months of a schedule, fewer in the last year; whole rupiah."""

    number: int
    months: Sequence[Instalment]

    @property
    def payment(self) -> Decimal:
        """All instalments of the year."""
        return sum((row.payment for row in self.months), Decimal(0))

    @property
    def interest(self) -> Decimal:
        """The interest among them."""
        return sum((row.interest for row in self.months), Decimal(0))

    @property
    def principal(self) -> Decimal:
        """The principal among them."""
        return sum((row.principal for row in self.months), Decimal(0))

    @property
    def balance(self) -> Decimal:
        """What remains after the year."""
        return self.months[-1].balance


@dataclass(frozen=True)
class DaySettings:
    """The dated settings of a product as they are on one day."""

    contract: ContractTerms | None = None
    costs: Sequence[UpfrontCost] = ()
    limits: Mapping[str, Limit] = field(default_factory=dict)
    guarantee: GuaranteeRate | None = None
    closed: frozenset[date] = frozenset()  # days on which due days move, where the contract says so
    ladders: Ladders | None = None  # of the regulator; None: not asked


def settings_of(product: Product, day: date) -> DaySettings:
    """Read what is in force on `day`."""
    contract = product.terms.on(day).first()
    if product.is_deposit:
        return DaySettings(contract, guarantee=GuaranteeRate.objects.on(day).first())
    rows = product.costs.newest(day, lambda row: row.code)
    order = list(CostCode.values)
    rows.sort(key=lambda row: order.index(row.code))
    limits_now = Limit.in_force(product, day)
    closed = _closed(contract, day)
    return DaySettings(contract, rows, limits_now, closed=closed, ladders=Ladders(day))


def _rule_of(contract: ContractTerms) -> due_days.Rule:
    return cast(due_days.Rule, contract.due_rule)  # the choices of the field are these rules


def _closed(contract: ContractTerms | None, day: date) -> frozenset[date]:
    """Return the bank's holidays over the longest loan; none where they move nothing."""
    if contract is None or contract.holiday_rule == HolidayRule.STAY:
        return frozenset()
    return frozenset(holidays_of(None, day.year, day.year + MAX_MONTHS // MONTHS + 2))


@dataclass(frozen=True)
class CostLine:
    """A cost at the start, in whole rupiah."""

    row: UpfrontCost
    amount: Decimal


@dataclass(frozen=True)
class Means:
    """What the pre-screening asks for: monthly income, existing instalments, appraisal."""

    income: Decimal | None = None
    existing: Decimal = Decimal(0)
    appraisal: Decimal | None = None
    method: str = ""  # the name of the method that decides, where the means are a person's


@dataclass(frozen=True)
class Person:
    """Whom a simulation is for: his means as they are known, and the limit that decides for him."""

    means: Means
    limit: Limit | None = None
    is_payroll: bool = False  # his salary is paid through the bank


@dataclass(frozen=True)
class Early:
    """An early payment: beside which instalment, how much (None: all), and what stays."""

    month: int
    amount: Decimal | None = None
    keep: prepayment.Keep = "term"


@dataclass(frozen=True)
class Loan:
    """A loan as it was asked for. Price and down payment belong to houses and vehicles."""

    product: Product
    principal: Decimal
    periods: tuple[Period, ...]
    starts_on: date
    offer: Rate | None = None
    price: Decimal | None = None
    down_payment: Decimal | None = None
    tax_value: Decimal | None = None
    means: Means = Means()
    early: Early | None = None
    settings: DaySettings = field(default_factory=DaySettings)
    disbursed_on: date | None = None
    bought: Bought = field(default_factory=Bought)

    @property
    def paid_on(self) -> date:
        """The day of the disbursement, from which instalments fall due; that of today by itself."""
        return self.disbursed_on or self.starts_on

    @property
    def months(self) -> int:
        """The whole term."""
        return sum(period.months for period in self.periods)

    @cached_property
    def terms(self) -> Terms:
        """How the contract counts. Raises CalculationError for a due day that cannot be."""
        carry, contract = self.product.carry, self.settings.contract
        if contract is None:
            return Terms(carry=carry)  # type: ignore[arg-type]
        days = None
        if contract.first_interest == FirstInterest.DAYS:
            days = due_days.first_days(self.paid_on, _rule_of(contract), contract.due_day)
        return Terms(
            carry, contract.rounding_step, contract.rounding_direction,  # type: ignore[arg-type]
            contract.grace_months, days,
        )  # fmt: skip

    @cached_property
    def schedule(self) -> Schedule:
        """Every instalment. Raises CalculationError for what the method cannot do."""
        return self.at(self.periods)

    def at(self, periods: Sequence[Period]) -> Schedule:
        """Return the schedule of the same loan under other rates."""
        return schedule(self.product.method, self.principal, periods, self.terms)  # type: ignore[arg-type]

    @property
    def first_due_on(self) -> date:
        """The day of the first instalment."""
        return self.due_on(1)

    def due_on(self, number: int) -> date:
        """The day of an instalment by the contract's rules of due days and of holidays."""
        contract = self.settings.contract
        if contract is None:
            return due_days.due_day(self.paid_on, number, "same_day")
        day = due_days.due_day(self.paid_on, number, _rule_of(contract), contract.due_day)
        return due_days.moved(day, contract.holiday_rule, self.settings.closed)

    @property
    def later_payment(self) -> Decimal | None:
        """The first instalment under the second rate; None when one rate lasts all the term."""
        if len(self.periods) == 1:
            return None
        return self.schedule.instalments[self.periods[0].months].payment

    @property
    def regular_payment(self) -> Decimal:
        """The first instalment that repays principal and follows no broken period."""
        return self.schedule.instalments[self.regular_month - 1].payment

    @property
    def regular_month(self) -> int:
        """The number of that instalment."""
        month = self.terms.grace_months + 1
        is_broken = self.terms.first_days is not None and month == 1
        return min(month + is_broken, self.months)

    @property
    def highest_payment(self) -> Decimal:
        """The highest regular instalment, which an income has to carry."""
        return max(self.regular_payment, self.later_payment or Decimal(0))

    @cached_property
    def costs(self) -> list[CostLine]:
        """What is paid at the start beside the down payment, as far as it costs anything.

        What the government bears of PPN is a line below zero.
        """
        price = self.price or Decimal(0)
        bases = {
            CostBasis.NONE: Decimal(0),
            CostBasis.LOAN: self.principal,
            CostBasis.PRICE: price,
            CostBasis.TAXED: costs.tax_basis(price, self.tax_value),
            CostBasis.INSTALMENT: self.schedule.first_payment,
        }
        lines = [
            CostLine(row, costs.cost(bases[CostBasis(row.basis)], row.rule))
            for row in self.settings.costs
            if self.vat is None or row.code != CostCode.VAT
        ]
        return [line for line in [*lines, *self._vat_lines()] if line.amount]

    def _vat_lines(self) -> list[CostLine]:
        if self.vat is None:
            return []
        row = UpfrontCost(code=CostCode.VAT, basis=CostBasis.PRICE, percent=self.vat.rate)
        borne = UpfrontCost(code=CostCode.VAT_RELIEF)
        return [CostLine(row, self.vat.total), CostLine(borne, -self.vat.borne)]

    @cached_property
    def vat(self) -> Vat | None:
        """PPN of a new home from a developer; None where it is no such home or no rate is known."""
        ladders, bought = self.settings.ladders, self.bought
        if not bought.is_new or self.price is None or ladders is None or ladders.vat is None:
            return None
        row = self.relief
        return costs.vat(self.price, ladders.vat.rate, row.rule if row is not None else None)

    @property
    def relief(self) -> VatRelief | None:
        """What the government bears of PPN for this handover; None where it bears nothing."""
        ladders, bought = self.settings.ladders, self.bought
        if ladders is None or bought.handover is None or bought.has_used_relief:
            return None
        return ladders.relief_on(bought.handover)

    @property
    def upfront(self) -> Decimal:
        """All costs at the start together."""
        return sum((line.amount for line in self.costs), Decimal(0))

    @property
    def cash(self) -> Decimal:
        """The cash needed at the start: down payment and costs."""
        return self.upfront + (self.down_payment or Decimal(0))

    @property
    def total_cost(self) -> Decimal:
        """Interest and costs; an instalment paid at the start is part of the loan, not a cost."""
        first = CostBasis.INSTALMENT
        fees = (line.amount for line in self.costs if line.row.basis != first)
        return self.schedule.total_interest + sum(fees, Decimal(0))

    @property
    def loan_to_value(self) -> Decimal | None:
        """Percent of the lower of price and appraisal; None for a loan without collateral here."""
        value = self.price or self.means.appraisal
        if value is None:
            return None
        return limits.loan_to_value(self.principal, value, self.means.appraisal)

    @cached_property
    def ceiling(self) -> Ceiling:
        """The limits of LTV by the product and by the regulator."""
        own, ladders = self.settings.limits.get(LimitCode.LOAN_TO_VALUE), self.settings.ladders
        rung = ladders.rung(self.bought) if ladders is not None else None
        return Ceiling(own.percent if own is not None else None, rung)

    @property
    def is_within_value(self) -> bool | None:
        """Whether the loan stays within the limit; None where value or limit is unknown."""
        known = [one for one in (self.price, self.means.appraisal) if one]
        cap = self.ceiling.percent
        if not known or cap is None:
            return None
        return limits.is_within_value(self.principal, min(known), cap)

    @property
    def years(self) -> list[Year]:
        """The schedule by years of the loan."""
        rows = self.schedule.instalments
        starts = range(0, len(rows), MONTHS)
        return [
            Year(number, rows[start : start + MONTHS]) for number, start in enumerate(starts, 1)
        ]

    @property
    def code(self) -> str:
        """A short mark of question and answer, the same on page, picture and paper."""
        parts = [self.product.code, self.product.method, self.product.carry, self.principal]
        parts += [f"{period.rate.normalize():f}x{period.months}" for period in self.periods]
        if self.paid_on != self.starts_on:
            parts.append(self.paid_on)
        return mark([*parts, self.price, self.schedule.total_paid, self.cash])


@dataclass(frozen=True)
class Term:
    """One term of a deposit with its days."""

    starts_on: date
    ends_on: date
    interest: Interest


@dataclass(frozen=True)
class Deposit:
    """A deposit placed on `starts_on`. `other` is what the customer holds besides.

    `roll`: what happens at maturity, `non_aro`, `aro` (principal) or `aro_plus` (with its net
    interest); `rounds` terms are shown. `broken_after`: days until an early break.
    """

    product: Product
    principal: Decimal
    rate: Decimal
    basis: str
    starts_on: date
    days: int
    other: Decimal = Decimal(0)
    offer: Rate | None = None
    months: int | None = None
    roll: str = "non_aro"
    rounds: int = 1
    broken_after: int | None = None
    settings: DaySettings = field(default_factory=DaySettings)

    @property
    def ends_on(self) -> date:
        """The day the money is paid back, or rolled over for the first time."""
        return self.starts_on + timedelta(days=self.days)

    @property
    def interest(self) -> Interest:
        """Gross, tax and net of the first term. Raises CalculationError."""
        return self.terms[0].interest

    @cached_property
    def terms(self) -> list[Term]:
        """The terms in a row, at the rate of today. Raises CalculationError."""
        count = 1 if self.roll == "non_aro" else self.rounds
        days = [self._day(number) for number in range(count + 1)]
        spans = list(pairwise(days))
        found = deposits.roll_over(
            self.principal,
            [(self.rate, (end - start).days, isleap(start.year)) for start, end in spans],
            adds_interest=self.roll == "aro_plus",
            basis=self.basis,  # type: ignore[arg-type]
            other=self.other,
        )
        pairs = zip(spans, found, strict=True)
        return [Term(start, end, interest) for (start, end), interest in pairs]

    def _day(self, number: int) -> date:
        if self.months:
            return due_days.months_later(self.starts_on, self.months * number)
        return self.starts_on + timedelta(days=self.days * number)

    @property
    def broken(self) -> deposits.Break | None:
        """What is paid back after an early break; None when none was asked for."""
        if self.broken_after is None:
            return None
        contract = self.settings.contract or ContractTerms()
        return deposits.early_break(
            self.principal, self.rate, self.broken_after,
            forfeits_interest=contract.forfeits_interest,
            penalty_rate=Decimal(contract.early_penalty),
            is_leap_year=isleap(self.starts_on.year), other=self.other,
        )  # fmt: skip

    @property
    def code(self) -> str:
        """A short mark of question and answer, the same on page, picture and paper."""
        parts = [self.product.code, self.principal, f"{self.rate.normalize():f}", self.basis]
        parts += [self.starts_on, self.days, self.other, self.interest.net]
        return mark([*parts, self.roll, self.terms[-1].interest.maturity_value])


def mark(parts: Sequence[object]) -> str:
    """Return a few signs that stand for these parts."""
    text = "|".join(str(part) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:CODE_LENGTH].upper()
