"""Pre-screening: how much a person's income carries, and how much the collateral carries.

Both answer whether the first limits are met, never whether a person is a good debtor.
"""

from decimal import Decimal
from typing import Literal

from products.calculators.arithmetic import HUNDRED, CalculationError, exact, whole
from products.calculators.loans import affordable_principal

Method = Literal["all", "rest"]


@exact
def capacity(income: Decimal, existing: Decimal, cap: Decimal, method: Method = "all") -> Decimal:
    """Return the instalment that fits in rupiah; `cap` in percent, never below zero.

    `all`: cap x income - existing instalments. `rest`: cap x (income - existing instalments).
    """
    if method == "all":
        return max(income * cap / HUNDRED - existing, Decimal(0))
    if method == "rest":
        return max((income - existing) * cap / HUNDRED, Decimal(0))
    raise CalculationError("method", "Method must be all or rest.")


@exact
def debt_ratio(
    income: Decimal, existing: Decimal, payment: Decimal, method: Method = "all"
) -> Decimal:
    """Return percent of income that instalments take, comparable with the cap of the method."""
    base = income if method == "all" else income - existing
    if base <= 0:
        raise CalculationError("income", "No income is left for an instalment.")
    taken = existing + payment if method == "all" else payment
    return taken * HUNDRED / base


@exact
def business_room(income: Decimal, costs: Decimal, household: Decimal) -> Decimal:
    """Return what a business leaves a month: income - (operating costs + household), in rupiah.

    `household` holds the other instalments too; may be below zero (RPC of a rural bank).
    """
    return income - (costs + household)


@exact
def business_capacity(income: Decimal, costs: Decimal, household: Decimal, cap: Decimal) -> Decimal:
    """Return the instalment that fits: `cap` percent of what the business leaves (RPC)."""
    return max(business_room(income, costs, household) * cap / HUNDRED, Decimal(0))


@exact
def largest_loan(instalment: Decimal, rate: Decimal, months: int, *, is_flat: bool) -> Decimal:
    """Return the largest loan in whole rupiah, cut off, that `instalment` a month repays."""
    if not is_flat:
        return affordable_principal(instalment, rate, months)
    per_rupiah = Decimal(1) / months + rate / HUNDRED / 12
    return (instalment / per_rupiah).to_integral_value(rounding="ROUND_FLOOR")


@exact
def loan_to_value(loan: Decimal, price: Decimal, appraisal: Decimal | None) -> Decimal:
    """Return percent of the lower of price and appraisal (taksasi) that the loan takes."""
    return loan * HUNDRED / min(price, appraisal or price)


NPL_BOUND = Decimal(5)  # percent; from here on the stricter tables hold


def is_sound(npl: Decimal) -> bool:
    """Tell whether a ratio of bad credit lies below the bound; exactly 5 % does not."""
    return npl < NPL_BOUND


@exact
def is_within_value(loan: Decimal, value: Decimal, cap: Decimal) -> bool:
    """Tell whether the loan takes at most `cap` percent of the value, to the whole rupiah."""
    return loan <= whole(value * cap / HUNDRED)


@exact
def least_down_payment(cap: Decimal) -> Decimal:
    """Return the percent of the price that a limit of LTV leaves to pay at once."""
    return HUNDRED - cap
