"""The tables of what was shown and promised."""

from offers.models.booking import Booking
from offers.models.decisions import (
    Case,
    Committee,
    CreditProposal,
    Decision,
    DecisionCounter,
    DecisionLimit,
    DecisionPolicy,
    DecisionVote,
    Place,
    Verdict,
)
from offers.models.receipts import Receipt, ReceiptAnswer
from offers.models.simulations import SavedSimulation

__all__ = [
    "Booking",
    "Case",
    "Committee",
    "CreditProposal",
    "Decision",
    "DecisionCounter",
    "DecisionLimit",
    "DecisionPolicy",
    "DecisionVote",
    "Place",
    "Receipt",
    "ReceiptAnswer",
    "SavedSimulation",
    "Verdict",
]
