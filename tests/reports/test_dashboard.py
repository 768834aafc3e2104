"""The dashboard: who sees it, and that each figure is the count and sum of its list."""

import re
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from org.models import User
from reports.figures import FIGURES
from tests.factories.bank import Bank
from tests.factories.prospects import make_opportunity
from tests.factories.reports import SUNDAY, at, make_week

LEADERS = ("tono", "dewi", "gita", "hana", "eko")
STRANGERS = ("ani", "rudi", "sinta", "admin")
FIGURE = re.compile(
    r'href="(?P<url>[^"]+)"[^>]*data-figure="(?P<name>\w+)" data-count="(?P<n>\d+)"'
    r' data-sum="(?P<sum>\d*)"'
)
TOTAL = re.compile(r'data-total-count="(\d+)" data-total-sum="(\d*)"')

SignIn = Callable[[User], Client]


@pytest.mark.parametrize("name", LEADERS)
def test_leaders_see_the_dashboard(bank: Bank, sign_in: SignIn, name: str) -> None:
    make_week(bank)
    response = sign_in(bank.people[name]).get(reverse("reports:dashboard"))
    assert response.status_code == 200


@pytest.mark.parametrize("name", STRANGERS)
def test_others_are_refused(bank: Bank, sign_in: SignIn, name: str) -> None:
    assert sign_in(bank.people[name]).get(reverse("reports:dashboard")).status_code == 403


@pytest.mark.parametrize("name", LEADERS)
def test_every_figure_is_the_count_and_sum_of_its_list(
    bank: Bank, sign_in: SignIn, name: str
) -> None:
    make_week(bank)
    make_opportunity(bank.citra, bank.deposit, "Nasabah Citra", now=at(bank, SUNDAY))
    with time_machine.travel(at(bank, SUNDAY, 18), tick=False):
        client = sign_in(bank.people[name])
        figures = set()
        for period in ("week", "month", "quarter", "all"):
            page = client.get(reverse("reports:dashboard"), {"period": period}).content.decode()
            figures |= {match.groups() for match in FIGURE.finditer(page)}
        assert {figure[1] for figure in figures} == set(FIGURES)
        for url, kind, n, amount in figures:
            answer = client.get(url.replace("&amp;", "&"))
            total = TOTAL.search(answer.content.decode())
            assert total, (kind, url, answer.status_code)
            assert total[1] == n, (kind, url)
            if amount:
                assert total[2] == amount, (kind, url)
