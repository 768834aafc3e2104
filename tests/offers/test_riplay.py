"""RIPLAY: frozen words, a paper with its hash, given by a channel, confirmed by the customer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import translation

from core.outbox.models import Run
from documents.models import Document, DocumentType
from offers.letters.content import digest_of
from offers.models import GeneralRiplay, Riplay, RiplayText, Shown
from offers.riplay import services
from offers.riplay.services import Word
from offers.riplay.wording import Summary, content_of
from offers.simulations import services as simulations
from org.models import AuditEntry, BankSettings, User
from products.calculators.loans import Period
from products.models import ContractTerms, GuaranteeRate, Product
from products.simulation import DaySettings, Deposit, Loan
from products.terms import terms_of
from prospects.models import Opportunity, TimelineEntry
from reports import riplay as papers
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity

SignIn = Callable[[User], Client]
TODAY = NOW.date()
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def file(bank: Bank) -> Opportunity:
    return make_opportunity(bank.ani, bank.kpr, "Sri Wahyuni")


def home_loan(bank: Bank) -> Loan:
    """600 million, 6,75 % for 36 months, then 11,5 % for 144."""
    settings = DaySettings(ContractTerms(product=bank.kpr, early_penalty=Decimal(1)))
    rates = Period(Decimal("6.75"), 36), Period(Decimal("11.5"), 144)
    return Loan(bank.kpr, Decimal(600_000_000), rates, TODAY, down_payment=Decimal(150_000_000),
                price=Decimal(750_000_000), settings=settings)  # fmt: skip


def made(bank: Bank, file: Opportunity) -> Riplay:
    kept = simulations.save(file.prospect, home_loan(bank), "", actor=bank.ani, now=NOW)
    return services.begin(kept, actor=bank.ani, now=NOW)


def printed(row: Any) -> Any:
    """Make the paper as the worker does, twice: the bytes stay."""
    run = Run.objects.get(kind=services.PAPER, key=row.public_id)
    for _time in range(2):
        papers.RiplayPaper().work(run, NOW)
    fresh = type(row)._base_manager.get(pk=row.pk)
    assert fresh.pdf_sha256 == hashlib.sha256(bytes(fresh.pdf)).hexdigest()
    return fresh


def send(client: Client, row: Riplay, step: str, **data: str) -> Any:
    sent = {"version": "1", "idempotency_key": f"{step}1", **data}
    return client.post(f"/riplay/{row.public_id}/step/{step}/", sent)


def word(**data: str) -> dict[str, str]:
    return {"how": "officer", "on": "18/11/2026", "hour": "09.00", "place": "Kantor Bandung",
            "version": "2", **data}  # fmt: skip


def test_a_personal_riplay_says_ten_things_with_his_figures(
    bank: Bank, file: Opportunity, sign_in: SignIn
) -> None:
    RiplayText.objects.create(product=bank.kpr, valid_from=TODAY, risks="Banjir di daerah ini")
    RiplayText.objects.create(valid_from=TODAY, risks="Untuk semua", benefits="- Cepat\n\n- Mudah")
    kept = simulations.save(file.prospect, home_loan(bank), "", actor=bank.ani, now=NOW)
    ani = sign_in(bank.ani)
    for _press in range(2):
        answer = ani.post(f"/simulations/{kept.public_id}/riplay/", {"idempotency_key": "b"})
    row = Riplay._unscoped.get()
    assert (row.opportunity, row.edition, row.owner) == (file, 1, bank.ani)
    assert row.sha256 == digest_of(row.content)
    page = unescape(ani.get(answer.headers["Location"]).content.decode())
    titles = ("Produk", "Penerbit", "Fitur utama", "Manfaat", "Risiko", "Biaya", "Simulasi",
              "Persyaratan dan tata cara", "Informasi tambahan", "Disclaimer")  # fmt: skip
    for number, title in enumerate(titles, 1):
        assert f"{number}. {title}" in page
    for words in ("Rp600.000.000", "6,75%", "11,5%", "Rp5.309.457", "Rp6.712.339", "penalti 1%",
                  "Banjir di daerah ini", row.sha256):  # fmt: skip
        assert words in page
    assert "Untuk semua" not in page  # the product's own sentences stand before those of all
    assert "RIPLAY KPR" in unescape(ani.get(f"/simulations/{kept.public_id}/").content.decode())
    text = papers.html(row)
    assert row.sha256 in text
    assert "Sri Wahyuni" in text
    assert ani.get(f"/riplay/{row.public_id}/paper/").status_code == 404
    paper = printed(row)
    fetched = ani.get(f"/riplay/{row.public_id}/paper/")
    assert fetched.content == bytes(paper.pdf)
    assert "Sri" not in fetched.headers["Content-Disposition"]
    assert AuditEntry.objects.get(action="riplay_fetched").detail["code"] == row.code


def test_what_it_says_and_its_paper_never_change(bank: Bank, file: Opportunity) -> None:
    row = made(bank, file)
    rows = Riplay._unscoped.filter(pk=row.pk)
    for changes in ({"content": {}}, {"sha256": "0" * 64}, {"edition": 9}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**changes)
    rows.update(pdf=b"first", pdf_sha256="1")
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(pdf=b"second")
    assert made(bank, file).edition == 2


def test_given_then_confirmed_with_place_and_hour(
    bank: Bank, file: Opportunity, sign_in: SignIn
) -> None:
    row, ani = made(bank, file), sign_in(bank.ani)
    early = send(ani, row, "acknowledge", **word(version="1"))
    assert early.status_code == 422  # it was not given yet
    unmade = send(ani, row, "give", channel="chat")
    assert unmade.status_code == 422
    assert "sedang dibuat" in unmade.content.decode()
    assert send(sign_in(bank.dewi), row, "give", channel="lisan").status_code == 422
    ani = sign_in(bank.ani)
    for _press in range(2):
        assert send(ani, row, "give", channel="phone").status_code == 303
    assert send(ani, row, "give", channel="paper", idempotency_key="g2").status_code == 409
    refusals = {"place": "", "on": "19/11/2026", "hour": "25.00", "how": "sheet"}
    for name, text in refusals.items():
        refused = send(ani, row, "acknowledge", **word(**{name: text}))
        assert refused.status_code == 422, name
    assert Riplay._unscoped.get().acknowledged_on is None
    assert send(ani, row, "acknowledge", **word()).status_code == 303
    kept = Riplay._unscoped.get()
    assert (kept.acknowledged_on, kept.place, kept.acknowledged_by) == (
        TODAY, "Kantor Bandung", bank.ani,
    )  # fmt: skip
    kinds = TimelineEntry.objects.filter(kind__startswith="riplay_")
    assert [one.kind for one in kinds.order_by("pk")] == [
        "riplay_made", "riplay_given", "riplay_acknowledged",
    ]  # fmt: skip
    again = word(version="3", idempotency_key="a3")
    assert send(ani, row, "acknowledge", **again).status_code == 422
    assert send(sign_in(bank.rudi), row, "give", channel="chat").status_code == 403
    assert send(sign_in(bank.citra), row, "give", channel="chat").status_code == 404


def test_a_given_riplay_is_one_product_shown(bank: Bank, file: Opportunity) -> None:
    row = made(bank, file)
    for version in (1, 2):
        services.give(row, version=version, channel="phone", actor=bank.ani, now=NOW)
    told = Shown.objects.visible_to(bank.ani).get(channel="riplay")
    assert (told.riplay, told.opportunity, told.product) == (row, file, bank.kpr)
    assert row.code in told.terms
    assert "Rp" in told.terms


def test_a_signed_sheet_counts_once_it_is_photographed(bank: Bank, file: Opportunity) -> None:
    row = services.give(made(bank, file), version=1, channel="phone", actor=bank.ani, now=NOW)
    said = Word("sheet", TODAY, NOW.astimezone(file.branch.zone).time(), "Antapani")
    who: dict[str, Any] = {"version": 2, "actor": bank.ani, "now": NOW}
    with pytest.raises(ValidationError):
        services.acknowledge(row, said, **who)
    Document.objects.system("a test").create(
        prospect=file.prospect, opportunity=file, owner=file.owner, branch=file.branch,
        type=DocumentType.objects.get(code="riplay"), is_personal=False, state="received",
        received_on=TODAY, received_by=bank.ani, created_at=NOW,
        updated_at=NOW, updated_by=bank.ani,
    )  # fmt: skip
    kept = services.acknowledge(row, said, **who)
    assert (kept.acknowledged_how, kept.place) == ("sheet", "Antapani")


def test_general_editions_of_a_product(bank: Bank, sign_in: SignIn, clock: Any) -> None:
    hana, address = sign_in(bank.hana), f"/riplay/products/{bank.kpr.public_id}/"
    for _press in range(2):
        assert hana.post(address, {"idempotency_key": "p"}).status_code == 303
    first = printed(GeneralRiplay.objects.get())
    clock.move_to(NOW + timedelta(days=3))
    sign_in(bank.hana).post(address, {"idempotency_key": "p2"})
    second = GeneralRiplay.objects.get(edition=2)
    assert (first.valid_from, second.valid_from) == (TODAY, TODAY + timedelta(days=3))
    assert (first.content["kind"], first.content["customer"]) == ("Versi umum", "")
    ani = sign_in(bank.ani)
    page = unescape(ani.get("/riplay/").content.decode())
    assert "Edisi 2" in page
    assert first.code in page
    assert ani.get(f"/riplay/general/{first.public_id}/").content == bytes(first.pdf)
    assert ani.post(address, {"idempotency_key": "p3"}).status_code == 403
    assert date.fromisoformat(second.content["on"]) == second.valid_from


@pytest.mark.parametrize(
    ("contract", "early"), [({"early_penalty": Decimal("0.5")}, "bunga hangus, penalti 0,5%"),
                            ({"early_penalty": 0, "forfeits_interest": False}, "tanpa penalti")]
)  # fmt: skip
def test_a_deposit_says_tax_guarantee_and_what_breaking_costs(
    bank: Bank, contract: dict[str, Any], early: str
) -> None:
    product = Product(code="DEP", name="Deposito", family="deposit")
    guarantee = GuaranteeRate(rate=Decimal("3.5"), valid_from=date(2026, 1, 1))
    settings = DaySettings(ContractTerms(product=product, **contract), guarantee=guarantee)
    deposit = Deposit(product, Decimal(100_000_000), Decimal(3), "actual", TODAY, 30,
                      settings=settings)  # fmt: skip
    with translation.override("id"):
        told = content_of(Summary(product, None, BankSettings.load(), TODAY, 1, bank.a,
                                  terms_of(deposit), "Sri"))  # fmt: skip
    text = str(told["sections"])
    # 100 million x 3 % x 30 / 365, less 20 % of tax
    for words in ("Rp246.575", "Rp49.315", "Rp197.260", "3,5% dan", "LPS", early):
        assert words in text
