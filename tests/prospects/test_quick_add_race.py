"""Two hands on one button: real transactions, real threads."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.test import Client

from org.models import User
from prospects.models import Prospect, ProspectPhone
from tests.factories.bank import make_bank
from tests.factories.prospects import make_prospect

ADD = "/prospects/new/"
HANDS = 6


def press_together(
    person: User,
    form_of: Callable[[int], dict[str, str]],
    url_of: Callable[[int], str] = lambda _number: ADD,
) -> list[tuple[int, str]]:
    """Post one form from each thread at the same moment; return (status, address) of each."""
    barrier, answers = Barrier(HANDS), []
    clients = [Client() for _ in range(HANDS)]
    for client in clients:
        client.force_login(person)

    def press(number: int) -> None:
        try:
            barrier.wait(timeout=30)
            answer = clients[number].post(url_of(number), form_of(number))
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


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by", ["phone", "npwp", "resident"])
def test_of_many_different_forms_with_one_number_one_is_saved_and_the_rest_are_answered(
    by: str,
) -> None:
    bank = make_bank()
    form = {"product": bank.kpr.public_id, "duplicate_reason": "family"}

    def form_of(number: int) -> dict[str, str]:
        own = {"name": f"Rudi {number}", "phone": f"08135550771{number}"}
        if by == "phone":
            own |= {"phone": "081355507716", "duplicate_reason": ""}
        elif by == "npwp":
            own |= {"npwp": "01.312.166.0-091.000"}
        else:  # the NIK of a resident is his NPWP
            own |= {("nik", "npwp")[number % 2]: "3275015203900004"}
        return form | own | {"idempotency_key": f"k{number}"}

    answers = press_together(bank.ani, form_of)
    assert sorted(status for status, _ in answers) == [303] + [422] * (HANDS - 1)
    assert Prospect.objects.visible_to(bank.hana).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_number_given_to_two_records_at_the_same_moment_is_answered() -> None:
    bank = make_bank()
    rows = [make_prospect(bank.ani, f"Rudi {number}") for number in range(HANDS)]
    form = {"number": "081355507716", "use": "own"}
    answers = press_together(
        bank.ani, lambda number: form, lambda number: f"/prospects/{rows[number].public_id}/phones/"
    )
    assert sorted(status for status, _ in answers) == [303] + [422] * (HANDS - 1)
    assert ProspectPhone.objects.system("test").count() == 1
