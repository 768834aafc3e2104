"""Who decides up to which exposure, and files put forward, returned, decided and signed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from offers.booking.promise import promise_of
from offers.booking.services import Akad, book_akad
from offers.decisions.proposing import Proposed, propose
from offers.decisions.voting import Ballot, vote
from offers.models import Committee, CreditProposal, DecisionLimit
from prospects import pipeline
from prospects.models import Milestone, Opportunity
from reports.demo.organisation import DemoBank

MILLION = 1_000_000
SINCE = date(2026, 1, 1)
LIMITS = (("branch_head", 1_000), ("regional_head", 10_000), ("head_office", 100_000))
CONDITIONS = "Asuransi jiwa dan kebakaran aktif sebelum akad\nRekening gaji dipindah ke bank"
RETURNED = Ballot(
    "return", "Prinsipnya layak, berkas belum lengkap.",
    "Slip gaji pasangan tiga bulan terakhir dan hasil OTS terbaru",
)  # fmt: skip


def tell_decisions(bank: DemoBank, now: datetime) -> None:
    """Write the limits, and let files in Dewi's branch be decided on; the same every time."""
    _limits(bank)
    dewi = bank.people["dewi"]
    files = Opportunity.objects.system("the demo").open().filter(branch=dewi.branch)
    found = list(files.filter(stage="analysis").exclude(owner=dewi).order_by("pk")[:3])
    for row, story in zip(found, (_waits, _returned, _signed), strict=False):
        story(bank, _put_forward(row, now - timedelta(hours=6)), now, dewi)


def _limits(bank: DemoBank) -> None:
    for position, millions in LIMITS:
        DecisionLimit.objects.get_or_create(
            position=position, valid_from=SINCE,
            defaults={"max_exposure": Decimal(millions * MILLION)},
        )  # fmt: skip
    board, _is_new = Committee.objects.get_or_create(
        name="Komite Kredit Wilayah",
        defaults={"positions": ["branch_head", "regional_head"], "quorum": 2},
    )
    DecisionLimit.objects.get_or_create(
        committee=board, valid_from=SINCE,
        defaults={"max_exposure": Decimal(3_000 * MILLION)},
    )  # fmt: skip


def _put_forward(row: Opportunity, at: datetime) -> CreditProposal:
    owner = row.owner
    new = Proposed(row.amount, 120, Decimal("9.5"), fee=row.amount // 100, conditions=CONDITIONS)
    return propose(row, new, actor=owner, now=at)


def _waits(bank: DemoBank, row: CreditProposal, now: datetime, head: Any) -> None:
    """Nobody has voted yet."""


def _returned(bank: DemoBank, row: CreditProposal, now: datetime, head: Any) -> None:
    vote(row, RETURNED, version=row.version, actor=head, now=now - timedelta(hours=5))


def _signed(bank: DemoBank, row: CreditProposal, now: datetime, head: Any) -> None:
    """Decided with a lower amount, signed at a dearer rate than was decided."""
    deal, at = row.opportunity, now - timedelta(hours=5)
    words = ("Layak dengan uang muka lebih besar.", "Uang muka paling sedikit 20%")
    less = Ballot("conditions", *words, amount=row.amount * 9 // 10)
    vote(row, less, version=row.version, actor=head, now=at)
    today, rudi = deal.branch.local_date(at), bank.confirmer(deal.branch)
    pipeline.record_milestone(
        deal, kind=Milestone.Kind.SPPK, reached_on=today, reference=f"012/SPPK/{deal.branch.code}",
        actor=rudi, now=at + timedelta(hours=1),
    )  # fmt: skip
    fresh = (
        Opportunity.objects.system("the demo").select_related("product", "branch").get(pk=deal.pk)
    )
    promise = promise_of(fresh, today)
    if promise is None:
        return
    terms = promise.terms
    akad = Akad(today, f"031/AKD/{deal.branch.code}", terms.amount, terms.months,
                terms.rate + Decimal("0.25"), terms.fee, terms.instalment,
                "Suku bunga acuan naik sebelum akad")  # fmt: skip
    book_akad(fresh, akad, version=0, actor=rudi, now=at + timedelta(hours=2))
