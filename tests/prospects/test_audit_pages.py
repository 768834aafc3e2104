"""Who looked, did and changed: written down, searched, exported; a harvest is stopped."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from io import StringIO
from typing import Any
from urllib.parse import parse_qsl

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.outbox.models import Run
from org.models import AuditEntry, ReadEntry, User
from products.models import Product
from prospects import audit_changes
from prospects.audit_tables import TABLE_WORDS
from prospects.finance.reading import Subject
from prospects.finance.records import add_row
from prospects.mails import HarvestMail
from prospects.models import FinanceLine, Prospect
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity, make_prospect

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def at_now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def test_each_look_is_one_row_and_the_head_sees_who_looked(bank: Bank, sign_in: SignIn) -> None:
    row = make_opportunity(bank.ani, bank.kpr)
    person = row.prospect.public_id
    client = sign_in(bank.ani)
    client.get(f"/prospects/{person}/")
    client.get(f"/prospects/{person}/?group=contact", headers={
        "HX-Request": "true", "HX-Target": "timeline"})  # fmt: skip
    assert ReadEntry.objects.count() == 1, "a filter of the timeline is no new look"
    client.get(f"/pipeline/{row.public_id}/")
    sign_in(bank.citra).get(f"/prospects/{person}/")
    looks = ReadEntry.objects.order_by("pk").values_list("user__username", "object_id", "ip")
    assert list(looks) == [("ani", person, "127.0.0.1")] * 2, "a refused look shows nothing"
    panel = f"/prospects/{person}/panels/reads/"
    assert "Ani Lestari" in sign_in(bank.dewi).get(panel).content.decode()
    assert sign_in(bank.ani).get(panel).status_code == 403


@pytest.mark.parametrize(
    "part", ["edit/", "consents/", "finance/", "panels/consents/", "?after=&group=contact"]
)
def test_a_part_of_somebody_elses_record_is_a_look_too(
    bank: Bank, sign_in: SignIn, part: str
) -> None:
    address = f"/prospects/{make_prospect(bank.ani).public_id}/{part}"
    own, head = sign_in(bank.ani), sign_in(bank.dewi)
    for client in (own, head, head):
        asked = {"HX-Request": "true"} if part.startswith(("?", "panels")) else {}
        assert client.get(address, headers=asked).status_code == 200
    looks = ReadEntry.objects.values_list("user__username", flat=True)
    assert list(looks) == ["dewi"], "one look, and none at one's own customer"


def test_a_harvest_is_stopped_and_flagged_once(bank: Bank, sign_in: SignIn, settings: Any) -> None:
    settings.READS_AN_HOUR = 2
    address = f"/prospects/{make_prospect(bank.ani).public_id}/"
    client = sign_in(bank.ani)
    answers = [client.get(address).status_code for _look in range(4)]
    assert answers == [200, 200, 429, 429]
    run = Run.objects.get(kind="reads.flagged")
    mails = HarvestMail().work(run, NOW)
    assert {mail.recipient_id for mail in mails} == {bank.dewi.pk, bank.admin.pk}
    assert "Ani Lestari" in mails[0].text
    assert "Sugimin" not in "".join(mail.text + mail.html for mail in mails)
    assert AuditEntry.objects.filter(action="reads.flag", actor=bank.ani).count() == 1
    assert sign_in(bank.dewi).get(address).status_code == 200
    with time_machine.travel(NOW + timedelta(hours=1, minutes=1)):
        assert sign_in(bank.ani).get(address).status_code == 200


def test_the_auditor_searches_three_logs_and_exports(bank: Bank, sign_in: SignIn) -> None:
    seen, other = make_prospect(bank.ani, "Si Dilihat"), make_prospect(bank.citra, "Si Lain")
    sign_in(bank.ani).get(f"/prospects/{seen.public_id}/")
    sign_in(bank.citra).get(f"/prospects/{other.public_id}/")
    client = sign_in(bank.ani)
    client.post(f"/prospects/{seen.public_id}/archive/")
    auditor = sign_in(bank.eko)

    def page(**asked: str) -> str:
        return auditor.get("/audit/", asked).content.decode()

    assert "Ani Lestari" in page()
    assert "Citra Wulandari" in page()
    assert "Citra Wulandari" not in page(who="ANI")
    assert other.number not in page(number=seen.number)
    assert seen.number not in page(first="19/11/2026")
    assert seen.number in page(first="18/11/2026", last="18/11/2026", who="100001")
    assert "Tidak ditemukan" in page(who="nobody")
    changes = page(log="changes", who="ani")
    assert seen.number in changes
    assert "Diubah" in changes
    assert page(log="acts", first="x").count("ao-prvl") in {0, 1}, "nonsense breaks nothing"
    file = auditor.get("/audit/export/", {"who": "ani"})
    assert seen.number in file.content.decode()
    assert other.number not in file.content.decode()
    assert AuditEntry.objects.filter(action="audit.exported", actor=bank.eko).count() == 1
    assert sign_in(bank.hana).get("/audit/").status_code == 403


def test_changes_of_every_table_are_found_with_values_and_without_secrets(
    bank: Bank, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prospects.views.privacy.audit.SIZE", 500)
    deal = make_opportunity(bank.ani, bank.kpr, "Si Berubah", phone="+6281255501423")
    person = deal.prospect
    add_row(FinanceLine, Subject(person, deal), {"section": "income", "kind": "salary",
            "amount": Decimal(9_000_000)}, actor=bank.ani, now=NOW)  # fmt: skip
    line = FinanceLine._unscoped.get()
    client = sign_in(bank.ani)
    client.post(f"/prospects/{person.public_id}/finance/income/{line.public_id}/", {
        "kind": "salary", "amount": "12 jt", "whose": "debtor", "evidence": "pay_slip",
        "version": "1"})  # fmt: skip
    Prospect._unscoped.filter(pk=person.pk).update(name="Si Lain", owner=bank.citra)
    Product.objects.filter(pk=bank.kpr.pk).update(name="KPR Baru")
    User.objects.filter(pk=bank.budi.pk).update(full_name="Budi Baru")
    other = make_opportunity(bank.budi, bank.kpr, "Orang Lain")
    auditor = sign_in(bank.eko)

    def page(**asked: str) -> str:
        text: str = auditor.get("/audit/", {"log": "changes", **asked}).content.decode()
        return text

    everything = page()
    for found in ("12.000.000", "9.000.000", "Budi Baru", "Citra Wulandari", other.prospect.number):
        assert found in everything, found
    for secret in ("Si Berubah", "Si Lain", "81255501423"):
        assert secret not in everything, "what a person is called stays out of the trail"
    assert "KPR Baru" in page(table="products.product")
    assert "12.000.000" in page(who="ani", table="prospects.financeline")
    assert "12.000.000" not in page(who="ani", table="org.user")
    mine = page(number=person.number)
    assert "12.000.000" in mine
    assert "Budi Baru" not in mine
    assert other.prospect.number not in mine
    assert "Tidak ditemukan" in page(who="nobody")
    assert "12.000.000" in auditor.get("/audit/export/", {"log": "changes"}).content.decode()


def test_changes_are_paged_without_loss_at_a_constant_cost(
    bank: Bank, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prospects.views.privacy.audit.SIZE", 7)
    make_opportunity(bank.ani, bank.kpr)  # one moment of the database: all ties
    auditor, seen, costs, after = sign_in(bank.eko), 0, set(), ""
    whole = len(audit_changes.find(audit_changes.Wanted(), 500))
    for _page in range(whole // 7 + 1):
        with CaptureQueriesContext(connection) as caught:
            answer = auditor.get("/audit/", {"log": "changes", "after": after})
        costs.add(len(caught))
        seen += len(answer.context["lines"])
        after = dict(parse_qsl(answer.context["next_url"].partition("?")[2])).get("after", "")
        if not after:
            break
    assert seen == whole > 14
    assert max(costs) <= 10, costs
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        with CaptureQueriesContext(connection) as asked:
            audit_changes.find(audit_changes.Wanted(user=bank.ani.pk), 51)
        cursor.execute("EXPLAIN " + asked.captured_queries[0]["sql"])
        plan = " ".join(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT tablename FROM pg_indexes WHERE indexname LIKE '%\\_by'")
        indexed = {row[0] for row in cursor.fetchall()}
    assert "Seq Scan" not in plan
    assert {one.event for one in audit_changes.tables()} <= indexed


def test_a_page_of_the_trail_costs_the_same_whatever_its_length(
    bank: Bank, sign_in: SignIn
) -> None:
    person = make_prospect(bank.ani)
    auditor = sign_in(bank.eko)
    auditor.get("/audit/")

    def cost(number: int) -> int:
        ReadEntry.objects.bulk_create(
            ReadEntry(at=NOW, user=bank.ani, object_type="prospect", object_id=person.public_id)
            for _look in range(number)
        )
        with CaptureQueriesContext(connection) as caught:
            auditor.get("/audit/")
        return len(caught)

    assert cost(2) == cost(58) <= 8
    page = auditor.get("/audit/").content.decode()
    assert "after=" in page


def test_a_breach_is_told_exactly(bank: Bank, sign_in: SignIn) -> None:
    seen, changed, other = (make_prospect(bank.ani, name) for name in ("A", "B", "C"))
    client = sign_in(bank.dewi)
    client.get(f"/prospects/{seen.public_id}/")
    client.get(f"/prospects/{seen.public_id}/")
    client.post(f"/prospects/{changed.public_id}/archive/")
    out = StringIO()
    # Changes carry the clock of the database, looks that of the portal: both lie in these days.
    call_command("breach_list", "--user=dewi", "--from=2026-11-18", "--to=2036-01-01", stdout=out)
    lines = out.getvalue().splitlines()
    assert f"{seen.number}\t2\t0\t0" in lines
    assert f"{changed.number}\t0\t0\t1" in lines
    assert other.number not in out.getvalue()
    assert lines[-1].startswith("2 persons")
    with pytest.raises(CommandError):
        call_command("breach_list", "--user=nobody", "--from=2026-11-18", "--to=2026-11-18")


def test_what_a_table_is_called_keeps_its_capitals(db: None) -> None:
    labels = {table.code: table.label for table in audit_changes.tables()}
    assert labels["prospects.slikcheck"] == "SLIK"
    assert labels["prospects.memosection"] == "Memo analisa"
    assert [label for label in labels.values() if not label[0].isupper()] == []
    assert sorted(set(labels) - set(TABLE_WORDS)) == [], "named in both languages"
