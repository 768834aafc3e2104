"""What a loan costs per year when the bank's fees are counted too, so that no cost hides."""

from collections.abc import Sequence
from decimal import Decimal

from products.calculators.arithmetic import HUNDRED, MONTHS, CalculationError, exact

STEPS = 48  # halvings of a rate between 0 and 100 % a month


@exact
def effective_cost(received: Decimal, payments: Sequence[Decimal]) -> Decimal:
    """Return % per year at which monthly `payments` repay what was `received`, to 8 decimals.

    Raises CalculationError when the payments do not repay it.
    """
    if received <= 0 or sum(payments) < received:
        raise CalculationError("payment", "The instalments do not repay the loan.")
    low, high = Decimal(0), Decimal(1)
    for _step in range(STEPS):
        middle = (low + high) / 2
        if _present_value(payments, middle) > received:
            low = middle
        else:
            high = middle
    return (low * MONTHS * HUNDRED).quantize(Decimal("1e-8"))


def _present_value(payments: Sequence[Decimal], rate: Decimal) -> Decimal:
    factor, value = 1 / (1 + rate), Decimal(0)
    for payment in reversed(payments):
        value = (value + payment) * factor
    return value
