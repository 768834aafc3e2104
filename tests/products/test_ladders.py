"""LTV/FTV, down payments of vehicles and PPN of new homes: by the page, at every boundary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from products import catalogue, programmes
from products.eligibility import Applicant
from products.ladders import ANY_HOME, Bought, Ceiling, Ladders
from products.models import BankStanding, Limit, Product, ValueRule, VatRate, VatRelief
from products.rulebook import Rulebook
from tests.factories.bank import Bank
from tests.factories.prospects import NOW

D = Decimal
SINCE = date(2026, 1, 1)
DAY = date(2026, 11, 18)
HOUSE = {"price": "500 jt", "down_payment": "20%", "term": "15", "unit": "years", "rate": "6,75",
         "fixed": "36", "floating": "11,5"}  # fmt: skip
CAR = {"price": "200 jt", "down_payment": "20%", "term": "3", "unit": "years", "rate": "5"}


@pytest.fixture(autouse=True)
def wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def products(request: pytest.FixtureRequest, db: None) -> None:
    if "bank" in request.fixturenames:
        request.getfixturevalue("bank")
    catalogue.load()


def read(client: Client, code: str, query: dict[str, str], status: int = 200) -> str:
    answer = client.get(f"/simulasi/{code}/", query)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return unescape(answer.content.decode())


def lines(page: str) -> dict[str, str]:
    return dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]*)</dd>", page))


def npl(total: str, homes: str) -> None:
    BankStanding.objects.all().delete()
    BankStanding.objects.create(total=D(total), homes=D(homes), valid_from=SINCE)


def allow(code: str, percent: int) -> None:
    """Let the product's own limit be this."""
    Limit.objects.filter(code="ltv", product__code=code).update(percent=percent)


def highest(kind: str, floor: str | None, *, is_later: bool | None) -> tuple[Decimal, Decimal]:
    bought = Bought((kind,), D(floor) if floor else None, is_later)
    rung = Ladders(DAY).rung(bought)
    assert rung is not None
    return rung.percent, rung.highest


BANDS = [
    ("house", "21", 100, 95), ("house", "21.01", 95, 95), ("house", "70", 95, 95),
    ("house", "70.01", 95, 90), ("flat", "21", 100, 95), ("flat", "70", 95, 95),
    ("flat", "70.01", 95, 90), ("shop", "21", 95, 90), ("shop", "400", 95, 90),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "floor", "first", "later"), BANDS)
def test_the_ladder_at_its_boundaries(kind: str, floor: str, first: int, later: int) -> None:
    for is_later, percent in ((False, first), (True, later)):
        npl("4.99", "4.99")
        assert highest(kind, floor, is_later=is_later) == (100, 100)
        npl("5", "4.99")
        assert highest(kind, floor, is_later=is_later) == (percent, percent)
        npl("4.99", "5")
        assert highest(kind, floor, is_later=is_later) == (percent, percent)


def test_what_is_not_known_counts_against_the_borrower() -> None:
    npl("5", "5")
    assert highest("house", None, is_later=False) == (95, 100)
    assert highest("house", None, is_later=True) == (90, 95)
    assert highest("house", "21", is_later=None) == (95, 100)
    assert highest("house", "36", is_later=None) == (95, 95)
    anything = Ladders(DAY).rung(Bought(ANY_HOME))
    assert anything is not None
    assert (anything.percent, anything.highest) == (90, 100)
    assert Ceiling(D(90), anything).is_open is True  # both say 90, and the regulator might say 100
    assert Ceiling(D(80), anything).is_open is False  # the product is stricter anyway


def test_without_a_table_nothing_is_said_of_the_regulator(client: Client) -> None:
    assert "Batas regulator" in read(client, "KPR", HOUSE)
    ValueRule.objects.all().delete()
    assert Ladders(DAY).rung(Bought(("house",), D(36))) is None
    assert "Batas regulator" not in read(client, "KPR", HOUSE)


def test_the_page_says_which_limit_holds_and_why(client: Client) -> None:
    page = read(client, "KPR", HOUSE)
    found = lines(page)
    assert (found["LTV kredit ini"], found["Batas produk bank"]) == ("80%", "90%")
    assert found["Batas regulator"] == "100%"
    assert "Yang berlaku batas produk bank, 90%; regulator membolehkan 100%." in page
    assert "aturan bagi bank dengan NPL di bawah 5%" in page
    npl("5", "2")
    allow("KPR", 100)
    small = HOUSE | {"down_payment": "6%", "floor": "70,01"}
    page = read(client, "KPR", small)
    assert lines(page)["Batas regulator"] == "95%"
    assert "Yang berlaku batas regulator, 95%; produk bank membolehkan 100%." in page
    assert (
        "rumah tapak, 70,01 m², fasilitas pertama, aturan bagi bank dengan NPL 5% atau lebih"
        in page
    )
    assert "Di dalam batas 95%" in page
    later = read(client, "KPR", small | {"later": "yes"})
    assert "Di atas batas 90%" in later
    assert "fasilitas kedua dan seterusnya" in later
    allow("KPR", 95)
    assert "Batas produk bank dan regulator sama, 95%." in read(client, "KPR", small)


def test_a_floor_that_is_not_given_is_asked_for(client: Client) -> None:
    npl("6", "6")
    allow("KPR", 100)
    page = read(client, "KPR", HOUSE)
    assert lines(page)["Batas regulator"] == "95%"
    assert "Isi luas bangunan" in page
    assert "bisa sampai 100%" in page
    known = read(client, "KPR", HOUSE | {"floor": "21"})
    assert lines(known)["Batas regulator"] == "100%"
    assert "Isi luas bangunan" not in known
    shop = read(client, "KPR", HOUSE | {"home": "shop"})
    assert lines(shop)["Batas regulator"] == "95%"
    assert "Isi luas bangunan" not in shop, "the size of a shop house changes nothing"
    allow("KPR", 90)
    assert "Isi luas bangunan" not in read(client, "KPR", HOUSE), "the product is stricter anyway"
    for wrong in ("luas", "-3", "21,005"):
        assert "Tulis luas dalam m²" in read(client, "KPR", HOUSE | {"floor": wrong}, 422)


def test_the_lower_of_price_and_appraisal_and_its_limit(client: Client) -> None:
    """Domain 3.2: 400 of 500 million is 80 %, appraised at 450 million 88,89 %."""
    page = read(client, "KPR", HOUSE | {"appraisal": "450 jt"})
    assert lines(page)["LTV kredit ini"] == lines(page)["LTV, batas 90%"] == "88,89%"
    npl("5", "5")
    allow("KPR", 100)
    page = read(client, "KPR", HOUSE | {"appraisal": "450 jt", "later": "yes", "floor": "71"})
    assert lines(page)["LTV, batas 90%"] == "88,89%"
    assert "Melewati batas awal" in read(
        client, "KPR", HOUSE | {"appraisal": "444 jt", "later": "yes", "floor": "71"}
    )


def test_families_ask_what_their_limits_need(client: Client) -> None:
    flat = read(client, "KPA", HOUSE)
    assert 'name="floor"' in flat
    assert 'name="home"' not in flat, "an apartment is a flat"
    assert (lines(flat)["Properti"], lines(flat)["Fasilitas"]) == ("Rumah susun (rusun)", "Pertama")
    subsidised = read(client, "FLPP", {"price": "166 jt", "down_payment": "1%"})
    assert 'name="floor"' in subsidised
    assert 'name="later"' not in subsidised
    assert "Rumah subsidi bebas PPN" in subsidised
    assert 'name="is_new"' not in subsidised
    loan = read(client, "KMG", {"amount": "100 jt", "term": "12", "unit": "months", "rate": "12"})
    for name in ("floor", "wheels", "is_new"):
        assert f'name="{name}"' not in loan


VEHICLES = [
    ("two", "no", "0%", "10%"), ("two", "yes", "0%", "10%"),
    ("more", "no", "0%", "10%"), ("more", "yes", "0%", "5%"),
]  # fmt: skip


@pytest.mark.parametrize(("wheels", "productive", "sound", "other"), VEHICLES)
def test_the_down_payment_of_a_vehicle(
    client: Client, wheels: str, productive: str, sound: str, other: str
) -> None:
    query = CAR | {"wheels": wheels, "productive": productive}
    page = read(client, "KKB", query)
    found = lines(page)
    assert (found["Minimum menurut produk"], found["Minimum menurut regulator"]) == ("5%", sound)
    assert "Yang berlaku ketentuan produk bank, 5%; regulator meminta 0%." in page
    npl("5", "1")
    page = read(client, "KKB", query)
    assert lines(page)["Minimum menurut regulator"] == other
    same = "Produk bank dan regulator meminta sama, 5%."
    higher = f"Yang berlaku ketentuan regulator, {other}; produk bank meminta 5%."
    assert (higher if other != "5%" else same) in page
    npl("4.99", "9")  # property does not decide about vehicles
    assert lines(read(client, "KKB", query))["Minimum menurut regulator"] == sound


def test_a_down_payment_below_the_smallest_is_said(client: Client) -> None:
    npl("5", "5")
    exact = read(client, "KKB", CAR | {"down_payment": "10%", "price": "333.333.333"})
    assert "Uang muka minimum 10% terpenuhi" in exact, "a rounded rupiah is no breach"
    assert "Di bawah uang muka minimum 10%" in read(client, "KKB", CAR | {"down_payment": "9,99%"})
    productive = CAR | {"down_payment": "5%", "productive": "yes"}
    assert "Uang muka minimum 5% terpenuhi" in read(client, "KKB", productive)


MILLION = 1_000_000
NEW = {"is_new": "yes", "down_payment": "30%", "handover": "31/12/2026"}
TAX = [
    (2_000_000_000, "31/12/2026", 220_000_000, 220_000_000),
    (2_000_000_001, "31/12/2026", 220_000_000, 220_000_000),
    (5_000_000_000, "31/12/2026", 550_000_000, 220_000_000),
    (5_000_000_001, "31/12/2026", 550_000_000, 0),
    (2_000_000_000, "01/01/2026", 220_000_000, 220_000_000),
    (2_000_000_000, "31/12/2025", 220_000_000, 0),
    (2_000_000_000, "01/01/2027", 220_000_000, 0),
    (2_000_000_000, "", 220_000_000, 0),
]


def rupiah(amount: int) -> str:
    return f"Rp{amount:,}".replace(",", ".")


def first_cash(page: str) -> int:
    figure = re.findall(r'class="ao-val">Rp([^<]+)<', page)[3]
    return int(figure.replace(".", ""))


@pytest.mark.parametrize(("price", "handover", "total", "borne"), TAX)
def test_ppn_of_a_new_home(
    client: Client, price: int, handover: str, total: int, borne: int
) -> None:
    query = HOUSE | NEW | {"price": str(price), "handover": handover}
    page = read(client, "KPR", query)
    assert lines(page)["PPN 11%"] == rupiah(total)
    assert lines(page).get("PPN ditanggung pemerintah (DTP)") == (
        f"-{rupiah(borne)}" if borne else None
    )
    without = first_cash(read(client, "KPR", query | {"is_new": "no"}))
    assert first_cash(page) - without == total - borne
    if borne:
        words = f"PPN: {rupiah(total)} − {rupiah(borne)} = {rupiah(total - borne)} dibayar pembeli"
        assert words in page


def test_why_ppn_is_not_borne_is_said(client: Client) -> None:
    house = HOUSE | NEW
    assert "siap huni, satu kali per orang" in read(client, "KPR", house)
    for change, words in (
        ({"handover": ""}, "Isi tanggal serah terima"),
        ({"handover": "01/01/2027"}, "serah terima 1 Januari 2027"),
        ({"had_relief": "yes"}, "hanya satu kali per orang"),
        ({"price": "5.000.000.001"}, "hanya sampai harga Rp5.000.000.000"),
    ):
        page = read(client, "KPR", house | change)
        assert words in page
        assert "PPN ditanggung pemerintah (DTP)" not in lines(page)
    assert "PPN" not in "".join(lines(read(client, "KPR", HOUSE)))


def test_rate_and_relief_are_the_banks_dated_settings(client: Client) -> None:
    VatRate.objects.all().delete()
    page = read(client, "KPR", HOUSE | NEW)
    assert "Tarif PPN untuk hari ini belum dicatat" in page
    assert "PPN 11%" not in lines(page)
    VatRate.objects.create(rate=12, valid_from=DAY)
    VatRelief.objects.update(share=50, covered=300 * MILLION)
    page = read(client, "KPA", HOUSE | NEW)
    assert lines(page)["PPN 12%"] == "Rp60.000.000"
    assert lines(page)["PPN ditanggung pemerintah (DTP)"] == "-Rp18.000.000"


def test_head_office_changes_the_tables_from_a_day_on(bank: Bank) -> None:
    ani, hana = Client(), Client()
    ani.force_login(bank.ani)
    hana.force_login(bank.hana)
    band = ValueRule.objects.get(kind="house", above=70)
    body = {"version": "1", "valid_from": "01/01/2027", "valid_to": "", "above": "70", "up_to": "",
            "first_sound": "90", "later_sound": "85", "first_other": "85", "later_other": "80",
            "source": "Uji"}  # fmt: skip
    page = f"/administration/value-rules/{band.public_id}/"
    assert ani.post(page, body).status_code == 403
    assert hana.post(page, body).status_code == 303
    large = Bought(("house",), D("70.01"), is_later=False)
    for day, percent in ((date(2026, 12, 31), 100), (date(2027, 1, 1), 90)):
        rung = Ladders(day).rung(large)
        assert rung
        assert rung.percent == percent
    standing = {"valid_from": "18/11/2026", "valid_to": "", "total": "5", "homes": "1",
                "source": "Laporan"}  # fmt: skip
    assert ani.post("/administration/bank-npl/add/", standing).status_code == 403
    assert hana.post("/administration/bank-npl/add/", standing).status_code == 303
    shown = unescape(hana.get("/administration/bank-npl/").content.decode())
    assert "properti: 5% atau lebih, kendaraan: 5% atau lebih" in shown
    for address, wrong, words in (
        ("value-rules", body | {"kind": "flat", "up_to": "60"}, "Luas terbesar"),
        ("vat-relief", {"valid_from": "01/01/2027", "share": "100", "covered": "6 M",
                        "max_price": "5 M"}, "tidak boleh melebihi"),
    ):  # fmt: skip
        refused = hana.post(f"/administration/{address}/add/", wrong)
        assert refused.status_code == 422
        assert words in unescape(refused.content.decode())
    costs = unescape(hana.get("/administration/costs/?id=new").content.decode())
    assert "PPN</option>" in costs
    assert "DTP" not in costs, "what the government bears is not typed as a cost"


@pytest.mark.parametrize(("code", "change", "answer", "words"), [
    ("KPR", {}, True, "The limit of the product holds, 90%; the regulator allows 100%."),
    ("KPR", {"amount": D(450 * MILLION)}, True, "LTV 90% of at most 90%."),
    ("KPR", {"amount": D(450 * MILLION + 1)}, False, "LTV 90%, above 90%."),
    ("KPA", {"amount": D(426 * MILLION)}, False, "LTV 85,2%, above 85%."),
    ("KKB", {}, True, "The product asks for 5%, the regulator alone for 0%."),
])  # fmt: skip
def test_the_catalogue_asks_the_limit_too(
    code: str, change: dict[str, Any], answer: bool, words: str
) -> None:
    asked = replace(Applicant(D(400 * MILLION), 60, price=D(500 * MILLION)), **change)
    product = Product.objects.get(code=code)
    with translation.override("en"):
        (found,) = programmes.loan_to_value(product, asked, Rulebook(DAY))
    assert (found.is_met, words in found.words) == (answer, True), found


def test_an_answer_that_decides_is_missing_not_refused() -> None:
    npl("5", "5")
    allow("KPR", 100)
    kpr, book = Product.objects.get(code="KPR"), Rulebook(DAY)

    def met(amount: int, **more: Any) -> bool | None:
        asked = Applicant(D(amount * MILLION), 180, price=D(1_000 * MILLION), **more)
        (found,) = programmes.loan_to_value(kpr, asked, book)
        return found.is_met

    assert met(900) is True
    assert met(950) is None
    assert met(950, property_kind="house", floor_area=70, is_later=True) is True
    assert met(950, property_kind="house", floor_area=D("70.01"), is_later=True) is False
    assert met(950, property_kind="shop", is_later=False) is True
    assert met(1_000, floor_area=21, is_later=True) is False
    nothing = Applicant(D(MILLION), 180)
    assert programmes.loan_to_value(kpr, nothing, book) == [], "without a price nothing is asked"
    with CaptureQueriesContext(connection) as caught:
        for product in Product.objects.filter(family__in=["kpr", "kpa", "flpp", "kkb"]):
            programmes.loan_to_value(product, replace(nothing, price=D(2 * MILLION)), book)
    assert len(caught) == 2, "the products, and the table of vehicles that was not asked yet"


def test_officers_ask_the_limit_on_the_page_of_the_product(bank: Bank, client: Client) -> None:
    client.force_login(bank.ani)
    npl("5", "5")
    allow("KPR", 100)
    asked = {"amount": "950jt", "months": "180", "price": "1 M", "floor": "70,01"}
    page = unescape(client.get("/catalogue/KPR/", asked).content.decode())
    assert "LTV 95%, di atas 90%" in page
    assert "Isi jenis properti, fasilitas pertama atau berikutnya" in page
    answered = asked | {"home": "house", "later": "yes"}
    page = unescape(client.get("/catalogue/KPR/", answered).content.decode())
    assert "Melewati batas (pra-skrining)" in page
    assert "Isi jenis properti" not in page
    assert 'name="vehicle"' in client.get("/catalogue/KKB/").content.decode()
    assert client.get("/catalogue/KPR/", asked | {"floor": "besar"}).status_code == 422
