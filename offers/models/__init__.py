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
from offers.models.letters import (
    AcceptedTerms,
    Answer,
    HandOver,
    Letter,
    LetterCounter,
    LetterKind,
    LetterLanguage,
    LetterLink,
    LetterRound,
    LetterSetting,
    LetterState,
    RateFloor,
)
from offers.models.receipts import Receipt, ReceiptAnswer
from offers.models.simulations import SavedSimulation

__all__ = [
    "AcceptedTerms",
    "Answer",
    "Booking",
    "Case",
    "Committee",
    "CreditProposal",
    "Decision",
    "DecisionCounter",
    "DecisionLimit",
    "DecisionPolicy",
    "DecisionVote",
    "HandOver",
    "Letter",
    "LetterCounter",
    "LetterKind",
    "LetterLanguage",
    "LetterLink",
    "LetterRound",
    "LetterSetting",
    "LetterState",
    "Place",
    "RateFloor",
    "Receipt",
    "ReceiptAnswer",
    "SavedSimulation",
    "Verdict",
]
