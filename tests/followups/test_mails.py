"""The mails of the day: when they leave, once, and what they never say."""

import threading
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from core.outbox.kinds import Cancelled, Mail, kind_of
from core.outbox.models import Run
from followups.contacts import Result, record_outcome
from followups.models import FollowUp, HandoverNotice, Reminder
from followups.planners import plan_agendas, plan_handovers, plan_reminders
from followups.services import move_to_tomorrow
from org.models import Holiday, User
from prospects.models import Prospect
from prospects.signals import prospect_reassigned
from tests.factories.bank import Bank
from tests.factories.followups import TODAY, make_step
from tests.factories.prospects import NOW, make_prospect

MINUTE = timedelta(minutes=1)
BEFORE = NOW - timedelta(days=1)


def mail_of(run: Run, now: datetime) -> Mail:
    (mail,) = kind_of(run.kind).work(run, now)
    return mail


def runs(kind: str) -> list[Run]:
    return list(Run.objects.filter(kind=kind).order_by("pk"))


def live_in(bank: Bank, zone: str) -> User:
    bank.a.time_zone = zone
    bank.a.save()
    bank.ani.reminder_lead_minutes = 15
    bank.ani.save()
    return User.objects.select_related("branch").get(pk=bank.ani.pk)


@pytest.mark.parametrize("zone", ["WIB", "WITA", "WIT"])
def test_nine_with_fifteen_minutes_lead_leaves_at_a_quarter_to_nine(bank: Bank, zone: str) -> None:
    ani = live_in(bank, zone)
    step = make_step(ani, on=TODAY, hour=time(9), now=BEFORE)
    quarter_to = datetime(2026, 11, 18, 8, 45, tzinfo=ani.zone)
    assert plan_reminders(quarter_to - timedelta(seconds=1)) == 0
    assert plan_reminders(quarter_to) == 1
    mail = mail_of(runs("followup.reminder")[0], quarter_to)
    assert mail.subject == f"09.00 {zone}: Kunjungan"
    assert step.due_at == quarter_to + 15 * MINUTE


@pytest.mark.parametrize("local_now", [(0, 30), (6, 59), (23, 30)])
@pytest.mark.parametrize("zone", ["WIB", "WITA", "WIT"])
def test_an_hour_at_the_edges_of_the_day_is_reminded_on_its_own_clock(
    bank: Bank, zone: str, local_now: tuple[int, int]
) -> None:
    ani = live_in(bank, zone)
    make_step(ani, on=TODAY, hour=time(*local_now), now=BEFORE)
    due = datetime(2026, 11, 18, *local_now, tzinfo=ani.zone)
    assert plan_reminders(due - 16 * MINUTE) == 0
    assert plan_reminders(due - 15 * MINUTE) == 1


def test_a_step_without_a_chosen_hour_has_no_reminder_of_its_own(bank: Bank) -> None:
    make_step(bank.ani, on=TODAY, now=BEFORE)
    assert plan_reminders(datetime(2026, 11, 18, 2, 0, tzinfo=UTC)) == 0


def test_steps_within_a_quarter_of_an_hour_leave_as_one_mail(bank: Bank) -> None:
    for name, at in (("A", time(9)), ("B", time(9, 15)), ("C", time(9, 16))):
        make_step(bank.ani, name, hour=at, now=BEFORE)
    at = datetime(2026, 11, 18, 8, 30, tzinfo=bank.ani.zone)
    assert plan_reminders(at) == 1
    assert mail_of(runs("followup.reminder")[0], at).subject == "2 langkah mulai 09.00 WIB"
    assert plan_reminders(at + 15 * MINUTE) == 0
    assert plan_reminders(at + 16 * MINUTE) == 1


def test_planning_twice_plans_once(bank: Bank) -> None:
    make_step(bank.ani, hour=time(9), now=BEFORE)
    at = datetime(2026, 11, 18, 8, 30, tzinfo=bank.ani.zone)
    assert [plan_reminders(at), plan_reminders(at), plan_agendas(at), plan_agendas(at)] == [
        1, 0, 1, 0,
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_planners_at_once_plan_once() -> None:
    from tests.factories.bank import make_bank

    bank = make_bank()
    for number in range(20):
        make_step(bank.ani, f"Orang {number}", hour=time(9), now=BEFORE)
    at = datetime(2026, 11, 18, 8, 30, tzinfo=bank.ani.zone)
    start, made, errors = threading.Barrier(2), [], []

    def plan() -> None:
        try:
            start.wait()
            made.append(plan_reminders(at) + plan_agendas(at))
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=plan) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert errors == []
    assert sum(made) == 2
    assert Run.objects.count() == 2
    assert Reminder.objects.system("test").count() == 20


def test_five_hundred_reminders_are_planned_in_one_tick(bank: Bank) -> None:
    step = make_step(bank.ani, hour=time(9), now=BEFORE)
    people = User.objects.bulk_create(
        User(username=f"ao{n}", full_name=f"AO {n}", role="officer", branch=bank.a,
             email=f"ao{n}@bank.example")
        for n in range(100)
    )  # fmt: skip
    many = []
    for owner in people:
        for _ in range(5):
            copy = FollowUp.objects.system("test").get(pk=step.pk)
            copy.pk, copy.owner = None, owner
            copy.public_id = FollowUp._meta.get_field("public_id").get_default()
            many.append(copy)
    FollowUp.objects.system("test").bulk_create(many)
    at = datetime(2026, 11, 18, 8, 30, tzinfo=bank.ani.zone)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert plan_reminders(at) == 101
    assert len(seen) <= 8
    assert Reminder.objects.system("test").count() == 501
    mails = [mail_of(run, at) for run in runs("followup.reminder")]
    assert len({mail.recipient_id for mail in mails}) == 101


def test_a_moved_step_is_reminded_anew_and_the_old_mail_is_cancelled(bank: Bank) -> None:
    step = make_step(bank.ani, hour=time(9), now=BEFORE)
    at = datetime(2026, 11, 18, 8, 30, tzinfo=bank.ani.zone)
    plan_reminders(at)
    move_to_tomorrow(step, version=1, actor=bank.ani, now=at)
    with pytest.raises(Cancelled):
        mail_of(runs("followup.reminder")[0], at)
    with pytest.raises(Cancelled):
        kind_of("followup.reminder").may_receive(runs("followup.reminder")[0], bank.ani, at)
    assert plan_reminders(at + timedelta(days=1)) == 1
    assert len({run.key for run in runs("followup.reminder")}) == 2


def test_what_is_done_or_disabled_is_not_sent(bank: Bank) -> None:
    step = make_step(bank.ani, hour=time(9), now=BEFORE)
    at = datetime(2026, 11, 18, 8, 30, tzinfo=bank.ani.zone)
    plan_reminders(at)
    run = runs("followup.reminder")[0]
    kind = kind_of(run.kind)
    assert kind.may_receive(run, bank.ani, at)
    bank.ani.is_active = False
    assert not kind.may_receive(run, bank.ani, at)
    result = Result("visit", "not_there")
    record_outcome(step, result, version=1, actor=bank.ani, now=at)
    with pytest.raises(Cancelled):
        mail_of(run, at)


def test_after_an_outage_late_ones_arrive_marked_and_old_ones_as_a_number(bank: Bank) -> None:
    make_step(bank.ani, "Lama", on=date(2026, 11, 17), hour=time(16), now=BEFORE)
    make_step(bank.ani, "Pagi", hour=time(9), channel="call", now=BEFORE)
    at = datetime(2026, 11, 18, 11, 0, tzinfo=bank.ani.zone)
    assert plan_reminders(at) == 1
    mail = mail_of(runs("followup.reminder")[0], at)
    assert mail.subject == "Terlambat: 2 langkah mulai 09.00 WIB"
    assert "09.00 WIB  Telepon (lewat)" in mail.text
    assert "1 lagi sudah lewat lebih dari 12 jam" in mail.text
    assert "16.00" not in mail.text


def test_the_agenda_leaves_at_seven_on_working_days_only(bank: Bank) -> None:
    make_step(bank.ani, "A", on=TODAY, now=BEFORE)
    make_step(bank.ani, "B", on=TODAY, hour=time(13, 30), channel="call", now=BEFORE)
    seven = datetime(2026, 11, 18, 7, 0, tzinfo=bank.ani.zone)
    assert plan_agendas(seven - MINUTE) == 0
    assert plan_agendas(seven) == 1
    mail = mail_of(runs("followup.agenda")[0], seven)
    assert mail.subject == "Agenda Anda, Rabu, 18 November 2026"
    assert "13.30 WIB  Telepon" in mail.text
    assert "Tanpa jam: 1 Kunjungan." in mail.text
    saturday = seven + timedelta(days=3)
    assert plan_agendas(saturday) == 0
    Holiday.objects.create(day=date(2026, 11, 19), name="Libur", kind="national")
    assert plan_agendas(seven + timedelta(days=1)) == 0
    assert plan_agendas(seven + timedelta(days=2)) == 1


@pytest.mark.parametrize("zone", ["WIB", "WITA", "WIT"])
@pytest.mark.parametrize("database_zone", ["UTC", "Asia/Jayapura", "America/New_York"])
def test_seven_is_seven_whatever_the_zone_of_the_server(
    bank: Bank, zone: str, database_zone: str
) -> None:
    ani = live_in(bank, zone)
    make_step(ani, on=TODAY, now=BEFORE)
    seven = datetime(2026, 11, 18, 7, 0, tzinfo=ani.zone)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('timezone', %s, true)", [database_zone])
    assert plan_agendas(seven - timedelta(seconds=1)) == 0
    assert plan_agendas(seven) == 1
    assert runs("followup.agenda")[0].payload["day"] == "2026-11-18"


def test_an_empty_day_and_a_day_that_is_over_bring_no_agenda(bank: Bank) -> None:
    step = make_step(bank.ani, on=TODAY, now=BEFORE)
    seven = datetime(2026, 11, 18, 7, 0, tzinfo=bank.ani.zone)
    plan_agendas(seven)
    run = runs("followup.agenda")[0]
    with pytest.raises(Cancelled):
        mail_of(run, seven + timedelta(days=1))
    result = Result("visit", "met_interested")
    record_outcome(step, result, version=1, actor=bank.ani, now=seven)
    with pytest.raises(Cancelled):
        mail_of(run, seven)


def hand_over(bank: Bank, name: str, at: datetime) -> None:
    prospect = make_prospect(bank.ani, name)
    prospect.owner = bank.budi
    prospect.save()
    prospect_reassigned.send(
        sender=Prospect, prospect=prospect, old_owner=bank.ani, actor=bank.dewi, now=at
    )


def test_hand_overs_are_told_once_an_hour_the_rest_together(bank: Bank) -> None:
    hand_over(bank, "Satu", NOW)
    assert plan_handovers(NOW) == 1
    for number in range(3):
        hand_over(bank, f"Lain {number}", NOW + 5 * MINUTE)
    assert plan_handovers(NOW + 59 * MINUTE) == 0
    assert plan_handovers(NOW + 60 * MINUTE) == 1
    assert plan_handovers(NOW + 61 * MINUTE) == 0
    first, second = runs("followup.handover")
    assert mail_of(first, NOW).subject == "1 prospek kini milik Anda"
    assert mail_of(second, NOW + 60 * MINUTE).subject == "3 prospek kini milik Anda"
    Prospect.objects.system("test").update(owner=bank.citra)
    with pytest.raises(Cancelled):
        mail_of(second, NOW + 60 * MINUTE)


def test_ones_own_prospects_are_no_news(bank: Bank) -> None:
    make_prospect(bank.ani)
    assert not HandoverNotice.objects.exists()


@pytest.mark.parametrize("language", ["id", "en"])
def test_mails_name_no_customer(bank: Bank, language: str) -> None:
    bank.ani.language = language
    bank.ani.save()
    canaries = ("Kenariawati", "81299887766", "777", "Rahasia", "Kebonkenari")
    make_step(
        bank.ani, "Kenariawati Uji", hour=time(9), now=BEFORE, subject="Rahasia Kenariawati",
        phone="+6281299887766", address="Kebonkenari 7", product=bank.kpr,
        amount=Decimal(777_000_000), notes="Rahasia",
    )  # fmt: skip
    hand_over(bank, "Kenariawati Dua", NOW)
    at = datetime(2026, 11, 18, 8, 30, tzinfo=bank.ani.zone)
    plan_agendas(at), plan_reminders(at), plan_handovers(NOW)
    sent = {run.kind: mail_of(run, NOW if "handover" in run.kind else at)
            for run in Run.objects.all()}  # fmt: skip
    assert set(sent) == {"followup.agenda", "followup.reminder", "followup.handover"}
    for mail in sent.values():
        assert not mail.attachments
        for canary in canaries:
            assert canary not in f"{mail.subject} {mail.text} {mail.html}", (mail.subject, canary)
    expected = "09.00 WIB: Kunjungan" if language == "id" else "09.00 WIB: Visit"
    assert sent["followup.reminder"].subject == expected
