"""What a person may ask of his data: a copy, a lock, an erasure by two persons; retention."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import InternalError, connection, transaction
from django.test import Client
from psycopg2.sql import SQL, Identifier

from core.history import event_model
from core.outbox.kinds import Cancelled, kind_of
from core.outbox.models import Delivery, Run
from core.public_id import new_public_id
from core.spreadsheets.writing import csv_bytes, xlsx_bytes
from followups.contacts import Result, log_contact
from followups.planners import plan_agendas, plan_reminders
from followups.services import Step, plan, write_note
from org.models import AuditEntry, User
from prospects import merging, phones, restriction, rights
from prospects.changes import change_prospect
from prospects.consents import give_consent, withdraw_consent
from prospects.list_filter import remember
from prospects.merging import Choice
from prospects.models import (
    Consent,
    DataCopy,
    DataRequest,
    ErasedPerson,
    ExportFile,
    ImportFile,
    Opportunity,
    Prospect,
    ProspectPhone,
    RecentSearch,
    RetentionRun,
)
from prospects.phones import PhoneFacts
from prospects.pipeline import NewDisbursement, claim_disbursement
from prospects.privacy import retention
from prospects.privacy.copying import as_json, copy_of
from prospects.privacy.erasing import STAY, erase
from prospects.privacy.holds import holds_of
from prospects.privacy.jobs import plan_retention
from prospects.privacy.replay import ErasedList
from prospects.privacy.tables import NOT_HIS, hanging
from prospects.services import become_customer
from reports.models import Report, ReportEdition
from tests.factories.bank import PASSWORD, Bank
from tests.factories.followups import TODAY
from tests.factories.prospects import NOW, make_opportunity, make_prospect

SignIn = Callable[[User], Client]
DAY = timedelta(days=1)
NIK = "3273011505900001"
# What must be nowhere once the person is erased.
CANARIES = ("Kenariunik", "81298765432", NIK, "kenari@unik.example", "1234509876", "Jalan Kenari")


@pytest.fixture(autouse=True)
def at_now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def fresh(prospect: Prospect) -> Prospect:
    return Prospect.objects.system("test").select_related("branch").get(pk=prospect.pk)


def request_of(prospect: Prospect, kind: str, **more: Any) -> DataRequest:
    values = {"medium": "in_person", "received_at": NOW, "actor": prospect.owner, "now": NOW}
    return rights.record(prospect, kind=kind, **(values | more))


def work(kind: str, now: datetime = NOW) -> None:
    for run in Run.objects.filter(kind=kind):
        kind_of(kind).work(run, now)


def furnished(bank: Bank) -> Prospect:
    """A person with something in every corner of the portal."""
    row = make_opportunity(
        bank.ani, bank.kpr, "Kenariunik Widodo", phone="+6281298765432", nik=NIK,
        email="kenari@unik.example", address="Jalan Kenari 7", notes="Kenariunik suka pagi",
        company="PT Kenariunik",
    )  # fmt: skip
    person = row.prospect
    change_prospect(
        person, {"notes": "Kenariunik pindah"}, version=person.version, actor=bank.ani, now=NOW
    )
    write_note(person, "Kenariunik menelepon", actor=bank.ani, now=NOW)
    log_contact(person, Result("call", "no_answer", "Kenariunik sibuk"), actor=bank.ani, now=NOW)
    give_consent(
        person, purpose="slik", medium="paper", given_at=NOW, place="Rumah Kenariunik",
        actor=bank.ani, now=NOW,
    )  # fmt: skip
    for typed in ("kenariunik", NIK, "0812123456789"):
        remember(typed, user=bank.ani, now=NOW)
    ImportFile.objects.create(
        by=bank.ani, entity="own", file_name="daftar", sha256="0" * 64, size=9,
        content=b"Nama\nKenariunik Widodo\n", created_at=NOW,
    )  # fmt: skip
    named = {"number": person.number, "initials": "K.W.", "name": person.name}
    report = Report._unscoped.create(
        kind="weekly", period_key="2026-W47", owner=bank.ani, branch=bank.a, as_of=NOW,
        state="made", made_at=NOW, figures={"rows": [{"customer": named}, {"customer": named}]},
    )  # fmt: skip
    ReportEdition.objects.create(
        report=report, kind="full", language="id", content=b"Kenariunik", sha256="0" * 64,
        pages=1, made_at=NOW,
    )  # fmt: skip
    return person


def found_in(canary: str) -> list[str]:
    """Return the tables in which a text still stands, in words or in bytes."""
    hits = []
    count = SQL("SELECT count(*) FROM {} t WHERE t::text ILIKE %s OR t::text LIKE %s")
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            statement = count.format(Identifier(table)).as_string(cursor.cursor)
            cursor.execute(statement, [f"%{canary}%", f"%{canary.encode().hex()}%"])
            if cursor.fetchone()[0]:
                hits.append(table)
    return hits


def test_every_table_that_points_to_a_person_is_in_his_copy(bank: Bank) -> None:
    reachable = {model._meta.label for model in hanging()}
    for model in apps.get_models():
        targets = {
            field.related_model for field in model._meta.concrete_fields if field.is_relation
        }
        is_event = model.__name__.endswith("Event")
        if targets & {Prospect, Opportunity} and not is_event:
            assert model._meta.label in reachable, model
    assert {"followups.Interaction", "prospects.TimelineEntry", "prospects.Consent"} <= reachable
    assert set(NOT_HIS) <= reachable
    assert set(STAY) <= reachable
    for model in hanging():
        sealed = [f.name for f in model._meta.concrete_fields if f.name.endswith("_cipher")]
        is_copied = model._meta.label not in NOT_HIS
        can_open = not sealed or hasattr(model, "public_id")
        assert can_open or not is_copied, f"{model} cannot open {sealed}"


def test_the_copy_holds_everything_and_is_handed_out_after_proof(
    bank: Bank, sign_in: SignIn
) -> None:
    person = furnished(bank)
    request = request_of(person, "access")
    here = f"/privacy/{request.public_id}/"
    client = sign_in(bank.dewi)
    assert client.post(f"{here}copy/").status_code in {302, 303}
    assert "sedang dibuat" in client.get(here).content.decode()
    for _twice in range(2):
        work("privacy.copy")
    copy = DataCopy.objects.get()
    assert copy.opened("pdf").startswith(b"%PDF")
    assert found_in("Kenariunik menelepon") == ["prospects_timelineentry"], "the copy is sealed"
    data = json.loads(copy.opened("json"))["tables"]
    (row,) = data["prospects.Prospect"]
    assert (row["name"], row["phone"], row["nik"]) == ("Kenariunik Widodo", "+6281298765432", NIK)
    assert "Kenariunik menelepon" in json.dumps(data["prospects.TimelineEntry"])
    assert data["followups.Interaction"][0]["note"] == "Kenariunik sibuk"
    assert client.get(f"{here}file/json/").status_code == 302, "asks for proof first"
    client.post("/reauthenticate/", {"password": PASSWORD})
    answer = client.get(f"{here}file/json/")
    assert json.loads(answer.content)["tables"] == data
    assert AuditEntry.objects.get(action="copy.download").object_id == person.public_id
    client.force_login(bank.ani)  # the officer recorded it and does not hand it out
    assert client.get(f"{here}file/json/").status_code == 403
    assert client.post(f"{here}copy/").status_code == 403


def test_the_list_shows_the_clocks(bank: Bank, sign_in: SignIn) -> None:
    late = request_of(make_prospect(bank.ani, "Si Lewat"), "access", received_at=NOW - 4 * DAY)
    request_of(make_prospect(bank.ani, "Si Baru"), "correction")
    assert late.due_at == late.received_at + timedelta(hours=72)
    with pytest.raises(ValidationError):
        request_of(late.prospect, "access")
    page = sign_in(bank.dewi).get("/privacy/").content.decode()
    assert page.index("Si Lewat") < page.index("Si Baru")
    assert "sisa 3 hari" in page
    address = f"/privacy/{late.public_id}/answer/"
    client = sign_in(bank.dewi)
    assert client.post(address, {"answer": " "}).status_code == 422
    assert client.post(address, {"answer": "Sudah diberikan"}).status_code in {302, 303}
    assert client.post(address, {"answer": "Lagi"}).status_code == 422, "answered once"
    assert "Si Lewat" in client.get("/privacy/?state=closed").content.decode()


def test_the_officer_records_what_was_asked_with_its_hour(bank: Bank, sign_in: SignIn) -> None:
    person = make_prospect(bank.ani)
    body = {
        "kind": "correction", "medium": "phone", "received_on": "17/11/2026",
        "received_hour": "16.30", "detail": "Alamat salah", "idempotency_key": new_public_id(),
    }  # fmt: skip
    address = f"/prospects/{person.public_id}/requests/new/"
    client = sign_in(bank.ani)
    assert client.post(address, body | {"received_hour": "25.00"}).status_code == 422
    for _twice in range(2):
        assert client.post(address, body | {"idempotency_key": "k" * 16}).status_code in {302, 303}
    row = DataRequest.objects.visible_to(bank.ani).get()
    assert row.due_at == datetime(2026, 11, 20, 16, 30, tzinfo=bank.a.zone)


def test_a_restricted_person_is_locked_until_head_office_lifts_it(
    bank: Bank, sign_in: SignIn
) -> None:
    person = make_prospect(bank.ani, "Si Terkunci", phone="+628123")
    plan(Step("visit", TODAY, datetime(2026, 11, 18, 12).time()), prospect=person,
         actor=bank.ani, now=NOW - DAY)  # fmt: skip
    request = request_of(person, "restriction")
    client = sign_in(bank.dewi)
    here = f"/privacy/{request.public_id}/"
    assert client.post(f"{here}restrict/", {"answer": "sengketa alamat"}).status_code in {302, 303}
    assert plan_reminders(NOW + DAY / 6) == 0
    plan_agendas(NOW + 2 * DAY)
    assert not Run.objects.filter(kind="followup.agenda").exists()
    client.force_login(bank.ani)
    page = client.get(f"/prospects/{person.public_id}/").content.decode()
    assert "sengketa alamat" in page
    assert "/edit/" not in page
    assert "Si Terkunci" not in client.get("/today/").content.decode()
    answer = client.post(f"/prospects/{person.public_id}/edit/", {"name": "Lain"})
    assert answer.status_code == 409
    assert "sengketa alamat" in answer.content.decode()
    with pytest.raises(ValidationError):
        change_prospect(fresh(person), {"name": "Lain"}, version=1, actor=bank.ani, now=NOW)
    with pytest.raises(ValidationError):
        plan(Step("call", TODAY), prospect=fresh(person), actor=bank.ani, now=NOW)
    client.force_login(bank.dewi)
    assert client.post(f"{here}lift/", {"answer": "beres"}).status_code == 403
    client.force_login(bank.hana)
    assert client.post(f"{here}lift/", {"answer": "beres"}).status_code in {302, 303}
    assert fresh(person).restricted_at is None
    change_prospect(fresh(person), {"name": "Lain"}, version=1, actor=bank.ani, now=NOW)


def test_lists_name_a_restricted_person_to_who_handles_the_case_only(
    bank: Bank, sign_in: SignIn
) -> None:
    deal = make_opportunity(bank.ani, bank.kpr, "Si Terkunci", phone="+6281255501423",
                            notes="rahasia kecil")  # fmt: skip
    restriction.restrict(deal.prospect, why="sengketa", actor=bank.dewi, now=NOW)
    lists = ("/prospects/", "/pipeline/", "/pipeline/table/", "/dashboard/late/", "/documents/")
    for person, is_named in ((bank.ani, True), (bank.tono, False), (bank.dewi, True),
                             (bank.gita, False), (bank.eko, False)):  # fmt: skip
        texts = [sign_in(person).get(path, follow=True).content.decode() for path in lists]
        assert any("Si Terkunci" in text for text in texts) is is_named, person
        assert any("5550-1423" in text for text in texts) is is_named, person
        assert any(f"{deal.prospect.number}, dibatasi" in text for text in texts) is not is_named


def test_who_takes_back_the_consent_to_keep_data_is_locked_at_once(bank: Bank) -> None:
    person = make_prospect(bank.ani)
    consent = give_consent(
        person, purpose="processing", medium="paper", given_at=NOW, actor=bank.ani, now=NOW
    )
    withdraw_consent(consent, medium="phone", actor=bank.ani, now=NOW)
    assert restriction.reason_of(fresh(person))


def test_what_the_bank_must_keep_is_not_erased(bank: Bank) -> None:
    customer = make_prospect(bank.ani, "Nasabah")
    become_customer(customer.pk, now=NOW)
    in_work = make_opportunity(bank.ani, bank.kpr, "Berkas")
    Opportunity._unscoped.filter(pk=in_work.pk).update(stage="documents")
    paid = make_opportunity(bank.ani, bank.kpr, "Cair")
    Opportunity._unscoped.filter(pk=paid.pk).update(stage="signing")
    money = NewDisbursement(Decimal(1_000_000), TODAY)
    claim_disbursement(paid, money, actor=bank.ani, now=NOW)
    Opportunity._unscoped.filter(pk=paid.pk).update(stage="contacted")
    for person in (fresh(customer), in_work.prospect, paid.prospect):
        request = request_of(person, "erasure")
        with pytest.raises(ValidationError):
            rights.ask_erasure(request, actor=bank.dewi, now=NOW)


def test_two_persons_erase_and_nothing_is_left(bank: Bank, sign_in: SignIn) -> None:
    person = furnished(bank)
    assert len(found_in("Kenariunik")) > 10, "there is something to be found"
    other = request_of(person, "correction")
    assert (
        "Buat salinan"
        not in sign_in(bank.hana).get(f"/privacy/{other.public_id}/").content.decode()
    )
    request = request_of(person, "erasure", detail="Kenariunik minta dihapus")
    here = f"/privacy/{request.public_id}/"
    client = sign_in(bank.hana)
    assert client.post(f"{here}erase/").status_code in {302, 303}
    client.post("/reauthenticate/", {"password": PASSWORD})
    assert client.post(f"{here}approve/").status_code == 422, "the same person cannot approve"
    DataRequest._unscoped.filter(pk=request.pk).update(answered_by=bank.dewi)
    assert client.post(f"{here}approve/").status_code in {302, 303}
    for _twice in range(2):
        work("privacy.erase")
    connection.check_constraints()
    assert {canary: found_in(canary) for canary in CANARIES} == {canary: [] for canary in CANARIES}
    left = fresh(person)
    assert (left.nik_cipher, left.nik_index, left.search_text) == ("", None, "")
    assert left.number == person.number
    assert not RecentSearch.objects.exists(), "not even what stands for a number"
    assert ErasedPerson.objects.get().public_id == person.public_id
    assert not ReportEdition.objects.exists()
    assert Run.objects.filter(kind="reports.print_again").count() == 1
    assert DataRequest._unscoped.get(pk=request.pk).state == "answered"
    page = sign_in(bank.ani).get(f"/prospects/{person.public_id}/")
    assert "sudah dihapus" in page.content.decode()
    assert AuditEntry.objects.filter(action="history.erased").exists()


def test_an_approval_is_asked_again_before_it_is_carried_out(bank: Bank) -> None:
    person = make_prospect(bank.ani)
    request = request_of(person, "erasure")
    rights.ask_erasure(request, actor=bank.dewi, now=NOW)
    rights.approve_erasure(request, actor=bank.hana, now=NOW)
    become_customer(person.pk, now=NOW)
    with pytest.raises(Cancelled):
        work("privacy.erase")
    assert fresh(person).erased_at is None
    assert DataRequest._unscoped.get().state == "waiting"
    Prospect._unscoped.filter(pk=person.pk).update(status="prospect")
    later, request = NOW + timedelta(hours=1), DataRequest._unscoped.get()
    rights.ask_erasure(request, actor=bank.dewi, now=later)
    rights.approve_erasure(request, actor=bank.hana, now=later)
    assert Run.objects.filter(kind="privacy.erase").count() == 2, "it runs anew"


def test_only_who_asked_for_a_copy_gets_one(bank: Bank) -> None:
    person = make_prospect(bank.ani)
    with pytest.raises(ValidationError, match=r"salinan|copy"):
        rights.make_copy(request_of(person, "erasure"), actor=bank.dewi, now=NOW)
    closed = request_of(person, "access")
    rights.answer(closed, text="Sudah", is_refused=False, actor=bank.dewi, now=NOW)
    with pytest.raises(ValidationError):
        rights.make_copy(closed, actor=bank.dewi, now=NOW)
    assert not DataCopy.objects.exists()


def test_a_merged_twin_is_copied_and_erased_too(bank: Bank) -> None:
    keeper, twin = make_prospect(bank.ani, "Kenariunik"), make_prospect(bank.ani, "Cucakunik")
    choice = Choice(keeper.version, twin.version, frozenset())
    merging.merge(keeper, twin, choice, actor=bank.ani, now=NOW)
    assert "Cucakunik" in as_json(copy_of(fresh(keeper), now=NOW)).decode()
    erase(keeper, actor=None, now=NOW)
    assert fresh(twin).erased_at == NOW
    assert found_in("Cucakunik") == []


def test_what_holds_a_twin_holds_the_person(bank: Bank) -> None:
    keeper, twin = make_prospect(bank.ani, "Kenariunik"), make_prospect(bank.ani, "Cucakunik")
    become_customer(twin.pk, now=NOW)
    choice = Choice(fresh(keeper).version, fresh(twin).version, frozenset())
    merging.merge(keeper, twin, choice, actor=bank.ani, now=NOW)
    assert holds_of(fresh(keeper)) == holds_of(fresh(twin)) != []
    with pytest.raises(ValidationError):
        rights.ask_erasure(request_of(fresh(keeper), "erasure"), actor=bank.dewi, now=NOW)


def test_an_undone_merge_leaves_nothing_of_him_in_the_others_history(bank: Bank) -> None:
    other, person = make_prospect(bank.ani, "Tetap Ada"), make_prospect(bank.ani, "Kenariunik")
    give_consent(
        person, purpose="slik", medium="paper", given_at=NOW, place="Rumah Kenariunik",
        actor=bank.ani, now=NOW,
    )  # fmt: skip
    choice = Choice(other.version, person.version, frozenset({"name"}))
    row = merging.merge(other, person, choice, actor=bank.ani, now=NOW)
    moved = Consent._unscoped.get()
    assert moved.prospect_id == other.pk
    merging.undo(row, actor=bank.ani, now=NOW)
    Consent._unscoped.filter(pk=moved.pk).update(prospect=other, place="Rumah Tetap")
    assert found_in("Kenariunik")
    erase(fresh(person), actor=None, now=NOW)
    left = "prospects_consentevent"  # what was written while it was the other's is the other's
    assert set(found_in("Kenariunik")) <= {left}
    versions = event_model(Consent)._base_manager.filter(prospect=person.pk)
    assert set(versions.values_list("place", flat=True)) == {""}
    assert fresh(other).name == "Tetap Ada"
    assert "prospects_prospectevent" in found_in("Tetap Ada")


def test_exports_and_mailed_papers_that_hold_him_are_emptied(bank: Bank) -> None:
    person = furnished(bank)
    export = {"by": bank.dewi, "post": "x", "table": "prospects", "reason": "Rapat", "row_count": 1,
              "state": "done", "created_at": NOW}  # fmt: skip
    rows = [["Kenariunik Widodo", "Rp1"]], [["Tetap Ada", "Rp2"]]
    his, others = (
        [
            ExportFile.objects.create(kind="csv", content=csv_bytes(["Nama", ""], cells), **export),
            ExportFile.objects.create(
                kind="xlsx", content=xlsx_bytes("p", ["Nama", ""], cells), **export
            ),
        ]
        for cells in rows
    )
    asked = ExportFile.objects.create(
        kind="csv", text="Kenariunik Widodo", **(export | {"state": "waiting"})
    )
    run = Run.objects.create(
        kind="reports.weekly", key=f"{bank.a.public_id}:2026-W47", due_at=NOW, state="done",
        created_at=NOW,
    )  # fmt: skip
    mail = Delivery.objects.create(
        run=run, recipient=bank.dewi, subject="W47", message_id="<1@x>", body=b"K.W.",
        sha256="0" * 64, rendered_at=NOW, state="sent", finished_at=NOW,
    )  # fmt: skip
    erase(person, actor=None, now=NOW)
    for one in (*his, asked):
        one.refresh_from_db()
        assert (one.content, one.state, one.text) == (None, "expired", "")
    assert all(ExportFile.objects.get(pk=one.pk).content for one in others)
    mail.refresh_from_db()
    assert (mail.body, mail.state) == (None, "sent")


def test_what_was_deleted_before_the_erasure_leaves_no_history(bank: Bank) -> None:
    person, other = make_prospect(bank.ani, "Kenariunik"), make_prospect(bank.ani, "Tetap")
    for whose, number in ((person, "+6281298765432"), (other, "+6281298765433")):
        phones.add_phone(whose, PhoneFacts(number, note="Rumahunik"), actor=bank.ani, now=NOW)
    gone = phones.add_phone(person, PhoneFacts("+6281255512345"), actor=bank.ani, now=NOW)
    phones.remove_phone(gone, actor=bank.ani, now=NOW)
    moved = ProspectPhone._unscoped.get(prospect=person)
    ProspectPhone._unscoped.filter(pk=moved.pk).update(prospect=other, is_primary=False)
    assert found_in("81255512345")
    erase(person, actor=None, now=NOW)
    assert found_in("81255512345") == []
    assert "prospects_prospectphoneevent" in found_in("81298765432"), "it is the other's by now"


def test_history_is_emptied_for_erased_persons_only(bank: Bank) -> None:
    person = make_prospect(bank.ani)
    with pytest.raises(InternalError, match="not erased"), transaction.atomic():
        connection.cursor().execute(
            "SELECT erase_history(%s, 'prospects_prospectevent', %s, NULL)",
            [person.pk, [person.pk]],
        )


def test_whoever_comes_back_with_an_older_backup_is_erased_again(bank: Bank) -> None:
    gone, other = make_prospect(bank.ani, "Kenariunik"), make_prospect(bank.ani, "Tetap")
    with transaction.atomic():
        erase(gone, actor=None, now=NOW)
        lines = ErasedList().lines()
        transaction.set_rollback(True)  # the restored data know nothing of it
    assert fresh(gone).name == "Kenariunik"
    forged = json.dumps({"id": other.public_id, "digest": "0" * 64})
    assert ErasedList().replay([*lines, forged, '{"id": "', "[]", "{}"], NOW) == 1
    assert ErasedList().replay([*lines, forged], NOW) == 0
    assert fresh(gone).name == "–"
    assert fresh(other).name == "Tetap"


def test_lost_prospects_go_after_two_years_and_twice_is_once(bank: Bank, sign_in: SignIn) -> None:
    old = NOW - 25 * 31 * DAY
    lost = make_prospect(bank.ani, "Si Lama", now=old)
    customer = make_prospect(bank.ani, "Nasabah Lama", now=old)
    become_customer(customer.pk, now=old)
    make_opportunity(bank.ani, bank.kpr, "Masih Jalan", now=old)
    make_prospect(bank.ani, "Si Baru", now=NOW - 23 * 30 * DAY)
    out = StringIO()
    call_command("retention", "--dry-run", stdout=out)
    assert "lost_prospect: 1" in out.getvalue()
    assert lost.number in out.getvalue()
    assert fresh(lost).name == "Si Lama", "a dry run changes nothing"
    page = sign_in(bank.hana).get("/privacy/retention/").content.decode()
    assert lost.number in page
    assert plan_retention(NOW) == 1
    assert plan_retention(NOW) == 0
    for _twice in range(2):
        work("privacy.retention")
    names = Prospect.objects.system("test").order_by("pk").values_list("name", flat=True)
    assert list(names) == ["–", "Nasabah Lama", "Masih Jalan", "Si Baru"]
    assert RetentionRun.objects.get().counts["lost_prospect"] == 1
    assert retention.months_before(datetime(2026, 3, 31), 1) == datetime(2026, 2, 28)


def test_head_office_sets_how_long_and_the_house_sets_the_most(bank: Bank, sign_in: SignIn) -> None:
    client = sign_in(bank.hana)
    body = {"code": "lost_prospect", "amount": "36", "valid_from": "19/11/2026"}

    def add(**more: str) -> int:
        sent = body | more | {"idempotency_key": new_public_id()}
        return client.post("/administration/retention/add/", sent).status_code

    assert add(valid_from="18/11/2026") == 422
    assert add(code="mail_body", amount="60") == 422
    assert add() in {302, 303}
    assert retention.rules_on(TODAY)["lost_prospect"] == 24
    assert retention.rules_on(TODAY + DAY)["lost_prospect"] == 36
