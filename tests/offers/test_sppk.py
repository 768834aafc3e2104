"""SPPK: written from the decision that carries the file, with its terms and nothing beyond."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from core.outbox import worker
from core.outbox.models import Run
from offers.decisions.voting import Ballot, vote
from offers.letters import drafts, services
from offers.letters.sppk import write_sppk
from offers.models import Decision, Letter
from org.models import User
from products.models import Rate, UpfrontCost
from prospects import pipeline
from prospects.models import LossReason, Milestone, Opportunity, TimelineEntry
from prospects.pipeline.endings import end_opportunity
from tests.api.program import Program, fields, problem
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
BODY = {"recipient": "Sri Wahyuni", "address": "Jl. Melati 5\nBandung", "language": "id",
        "valid_until": "18/12/2026", "version": "1", "idempotency_key": "s1"}  # fmt: skip
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def file(bank: Bank) -> Opportunity:
    """A file of Ani's, decided with Rp500 juta of 600."""
    make_limits()
    return decided(bank, "Sri Wahyuni")


def decided(bank: Bank, name: str, millions: int = 500, owner: User | None = None) -> Opportunity:
    owner = owner or bank.ani
    file = make_file(owner, bank.kpr, name)
    row = put_forward(file, owner, fee=Decimal(4 * MILLION), collateral="SHM 123, Cimahi",
                      conditions="Asuransi jiwa")  # fmt: skip
    less = Ballot("conditions", "Cukup", "DP 30%", amount=Decimal(millions * MILLION))
    vote(row, less, version=1, actor=bank.gita, now=NOW)
    return fresh(file)


def fresh(row: Opportunity) -> Opportunity:
    rows = Opportunity._unscoped.select_related("product", "branch", "owner", "prospect")
    return rows.get(pk=row.pk)


def page(row: Opportunity) -> str:
    return reverse("offers:sppk-new", args=[row.public_id])


def step(client: Client, row: Letter, name: str, **body: str) -> Any:
    row.refresh_from_db()
    url = reverse("offers:letter-step", args=[row.public_id, name])
    return client.post(url, {"version": str(row.version)} | body)


def told(row: Letter) -> tuple[Any, ...]:
    return row.amount, row.months, row.rate, row.fee


WHAT_WAS_DECIDED = (Decimal(500 * MILLION), 180, Decimal(9), Decimal(4 * MILLION))


# --- what it says ------------------------------------------------------------------------------


def test_500_of_600_lets_it_carry_only_500_on_page_api_and_service(
    bank: Bank, file: Opportunity, sign_in: SignIn
) -> None:
    rudi = sign_in(bank.rudi)
    more: dict[str, Any] = {"amount": Decimal(600 * MILLION), "rate": Decimal(1)}
    panel = reverse("prospects:opportunity-panel", args=[file.public_id, "decisions"])
    assert page(file) in rudi.get(panel).content.decode()
    shown = rudi.get(page(file)).content.decode()
    for text in ("Rp500.000.000", "DP 30%", "SHM 123", "5.071.333", "001/PTS/A/XI/2026"):
        assert text in shown
    for _press in range(2):
        sends = BODY | {"amount": "600jt", "rate": "1", "conditions": "tidak ada"}
        assert rudi.post(page(file), sends).status_code == 303
    row = Letter._unscoped.get()
    assert told(row) == WHAT_WAS_DECIDED
    assert row.conditions == "Asuransi jiwa\nDP 30%"
    assert page(file) not in rudi.get(panel).content.decode()
    edit = reverse("offers:letter-edit", args=[row.public_id])
    assert rudi.post(edit, sends | {"idempotency_key": "s2"}).status_code == 303
    row.refresh_from_db()
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter._unscoped.create(
            kind="sppk", decision=row.decision, prospect=row.prospect, opportunity=file,
            owner=bank.ani, branch=bank.a, created_by=bank.rudi, created_at=NOW, updated_at=NOW,
        )  # fmt: skip
    more |= {"conditions": "tidak ada", "collateral": "tanpa"}
    changed = drafts.change(row, more, version=row.version, actor=bank.rudi, now=NOW, today=TODAY)
    assert told(changed) == WHAT_WAS_DECIDED
    assert (changed.conditions, changed.collateral) == (
        "Asuransi jiwa\nDP 30%", "SHM 123, Cimahi",
    )  # fmt: skip
    other, program = decided(bank, "Dodi"), Program(bank.rudi)
    address = f"/opportunities/{other.public_id}/sppk"
    assert fields(program.post(address, {"amount": 600 * MILLION}, key="a")) == {"amount"}
    made = program.post(address, {"address": "Jl. Mawar 1"}, key="b")
    assert made.status_code == 201, made.content
    assert program.post(address, {"address": "Jl. Mawar 1"}, key="b").json() == made.json()
    answer = made.json()
    assert (answer["amount"], answer["rate"], answer["fee"], answer["decision"]) == (
        500 * MILLION, "9", 4 * MILLION, "002/PTS/A/XI/2026",
    )  # fmt: skip
    assert (answer["valid_until"], answer["steps"]) == ("2027-02-16", ["issue", "withdraw"])
    third = write_sppk(decided(bank, "Tini"), more, actor=bank.rudi, now=NOW)
    assert told(third) == WHAT_WAS_DECIDED
    # Whoever changes a draft past the services cannot issue it.
    Letter._unscoped.filter(pk=third.pk).update(amount=600 * MILLION)
    with pytest.raises(ValidationError):
        services.issue(third, version=1, actor=bank.rudi, now=NOW, today=TODAY)


def test_its_paper_has_number_words_conditions_and_the_place_to_sign(
    bank: Bank, file: Opportunity
) -> None:
    """The fee is the decided one; a rate that is fixed for a while only is told as such."""
    UpfrontCost.objects.create(product=bank.kpr, code="provision", basis="loan", percent=1,
                               valid_from=TODAY)  # fmt: skip
    Rate.objects.create(product=bank.kpr, rate=Decimal("9.5"), fixed_months=36,
                        floating_rate=Decimal(12), valid_from=TODAY)  # fmt: skip
    row = write_sppk(file, {"language": "both"}, actor=bank.rudi, now=NOW)
    row = services.issue(row, version=1, actor=bank.rudi, now=NOW, today=TODAY)
    assert row.number == "001/SPPK/A/XI/2026"
    words = row.content["blocks"]["id"]
    for text in ("lima ratus juta rupiah", "36 bulan pertama", "SHM 123, Cimahi"):
        assert text in str(words["terms"]), words["terms"]
    assert words["conditions"][:2] == ["Asuransi jiwa", "DP 30%"]
    assert words["costs"][0][1] == "Rp4.000.000"
    assert words["instalments"][0][2] == "Rp5.071.333"
    assert "Rp10.000" in words["acceptance"]["duty"]
    assert "16 Februari 2027" in words["closing"][0]
    assert "batal dengan sendirinya" in words["closing"][1]
    assert worker.perform_run(Run.objects.get(kind="reports.letter").pk) == "done"
    row.refresh_from_db()
    assert bytes(row.pdf or b"").startswith(b"%PDF")


# --- from a decision only, by whom -----------------------------------------------------------


def test_without_a_decision_in_force_it_is_refused_on_page_api_and_service(
    bank: Bank, sign_in: SignIn
) -> None:
    make_limits()
    bare, rudi, program = make_file(bank.ani, bank.kpr), sign_in(bank.rudi), Program(bank.rudi)

    def refused(file: Opportunity, words: str) -> None:
        with pytest.raises(ValidationError, match=words):
            write_sppk(file, {}, actor=bank.rudi, now=NOW)
        problem(program.post(f"/opportunities/{file.public_id}/sppk", {}, key=words), 422)
        answer = rudi.post(page(file), BODY | {"idempotency_key": words})
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert rudi.get(page(file)).status_code == 303

    refused(bare, "hanya ditulis dari sebuah putusan")
    again = decided(bank, "Sri Wahyuni")
    row = send_sppk(again, bank.rudi)
    refused(again, "sudah punya SPPK")
    accept_sppk(row, bank.rudi)
    refused(again, "sudah punya SPPK")
    late = decided(bank, "Dodi")
    with time_machine.travel(NOW + timedelta(days=91), tick=False) as clock:
        now = NOW + timedelta(days=91)
        with pytest.raises(ValidationError, match="Putusan berakhir"):
            write_sppk(late, {}, actor=bank.rudi, now=now)
        clock.move_to(NOW)
    with pytest.raises(ValidationError):
        write_sppk(late, {"valid_until": TODAY + timedelta(days=91)}, actor=bank.rudi, now=NOW)
    kept = write_sppk(late, {"valid_until": TODAY + timedelta(days=90)}, actor=bank.rudi, now=NOW)
    assert kept.valid_until == TODAY + timedelta(days=90)


def test_credit_administration_or_the_head_writes_it_and_never_the_owner(
    bank: Bank, file: Opportunity, sign_in: SignIn
) -> None:
    for name, status in (("ani", 403), ("sinta", 404), ("eko", 403), ("gita", 403), ("dewi", 200),
                         ("rudi", 200)):  # fmt: skip
        assert sign_in(bank.people[name]).get(page(file)).status_code == status, name
    own = decided(bank, "Dodi", owner=bank.dewi)
    assert sign_in(bank.dewi).post(page(own), BODY).status_code == 403
    problem(Program(bank.dewi).post(f"/opportunities/{own.public_id}/sppk", {}, key="a"), 403)
    for actor in (bank.ani, bank.eko):
        with pytest.raises(PermissionDenied):
            write_sppk(file, {}, actor=actor, now=NOW)
    row = write_sppk(file, {}, actor=bank.rudi, now=NOW)
    ani = sign_in(bank.ani)
    assert ani.get(reverse("offers:letter", args=[row.public_id])).status_code == 200
    assert ani.get(reverse("offers:letter-edit", args=[row.public_id])).status_code == 403
    assert step(ani, row, "issue").status_code == 403
    assert step(sign_in(bank.rudi), row, "issue").status_code == 303
    # Whoever serves the customer hands it over; the answer is kept by who may confirm.
    ani = sign_in(bank.ani)
    assert step(ani, row, "send", channel="paper").status_code == 303
    answer = {"channel": "paper", "on": "18/11/2026"}
    assert step(ani, row, "accept", **answer).status_code == 403
    problem(Program(bank.ani).patch(f"/letters/{row.public_id}", {
        "version": 3, "step": "accept", "channel": "paper", "on": "2026-11-18"}), 403)  # fmt: skip
    assert step(sign_in(bank.rudi), row, "accept", **answer).status_code == 303
    row.refresh_from_db()
    assert row.state == "accepted"


# --- what happens to it ----------------------------------------------------------------------


@pytest.mark.parametrize("by_link", [False, True])
def test_its_acceptance_moves_the_file_and_is_taken_back_there(
    bank: Bank, file: Opportunity, by_link: bool
) -> None:
    row = send_sppk(file, bank.rudi)
    with pytest.raises(ValidationError):
        pipeline.record_milestone(file, kind=Milestone.Kind.SPPK, reached_on=TODAY,
                                  reference="X", actor=bank.rudi, now=NOW)  # fmt: skip
    accept_sppk(row, None if by_link else bank.rudi)
    assert fresh(file).stage == "sppk"
    fact = Milestone.objects.get(opportunity=file, kind="sppk")
    assert (fact.reference, fact.reached_on, fact.by) == (
        row.number, TODAY, bank.rudi,
    )  # fmt: skip
    row.refresh_from_db()
    terms = row.accepted_terms
    assert terms is not None
    assert (terms.amount, terms.instalment, terms.fee) == (
        Decimal(500 * MILLION), Decimal(5_071_333), Decimal(4 * MILLION),
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter._unscoped.filter(pk=row.pk).update(fee=1)
    pipeline.withdraw_milestone(fresh(file), kind="sppk", version=fresh(file).version,
                                actor=bank.rudi, now=NOW)  # fmt: skip
    row.refresh_from_db()
    assert (row.state, row.answered_on, fresh(file).stage) == ("sent", None, "decision")
    accept_sppk(row, bank.rudi)
    assert fresh(file).stage == "sppk"
    kinds = TimelineEntry.objects.filter(opportunity=file).values_list("kind", flat=True)
    assert "letter_reopened" in set(kinds)


def test_a_decision_taken_back_or_made_anew_and_a_lost_file_end_it(
    bank: Bank, file: Opportunity
) -> None:
    row = send_sppk(file, bank.rudi)
    pipeline.withdraw_milestone(file, kind="decision", version=fresh(file).version,
                                actor=bank.rudi, now=NOW)  # fmt: skip
    row.refresh_from_db()
    assert (row.state, bool(row.answer_note)) == ("withdrawn", True)
    with pytest.raises(ValidationError):
        accept_sppk(row, bank.rudi)
    # Decided anew while a first SPPK is accepted: a second one may be written, the first stays.
    again = decided(bank, "Dodi")
    first, waits = accept_sppk(send_sppk(again, bank.rudi), bank.rudi), None
    for millions in (450, 400):
        anew = put_forward(fresh(again), bank.ani, millions)
        vote(anew, Ballot("approve", "Layak"), version=1, actor=bank.dewi, now=NOW)
        if waits:
            waits.refresh_from_db()
            assert waits.state == "withdrawn"
        waits = send_sppk(fresh(again), bank.rudi)
        assert waits.amount == millions * MILLION
    assert waits is not None
    accept_sppk(waits, bank.rudi)
    first.refresh_from_db()
    assert first.state == "accepted"
    assert Milestone.objects.get(opportunity=again, kind="sppk").reference == waits.number
    lost = decided(bank, "Tini")
    draft = write_sppk(lost, {}, actor=bank.rudi, now=NOW)
    reason = LossReason.objects.filter(kind="customer", is_active=True).first()
    assert reason is not None
    end_opportunity(lost, kind="customer", reason=reason, version=lost.version, actor=bank.ani,
                    now=NOW)  # fmt: skip
    draft.refresh_from_db()
    assert draft.state == "withdrawn"
    assert Decision._unscoped.count() == 5
