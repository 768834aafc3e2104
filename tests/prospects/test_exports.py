"""Lists as files: the rows and columns of the screen, for who may, and back in unchanged."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.outbox import worker
from core.spreadsheets.formulas import defused, restored
from core.spreadsheets.writing import csv_bytes, xlsx_bytes
from org.models import AuditEntry, User
from prospects.exports import services
from prospects.imports import uploads
from prospects.models import ExportFile, ImportFile, Opportunity, Prospect
from tests.factories.bank import PASSWORD, Bank
from tests.factories.prospects import NOW, make_opportunity, make_prospect

SignIn = Callable[[User], Client]
ASK = "/exports/new/?table=prospects"
FORM = {"kind": "csv", "layout": "screen", "reason": "Rapat cabang"}


@pytest.fixture(autouse=True)
def on_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def proven(sign_in: SignIn) -> SignIn:
    """Return a function that signs in with a fresh proof."""

    def prove(person: User) -> Client:
        client = sign_in(person)
        client.post("/reauthenticate/", {"password": PASSWORD})
        return client

    return prove


def work() -> None:
    while worker.perform_run() != worker.NOTHING:
        pass


def made(client: Client, url: str = ASK, **form: str) -> ExportFile:
    """Ask for a file and let the worker make it."""
    answer = client.post(url, FORM | form)
    assert answer.status_code == 303, answer.content.decode()[:400]
    work()
    return ExportFile.objects.get(public_id=answer.headers["Location"].split("/")[-2])


def rows_in(client: Client, export: ExportFile) -> list[list[str]]:
    content = client.get(f"/exports/{export.public_id}/download/").content
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_a_file_holds_the_rows_and_columns_of_the_screen(bank: Bank, proven: SignIn) -> None:
    make_opportunity(bank.ani, bank.kpr, "Sri", amount=600_000_000, phone="+6281255501423",
                     source="event", nik="3273014508900001")  # fmt: skip
    make_prospect(bank.budi, "Budiman")
    make_prospect(bank.citra, "Kenari Rahasia")
    client = proven(bank.dewi)
    client.post("/prospects/columns/", {"column": ["amount", "source", "owner"]})
    export = made(client)
    head, *rows = rows_in(client, export)
    screen = [h["label"] for h in client.get("/prospects/").context["heads"]]
    assert [name for name in head if name in screen] == screen
    assert [row[0] for row in rows] == ["Sri", "Budiman"]
    assert rows[0][1:3] == ["0812-5550-1423", "600000000"]
    assert "3273014508900001" not in str(rows)
    narrowed = made(client, f"{ASK}&source=event")
    assert [row[0] for row in rows_in(client, narrowed)[1:]] == ["Sri"]
    actions = AuditEntry.objects.filter(object_id=export.public_id).values_list("action", flat=True)
    assert list(actions.order_by("pk")) == ["export.ask", "export.made", "export.download"]
    assert AuditEntry.objects.get(
        action="export.ask", object_id=export.public_id
    ).detail["reason"] == "Rapat cabang"  # fmt: skip


def test_only_who_may_and_proves_himself_exports(
    bank: Bank, sign_in: SignIn, proven: SignIn
) -> None:
    make_prospect(bank.ani, "Sri")
    for person in (bank.ani, bank.tono, bank.rudi, bank.eko):
        client = sign_in(person)
        assert client.get(ASK).status_code == 403
        assert client.post(ASK, FORM).status_code == 403
        assert "/exports/new/" not in client.get("/prospects/").content.decode()
    client = sign_in(bank.dewi)
    assert "/exports/new/" in client.get("/prospects/").content.decode()
    challenge = client.post(ASK, FORM)
    assert "/reauthenticate/" in challenge.headers["Location"]
    assert not ExportFile.objects.exists()
    client = proven(bank.dewi)
    assert client.post(ASK, FORM | {"reason": " "}).status_code == 422
    assert client.post(f"{ASK}&status=customer", FORM).status_code == 422, "nothing to export"
    export = made(client)
    for person in (bank.gita, bank.hana, bank.ani):
        answer = sign_in(person).get(f"/exports/{export.public_id}/download/")
        assert answer.status_code in {403, 404}, person.username


def test_what_was_asked_for_is_carried_out_after_the_proof(bank: Bank, sign_in: SignIn) -> None:
    sri = make_prospect(bank.ani, "Sri")
    Prospect.objects.system("t").filter(pk=sri.pk).update(status="customer")
    make_prospect(bank.ani, "Tuti")
    client = sign_in(bank.dewi)
    asked = client.post(f"{ASK}&status=customer", FORM)
    wrong = client.post(asked.headers["Location"], {"password": "salah"})
    assert (wrong.status_code, ExportFile.objects.count()) == (200, 0)
    proved = client.post(asked.headers["Location"], {"password": PASSWORD})
    export = ExportFile.objects.get()
    assert proved.headers["Location"] == f"/exports/{export.public_id}/"
    assert (export.reason, export.person_count) == (FORM["reason"], 1), "with its filter"


def test_a_changed_post_or_a_lost_right_makes_no_file(bank: Bank, proven: SignIn) -> None:
    make_prospect(bank.ani, "Sri")
    client = proven(bank.dewi)
    client.post(ASK, FORM)
    User.objects.filter(pk=bank.dewi.pk).update(branch=bank.b)
    work()
    export = ExportFile.objects.get()
    assert (export.state, export.content) == ("failed", None)
    assert AuditEntry.objects.filter(action="export.cancel").exists()
    User.objects.filter(pk=bank.dewi.pk).update(branch=bank.a)
    export = made(proven(User.objects.get(pk=bank.dewi.pk)))
    User.objects.filter(pk=bank.dewi.pk).update(branch=bank.b)
    assert client.get(f"/exports/{export.public_id}/download/").status_code == 404


def test_many_persons_need_a_second_one(
    bank: Bank, sign_in: SignIn, proven: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "APPROVED_ABOVE", 1)
    make_prospect(bank.ani, "Sri")
    make_prospect(bank.ani, "Tuti")
    client = proven(bank.dewi)
    export = made(client)
    here = f"/exports/{export.public_id}/"
    assert export.state == "asked"
    assert client.post(f"{here}decide/", {"answer": "yes"}).status_code == 403
    with pytest.raises(ValidationError):
        ExportFile(by=bank.dewi, decided_by=bank.dewi, reason="x").validate_constraints()
    for person, status in ((bank.ani, 403), (bank.citra, 403), (bank.eko, 403)):
        assert sign_in(person).post(f"{here}decide/", {"answer": "yes"}).status_code in {
            404,
            status,
        }
    client = sign_in(bank.gita)
    assert "Rapat cabang" in client.get("/exports/").content.decode()
    assert client.get(f"{here}download/").status_code == 404
    assert (
        "/reauthenticate/" in client.post(f"{here}decide/", {"answer": "yes"}).headers["Location"]
    )
    client = proven(bank.gita)
    for _twice in range(2):
        client.post(f"{here}decide/", {"answer": "yes"})
    work()
    work()
    export.refresh_from_db()
    assert (export.state, export.decided_by, export.row_count) == ("done", bank.gita, 2)
    assert client.get(here).status_code == 404, "decided is no longer his affair"
    assert len(rows_in(proven(bank.dewi), export)) == 3
    refused = made(proven(bank.dewi))
    proven(bank.hana).post(f"/exports/{refused.public_id}/decide/", {"answer": "no"})
    work()
    refused.refresh_from_db()
    assert (refused.state, refused.content) == ("refused", None)
    own = made(proven(bank.hana))
    assert sign_in(bank.dewi).post(f"/exports/{own.public_id}/decide/").status_code == 404


def test_a_worker_that_finds_more_persons_than_asked_stops(
    bank: Bank, proven: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "APPROVED_ABOVE", 1)
    make_prospect(bank.ani, "Sri")
    proven(bank.dewi).post(ASK, FORM)
    make_prospect(bank.ani, "Tuti")
    work()
    export = ExportFile.objects.get()
    assert (export.state, export.person_count) == ("asked", 2)
    proven(bank.gita).post(f"/exports/{export.public_id}/decide/", {"answer": "yes"})
    work()
    export.refresh_from_db()
    assert (export.state, export.row_count) == ("done", 2), "the yes starts a run of its own"


def test_files_are_forgotten_after_a_week(bank: Bank, proven: SignIn) -> None:
    make_prospect(bank.ani, "Sri")
    client = proven(bank.dewi)
    export = made(client)
    assert services.forget(NOW + timedelta(days=6)) == 0
    assert services.forget(NOW + timedelta(days=8)) == 1
    assert client.get(f"/exports/{export.public_id}/download/").status_code == 404
    export.refresh_from_db()
    assert (export.state, export.reason) == ("expired", "Rapat cabang")


def test_opportunities_leave_with_amounts_as_numbers(bank: Bank, proven: SignIn) -> None:
    make_opportunity(bank.ani, bank.kpr, "=Sri", amount=999_999_999_999)
    make_opportunity(bank.ani, bank.kpr, "Tuti", amount=1)
    client = proven(bank.dewi)
    export = made(client, "/exports/new/?table=opportunities&sort=amount", kind="xlsx")
    content = client.get(f"/exports/{export.public_id}/download/").content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    head, *rows = [[cell.value for cell in row] for row in sheet.rows]
    place = head.index("Nilai")
    total = sum(Opportunity.objects.system("t").values_list("amount", flat=True))
    assert sum(row[place] for row in rows) == total == 1_000_000_000_000
    assert rows[0][0] == "=Sri"
    assert not [cell for row in sheet.rows for cell in row if cell.data_type == "f"]


def whole(prospect: Prospect) -> dict:
    kept = ("name", "phone", "company", "email", "address", "source", "notes", "created_on",
            "owner_id", "version")  # fmt: skip
    return Prospect.objects.system("t").filter(pk=prospect.pk).values(*kept).get()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_our_own_file_comes_back_unchanged(bank: Bank, proven: SignIn, kind: str) -> None:
    odd = make_opportunity(
        bank.ani, bank.kpr, "=HYPERLINK(1) Sri", amount=999_999_999_999, phone="+6281255501423",
        source="event", company='PT "Maju"; Jaya', address="-Jl. Melati 5", notes="Dua\nbaris; =1",
        email="sri@contoh.example",
    ).prospect  # fmt: skip
    plain = make_prospect(bank.ani, "Tuti", phone="+6281255501424")
    before = [whole(odd), whole(plain)]
    client = proven(bank.dewi)
    export = made(client, kind=kind, layout="template")
    content = client.get(f"/exports/{export.public_id}/download/").content

    def bring() -> ImportFile:
        file = uploads.take(
            content, export.file_name, entity="own", user=bank.ani, branch=bank.a, now=NOW
        )
        assert file.preview["counts"]["rejected"] == 0, file.preview
        return file

    assert bring().preview["counts"]["created"] == 0
    assert [whole(odd), whole(plain)] == before
    for rows in (Opportunity.objects.system("t"), Prospect.objects.system("t")):
        rows.update(archived_at=NOW)
    file = bring()
    assert file.preview["counts"]["created"] == 2
    uploads.start(file, now=NOW)
    work()
    back = [whole(row) for row in Prospect.objects.visible_to(bank.ani).live().order_by("pk")]
    for old, new in zip(before, back, strict=True):
        assert old | {"version": 0} == new | {"version": 0}
    deal = Opportunity.objects.visible_to(bank.ani).live().get()
    assert (deal.amount, deal.product) == (Decimal(999_999_999_999), bank.kpr)


@given(st.text(max_size=40))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_becomes_a_formula_and_each_comes_back(text: str) -> None:
    assert restored(defused(text)) == text
    assert not defused(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


def test_cells_are_typed() -> None:
    row = ["=1+1", "＝1", "+62 812", Decimal(-5), date(2026, 11, 18), None, "Satu\x00\x0b"]
    content = csv_bytes(["Nama"], [row]).decode("utf-8-sig").splitlines()[1]
    assert content.split(";")[:6] == ["'=1+1", "'＝1", "'+62 812", "-5", "18/11/2026", ""]
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes("A/B", ["Nama"], [row]))).active
    values = [cell.value for cell in list(sheet.rows)[1]]
    assert values[:4] == ["=1+1", "＝1", "+62 812", -5]
    assert values[4].date() == date(2026, 11, 18)
    assert values[6] == "Satu"
