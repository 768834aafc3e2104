"""Several at once: one claim, one run, one decision. Threads meet at a barrier."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from core.outbox import api, chores, worker
from core.outbox import claim as claims
from core.outbox.models import Delivery, Run
from tests.factories.bank import Bank, make_bank
from tests.outbox.conftest import START, Hand, Sink

pytestmark = pytest.mark.django_db(transaction=True)
THREADS, ROUNDS = 6, 12


@pytest.fixture
def crowd(transactional_db: None) -> Bank:
    return make_bank()


def together(work: Callable[[], Any]) -> list[Any]:
    """Run `work` in six threads that start at the same moment; return what each came to."""
    barrier, results = threading.Barrier(THREADS), []

    def run() -> None:
        try:
            barrier.wait(10)
            results.append(work())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(results) == THREADS
    return results


@pytest.fixture
def numbers() -> Iterator[str]:
    return (str(number) for number in range(ROUNDS))


def test_one_of_six_gets_the_row(crowd: Bank, clock: Hand, numbers: Iterator[str]) -> None:
    for key in numbers:
        run = api.enqueue("letter", key=key, due_at=START)
        found = together(lambda run=run: claims.take(Run, clock(), row_id=run.pk))
        assert sum(taken is not None for taken in found) == 1


def test_six_takers_get_six_different_rows(crowd: Bank, clock: Hand) -> None:
    for number in range(THREADS):
        api.enqueue("letter", key=str(number), due_at=START)
    found = together(lambda: claims.take(Run, clock()))
    # A taker may go home empty when it met only locked rows; none may get another's.
    keys = [taken[0].key for taken in found if taken]
    assert len(keys) == len(set(keys)) >= 1


def test_six_planners_make_one_run(crowd: Bank, numbers: Iterator[str]) -> None:
    for key in numbers:
        made = together(lambda key=key: api.enqueue_many("letter", [api.Due(key, START)]))
        assert sum(made) == 1
    assert Run.objects.count() == ROUNDS


def test_a_task_given_to_six_workers_sends_one_mail(crowd: Bank, clock: Hand, sink: Sink) -> None:
    run = api.enqueue("letter", key="1", due_at=START, payload={"to": [crowd.ani.pk]})
    assert sorted(together(lambda: worker.perform_run(run.pk, clock=clock)))[0] == "done"
    delivery = Delivery.objects.get()
    ends = together(lambda: worker.perform_delivery(delivery.pk, clock=clock))
    assert sorted(ends) == [worker.NOTHING] * (THREADS - 1) + ["sent"]
    assert sink.count("ani@bank.example") == 1


def test_a_chore_is_done_by_one(crowd: Bank) -> None:
    found = together(lambda: chores.claim("some.chore", now=START, before=START))
    assert sum(found) >= 1
    later = START.replace(hour=4)
    assert sum(together(lambda: chores.claim("some.chore", now=later, before=START))) == 1
    assert sum(together(lambda: chores.claim("some.chore", now=later, before=START))) == 0
