"""The dashboard: who sees it, and that each figure is the count and sum of its list."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
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


@pytest.mark.parametrize("name", ["dewi", "hana"])
def test_the_number_of_queries_is_fixed(bank: Bank, sign_in: SignIn, name: str) -> None:
    make_week(bank)
    client = sign_in(bank.people[name])
    counts = json.loads(Path(__file__).parent.parent.joinpath("query_counts.json").read_text())

    def queries(url: str) -> int:
        client.get(reverse(url))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(url))
        return len(captured)

    for url in ("reports:dashboard", "reports:report-list", "reports:late-list"):
        assert queries(url) <= counts[url], url


def test_the_web_application_holds_no_engine_of_papers_or_sheets() -> None:
    code = (
        "import sys, aoportal.wsgi; from django.urls import get_resolver;"
        "get_resolver().url_patterns;"
        "heavy = {'weasyprint', 'pikepdf', 'openpyxl', 'python_calamine', 'PIL'};"
        "found = heavy & set(sys.modules);"
        "sys.exit(str(found) if found else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
