"""Proposals and decisions: who decides on what, four eyes, votes, and what a decision allows."""

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.versioning import StaleError
from offers.decisions.exposure import exposure_of
from offers.decisions.recording import Told, record
from offers.decisions.terms import decision_terms
from offers.decisions.voting import Ballot, vote
from offers.models import (
    Committee,
    CreditProposal,
    Decision,
    DecisionLimit,
    DecisionPolicy,
    DecisionVote,
)
from org.models import Delegation, User
from prospects import links, pipeline
from prospects.models import MemoVersion, Milestone, Opportunity, TimelineEntry
from tests.api.program import Program, problem
from tests.factories.bank import Bank
from tests.factories.decisions import MILLION, make_file, make_limits, owes, put_forward
from tests.factories.prospects import NOW, make_opportunity, make_prospect

SignIn = Callable[[User], Client]
YES = Ballot("approve", "Layak dibiayai.")
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def file(bank: Bank) -> Opportunity:
    make_limits()
    return make_file(bank.ani, bank.kpr, "Sri Wahyuni")


def url(row: Opportunity, name: str = "detail", number: int | None = 1) -> str:
    args = [row.public_id] if number is None else [row.public_id, number]
    return reverse(f"offers:proposal-{name}", args=args)


def state(row: Any) -> Any:
    return type(row)._unscoped.get(pk=row.pk)


def form(**changed: str) -> dict[str, str]:
    sent = {"amount": "600jt", "months": "180", "rate": "9,25", "collateral": "SHM 123",
            "conditions": "Asuransi jiwa", "memo": "", "idempotency_key": "k1"}  # fmt: skip
    return sent | changed


def ballot(**changed: str) -> dict[str, str]:
    sent = {"verdict": "approve", "opinion": "Layak.", "words": "", "version": "1",
            "idempotency_key": "v1"}  # fmt: skip
    return sent | changed


# --- who decides ----------------------------------------------------------------------------


def test_existing_400_and_700_goes_above_the_branch_head_and_600_stays(
    bank: Bank, file: Opportunity
) -> None:
    owes(file.prospect, bank.ani, 400)
    stays = put_forward(file, bank.ani, 600)
    assert (stays.position, stays.total, stays.case) == (
        "branch_head", Decimal(1_000 * MILLION), "additional",
    )  # fmt: skip
    other = make_file(bank.ani, bank.kpr, "Dodi")
    owes(other.prospect, bank.ani, 400)
    above = put_forward(other, bank.ani, 700)
    assert (above.position, above.total) == ("regional_head", Decimal(1_100 * MILLION))
    with pytest.raises(PermissionDenied):
        vote(above, YES, version=1, actor=bank.dewi, now=NOW)
    assert vote(above, YES, version=1, actor=bank.gita, now=NOW).state == "approved"
    assert vote(stays, YES, version=1, actor=bank.dewi, now=NOW).state == "approved"


def test_exposure_counts_spouse_group_and_what_may_still_be_drawn(
    bank: Bank, file: Opportunity
) -> None:
    spouse = make_prospect(bank.ani, "Hadi")
    firm = make_prospect(bank.citra, "CV Maju", kind="company")  # out of the officer's reach
    links.add_link(file.prospect, "spouse", other=spouse, actor=bank.ani, now=NOW)
    links.add_link(spouse, "owned_company", other=firm, actor=bank.ani, now=NOW)
    owes(file.prospect, bank.ani, 100)
    owes(file.prospect, bank.ani, 30, is_own_bank=False)
    owes(file.prospect, bank.ani, 50, whose="spouse")
    owes(spouse, bank.ani, 50)  # the same credit, also in the spouse's own record
    owes(firm, bank.citra, 40, kind="working_capital", plafon=Decimal(60 * MILLION))
    given = make_opportunity(bank.citra, bank.kur, "x", amount=90 * MILLION)
    Opportunity._unscoped.filter(pk=given.pk).update(prospect=firm, stage="signing")
    found = exposure_of(file, Decimal(200 * MILLION), NOW.date())
    assert {name: (one.owed // MILLION, one.undrawn // MILLION)
            for name, one in found.parts.items()} == {
        "debtor": (100, 0), "spouse": (50, 0), "group": (40, 110),
    }  # fmt: skip
    assert found.total == Decimal(500 * MILLION)
    row = put_forward(file, bank.ani, 200)
    assert row.total == found.total


def test_the_row_that_says_most_speaks_and_no_limit_is_said(bank: Bank, file: Opportunity) -> None:
    DecisionLimit.objects.create(
        position="branch_head", family="kpr", case="new", max_exposure=100 * MILLION,
        valid_from=NOW.date(),
    )  # fmt: skip
    assert put_forward(file, bank.ani).position == "regional_head"
    DecisionLimit.objects.all().delete()
    with pytest.raises(ValidationError, match="Rp600"):
        put_forward(make_file(bank.ani, bank.kpr, "Dodi"), bank.ani)


def test_a_second_file_of_the_group_is_counted_before_its_vote(
    bank: Bank, file: Opportunity, sign_in: SignIn
) -> None:
    other = make_file(bank.ani, bank.kpr, "Hadi")
    links.add_link(file.prospect, "spouse", other=other.prospect, actor=bank.ani, now=NOW)
    first, second = put_forward(file, bank.ani, 600), put_forward(other, bank.ani, 600)
    vote(first, YES, version=1, actor=bank.dewi, now=NOW)
    client = sign_in(bank.dewi)
    refused = client.post(url(other, "vote"), ballot())
    assert refused.status_code == 422
    assert "1.200.000.000" in refused.content.decode()
    assert client.post(url(other, "recalculate"), {"version": "1"}).status_code == 303
    assert state(second).position == "regional_head"


# --- proposing ------------------------------------------------------------------------------


def test_propose_on_a_page_once_with_a_memo_version(
    bank: Bank, file: Opportunity, sign_in: SignIn
) -> None:
    client = sign_in(bank.ani)
    page = client.get(url(file, "add", None)).content.decode()
    assert "600.000.000" in page
    for _n in range(2):
        assert client.post(url(file, "add", None), form()).status_code == 303
    row = CreditProposal._unscoped.get()
    assert (row.number, row.rate, row.memo.number) == (1, Decimal("9.25"), 1)
    assert state(file).holder == "approver"
    again = client.post(url(file, "add", None), form(idempotency_key="k2"))
    assert again.status_code == 422
    shown = client.get(url(file)).content.decode()
    for text in ("Rp600.000.000", "Pemimpin cabang", "SHM 123", "Asuransi jiwa"):
        assert text in shown
    assert MemoVersion._unscoped.count() == 1
    bad = client.post(url(file, "add", None), form(amount="sedikit", idempotency_key="k3"))
    assert "sedikit" in bad.content.decode()


def test_only_an_analysed_loan_is_proposed(bank: Bank, file: Opportunity) -> None:
    early = make_opportunity(bank.ani, bank.kpr, "Dodi")
    for row in (early, make_opportunity(bank.ani, bank.deposit, "Tini")):
        with pytest.raises(ValidationError):
            put_forward(row, bank.ani, 10)
    with pytest.raises(PermissionDenied):
        put_forward(file, bank.rudi)


# --- four eyes ------------------------------------------------------------------------------


def test_who_proposed_is_refused_on_page_api_service_and_by_the_database(
    bank: Bank, file: Opportunity, sign_in: SignIn
) -> None:
    row = put_forward(file, bank.dewi)
    client = sign_in(bank.dewi)
    page = client.get(url(file)).content.decode()
    assert url(file, "vote") not in page
    assert client.get(url(file, "vote")).status_code == 403
    assert client.post(url(file, "vote"), ballot()).status_code == 403
    sent = {"version": 1, "verdict": "approve", "opinion": "Layak."}
    address = f"/proposals/{row.public_id}/votes"
    problem(Program(bank.dewi).post(address, sent, key="a"), 403)
    with pytest.raises(PermissionDenied):
        vote(row, YES, version=1, actor=bank.dewi, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionVote.objects.create(
            proposal=row, by=bank.dewi, seat="decider", post="branch_head", verdict="approve",
            opinion="x", amount=1, months=1, rate=1, at=NOW,
        )  # fmt: skip
    Delegation.objects.create(principal=bank.dewi, delegate=bank.budi, created_by=bank.admin,
                              valid_from=NOW.date(), valid_to=NOW.date())  # fmt: skip
    with pytest.raises(PermissionDenied):
        vote(row, YES, version=1, actor=bank.budi, now=NOW)
    assert DecisionVote.objects.count() == 0
    answer = Program(bank.gita).post(address, sent, key="a")
    assert answer.status_code == 201, answer.content
    assert answer.json()["state"] == "approved"
    problem(Program(bank.gita).post(address, sent, key="b"), 409)


def test_a_stand_in_decides_in_the_post_and_its_reach_alone(bank: Bank, file: Opportunity) -> None:
    row = put_forward(file, bank.ani)
    with pytest.raises(PermissionDenied):
        vote(row, YES, version=1, actor=bank.budi, now=NOW)
    Delegation.objects.create(principal=bank.dewi, delegate=bank.budi, created_by=bank.admin,
                              valid_from=NOW.date(), valid_to=NOW.date())  # fmt: skip
    budi = User.objects.get(pk=bank.budi.pk)
    assert vote(row, YES, version=1, actor=budi, now=NOW).state == "approved"
    kept = Decision._unscoped.get().deciders[0]
    assert (kept["name"], kept["for"], kept["post"]) == (
        "Budi Santosa", "Dewi Anggraini", "branch_head",
    )  # fmt: skip
    mine = put_forward(make_file(bank.budi, bank.kpr, "Dodi"), bank.budi)
    with pytest.raises(PermissionDenied):
        vote(mine, YES, version=1, actor=budi, now=NOW)


# --- votes ----------------------------------------------------------------------------------


def test_returned_proposed_anew_then_500_of_600(
    bank: Bank, file: Opportunity, sign_in: SignIn
) -> None:
    put_forward(file, bank.ani)
    dewi = sign_in(bank.dewi)
    assert dewi.post(url(file, "vote"), ballot(verdict="return")).status_code == 422
    sent = ballot(verdict="return", words="Slip gaji pasangan", idempotency_key="v2")
    assert dewi.post(url(file, "vote"), sent).status_code == 303
    assert state(file).holder == "officer"
    assert decision_terms(file) is None
    put_forward(state(file), bank.ani)
    too_much = ballot(verdict="conditions", words="DP ditambah", amount="700jt")
    assert dewi.post(url(file, "vote", 2), too_much).status_code == 422
    sent = ballot(verdict="conditions", words="DP ditambah", amount="500jt", idempotency_key="v4")
    for _n in range(2):
        assert dewi.post(url(file, "vote", 2), sent).status_code == 303
    terms = decision_terms(file)
    assert terms is not None
    assert (terms.amount, terms.months, terms.rate) == (Decimal(500 * MILLION), 180, Decimal(9))
    assert (terms.number, terms.conditions) == ("001/PTS/A/XI/2026", "DP ditambah")
    assert terms.valid_until == NOW.date() + timedelta(days=90)
    row = state(file)
    assert (row.stage, row.amount) == ("decision", Decimal(500 * MILLION))
    page = dewi.get(url(file, number=2)).content.decode()
    assert "001/PTS/A/XI/2026" in page
    assert "DP ditambah" in page
    kinds = set(TimelineEntry.objects.filter(opportunity=file).values_list("kind", flat=True))
    assert {"credit_proposed", "credit_voted", "credit_returned", "credit_decided"} <= kinds
    # From here on nobody lends more than was decided, nor types another decision.
    with pytest.raises(ValidationError):
        pipeline.change_amount(row, amount=Decimal(600 * MILLION), version=row.version,
                               actor=bank.ani, now=NOW)  # fmt: skip
    with pytest.raises(ValidationError):
        pipeline.record_milestone(row, kind="decision", reached_on=NOW.date(), reference="X",
                                  actor=bank.rudi, now=NOW)  # fmt: skip
    assert pipeline.change_amount(
        row, amount=Decimal(450 * MILLION), version=row.version, actor=bank.ani, now=NOW
    )


def test_a_committee_needs_its_quorum_and_decides_the_strictest(
    bank: Bank, file: Opportunity
) -> None:
    board = Committee.objects.create(name="Komite Kanwil", quorum=2,
                                     positions=["branch_head", "regional_head"])  # fmt: skip
    board.members.add(bank.hana)
    DecisionLimit.objects.all().delete()
    DecisionLimit.objects.create(committee=board, max_exposure=2_000 * MILLION,
                                 valid_from=NOW.date())  # fmt: skip
    row = put_forward(file, bank.ani)
    assert (row.committee, row.position) == (board, "")
    less = Ballot("conditions", "Tambah DP", "DP 30%", amount=Decimal(550 * MILLION), months=120)
    assert vote(row, less, version=1, actor=bank.dewi, now=NOW).state == "waiting"
    with pytest.raises(StaleError):
        vote(row, YES, version=1, actor=bank.gita, now=NOW)
    with pytest.raises(PermissionDenied):
        vote(row, YES, version=state(row).version, actor=bank.dewi, now=NOW)
    dear = Ballot("conditions", "Bunga naik", "Bunga 10%", rate=Decimal(10))
    done = vote(row, dear, version=state(row).version, actor=bank.hana, now=NOW)
    assert done.state == "approved"
    made = Decision._unscoped.get()
    assert (made.amount, made.months, made.rate, made.conditions) == (
        Decimal(550 * MILLION), 120, Decimal(10), "DP 30%\nBunga 10%",
    )  # fmt: skip
    assert [one["name"] for one in made.deciders] == ["Dewi Anggraini", "Hana Kusuma"]
    other = put_forward(make_file(bank.ani, bank.kpr, "Dodi"), bank.ani)
    no = Ballot("refuse", "Tidak", "RPC kurang")
    assert vote(other, no, version=1, actor=bank.dewi, now=NOW).state == "waiting"
    assert vote(other, no, version=state(other).version, actor=bank.gita, now=NOW).state == (
        "refused"
    )
    refused = Decision._unscoped.get(proposal=other)
    assert (refused.outcome, refused.number) == ("refused", "002/PTS/A/XI/2026")
    assert state(other.opportunity).stage == "analysis"


def test_a_decision_is_frozen_and_follows_its_file(bank: Bank, file: Opportunity) -> None:
    row = put_forward(file, bank.ani)
    vote(row, YES, version=1, actor=bank.dewi, now=NOW)
    kept = Decision._unscoped.all()
    for change in ({"amount": 1}, {"number": "x"}, {"deciders": []}):
        with pytest.raises(IntegrityError), transaction.atomic():
            kept.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionVote.objects.update(verdict="refuse")
    assert kept.update(owner=bank.budi) == 1
    # Taken back in the pipeline the decision stays on paper and carries nothing.
    pipeline.withdraw_milestone(state(file), kind="decision", version=state(file).version,
                                actor=bank.rudi, now=NOW)  # fmt: skip
    assert decision_terms(file) is None


def test_withdrawn_by_who_proposed_and_nobody_votes_then(
    bank: Bank, file: Opportunity, sign_in: SignIn
) -> None:
    Opportunity._unscoped.filter(pk=file.pk).update(analyst=bank.sinta, holder="analyst")
    row = put_forward(state(file), bank.sinta)
    assert sign_in(bank.tono).post(url(file, "withdraw"), {"version": "1"}).status_code == 403
    assert sign_in(bank.ani).post(url(file, "withdraw"), {"version": "1"}).status_code == 303
    assert (state(file).holder, state(file).analyst) == ("analyst", bank.sinta)
    with pytest.raises(StaleError):
        vote(row, YES, version=1, actor=bank.dewi, now=NOW)
    late = sign_in(bank.dewi).post(url(file, "vote"), ballot(opinion="Catatan saya"))
    assert late.status_code == 409
    assert "Catatan saya" in late.content.decode()


def test_the_list_shows_each_decider_his_own(bank: Bank, file: Opportunity,
                                             sign_in: SignIn) -> None:  # fmt: skip
    put_forward(file, bank.ani)
    put_forward(make_file(bank.ani, bank.kpr, "Besar", millions=2_000), bank.ani, 2_000)
    put_forward(make_file(bank.citra, bank.kpr, "Cabang Lain"), bank.citra)
    address = reverse("offers:waiting-list")
    dewi = sign_in(bank.dewi).get(address).content.decode()
    assert ("Sri Wahyuni" in dewi, "Besar" in dewi, "Cabang Lain" in dewi) == (True, False, False)
    assert "Besar" in sign_in(bank.dewi).get(f"{address}?show=all").content.decode()
    gita = sign_in(bank.gita).get(address).content.decode()
    assert ("Sri Wahyuni" in gita, "Besar" in gita) == (False, True)
    assert sign_in(bank.ani).get(address).status_code == 403


# --- another system -------------------------------------------------------------------------


def test_a_decision_of_another_system_is_typed_with_its_sheet(
    bank: Bank, file: Opportunity, sign_in: SignIn
) -> None:
    address = reverse("offers:decision-record", args=[file.public_id])
    sent = {"outcome": "approved", "number": "12/KKP/2026", "decided_on": "17/11/2026",
            "deciders": "Komite Pusat\nBu Rina", "amount": "550jt", "months": "180",
            "rate": "9", "idempotency_key": "r1"}  # fmt: skip
    assert sign_in(bank.ani).post(address, sent).status_code == 403
    rudi = sign_in(bank.rudi)
    assert rudi.post(address, sent).status_code == 422  # no sheet

    def paper() -> SimpleUploadedFile:
        return SimpleUploadedFile("putusan.pdf", b"%PDF-1.4 x", "application/pdf")

    for _n in range(2):
        answer = rudi.post(address, sent | {"files": paper(), "idempotency_key": "sheet000001"})
        assert answer.status_code == 303, answer.content
    row = Decision._unscoped.get()
    assert row.is_external
    assert row.sheet is not None
    assert [one["name"] for one in row.deciders] == ["Komite Pusat", "Bu Rina"]
    terms = decision_terms(file)
    assert terms is not None
    assert (terms.number, terms.amount) == ("12/KKP/2026", Decimal(550 * MILLION))
    panel = rudi.get(reverse("prospects:opportunity-panel", args=[file.public_id, "decisions"]))
    assert "12/KKP/2026" in panel.content.decode()


def test_the_policy_closes_the_other_way(bank: Bank, file: Opportunity) -> None:
    told = Told("1/X", NOW.date(), "approved", Decimal(MILLION), 12, Decimal(9))
    policy = DecisionPolicy.objects.create(place="here", valid_from=NOW.date())
    with pytest.raises(ValidationError):
        record(file, told, actor=bank.rudi, now=NOW)
    with pytest.raises(ValidationError):
        pipeline.record_milestone(file, kind=Milestone.Kind.DECISION, reached_on=NOW.date(),
                                  reference="1", actor=bank.rudi, now=NOW)  # fmt: skip
    DecisionPolicy.objects.filter(pk=policy.pk).update(place="elsewhere")
    with pytest.raises(ValidationError):
        put_forward(file, bank.ani)
    assert record(file, told, actor=bank.rudi, now=NOW).is_external


# --- programs -------------------------------------------------------------------------------


def test_a_program_proposes_reads_and_votes(bank: Bank, file: Opportunity) -> None:
    ani = Program(bank.ani)
    sent = {"opportunity": file.public_id, "amount": 600 * MILLION, "months": 180, "rate": "9.25"}
    made = ani.post("/proposals", sent, key="p1")
    assert made.status_code == 201, made.content
    assert ani.post("/proposals", sent, key="p1").json() == made.json()
    row = made.json()
    assert (row["decides"], row["total_exposure"], row["rate"]) == (
        "branch_head", 600 * MILLION, "9.25",
    )  # fmt: skip
    address = f"/proposals/{row['id']}"
    problem(Program(bank.citra).get(address), 404)
    problem(ani.post(f"{address}/votes", {"version": 1, "verdict": "approve", "opinion": "x"},
                     key="p2"), 403)  # fmt: skip
    dewi = Program(bank.dewi)
    ballot = {"version": 1, "verdict": "conditions", "opinion": "Cukup", "words": "DP 30%",
              "amount": 500 * MILLION}  # fmt: skip
    voted = dewi.post(f"{address}/votes", ballot, key="p3").json()
    assert voted["votes"][0]["amount"] == 500 * MILLION
    decision = ani.get(f"/decisions/{voted['decision']}").json()
    assert (decision["amount"], decision["outcome"]) == (500 * MILLION, "approved")
    assert [one["id"] for one in ani.get("/proposals", state="approved").json()["items"]] == [
        row["id"]
    ]
    assert len(ani.get("/decisions").json()["items"]) == 1


def test_pages_ask_as_much_for_many_rows_as_for_one(
    bank: Bank, file: Opportunity, sign_in: SignIn
) -> None:
    pages = {
        "offers:waiting-list": (bank.dewi, reverse("offers:waiting-list")),
        "offers:proposal-detail": (bank.dewi, url(file)),
        "offers:booking-list": (bank.rudi, reverse("offers:booking-list") + "?show=money"),
        "offers:panel": (
            bank.dewi, reverse("prospects:opportunity-panel", args=[file.public_id, "decisions"]),
        ),
    }  # fmt: skip
    put_forward(file, bank.ani)
    counts: list[dict[str, int]] = []
    dewi = Program(bank.dewi)
    for number in (1, 4):
        for n in range(number):
            other = make_file(bank.ani, bank.kpr, f"Nasabah {number} {n}")
            put_forward(other, bank.ani, 100)
            signed = make_opportunity(bank.ani, bank.kpr, f"Akad {number} {n}")
            Opportunity._unscoped.filter(pk=signed.pk).update(stage="signing")
            links.add_link(file.prospect, "group", other=other.prospect, actor=bank.ani, now=NOW)
            owes(other.prospect, bank.ani, 10)
        found = {}
        for name, (person, address) in pages.items():
            client = sign_in(person)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            found[name] = len(asked)
        with CaptureQueriesContext(connection) as asked:
            assert dewi.get("/proposals").status_code == 200
        counts.append(found | {"offers:api-proposals": len(asked)})
    baselines = json.loads(Path(__file__).parent.parent.joinpath("query_counts.json").read_text())
    assert counts[0] == counts[1]
    assert {name: n for name, n in counts[0].items() if n > baselines[name]} == {}
