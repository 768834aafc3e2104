"""Decision limits, and files as they are put forward for decision."""

from decimal import Decimal
from typing import Any

from offers.decisions.proposing import Proposed, propose
from offers.letters import services
from offers.letters.sppk import write_sppk
from offers.models import CreditProposal, DecisionLimit, Letter
from org.models import User
from products.models import Product
from prospects.finance.reading import Subject
from prospects.finance.records import add_row
from prospects.models import Facility, Opportunity, Prospect
from prospects.pipeline import move_stage
from tests.factories.prospects import NOW, make_opportunity

MILLION = 1_000_000
LIMITS = {"branch_head": 1_000, "regional_head": 5_000, "head_office": 50_000}


def make_limits() -> None:
    """Let the branch head decide up to Rp1 miliar, the regional head up to 5, head office 50."""
    if not DecisionLimit.objects.exists():
        DecisionLimit.objects.bulk_create(
            DecisionLimit(position=role, max_exposure=millions * MILLION, valid_from=NOW.date())
            for role, millions in LIMITS.items()
        )


def make_file(
    owner: User, product: Product, name: str = "Sugimin", *, millions: int = 600
) -> Opportunity:
    """Log an application that stands at the analysis."""
    row = make_opportunity(owner, product, name, amount=millions * MILLION)
    return move_stage(row, stage="analysis", version=row.version, actor=owner, now=NOW)


def owes(prospect: Prospect, by: User, millions: int, **values: Any) -> Facility:
    """Write down what somebody owes our own bank."""
    amount = Decimal(millions * MILLION)
    row = {"lender": "Bank Nusa Arta", "is_own_bank": True, "kind": "mortgage", "plafon": amount,
           "outstanding": amount} | values  # fmt: skip
    return add_row(Facility, Subject(prospect), row, actor=by, now=NOW)


def put_forward(file: Opportunity, by: User, millions: int = 600, **values: Any) -> CreditProposal:
    """Propose an application for 15 years at 9%."""
    new = Proposed(Decimal(millions * MILLION), 180, Decimal(9), **values)
    return propose(file, new, actor=by, now=NOW)


def send_sppk(file: Opportunity, by: User) -> Letter:
    """Write, issue and hand over the SPPK of a decided file on paper."""
    row = write_sppk(file, {}, actor=by, now=NOW)
    row = services.issue(row, version=1, actor=by, now=NOW, today=NOW.date())
    return services.hand_over(row, version=2, channel="paper", actor=by, now=NOW)


def accept_sppk(row: Letter, by: User | None) -> Letter:
    """Write down that the customer accepted it; by his link where nobody says so."""
    return services.answer(row, is_yes=True, channel="paper" if by else "link", on=NOW.date(),
                           note="", actor=by, now=NOW, version=row.version)  # fmt: skip
