"""Stages, files, milestones and money of opportunities: who may, and what follows."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.crypto import decrypt, field_aad
from core.versioning import StaleError
from org.models import Holiday, User
from prospects import pipeline
from prospects.models import (
    Disbursement,
    FilePosition,
    LossReason,
    Opportunity,
    OpportunityState,
    Prospect,
    TimelineEntry,
)
from prospects.pipeline import NewDisbursement
from prospects.signals import opportunity_changed
from prospects.summary import differences
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity

TODAY = date(2026, 11, 18)
HOUR = timedelta(hours=1)


def fresh(opportunity: Opportunity) -> Opportunity:
    return Opportunity.objects.system("test").get(pk=opportunity.pk)


def move(opportunity: Opportunity, stage: str, actor: User, now: datetime) -> Opportunity:
    now_there = fresh(opportunity)
    return pipeline.move_stage(
        now_there, stage=stage, version=now_there.version, actor=actor, now=now
    )


def at_signing(bank: Bank, owner: User | None = None, *, amount: int = 700_000_000) -> Opportunity:
    opportunity = make_opportunity(owner or bank.ani, bank.kpr, amount=amount)
    move(opportunity, "analysis", owner or bank.ani, NOW + HOUR)
    for hours, kind in enumerate(("decision", "sppk", "signing"), start=2):
        pipeline.record_milestone(
            fresh(opportunity), kind=kind, reached_on=TODAY, reference=f"{hours}/A/XI/2026",
            actor=bank.rudi, now=NOW + hours * HOUR,
        )  # fmt: skip
    return fresh(opportunity)


def part(amount: int, on: date = TODAY, account: str = "1234565307") -> NewDisbursement:
    return NewDisbursement(Decimal(amount), on, account)


# --- moving ------------------------------------------------------------------------------------


def test_a_move_keeps_history_tells_it_and_sends_news(bank: Bank) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr)
    heard = []

    def listener(**news: object) -> None:
        heard.append((news["kind"], news["actor"]))

    opportunity_changed.connect(listener)
    try:
        move(opportunity, "documents", bank.ani, NOW + HOUR)
    finally:
        opportunity_changed.disconnect(listener)
    row = fresh(opportunity)
    assert (row.stage, row.stage_since, row.version) == ("documents", TODAY, 2)
    assert (row.holder, row.holder_since, row.holder_due_on) == (
        "customer", TODAY, date(2026, 11, 26),
    )  # fmt: skip
    states = OpportunityState.objects.system("test").order_by("valid_from")
    assert [(s.stage, s.by_id) for s in states] == [
        ("prospect", bank.ani.pk), ("documents", bank.ani.pk),
    ]  # fmt: skip
    line = TimelineEntry.objects.get(kind="opportunity_moved")
    assert line.data == {"before": "prospect", "after": "documents"}
    assert heard == [("moved", bank.ani)]


def test_the_target_of_a_file_counts_working_days_of_the_branch(bank: Bank) -> None:
    Holiday.objects.create(day=date(2026, 11, 20), name="Libur", kind="local", branch=bank.a)
    opportunity = make_opportunity(bank.ani, bank.kpr)
    move(opportunity, "documents", bank.ani, NOW)
    assert fresh(opportunity).holder_due_on == date(2026, 11, 27)


@pytest.mark.parametrize("stage", ["decision", "sppk", "signing", "disbursed", "funded", "x"])
def test_confirmed_rungs_are_never_chosen(bank: Bank, stage: str) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr)
    for person in (bank.ani, bank.dewi):
        with pytest.raises(ValidationError):
            move(opportunity, stage, person, NOW + HOUR)
    assert fresh(opportunity).stage == "prospect"


def test_up_and_down_among_free_rungs_but_not_back_from_a_confirmed_one(bank: Bank) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr)
    move(opportunity, "analysis", bank.ani, NOW + HOUR)
    move(opportunity, "contacted", bank.ani, NOW + 2 * HOUR)
    assert fresh(opportunity).holder == ""
    decided = at_signing(bank)
    with pytest.raises(ValidationError):
        move(decided, "analysis", bank.dewi, NOW + 9 * HOUR)
    assert pipeline.allowed_stages(decided) == []


def test_a_stale_move_is_refused_and_changes_nothing(bank: Bank) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr)
    move(opportunity, "contacted", bank.ani, NOW + HOUR)
    late = fresh(opportunity)
    with pytest.raises(StaleError) as stale:
        pipeline.move_stage(late, stage="interested", version=1, actor=bank.ani, now=NOW + 2 * HOUR)
    assert stale.value.current.stage == "contacted"
    assert fresh(opportunity).stage == "contacted"
    assert TimelineEntry.objects.filter(kind="opportunity_moved").count() == 1


def test_undo_brings_back_the_stage_its_date_and_the_file(bank: Bank) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr)
    move(opportunity, "documents", bank.ani, NOW)
    before = fresh(opportunity)
    later = NOW + timedelta(days=2)
    move(opportunity, "analysis", bank.ani, later)
    assert fresh(opportunity).analyst == bank.sinta
    row = fresh(opportunity)
    pipeline.undo_move(
        row, stage="documents", version=row.version, actor=bank.ani, now=later + HOUR
    )
    row = fresh(opportunity)
    kept = ("stage", "stage_since", "holder", "holder_since", "holder_due_on", "analyst_id")
    assert [getattr(row, name) for name in kept] == [getattr(before, name) for name in kept]
    stays = FilePosition.objects.filter(opportunity=row)
    assert [(s.holder, s.since, s.until) for s in stays] == [("customer", NOW, None)]


def test_only_those_who_sell_move_cards(bank: Bank) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr)
    for person in (bank.rudi, bank.sinta, bank.eko, bank.gita):
        with pytest.raises(PermissionDenied):
            move(opportunity, "contacted", person, NOW)


# --- files -------------------------------------------------------------------------------------


def test_handing_a_file_to_the_analyst_lets_her_see_it_until_she_hands_it_back(bank: Bank) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr)
    seen = Opportunity.objects.visible_to(bank.sinta)
    assert not seen.exists()
    row = fresh(opportunity)
    pipeline.hand_over_file(
        row, holder="analyst", version=row.version, actor=bank.ani, now=NOW + HOUR
    )
    assert list(seen.all()) == [opportunity]
    row = fresh(opportunity)
    with pytest.raises(PermissionDenied):
        pipeline.hand_over_file(
            row, holder="notary", version=row.version, actor=bank.sinta, now=NOW + 2 * HOUR
        )
    pipeline.hand_over_file(
        row, holder="officer", version=row.version, actor=bank.sinta, now=NOW + 2 * HOUR
    )
    assert not seen.all().exists()
    row = fresh(opportunity)
    pipeline.undo_hand_over(row, version=row.version, actor=bank.ani, now=NOW + 3 * HOUR)
    assert fresh(opportunity).holder == "analyst"
    assert FilePosition.objects.filter(until=None).count() == 1


def test_handing_over_twice_with_one_version_is_stale(bank: Bank) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr)
    for holder in ("slik", "slik"):
        pipeline.hand_over_file(
            fresh(opportunity), holder=holder, version=1, actor=bank.ani, now=NOW
        )
    with pytest.raises(StaleError):
        pipeline.hand_over_file(
            fresh(opportunity), holder="notary", version=1, actor=bank.ani, now=NOW
        )


def test_the_wrong_analyst_is_refused(bank: Bank) -> None:
    opportunity = make_opportunity(bank.citra, bank.kpr)
    with pytest.raises(ValidationError):
        pipeline.hand_over_file(
            fresh(opportunity), holder="analyst", analyst=bank.sinta, version=1,
            actor=bank.citra, now=NOW,
        )  # fmt: skip


# --- milestones --------------------------------------------------------------------------------


def test_the_officer_records_slik_but_no_decision(bank: Bank) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr)
    pipeline.record_milestone(
        opportunity, kind="slik", reached_on=TODAY, reference="Kol 1", actor=bank.ani, now=NOW
    )
    assert fresh(opportunity).stage == "prospect"
    with pytest.raises(PermissionDenied):
        pipeline.record_milestone(
            opportunity, kind="decision", reached_on=TODAY, reference="1", actor=bank.ani, now=NOW
        )


def test_decision_sppk_and_akad_come_in_order_with_number_and_move_the_file(bank: Bank) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr)
    with pytest.raises(ValidationError):
        pipeline.record_milestone(
            opportunity, kind="decision", reached_on=TODAY, reference="1", actor=bank.rudi, now=NOW
        )
    move(opportunity, "analysis", bank.ani, NOW + HOUR)
    for kind, reference in (("sppk", "1"), ("decision", "")):
        with pytest.raises(ValidationError):
            pipeline.record_milestone(
                opportunity, kind=kind, reached_on=TODAY, reference=reference,
                actor=bank.rudi, now=NOW + HOUR,
            )  # fmt: skip
    pipeline.record_milestone(
        opportunity, kind="decision", reached_on=TODAY, reference="12/KOM/2026",
        actor=bank.rudi, now=NOW + 2 * HOUR,
    )  # fmt: skip
    row = fresh(opportunity)
    assert (row.stage, row.holder, row.analyst) == ("decision", "approver", None)
    with pytest.raises(ValidationError):
        pipeline.record_milestone(
            row, kind="sppk", reached_on=TODAY - timedelta(days=1), reference="1",
            actor=bank.rudi, now=NOW + 3 * HOUR,
        )  # fmt: skip
    pipeline.withdraw_milestone(
        row, kind="decision", version=row.version, actor=bank.dewi, now=NOW + 4 * HOUR
    )
    assert fresh(opportunity).stage == "analysis"


# --- endings -----------------------------------------------------------------------------------


def test_an_end_needs_a_reason_of_its_kind_and_can_be_taken_back(bank: Bank) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr)
    move(opportunity, "documents", bank.ani, NOW + HOUR)
    bank_reason = LossReason.objects.get(code="collateral")
    row = fresh(opportunity)
    with pytest.raises(ValidationError):
        pipeline.end_opportunity(
            row, kind="customer", reason=bank_reason, version=row.version, actor=bank.ani, now=NOW
        )
    late = datetime(2026, 11, 18, 17, 30, tzinfo=UTC)  # already the 19th in WIB
    pipeline.end_opportunity(
        row, kind="bank", reason=bank_reason, version=row.version, actor=bank.ani, now=late,
        note=" Sertifikat ganda ",
    )  # fmt: skip
    row = fresh(opportunity)
    assert (row.status, row.closed_on, row.holder) == ("lost", date(2026, 11, 19), "")
    assert row.loss_note == "Sertifikat ganda"
    with pytest.raises(ValidationError):
        move(row, "analysis", bank.ani, late + HOUR)
    pipeline.reopen(row, version=row.version, actor=bank.ani, now=late + HOUR)
    row = fresh(opportunity)
    assert (row.status, row.stage, row.holder, row.loss_reason) == (
        "open", "documents", "customer", None,
    )  # fmt: skip
    assert differences() == []


def test_a_pause_is_a_date_and_changes_no_stage(bank: Bank) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr)
    with pytest.raises(ValidationError):
        pipeline.set_pause(opportunity, until=TODAY, version=1, actor=bank.ani, now=NOW)
    pipeline.set_pause(
        fresh(opportunity), until=TODAY + timedelta(days=30), version=1, actor=bank.ani, now=NOW
    )
    row = fresh(opportunity)
    assert (row.status, row.paused_until) == ("open", date(2026, 12, 18))


# --- money -------------------------------------------------------------------------------------


def test_the_officers_word_waits_and_somebody_else_confirms(bank: Bank) -> None:
    opportunity = at_signing(bank)
    claimed = pipeline.claim_disbursement(
        opportunity, part(500_000_000), actor=bank.ani, now=NOW + 5 * HOUR
    )
    assert (claimed.state, fresh(opportunity).status) == ("awaiting", "open")
    with pytest.raises(PermissionDenied):
        pipeline.confirm_disbursement(claimed, version=1, actor=bank.ani, now=NOW + 6 * HOUR)
    pipeline.confirm_disbursement(claimed, version=1, actor=bank.dewi, now=NOW + 6 * HOUR)
    row = fresh(opportunity)
    assert (row.status, row.stage, row.closed_on, row.holder) == ("won", "disbursed", TODAY, "")
    confirmed = Disbursement.objects.system("test").confirmed().get()
    assert (confirmed.is_first, confirmed.decided_by, confirmed.account_tail) == (
        True, bank.dewi, "5307",
    )  # fmt: skip
    aad = field_aad("prospects.Disbursement", confirmed.public_id, "account")
    assert decrypt(confirmed.account_cipher, aad=aad) == "1234565307"
    assert "1234565307" not in confirmed.account_cipher
    assert differences() == []


def test_a_head_does_not_confirm_his_own_claim(bank: Bank) -> None:
    opportunity = at_signing(bank)
    claimed = pipeline.claim_disbursement(opportunity, part(1), actor=bank.dewi, now=NOW)
    with pytest.raises(PermissionDenied):
        pipeline.confirm_disbursement(claimed, version=1, actor=bank.dewi, now=NOW)
    pipeline.confirm_disbursement(claimed, version=1, actor=bank.rudi, now=NOW + 5 * HOUR)
    assert fresh(opportunity).status == "won"


def test_confirming_twice_counts_once(bank: Bank) -> None:
    opportunity = at_signing(bank)
    claimed = pipeline.claim_disbursement(opportunity, part(10), actor=bank.ani, now=NOW)
    pipeline.confirm_disbursement(claimed, version=1, actor=bank.rudi, now=NOW + 5 * HOUR)
    with pytest.raises(StaleError):
        pipeline.confirm_disbursement(claimed, version=1, actor=bank.dewi, now=NOW + 6 * HOUR)
    assert TimelineEntry.objects.filter(kind="opportunity_won").count() == 1


def test_money_comes_after_the_akad_and_never_above_the_loan(bank: Bank) -> None:
    early = make_opportunity(bank.ani, bank.kpr)
    with pytest.raises(ValidationError):
        pipeline.claim_disbursement(early, part(1), actor=bank.ani, now=NOW)
    opportunity = at_signing(bank, amount=700_000_000)
    pipeline.claim_disbursement(opportunity, part(500_000_000), actor=bank.ani, now=NOW)
    with pytest.raises(ValidationError, match=r"200\.000\.000"):
        pipeline.claim_disbursement(opportunity, part(200_000_001), actor=bank.ani, now=NOW)
    pipeline.claim_disbursement(opportunity, part(200_000_000), actor=bank.ani, now=NOW)


def test_the_largest_amount_stays_whole(bank: Bank) -> None:
    largest = 999_999_999_999
    opportunity = at_signing(bank, amount=largest)
    pipeline.enter_disbursement(opportunity, part(largest), actor=bank.rudi, now=NOW + 5 * HOUR)
    assert Disbursement.objects.system("test").get().amount == Decimal(largest)
    assert fresh(opportunity).amount == Decimal(largest)


def test_direct_entry_is_for_others_than_owner_and_officer(bank: Bank) -> None:
    opportunity = at_signing(bank, bank.dewi)
    for person in (bank.ani, bank.dewi):
        with pytest.raises(PermissionDenied):
            pipeline.enter_disbursement(opportunity, part(5), actor=person, now=NOW)
    pipeline.enter_disbursement(opportunity, part(5), actor=bank.rudi, now=NOW + 5 * HOUR)
    assert fresh(opportunity).status == "won"


def test_a_head_reverses_a_wrong_confirmation_and_noa_moves_to_the_next_part(bank: Bank) -> None:
    opportunity = at_signing(bank)
    later = NOW + 5 * HOUR
    one = pipeline.enter_disbursement(opportunity, part(10), actor=bank.rudi, now=later)
    two = pipeline.enter_disbursement(fresh(opportunity), part(20), actor=bank.rudi, now=later)
    with pytest.raises(PermissionDenied):
        pipeline.reverse_disbursement(one, version=1, actor=bank.rudi, now=later, reason="salah")
    with pytest.raises(ValidationError):
        pipeline.reverse_disbursement(one, version=1, actor=bank.dewi, now=later, reason=" ")
    pipeline.reverse_disbursement(one, version=1, actor=bank.dewi, now=later + HOUR, reason="salah")
    rows = Disbursement.objects.system("test")
    assert rows.get(pk=two.pk).is_first
    assert fresh(opportunity).status == "won"
    assert relation(opportunity) == "customer"
    pipeline.reverse_disbursement(
        two, version=1, actor=bank.dewi, now=later + 2 * HOUR, reason="salah"
    )
    row = fresh(opportunity)
    assert (row.status, row.stage, row.closed_on) == ("open", "signing", None)
    assert relation(opportunity) == "active"
    assert differences() == []


def relation(opportunity: Opportunity) -> str:
    return Prospect.objects.system("test").get(pk=opportunity.prospect_id).status


def test_an_existing_customer_stays_one_when_a_confirmation_is_taken_back(bank: Bank) -> None:
    opportunity = at_signing(bank)
    before = Prospect.objects.system("test").filter(pk=opportunity.prospect_id)
    before.update(contact_basis="customer")
    version = before.get().version
    one = pipeline.enter_disbursement(opportunity, part(10), actor=bank.rudi, now=NOW + 5 * HOUR)
    assert before.get().version == version + 1, "a form opened before answers 409"
    pipeline.reverse_disbursement(
        one, version=1, actor=bank.dewi, now=NOW + 6 * HOUR, reason="salah"
    )
    assert relation(opportunity) == "customer"


def test_funds_received_win_a_deposit_only_when_confirmed(bank: Bank) -> None:
    opportunity = make_opportunity(bank.ani, bank.deposit, amount=50_000_000)
    move(opportunity, "opening", bank.ani, NOW + HOUR)
    claimed = pipeline.claim_disbursement(
        fresh(opportunity), part(80_000_000), actor=bank.ani, now=NOW + 2 * HOUR
    )
    pipeline.confirm_disbursement(claimed, version=1, actor=bank.rudi, now=NOW + 3 * HOUR)
    row = fresh(opportunity)
    assert (row.status, row.stage) == ("won", "funded")


def test_refused_money_says_why_and_leaves_the_file_open(bank: Bank) -> None:
    opportunity = at_signing(bank)
    claimed = pipeline.claim_disbursement(opportunity, part(10), actor=bank.ani, now=NOW)
    pipeline.refuse_disbursement(
        claimed, version=1, actor=bank.rudi, now=NOW + HOUR, reason="Belum ada di core"
    )
    assert fresh(opportunity).status == "open"
    assert Disbursement.objects.system("test").get().note == "Belum ada di core"
    assert TimelineEntry.objects.get(kind="disbursement_refused").body == "Belum ada di core"


# --- details -----------------------------------------------------------------------------------


def test_details_change_with_their_month_and_only_within_the_kind(bank: Bank) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr)
    pipeline.change_details(
        fresh(opportunity), product=bank.kur, amount=Decimal(5),
        expected_close_on=date(2026, 12, 18), version=1, actor=bank.ani, now=NOW + HOUR,
    )  # fmt: skip
    row = fresh(opportunity)
    assert (row.product, row.amount, row.close_month) == (
        bank.kur, Decimal(5), date(2026, 12, 1),
    )  # fmt: skip
    with pytest.raises(ValidationError):
        pipeline.change_details(
            row, product=bank.deposit, amount=Decimal(5), expected_close_on=None,
            version=row.version, actor=bank.ani, now=NOW + HOUR,
        )  # fmt: skip
    assert differences() == []
