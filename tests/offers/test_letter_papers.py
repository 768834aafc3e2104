"""Papers as they are read: what stands together on a page, which language, which figures."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pypdf
import pytest

from offers.letters import drafts, services
from offers.letters.examples import for_employees
from offers.models import GeneralRiplay, Letter
from offers.riplay import services as riplays
from offers.riplay.wording import Summary, content_of
from org.models import BankSettings
from products.calculators.loans import Period
from products.models import Product, Rate
from products.simulation import DaySettings, Loan
from products.terms import terms_of
from prospects.models import Opportunity
from reports import letters as papers
from reports import rendering
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity

TODAY = NOW.date()
MILLION = 1_000_000
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def firm_loan(bank: Bank) -> Product:
    """Working capital at 10 % on what is left."""
    row = Product.objects.create(
        code="KMK", name="Kredit Modal Kerja", family="working_capital", method="menurun",
        min_amount=100 * MILLION, max_months=36,
    )  # fmt: skip
    Rate.objects.create(product=row, rate=Decimal(10), valid_from=TODAY)
    return row


@pytest.fixture
def priced(bank: Bank) -> Bank:
    """The home loan at 7,5 % for three years, then 11 %."""
    Rate.objects.create(product=bank.kpr, rate=Decimal("7.5"), fixed_months=36,
                        floating_rate=Decimal(11), valid_from=TODAY)  # fmt: skip
    return bank


def issued(deal: Opportunity, kind: str = "offer", **more: Any) -> Letter:
    values = drafts.starting_values(deal, kind, today=TODAY)
    values |= {"valid_until": TODAY + timedelta(days=30), "address": "Jl. Melati 5\nBandung"}
    row = drafts.write(deal, kind, values | more, actor=deal.owner, now=NOW, today=TODAY)
    return services.issue(row, version=1, actor=deal.owner, now=NOW, today=TODAY)


def pdf(*pages: str) -> list[pypdf.PdfReader]:
    made = rendering.render(
        [{"html": one, "identifier": f"{n:032}"} for n, one in enumerate(pages)]
    )
    return [pypdf.PdfReader(BytesIO(one.content)) for one in made]


def test_signature_and_answer_never_stand_on_a_page_of_their_own(priced: Bank) -> None:
    deal = make_opportunity(priced.ani, priced.kpr, "Sri Wahyuni", amount=600 * MILLION)
    letter = issued(deal, language="both", copies="Arsip")
    pages = []
    for lines in range(0, 44, 4):  # where the page ends moves through the whole foot of the letter
        for block in letter.content["blocks"].values():
            block["conditions"] = [f"Syarat {n}" for n in range(lines)]
        pages.append(papers.html(letter))
    for reader in pdf(*pages):
        texts = [page.extract_text() for page in reader.pages]
        (end,) = [text for text in texts if "Hormat kami" in text]
        for words in ("Surat ini berlaku sampai", "Thank you for your attention", "Dewi Anggraini",
                      "Tanggapan nasabah", "Tembusan: Arsip"):  # fmt: skip
            assert words in end


def test_a_paper_says_its_title_and_language(priced: Bank) -> None:
    deal = make_opportunity(priced.ani, priced.kpr, "Sri Wahyuni", amount=600 * MILLION)
    letters = [issued(deal, language=one) for one in ("id", "en", "both")]
    told = []
    for letter, reader in zip(letters, pdf(*map(papers.html, letters)), strict=True):
        assert reader.metadata is not None
        title = str(reader.metadata.title).removesuffix(f" {letter.number}")
        told.append((title, str(reader.root_object["/Lang"]), reader.metadata.author))
        assert "/StructTreeRoot" in reader.root_object  # headings and tables, for screen readers
        assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    name = "Bank Nusa Arta"
    assert told == [("Surat penawaran", "id", name), ("Offer letter", "en", name),
                    ("Surat penawaran", "id", name)]  # fmt: skip


def test_a_falling_instalment_is_not_promised_as_one_that_stays(
    bank: Bank, firm_loan: Product
) -> None:
    deal = make_opportunity(bank.ani, firm_loan, "Sugimin", amount=360 * MILLION)
    words = issued(deal, amount=Decimal(360 * MILLION), months=36, language="both").content[
        "blocks"
    ]
    # 10 million of principal and 3 million of interest; in the last month 83.333 of interest.
    assert words["id"]["instalments"] == [["1–36", "10%", "Rp13.000.000, turun tiap bulan"]]
    assert "angsuran terakhir Rp10.083.333" in words["id"]["note"]
    assert "the last one is Rp10.083.333" in words["en"]["note"]
    loan = Loan(firm_loan, Decimal(360 * MILLION), (Period(Decimal(10), 36),), TODAY,
                settings=DaySettings())  # fmt: skip
    shown = Summary(firm_loan, None, BankSettings.load(), TODAY, 1, terms=terms_of(loan),
                    customer="Sugimin")  # fmt: skip
    figures = content_of(shown)["sections"][6]["rows"]
    assert figures[0] == ["Angsuran pertama", "Rp13.000.000, turun tiap bulan"]
    told = content_of(replace(shown, product=bank.kpr))["sections"][6]["rows"]
    assert told[0] == ["Angsuran per bulan", "Rp13.000.000"]


def test_an_example_names_the_rate_and_instalment_after_the_fixed_years(priced: Bank) -> None:
    row: GeneralRiplay = riplays.publish(priced.kpr, actor=priced.hana, now=NOW, today=TODAY)
    simulation = row.content["sections"][6]
    fixed, *later = simulation["table"]
    assert fixed[2:] == ["7,5%", fixed[3]]  # three years: nothing follows
    for line in later:
        assert line[2] == "7,5%, lalu\N{NO-BREAK SPACE}11%\N{NO-BREAK SPACE}*"
        assert ", lalu\N{NO-BREAK SPACE}Rp" in line[3]
    assert simulation["note"].startswith("* Asumsi")


def test_a_profile_shows_employees_what_employees_take(priced: Bank, firm_loan: Product) -> None:
    car = Product.objects.create(code="KKB", name="Kredit Kendaraan", family="kkb", method="flat",
                                 min_amount=50 * MILLION, max_months=72)  # fmt: skip
    Rate.objects.create(product=car, rate=Decimal("4.5"), valid_from=TODAY)
    deal = make_opportunity(priced.ani, firm_loan, "PT Sumber Makmur")
    type(deal.prospect)._unscoped.filter(pk=deal.prospect_id).update(kind="company")
    deal.prospect.refresh_from_db()
    profile = issued(deal, "profile").content["blocks"]["id"]["profile"]
    shown = [(row[0], row[3]) for row in profile["examples"]["rows"]]
    assert {name for name, _rate in shown} == {priced.kpr.name, "Kredit Kendaraan"}
    assert ("Kredit Kendaraan", "4,5%\N{NO-BREAK SPACE}flat") in shown
    assert profile["lead"] == ""
    others = " ".join(profile["others"]["lines"])
    assert ("Kredit Modal Kerja" in others, priced.kpr.name in others) == (True, False)
    # The product of the file stands first where employees take it; a deposit stands alone.
    car.refresh_from_db()
    assert for_employees(car, TODAY)[0]["product"] == "Kredit Kendaraan"
    Rate.objects.create(product=priced.deposit, rate=Decimal(4), valid_from=TODAY)
    assert {one.get("product") for one in for_employees(priced.deposit, TODAY)} == {None}
