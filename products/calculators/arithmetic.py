"""Rounding and powers that every calculator shares."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, ROUND_UP, Context, Decimal, localcontext
from functools import wraps
from typing import ParamSpec, TypeVar

PRECISION = 40
MONTHS = 12
HUNDRED = Decimal(100)
MAX_RATE = 100  # % per year: the one bound of a rate, for calculators, forms, tables and API

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


class CalculationError(ValueError):
    """Inputs that make no loan or deposit. `code` names the reason, the text is for people."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


def exact(work: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Run the function with 40 significant digits, whatever the caller's context is."""

    @wraps(work)
    def wrapped(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        with localcontext(Context(prec=PRECISION)):
            return work(*args, **kwargs)

    return wrapped


def whole(amount: Decimal) -> Decimal:
    """Round to whole rupiah, half up."""
    return amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)


def round_to(amount: Decimal, step: int, direction: str = "half_up") -> Decimal:
    """Round to a multiple of `step` rupiah, `half_up` or `up`."""
    rounding = ROUND_UP if direction == "up" else ROUND_HALF_UP
    return (amount / step).quantize(Decimal(1), rounding=rounding) * step


def is_rate(rate: Decimal) -> bool:
    """Tell whether a rate in % per year lies within the bound."""
    return 0 <= rate <= MAX_RATE


def monthly(rate: Decimal) -> Decimal:
    """Return the fraction per month of a rate in % per year."""
    return rate / HUNDRED / MONTHS


def annuity(principal: Decimal, rate_per_period: Decimal, periods: int) -> Decimal:
    """Return A = P*i / (1 - (1+i)**-n); P/n when the rate is zero. Not rounded."""
    if rate_per_period == 0:
        return principal / periods
    return principal * rate_per_period / (1 - (1 + rate_per_period) ** -periods)
