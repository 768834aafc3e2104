"""The financial picture through the front door."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.public_id import new_public_id
from org.models import User
from products.models import Limit, Rate
from prospects import changes
from prospects.models import Collateral, Facility, FinanceLine, Opportunity, Proposal
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity

SignIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW + timedelta(hours=6), tick=False) as traveller:
        yield traveller


@pytest.fixture
def file(bank: Bank) -> Opportunity:
    """A KPR of 100 million at 11 %, of ani's prospect."""
    Rate.objects.create(product=bank.kpr, rate=Decimal(11), valid_from=NOW.date())
    Limit.objects.create(product=bank.kpr, code="ltv", percent=80, valid_from=NOW.date())
    return make_opportunity(bank.ani, bank.kpr)


def url(row: Opportunity, name: str = "finance", *args: str, of: str = "prospect") -> str:
    public_id = row.prospect.public_id if of == "prospect" else row.public_id
    return reverse(f"prospects:{of}-{name}", args=[public_id, *args])


def add(client: Client, row: Opportunity, what: str, of: str = "prospect", **values: str) -> Any:
    body = {"idempotency_key": new_public_id(), "whose": "debtor", "evidence": "pay_slip"} | values
    return client.post(url(row, "finance-add", what, of=of), body)


def salary(client: Client, row: Opportunity, amount: str = "12 jt") -> Any:
    return add(client, row, "income", kind="salary", amount=amount)


def words(page: Any) -> str:
    """Return the text of a page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_the_officer_enters_rows_and_reads_what_fits(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    client = sign_in(bank.ani)
    assert "Penghasilan belum ada" in words(client.get(url(file)))
    assert salary(client, file).status_code == 303
    debt = {"lender": "Bank Lain", "kind": "vehicle", "instalment": "1,5jt", "is_counted": "on"}
    assert add(client, file, "facility", **debt).status_code == 303
    plan = {"months": "120", "price": "125 jt", "idempotency_key": "p"}
    assert client.post(url(file, "proposal", of="opportunity"), plan).status_code == 303
    page = words(client.get(url(file)))
    assert "40% × Rp12.000.000 − Rp1.500.000 = Rp3.300.000" in page
    assert "Rp239.564.409" in page
    assert "Rp1.377.500" in page
    assert "Memenuhi batas awal (pra-skrining)" in page
    assert "LTV 80%" in page


def test_what_passes_the_limits_says_why(bank: Bank, sign_in: SignIn, file: Opportunity) -> None:
    client = sign_in(bank.ani)
    salary(client, file, "2jt")
    pledge = {"kind": "house", "description": "Rumah tipe 36", "market_value": "110 jt",
              "method": "market", "binding": "mortgage"}  # fmt: skip
    assert add(client, file, "collateral", of="opportunity", **pledge).status_code == 303
    page = words(client.get(url(file)))
    assert "Melewati batas awal (pra-skrining)" in page
    assert "LTV 90,91%, di atas 80%" in page
    assert "terlalu besar" in page


def test_a_second_press_adds_one_row_and_a_wrong_amount_keeps_what_was_typed(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    client = sign_in(bank.ani)
    body = {"kind": "salary", "amount": "7,5 jt", "whose": "debtor", "evidence": "none",
            "idempotency_key": "k"}  # fmt: skip
    for _n in range(2):
        assert client.post(url(file, "finance-add", "income"), body).status_code == 303
    assert FinanceLine._unscoped.get().amount == 7_500_000
    wrong = add(client, file, "income", kind="house", amount="tujuh")
    assert wrong.status_code == 422
    assert 'value="tujuh"' in wrong.content.decode()


def test_a_new_form_is_short_and_holds_no_zero(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    page = sign_in(bank.ani).get(url(file, "finance-add", "facility")).content.decode()
    assert page.count('value="0"') == 1  # the version of a row that is not there yet
    assert '<details class="ao-finm">' in page
    assert re.search(r'name="is_counted"[^>]*checked|checked[^>]*name="is_counted"', page)


def test_a_stale_save_shows_both_values_and_keep_mine_wins(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    client = sign_in(bank.ani)
    salary(client, file)
    row = FinanceLine._unscoped.get()
    edit = url(file, "finance-edit", "income", row.public_id)
    body = {"kind": "salary", "whose": "debtor", "evidence": "pay_slip", "version": "1"}
    assert client.post(edit, body | {"amount": "13 jt"}).status_code == 303
    stale = client.post(edit, body | {"amount": "14 jt"}, headers=HTMX)
    assert stale.status_code == 409
    assert "14 jt" in stale.content.decode()
    assert "13.000.000" in stale.content.decode()
    assert client.post(edit, body | {"amount": "14 jt", "version": "2"}).status_code == 303
    row.refresh_from_db()
    assert (row.amount, row.version) == (14_000_000, 3)


def test_a_removed_row_leaves_the_sums_and_comes_back(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    client = sign_in(bank.ani)
    salary(client, file)
    row = FinanceLine._unscoped.get()
    edit = url(file, "finance-edit", "income", row.public_id)
    assert client.post(edit, {"remove": "1", "version": "9"}).status_code == 409
    assert client.post(edit, {"remove": "1", "version": "1"}).status_code == 303
    assert "Penghasilan belum ada" in words(client.get(url(file)))
    back = url(file, "finance-restore", "income", row.public_id)
    for _n in range(2):
        assert client.post(back).status_code == 303
    row.refresh_from_db()
    assert (row.removed_at, row.version) == (None, 3)


def test_days_past_due_indicate_the_kol_and_another_one_needs_a_reason(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    client = sign_in(bank.ani)
    debt = {"lender": "Bank Lain", "kind": "card", "instalment": "500rb", "days_past_due": "95"}
    assert add(client, file, "facility", **debt, collectibility="2").status_code == 422
    assert add(client, file, "facility", **debt).status_code == 303
    why = {"collectibility": "2", "collectibility_reason": "Dibayar kemarin"}
    assert add(client, file, "facility", **debt, **why).status_code == 303
    assert sorted(row.collectibility for row in Facility._unscoped.all()) == [2, 3]


def test_the_analyst_reads_and_corrects_the_figures_of_an_assigned_file_only(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    salary(sign_in(bank.ani), file)
    client = sign_in(bank.sinta)
    assert client.get(url(file, of="opportunity")).status_code == 404
    Opportunity._unscoped.filter(pk=file.pk).update(analyst=bank.sinta)
    assert "Rp12.000.000" in words(client.get(url(file, of="opportunity")))
    assert client.get(url(file)).status_code == 404
    row = FinanceLine._unscoped.get()
    edit = url(file, "finance-edit", "income", row.public_id, of="opportunity")
    body = {"kind": "salary", "whose": "debtor", "evidence": "tax_return", "version": "1"}
    assert client.post(edit, body | {"amount": "11 jt"}).status_code == 303
    row.refresh_from_db()
    assert (row.amount, row.owner, row.updated_by) == (11_000_000, bank.ani, bank.sinta)


def test_who_may_not_read_figures_does_not_see_them(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    salary(sign_in(bank.ani), file)
    for person, status in (("budi", 404), ("gita", 403), ("hana", 403), ("admin", 403),
                           ("rudi", 200), ("eko", 200)):  # fmt: skip
        expected = 404 if person == "admin" else status
        assert sign_in(getattr(bank, person)).get(url(file)).status_code == expected, person
    assert sign_in(bank.rudi).get(url(file, "finance-add", "income")).status_code == 403


def test_a_row_of_another_debtor_is_not_found_through_this_one(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    client = sign_in(bank.ani)
    other = make_opportunity(bank.ani, bank.kpr, "Orang Lain")
    salary(client, other)
    row = FinanceLine._unscoped.get()
    assert client.get(url(file, "finance-edit", "income", row.public_id)).status_code == 404
    assert client.get(url(other, "finance-edit", "expense", row.public_id)).status_code == 404
    assert client.get(url(file, "finance-add", "collateral")).status_code == 404


def test_rows_follow_a_hand_over(bank: Bank, sign_in: SignIn, file: Opportunity) -> None:
    client = sign_in(bank.ani)
    salary(client, file)
    client.post(url(file, "proposal", of="opportunity"), {"months": "120"})
    changes.reassign_prospect(file.prospect, to=bank.citra, actor=bank.dewi, now=NOW)
    for model in (FinanceLine, Proposal):
        row = model._unscoped.get()
        assert (row.owner, row.branch) == (bank.citra, bank.b)
    assert sign_in(bank.ani).get(url(file)).status_code == 404


def test_the_simulator_opens_with_the_figures_and_no_amount_in_its_address(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    client = sign_in(bank.ani)
    salary(client, file)
    client.post(url(file, "proposal", of="opportunity"), {"months": "120", "price": "125jt"})
    answer = client.post(url(file, "finance-simulate"), {"opportunity": file.public_id})
    target = answer.headers["Location"]
    assert re.fullmatch(r"/simulasi/KPR/\?from=[0-9a-z]{16}", target)
    page = client.get(target).content.decode()
    assert 'value="12.000.000"' in page
    assert 'value="125.000.000"' in page
    assert "12.000.000" not in sign_in(bank.budi).get(target).content.decode()


def test_the_page_asks_as_much_for_many_rows_as_for_one(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    client = sign_in(bank.ani)
    salary(client, file)
    plan = {"months": "120", "price": "125 jt", "idempotency_key": "p"}
    client.post(url(file, "proposal", of="opportunity"), plan)
    counts = []
    for _n in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(url(file))
        counts.append(len(asked))
        for _row in range(4):
            add(client, file, "asset", kind="gold", amount="5jt")
            add(client, file, "facility", lender="Bank Lain", kind="card", instalment="1jt")
    baselines = json.loads(Path(__file__).parent.parent.joinpath("query_counts.json").read_text())
    assert counts[0] == counts[1] <= baselines["prospects:prospect-finance"]


def test_a_database_refuses_what_no_form_would_send(bank: Bank, file: Opportunity) -> None:
    from django.db import IntegrityError, transaction

    whose = {"prospect": file.prospect, "owner": bank.ani, "branch": bank.a, "created_at": NOW,
             "updated_at": NOW, "updated_by": bank.ani}  # fmt: skip
    for row in (
        FinanceLine(section="income", kind="house", amount=1, **whose),
        FinanceLine(section="income", kind="salary", amount=0, **whose),
        Facility(lender="x", kind="card", collectibility=6, **whose),
        Collateral(opportunity=file, kind="land", market_value=1, liquidation_value=2, **whose),
        Proposal(opportunity=file, months=0, **whose),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
