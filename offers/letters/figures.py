"""The figures of a letter, from the calculators of the product; nothing is computed elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from offers.models import Letter, LetterRound, RateFloor
from products import dated
from products.calculators.due_days import months_later
from products.calculators.loans import Period
from products.ladders import Bought
from products.models import Product, Rate, UpfrontCost
from products.models.settings import CostBasis, CostCode
from products.simulation import DaySettings, Deposit, Loan, settings_of

ZERO = Decimal(0)
# What a letter says of what is bought; rounds of a negotiation do not speak of it.
OF_LETTERS = ("price", "is_new_home", "handover_on", "has_used_relief")


def register() -> None:
    """Tell dated settings which two limits of the rate speak of the same thing."""
    dated.CASE[RateFloor] = ("product",)


@dataclass(frozen=True)
class Terms:
    """What is offered: rupiah, months, % per year; `fee` is a provision fee the bank decided."""

    amount: Decimal
    months: int
    rate: Decimal
    fixed_months: int | None = None
    floating_rate: Decimal | None = None
    price: Decimal | None = None
    fee: Decimal | None = None
    is_new_home: bool = False
    handover_on: date | None = None
    has_used_relief: bool = False

    @property
    def bought(self) -> Bought:
        """What PPN asks of what is bought."""
        return Bought(is_new=self.is_new_home, handover=self.handover_on,
                      has_used_relief=self.has_used_relief)  # fmt: skip

    @property
    def periods(self) -> tuple[Period, ...]:
        """The stretches of rate."""
        fixed = self.fixed_months
        if fixed and fixed < self.months and self.floating_rate is not None:
            return Period(self.rate, fixed), Period(self.floating_rate, self.months - fixed)
        return (Period(self.rate, self.months),)


def terms_of(row: Letter | LetterRound) -> Terms | None:
    """Return the terms of a letter or of a round; None while amount, term or rate are missing."""
    if row.amount is None or row.months is None or row.rate is None:
        return None
    more: dict[str, Any] = {
        name: getattr(row, name) for name in (*OF_LETTERS, "fee") if isinstance(row, Letter)
    }
    return Terms(row.amount, row.months, row.rate, row.fixed_months, row.floating_rate, **more)


def sheet_of(product: Product, amount: Decimal, months: int, day: date) -> Rate | None:
    """Return the bank's own rate of the day for this amount and term."""
    return product.rates.on(day).fitting(amount, months, product.segment).best()


def loan_of(product: Product, terms: Terms, day: date, offer: Rate | None = None) -> Loan:
    """Return the loan of these terms, begun on `day`. Its schedule may raise CalculationError."""
    down_payment = terms.price - terms.amount if terms.price else None
    return Loan(
        product, terms.amount, terms.periods, day, offer, terms.price, down_payment,
        settings=_with_fee(settings_of(product, day), product, terms.fee), bought=terms.bought,
    )  # fmt: skip


def _with_fee(settings: DaySettings, product: Product, fee: Decimal | None) -> DaySettings:
    """Put a fee the bank decided in the place of the product's own provision fee."""
    if fee is None:
        return settings
    rest = [row for row in settings.costs if row.code != CostCode.PROVISION]
    decided = UpfrontCost(product=product, code=CostCode.PROVISION, fixed=fee)
    return replace(settings, costs=[decided, *rest])


def deposit_of(product: Product, terms: Terms, day: date, offer: Rate | None = None) -> Deposit:
    """Return the deposit of these terms, placed on `day`. May raise CalculationError."""
    days = (months_later(day, terms.months) - day).days
    return Deposit(
        product, terms.amount, terms.rate, str(product.deposit_basis), day, days, offer=offer,
        months=terms.months, settings=settings_of(product, day),
    )  # fmt: skip


def at_sheet(terms: Terms, sheet: Rate) -> Terms:
    """Return the same amount and term at the bank's own rate."""
    return Terms(
        terms.amount, terms.months, sheet.rate, sheet.fixed_months, sheet.floating_rate, terms.price
    )


def income_of(product: Product, terms: Terms, day: date) -> Decimal:
    """Return the interest over the whole term, whole rupiah: earned on loans, paid on deposits."""
    if product.is_deposit:
        return deposit_of(product, terms, day).interest.gross
    return loan_of(product, terms, day).schedule.total_interest


def margin_of(product: Product, terms: Terms, day: date) -> Decimal | None:
    """Return how much less the bank earns over the whole term than at its own rate; rupiah.

    Below zero the bank earns more. None where it has no rate of its own for this amount and term.
    Raises CalculationError for terms that no contract can have.
    """
    sheet = sheet_of(product, terms.amount, terms.months, day)
    if sheet is None:
        return None
    own, asked = (income_of(product, t, day) for t in (at_sheet(terms, sheet), terms))
    return asked - own if product.is_deposit else own - asked


@dataclass(frozen=True)
class Guard:
    """Whether terms go further than an officer may go alone, and the limits they are held to."""

    needs_second: bool
    limit: Decimal | None
    sheet: Rate | None


def guard_of(product: Product, terms: Terms, day: date) -> Guard:
    """Hold the terms against the product's limit of the day, else against its own rate.

    Loans must not be below it, deposits not above. What has neither limit nor rate of its own
    always needs a second person. A shorter assumption of the floating rate, or a longer fixed
    stretch than the bank's own, is a better price too.
    """
    sheet = sheet_of(product, terms.amount, terms.months, day)
    row = RateFloor.objects.filter(product=product).on(day).first()
    limit = row.percent if row is not None else sheet.rate if sheet is not None else None
    if limit is None:
        return Guard(True, None, None)
    if product.is_deposit:
        return Guard(terms.rate > limit, limit, sheet)
    return Guard(terms.rate < limit or _is_softer(terms, sheet), limit, sheet)


def _is_softer(terms: Terms, sheet: Rate | None) -> bool:
    """Tell whether the stretches after the fixed one are better than those of the bank's rate."""
    if sheet is None or not sheet.fixed_months or sheet.fixed_months >= terms.months:
        return False
    if terms.floating_rate is None or (terms.fixed_months or 0) > sheet.fixed_months:
        return True
    return sheet.floating_rate is not None and terms.floating_rate < sheet.floating_rate


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def frozen(product: Product, terms: Terms, day: date) -> dict[str, Any]:
    """Return the figures of a letter by name, amounts as plain text, as they are kept with it.

    Raises CalculationError.
    """
    sheet = sheet_of(product, terms.amount, terms.months, day)
    found: dict[str, Any] = {
        "amount": _text(terms.amount), "months": terms.months, "rate": _text(terms.rate),
        "fixed_months": terms.fixed_months, "floating_rate": _text(terms.floating_rate),
        "price": _text(terms.price),
        "rate_version": f"{sheet.public_id}:{sheet.version}" if sheet else "",
        "sheet_rate": _text(sheet.rate) if sheet else None,
    }  # fmt: skip
    if product.is_deposit:
        return found | _of_deposit(deposit_of(product, terms, day, sheet))
    return found | _of_loan(loan_of(product, terms, day, sheet))


def _of_deposit(deposit: Deposit) -> dict[str, Any]:
    interest = deposit.interest
    return {"gross": _text(interest.gross), "tax": _text(interest.tax), "net": _text(interest.net),
            "ends_on": deposit.ends_on.isoformat(), "code": deposit.code}  # fmt: skip


def _of_loan(loan: Loan) -> dict[str, Any]:
    later = loan.later_payment
    is_falling = loan.product.method == "menurun"
    last = loan.schedule.instalments[-1].payment if is_falling else None
    fees = [line for line in loan.costs if line.row.basis != CostBasis.INSTALMENT]
    return {
        "instalment": _text(loan.regular_payment), "later": _text(later),
        "method": str(loan.product.method), "last": _text(last),  # the last of those that fall
        "total_interest": _text(loan.schedule.total_interest),
        "total_paid": _text(loan.schedule.total_paid),
        "costs": [[str(line.row.code), _text(line.amount)] for line in loan.costs],
        "fees": _text(sum((line.amount for line in fees), ZERO)), "upfront": _text(loan.upfront),
        "cash": _text(loan.cash), "code": loan.code,
        "years": [[year.number, *(_text(v) for v in (year.payment, year.principal, year.interest,
                                                      year.balance))] for year in loan.years],
    }  # fmt: skip
