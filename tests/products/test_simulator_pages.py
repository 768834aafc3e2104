"""The simulator through the front door: figures, limits, words, and nobody is asked to sign in."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.money import format_rupiah
from org.models import User
from products import catalogue
from products.calculators import deposits
from products.calculators.loans import Period, Terms, schedule
from products.models import Product, Rate
from tests.factories.bank import Bank
from tests.factories.prospects import NOW

SignIn = Callable[[User], Client]
KPR = {"price": "750.000.000", "down_payment": "20%", "term": "15", "unit": "years",
       "rate": "6,75", "fixed": "36", "floating": "11,5"}  # fmt: skip
LOAN = {"amount": "100 jt", "term": "24", "unit": "months", "rate": "12"}
DEPOSIT = {"amount": "100.000.000", "term": "90", "unit": "days", "rate": "4", "basis": "actual"}


@pytest.fixture(autouse=True)
def wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def products(db: None) -> None:
    catalogue.load()


def read(client: Client, code: str, query: dict[str, str], status: int = 200) -> str:
    answer = client.get(f"/simulasi/{code}/", query)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def tiles(page: str) -> list[str]:
    return re.findall(r'class="ao-val">([^<]+)<', page)


def rupiah(*amounts: Decimal) -> list[str]:
    return [format_rupiah(amount) for amount in amounts]


def bare(amount: Decimal) -> str:
    return format_rupiah(amount).removeprefix("Rp")


def test_a_home_loan_shows_the_figures_of_the_calculator(client: Client, products: None) -> None:
    plan = schedule("anuitas", Decimal(600_000_000),
                    [Period(Decimal("6.75"), 36), Period(Decimal("11.5"), 144)])  # fmt: skip
    page = read(client, "KPR", KPR)
    later = plan.instalments[36].payment
    # 1 % and 500 thousand and 850 thousand and 1,5 %; 0,5 % and 0,5 % of the price; 0,25 % of
    # 125 %; 5 % above 80 million; 0,1 % and 50 thousand.
    costs = Decimal(6_000_000 + 500_000 + 850_000 + 9_000_000 + 2 * 3_750_000 + 1_875_000
                    + 33_500_000 + 800_000)  # fmt: skip
    expected = (plan.first_payment, later, plan.total_interest + costs, 150_000_000 + costs)
    assert tiles(page) == rupiah(*expected)
    assert tiles(page)[:2] == ["Rp5.309.457", "Rp6.712.339"]
    assert format_rupiah(plan.total_interest) in page
    assert format_rupiah(plan.total_paid) in page
    assert f"+{format_rupiah(later - plan.first_payment)}" in page
    rows = re.findall(
        r"<tr><td>(\d+)<span[^>]*>[^<]+</span></td><td>([\d.]+)</td><td>([\d.]+)</td><td>([\d.]+)</td>",
        page,
    )
    expected = [
        (str(row.number), *(bare(part) for part in (row.payment, row.principal, row.interest)))
        for row in plan.instalments
    ]
    assert rows == expected
    assert "bukan penawaran mengikat" in page


@pytest.mark.parametrize(("method", "carry"), [
    ("anuitas", "rounded"), ("anuitas", "exact"), ("anuitas_tahunan", "rounded"),
    ("flat", "rounded"), ("menurun", "rounded"),
])  # fmt: skip
def test_every_method_shows_its_calculator(
    client: Client, products: None, method: str, carry: str
) -> None:
    Product.objects.filter(code="KMG").update(method=method, carry=carry)
    plan = schedule(method, Decimal(100_000_000), [Period(Decimal(12), 24)], Terms(carry=carry))
    page = read(client, "KMG", LOAN)
    second = plan.instalments[-1].payment if method == "menurun" else Decimal(100_000_000)
    cost = plan.total_interest + 1_500_000
    assert tiles(page) == rupiah(plan.first_payment, second, cost, Decimal(1_500_000))


@pytest.mark.parametrize(("query", "days", "basis"), [
    ({}, 90, "actual"),
    ({"basis": "30"}, 90, "30"),
    ({"term": "3", "unit": "months"}, 92, "actual"),
    ({"term": "3", "unit": "months", "basis": "months"}, 92, "months"),
])  # fmt: skip
def test_a_deposit_shows_the_figures_of_the_calculator(
    client: Client, products: None, query: dict[str, str], days: int, basis: str
) -> None:
    term = deposits.interest(Decimal(100_000_000), Decimal(4), days, basis=basis)
    page = read(client, "DEP", DEPOSIT | query)
    assert tiles(page) == rupiah(term.net, term.maturity_value, term.gross, term.tax)
    assert "LPS" in page


def test_small_savings_bear_no_tax_unless_there_are_others(client: Client, products: None) -> None:
    Product.objects.filter(code="DEP").update(min_amount=1)
    small = DEPOSIT | {"amount": "7.500.000"}
    assert tiles(read(client, "DEP", small))[3] == "Rp0"
    assert tiles(read(client, "DEP", small | {"other": "1"}))[3] != "Rp0"


def test_an_empty_rate_is_the_banks_own_of_the_day_for_the_amount(
    client: Client, products: None
) -> None:
    product = Product.objects.get(code="KMG")
    Rate.objects.create(product=product, valid_from=date(2026, 11, 1), rate=Decimal("9.25"),
                        min_amount=500_000_000)  # fmt: skip
    query = LOAN | {"rate": ""}
    assert 'value="10,5"' in read(client, "KMG", query)
    assert 'value="9,25"' in read(client, "KMG", query | {"amount": "500 jt"})
    page = read(client, "KMG", LOAN | {"amount": "500 jt", "rate": "10,5"})
    assert "9,25%" in page
    assert "1 November 2026" in page


def test_amounts_are_said_in_words(client: Client, products: None) -> None:
    page = read(client, "KPR", KPR)
    assert "tujuh ratus lima puluh juta rupiah" in page
    assert "Rp150.000.000 · 20%" in page


@pytest.mark.parametrize(("code", "query", "words"), [
    ("KPR", KPR | {"price": "banyak"}, "tidak terbaca"),
    ("KPR", KPR | {"down_payment": "120%"}, "di bawah harga"),
    ("KPR", KPR | {"down_payment": "750 jt"}, "mulai dari Rp100.000.000"),
    ("KPR", KPR | {"floating": ""}, "sesudah"),
    ("KPR", KPR | {"fixed": ""}, "berapa bulan"),
    ("KPR", KPR | {"term": "31"}, "12 sampai 360 bulan"),
    ("KMG", LOAN | {"amount": "3 M"}, "sampai Rp2.000.000.000"),
    ("KMG", LOAN | {"amount": ""}, "Isi jumlahnya"),
    ("KMG", LOAN | {"rate": "101"}, "antara 0 dan 100%"),
    ("KMG", LOAN | {"rate": "abc"}, "seperti 6,75"),
    ("KMG", LOAN | {"term": "0"}, "Dari 1 sampai 480"),
    ("KMG", LOAN | {"term": "dua"}, "bilangan bulat"),
    ("DEP", DEPOSIT | {"basis": "30", "term": "45"}, "bulan penuh"),
])  # fmt: skip
def test_what_cannot_be_computed_says_how_to_mend_it_and_loses_nothing(
    client: Client, products: None, code: str, query: dict[str, str], words: str
) -> None:
    page = read(client, code, query, status=422)
    assert words in page
    assert "Perlu diperbaiki:" in page
    assert not tiles(page)
    for name, value in query.items():
        if name not in {"unit", "basis"}:
            assert f'name="{name}" value="{value}"' in page
    fragment = client.get(f"/simulasi/{code}/", query, headers={"HX-Request": "true"})
    assert fragment.status_code == 422
    assert words in fragment.content.decode()


def test_a_method_of_whole_years_refuses_other_terms(client: Client, products: None) -> None:
    Product.objects.filter(code="KMG").update(method="anuitas_tahunan")
    assert "tahun penuh" in read(client, "KMG", LOAN | {"term": "25"}, status=422)


def test_a_fragment_is_the_same_answer_without_the_page(client: Client, products: None) -> None:
    page = read(client, "KPR", KPR)
    answer = client.get("/simulasi/KPR/", KPR, headers={"HX-Request": "true"})
    fragment = answer.content.decode()
    assert "<html" not in fragment
    assert "<form" not in fragment
    assert tiles(fragment) == tiles(page)
    assert 'hx-swap-oob="true"' in fragment
    assert 'hx-swap-oob="true"' not in page
    assert "HX-Request" in answer.headers["Vary"]


def test_visitors_need_no_sign_in_and_no_cookie(client: Client, products: None) -> None:
    start = client.get("/simulasi/")
    assert start.status_code == 200
    assert "/simulasi/KPR/" in start.content.decode()
    assert "/simulasi/TABJ/" in start.content.decode()
    client.cookies.clear()
    page = read(client, "KPR", {})
    assert len(tiles(page)) == 4
    assert "/today/" not in page
    client.cookies.clear()
    assert client.get("/simulasi/KPR/picture.png", KPR).status_code == 200


def test_people_of_the_bank_keep_their_menu(bank: Bank, sign_in: SignIn) -> None:
    catalogue.load()
    page = read(sign_in(bank.ani), "KMG", LOAN)
    assert "/today/" in page
    assert "KC Bandung" in page
    assert 'href="/simulasi/" aria-current="page"' in page


@pytest.mark.parametrize("code", ["NONE", "KPR"])
def test_what_is_not_offered_has_no_page(client: Client, products: None, code: str) -> None:
    Product.objects.filter(code="KPR").update(is_active=False)
    assert client.get(f"/simulasi/{code}/").status_code == 404
    assert client.get(f"/simulasi/{code}/picture.png").status_code == 404


def test_a_product_without_a_rate_asks_for_one_kindly(client: Client, products: None) -> None:
    Rate.objects.all().delete()
    page = read(client, "KMG", {})
    assert not tiles(page)
    assert "Perlu diperbaiki" not in page
    assert "Isi suku bunga" in read(client, "KMG", LOAN | {"rate": ""}, status=422)


def test_the_pages_ask_the_database_little(client: Client, products: None) -> None:
    baselines = json.loads(Path(__file__).parent.parent.joinpath("query_counts.json").read_text())
    for name, url in (("products:simulator-list", "/simulasi/"),
                      ("products:simulator", "/simulasi/KPR/")):  # fmt: skip
        client.get(url)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        assert len(caught) == baselines[name], [query["sql"][:90] for query in caught]


def test_a_flat_rate_is_named_and_said_as_effective(client: Client, products: None) -> None:
    assert "4,5% flat per tahun" in client.get("/simulasi/").content.decode()
    page = read(client, "KTA", {"amount": "100 jt", "term": "12", "unit": "months", "rate": "6"})
    assert "Setara efektif" in page
    assert "10,9%" in page  # the usual table of flat and effective rates
