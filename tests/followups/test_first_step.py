"""The first step of a new prospect: by itself, or as chosen before Save."""

from collections.abc import Callable
from datetime import date, time

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from followups.models import FollowUp
from org.models import User
from prospects.models import Prospect
from tests.factories.bank import Bank
from tests.factories.prospects import NOW

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


def quick_add(bank: Bank, **more: str) -> dict[str, str]:
    fields = {"name": "Sari", "phone": "0812-5550-1423", "product": bank.kpr.public_id}
    return fields | {"idempotency_key": "one"} | more


def test_the_usual_first_call_needs_no_answer(bank: Bank, sign_in: SignIn) -> None:
    address = reverse("prospects:prospect-add")
    untouched = {"step_channel": "call", "step_on": "", "step_hour": ""}
    client = sign_in(bank.ani)
    assert 'name="step_on"' in client.get(address).content.decode()
    assert client.post(address, quick_add(bank, **untouched)).status_code == 303
    step = FollowUp.objects.system("test").get()
    assert (step.channel, step.due_on, step.is_timed) == ("call", date(2026, 11, 19), False)


def test_another_day_hour_and_channel_are_taken_and_said(bank: Bank, sign_in: SignIn) -> None:
    address = reverse("prospects:prospect-add")
    chosen = {"step_channel": "visit", "step_on": "2026-11-20", "step_hour": "14:00"}
    page = sign_in(bank.ani).post(address, quick_add(bank, **chosen), follow=True)
    step = FollowUp.objects.system("test").get()
    assert (step.channel, step.due_on, step.is_timed) == ("visit", date(2026, 11, 20), True)
    assert step.local_due.time() == time(14)
    assert "Tindak lanjut: kunjungan Jum 20 Nov, 14.00." in page.content.decode()


def test_a_day_that_is_over_is_refused_with_the_choices_open(bank: Bank, sign_in: SignIn) -> None:
    address = reverse("prospects:prospect-add")
    page = sign_in(bank.ani).post(address, quick_add(bank, step_on="2026-11-17"))
    assert page.status_code == 422
    assert "Pilih hari ini atau hari sesudahnya." in page.content.decode()
    assert '<details class="ao-fupd" open>' in page.content.decode()
    assert not Prospect.objects.system("test").exists()
