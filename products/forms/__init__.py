"""The questions of the simulator.

A form reads the texts, holds them against the limits of the product and its dated rate, and
answers with a Loan, a Deposit or Savings. A rate left empty is the bank's own of the day.
"""

from products.forms.base import (
    REFUSALS,
    SimulationForm,
    first_answers,
    plain,
    term_words,
    typical,
)
from products.forms.deposits import DepositForm
from products.forms.fields import AreaField, PercentField, PlaceField, ShareField, WholeField
from products.forms.loans import LoanForm
from products.forms.savings import SavingsForm
from products.models import Product


def form_class(product: Product) -> type[SimulationForm]:
    """Return the questions of a product."""
    if not product.is_deposit:
        return LoanForm
    return DepositForm if product.family == "deposit" else SavingsForm


__all__ = [
    "REFUSALS",
    "AreaField",
    "DepositForm",
    "LoanForm",
    "PercentField",
    "PlaceField",
    "SavingsForm",
    "ShareField",
    "SimulationForm",
    "WholeField",
    "first_answers",
    "form_class",
    "plain",
    "term_words",
    "typical",
]
