"""Who decides up to which exposure, and files put forward, returned, decided and signed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from offers.booking.promise import promise_of
from offers.booking.services import Akad, book_akad
from offers.decisions.proposing import Proposed, propose
from offers.decisions.voting import Ballot, vote
from offers.letters import services
from offers.letters.sppk import write_sppk
from offers.models import Booking, Committee, CreditProposal, DecisionLimit, Letter
from org.models import User
from products.calculators.due_days import months_later
from products.models import Rate
from prospects.models import Opportunity
from reports.demo.organisation import DemoBank

MILLION = 1_000_000
SINCE = date(2026, 1, 1)
LIMITS = (("branch_head", 1_000), ("regional_head", 10_000), ("head_office", 100_000))
CONDITIONS = "Asuransi jiwa aktif sebelum akad\nRekening transaksi utama dipindah ke bank"
FIXED_YEARS = 3
RETURNED = Ballot(
    "return", "Prinsipnya layak, berkas belum lengkap.",
    "Slip gaji pasangan tiga bulan terakhir dan hasil OTS terbaru",
)  # fmt: skip


def tell_decisions(bank: DemoBank, now: datetime) -> None:
    """Write the limits, and let files in Dewi's branch be decided on; the same every time."""
    _limits(bank)
    dewi = bank.people["dewi"]
    files = Opportunity.objects.system("the demo").open().filter(branch=dewi.branch)
    found = files.filter(stage="analysis").exclude(owner=dewi).order_by("pk")
    stories = (_waits, _returned, _signed, _sppk_sent, _sppk_accepted)
    for row, story in zip(found[: len(stories)], stories, strict=False):
        story(bank, _put_forward(row, now - timedelta(hours=6)), now)


def tell_old_loan(bank: DemoBank, now: datetime) -> None:
    """Let one loan of Ani come from the system before this one: its fixed rate ends in two months.

    Nobody had a paper of it here, so its akad is written without the steps that lead to one.
    """
    rows = Opportunity.objects.system("the demo").open().select_related("product", "branch")
    deal = rows.filter(
        owner=bank.people["ani"], product__code="KPR", stage="signing", booking=None
    ).order_by("pk").first()  # fmt: skip
    if deal is None:
        return
    Rate.objects.get_or_create(
        product=deal.product, valid_from=date(2022, 1, 1), valid_to=date(2025, 12, 31),
        rate=Decimal("4.75"), fixed_months=FIXED_YEARS * 12, floating_rate=Decimal(11),
    )  # fmt: skip
    Booking.objects.system("the demo").create(
        opportunity=deal, owner=deal.owner, branch=deal.branch, amount=deal.amount, months=180,
        rate=Decimal("4.75"), number=f"114/AKD/{deal.branch.code}", recorded_at=now,
        signed_on=months_later(deal.branch.local_date(now), 2 - FIXED_YEARS * 12),
        recorded_by=bank.confirmer(deal.branch),
    )  # fmt: skip


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


def _waits(bank: DemoBank, row: CreditProposal, now: datetime) -> None:
    """Nobody has voted yet."""


def _returned(bank: DemoBank, row: CreditProposal, now: datetime) -> None:
    vote(row, RETURNED, version=row.version, actor=_deciders(bank, row)[-1],
         now=now - timedelta(hours=5))  # fmt: skip


def _deciders(bank: DemoBank, row: CreditProposal) -> list[User]:
    """Return the branch head where his limit reaches, both heads for the committee, else the
    head of the region."""
    names = ("dewi", "gita") if row.committee_id else (
        ("dewi",) if row.position == "branch_head" else ("gita",)
    )  # fmt: skip
    return [bank.people[name] for name in names]


def _sent(bank: DemoBank, row: CreditProposal, now: datetime) -> Letter:
    """Decided with a lower amount; the SPPK is handed over by the officer."""
    deal, at = row.opportunity, now - timedelta(hours=5)
    words = ("Layak dengan plafon lebih kecil.", "Pengikatan agunan selesai sebelum pencairan")
    less = Ballot("conditions", *words, amount=row.amount * 9 // 10)
    for person in _deciders(bank, row):
        row = vote(row, less, version=row.version, actor=person, now=at)
    rudi, at = bank.confirmer(deal.branch), at + timedelta(hours=1)
    letter = write_sppk(deal, {}, actor=rudi, now=at)
    letter = services.issue(letter, version=letter.version, actor=rudi, now=at,
                            today=deal.branch.local_date(at))  # fmt: skip
    return services.hand_over(letter, version=letter.version, channel="paper", actor=deal.owner,
                              now=at + timedelta(minutes=30))  # fmt: skip


def _sppk_sent(bank: DemoBank, row: CreditProposal, now: datetime) -> None:
    """The customer has the SPPK and has not answered."""
    _sent(bank, row, now)


def _sppk_accepted(bank: DemoBank, row: CreditProposal, now: datetime) -> None:
    """The customer brought it back signed; the akad is waited for."""
    letter, at = _sent(bank, row, now), now - timedelta(hours=3)
    services.answer(
        letter, version=letter.version, is_yes=True, channel="paper", note="",
        on=letter.branch.local_date(at), actor=bank.confirmer(letter.branch), now=at,
    )  # fmt: skip


def _signed(bank: DemoBank, row: CreditProposal, now: datetime) -> None:
    """Signed at a dearer rate than the SPPK said."""
    _sppk_accepted(bank, row, now)
    at = now - timedelta(hours=2)
    rows = Opportunity.objects.system("the demo").select_related("product", "branch")
    fresh = rows.get(pk=row.opportunity.pk)
    today = fresh.branch.local_date(at)
    promise = promise_of(fresh, today)
    if promise is None:
        return
    terms = promise.terms
    akad = Akad(today, f"031/AKD/{fresh.branch.code}", terms.amount, terms.months,
                terms.rate + Decimal("0.25"), terms.fee, terms.instalment,
                "Suku bunga acuan naik sebelum akad")  # fmt: skip
    book_akad(fresh, akad, version=0, actor=bank.confirmer(fresh.branch), now=at)
