"""Who looked, did and changed: written down, searched, exported; a harvest is stopped."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from org.models import AuditEntry, ReadEntry, User
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
