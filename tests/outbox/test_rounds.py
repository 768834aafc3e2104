"""Handing out: workers are told, a broker that fails costs nothing, chores come when due."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.outbox import api, chores, cleanup, policy, rounds
from core.outbox.models import Delivery, PumpBeat, Run
from core.outbox.policy import Verdict
from core.outbox.pump import Pump
from tests.factories.bank import Bank
from tests.outbox.conftest import START, Hand

DONE: list[str] = []


def note(now: datetime) -> None:
    DONE.append(now.isoformat())


def break_down() -> None:
    raise ValueError("Siti Aminah")


@dataclass
class FakeBroker:
    """Takes so many messages and no more."""

    takes: int = 1000
    is_alive: bool = True
    told: list[int] = field(default_factory=list)

    def is_up(self) -> bool:
        return self.is_alive

    def send(self, _task: str, row_id: int, *, queue: str, priority: int) -> bool:
        if len(self.told) >= self.takes:
            return False
        self.told.append(row_id)
        return True


@pytest.fixture
def pump(bank: Bank) -> Pump:
    for number in range(5):
        api.enqueue("letter", key=str(number), due_at=START)
    return Pump("test")


def given(pump: Pump) -> list[int]:
    return sorted(job.row_id for job in pump._runs.stop() + pump._mails.stop())


def ids() -> list[int]:
    return sorted(Run.objects.values_list("pk", flat=True))


def test_workers_are_told_once(pump: Pump, clock: Hand) -> None:
    pump._broker = broker = FakeBroker()
    pump.hand(clock.now)
    pump.hand(clock.now)
    assert (sorted(broker.told), given(pump)) == (ids(), [])


def test_what_nobody_came_for_the_pump_does_itself(pump: Pump, clock: Hand) -> None:
    pump._broker = broker = FakeBroker()
    pump.hand(clock.now)
    clock.advance(seconds=31)
    pump.hand(clock.now)
    assert len(broker.told) == 5
    assert given(pump) == ids()


@pytest.mark.parametrize("broker", [FakeBroker(is_alive=False), FakeBroker(takes=0)])
def test_without_a_broker_the_pump_does_everything(
    pump: Pump, clock: Hand, broker: FakeBroker
) -> None:
    pump._broker = broker
    pump.hand(clock.now)
    assert given(pump) == ids()


def test_a_planner_that_fails_does_not_stop_the_others(bank: Bank, settings: Any) -> None:
    DONE.clear()
    here = "tests.outbox.test_rounds."
    settings.OUTBOX_PLANNERS = (f"{here}break_down", f"{here}note")
    problems = rounds.plan(START)
    assert [START.isoformat()] == DONE
    assert problems == [f"{here}break_down: ValueError"]
    rounds.beat("pump", START)
    rounds.note_problems("pump", START, problems)
    assert "Siti" not in PumpBeat.objects.get().last_error


def test_chores_come_when_due_and_nightly_work_once_a_night(db: None, settings: Any) -> None:
    DONE.clear()
    path = "tests.outbox.test_rounds.note"
    settings.OUTBOX_CHORES, settings.OUTBOX_NIGHTLY = ((path, 60),), ()
    for seconds in (0, 59, 60, 61):
        chores.run_due(START + timedelta(seconds=seconds))
    assert len(DONE) == 2
    settings.OUTBOX_CHORES, settings.OUTBOX_NIGHTLY = (), (path,)
    evening = datetime(2026, 11, 19, 18, 59, tzinfo=UTC)  # 01.59 in Jakarta
    chores.run_due(evening)
    DONE.clear()
    for minutes in (0, 1, 2, 600):
        chores.run_due(evening + timedelta(minutes=minutes))
    assert [(evening + timedelta(minutes=1)).isoformat()] == DONE


def test_bodies_are_forgotten_after_thirty_days(bank: Bank, clock: Hand) -> None:
    run = api.enqueue("letter", key="1", due_at=START)
    for number, (state, days) in enumerate([("sent", 31), ("sent", 29), ("in_doubt", 31)]):
        Delivery.objects.create(
            run=run, recipient=[bank.ani, bank.budi, bank.dewi][number], message_id=str(number),
            body=b"x", sha256="x", rendered_at=START, subject="x", state=state,
            finished_at=START - timedelta(days=days),
        )  # fmt: skip
    assert cleanup.forget_bodies(START) == 1
    assert list(Delivery.objects.filter(body=None).values_list("message_id", flat=True)) == ["0"]


@pytest.mark.parametrize(
    ("code", "verdict"),
    [(250, Verdict.ACCEPTED), (421, Verdict.QUICK), (450, Verdict.QUICK), (451, Verdict.QUICK),
     (432, Verdict.SLOW), (452, Verdict.SLOW), (550, Verdict.PERMANENT), (554, Verdict.PERMANENT)],
)  # fmt: skip
def test_answers_fall_into_their_classes(code: int, verdict: Verdict) -> None:
    assert policy.verdict_of(code) == verdict


def test_slow_retries_are_scattered_and_quick_ones_are_not() -> None:
    def after(verdict: Verdict, seed: str) -> datetime | None:
        return policy.next_try(verdict, failures=1, first_tried_at=START, now=START, seed=seed)

    assert {after(Verdict.QUICK, str(seed)) for seed in range(9)} == {START + timedelta(minutes=1)}
    slow = [after(Verdict.SLOW, str(seed)) for seed in range(9)]
    assert len(set(slow)) > 5
    assert all(moment and moment >= START + timedelta(minutes=15) for moment in slow)
