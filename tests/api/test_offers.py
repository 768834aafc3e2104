"""Simulations, comparison, letters and booking for programs, each refusal beside its success."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from core.outbox import worker
from core.outbox.models import Run
from offers.decisions.voting import Ballot, vote
from offers.letters import drafts
from offers.models import Booking, Letter, Promotion, RateFloor, SavedSimulation
from offers.promotions import services as promotions
from org.models import AuditEntry
from products import asking, catalogue
from products.models import BankStanding, Limit, Product, Rate
from prospects import pipeline
from prospects.models import Disbursement, Milestone, Opportunity, TimelineEntry
from prospects.pipeline import NewDisbursement, claim_disbursement
from tests.api.program import Program, fields, problem
from tests.factories.bank import Bank
from tests.factories.decisions import MILLION, make_file, make_limits, put_forward
from tests.factories.prospects import NOW, make_opportunity, make_prospect

Begin = Callable[..., Program]
TODAY = NOW.date()
HOUSE = {"price": 750 * MILLION, "down_payment_percent": 20, "months": 180, "rate": 6.75,
         "fixed_months": 36, "floating_rate": 11.5}  # fmt: skip


@pytest.fixture
def goods(bank: Bank) -> dict[str, Product]:
    """The starting products, which have limits, rates and costs."""
    bank.kpr.delete()
    catalogue.load()
    return {row.code: row for row in Product.objects.all()}


# --- simulations ---------------------------------------------------------------------------------


def test_variants_stand_side_by_side(bank: Bank, goods: dict[str, Product], program: Begin) -> None:
    ani, kpr = program(bank.ani, "read"), goods["KPR"].public_id
    one = {"product": kpr, **HOUSE}
    answer = ani.post("/compare", {"variants": [one, one | {"months": 240}]})
    assert answer.status_code == 200, answer.content
    first, second = answer.json()["variants"]
    assert first["terms"]["payment"] == 5_309_457
    assert (first["terms"]["principal"], first["terms"]["down_payment"]) == (
        600 * MILLION, 150 * MILLION,
    )  # fmt: skip
    assert (second["terms"]["months"], second["terms"]["first_due_on"]) == (240, "2026-12-18")
    assert (
        sum(line["amount"] for line in first["terms"]["costs"]) + 150 * MILLION
        == (first["terms"]["cash"])
    )
    lines = {line["label"]: line for line in answer.json()["lines"]}
    assert (lines["Angsuran"]["differs"], lines["Uang muka"]["differs"]) == (True, False)
    assert lines["Angsuran"]["values"][0] == "Rp5.309.457"
    saved = {"product": goods["DEP"].public_id, "amount": 100 * MILLION, "days": 30, "rate": 4}
    term = ani.post("/compare", {"variants": [saved]}).json()["variants"][0]["terms"]
    assert (term["gross"], term["tax"], term["net"]) == (328_767, 65_753, 263_014)

    def wrong(*variants: Any) -> set[str]:
        return fields(ani.post("/compare", {"variants": list(variants)}))

    assert wrong(one, saved) == {"variants"}
    assert wrong(one, one | {"months": 600}) == {"variants.1.months"}
    assert wrong(one | {"amount": 5}) == {"variants.0.amount"}
    assert wrong(one | {"down_payment": 5}) == {"variants.0.down_payment_percent"}
    assert wrong({"product": kpr, "months": 12}) == {
        "variants.0.price", "variants.0.down_payment",
    }  # fmt: skip
    assert wrong({"product": bank.deposit.public_id[::-1]}) == {"variants.0.product"}
    assert wrong(one, one, one, one) == {"variants"}


def test_limits_and_ppn_of_what_is_bought(
    bank: Bank, goods: dict[str, Product], program: Begin
) -> None:
    ani, since = program(bank.ani, "read"), {"valid_from": "2026-01-01"}
    house = {"product": goods["KPR"].public_id, **HOUSE}

    def terms(**change: Any) -> dict[str, Any]:
        answer = ani.post("/compare", {"variants": [house | change]})
        assert answer.status_code == 200, answer.content
        found: dict[str, Any] = answer.json()["variants"][0]["terms"]
        return found

    def limit(**change: Any) -> tuple[str, str]:
        found = terms(**change)
        return found["value_limit"], found["limited_by"]

    assert limit() == ("90", "product")
    BankStanding.objects.create(total=5, homes=5, **since)
    assert limit(is_later_facility=True, floor_area=70) == ("90", "product")
    assert limit(is_later_facility=True, floor_area=70.01) == ("90", "both")
    Limit.objects.filter(code="ltv").update(percent=99)
    assert limit(is_later_facility=True, floor_area="70.01") == ("90", "regulator")
    assert limit(is_later_facility=True) == ("90", "regulator"), "not sent: the strictest"
    assert limit(property_kind="shop", floor_area=21) == ("95", "regulator")
    new = {"price": 2_500 * MILLION, "is_new_home": True, "handover_on": "2026-12-31"}
    costs = {line["code"]: line["amount"] for line in terms(**new)["costs"]}
    assert (costs["ppn"], costs["ppn_dtp"]) == (275 * MILLION, -220 * MILLION)
    late = {line["code"]: line["amount"] for line in terms(
        **new | {"handover_on": "2027-01-01"})["costs"]}  # fmt: skip
    assert (late["ppn"], "ppn_dtp" in late) == (275 * MILLION, False)
    for wrong, field in (({"wheels": "two"}, "wheels"), ({"floor_area": 0}, "floor_area"),
                         ({"property_kind": "flat"}, "property_kind"),
                         ({"property_kind": "boat"}, "property_kind")):  # fmt: skip
        answer = ani.post("/compare", {"variants": [house | wrong]})
        assert fields(answer) == {f"variants.0.{field}"}, wrong


def test_a_simulation_is_kept_once_and_read_by_whom_it_concerns(
    bank: Bank, goods: dict[str, Product], program: Begin
) -> None:
    person = make_prospect(bank.ani, "Sri Wahyuni")
    ani, here = program(bank.ani), f"/prospects/{person.public_id}/simulations"
    sent = {"product": goods["KPR"].public_id, **HOUSE}
    first = ani.post(here, sent, key="s1")
    assert first.status_code == 201, first.content
    assert ani.post(here, sent, key="s1").json() == first.json()
    made = first.json()
    assert (made["terms"]["payment"], made["prospect"]["name"]) == (5_309_457, "Sri Wahyuni")
    assert made["figures"][0]["value"] == "Rp5.309.457"
    row = SavedSimulation.objects.visible_to(bank.ani).get()
    assert "term=15&unit=years" in row.answers, "the page opens what a program kept"
    assert TimelineEntry.objects.filter(kind="simulation_saved").count() == 1
    address = f"/simulations/{made['id']}"
    assert program(bank.dewi).get(address).json() == made
    assert program(bank.dewi).get(here).json()["items"] == [made]
    before = {name: value for name, value in row.terms.items() if "limit" not in name}
    old = asking.terms_ready(before)  # as it was kept before limits were told
    assert (old["value_limit"], old["limited_by"]) == (None, None)
    assert (old["payment"], old["costs"]) == (5_309_457, made["terms"]["costs"])
    assert fields(ani.post(here, sent | {"income": 5}, key="s2")) == {"income"}
    assert problem(ani.post(here, sent | {"months": 120}, key="s1"), 409)["code"] == "key_reused"
    for path in (here, address):
        problem(program(bank.budi).get(path), 404)
        problem(program(bank.sinta).get(path), 404)
    problem(program(bank.budi).post(here, sent, key="s3"), 404)
    problem(program(bank.rudi).post(here, sent, key="s3"), 403)
    told = problem(program(bank.ani, "read").post(here, sent, key="s3"), 403)
    assert told["code"] == "token_reads_only"
    assert SavedSimulation.objects.system("test").count() == 1


# --- letters -------------------------------------------------------------------------------------


def offer(bank: Bank, **more: Any) -> Letter:
    """The draft of an offer of Rp600 juta for 15 years at the bank's own rate of 7,5 %."""
    Rate.objects.create(product=bank.kpr, rate=Decimal("7.5"), valid_from=TODAY)
    deal = make_opportunity(bank.ani, bank.kpr, "Sri Wahyuni", amount=600 * MILLION)
    values = {"amount": Decimal(600 * MILLION), "months": 180, "rate": Decimal("7.5"),
              "recipient": "Sri Wahyuni", "language": "id", "address": "Jl. Melati 5",
              "valid_until": TODAY + timedelta(days=30)} | more  # fmt: skip
    return drafts.write(deal, "offer", values, actor=bank.ani, now=NOW, today=TODAY)


def test_an_offer_is_issued_fetched_sent_and_accepted(bank: Bank, program: Begin) -> None:
    row, ani = offer(bank), program(bank.ani)
    here = f"/letters/{row.public_id}"
    draft = ani.get(here).json()
    assert (draft["state"], draft["steps"]) == ("draft", ["issue", "withdraw"])
    assert (draft["amount"], draft["rate"], draft["address"]) == (
        600 * MILLION, "7.5", "Jl. Melati 5",
    )  # fmt: skip
    issued = ani.patch(here, {"version": 1, "step": "issue"}).json()
    assert (issued["state"], issued["has_paper"]) == ("issued", False)
    assert problem(ani.patch(here, {"version": 1, "step": "issue"}), 409)["code"] == "stale"
    problem(ani.get(f"{here}/paper"), 404)
    worker.perform_run(Run.objects.get(kind="reports.letter").pk)
    paper = program(bank.dewi).get(f"{here}/paper").json()
    assert base64.b64decode(paper["content"]).startswith(b"%PDF")
    assert (paper["name"], len(paper["sha256"])) == ("001-SPn-A-XI-2026.pdf", 64)
    assert AuditEntry.objects.filter(action="letter_fetched", actor=bank.dewi).count() == 1
    version = ani.get(here).json()["version"]

    def step(name: str, **more: Any) -> Any:
        return ani.patch(here, {"version": version, "step": name, **more})

    assert fields(step("accept", channel="paper", on="2026-11-18")) == {""}
    assert fields(step("send")) == {"channel"}
    assert fields(step("send", channel="mail")) == {"channel"}, "no consent, so not by mail"
    version = step("send", channel="paper").json()["version"]
    assert fields(step("accept", channel="paper", on="2026-11-19")) == {"on"}
    assert fields(step("accept", channel="link", on="2026-11-18")) == {"channel"}
    done = step("accept", channel="paper", on="2026-11-18").json()
    assert (done["state"], done["answered_on"], done["steps"]) == ("accepted", "2026-11-18", [])
    assert [one["id"] for one in ani.get("/letters", state="accepted").json()["items"]] == [
        row.public_id
    ]
    assert ani.get("/letters", kind="sppk").json()["items"] == []
    assert fields(ani.get("/letters", state="kirim")) == {"state"}


def test_who_asks_for_better_terms_does_not_approve_them(bank: Bank, program: Begin) -> None:
    RateFloor.objects.create(product=bank.kpr, percent=7, valid_from=TODAY)
    row = offer(bank, rate=Decimal("6.5"), reason="Nasabah lama")
    here, ani, dewi = f"/letters/{row.public_id}", program(bank.ani), program(bank.dewi)
    assert ani.get(here).json()["steps"] == ["submit", "withdraw"]
    problem(ani.patch(here, {"version": 1, "step": "issue"}), 422)
    assert fields(ani.patch(here, {"version": 1, "step": "submit"})) == {"reason"}
    asked = ani.patch(here, {"version": 1, "step": "submit", "reason": "Pesaing 6,5"}).json()
    assert asked["state"] == "waiting"
    approve = {"version": asked["version"], "step": "approve"}
    problem(ani.patch(here, approve), 403)
    problem(program(bank.budi).patch(here, approve), 404)
    problem(program(bank.rudi).patch(here, approve), 403)
    problem(program(bank.dewi, "read").patch(here, approve), 403)
    assert fields(dewi.patch(here, approve | {"step": "return"})) == {"note"}
    assert dewi.patch(here, approve).json()["state"] == "issued"


def test_a_letter_is_written_negotiated_and_promises_a_promotion(
    bank: Bank, program: Begin
) -> None:
    deal = offer(bank).opportunity
    gift = Promotion.objects.create(
        name="Cashback akad", kind="cashback", family="kpr", valid_from=TODAY, quota=1,
        valid_to=TODAY, value=MILLION, budget=MILLION, drafted_by=bank.admin,
    )  # fmt: skip
    promotions.approve(gift, version=1, actor=bank.hana, now=NOW)
    here, ani = f"/opportunities/{deal.public_id}", program(bank.ani)
    (listed,) = ani.get(f"{here}/promotions").json()["items"]
    assert (listed["id"], listed["left"]) == (gift.public_id, 1)
    body = {"kind": "offer", "months": 180, "promotion": gift.public_id}
    for _time in range(2):
        made = ani.post(f"{here}/letters", body, key="l1")
        assert made.status_code == 201
    letter = made.json()
    assert (letter["amount"], letter["rate"], letter["recipient"]) == (
        600 * MILLION, "7.5", "Sri Wahyuni",
    )  # fmt: skip
    assert letter["promotion"] == {"id": gift.public_id, "name": "Cashback akad"}
    assert fields(ani.post(f"{here}/letters", {"kind": "sppk"}, key="l2")) == {"kind"}
    papers = {"kind": "papers", "amount": 1}
    assert fields(ani.post(f"{here}/letters", papers, key="l3")) == {"amount"}
    foreign = body | {"promotion": deal.public_id}
    assert fields(ani.post(f"{here}/letters", foreign, key="l4")) == {"promotion"}
    problem(program(bank.budi).post(f"{here}/letters", body, key="l5"), 404)
    problem(program(bank.rudi).post(f"{here}/letters", body, key="l5"), 403)
    one = f"/letters/{letter['id']}"
    changed = ani.patch(f"{one}/draft", {"version": 1, "purpose": "Rumah pertama"}).json()
    assert (changed["purpose"], changed["version"]) == ("Rumah pertama", 2)
    late = problem(ani.patch(f"{one}/draft", {"version": 1, "purpose": "Ruko"}), 409)
    assert (late["code"], late["version"]) == ("stale", 2)
    assert fields(ani.patch(f"{one}/draft", {"version": 2, "rate": "900"})) == {"rate"}
    issued = ani.patch(one, {"version": 2, "step": "issue"}).json()
    gift.refresh_from_db()
    assert (issued["state"], gift.reserved) == ("issued", 1)
    problem(ani.patch(f"{one}/draft", {"version": 3, "purpose": "Ruko"}), 422)
    asked = {"side": "customer", "amount": 600 * MILLION, "months": 240, "rate": "7.25"}
    for _time in range(2):
        rounds = ani.post(f"{one}/rounds", asked, key="r1").json()["items"]
    assert [(told["months"], told["rate"]) for told in rounds] == [(240, "7.25")]
    assert rounds[0]["margin"] > 0
    assert program(bank.eko).get(f"{one}/rounds").json()["items"] == rounds
    problem(program(bank.eko).post(f"{one}/rounds", asked, key="r2"), 403)
    following = ani.post(f"{one}/next", {"version": 3}, key="n1").json()
    assert (following["months"], following["rate"], following["replaces"]) == (
        240, "7.25", letter["id"],
    )  # fmt: skip
    assert problem(ani.post(f"{one}/next", {"version": 2}, key="n2"), 409)["code"] == "stale"


# --- booking -------------------------------------------------------------------------------------


@pytest.fixture
def signed(bank: Bank) -> Opportunity:
    """A file decided with Rp500 juta of 600, its SPPK recorded."""
    make_limits()
    row = make_file(bank.ani, bank.kpr, "Sri Wahyuni")
    less = Ballot("conditions", "Cukup", "DP 30%", amount=Decimal(500 * MILLION))
    proposal = put_forward(row, bank.ani, fee=Decimal(5 * MILLION))
    vote(proposal, less, version=1, actor=bank.dewi, now=NOW)
    pipeline.record_milestone(row, kind=Milestone.Kind.SPPK, reached_on=TODAY, reference="S/1",
                              actor=bank.rudi, now=NOW)  # fmt: skip
    return row


def test_an_akad_is_booked_against_the_promise_and_paid_in_parts(
    bank: Bank, signed: Opportunity, program: Begin
) -> None:
    rudi, here = program(bank.rudi), f"/opportunities/{signed.public_id}/booking"
    before = rudi.get(here).json()
    assert (before["booking"], before["promise"]["amount"]) == (None, 500 * MILLION)
    sent = {"version": 0, "signed_on": "2026-11-18", "number": "AKD/7", "amount": 500 * MILLION,
            "months": 180, "rate": "9.25", "fee": 5 * MILLION}  # fmt: skip
    assert fields(rudi.patch(here, sent | {"amount": 600 * MILLION})) == {"amount"}
    assert fields(rudi.patch(here, sent)) == {"reason"}, "a difference says why"
    problem(program(bank.ani).patch(here, sent), 403)
    problem(program(bank.budi).get(here), 404)
    problem(program(bank.rudi, "read").patch(here, sent), 403)
    booked = rudi.patch(here, sent | {"reason": "Suku bunga naik"}).json()["booking"]
    assert booked["differences"] == [{"field": "rate", "promised": "9", "booked": "9.25"}]
    assert (booked["number"], booked["contact_by"]) == ("AKD/7", "2026-11-23")
    late = problem(rudi.patch(here, sent | {"number": "AKD/8", "reason": "x"}), 409)
    assert late["conflicts"] == [{"field": "number", "yours": "AKD/8", "current": "AKD/7"}]
    assert program(bank.eko).get("/bookings").json()["items"] == [booked]
    assert program(bank.budi).get("/bookings").json()["items"] == []
    assert Booking.objects.system("test").count() == 1

    def claimed(millions: int) -> Disbursement:
        fresh = Opportunity._unscoped.select_related("product", "branch", "owner").get(pk=signed.pk)
        new = NewDisbursement(Decimal(millions * MILLION), TODAY)
        return claim_disbursement(fresh, new, actor=bank.ani, now=NOW)

    first = claimed(300)
    part = {"amount": 300 * MILLION, "disbursed_on": "2026-11-18", "account": "1234567890"}
    assert fields(rudi.post(f"{here}/parts", part | {"claim": "0" * 16}, key="b0")) == {"claim"}
    problem(program(bank.ani).post(f"{here}/parts", part, key="b1"), 403)
    with_claim = part | {"claim": first.public_id}
    made = rudi.post(f"{here}/parts", with_claim, key="b1")
    assert (made.status_code, made.json()["id"]) == (201, first.public_id)
    assert made.json()["state"] == "confirmed"
    assert rudi.post(f"{here}/parts", with_claim, key="b1").json() == made.json()
    second = claimed(200)
    other = part | {"amount": 150 * MILLION, "claim": second.public_id}
    assert rudi.post(f"{here}/parts", other, key="b2").json()["amount"] == 150 * MILLION
    second.refresh_from_db()
    assert second.state == "refused"
    confirmed = program(bank.ani).get("/disbursements").json()["items"]
    assert sorted(one["amount"] for one in confirmed) == [150 * MILLION, 300 * MILLION]


def test_the_rules_of_a_product_answer_beside_the_figures(
    bank: Bank, goods: dict[str, Product], program: Begin
) -> None:
    ani = program(bank.ani, "read")
    house = {"product": goods["FLPP"].public_id, "region": "3273", "price": 166 * MILLION,
             "income": 9 * MILLION, "is_married": True, "floor_area": 36,
             "land_area": 60}  # fmt: skip
    loan = {"method": "anuitas", "principal": 164_340_000, "rate": 5, "months": 240}
    found = ani.post("/simulate", loan | {"applicant": house}).json()
    assert (found["first_payment"], found["eligibility"]["is_open"]) == (1_084_571, True)
    single = ani.post("/simulate", loan | {"applicant": house | {"is_married": False}}).json()
    refused = [one["words"] for one in single["eligibility"]["findings"] if one["is_met"] is False]
    assert len(refused) == 1
    assert "Rp8.500.000" in refused[0]
    assert ani.post("/simulate", loan).json()["eligibility"] is None
    wrong = loan | {"applicant": house | {"product": "0" * 16}}
    assert fields(ani.post("/simulate", wrong)) == {"applicant.product"}
    BankStanding.objects.create(total=5, homes=5, valid_from="2026-01-01")
    Limit.objects.filter(code="ltv").update(percent=100)
    asked = {"product": goods["KPR"].public_id, "price": 200 * MILLION}
    big = loan | {"principal": 190 * MILLION}
    later = {"property_kind": "house", "is_later": True}
    for told, is_met in (({}, None), (later | {"floor_area": 70.01}, False),
                         (later | {"floor_area": 70}, True)):  # fmt: skip
        said = ani.post("/simulate", big | {"applicant": asked | told}).json()["eligibility"]
        (limit,) = [one for one in said["findings"] if "LTV" in one["words"]]
        assert limit["is_met"] is is_met, told
