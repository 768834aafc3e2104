"""A simulation for one prospect: what fits him, kept as it was shown, read by who reaches him."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from html import unescape
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import InternalError, transaction
from django.test import Client
from PIL import Image

from offers.models import SavedSimulation
from offers.receipts.sentences import sentences_of
from offers.riplay import services as riplays
from offers.simulations.freezing import result_from
from org.models import User
from products import catalogue
from products.models import Product
from prospects import merging
from prospects.changes import reassign_prospect
from prospects.finance.reading import Subject
from prospects.finance.records import add_row
from prospects.models import BusinessFigures, Facility, FinanceLine, Prospect, TimelineEntry
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity, make_prospect

SignIn = Callable[[User], Client]
KPR = {"price": "750.000.000", "down_payment": "20%", "term": "15", "unit": "years",
       "rate": "6,75", "fixed": "36", "floating": "11,5"}  # fmt: skip
MILLION = Decimal(1_000_000)


@pytest.fixture(autouse=True)
def wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def bank(bank: Bank) -> Bank:
    """The bank with the starting products, which have limits, rates and costs."""
    bank.kpr.delete()
    catalogue.load()
    return bank


@pytest.fixture
def person(bank: Bank) -> Prospect:
    return make_prospect(bank.ani, "Sri Wahyuni", phone="+6281355510001")


def url(person: Prospect, code: str = "KPR") -> str:
    return f"/prospects/{person.public_id}/simulate/{code}/"


def read(client: Client, address: str, query: Any = None, status: int = 200) -> str:
    answer = client.get(address, query or {})
    assert answer.status_code == status
    return unescape(answer.content.decode())


def tiles(page: str) -> list[str]:
    return re.findall(r'class="ao-val">([^<]+)<', page)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def earn(person: Prospect, **amounts: int) -> None:
    """Enter a salary, an instalment or a business, in millions."""

    def add(model: Any, **values: Any) -> None:
        add_row(model, Subject(person), values, actor=person.owner, now=NOW)

    if "salary" in amounts:
        add(FinanceLine, section="income", kind="salary", amount=amounts["salary"] * MILLION,
            evidence="pay_slip")  # fmt: skip
    if "owed" in amounts:
        add(Facility, lender="Bank Lain", kind="vehicle", plafon=90 * MILLION,
            outstanding=40 * MILLION, instalment=amounts["owed"] * MILLION,
            collectibility=1)  # fmt: skip
    if "turnover" in amounts:
        add(BusinessFigures, name="Warung", revenue=amounts["turnover"] * MILLION,
            cost_of_goods=amounts["goods"] * MILLION, operating_costs=MILLION)  # fmt: skip


def save(client: Client, person: Prospect, query: dict[str, str] = KPR) -> SavedSimulation:
    page = read(client, url(person), query)
    sent = {name: hidden(page, name) for name in ("answers", "idempotency_key")}
    for _press in range(2):
        answer = client.post(url(person), sent)
        assert answer.status_code == 303
    row = SavedSimulation.objects.system("a test").order_by("-pk")[0]
    assert answer.headers["Location"] == f"/simulations/{row.public_id}/"
    return row


def test_one_tap_keeps_what_was_shown_once(bank: Bank, person: Prospect, sign_in: SignIn) -> None:
    client = sign_in(bank.ani)
    before = tiles(read(client, url(person), KPR))
    row = save(client, person)
    assert SavedSimulation.objects.system("a test").count() == 1
    assert (row.owner, row.branch, row.created_by) == (bank.ani, bank.a, bank.ani)
    assert row.terms["payment"] == "5309457"
    assert row.terms["later_payment"] == "6712339"
    assert row.terms["periods"] == [["6.75", 36], ["11.5", 144]]
    assert row.terms["rate"]["id"] == row.rate.public_id
    Product.objects.filter(code="KPR").update(method="menurun", name="KPR Baru")
    page = read(client, f"/simulations/{row.public_id}/")
    assert tiles(page) == before
    assert "Simulasi KPR Griya" in page
    assert "bukan penawaran mengikat" in page
    line = TimelineEntry.objects.get(kind="simulation_saved")
    assert line.data["figure"] == "Rp5.309.457"
    panel = client.get(f"/prospects/{person.public_id}/panels/simulations/").content.decode()
    assert f"/simulations/{row.public_id}/" in panel
    assert "Simulasi ditunjukkan" in read(client, f"/prospects/{person.public_id}/")


def test_a_kept_simulation_leaves_as_picture_text_and_sheet(
    bank: Bank, person: Prospect, sign_in: SignIn
) -> None:
    client = sign_in(bank.ani)
    row = save(client, person)
    png = client.get(f"/simulations/{row.public_id}/picture.png")
    assert Image.open(BytesIO(png.content)).size == (1080, 1440)
    page = read(client, f"/simulations/{row.public_id}/")
    assert "data-print" in page
    assert page.count('ao-simbar"><svg') == 5
    assert "*Simulasi KPR Griya*" in page
    assert person.name not in result_from(row.shown).chat


def test_the_database_freezes_it(bank: Bank, person: Prospect, sign_in: SignIn) -> None:
    row = save(sign_in(bank.ani), person)
    rows = SavedSimulation.objects.system("a test")
    for change in ({"terms": {}}, {"shown": {}}, {"code": "0000"}):
        with pytest.raises(InternalError), transaction.atomic():
            rows.filter(pk=row.pk).update(**change)
    rows.filter(pk=row.pk).update(owner=bank.budi)


def test_it_follows_the_prospect_and_a_merged_record(
    bank: Bank, person: Prospect, sign_in: SignIn
) -> None:
    row = save(sign_in(bank.ani), person)
    stays = make_prospect(bank.ani, "Sri Wahyuni H.")
    merging.merge(stays, person, merging.Choice(1, 1), actor=bank.ani, now=NOW)
    row.refresh_from_db()
    assert row.prospect == stays
    stays.refresh_from_db()
    reassign_prospect(stays, to=bank.budi, actor=bank.dewi, now=NOW)
    assert sign_in(bank.ani).get(f"/simulations/{row.public_id}/").status_code == 404
    assert sign_in(bank.budi).get(f"/simulations/{row.public_id}/").status_code == 200


def test_what_fits_comes_from_the_financial_picture(
    bank: Bank, person: Prospect, sign_in: SignIn
) -> None:
    client = sign_in(bank.ani)
    assert "Penghasilannya belum dicatat" in read(client, url(person), KPR)
    earn(person, salary=12, owed=2)
    page = read(client, url(person), KPR)
    assert "40% × Rp12.000.000 − Rp2.000.000 = Rp2.800.000" in page
    assert "Melewati batas awal" in page
    assert 'name="income"' not in page  # nobody's income stands in an address
    assert "12.000.000" not in str(save(client, person).shown)


def test_a_business_is_counted_by_what_it_leaves(
    bank: Bank, person: Prospect, sign_in: SignIn
) -> None:
    """(40 - (21 + 1) - 2) million x 60 %: the RPC of a rural bank."""
    earn(person, turnover=40, goods=21, owed=2)
    page = read(sign_in(bank.ani), url(person), KPR)
    assert "60% × (Rp18.000.000 − Rp2.000.000) = Rp9.600.000" in page
    assert "Memenuhi batas awal" in page


def test_his_application_fills_the_questions_and_takes_the_simulation(
    bank: Bank, sign_in: SignIn
) -> None:
    kpr = Product.objects.get(code="KPR")
    deal = make_opportunity(bank.ani, kpr, "Sugimin", amount=400_000_000)
    client = sign_in(bank.ani)
    page = read(client, url(deal.prospect))
    assert 'value="500.000.000"' in page
    assert 'value="100.000.000"' in page
    assert save(client, deal.prospect).opportunity == deal
    panel = client.get(f"/pipeline/{deal.public_id}/panels/simulations/").content.decode()
    assert "Simulasi KPR Griya" in panel


def test_a_deposit_and_a_wrong_answer(bank: Bank, person: Prospect, sign_in: SignIn) -> None:
    client = sign_in(bank.ani)
    query = {"amount": "100 jt", "term": "1", "unit": "months", "rate": "3,5", "basis": "actual"}
    page = read(client, url(person, "DEP"), query)
    answer = client.post(url(person, "DEP"), {"answers": hidden(page, "answers"),
                                              "idempotency_key": "k"})  # fmt: skip
    assert answer.status_code == 303
    row = SavedSimulation.objects.system("a test").get()
    assert (row.terms["gross"], row.terms["net"]) == ("287671", "230137")
    wrong = client.post(url(person), {"answers": "price=banyak", "idempotency_key": "w"})
    assert wrong.status_code == 422
    assert "tidak terbaca" in wrong.content.decode()
    plan = client.get(url(person, "TABJ")).content.decode()
    sent = {"answers": hidden(plan, "answers"), "idempotency_key": "p"}
    assert client.post(url(person, "TABJ"), sent).status_code == 303
    kept = SavedSimulation.objects.system("a test").get(product__code="TABJ")
    assert (kept.terms["kind"], kept.terms["is_plan"]) == ("savings", True)
    assert "menyetor Rp1.000.000 setiap bulan" in sentences_of(kept.terms)[0]["text"]
    assert len(sentences_of(kept.terms)) == 3
    riplay = riplays.begin(kept, actor=bank.ani, now=NOW)
    assert "Rp1.000.000" in str(riplay.content)
    assert client.get(f"/simulations/{kept.public_id}/").status_code == 200
    assert client.get(url(person, "NONE")).status_code == 404


def test_from_the_open_simulator_to_a_prospect(
    bank: Bank, person: Prospect, sign_in: SignIn, client: Client
) -> None:
    assert "/simulasi/KPR/for/" not in read(client, "/simulasi/KPR/")
    client = sign_in(bank.ani)
    assert "/simulasi/KPR/for/" in read(client, "/simulasi/KPR/")
    page = read(client, "/simulasi/KPR/for/", KPR | {"income": "18 jt"})
    assert "18" not in hidden(page, "answers").replace("floating=11%2C5", "")
    found = client.post(
        "/simulasi/KPR/for/", {"text": "wahyuni", "answers": hidden(page, "answers")}
    )
    link = re.search(rf'href="({url(person)}\?[^"]+)"', found.content.decode())
    assert link is not None
    assert tiles(read(client, unescape(link[1])))[0] == "Rp5.309.457"
    stranger = sign_in(bank.budi).post("/simulasi/KPR/for/", {"text": "wahyuni"})
    assert person.name not in stranger.content.decode()


def test_others_reach_neither_simulator_nor_copy(
    bank: Bank, person: Prospect, sign_in: SignIn
) -> None:
    row = save(sign_in(bank.ani), person)
    for other, simulates, reads in ((bank.budi, 404, 404), (bank.eko, 403, 200)):
        client = sign_in(other)
        assert client.get(url(person)).status_code == simulates
        assert client.get(f"/simulations/{row.public_id}/").status_code == reads
        assert client.post(url(person), {"answers": row.answers}).status_code == simulates
