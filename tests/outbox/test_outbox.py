"""Work is done once, mails leave once, and every answer of the mail server has its end."""

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.db import connection

from core.outbox import api, switch, worker
from core.outbox import claim as claims
from core.outbox.models import Attempt, Delivery, Run
from tests.factories.bank import Bank
from tests.outbox.conftest import CUT_AFTER, CUT_BEFORE, START, Hand, Sink, only_delivery

Drain = Callable[[], None]


def ask(bank: Bank, kind: str = "letter", key: str = "1", **payload: Any) -> Run:
    payload.setdefault("to", [bank.ani.pk])
    return api.enqueue(kind, key=key, due_at=START, payload=payload)


def test_the_same_key_is_one_run(bank: Bank) -> None:
    first = ask(bank)
    assert ask(bank) == first
    assert ask(bank, key="2") != first
    assert Run.objects.count() == 2


def test_an_unknown_kind_is_refused_at_once(bank: Bank) -> None:
    with pytest.raises(LookupError, match="postcard"):
        api.enqueue("postcard", key="1", due_at=START)


def test_a_mail_leaves_once_however_often_its_tasks_run(
    bank: Bank, sink: Sink, clock: Hand
) -> None:
    run = ask(bank)
    assert worker.perform_run(run.pk, clock=clock) == "done"
    assert worker.perform_run(run.pk, clock=clock) == worker.NOTHING
    delivery = only_delivery()
    assert worker.perform_delivery(delivery.pk, clock=clock) == "sent"
    assert worker.perform_delivery(delivery.pk, clock=clock) == worker.NOTHING
    assert sink.count("ani@bank.example") == 1
    assert Delivery.objects.count() == 1


def test_the_mail_arrives_as_it_was_rendered(bank: Bank, sink: Sink, drain: Drain) -> None:
    ask(bank)
    drain()
    to, message_id, content = sink.received[0]
    delivery = only_delivery()
    assert (to, message_id) == ("ani@bank.example", delivery.message_id)
    assert content == bytes(delivery.body or b"")
    text = message_from_bytes(content, policy=policy.default)
    assert "\n.a line that begins with a dot" in text.get_content()


def test_nothing_is_done_before_it_is_due(
    bank: Bank, sink: Sink, clock: Hand, drain: Drain
) -> None:
    api.enqueue(
        "letter", key="1", due_at=START + timedelta(minutes=1), payload={"to": [bank.ani.pk]}
    )
    drain()
    assert Run.objects.get().state == Run.State.WAITING
    clock.advance(minutes=1)
    drain()
    assert sink.count("ani@bank.example") == 1


def test_greylisting_is_tried_again_after_one_and_five_minutes(
    bank: Bank, sink: Sink, clock: Hand, drain: Drain
) -> None:
    sink.script["ani@bank.example"] = ["451 later", "451 later"]
    ask(bank)
    drain()
    assert only_delivery().next_try_at == START + timedelta(minutes=1)
    clock.advance(minutes=1)
    drain()
    assert only_delivery().next_try_at == START + timedelta(minutes=6)
    clock.advance(minutes=5)
    drain()
    delivery = only_delivery()
    assert (delivery.state, sink.count("ani@bank.example")) == ("sent", 1)
    tries = Attempt.objects.filter(delivery=delivery).order_by("number")
    assert [(row.outcome, row.code) for row in tries] == [
        ("waiting", 451), ("waiting", 451), ("sent", 250),
    ]  # fmt: skip


@pytest.mark.parametrize("answer", ["550 no such person", "data 554 refused"])
def test_a_permanent_refusal_fails_at_once(
    bank: Bank, sink: Sink, clock: Hand, drain: Drain, answer: str
) -> None:
    sink.script["ani@bank.example"] = [answer]
    ask(bank)
    drain()
    clock.advance(days=2)
    drain()
    delivery = only_delivery()
    assert (delivery.state, delivery.attempt, sink.count("ani@bank.example")) == ("failed", 1, 0)
    assert delivery.is_address_refused is answer.startswith("550")


def test_a_server_that_stays_down_is_given_up_after_a_day(
    bank: Bank, settings: Any, clock: Hand, drain: Drain
) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    ask(bank)
    for _ in range(60):
        drain()
        clock.advance(minutes=30)
    delivery = only_delivery()
    assert delivery.state == "failed"
    assert delivery.finished_at is not None
    assert timedelta(hours=19) < delivery.finished_at - START <= timedelta(hours=24)


def test_a_cut_before_the_dot_is_no_doubt(
    bank: Bank, sink: Sink, clock: Hand, drain: Drain
) -> None:
    sink.script["ani@bank.example"] = [CUT_BEFORE]
    ask(bank, kind="paper")
    drain()
    assert only_delivery().state == "waiting"
    clock.advance(minutes=1)
    drain()
    assert (only_delivery().state, sink.count("ani@bank.example")) == ("sent", 1)


def test_a_cut_after_the_dot_is_sent_again_once_after_a_quarter_of_an_hour(
    bank: Bank, sink: Sink, clock: Hand, drain: Drain
) -> None:
    sink.script["ani@bank.example"] = [CUT_AFTER, CUT_AFTER]
    ask(bank)
    drain()
    assert only_delivery().state == "in_doubt"
    clock.advance(minutes=14)
    drain()
    assert sink.count("ani@bank.example") == 1
    clock.advance(minutes=1)
    drain()
    clock.advance(days=1)
    drain()
    delivery = only_delivery()
    assert (delivery.state, delivery.resends, delivery.next_try_at) == ("in_doubt", 1, None)
    assert [row[1] for row in sink.received] == [delivery.message_id] * 2


@pytest.mark.parametrize(("has_arrived", "arrivals"), [(True, 1), (False, 2)])
def test_a_held_mail_waits_for_a_decision(
    bank: Bank, sink: Sink, clock: Hand, drain: Drain, has_arrived: bool, arrivals: int
) -> None:
    sink.script["ani@bank.example"] = [CUT_AFTER]
    ask(bank, kind="paper")
    drain()
    clock.advance(days=1)
    drain()
    delivery = only_delivery()
    assert (delivery.state, sink.count("ani@bank.example")) == ("in_doubt", 1)
    decide = {"has_arrived": has_arrived, "now": clock.now, "actor_id": bank.admin.pk}
    assert api.resolve(delivery.pk, **decide)
    assert not api.resolve(delivery.pk, **decide)
    drain()
    assert (only_delivery().state, sink.count("ani@bank.example")) == ("sent", arrivals)


def test_a_person_who_left_gets_nothing(bank: Bank, sink: Sink, clock: Hand, drain: Drain) -> None:
    ask(bank, to=[bank.ani.pk, bank.budi.pk])
    worker.perform_run(clock=clock)
    bank.ani.is_active = False
    bank.ani.save()
    drain()
    assert (sink.count("ani@bank.example"), sink.count("budi@bank.example")) == (0, 1)
    assert Delivery.objects.get(recipient=bank.ani).state == "cancelled"


def test_a_withdrawn_reason_cancels_with_its_sentence(bank: Bank, sink: Sink, drain: Drain) -> None:
    ask(bank, withdrawn=True)
    api.enqueue("trouble", key="1", due_at=START, payload={"how": "cancel"})
    drain()
    assert (only_delivery().state, only_delivery().last_error) == ("cancelled", "withdrawn")
    assert Run.objects.get(kind="trouble").last_error == "no longer needed"
    assert not sink.received


def test_an_error_of_our_own_is_kept_without_its_words(
    bank: Bank, clock: Hand, drain: Drain
) -> None:
    api.enqueue("trouble", key="1", due_at=START, payload={"how": "error"})
    drain()
    run = Run.objects.get()
    assert run.state == Run.State.WAITING
    assert run.last_error.startswith("KeyError at kinds.py")
    assert "Siti" not in run.last_error
    assert run.next_try_at == START + timedelta(minutes=1)


def test_cancelled_before_it_starts_is_never_done(bank: Bank, sink: Sink, drain: Drain) -> None:
    ask(bank)
    assert api.cancel("letter", "1", now=START, reason="moved")
    assert not api.cancel("letter", "1", now=START, reason="moved")
    drain()
    assert not sink.received


def test_a_lost_lease_cannot_finish_and_another_does(bank: Bank, clock: Hand) -> None:
    ask(bank)
    taken = claims.take(Run, clock())
    assert taken is not None
    clock.advance(minutes=6)
    assert worker.perform_run(clock=clock) == "done"
    assert not claims.finish(*taken, clock(), outcome="done", state="done", next_try_at=None)
    assert Delivery.objects.count() == 1
    outcomes = Attempt.objects.filter(delivery=None).order_by("number")
    assert [row.outcome for row in outcomes] == ["too_late", "done"]


def test_a_sender_that_woke_after_its_lease_does_not_send(
    bank: Bank, sink: Sink, clock: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(bank)
    worker.perform_run(clock=clock)
    mark = claims.mark_doubt

    def late(*args: Any) -> bool:
        clock.advance(minutes=10)
        return mark(*args[:2], clock())

    monkeypatch.setattr(claims, "mark_doubt", late)
    assert worker.perform_delivery(clock=clock) == "waiting"
    assert not sink.received


def test_who_died_after_the_dot_is_listed_and_who_died_before_is_done_again(
    bank: Bank, sink: Sink, clock: Hand, drain: Drain
) -> None:
    ask(bank, kind="paper", to=[bank.ani.pk, bank.budi.pk])
    worker.perform_run(clock=clock)
    before, after = claims.take(Delivery, clock()), claims.take(Delivery, clock())
    assert before is not None
    assert after is not None
    claims.mark_doubt(*after, clock())
    clock.advance(minutes=6)
    claims.sweep(clock())
    drain()
    before[0].refresh_from_db()
    after[0].refresh_from_db()
    assert (before[0].state, before[0].crashes) == ("sent", 1)
    assert (after[0].state, after[0].next_try_at) == ("in_doubt", None)
    assert len(sink.received) == 1


def test_three_crashes_are_the_end(bank: Bank, clock: Hand) -> None:
    run = ask(bank)
    for _ in range(3):
        assert claims.take(Run, clock()) is not None
        clock.advance(minutes=6)
        claims.sweep(clock())
    assert claims.take(Run, clock()) is None
    run.refresh_from_db()
    assert (run.state, run.crashes) == ("crashed", 3)
    assert api.retry(run, now=clock())
    assert worker.perform_run(clock=clock) == "done"


def test_poison_does_not_hold_up_a_hundred_good_ones(
    bank: Bank, sink: Sink, clock: Hand, drain: Drain
) -> None:
    sink.script["ani@bank.example"] = ["451 later"] * 500
    ask(bank, key="poison")
    api.enqueue("trouble", key="1", due_at=START, payload={"how": "error"})
    for number in range(100):
        ask(bank, key=str(number), to=[bank.budi.pk])
    drain()
    assert (sink.count("budi@bank.example"), sink.tries["ani@bank.example"]) == (100, 1)


def test_what_a_person_asked_for_goes_first(bank: Bank, clock: Hand) -> None:
    ask(bank)
    pressed = api.enqueue("letter", key="2", due_at=START, requested_by_id=bank.ani.pk)
    taken = claims.take(Run, clock())
    assert taken is not None
    assert taken[0] == pressed


def test_a_restored_copy_keeps_its_mail_until_somebody_decides(
    bank: Bank, sink: Sink, clock: Hand, drain: Drain
) -> None:
    assert not switch.brake_if_restored(clock())
    ask(bank)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE outbox_mailswitch SET place = 'elsewhere'")
    clock.advance(minutes=1)
    assert switch.brake_if_restored(clock())
    assert not switch.brake_if_restored(clock())
    drain()
    assert not sink.received
    cancelled = switch.start(now=clock(), actor_id=bank.admin.pk, discard_older=True)
    drain()
    assert (cancelled, sink.received) == (1, [])
    ask(bank, key="2")
    drain()
    assert sink.count("ani@bank.example") == 1


def test_a_person_without_an_address_is_said_so(bank: Bank, sink: Sink, drain: Drain) -> None:
    bank.ani.email = ""
    bank.ani.save()
    ask(bank)
    drain()
    assert only_delivery().state == "cancelled"
    assert not sink.received
