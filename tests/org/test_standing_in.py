"""A stand-in (Pjs) through the front door: the head's reach on the days of his post, in the browser
and by token, and no more before, after or once the post is taken back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from org.models import Delegation, User
from tests.api.program import Program
from tests.factories.bank import Bank
from tests.factories.followups import TODAY
from tests.factories.prospects import NOW, make_prospect

Enter = Callable[[User], Client]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


def post_of(bank: Bank, first: int, last: int) -> Delegation:
    """Let Budi, an officer, stand in for the head from `first` to `last` days from today."""
    return Delegation.objects.create(
        principal=bank.dewi, delegate=bank.budi, created_by=bank.admin,
        valid_from=TODAY + timedelta(days=first), valid_to=TODAY + timedelta(days=last),
    )  # fmt: skip


def answers(bank: Bank, sign_in: Enter) -> set[int]:
    """Return how Budi is answered who asks for a prospect of Ani, by browser and by program."""
    person = make_prospect(bank.ani, "Sugimin")
    page = sign_in(bank.budi).get(f"/prospects/{person.public_id}/")
    call = Program(bank.budi, "read").get(f"/prospects/{person.public_id}")
    return {page.status_code, call.status_code}


@pytest.mark.parametrize(("first", "last"), [(0, 0), (-3, 0), (0, 3)])
def test_on_his_days_the_stand_in_reaches_what_the_head_does(
    bank: Bank, sign_in: Enter, first: int, last: int
) -> None:
    post_of(bank, first, last)
    assert answers(bank, sign_in) == {200}


@pytest.mark.parametrize(("first", "last"), [(1, 3), (-3, -1)])
def test_on_other_days_he_is_an_officer(bank: Bank, sign_in: Enter, first: int, last: int) -> None:
    post_of(bank, first, last)
    assert answers(bank, sign_in) == {404}


def test_a_post_taken_back_gives_nothing(bank: Bank, sign_in: Enter) -> None:
    post = post_of(bank, 0, 3)
    Delegation.objects.filter(pk=post.pk).update(revoked_at=NOW)
    assert answers(bank, sign_in) == {404}
