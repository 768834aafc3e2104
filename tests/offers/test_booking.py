"""Booking: the akad beside what was promised, parts of the money with what the officer said."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from followups.models import FollowUp
from offers.booking.promise import instalment_of, promise_of
from offers.booking.services import Akad, book_akad
from offers.decisions.voting import Ballot, vote
from offers.models import Booking, Riplay, RiplayRule
from offers.riplay import services as riplays
from offers.riplay.gate import waive
from offers.simulations import services as simulations
from org.models import AuditEntry, Holiday, User
from products.calculators.loans import Period
from products.simulation import Loan
from prospects import pipeline
from prospects.models import Disbursement, Milestone, Opportunity, TimelineEntry
from prospects.pipeline import NewDisbursement, claim_disbursement
from tests.api.program import Program
from tests.factories.bank import Bank
from tests.factories.decisions import (
    MILLION,
    accept_sppk,
    make_file,
    make_limits,
    put_forward,
    send_sppk,
)
from tests.factories.prospects import NOW

SignIn = Callable[[User], Client]
TODAY = NOW.date()
MONEY = Decimal(500 * MILLION)
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def file(bank: Bank) -> Opportunity:
    """A file decided with 500 of 600, its SPPK recorded."""
    make_limits()
    row = make_file(bank.ani, bank.kpr, "Sri Wahyuni")
    proposal = put_forward(row, bank.ani, fee=Decimal(5 * MILLION))
    less = Ballot("conditions", "Cukup", "DP 30%", amount=MONEY)
    vote(proposal, less, version=1, actor=bank.dewi, now=NOW)
    pipeline.record_milestone(row, kind=Milestone.Kind.SPPK, reached_on=TODAY, reference="S/1",
                              actor=bank.rudi, now=NOW)  # fmt: skip
    return fresh(row)


def fresh(row: Opportunity) -> Opportunity:
    rows = Opportunity._unscoped.select_related("product", "branch", "owner", "prospect")
    return rows.get(pk=row.pk)


def url(row: Opportunity, step: str) -> str:
    return reverse(f"offers:booking-{step}", args=[row.public_id])


def akad(row: Opportunity, **changed: str) -> dict[str, str]:
    promise = promise_of(row, TODAY)
    assert promise is not None
    sent = {"signed_on": "18/11/2026", "number": "AKD/7", "amount": "500jt", "months": "180",
            "rate": "9", "fee": "5jt", "instalment": f"{promise.terms.instalment}", "reason": "",
            "version": "0", "idempotency_key": "b1"}  # fmt: skip
    return sent | changed


def panel(client: Client, row: Opportunity) -> str:
    address = reverse("prospects:opportunity-panel", args=[row.public_id, "booking"])
    return client.get(address).content.decode()


def test_an_akad_as_promised_asks_no_reason(bank: Bank, file: Opportunity,
                                            sign_in: SignIn) -> None:  # fmt: skip
    assert instalment_of(bank.kpr, MONEY, 180, Decimal(9), TODAY) == Decimal(5_071_333)
    rudi = sign_in(bank.rudi)
    assert "5.071.333" in rudi.get(url(file, "akad")).content.decode()
    for _n in range(2):
        assert rudi.post(url(file, "akad"), akad(file)).status_code == 303
    row = Booking._unscoped.get()
    assert (row.differences, row.contact_by, row.promise["number"]) == (
        {}, None, "001/PTS/A/XI/2026",
    )  # fmt: skip
    assert fresh(file).stage == "signing"
    assert Milestone.objects.get(opportunity=file, kind="signing").reference == "AKD/7"
    assert not FollowUp._unscoped.filter(purpose="tell_difference").exists()
    assert "001/PTS/A/XI/2026" in panel(rudi, file)
    late = rudi.post(url(file, "akad"), akad(file, number="AKD/8", idempotency_key="b2"))
    assert late.status_code == 409
    assert "AKD/7" in late.content.decode()
    again = akad(file, number="AKD/8", version="1", idempotency_key="b3")
    assert rudi.post(url(file, "akad"), again).status_code == 303
    assert Booking._unscoped.get().number == "AKD/8"


def test_a_difference_needs_a_reason_and_a_contact_within_three_working_days(
    bank: Bank, file: Opportunity, sign_in: SignIn
) -> None:
    Holiday.objects.create(day=date(2026, 11, 19), name="Libur", kind="local", branch=bank.a)
    rudi = sign_in(bank.rudi)
    dear = akad(file, rate="9,5", instalment="5.300.000")
    refused = rudi.post(url(file, "akad"), dear)
    assert refused.status_code == 422
    assert "5.300.000" in refused.content.decode()
    assert not Booking._unscoped.exists()
    assert fresh(file).stage == "sppk"
    told = dear | {"reason": "Suku bunga naik sebelum akad", "idempotency_key": "b2"}
    assert rudi.post(url(file, "akad"), told).status_code == 303
    row = Booking._unscoped.get()
    assert row.differences == {"rate": ["9", "9.5"], "instalment": ["5071333", "5300000"]}
    # Wednesday; Thursday is closed, so Friday, Monday, Tuesday are the three working days.
    assert row.contact_by == date(2026, 11, 24)
    step = FollowUp._unscoped.get(purpose="tell_difference")
    assert (step.owner, step.due_on, step.opportunity_id) == (
        bank.ani, date(2026, 11, 20), file.pk,
    )  # fmt: skip
    page = panel(sign_in(bank.ani), file)
    for text in ("Suku bunga naik", "9%", "9,5%", "24"):
        assert text in page


def test_no_more_than_decided_and_not_by_the_owner(
    bank: Bank, file: Opportunity, sign_in: SignIn
) -> None:
    rudi = sign_in(bank.rudi)
    more = rudi.post(url(file, "akad"), akad(file, amount="600jt", reason="x"))
    assert more.status_code == 422
    assert "500.000.000" in more.content.decode()
    less = rudi.post(url(file, "akad"), akad(file, amount="450jt", reason="Nasabah minta kurang",
                                             idempotency_key="b2"))  # fmt: skip
    assert less.status_code == 303
    assert fresh(file).amount == Decimal(450 * MILLION)
    assert sign_in(bank.ani).post(url(file, "akad"), akad(file)).status_code == 403
    own = make_file(bank.dewi, bank.kpr, "Dodi")
    with pytest.raises(PermissionDenied):
        book_akad(own, Akad(TODAY, "1", MONEY, 12, Decimal(9)), version=0, actor=bank.dewi,
                  now=NOW)  # fmt: skip


def test_two_parts_one_matched_with_the_officers_entry_one_refused(
    bank: Bank, file: Opportunity, sign_in: SignIn
) -> None:
    rudi = sign_in(bank.rudi)
    rudi.post(url(file, "akad"), akad(file))

    def claim(millions: int) -> Disbursement:
        new = NewDisbursement(Decimal(millions * MILLION), TODAY)
        return claim_disbursement(fresh(file), new, actor=bank.ani, now=NOW)

    def part(claimed: Disbursement | None, amount: str, key: str, **more: str) -> Any:
        sent = {"claim": claimed.public_id if claimed else "", "amount": amount,
                "disbursed_on": "18/11/2026", "account": "1234567890", "note": "",
                "idempotency_key": key}  # fmt: skip
        return rudi.post(url(file, "part"), sent | more)

    first = claim(300)
    assert "Rp300.000.000" in rudi.get(url(file, "part")).content.decode()
    assert part(first, "300jt", "c1", account="").status_code == 422
    for _n in range(2):
        assert part(first, "300jt", "c2").status_code == 303
    rows = Disbursement._unscoped.filter(opportunity=file)
    done = rows.get()
    assert (done.state, done.account_tail, done.decided_by) == ("confirmed", "7890", bank.rudi)
    assert fresh(file).status == "won"
    second = claim(200)
    assert part(second, "150jt", "c3").status_code == 303
    assert part(second, "50jt", "c4").status_code == 422  # it was decided on
    assert dict(rows.values_list("amount", "state")) == {
        Decimal(300 * MILLION): "confirmed", Decimal(200 * MILLION): "refused",
        Decimal(150 * MILLION): "confirmed",
    }  # fmt: skip
    assert "150.000.000" in Disbursement._unscoped.get(pk=second.pk).note
    assert part(None, "60jt", "c5").status_code == 422  # 50 are left
    assert part(None, "50jt", "c6").status_code == 303
    assert sign_in(bank.ani).get(url(file, "part")).status_code == 403


def test_the_list_of_credit_administration(bank: Bank, file: Opportunity,
                                           sign_in: SignIn) -> None:  # fmt: skip
    rudi, address = sign_in(bank.rudi), reverse("offers:booking-list")

    def names(show: str) -> bool:
        return "Sri Wahyuni" in rudi.get(f"{address}?show={show}").content.decode()

    assert [names(show) for show in ("akad", "money", "claims", "part")] == [True] + [False] * 3
    rudi.post(url(file, "akad"), akad(file))
    claim_disbursement(fresh(file), NewDisbursement(Decimal(MILLION), TODAY), actor=bank.ani,
                       now=NOW)  # fmt: skip
    assert [names(show) for show in ("akad", "money", "claims", "part")] == [
        False, True, True, False,
    ]  # fmt: skip
    pipeline.enter_disbursement(fresh(file), NewDisbursement(Decimal(MILLION), TODAY, "12345678"),
                                actor=bank.rudi, now=NOW)  # fmt: skip
    assert names("part")
    assert sign_in(bank.ani).get(address).status_code == 403


def test_the_akad_is_held_to_the_letter_the_customer_accepted_last(
    bank: Bank, sign_in: SignIn
) -> None:
    make_limits()
    row = make_file(bank.ani, bank.kpr, "Dodi")
    less = Ballot("conditions", "Cukup", "DP 30%", amount=MONEY)
    vote(put_forward(row, bank.ani, fee=Decimal(4 * MILLION)), less, version=1, actor=bank.dewi,
         now=NOW)  # fmt: skip
    letter = accept_sppk(send_sppk(row, bank.rudi), bank.rudi)
    shown = panel(sign_in(bank.ani), row)
    for text in (letter.number, "18 November 2026", "Rp500.000.000", "5.071.333", "Rp4.000.000"):
        assert text in shown
    # The bank decides anew at another rate and writes no new letter: he was promised 9%.
    dear = Ballot("conditions", "Bunga naik", "Bunga 9,5%", amount=Decimal(550 * MILLION),
                  rate=Decimal("9.5"))  # fmt: skip
    vote(put_forward(fresh(row), bank.ani), dear, version=1, actor=bank.dewi, now=NOW)
    told = Program(bank.rudi).get(f"/opportunities/{row.public_id}/booking").json()["promise"]
    assert (told["number"], told["rate"], told["accepted_on"], told["amount"]) == (
        letter.number, "9", "2026-11-18", 500 * MILLION,
    )  # fmt: skip
    rudi, sends = sign_in(bank.rudi), akad(fresh(row), rate="9,5", fee="4jt")
    assert rudi.post(url(row, "akad"), sends).status_code == 422
    more = sends | {"amount": "560jt", "reason": "x", "idempotency_key": "b2"}
    assert "550.000.000" in rudi.post(url(row, "akad"), more).content.decode()
    sends |= {"reason": "Suku bunga acuan naik", "idempotency_key": "b3"}
    assert rudi.post(url(row, "akad"), sends).status_code == 303
    kept = Booking._unscoped.get()
    assert (kept.differences, kept.promise["number"]) == ({"rate": ["9", "9.5"]}, letter.number)
    assert kept.contact_by == date(2026, 11, 23)
    assert FollowUp._unscoped.filter(purpose="tell_difference").count() == 1
    page = panel(sign_in(bank.ani), row)
    for text in (letter.number, "9%", "9,5%", "Suku bunga acuan naik"):
        assert text in page


def asked(file: Opportunity, rudi: Client, **changed: str) -> Any:
    return rudi.post(url(file, "akad"), akad(file, **changed))


def test_an_akad_asks_for_a_confirmed_riplay_of_its_terms(
    bank: Bank, file: Opportunity, sign_in: SignIn
) -> None:
    rudi = sign_in(bank.rudi)
    RiplayRule.objects.create(valid_from=TODAY)
    assert asked(file, rudi).status_code == 422
    by_hand = {"kind": Milestone.Kind.SIGNING, "reached_on": TODAY, "reference": "1"}
    with pytest.raises(ValidationError, match="RIPLAY"):
        pipeline.record_milestone(file, actor=bank.rudi, now=NOW, **by_hand)
    other = summary(bank, file, 180, "9.5")
    confirm(bank, other)
    refused = asked(file, rudi, idempotency_key="b2")
    assert refused.status_code == 422
    assert "9%" in refused.content.decode()  # confirmed, but with another rate
    mine = summary(bank, file, 180, "9")
    assert asked(file, rudi, idempotency_key="b3").status_code == 422  # not confirmed yet
    confirm(bank, mine)
    assert asked(file, rudi, idempotency_key="b4").status_code == 303
    assert Booking._unscoped.get().number == "AKD/7"


def summary(bank: Bank, file: Opportunity, months: int, rate: str) -> Riplay:
    """The personal RIPLAY of these terms."""
    loan = Loan(bank.kpr, MONEY, (Period(Decimal(rate), months),), TODAY)
    kept = simulations.save(file.prospect, loan, "", actor=bank.ani, now=NOW)
    return riplays.begin(kept, actor=bank.ani, now=NOW)


def confirm(bank: Bank, row: Riplay) -> None:
    row = riplays.give(row, version=1, channel="phone", actor=bank.ani, now=NOW)
    word = riplays.Word("officer", TODAY, NOW.astimezone(row.branch.zone).time(), "Cabang A")
    riplays.acknowledge(row, word, version=2, actor=bank.ani, now=NOW)


def test_a_head_waives_it_with_a_reason_and_an_officer_does_not(
    bank: Bank, file: Opportunity, sign_in: SignIn
) -> None:
    RiplayRule.objects.create(valid_from=TODAY)
    address = reverse("offers:riplay-waive", args=[file.public_id])
    why = {"reason": "Nasabah sakit, dibacakan lewat telepon", "idempotency_key": "w"}
    for person in (bank.ani, bank.rudi, bank.tono):
        assert sign_in(person).post(address, why).status_code == 403
        with pytest.raises(PermissionDenied):
            waive(file, "x", actor=person, now=NOW)
    dewi = sign_in(bank.dewi)
    ask = reverse("prospects:opportunity-panel", args=[file.public_id, "riplay"])
    assert address in dewi.get(ask).content.decode()
    assert address not in sign_in(bank.ani).get(ask).content.decode()
    dewi = sign_in(bank.dewi)
    assert dewi.post(address, why | {"reason": " "}).status_code == 422
    for _press in range(2):
        assert dewi.post(address, why).status_code == 303
    assert dewi.post(address, why | {"idempotency_key": "w2"}).status_code == 422
    assert AuditEntry.objects.filter(action="riplay_waived", actor=bank.dewi).count() == 1
    line = TimelineEntry.objects.get(kind="riplay_waived")
    assert (line.body, line.actor) == (why["reason"], bank.dewi)
    assert why["reason"] in dewi.get(ask).content.decode()
    assert asked(file, sign_in(bank.rudi)).status_code == 303
    own = make_file(bank.dewi, bank.kpr, "Dodi")
    with pytest.raises(PermissionDenied):
        waive(own, "x", actor=bank.dewi, now=NOW)
