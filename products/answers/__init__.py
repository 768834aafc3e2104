"""Ready strings of a simulation: figures, schedule, chart and text, for page, paper and picture."""

from products.answers.common import Result, bare, rate_words, rupiah, share_of
from products.answers.deposits import deposit_result
from products.answers.loans import loan_result
from products.answers.savings import savings_result
from products.savings import Savings, Simulated
from products.simulation import Loan


def result(answer: Simulated) -> Result:
    """Return everything that is said about a loan, a deposit or savings."""
    if isinstance(answer, Savings):
        return savings_result(answer)
    return loan_result(answer) if isinstance(answer, Loan) else deposit_result(answer)


__all__ = ["Result", "bare", "rate_words", "result", "rupiah", "share_of"]
