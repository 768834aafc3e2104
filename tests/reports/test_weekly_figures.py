"""The figures of a week: right, and the same whenever they are computed."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.apps import apps

from core.periods import week_of
from followups.models import FollowUp
from followups.services import Step, cancel, plan
from org.models import Branch, User
from prospects.changes import reassign_prospect
from prospects.models import Disbursement, Opportunity, Prospect
from prospects.pipeline import reverse_disbursement
from reports.services import targets_of
from reports.weekly.compute import compute_week
from reports.weekly.figures import WeeklyFigures, canonical, from_data, to_data
from reports.weekly.people import officers_of
from reports.weekly.target import Span, Target, branch_target
from tests.factories.bank import HIRED_AT, Bank
from tests.factories.prospects import make_opportunity, make_prospect
from tests.factories.reports import (
    MONDAY,
    SUNDAY,
    Week,
    at,
    disburse,
    hold,
    make_week,
    move,
    put,
)

WEEK = week_of(MONDAY)


@pytest.fixture
def week(bank: Bank) -> Week:
    """One week of work."""
    return make_week(bank)


def anis(bank: Bank) -> WeeklyFigures:
    return compute_week(Target(bank.a, frozenset({bank.a.pk}), bank.ani), WEEK)


def test_money_is_what_was_confirmed_with_its_comparison(bank: Bank, week: Week) -> None:
    money = compute_week(branch_target(bank.a), WEEK).money
    assert (money.week.amount, money.noa_week) == (Decimal(610_000_000), 1)
    assert (money.previous_week.amount, money.noa_previous_week) == (Decimal(50_000_000), 1)
    assert (money.month.amount, money.noa_month) == (Decimal(660_000_000), 2)
    assert (money.awaiting.n, money.awaiting.amount) == (1, Decimal(450_000_000))


def test_stages_add_up_from_start_to_end(bank: Bank, week: Week) -> None:
    figures = anis(bank)
    rows = {row.stage: row for row in figures.stages}
    assert (rows["interested"].n, rows["interested"].entered) == (1, 1)
    assert (rows["documents"].n, rows["documents"].held) == (1, 1)
    assert (rows["signing"].n, rows["signing"].left) == (1, 1)
    assert sum(row.n for row in figures.stages) == figures.open.n
    moves = sum(row.entered - row.left for row in figures.stages)
    assert figures.open_previous.n + moves == figures.open.n


def test_what_changed_names_the_records_that_caused_it(bank: Bank, week: Week) -> None:
    figures = anis(bank)
    assert [r.customer.name for r in figures.disbursed] == ["Wahyu Prabowo"]
    assert [(r.stage, r.note) for r in figures.advanced] == [("interested", "prospect")]
    assert [r.customer.name for r in figures.lost] == ["Bambang Irawan"]
    assert [(reason.kind, reason.n) for reason in figures.reasons] == [("customer", 1)]
    assert [(r.customer.name, r.note, r.days) for r in figures.held_files] == [
        ("Rahmat Hidayatullah", "customer", 5)
    ]
    assert (figures.new_prospects, figures.new_opportunities.n) == (1, 1)


def test_contacts_of_the_week_are_counted_by_channel(bank: Bank, week: Week) -> None:
    activity = anis(bank).activities
    assert len(activity) == 6
    assert (activity[-1].number, activity[-1].visits, activity[-1].calls) == (47, 1, 2)
    assert (activity[0].visits, activity[0].calls) == (0, 0)


def test_nothing_done_on_monday_changes_the_week_before(bank: Bank, week: Week) -> None:
    officer, branch = anis(bank), compute_week(branch_target(bank.a), WEEK)
    monday = at(bank, SUNDAY + timedelta(days=1), 0, 30)
    move(week.moved, "documents", bank.ani, monday)
    put(week.stuck, "analysis", bank.ani, monday)
    hold(week.stuck, "analyst", monday, SUNDAY + timedelta(days=9))
    put(week.fresh, "prospect", bank.ani, monday, "lost")
    make_opportunity(bank.ani, bank.kpr, "Nasabah Senin", now=monday)
    disburse(week.claimed, 450_000_000, SUNDAY, bank.rudi, monday)
    Opportunity.objects.system("test").filter(pk=week.moved.pk).update(
        owner=bank.budi, amount=1, state_at=monday + timedelta(minutes=1), state_by=bank.dewi
    )
    assert canonical(anis(bank)) == canonical(officer)
    assert canonical(compute_week(branch_target(bank.a), WEEK)) == canonical(branch)


def test_a_move_one_moment_before_midnight_still_counts(bank: Bank, week: Week) -> None:
    before = canonical(anis(bank))
    move(week.moved, "documents", bank.ani, at(bank, SUNDAY, 23, 59))
    assert canonical(anis(bank)) != before


def test_the_week_ends_at_the_branchs_own_midnight(bank: Bank) -> None:
    bank.ani.branch = bank.c
    bank.ani.save()
    target = Target(bank.c, frozenset({bank.c.pk}), bank.ani)
    monday_in_jayapura = at(bank, SUNDAY, 22, 30)  # 00.30 on Monday in WIT
    make_opportunity(bank.ani, bank.kpr, now=monday_in_jayapura)
    assert compute_week(target, WEEK).open.n == 0
    assert compute_week(target, WEEK.next).open.n == 1


def test_figures_survive_being_stored(bank: Bank, week: Week) -> None:
    figures = compute_week(branch_target(bank.a), WEEK)
    assert from_data(WeeklyFigures, to_data(figures)) == figures
    assert [row.name for row in figures.officers] == ["Ani Lestari", "Budi Santosa"]


def test_who_held_what_is_read_as_of_the_weeks_end(bank: Bank, week: Week) -> None:
    saturday = at(bank, SUNDAY - timedelta(days=1))
    person = make_prospect(bank.ani, "Prospek Sabtu", now=saturday, source="walk_in")
    step = Step("call", SUNDAY + timedelta(days=2), subject="Telepon ulang")
    planned = plan(step, prospect=person, actor=bank.ani, now=saturday)
    dropped = plan(step, prospect=person, actor=bank.ani, now=saturday)
    before, officer = canonical(compute_week(branch_target(bank.a), WEEK)), canonical(anis(bank))
    monday = at(bank, SUNDAY + timedelta(days=1), 0, 30)
    people = Prospect.objects.system("test")
    reassign_prospect(person, to=bank.budi, actor=bank.dewi, now=monday)
    cancel(fresh(dropped), version=fresh(dropped).version, actor=bank.budi, now=monday)
    reassign_prospect(person, to=bank.citra, actor=bank.dewi, now=monday + timedelta(minutes=1))
    people.filter(pk=person.pk).update(source="dealer", updated_at=monday + timedelta(minutes=2))
    move_post(bank.budi, bank.b, monday)
    _hire(bank, monday)
    assert fresh(planned).owner_id == bank.citra.pk
    assert canonical(compute_week(branch_target(bank.a), WEEK)) == before
    assert canonical(anis(bank)) == officer
    budis = Target(bank.a, frozenset({bank.a.pk}), bank.budi)
    assert compute_week(budis, WEEK).new_prospects == 0
    names = [post.person.username for post in officers_of(branch_target(bank.a), Span(WEEK, "WIB"))]
    assert names == ["ani", "budi"]
    assert [target.officer for target in targets_of(bank.b, WEEK)] == [None, bank.citra]


def test_a_change_before_midnight_counts_for_the_week(bank: Bank, week: Week) -> None:
    saturday = at(bank, SUNDAY - timedelta(days=1))
    person = make_prospect(bank.ani, "Prospek Sabtu", now=saturday, source="walk_in")
    was = anis(bank).new_prospects
    late = at(bank, SUNDAY, 23, 59)
    reassign_prospect(person, to=bank.budi, actor=bank.dewi, now=late)
    move_post(bank.budi, bank.b, late)
    assert anis(bank).new_prospects == was - 1
    rows = compute_week(branch_target(bank.a), WEEK).officers
    assert [row.name for row in rows] == ["Ani Lestari"]


def test_money_taken_back_on_monday_stays_in_the_week_before(bank: Bank, week: Week) -> None:
    target = branch_target(bank.a)
    before = canonical(compute_week(target, WEEK))
    part = Disbursement.objects.system("test").get(opportunity=week.won)
    monday = at(bank, SUNDAY + timedelta(days=1), 0, 30)
    reverse_disbursement(
        part, version=part.version, actor=bank.dewi, now=monday, reason="Salah berkas"
    )
    assert canonical(compute_week(target, WEEK)) == before
    assert compute_week(target, WEEK.next).money.previous_week.amount == 0


def fresh(step: FollowUp) -> FollowUp:
    return FollowUp.objects.system("test").select_related("branch", "prospect").get(pk=step.pk)


def _set_history(person: User, moment: datetime) -> None:
    """Date the last entry of a person's history, which the database stamps with its own clock."""
    events = apps.get_model("org", "UserEvent")._default_manager.filter(pgh_obj_id=person.pk)
    events.filter(pk=events.latest("pgh_id").pk).update(pgh_created_at=moment)


def move_post(person: User, branch: Branch, moment: datetime) -> None:
    _set_history(person, HIRED_AT)
    person.branch, person.team = branch, None
    person.save(update_fields=["branch", "team"])
    _set_history(person, moment)


def _hire(bank: Bank, moment: datetime) -> None:
    User.objects.create_user(
        "baru", full_name="Baru Datang", role="officer", branch=bank.a, created_at=moment
    )
