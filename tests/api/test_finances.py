"""The financial picture, its collateral and what is proposed, read and written by programs."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prospects.finance import memo
from prospects.finance.records import add_row
from prospects.models import Collateral, Facility, FinanceLine, Opportunity
from prospects.restriction import restrict
from tests.api.program import Program, fields, problem
from tests.factories.bank import Bank
from tests.factories.finance import fill_picture
from tests.factories.prospects import NOW, make_opportunity, make_prospect

pytestmark = pytest.mark.django_db

Begin = Callable[..., Program]
MILLION = 1_000_000


def test_a_picture_says_what_fits_and_why(bank: Bank, program: Begin) -> None:
    file = make_opportunity(bank.ani, bank.kpr, amount=90 * MILLION)
    fill_picture(file, bank.ani)
    person = f"/prospects/{file.prospect.public_id}/finance"
    of_file = f"/opportunities/{file.public_id}/finance"
    own_rate = {"version": 1, "rate": "7.25"}
    assert program(bank.ani).patch(f"{of_file}/proposal", own_rate).status_code == 200
    found = program(bank.ani).get(person).json()
    assert [row["amount"] for row in found["income"]] == [12 * MILLION, 6_500_000]
    assert [row["surplus"] for row in found["business"]] == [5_500_000]
    assert [row["source"] for row in found["facilities"]] == ["stated", "stated"]
    assert found["sums"] == {
        "income": 18_500_000, "surplus": 5_500_000, "net_income": 24_000_000,
        "expenses": 5_750_000, "existing": 1_800_000, "assets": 137_500_000,
        "debts": 44_250_000, "net_worth": 93_250_000, "worst_collectibility": 2,
    }  # fmt: skip
    check = found["check"]
    dsr, rpc = check["methods"]
    # 40 % of 24 jt, less 1,8 jt; 60 % of what is left of (15 + 18,5) after 9,5 + 5,75 + 1,8.
    assert (dsr["code"], dsr["percent"], dsr["room"]) == ("dsr", "40", 7_800_000)
    assert (dsr["base"], dsr["ratio"]) == (24_000_000, "7.50")
    assert (rpc["code"], rpc["room"]) == ("rpc", 9_870_000)
    assert (check["opportunity"], check["asked"]["months"]) == (file.public_id, 180)
    # 90 jt x 0,0725/12 / (1 - (1 + 0,0725/12)^-180)
    assert check["asked"]["highest_instalment"] == pytest.approx(821_577, abs=1)
    assert dsr["ratio_asked"] == "10.92"
    value = check["value"]
    assert (value["price"], value["appraisal"]) == (125 * MILLION, 120 * MILLION)
    assert value["ltv"] == "75.00"
    assert check["fits"] is True
    assert [one["fits"] for one in check["findings"]][-1] is False, "kol 2 is named"
    assert found["proposal"]["purpose"] == "Membeli rumah tinggal"
    assert [row["market_value"] for row in found["collateral"]] == [120 * MILLION]

    assert fields(program(bank.ani).get(person, opportunity="0" * 16)) == {"opportunity"}
    Opportunity.objects.system("a test sends it").update(analyst=bank.sinta)
    analyst = program(bank.sinta)
    assert analyst.get(of_file).json() == found, "the figures of a file sent to her"
    problem(analyst.get(person), 404)
    for path in (person, of_file):
        problem(program(bank.budi).get(path), 404)
        problem(program(bank.gita).get(path), 403)
        assert program(bank.eko).get(path).status_code == 200


def test_a_picture_asks_as_much_for_many_rows_and_a_restricted_one_stays(
    bank: Bank, program: Begin
) -> None:
    file, ani = make_opportunity(bank.ani, bank.kpr), program(bank.ani)
    base = f"/opportunities/{file.public_id}"
    subject, amount, counts = fill_picture(file, bank.ani), Decimal(MILLION), []
    for more in range(2):
        for name in ("Satu", "Dua", "Tiga")[: more * 3]:
            for model, values in (
                (FinanceLine, {"section": "income", "kind": "bonus", "amount": amount}),
                (Facility, {"lender": name, "kind": "card", "source": "slik"}),
                (Collateral, {"kind": "land", "description": name, "market_value": amount}),
            ):
                add_row(model, subject, values, actor=bank.ani, now=NOW)
            memo.freeze(subject, actor=bank.ani, now=NOW, today=NOW.date())
        for address in ("finance", "slik", "memo"):
            with CaptureQueriesContext(connection) as asked:
                assert ani.get(f"{base}/{address}").status_code == 200
            counts.append(len(asked))
    assert counts[:3] == counts[3:]
    assert max(counts) < 30, counts
    restrict(file.prospect, why="Sengketa", actor=bank.dewi, now=NOW)
    row = {"section": "income", "kind": "salary", "amount": MILLION}
    for address, body in ((f"{base}/finance/rows", row), (f"{base}/slik", {})):
        assert problem(ani.post(address, body, key="k1"), 409)["code"] == "locked"
    assert problem(ani.patch(f"{base}/memo", {}), 409)["code"] == "locked"


def test_rows_are_added_once_changed_taken_out_and_brought_back(bank: Bank, program: Begin) -> None:
    person = make_prospect(bank.ani)
    here = f"/prospects/{person.public_id}/finance/rows"
    ani, new = program(bank.ani), {"section": "income", "kind": "salary", "amount": 12 * MILLION}
    made = ani.post(here, new | {"is_payroll": True}, key="k1")
    assert made.status_code == 201, made.content
    row = made.json()["row"]
    assert (row["whose"], row["evidence"], row["is_payroll"]) == ("debtor", "none", True)
    assert ani.post(here, new | {"is_payroll": True}, key="k1").json()["row"] == row
    assert problem(ani.post(here, new, key="k1"), 409)["code"] == "key_reused"
    assert fields(ani.post(here, new | {"lender": "Bank"}, key="k2")) == {"lender"}
    assert fields(ani.post(here, new | {"kind": "house"}, key="k3")) == {"kind"}
    pledge = {"section": "collateral", "kind": "house", "description": "Rumah"}
    assert fields(ani.post(here, pledge, key="k4")) == {"section"}, "of an opportunity only"
    assert FinanceLine.objects.system("test").count() == 1

    address = f"{here}/{row['id']}"
    changed = ani.patch(address, {"version": 1, "amount": 13 * MILLION}).json()["row"]
    assert (changed["amount"], changed["is_payroll"], changed["version"]) == (13 * MILLION, True, 2)
    stale = problem(ani.patch(address, {"version": 1, "amount": 14 * MILLION}), 409)
    assert stale["code"] == "stale"
    assert stale["conflicts"] == [
        {"field": "amount", "yours": 14 * MILLION, "current": 13 * MILLION}
    ]
    out = {"version": 2, "is_removed": True}
    assert fields(ani.patch(address, out | {"note": "x"})) == {"note"}
    assert ani.patch(address, out).json()["row"]["is_removed"] is True
    assert ani.get(f"/prospects/{person.public_id}/finance").json()["sums"]["income"] == 0
    back = ani.patch(address, {"version": 3, "is_removed": False}).json()["row"]
    assert (back["is_removed"], back["amount"]) == (False, 13 * MILLION)

    facility = {"section": "facility", "lender": "Bank Lain", "kind": "vehicle",
                "instalment": 1_500_000, "rate": "8.5", "ends_on": "2028-06-10",
                "days_past_due": 12}  # fmt: skip
    credit = ani.post(here, facility, key="k5").json()["row"]
    assert (credit["rate"], credit["ends_on"]) == ("8.5", "2028-06-10")
    assert (credit["collectibility"], credit["is_counted"]) == (2, True), "as the days indicate"
    far = {"version": 1, "collectibility": 5}
    assert fields(ani.patch(f"{here}/{credit['id']}", far)) == {"collectibility_reason"}
    quiet = {"version": 1, "is_counted": False}
    assert ani.patch(f"{here}/{credit['id']}", quiet).json()["row"]["is_counted"] is False

    other = make_prospect(bank.ani, "Wati")
    problem(ani.patch(f"/prospects/{other.public_id}/finance/rows/{row['id']}", out), 404)
    problem(program(bank.budi).post(here, new, key="k6"), 404)
    reader = program(bank.ani, "read")
    assert problem(reader.post(here, new, key="k7"), 403)["code"] == "token_reads_only"
    problem(program(bank.eko).patch(address, out), 403)
    problem(program(bank.rudi).patch(address, out), 403)


def test_collateral_and_a_proposal_belong_to_an_opportunity(bank: Bank, program: Begin) -> None:
    file = make_opportunity(bank.ani, bank.kpr)
    base, ani = f"/opportunities/{file.public_id}/finance", program(bank.ani)
    house = {"section": "collateral", "kind": "house", "description": "Griya Asri C2",
             "market_value": 120 * MILLION, "appraised_on": "2026-11-12",
             "binding": "mortgage"}  # fmt: skip
    over = house | {"liquidation_value": 130 * MILLION}
    assert problem(ani.post(f"{base}/rows", over, key="k1"), 422)["errors"][0]["field"] == ""
    made = ani.post(f"{base}/rows", house, key="k2").json()["row"]
    assert (made["method"], made["appraised_on"]) == ("market", "2026-11-12")
    assert ani.get(base).json()["check"]["value"]["appraisal"] == 120 * MILLION
    kept: Collateral = Collateral.objects.system("test").get()
    assert (kept.opportunity_id, kept.owner_id) == (file.pk, bank.ani.pk)
    elsewhere = make_opportunity(bank.ani, bank.kpr, "Wati")
    strange = f"/opportunities/{elsewhere.public_id}/finance/rows/{made['id']}"
    problem(ani.patch(strange, {"version": 1, "is_removed": True}), 404)

    first = {"version": 0, "months": 180, "price": 125 * MILLION, "is_later": False, "floor": "36"}
    assert problem(ani.patch(f"{base}/proposal", {"version": 0, "vehicle": "two"}), 422)
    kept_now = ani.patch(f"{base}/proposal", first).json()
    assert (kept_now["version"], kept_now["is_later"], kept_now["floor"]) == (1, False, "36")
    stale = problem(ani.patch(f"{base}/proposal", first | {"months": 120}), 409)
    assert (stale["code"], stale["version"]) == ("stale", 1)
    changed = ani.patch(f"{base}/proposal", {"version": 1, "rate": "7.25"}).json()
    assert (changed["months"], changed["rate"], changed["price"]) == (180, "7.25", 125 * MILLION)
    problem(program(bank.budi).patch(f"{base}/proposal", first), 404)
    problem(program(bank.eko).patch(f"{base}/proposal", first), 403)
