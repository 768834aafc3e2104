"""Total exposure as a stranger asks it: what is counted once, what not at all, and who decides."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from offers.decisions.exposure import exposure_of
from offers.decisions.limits import authority_for
from offers.decisions.voting import Ballot, vote
from offers.models import Committee, CreditProposal, Decision, DecisionLimit
from org.models import Delegation, User
from products.models import Product
from prospects import changes, consents, links
from prospects.finance import slik
from prospects.finance.reading import Subject
from prospects.finance.slik_file import SlikResult
from prospects.models import Opportunity, Prospect
from tests.api.program import Program, problem
from tests.factories.bank import Bank
from tests.factories.decisions import MILLION, make_file, make_limits, owes, put_forward
from tests.factories.prospects import NOW, make_opportunity, make_prospect
from tests.factories.reports import disburse, put

SignIn = Callable[[User], Client]
TODAY = NOW.date()
DAY = timedelta(days=1)
YES = Ballot("approve", "Layak dibiayai.")
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def file(bank: Bank) -> Opportunity:
    make_limits()
    return make_file(bank.ani, bank.kpr, "Sri Wahyuni")


def counted(file: Opportunity, day: date = TODAY) -> dict[str, tuple[int, int]]:
    """Return what each part owes and may still draw, in million; parts of nothing left out."""
    parts = exposure_of(file, Decimal(600 * MILLION), day).parts
    return {name: (int(one.owed) // MILLION, int(one.undrawn) // MILLION)
            for name, one in parts.items() if one.total}  # fmt: skip


def join(one: Prospect, kind: str, other: Prospect, by: User) -> None:
    links.add_link(one, kind, other=other, actor=by, now=NOW)


def given(to: Prospect, product: Product, by: User, millions: int, **paid: Any) -> Opportunity:
    """Return a won application of this prospect, with confirmed money."""
    row = make_opportunity(by, product, "x", amount=millions * MILLION)
    Opportunity._unscoped.filter(pk=row.pk).update(prospect=to)
    disburse(row, paid.get("paid", millions) * MILLION, TODAY - DAY, by, NOW)
    put(row, "disbursed", by, NOW, paid.get("status", "won"))
    return Opportunity._unscoped.get(pk=row.pk)


# --- whose debts ----------------------------------------------------------------------------


def test_a_group_is_the_same_from_whichever_record_it_is_read(bank: Bank) -> None:
    make_limits()
    firm = make_file(bank.ani, bank.kur, "CV Maju")
    owner, wife = (make_prospect(bank.ani, name) for name in ("Hadi", "Sri"))
    join(firm.prospect, "company_owner", owner, bank.ani)
    join(owner, "spouse", wife, bank.ani)
    owes(wife, bank.ani, 400)
    assert counted(firm) == {"group": (400, 0)}
    hers = make_opportunity(bank.ani, bank.kpr, "x")
    Opportunity._unscoped.filter(pk=hers.pk).update(prospect=wife)
    owes(firm.prospect, bank.ani, 70)
    hers.refresh_from_db()
    assert counted(hers) == {"debtor": (400, 0), "group": (70, 0)}


def test_employer_guarantor_and_parents_are_other_debtors(bank: Bank, file: Opportunity) -> None:
    for kind in ("employer", "guarantor", "parent", "child", "referred_by"):
        other = make_prospect(bank.ani, f"Orang {kind}")
        join(file.prospect, kind, other, bank.ani)
        owes(other, bank.ani, 400)
    assert counted(file) == {}


def test_an_archived_record_still_owes(bank: Bank, file: Opportunity) -> None:
    wife, firm = (make_prospect(bank.ani, name) for name in ("Ratna", "CV Maju"))
    join(file.prospect, "spouse", wife, bank.ani)
    join(file.prospect, "owned_company", firm, bank.ani)
    owes(wife, bank.ani, 400)
    given(firm, bank.kur, bank.ani, 90)
    before = {"spouse": (400, 0), "group": (90, 0)}
    assert counted(file) == before
    for row in (wife, firm):
        changes.archive_prospect(row, actor=bank.ani, now=NOW)
    assert counted(file) == before
    assert put_forward(file, bank.ani, 600).position == "regional_head"


def test_what_is_written_as_the_spouses_belongs_to_the_right_part(
    bank: Bank, file: Opportunity
) -> None:
    wife, firm = (make_prospect(bank.ani, name) for name in ("Ratna", "CV Maju"))
    join(file.prospect, "spouse", wife, bank.ani)
    join(file.prospect, "owned_company", firm, bank.ani)
    owes(wife, bank.ani, 40, whose="spouse")  # in her record: the debtor's own
    owes(firm, bank.ani, 30, whose="spouse")
    assert counted(file) == {"debtor": (40, 0), "group": (30, 0)}
    assert put_forward(file, bank.ani).case == "additional"


# --- counted once, and never too little ---------------------------------------------------------


def test_equal_credits_of_husband_and_wife_are_two(bank: Bank, file: Opportunity) -> None:
    owes(file.prospect, bank.ani, 300)
    owes(file.prospect, bank.ani, 300, whose="spouse")  # she has no record of her own
    assert counted(file) == {"debtor": (300, 0), "spouse": (300, 0)}
    wife = make_prospect(bank.ani, "Ratna")
    join(file.prospect, "spouse", wife, bank.ani)
    assert counted(file) == {"debtor": (300, 0), "spouse": (300, 0)}
    owes(wife, bank.ani, 300)  # the one that was written with the debtor
    assert counted(file) == {"debtor": (300, 0), "spouse": (300, 0)}
    owes(file.prospect, bank.ani, 300, whose="spouse")  # a second one of hers
    assert counted(file) == {"debtor": (300, 0), "spouse": (600, 0)}


def test_a_facility_tells_one_loan_of_its_own_kind(bank: Bank, file: Opportunity) -> None:
    given(file.prospect, bank.kpr, bank.ani, 500)
    owes(file.prospect, bank.ani, 450, plafon=Decimal(500 * MILLION), kind="vehicle")
    assert counted(file) == {"debtor": (950, 0)}
    owes(file.prospect, bank.ani, 480, plafon=Decimal(500 * MILLION))  # it is the KPR
    assert counted(file) == {"debtor": (930, 0)}
    given(file.prospect, bank.kpr, bank.ani, 500)
    assert counted(file) == {"debtor": (1_430, 0)}


def test_a_loan_paid_back_counts_nothing_once_its_facility_says_so(
    bank: Bank, file: Opportunity
) -> None:
    given(file.prospect, bank.kpr, bank.ani, 500)
    assert counted(file) == {"debtor": (500, 0)}
    owes(file.prospect, bank.ani, 500, outstanding=Decimal(0))
    assert counted(file) == {}
    assert put_forward(file, bank.ani).case == "new"


def test_undrawn_is_counted_until_the_plafon_ends(bank: Bank, file: Opportunity) -> None:
    card = {"kind": "card", "plafon": Decimal(60 * MILLION), "ends_on": TODAY}
    owes(file.prospect, bank.ani, 20, **card)
    given(file.prospect, bank.kur, bank.ani, 90, paid=30)
    assert counted(file) == {"debtor": (50, 100)}
    assert counted(file, TODAY + DAY) == {"debtor": (50, 60)}  # what is owed is still owed


def test_credits_elsewhere_are_not_ours_and_one_to_be_replaced_is_until_it_is_paid(
    bank: Bank, file: Opportunity
) -> None:
    owes(file.prospect, bank.ani, 700, is_own_bank=False)  # to be taken over
    assert put_forward(file, bank.ani, 600).position == "branch_head"
    other = make_file(bank.ani, bank.kpr, "Dodi")
    owes(other.prospect, bank.ani, 500)  # to be replaced by the new loan
    assert put_forward(other, bank.ani, 600).position == "regional_head"


def test_what_slik_says_of_our_own_bank_is_counted_once(bank: Bank, file: Opportunity) -> None:
    consents.give_consent(file.prospect, purpose="slik", medium="paper", given_at=NOW,
                          actor=bank.ani, now=NOW)  # fmt: skip
    owes(file.prospect, bank.ani, 300)  # as he said
    subject = Subject(file.prospect, file)
    check = slik.request(subject, purpose="KPR", whose="debtor", actor=bank.ani, now=NOW)
    rows = [{"lender": name, "kind": "mortgage", "plafon": Decimal(500 * MILLION),
             "outstanding": Decimal(450 * MILLION), "collectibility": 1}
            for name in ("BANK NUSA ARTA", "Bank Lain")]  # fmt: skip
    slik.receive(check, subject, SlikResult(rows), version=1, position_on=TODAY, reference="",
                 actor=bank.ani, now=NOW)  # fmt: skip
    assert counted(file) == {"debtor": (450, 0)}


# --- two files at once -----------------------------------------------------------------------


def test_two_files_of_one_debtor_do_not_both_fit(
    bank: Bank, file: Opportunity, sign_in: SignIn
) -> None:
    other = make_file(bank.ani, bank.kpr, "Sri Kedua")
    Opportunity._unscoped.filter(pk=other.pk).update(prospect=file.prospect)
    other.refresh_from_db()
    first, second = put_forward(file, bank.ani, 600), put_forward(other, bank.ani, 600)
    # What nobody has decided on yet is no exposure: both stand with the branch head ...
    assert {first.position, second.position} == {"branch_head"}
    vote(first, YES, version=1, actor=bank.dewi, now=NOW)
    # ... and the second is counted with the first when it is his turn.
    with pytest.raises(ValidationError, match=r"1\.200\.000\.000"):
        vote(second, YES, version=1, actor=bank.dewi, now=NOW)
    address = f"/proposals/{second.public_id}/votes"
    sent = {"version": 1, "verdict": "approve", "opinion": "Layak."}
    problem(Program(bank.dewi).post(address, sent, key="a"), 422)
    assert vote(second, YES, version=1, actor=bank.gita, now=NOW).total == 1_200 * MILLION


# --- the table of limits ----------------------------------------------------------------------


def test_a_limit_holds_from_its_first_to_its_last_day(bank: Bank, file: Opportunity) -> None:
    DecisionLimit.objects.filter(position="branch_head").update(valid_to=TODAY)
    DecisionLimit.objects.create(position="branch_head", max_exposure=100 * MILLION,
                                 valid_from=TODAY + DAY)  # fmt: skip

    def decides(day: date) -> str:
        total = Decimal(600 * MILLION)
        return authority_for(total, family="kpr", case="new", day=day).position

    assert [decides(TODAY), decides(TODAY + DAY)] == ["branch_head", "regional_head"]
    with pytest.raises(ValidationError):
        decides(TODAY - DAY)


def test_the_limit_of_the_day_of_the_vote_is_the_one_that_counts(
    bank: Bank, file: Opportunity
) -> None:
    row = put_forward(file, bank.ani, 600)
    DecisionLimit.objects.filter(position="branch_head").update(max_exposure=500 * MILLION)
    with pytest.raises(PermissionDenied):
        vote(row, YES, version=1, actor=bank.dewi, now=NOW)
    assert vote(row, YES, version=1, actor=bank.gita, now=NOW).position == "regional_head"


# --- seats ----------------------------------------------------------------------------------


def seat(*positions: str, members: tuple[User, ...] = (), quorum: int = 2) -> Committee:
    """Let one committee decide on everything."""
    board = Committee.objects.create(name="Komite", quorum=quorum, positions=list(positions))
    board.members.set(members)
    DecisionLimit.objects.all().delete()
    DecisionLimit.objects.create(committee=board, max_exposure=9_000 * MILLION, valid_from=TODAY)
    return board


def stands_in(principal: User, delegate: User, by: User) -> User:
    Delegation.objects.create(principal=principal, delegate=delegate, created_by=by,
                              valid_from=TODAY, valid_to=TODAY)  # fmt: skip
    return User.objects.get(pk=delegate.pk)


def test_a_member_votes_in_the_committee_also_where_his_own_limit_suffices(
    bank: Bank, file: Opportunity
) -> None:
    DecisionLimit.objects.all().delete()
    board = Committee.objects.create(name="Komite", quorum=2,
                                     positions=["branch_head", "regional_head"])  # fmt: skip
    DecisionLimit.objects.create(committee=board, max_exposure=3_000 * MILLION, valid_from=TODAY)
    for position in ("regional_head", "head_office"):
        DecisionLimit.objects.create(position=position, max_exposure=9_000 * MILLION,
                                     valid_from=TODAY)  # fmt: skip
    row = put_forward(file, bank.ani)
    assert vote(row, YES, version=1, actor=bank.gita, now=NOW).state == "waiting"
    assert vote(row, YES, version=2, actor=bank.dewi, now=NOW).state == "approved"
    assert len(Decision._unscoped.get().deciders) == 2
    # Whoever is above the committee and no member of it still decides alone.
    other = put_forward(make_file(bank.ani, bank.kpr, "Dodi"), bank.ani)
    assert vote(other, YES, version=1, actor=bank.hana, now=NOW).state == "approved"


def test_a_stand_in_sits_on_the_named_seat_of_an_absent_member(
    bank: Bank, file: Opportunity, sign_in: SignIn
) -> None:
    seat("regional_head", members=(bank.dewi,))
    row = put_forward(file, bank.ani)
    with pytest.raises(PermissionDenied):
        vote(row, YES, version=1, actor=bank.budi, now=NOW)
    budi = stands_in(bank.dewi, bank.budi, bank.admin)
    waiting = sign_in(budi).get(reverse("offers:waiting-list"))
    assert "Sri Wahyuni" in waiting.content.decode()
    assert vote(row, YES, version=1, actor=budi, now=NOW).state == "waiting"
    done = vote(row, YES, version=2, actor=bank.gita, now=NOW)
    assert done.state == "approved"
    assert [one.get("for") for one in Decision._unscoped.get().deciders] == [
        "Dewi Anggraini", None,
    ]  # fmt: skip


@pytest.mark.parametrize("who_is_first", ["principal", "stand-in"])
def test_a_member_and_her_stand_in_are_one_voice(
    bank: Bank, file: Opportunity, who_is_first: str
) -> None:
    seat("branch_head", "regional_head", members=(bank.dewi,))
    row = put_forward(file, bank.ani)
    budi = stands_in(bank.dewi, bank.budi, bank.admin)
    first, second = (bank.dewi, budi) if who_is_first == "principal" else (budi, bank.dewi)
    assert vote(row, YES, version=1, actor=first, now=NOW).state == "waiting"
    with pytest.raises(PermissionDenied):
        vote(row, YES, version=2, actor=second, now=NOW)
    assert CreditProposal._unscoped.get(pk=row.pk).votes.count() == 1
    assert vote(row, YES, version=2, actor=bank.gita, now=NOW).state == "approved"


def test_a_member_who_has_left_leaves_no_seat_to_wait_for(bank: Bank, file: Opportunity) -> None:
    seat("branch_head", "regional_head", members=(bank.hana,))
    User.objects.filter(pk=bank.hana.pk).update(is_active=False)
    row = put_forward(file, bank.ani)
    no = Ballot("refuse", "Tidak", "RPC kurang")
    assert vote(row, no, version=1, actor=bank.dewi, now=NOW).state == "refused"
