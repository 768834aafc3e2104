"""KUR and FLPP by the published limits (domain 3.3, 3.4), and costs with the region's NPOPTKP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from products import catalogue, eligibility, programmes
from products.eligibility import Applicant
from products.models import KurScheme, Product, RegionRule, UpfrontCost
from products.rulebook import Rulebook
from products.upfront import Purchase, upfront_costs
from tests.factories.bank import Bank

DAY = date(2026, 11, 25)
D = Decimal
MILLION = 1_000_000


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Findings are compared in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def start(db: None) -> None:
    """The starting catalogue with its rules."""
    catalogue.load()


def said(findings: list[eligibility.Finding], word: str) -> bool | None:
    """Return the answer of the one rule whose words hold `word`; fails when none does."""
    (found,) = [one for one in findings if word in one.words]
    return found.is_met


@pytest.mark.usefixtures("start")
@pytest.mark.parametrize(("amount", "scheme", "rate"), [
    (1, "super_micro", 3), (10_000_000, "super_micro", 3), (10_000_001, "micro", 6),
    (75_000_000, "micro", 6), (100_000_000, "micro", 6), (100_000_001, "small", 6),
    (500_000_000, "small", 6), (500_000_001, None, None),
])  # fmt: skip
def test_the_amount_decides_the_scheme(amount: int, scheme: str | None, rate: int | None) -> None:
    found = programmes.kur_terms(D(amount), Rulebook(DAY))
    assert (found and found.scheme.scheme, found and found.rate) == (scheme, rate)


@pytest.mark.usefixtures("start")
def test_kur_where_the_floods_were() -> None:
    for day, rate in ((DAY, 0), (date(2027, 6, 1), 3), (date(2028, 1, 1), 6)):
        found = programmes.kur_terms(D(50 * MILLION), Rulebook(day), "1173")  # Lhokseumawe, Aceh
        assert found
        assert found.rate == rate
    assert programmes.kur_terms(D(50 * MILLION), Rulebook(DAY), "3273").rate == 6
    assert (
        programmes.kur_terms(D(50 * MILLION), Rulebook(date(2025, 12, 31))) is None
    )  # no rule, no guess


@pytest.mark.usefixtures("start")
def test_who_may_have_kur() -> None:
    product = Product.objects.get(code="KUR")
    asked = Applicant(D(75 * MILLION), 36, "3273", turnover=D(4_800 * MILLION), has_npwp=True,
                      business_months=6)  # fmt: skip
    found = eligibility.check(product, asked, DAY)
    assert eligibility.is_open(found)
    assert said(found, "KUR micro, 6") is True
    assert said(found, "NPWP") is True
    assert said(found, "No collateral") is True
    for change, word in (
        ({"turnover": D(4_800 * MILLION + 1)}, "Turnover"), ({"has_npwp": False}, "NPWP"),
        ({"business_months": 5}, "Business runs"), ({"months": 37}, "for working capital"),
    ):  # fmt: skip
        refused = eligibility.check(product, replace(asked, **change), DAY)
        assert said(refused, word) is False
        assert not eligibility.is_open(refused)
    longer = replace(asked, months=60, is_investment=True)
    assert said(eligibility.check(product, longer, DAY), "for investment") is True
    unknown = eligibility.check(product, Applicant(D(75 * MILLION), 36), DAY)
    assert said(unknown, "NPWP") is None
    below = eligibility.check(product, replace(asked, amount=D(50 * MILLION)), DAY)
    assert not [one for one in below if "NPWP" in one.words]
    above = replace(asked, amount=D(100 * MILLION + 1), has_npwp=None)
    small = eligibility.check(Product.objects.get(code="KURK"), above, DAY)
    assert said(small, "NPWP") is None  # all KUR small
    assert said(small, "bank decides about more collateral") is None


BANDUNG, BEKASI, DENPASAR, SURABAYA = "3273", "3275", "5171", "3578"
HOUSE = Applicant(D(164_340_000), 240, BANDUNG, price=D(166 * MILLION), floor_area=36,
                  land_area=60, is_married=True, income=D(9 * MILLION))  # fmt: skip


@pytest.mark.usefixtures("start")
@pytest.mark.parametrize(("what", "change", "word", "answer"), [
    ("Bandung, unmarried 9 jt", {"is_married": False}, "Income", False),
    ("Bandung, married 9 jt", {}, "Income", True),
    ("Bandung, unmarried member of Tapera", {"is_married": False, "is_tapera": True}, "Income",
     True),
    ("Bekasi, unmarried 12 jt", {"region": BEKASI, "is_married": False,
     "income": D(12 * MILLION)}, "Income", True),
    ("Bekasi, unmarried one rupiah more", {"region": BEKASI, "is_married": False,
     "income": D(12 * MILLION + 1)}, "Income", False),
    ("Denpasar, house of 185 jt", {"region": DENPASAR, "price": D(185 * MILLION)}, "Price", True),
    ("Denpasar, unmarried 9 jt", {"region": DENPASAR, "is_married": False}, "Income", True),
    ("Denpasar, married 11 jt and one", {"region": DENPASAR, "income": D(11 * MILLION + 1)},
     "Income", False),
    ("Surabaya, house of 167 jt", {"region": SURABAYA, "price": D(167 * MILLION)}, "Price", False),
    ("Mentawai 173 jt", {"region": "1309", "price": D(173 * MILLION)}, "Price", True),
    ("Anambas 185 jt", {"region": "2105", "price": D(185 * MILLION)}, "Price", True),
    ("Papua 240 jt", {"region": "9171", "price": D(240 * MILLION)}, "Price", True),
    ("down payment of 1 %", {}, "Down payment", True),
    ("down payment below 1 %", {"amount": D(164_340_001)}, "Down payment", False),
    ("21 years", {"months": 252}, "Term at most", False),
    ("floor of 37", {"floor_area": 37}, "Floor", False),
    ("plot of 59", {"land_area": 59}, "Plot", False),
    ("married or not", {"is_married": None}, "married", None),
])  # fmt: skip
def test_who_may_have_a_subsidised_house(
    what: str, change: dict[str, Any], word: str, *, answer: bool | None
) -> None:
    found = eligibility.check(Product.objects.get(code="FLPP"), replace(HOUSE, **change), DAY)
    assert said(found, word) is answer, what


@pytest.mark.usefixtures("start")
def test_without_a_place_nothing_is_guessed() -> None:
    found = eligibility.check(Product.objects.get(code="FLPP"), replace(HOUSE, region=""), DAY)
    assert said(found, "regency or city") is None


PRICE = Purchase(D(400 * MILLION), 180, D(500 * MILLION))


@pytest.mark.usefixtures("start")
def test_the_table_of_costs_is_the_published_one() -> None:
    """Domain 1.8, example 1: price 500 juta, down payment 20 %, NPOPTKP 80 juta."""
    kpr = Product.objects.get(code="KPR")
    found = {line.row.code: line.amount for line in upfront_costs(kpr, PRICE, DAY)}
    assert found == {
        "provision": 4_000_000, "administration": 500_000, "appraisal": 850_000,
        "insurance": 6_000_000, "notary": 2_500_000, "ppat": 2_500_000, "apht": 1_250_000,
        "title": 550_000, "bphtb": 21_000_000,
    }  # fmt: skip
    RegionRule.objects.create(region="3171", npoptkp=D(250 * MILLION), valid_from=DAY)

    def duty(**change: Any) -> int:
        lines = upfront_costs(kpr, replace(PRICE, **change), DAY)
        return {line.row.code: int(line.amount) for line in lines}.get("bphtb", 0)

    assert duty(region="3171") == 12_500_000  # its own NPOPTKP
    assert duty(region="3172") == 21_000_000  # that of its province
    assert duty(tax_value=D(600 * MILLION)) == 26_000_000  # NJOP above the price
    assert duty(price=D(200 * MILLION), principal=D(160 * MILLION)) == 6_000_000  # published
    # Published as 6,9 juta by a slip of the pen: (750 - 12) juta x 5 %.
    UpfrontCost.objects.filter(product=kpr, code="bphtb").update(deduction=12 * MILLION)
    assert duty(price=D(750 * MILLION)) == 36_900_000


@pytest.mark.usefixtures("start")
def test_the_first_payment_of_a_car() -> None:
    """Domain 1.8: OTR 150 juta, down payment 25 %, flat 7 %, 36 months."""
    kkb = Product.objects.get(code="KKB")
    kkb.rates.all().delete()
    kkb.rates.create(rate=7, valid_from=date(2026, 1, 1))
    costs = UpfrontCost.objects.filter(product=kkb)
    costs.filter(code="insurance").update(percent=4)  # 6.000.000 of the price
    line = {one.row.code: one.amount for one in upfront_costs(
        kkb, Purchase(D(112_500_000), 36, D(150 * MILLION)), DAY)}  # fmt: skip
    assert line["first_instalment"] == 3_781_250
    assert (line["provision"], line["policy"], line["administration"]) == (
        562_500,
        150_000,
        400_000,
    )
    assert D(37_500_000) + sum(line.values()) == 48_393_750


def test_officers_ask_the_rules_and_head_office_changes_them(bank: Bank) -> None:
    catalogue.load()
    ani, hana = Client(), Client()
    ani.force_login(bank.ani)
    hana.force_login(bank.hana)
    page = "/catalogue/FLPP/"
    assert ani.get("/catalogue/").status_code == 200
    asked = {"amount": "164.340.000", "months": "240", "price": "166jt", "place": "Kota Bandung",
             "married": "no", "income": "9jt", "floor": "36", "land": "60"}  # fmt: skip
    shown = ani.get(page, asked).content.decode()
    assert "Melewati batas (pra-skrining)" in shown
    shown = ani.get(page, asked | {"married": "yes"}).content.decode()
    assert "Memenuhi batas awal (pra-skrining)" in shown
    assert ani.get(page, asked | {"place": "Atlantis"}).status_code == 422
    assert ani.get("/catalogue/XXX/").status_code == 404
    micro = KurScheme.objects.get(scheme="micro")
    body = {"version": "1", "valid_from": "01/01/2027", "valid_to": "", "above": "10.000.000",
            "max_amount": "100.000.000", "rate": "7", "months_working": "36",
            "months_investment": "60", "npwp_above": "50jt", "max_turnover": "4,8 M",
            "min_business_months": "6", "source": "Uji"}  # fmt: skip
    assert ani.post(f"/administration/kur/{micro.public_id}/", body).status_code == 403
    assert hana.post(f"/administration/kur/{micro.public_id}/", body).status_code == 303
    for day, rate in ((DAY, 6), (date(2027, 1, 1), 7)):
        assert programmes.kur_terms(D(50 * MILLION), Rulebook(day)).rate == rate
    wrong = {"region": "99", "valid_from": "01/01/2027", "valid_to": ""}
    assert hana.post("/administration/region-rules/add/", wrong).status_code == 422
