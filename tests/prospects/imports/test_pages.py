"""Bringing a list in the browser: paste, look, import, mend, ask for what others hold."""

import io
import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Thread

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from core.outbox import worker
from core.outbox.models import Run
from followups.models import FollowUp
from org.models import AuditEntry, User
from prospects.cleanup import forget_files
from prospects.imports import jobs, running, showing, uploads
from prospects.models import (
    HoldLapse,
    ImportFile,
    ImportProfile,
    Opportunity,
    Prospect,
    Territory,
    TransferRequest,
)
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_prospect

START = "/prospects/import/"
SignIn = Callable[[User], Client]
PASTED = (
    "Nama Lengkap\tNo HP/WA\tMinat\tRencana Pinjam\tTau Dari\tSales\tTgl Datang\n"
    "Hj. Maimunah\t0813 5550 4418\tKPR\t600jt\tIG\tDimas\t14/11/2026\n"
    "Suparno\t62812-5550-0098\t\t\tPameran\tDimas\t14/11/2026\n"
    "Nurul Aini\t0878-5550-2207\tKPR\t350 jt\t\t\t31/02/2026\n"
    "Yohanes\t0821 5550 1\tKPR\t100 jt\t\t\t\n"
)


@pytest.fixture(autouse=True)
def _wednesday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW)


def bring(client: Client, **data: object) -> ImportFile:
    answer = client.post(START, data)
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    return ImportFile.objects.latest("pk")


def work() -> None:
    while worker.perform_run(clock=lambda: NOW + timedelta(seconds=5)) != worker.NOTHING:
        pass


def address(file: ImportFile, name: str = "") -> str:
    return f"{START}{file.public_id}/{name}"


def test_pasted_cells_are_understood_shown_and_imported(sign_in: SignIn, bank: Bank) -> None:
    ani = sign_in(bank.ani)
    file = bring(ani, cells=PASTED)
    assert file.mapping["columns"] == {
        "name": "Nama Lengkap", "phone": "No HP/WA", "product": "Minat",
        "amount": "Rencana Pinjam", "source": "Tau Dari", "created_at": "Tgl Datang",
    }  # fmt: skip
    page = ani.get(address(file, "check/")).content.decode()
    for words in ("Sabtu, 14 November 2026", "+62 813-5550-4418", "Rp600.000.000",
                  "enam ratus juta rupiah", "31/02/2026", "Impor 2 baris", "Kam 19 Nov",
                  "semuanya atas nama Anda"):  # fmt: skip
        assert words in page, words
    counts = file.preview["counts"]
    assert (counts["read"], counts["created"], counts["rejected"]) == (4, 2, 2)
    assert not Prospect.objects.system("test").exists()

    assert ani.post(address(file, "run/")).status_code == 303
    assert ani.post(address(file, "run/")).status_code == 303
    assert Run.objects.filter(kind=uploads.RUN).count() == 1
    waiting = ani.get(address(file)).content.decode()
    assert "data-background" in waiting
    assert 'hx-trigger="every 1s"' in waiting
    work()
    done = ani.get(address(file)).content.decode()
    assert "data-background" not in done
    assert {row.name for row in Prospect.objects.visible_to(bank.ani)} == {
        "Hj. Maimunah", "Suparno",
    }  # fmt: skip
    assert FollowUp.objects.visible_to(bank.ani).count() == 2
    assert AuditEntry.objects.filter(action="import.done", actor=bank.ani).count() == 1
    name = Prospect.objects.visible_to(bank.ani).get(name="Suparno").public_id
    assert "Diimpor" in ani.get(f"/prospects/{name}/").content.decode()


def test_rejected_rows_are_mended_and_brought_again(sign_in: SignIn, bank: Bank) -> None:
    ani = sign_in(bank.ani)
    cells = "Nama\tHP\n=1+1\t+62 812\nAgus\t081255501777\n"
    file = bring(ani, cells=cells)
    ani.post(address(file, "run/"))
    work()
    answer = ani.get(address(file, "rejects.csv"))
    text = answer.content.decode("utf-8-sig")
    assert "'=1+1;'+62 812" in text
    again = SimpleUploadedFile("lagi.csv", text.replace("+62 812", "+62 81255501888").encode())
    second = bring(ani, file=again)
    assert second.preview["counts"]["created"] == 1
    ani.post(address(second, "run/"))
    work()
    names = set(Prospect.objects.visible_to(bank.ani).values_list("name", flat=True))
    assert names == {"=1+1", "Agus"}


def test_the_same_list_again_says_so_and_adds_nothing(sign_in: SignIn, bank: Bank) -> None:
    ani = sign_in(bank.ani)
    file = bring(ani, cells=PASTED)
    ani.post(address(file, "run/"))
    work()
    second = bring(ani, cells=PASTED)
    page = ani.get(address(second, "check/")).content.decode()
    assert "Daftar yang sama persis sudah diimpor" in page
    assert "Impor 0 baris" not in page
    ani.post(address(second, "run/"))
    work()
    assert ImportFile.objects.get(pk=second.pk).counts["unchanged"] == 2
    assert Prospect.objects.system("test").count() == 2
    assert FollowUp.objects.system("test").count() == 2


def test_cells_without_names_are_known_by_what_they_hold(sign_in: SignIn, bank: Bank) -> None:
    file = bring(
        sign_in(bank.ani), cells="Agus\t0812 5550 1777\tkpr rumah\t500 jt\nWati\t81255501778\n"
    )
    assert file.row_count == 2
    assert set(file.mapping["columns"]) == {"name", "phone", "product", "amount"}
    assert file.preview["counts"]["created"] == 2
    assert file.mapping["values"]["product"] == {"kpr rumah": "KPR"}


def test_a_changed_mapping_runs_the_check_again(sign_in: SignIn, bank: Bank) -> None:
    ani = sign_in(bank.ani)
    file = bring(ani, cells="Orang\tAngka\tAsalnya\nAgus\t081255501777\tArisan\n")
    url = address(file, "check/")
    chosen = {"col-0": "name", "col-1": "phone", "col-2": "source"}
    answer = ani.post(url, chosen, HTTP_HX_REQUEST="true")
    assert b"Arisan" in answer.content
    assert ImportFile.objects.get(pk=file.pk).preview["counts"]["rejected"] == 1
    assert ani.post(url, {**chosen, "val-source-0": "referral"}).status_code == 303
    file.refresh_from_db()
    assert (file.preview["counts"]["created"], file.preview["counts"]["rejected"]) == (1, 0)
    ani.post(url, {"col-0": "name"})
    assert "Pilih kolom untuk: Nomor ponsel" in ani.get(url).content.decode()
    ani.post(url, chosen)
    ani.post(address(file, "mapping/"), {"name": "Arisan"})
    saved = ImportProfile.objects.get()
    assert saved.data["columns"] == {"name": "Orang", "phone": "Angka", "source": "Asalnya"}
    other = bring(ani, cells="Orang\tAngka\tAsalnya\nWati\t081255501779\tArisan\n",
                  profile=saved.public_id)  # fmt: skip
    assert other.profile == saved
    assert other.preview["counts"]["read"] == 1


def test_what_others_hold_is_asked_for_and_nothing_else_is_shown(
    sign_in: SignIn, bank: Bank
) -> None:
    foreign = make_prospect(bank.citra, "Rahasia Sekali", phone="+6281255501777", product=bank.kpr)
    ani = sign_in(bank.ani)
    file = bring(ani, cells="Nama\tHP\nAgus\t081255501777\nWati\t081255501778\n")
    page = ani.get(address(file, "check/")).content.decode()
    assert "Citra Wulandari, KC Bekasi" in page
    assert "belum ada kontak" in page
    assert "Rahasia" not in page
    assert foreign.public_id not in page
    assert (
        AuditEntry.objects.filter(action="duplicate.shown", detail__is_visible=False).count() == 1
    )
    answer = ani.post(address(file, "ask/"), {"line": "2"}, HTTP_HX_REQUEST="true")
    assert "Diminta" in answer.content.decode()
    request = TransferRequest.objects.system("test").get()
    assert (request.prospect, request.requester) == (foreign, bank.ani)
    ani.post(address(file, "check/"), {"col-0": "name", "col-1": "phone"})
    assert AuditEntry.objects.filter(action="duplicate.shown").count() == 1


def test_tabs_count_and_show_their_rows_and_a_reason_leads_to_its_row(
    sign_in: SignIn, bank: Bank
) -> None:
    make_prospect(bank.citra, "Rahasia", phone="+6281255501777")
    ani = sign_in(bank.ani)
    good = "".join(f"Orang {n}\t08125550{n:04d}\n" for n in range(25))
    file = bring(ani, cells=f"Nama\tHP\n{good}Salah\t12\nAgus\t081255501777\n")
    url = address(file, "check/")
    page = ani.get(url).content.decode()
    assert page.count("data-row") == 20
    assert f'href="{url}?show=rejected#row-27"' in page
    for group, words, line in (("rejected", "Salah", 27), ("held", "Agus", 28)):
        whole = ani.get(url, {"show": group}).content.decode()
        part = ani.get(url, {"show": group}, headers={"HX-Request": "true", "HX-Target": "rows"})
        fragment = part.content.decode()
        assert fragment.count("data-row") == whole.count("data-row") == 1
        assert words in fragment
        assert f'id="row-{line}"' in fragment
        assert "<html" not in fragment
    numbers = re.findall(r'ao-num">(\d+)</span></a>', page)
    assert numbers == ["27", "25", "0", "1", "1"]
    assert ani.get(url, {"show": "rubbish"}).content.decode().count("data-row") == 20


def test_a_hold_that_ended_is_said(sign_in: SignIn, bank: Bank) -> None:
    foreign = make_prospect(bank.citra, "Rahasia", phone="+6281255501777")
    ani = sign_in(bank.ani)
    file = bring(ani, cells="Nama\tHP\nAgus\t081255501777\n")
    assert "Pegangan ini sudah berakhir" not in ani.get(address(file, "check/")).content.decode()
    HoldLapse.objects.system("test").create(
        prospect=foreign, owner=foreign.owner, branch=foreign.branch,
        warned_at=NOW - timedelta(days=8), free_at=NOW - timedelta(days=1),
    )  # fmt: skip
    page = ani.get(address(file, "check/")).content.decode()
    assert "Pegangan ini sudah berakhir" in page
    assert "Rahasia" not in page


def test_a_saved_mapping_is_renamed_and_deleted_by_its_owner_alone(
    sign_in: SignIn, bank: Bank
) -> None:
    ani = sign_in(bank.ani)
    file = bring(ani, cells=PASTED)
    for name in ("Pameran", "Arisan"):
        ani.post(address(file, "mapping/"), {"name": name})
    profile = ImportProfile.objects.get(name="Pameran")
    url = f"{START}mappings/{profile.public_id}/"
    assert url in ani.get(START).content.decode()
    assert "No HP/WA" in ani.get(url).content.decode()
    for name in ("Arisan", "  "):
        assert ani.post(url, {"action": "rename", "name": name}).status_code == 422
    assert ani.post(url, {"action": "rename", "name": "Expo  2026"}).status_code == 303
    profile.refresh_from_db()
    assert profile.name == "Expo 2026"
    assert f'action="{url}?away=1"' in ani.get(f"{url}?away=1").content.decode()
    assert sign_in(bank.budi).post(f"{url}?away=1").status_code == 404
    ani = sign_in(bank.ani)
    assert ani.post(f"{url}?away=1").status_code == 303
    assert ani.get(url).status_code == 404
    assert [row.name for row in ImportProfile.objects.all()] == ["Arisan"]
    actions = AuditEntry.objects.filter(object_type="import_mapping", actor=bank.ani)
    assert set(actions.values_list("action", flat=True)) == {
        "import.mapping_renamed", "import.mapping_deleted",
    }  # fmt: skip


def test_the_pages_ask_few_questions(sign_in: SignIn, bank: Bank) -> None:
    baselines = json.loads(Path(__file__).parents[2].joinpath("query_counts.json").read_text())
    for number in range(5):
        make_prospect(bank.citra, f"Orang {number}", phone=f"+62812555017{number:02d}")
    lines = "".join(f"A\t0812555017{number:02d}\n" for number in range(8))
    ani = sign_in(bank.ani)
    done, draft = (bring(ani, cells=f"Nama\tHP\n{lines}") for _ in range(2))
    ani.post(address(draft, "mapping/"), {"name": "Arisan"})
    mapping = f"{START}mappings/{ImportProfile.objects.get().public_id}/"
    ani.post(address(done, "run/"))
    work()
    ani.get(START)
    counted = {}
    for name, url in (("start", START), ("preview", address(draft, "check/")),
                      ("detail", address(done)), ("mapping", mapping)):  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            assert ani.get(url).status_code == 200
        counted[f"prospects:import-{name}"] = len(queries)
    assert counted == {name: baselines[name] for name in counted}


def test_many_held_rows_raise_the_flag(sign_in: SignIn, bank: Bank) -> None:
    for number in range(31):
        make_prospect(bank.citra, f"Orang {number}", phone=f"+62812555017{number:02d}")
    lines = "".join(f"A\t0812555017{number:02d}\n" for number in range(31))
    bring(sign_in(bank.ani), cells=f"Nama\tHP\n{lines}")
    assert AuditEntry.objects.filter(action="duplicate.flag", actor=bank.ani).count() == 1


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"", 422, "Berkas tidak berisi baris"),
        (b"PK\x03\x04rubbish", 422, "tidak bisa dibuka"),
        (b"Nama,HP\n\x00", 422, "bukan teks"),
        (b"x" * (10 * 1024 * 1024 + 1), 413, "10 MB"),
        (b"Nama,HP\n" + b"A,081255501777\n" * 501, 422, "501"),
    ],
)
def test_a_messy_file_is_refused_in_one_sentence(
    sign_in: SignIn, bank: Bank, content: bytes, status: int, words: str
) -> None:
    answer = sign_in(bank.ani).post(START, {"file": SimpleUploadedFile("a.csv", content)})
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert not ImportFile.objects.exists()


def test_strangers_find_nothing_and_heads_do_not_touch(
    sign_in: SignIn, bank: Bank, client: Client
) -> None:
    file = bring(sign_in(bank.ani), cells=PASTED)
    for name in ("", "check/", "rejects.csv"):
        for person in (bank.budi, bank.dewi, bank.eko):
            assert sign_in(person).get(address(file, name)).status_code == 404
    hana = sign_in(bank.hana)
    assert hana.get(address(file, "check/")).status_code == 200
    assert hana.post(address(file, "run/")).status_code == 403
    assert hana.post(START, {"entity": "own", "cells": PASTED}).status_code == 403
    assert sign_in(bank.ani).post(START, {"entity": "prospects"}).status_code == 403


def test_head_office_imports_any_file_by_a_saved_mapping(sign_in: SignIn, bank: Bank) -> None:
    hana = sign_in(bank.hana)
    people = "Kode;Nama;HP;AO\n1;Agus;081255501777;budi\n2;Wati;081255501778;Orang Baru\n"
    file = bring(hana, entity="prospects", branch=bank.a.public_id,
                 file=SimpleUploadedFile("orang.csv", people.encode()))  # fmt: skip
    assert file.mapping["columns"] == {
        "external_id": "Kode", "name": "Nama", "phone": "HP", "owner": "AO",
    }  # fmt: skip
    hana.post(address(file, "run/"))
    work()
    assert Prospect.objects.visible_to(bank.budi).get().name == "Agus"
    assert User.objects.get(full_name="Orang Baru").is_active is False


def test_rows_without_an_owner_go_to_who_covers_their_place(sign_in: SignIn, bank: Bank) -> None:
    """Named ones and those of no territory as ever; who gets how many is said before."""
    for code, officer in (("327302", bank.budi), ("3273", None)):
        Territory.objects.create(branch=bank.a, area_code=code, area_name=code, officer=officer)
    hana = sign_in(bank.hana)
    people = (
        "Kode;Nama;HP;Kecamatan;AO\n1;Agus;081255501771;Coblong;\n"
        "2;Wati;081255501772;Sukajadi, Kota Bandung;\n"
        "3;Joko;081255501773;Kota Bandung;\n4;Rudi;081255501774;Coblong;ani\n"
        "5;Tuti;081255501775;Atlantis;citra\n6;Dodi;081255501776;Atlantis;\n"
    )
    file = bring(hana, entity="prospects", branch=bank.a.public_id,
                 file=SimpleUploadedFile("orang.csv", people.encode()))  # fmt: skip
    assert file.mapping["columns"]["area"] == "Kecamatan"
    plain = hana.get(address(file, "check/")).content.decode()
    assert "menurut wilayah" not in plain
    assert 'name="by_territory" value="1">' in plain
    as_ever = file.preview["counts"]
    columns = {"col-0": "external_id", "col-1": "name", "col-2": "phone", "col-3": "area",
               "col-4": "owner", "system": "crm", "by_territory": "1"}  # fmt: skip
    hana.post(address(file, "check/"), columns)
    page = hana.get(address(file, "check/")).content.decode()
    assert 'name="by_territory" value="1" checked>' in page
    assert "3 baris baru menurut wilayah menjadi milik: Budi" in page
    hana.post(address(file, "mapping/"), {"name": "Menurut wilayah"})
    assert ImportProfile.objects.get().data["by_territory"] is True
    hana.post(address(file, "run/"))
    work()
    owners = {row.name: row.owner.username for row in
              Prospect.objects.system("test").select_related("owner")}  # fmt: skip
    assert owners.pop("Agus") == "budi"
    assert {owners.pop("Wati"), owners.pop("Joko")} == {"ani", "budi"}, "the branch's in turn"
    file.refresh_from_db()
    assert file.counts["created"] == as_ever["created"] + 3
    assert owners == {"Rudi": "ani", "Tuti": "citra"}
    assert Prospect.objects.system("test").get(name="Wati").area_code == "327307"
    assert "menurut wilayah" in hana.get(address(file)).content.decode()


PEOPLE = (
    "Kunci;Nama;HP;AO\n1;Agus;081255501777;budi\n2;Wati;081255501778;Orang Baru\n"
    "3;Joko;081255501779;budi\n"
)
DEALS = (
    "Lead;Plafon;Tahapan;Closing Date;Potential Owner\n"
    "1;600jt;Menang;20/10/2026;budi\n2;1 M;Berkas;31/12/2026;ani\n3;250jt;;31/12/2026;budi\n"
    "404;1 M;Berkas;31/12/2026;ani\n"
)


def test_people_then_their_opportunities_of_one_system(sign_in: SignIn, bank: Bank) -> None:
    hana = sign_in(bank.hana)
    file = bring(hana, entity="prospects", branch=bank.a.public_id,
                 file=SimpleUploadedFile("orang.csv", PEOPLE.encode()))  # fmt: skip
    hana.post(address(file, "check/"), {
        "col-0": "external_id", "col-1": "name", "col-2": "phone", "col-3": "owner",
        "system": " crm  lama ", "def-source": "event", "branch": bank.a.code,
        "currency_note": "Rupiah penuh",
    })  # fmt: skip
    hana.post(address(file, "run/"))
    work()
    assert set(
        Prospect.objects.system("test").values_list("source", "external_system", "external_id")
    ) == {("event", "crm lama", "1"), ("event", "crm lama", "2"), ("event", "crm lama", "3")}

    second = bring(hana, entity="opportunities", branch=bank.a.public_id,
                   file=SimpleUploadedFile("peluang.csv", DEALS.encode()))  # fmt: skip
    assert second.mapping["columns"] == {
        "prospect": "Lead", "amount": "Plafon", "stage": "Tahapan", "owner": "Potential Owner",
        "closed_at": "Closing Date", "expected_close": "Closing Date",
    }  # fmt: skip
    page = hana.get(address(second, "check/")).content.decode()
    assert '<option value="crm lama">' in page
    chosen = {
        "col-0": "prospect", "also-0": "external_id", "col-1": "amount", "col-2": "stage",
        "col-3": "closed_at", "also-3": "expected_close", "col-4": "owner",
        "def-product": "KPR", "def-stage": "interested",
    }  # fmt: skip
    hana.post(address(second, "check/"), chosen | {"system": "own:x"})
    second.refresh_from_db()
    assert second.mapping["system"] == "file"
    assert second.preview["counts"]["rejected"] == 4
    hana.post(address(second, "check/"), chosen | {"system": "crm lama"})
    hana.post(address(second, "run/"))
    work()
    second.refresh_from_db()
    assert (second.counts["created"], second.counts["rejected"]) == (3, 1)
    rows = Opportunity.objects.system("test").order_by("external_id")
    assert list(rows.values_list("status", "stage", "amount", "owner")) == [
        ("won", "disbursed", 600_000_000, bank.budi.pk),
        ("open", "documents", 1_000_000_000, bank.ani.pk),
        ("open", "interested", 250_000_000, bank.budi.pk),
    ]  # fmt: skip
    assert [str(row.expected_close_on) for row in rows][1:] == ["2026-12-31"] * 2
    done = hana.get(address(second), {"show": "rejected"}).content.decode()
    assert "Prospek belum ada di portal" in done
    assert 'href="' + address(second) + '?show=rejected#row-5"' in done
    assert 'id="row-5"' in done
    assert 'id="row-2"' not in done


def test_a_long_file_is_checked_by_a_worker(
    sign_in: SignIn, bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "CHECKED_AT_ONCE", 1)
    ani = sign_in(bank.ani)
    file = bring(ani, cells=PASTED)
    assert file.state == ImportFile.State.CHECKING
    assert "Sedang diperiksa" in ani.get(address(file)).content.decode()
    work()
    poll = ani.get(address(file), HTTP_HX_REQUEST="true")
    assert poll.headers["HX-Redirect"] == address(file, "check/")
    assert ImportFile.objects.get(pk=file.pk).preview["counts"]["created"] == 2


@pytest.mark.django_db(transaction=True)
def test_the_progress_is_seen_while_the_work_goes_on(
    sign_in: SignIn, bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PACE", 2)
    ani = sign_in(bank.ani)
    file = bring(ani, cells=PASTED)
    ani.post(address(file, "run/"))
    heard: list[str] = []

    def meanwhile(_row: ImportFile) -> list[str]:
        page = Thread(target=lambda: heard.append(read_elsewhere(file)))
        page.start()
        page.join()
        return []

    monkeypatch.setattr(jobs, "recorded_of", meanwhile)
    work()
    assert heard == ["4 dari 4 baris dibaca"]
    assert ImportFile.objects.get(pk=file.pk).state == "done"


def read_elsewhere(file: ImportFile) -> str:
    """Return what another connection is told of the progress."""
    try:
        with translation.override("id"):
            return showing.progress_words(ImportFile.objects.get(pk=file.pk))
    finally:
        connection.close()


def test_a_person_who_lost_the_right_writes_nothing(sign_in: SignIn, bank: Bank) -> None:
    ani = sign_in(bank.ani)
    file = bring(ani, cells=PASTED)
    ani.post(address(file, "run/"))
    User.objects.filter(pk=bank.ani.pk).update(is_active=False)
    work()
    assert not Prospect.objects.system("test").exists()
    assert Run.objects.get(kind=uploads.RUN).state == "cancelled"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_comes_back_as_it_went(sign_in: SignIn, bank: Bank, kind: str) -> None:
    ani = sign_in(bank.ani)
    content = ani.get(f"{START}template.{kind}").content
    if kind == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert book.sheetnames == ["Daftar", "Penjelasan"]
        assert book.worksheets[0]["B2"].number_format == "@"
        sheet = book.worksheets[0]
        sheet.append(["Agus", "081255501777", "KPR", "600 jt", "", "", "", "", "17/11/2026", ""])
        stream = io.BytesIO()
        book.save(stream)
        content = stream.getvalue()
    else:
        content += b"Agus;081255501777;KPR;600 jt;;;;;17/11/2026;\r\n"
    file = bring(ani, file=SimpleUploadedFile(f"isi.{kind}", content))
    assert len(file.mapping["columns"]) == 10
    assert file.preview["counts"]["created"] == 1, file.preview
    assert file.row_count == 1
    assert ani.get(f"{START}template.exe").status_code == 404


def test_old_files_are_emptied_and_their_line_stays(sign_in: SignIn, bank: Bank) -> None:
    ani = sign_in(bank.ani)
    done = bring(ani, cells=PASTED)
    ani.post(address(done, "run/"))
    work()
    bring(ani, cells="Nama\tHP\nTidak Jadi\t081255501777\n")
    assert forget_files(NOW + timedelta(days=6)) == 0
    assert forget_files(NOW + timedelta(days=8)) == 2
    file = ImportFile.objects.get()
    assert (file.content, file.rejects, file.preview) == (None, None, {})
    assert file.counts["created"] == 2
    assert "Sel sel tempelan" not in ani.get(START).content.decode()
    assert ani.get(address(file)).status_code == 200
    assert ani.get(address(file, "rejects.csv")).status_code == 404
