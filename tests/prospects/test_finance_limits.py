"""The limit of LTV in the financial picture: the product's or the regulator's, and why."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.public_id import new_public_id
from org.models import User
from products import ladder_data
from products.models import BankStanding, Limit, Product, Rate
from prospects.finance_panel import FinancePanel
from prospects.models import Opportunity, Proposal
from prospects.panels import Visit
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity

SignIn = Callable[[User], Client]
SINCE = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW + timedelta(hours=6), tick=False):
        yield


def priced(product: Product, cap: int) -> None:
    Rate.objects.create(product=product, rate=Decimal(11), valid_from=NOW.date())
    Limit.objects.create(product=product, code="ltv", percent=cap, valid_from=NOW.date())


@pytest.fixture
def file(bank: Bank) -> Opportunity:
    """A KPR of 100 million in a bank of 5 % NPL, whose product would allow all of the value."""
    ladder_data.load()
    BankStanding.objects.create(total=5, homes=5, valid_from=SINCE)
    priced(bank.kpr, 100)
    return make_opportunity(bank.ani, bank.kpr)


def url(row: Opportunity, name: str, *args: str) -> str:
    return reverse(f"prospects:opportunity-{name}", args=[row.public_id, *args])


def words(client: Client, row: Opportunity, name: str = "finance") -> str:
    page = unescape(client.get(url(row, name)).content.decode())
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def propose(client: Client, row: Opportunity, **more: str) -> Any:
    body = {"months": "120", "price": "125 jt", "idempotency_key": new_public_id()}
    present = Proposal._unscoped.filter(opportunity=row).first()
    if present is not None:
        body["version"] = str(present.version)
    return client.post(url(row, "proposal"), body | more)


def add(client: Client, row: Opportunity, what: str, **values: str) -> None:
    body = {"idempotency_key": new_public_id(), "whose": "debtor", "evidence": "pay_slip"}
    assert client.post(url(row, "finance-add", what), body | values).status_code == 303


DEBT = {"lender": "Bank Lain", "kind": "mortgage", "instalment": "1jt", "is_counted": "on"}
SALARY = {"kind": "salary", "amount": "20 jt"}
PLEDGE = {"kind": "shop", "description": "Ruko", "market_value": "125 jt", "method": "market",
          "binding": "mortgage"}  # fmt: skip


def test_what_is_not_known_is_asked_for_and_counts_strictly(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    ani = sign_in(bank.ani)
    add(ani, file, "income", **SALARY)
    assert propose(ani, file).status_code == 303
    page = words(ani, file)
    assert "LTV 80% dari batas 90%" in page
    assert "Yang berlaku batas regulator, 90%; produk bank membolehkan 100%." in page
    assert "Isi jenis properti, luas bangunan, fasilitas pertama atau berikutnya" in page
    assert "bisa sampai 100%" in page
    assert propose(ani, file, floor="21", is_later="no").status_code == 303
    page = words(ani, file)
    assert "LTV 80% dari batas 95%" in page, "it may still be a shop house"
    assert "Isi jenis properti: selama" in page
    add(ani, file, "collateral", **PLEDGE | {"kind": "house"})
    page = words(ani, file)
    assert "LTV 80% dari batas 100%" in page
    assert "Batas produk bank dan regulator sama, 100%." in page
    assert "rumah tapak, 21 m², fasilitas pertama" in page
    wrong = propose(ani, file, floor="besar")
    assert wrong.status_code == 422
    assert "Tulis luas dalam m²" in unescape(wrong.content.decode())
    assert propose(sign_in(bank.budi), file, floor="21").status_code == 404


def test_a_home_loan_that_runs_makes_this_a_later_one(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    ani = sign_in(bank.ani)
    add(ani, file, "income", **SALARY)
    propose(ani, file, floor="70,01")
    add(ani, file, "collateral", **PLEDGE | {"kind": "house"})
    assert "Isi fasilitas pertama atau berikutnya" in words(ani, file)
    add(ani, file, "facility", **DEBT)
    page = words(ani, file)
    assert "70,01 m², fasilitas kedua dan seterusnya" in page
    assert "Isi fasilitas" not in page
    propose(ani, file, floor="70,01", is_later="no")
    assert "70,01 m², fasilitas pertama" in words(ani, file), "what was answered speaks"


def test_the_stricter_product_speaks_and_an_npl_that_is_missing_is_told(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    ani = sign_in(bank.ani)
    add(ani, file, "income", **SALARY)
    propose(ani, file)
    add(ani, file, "collateral", **PLEDGE)
    assert "ruko atau rukan" in words(ani, file)
    Limit.objects.filter(code="ltv").update(percent=75)
    page = words(ani, file)
    assert "LTV 80%, di atas 75%" in page
    assert "Yang berlaku batas produk bank, 75%; regulator membolehkan 90%." in page
    assert "Isi " not in page.split("Regulator:")[0].rsplit("LTV 80%", 1)[1]
    assert "NPL bank belum dicatat" not in page
    BankStanding.objects.all().delete()
    page = words(ani, file)
    assert "regulator membolehkan 100%" in page
    assert "NPL bank belum dicatat dan dianggap di bawah 5%." in page


def test_a_vehicle_is_told_by_its_down_payment(bank: Bank, sign_in: SignIn) -> None:
    ladder_data.load()
    BankStanding.objects.create(total=5, homes=1, valid_from=SINCE)
    kkb = Product.objects.create(code="KKB", name="Kredit Kendaraan", short_name="KKB",
                                 family="kkb", max_months=120, method="flat")  # fmt: skip
    priced(kkb, 95)
    file = make_opportunity(bank.ani, kkb)
    ani = sign_in(bank.ani)
    add(ani, file, "income", **SALARY)
    form = ani.get(url(file, "proposal")).content.decode()
    assert 'name="vehicle"' in form
    assert 'name="floor"' not in form
    propose(ani, file)
    page = words(ani, file)
    assert "Yang berlaku ketentuan regulator, 10%; produk bank meminta 5%." in page
    assert "Isi jenis kendaraan: selama belum diketahui, yang paling ketat yang dipakai" in page
    assert "bisa 5%" in page
    propose(ani, file, vehicle="productive")
    page = words(ani, file)
    assert "Produk bank dan regulator meminta sama, 5%." in page
    assert "Isi jenis kendaraan" not in page


def test_answers_travel_into_the_simulator_and_the_memo(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    ani = sign_in(bank.ani)
    add(ani, file, "income", **SALARY)
    propose(ani, file, floor="70,01", is_later="yes")
    add(ani, file, "collateral", **PLEDGE | {"kind": "house"})
    memo = words(ani, file, "memo")
    assert "Batas LTV Yang berlaku batas regulator, 90%; produk bank membolehkan 100%." in memo
    address = ani.post(url(file, "finance-simulate")).headers["Location"]
    page = unescape(ani.get(address).content.decode())
    assert 'name="floor" value="70,01"' in page
    assert "fasilitas kedua dan seterusnya" in page


def test_the_panel_keeps_to_its_queries(bank: Bank, sign_in: SignIn, file: Opportunity) -> None:
    propose(sign_in(bank.ani), file)
    visit = Visit(file.prospect, bank.ani, NOW, NOW.date(), file)
    with CaptureQueriesContext(connection) as caught:
        said = FinancePanel().context(visit)
    assert said
    assert len(caught) <= FinancePanel.max_queries
