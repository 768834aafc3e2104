"""The dashboard: who sees it, and that each figure is the count and sum of its list."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
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
from tests.factories.reports import SUNDAY, at, disburse, make_week

LEADERS = ("tono", "dewi", "gita", "hana", "eko")
STRANGERS = ("ani", "rudi", "sinta", "admin")
FIGURE = re.compile(
    r'href="(?P<url>[^"]+)"[^>]*data-figure="(?P<name>\w+)" data-count="(?P<n>\d+)"'
    r' data-sum="(?P<sum>\d*)"'
)
TOTAL = re.compile(r'data-total-count="(\d+)" data-total-sum="(\d*)"')

PERIODS = ("week", "month", "quarter", "all")
# Dashboards below that of a wide reader: two regions and four branches; one region's three.
BELOW = {"hana": 6, "gita": 3}
LINE = re.compile(r'<a class="ao-nm ao-nowrap" href="(/dashboard/[^"]+)"')

SignIn = Callable[[User], Client]


def dashboards(client: Client, period: str, *, is_deep: bool) -> list[str]:
    """Return the first dashboard, or also all that the lines of its table lead to."""
    first = f"{reverse('reports:dashboard')}?period={period}"
    found, ahead = {}, [first]
    while ahead:
        url = ahead.pop()
        found[url] = client.get(url).content.decode()
        links = [link.replace("&amp;", "&") for link in LINE.findall(found[url])]
        ahead += [link for link in links if is_deep and link not in found]
    return list(found.values())


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
    week = make_week(bank)
    make_opportunity(bank.citra, bank.deposit, "Nasabah Citra", now=at(bank, SUNDAY))
    # In the east the next day has begun: it is in the month, but not yet up to today.
    disburse(week.won, 7, SUNDAY + timedelta(days=1), bank.rudi, at(bank, SUNDAY), first=False)
    with time_machine.travel(at(bank, SUNDAY, 18), tick=False):
        client = sign_in(bank.people[name])
        deep = PERIODS[-1:] if name in BELOW else ()
        pages = [page for period in PERIODS
                 for page in dashboards(client, period, is_deep=period in deep)]  # fmt: skip
        figures = {match.groups() for page in pages for match in FIGURE.finditer(page)}
        assert len(pages) == len(PERIODS) + BELOW.get(name, 0)
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
        "heavy = {'weasyprint', 'pikepdf', 'openpyxl', 'python_calamine', 'PIL', 'redis',"
        " 'celery'};"
        "found = heavy & set(sys.modules);"
        "sys.exit(str(found) if found else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
