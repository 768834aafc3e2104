"""Two hands on one button: real transactions, real threads."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.test import Client

from org.models import User
from prospects.models import Prospect
from tests.factories.bank import make_bank

ADD = "/prospects/new/"
HANDS = 6


def press_together(person: User, form_of: Callable[[int], dict[str, str]]) -> list[tuple[int, str]]:
    """Post one form from each thread at the same moment; return (status, address) of each."""
    barrier, answers = Barrier(HANDS), []
    clients = [Client() for _ in range(HANDS)]
    for client in clients:
        client.force_login(person)

    def press(number: int) -> None:
        try:
            barrier.wait(timeout=30)
            answer = clients[number].post(ADD, form_of(number))
            answers.append((answer.status_code, answer.headers.get("Location", "")))
        finally:
            connections.close_all()

    threads = [Thread(target=press, args=[number]) for number in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_the_same_form_from_many_threads_makes_one_row_and_one_answer() -> None:
    bank = make_bank()
    form = {
        "name": "Rudi", "phone": "081355507716", "product": bank.kpr.public_id,
        "idempotency_key": "one-press",
    }  # fmt: skip
    answers = press_together(bank.ani, lambda number: form)
    assert len(answers) == HANDS
    assert {status for status, _ in answers} == {303}
    assert len({address for _, address in answers}) == 1
    assert Prospect.objects.visible_to(bank.hana).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_nik_from_many_forms_makes_one_row_and_no_error() -> None:
    bank = make_bank()
    form = {
        "name": "Rudi", "phone": "081355507716", "product": bank.kpr.public_id,
        "nik": "3275015203900004", "duplicate_reason": "family",
    }  # fmt: skip
    answers = press_together(bank.ani, lambda number: form | {"idempotency_key": f"k{number}"})
    assert sorted(status for status, _ in answers) == [303] + [422] * (HANDS - 1)
    assert Prospect.objects.visible_to(bank.hana).count() == 1
