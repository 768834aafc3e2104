"""The tables of what was shown and promised."""

from offers.models.booking import Booking
from offers.models.decision_papers import DecisionPaper
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
from offers.models.promotions import GrantState, Promotion, PromotionGrant, PromotionKind
from offers.models.receipts import Receipt, ReceiptAnswer, ReceiptLink, ReceiptQuiz
from offers.models.riplay import Acknowledged, Channel, GeneralRiplay, Riplay, RiplayText
from offers.models.riplay_gate import RiplayRule, RiplayWaiver
from offers.models.shown import Shown, ShownBy, ShownResult
from offers.models.simulations import SavedSimulation

__all__ = [
    "AcceptedTerms",
    "Acknowledged",
    "Answer",
    "Booking",
    "Case",
    "Channel",
    "Committee",
    "CreditProposal",
    "Decision",
    "DecisionCounter",
    "DecisionLimit",
    "DecisionPaper",
    "DecisionPolicy",
    "DecisionVote",
    "GeneralRiplay",
    "GrantState",
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
    "Promotion",
    "PromotionGrant",
    "PromotionKind",
    "RateFloor",
    "Receipt",
    "ReceiptAnswer",
    "ReceiptLink",
    "ReceiptQuiz",
    "Riplay",
    "RiplayRule",
    "RiplayText",
    "RiplayWaiver",
    "SavedSimulation",
    "Shown",
    "ShownBy",
    "ShownResult",
    "Verdict",
]
