"""Pages about papers, memo and SLIK ask the same number of queries whatever they show."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents import crosscheck, services
from documents.models import DocumentType
from documents.rules import set_employment
from org.models import User
from prospects import consents
from prospects.finance import slik
from prospects.finance.reading import Subject
from prospects.finance.records import add_row
from prospects.models import Facility, Opportunity
from tests.factories.bank import Bank
from tests.factories.finance import fill_picture
from tests.factories.papers import bring, work
from tests.factories.prospects import NOW, make_opportunity

BASELINES = Path(__file__).parent.parent / "query_counts.json"
PAGES = (
    "documents:checklist", "documents:paper", "documents:paper-bring", "documents:missing",
    "documents:crosscheck", "documents:due-list", "prospects:opportunity-memo",
    "prospects:opportunity-slik", "prospects:consent-list",
)  # fmt: skip


@pytest.fixture(autouse=True)
def clock(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


def address(name: str, deal: Opportunity) -> str:
    if name == "documents:due-list":
        return reverse(name)
    if name == "prospects:consent-list":
        return reverse(name, args=[deal.prospect.public_id])
    code = ["ktp"] if name.startswith("documents:paper") else []
    return reverse(name, args=[deal.public_id, *code])


def agree(deal: Opportunity, bank: Bank, purpose: str, channel: str = "") -> None:
    consents.give_consent(deal.prospect, purpose=purpose, channel=channel, medium="paper",
                          given_at=NOW, actor=bank.ani, now=NOW)  # fmt: skip


def fill(deal: Opportunity, bank: Bank) -> None:
    """Put more on every page than the first look found there."""
    for code in ("ktp", "family_card", "payslip"):
        bring(deal, bank.ani, code=code)
    work()
    for place, code in enumerate(("purchase", "certificate", "land_tax")):
        services.defer(deal, DocumentType.objects.get(code=code), version=0, actor=bank.dewi,
                       now=NOW, due_on=NOW.date().replace(day=20 + place), responsible=bank.ani,
                       reason="di notaris")  # fmt: skip
    findings = {line.code: ("different", "beda") for line in crosscheck.lines_of(deal)}
    for _sheet in range(3):
        crosscheck.sign(deal, findings, mark=crosscheck.mark_of(deal), actor=bank.rudi, now=NOW)
    agree(deal, bank, "slik_spouse")
    agree(deal, bank, "offers", "phone")
    agree(deal, bank, "offers", "whatsapp")
    subject = Subject(deal.prospect, deal)
    for number in range(3):
        values = {"lender": f"Bank {number}", "kind": "card", "instalment": Decimal(1000)}
        add_row(Facility, subject, values, actor=bank.ani, now=NOW)
    slik.request(subject, whose="spouse", purpose="Uji", actor=bank.ani, now=NOW)


def test_pages_cost_the_same_whatever_they_show(
    bank: Bank, sign_in: Callable[[User], Client]
) -> None:
    deal = make_opportunity(bank.ani, bank.kpr, amount=600_000_000, nik="3275015203900004")
    set_employment(deal, "K")
    fill_picture(deal, bank.ani)
    bring(deal, bank.ani)
    work()
    for purpose in ("processing", "slik"):
        agree(deal, bank, purpose)
    slik.request(Subject(deal.prospect, deal), whose="debtor", purpose="Uji", actor=bank.ani,
                 now=NOW)  # fmt: skip
    client, baselines = sign_in(bank.ani), json.loads(BASELINES.read_text())

    def cost(name: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(name, deal)).status_code == 200, name
        return len(asked)

    before = {name: cost(name) for name in PAGES}
    fill(deal, bank)
    after = {name: cost(name) for name in PAGES}
    assert {name: n for name, n in after.items() if n > before[name] + 1} == {}, before
    assert {name: n for name, n in after.items() if n > baselines.get(name, 0)} == {}, after
