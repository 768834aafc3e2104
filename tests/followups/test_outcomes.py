"""An outcome closes the step, plans the next one, and can be taken back."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from core.versioning import StaleError
from followups.contacts import Result, amend_outcome, log_contact, record_outcome, undo_outcome
from followups.models import FollowUp, Interaction
from followups.outcomes import OUTCOMES, Channel, add_months, outcome_of
from followups.services import Step, cancel, move_to, move_to_tomorrow, plan, undo_move
from prospects.models import Opportunity, Prospect, TimelineEntry
from tests.factories.bank import Bank
from tests.factories.followups import TODAY, first_call, make_step
from tests.factories.prospects import NOW, make_opportunity, make_prospect

MINUTE = timedelta(minutes=1)


def steps(prospect: Prospect) -> list[tuple[str, str, date]]:
    rows = FollowUp.objects.system("test").filter(prospect=prospect).order_by("pk")
    return [(row.state, row.channel, row.due_on) for row in rows]


def test_every_outcome_names_a_known_next_step() -> None:
    assert set(OUTCOMES) == set(Channel.values)
    for channel, rows in OUTCOMES.items():
        assert len({row.code for row in rows}) == len(rows)
        for row in rows:
            assert row.channel in Channel.values
            assert bool(row.days) != bool(row.months)
            assert outcome_of(channel, row.code) is row


@pytest.mark.parametrize(
    ("channel", "code", "due_on", "hour"),
    [
        ("visit", "met_interested", date(2026, 11, 20), None),
        ("visit", "met_needs_time", date(2026, 11, 23), time(10)),
        ("visit", "not_there", date(2026, 11, 19), time(10)),
        ("call", "no_answer", date(2026, 11, 19), time(10)),
        ("visit", "not_interested", date(2027, 2, 18), None),
    ],
)
def test_the_default_dates_are_those_of_the_buttons(
    channel: str, code: str, due_on: date, hour: time | None
) -> None:
    assert outcome_of(channel, code).due(TODAY, set()) == (due_on, hour)


def test_three_months_after_the_end_of_november_is_the_end_of_february() -> None:
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)


def test_an_outcome_closes_the_step_and_plans_the_next(bank: Bank) -> None:
    step = make_step(bank.ani)
    contact = record_outcome(
        step, Result("visit", "met_interested"), version=1, actor=bank.ani, now=NOW, key="k"
    )
    assert steps(step.prospect)[1:] == [
        ("done", "visit", TODAY),
        ("open", "visit", date(2026, 11, 20)),
    ]
    prospect = Prospect.objects.visible_to(bank.ani).get()
    assert prospect.next_step_words == "Jemput berkas"
    with translation.override("en"):
        assert prospect.next_step_words == "Collect documents"
    assert prospect.last_contact_at == NOW
    assert (contact.is_reached, contact.on_date) == (True, TODAY)
    assert TimelineEntry.objects.get(kind="contact").data["outcome"] == "met_interested"


def test_the_same_key_records_once(bank: Bank) -> None:
    step = make_step(bank.ani)
    result = Result("visit", "not_there")
    first = record_outcome(step, result, version=1, actor=bank.ani, now=NOW, key="k")
    again = FollowUp.objects.visible_to(bank.ani).get(pk=step.pk)
    second = record_outcome(again, result, version=1, actor=bank.ani, now=NOW, key="k")
    assert first == second
    assert Interaction.objects.system("test").count() == 1


def test_another_key_on_a_closed_step_is_refused(bank: Bank) -> None:
    step = make_step(bank.ani)
    old = FollowUp.objects.visible_to(bank.ani).get(pk=step.pk)
    result = Result("visit", "not_there")
    record_outcome(step, result, version=1, actor=bank.ani, now=NOW, key="a")
    with pytest.raises(StaleError):
        record_outcome(old, result, version=1, actor=bank.ani, now=NOW, key="b")
    with pytest.raises(ValidationError):
        record_outcome(step, result, version=2, actor=bank.ani, now=NOW, key="c")
    assert Interaction.objects.system("test").count() == 1


def test_a_try_is_no_contact_and_tries_are_counted(bank: Bank) -> None:
    prospect = make_prospect(bank.ani)
    tries = [
        log_contact(prospect, Result("call", code), actor=bank.ani, now=NOW + MINUTE * n)
        for n, code in enumerate(["no_answer", "no_answer", "talked_interested", "no_answer"])
    ]
    assert [contact.attempt for contact in tries] == [1, 2, 3, 1]
    fresh = Prospect.objects.visible_to(bank.ani).get()
    assert fresh.last_contact_at == NOW + MINUTE * 2


def test_the_first_answer_moves_the_opportunity_to_contacted(bank: Bank) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr)
    step = first_call(opportunity.prospect)
    unanswered = Result("call", "no_answer")
    record_outcome(step, unanswered, version=1, actor=bank.ani, now=NOW + MINUTE)
    assert Opportunity.objects.system("test").get().stage == "prospect"
    log_contact(
        opportunity.prospect, Result("call", "talked_interested"), actor=bank.ani,
        now=NOW + MINUTE * 2,
    )  # fmt: skip
    assert Opportunity.objects.system("test").get().stage == "contacted"


def test_undo_puts_everything_back(bank: Bank) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr)
    step = first_call(opportunity.prospect)
    contact = record_outcome(
        step, Result("call", "talked_interested"), version=1, actor=bank.ani, now=NOW + MINUTE
    )
    undo_outcome(contact, actor=bank.ani, now=NOW + MINUTE * 2)
    assert [state for state, *_rest in steps(step.prospect)] == ["open", "cancelled"]
    prospect = Prospect.objects.visible_to(bank.ani).get()
    assert (prospect.next_step_words, prospect.last_contact_at) == ("Telepon pertama", None)
    assert Opportunity.objects.system("test").get().stage == "prospect"
    assert not Interaction.objects.system("test").valid().exists()


def test_undo_is_refused_when_something_followed_or_time_has_passed(bank: Bank) -> None:
    step = make_step(bank.ani)
    result = Result("visit", "met_needs_time")
    contact = record_outcome(step, result, version=1, actor=bank.ani, now=NOW)
    with pytest.raises(ValidationError):
        undo_outcome(contact, actor=bank.ani, now=NOW + MINUTE * 11)
    log_contact(step.prospect, Result("call", "no_answer"), actor=bank.ani, now=NOW + MINUTE)
    with pytest.raises(ValidationError):
        undo_outcome(contact, actor=bank.ani, now=NOW + MINUTE * 2)
    assert steps(step.prospect)[1][0] == "done"


def test_a_contact_of_today_can_be_amended_with_note_and_other_date(bank: Bank) -> None:
    step = make_step(bank.ani)
    contact = record_outcome(step, Result("visit", "not_there"), version=1, actor=bank.ani, now=NOW)
    own = Step(channel="call", due_on=date(2026, 11, 25), hour=time(15), subject="bahas DP")
    result = Result("visit", "met_interested", note="Setuju 15 tahun.", next_step=own)
    amend_outcome(contact, result, version=1, actor=bank.ani, now=NOW + MINUTE)
    following = FollowUp.objects.visible_to(bank.ani).get(state="open")
    assert (following.channel, following.title, following.is_timed) == ("call", "bahas DP", True)
    assert following.due_at == datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
    prospect = Prospect.objects.visible_to(bank.ani).get()
    assert (prospect.next_step_words, prospect.last_contact_at) == ("Bahas DP", NOW)


def test_yesterdays_contact_stays_as_it_is(bank: Bank) -> None:
    step = make_step(bank.ani)
    result = Result("visit", "not_there")
    contact = record_outcome(step, result, version=1, actor=bank.ani, now=NOW)
    with pytest.raises(ValidationError):
        amend_outcome(contact, result, version=1, actor=bank.ani, now=NOW + timedelta(days=1))


def test_tomorrow_is_one_call_counts_the_move_and_can_be_undone(bank: Bank) -> None:
    step = make_step(bank.ani, hour=time(14))
    due_at = step.due_at
    move_to_tomorrow(step, version=1, actor=bank.ani, now=NOW, key="k")
    moved = FollowUp.objects.visible_to(bank.ani).get(pk=step.pk)
    assert (moved.due_on, moved.moved_count, moved.is_timed) == (date(2026, 11, 19), 1, True)
    assert moved.local_due.time() == time(14)
    undo_move(moved, actor=bank.ani, now=NOW + MINUTE)
    back = FollowUp.objects.visible_to(bank.ani).get(pk=step.pk)
    assert (back.due_on, back.due_at, back.moved_count) == (TODAY, due_at, 0)


def test_tomorrow_of_a_friday_is_monday(bank: Bank) -> None:
    step = make_step(bank.ani, on=date(2026, 11, 20))
    friday = NOW + timedelta(days=2)
    assert move_to_tomorrow(step, version=1, actor=bank.ani, now=friday).due_on.day == 23


def test_moving_is_refused_to_yesterday_when_stale_and_when_closed(bank: Bank) -> None:
    step = make_step(bank.ani)
    with pytest.raises(ValidationError):
        move_to(step, version=1, due_on=date(2026, 11, 17), hour=None, actor=bank.ani, now=NOW)
    move_to_tomorrow(step, version=1, actor=bank.ani, now=NOW)
    with pytest.raises(StaleError):
        move_to(step, version=1, due_on=TODAY, hour=None, actor=bank.ani, now=NOW)
    fresh = FollowUp.objects.visible_to(bank.ani).get(pk=step.pk)
    cancel(fresh, version=fresh.version, actor=bank.ani, now=NOW)
    with pytest.raises(ValidationError):
        move_to(fresh, version=fresh.version, due_on=TODAY, hour=None, actor=bank.ani, now=NOW)


def test_a_cancelled_step_leaves_the_prospect_without_a_next_one(bank: Bank) -> None:
    step = make_step(bank.ani)
    cancel(step, version=1, actor=bank.ani, now=NOW)
    assert Prospect.objects.visible_to(bank.ani).without_next_step().count() == 1


def test_a_step_in_the_past_cannot_be_planned(bank: Bank) -> None:
    prospect = make_prospect(bank.ani)
    step = Step(channel="call", due_on=date(2026, 11, 17))
    with pytest.raises(ValidationError):
        plan(step, prospect=prospect, actor=bank.ani, now=NOW)
