"""The questions of the simulator.

A form reads the texts, holds them against the limits of the product and its dated rate, and
answers with a Loan or a Deposit. A rate left empty is the bank's own of the day.
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
from products.forms.fields import PercentField, ShareField, WholeField
from products.forms.loans import LoanForm

__all__ = [
    "REFUSALS",
    "DepositForm",
    "LoanForm",
    "PercentField",
    "ShareField",
    "SimulationForm",
    "WholeField",
    "first_answers",
    "plain",
    "term_words",
    "typical",
]
