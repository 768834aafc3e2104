"""Bank, lock-outs, loading, rates, lists and schedules through the front door."""

from __future__ import annotations

import io
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from org.models import AuditEntry, BankSettings, PeopleLoad, User
from prospects import sources
from prospects.models import LossReason, ProspectSource
from reports.models import ReportSchedule
from reports.planning import ensure_schedules
from tests.factories.bank import PASSWORD, Bank

HEAD = "NIP;Nama;Jabatan;Cabang;Tim;Segmen;Kode AO\n"


def signed_in(name: str) -> Client:
    """Sign in and prove it once more."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    client.post("/reauthenticate/", {"password": PASSWORD})
    return client


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def upload(client: Client, text: str, name: str = "orang.csv"):
    file = SimpleUploadedFile(name, text.encode())
    return client.post("/administration/people/load/", {"file": file})


def test_people_are_loaded_shown_saved_and_get_their_slips(bank: Bank) -> None:
    admin = signed_in("admin")
    rows = "200001;Intan Permatasari;AO;KC Bandung;;Mikro;B-1\n200002;Wawan;Direktur;A;;;\n"
    answer = upload(admin, HEAD + rows)
    page = admin.get(answer.url)
    assert "Direktur" in text_of(page)
    assert "Account officer, KC Bandung, Mikro, B-1" in text_of(page)
    assert not User.objects.filter(nip="200001").exists()
    seen = re.search(r'name="seen" value="(\w+)"', page.content.decode())[1]
    assert admin.post(answer.url, {"seen": "another"}).status_code == 303
    assert not User.objects.filter(nip="200001").exists()
    assert admin.post(answer.url, {"seen": seen}).status_code == 303
    assert User.objects.filter(nip="200001").count() == 1
    assert "Cetak 1 slip" in text_of(admin.get(answer.url))
    slips = admin.post(f"{answer.url}slips/")
    assert slips["Cache-Control"] == "no-store"
    code = "".join(re.findall(r'<b class="ao-num">(\w{4})</b>', slips.content.decode()))
    assert len(code) == 12
    visitor = Client()
    opened = visitor.post("/org/activate/", {"name": "200001", "code": code}, follow=True)
    assert "Intan Permatasari" in text_of(opened)
    again = upload(admin, HEAD + rows)
    assert "Tidak berubah 1" in text_of(admin.get(again.url))


def test_posts_above_officer_and_slips_ask_for_proof(bank: Bank) -> None:
    admin = Client()
    admin.force_login(bank.admin)
    answer = upload(admin, HEAD + "200001;Intan;Pemimpin cabang;A;;;\n")
    page = admin.get(answer.url).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    asked = admin.post(answer.url, {"seen": seen})
    assert "reauthenticate" in asked.url
    assert not User.objects.filter(nip="200001").exists()
    assert "reauthenticate" in admin.post(f"{answer.url}slips/").url
    load = PeopleLoad.objects.get()
    bank.eko.role = "administrator"
    bank.eko.save()
    other = Client()
    other.force_login(bank.eko)
    assert other.get(f"/administration/people/load/{load.public_id}/").status_code == 404


@pytest.mark.parametrize(
    ("text", "words"),
    [("NIP;Alamat\n1;Jalan\n", "NAMA"), ("", "baris"), ("PK\x03\x04", "xlsx")],
)
def test_a_file_that_is_no_table_of_people_is_explained(bank: Bank, text: str, words: str) -> None:
    admin = Client()
    admin.force_login(bank.admin)
    answer = upload(admin, text)
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_a_lock_is_seen_and_opened_with_proof(bank: Bank) -> None:
    for _n in range(5):
        Client(REMOTE_ADDR="10.0.0.5").post("/login/", {"login": "ani", "password": "no-no-no-no"})
    away = Client(REMOTE_ADDR="10.0.0.5")
    assert away.post("/login/", {"login": "ani", "password": PASSWORD}).status_code == 429
    admin = signed_in("admin")
    page = text_of(admin.get("/administration/lockouts/"))
    assert "Ani Lestari" in page
    assert "10.0.0.5" in page
    assert "Terkunci" in text_of(admin.get("/administration/users/"))
    asking = Client()
    asking.force_login(bank.admin)
    body = {"name": "ani", "ip": "10.0.0.5"}
    assert "reauthenticate" in asking.post("/administration/lockouts/open/", body).url
    assert admin.post("/administration/lockouts/open/", body).status_code == 303
    assert away.post("/login/", {"login": "ani", "password": PASSWORD}).status_code == 302
    entry = AuditEntry.objects.get(action="unlocked")
    assert (entry.actor, entry.detail["tries"]) == (bank.admin, 5)
    assert "Tidak ada yang terkunci" in text_of(admin.get("/administration/lockouts/"))


def test_the_bank_looks_as_it_was_set(bank: Bank, django_capture_on_commit_callbacks) -> None:
    admin = Client()
    admin.force_login(bank.admin)
    url, kept = "/administration/bank/", io.BytesIO()
    Image.new("RGB", (800, 200), "#1D4ED8").save(kept, "PNG")
    body = {
        "name": "Bank Arta Laut",
        "short_name": "Arta",
        "accent": "#1d4ed8",
        "paper": "F4",
        "version": 1,
        "title_branch_head_id": "Pimpinan Cabang",
        "address": "Jl. Asia Afrika 1",
        "dormant_days": 60,
        "reset_months": 6,
        "hour_tries": 3,
        "hour_tries_branch": 12,
    }
    red = admin.post(url, body | {"accent": "#C8102E"})
    assert red.status_code == 422
    assert "Merah" in text_of(red)
    svg = SimpleUploadedFile("l.svg", b"<svg/>", "image/svg+xml")
    assert "SVG" in text_of(admin.post(url, body | {"logo_file": svg}))
    with django_capture_on_commit_callbacks(execute=True):
        saved = admin.post(url, body | {"logo_file": SimpleUploadedFile("l.png", kept.getvalue())})
    assert saved.status_code == 303
    assert admin.post(url, body).status_code == 409
    page = Client().get("/login/").content.decode()
    css = re.search(r'href="(/bank/accent/[^"]+)"', page)[1]
    logo = re.search(r'src="(/bank/logo/[^"]+)"', page)[1]
    style = Client().get(css)
    assert "--ao-accent:#1D4ED8" in style.content.decode()
    assert "immutable" in style["Cache-Control"]
    assert Client().get(css.replace("1D4ED8", "1D4ED9")).status_code == 404
    assert Client().get(logo)["Content-Type"] == "image/png"
    dewi = Client()
    dewi.force_login(bank.dewi)
    assert "Pimpinan Cabang" in text_of(dewi.get("/org/profile/"))
    assert BankSettings.load().paper == "F4"


def test_sources_and_reasons_are_worded_in_the_administration(
    bank: Bank, django_capture_on_commit_callbacks
) -> None:
    admin = Client()
    admin.force_login(bank.admin)
    with django_capture_on_commit_callbacks(execute=True):
        added = admin.post("/administration/sources/add/", {
            "label_id": "Notaris", "label_en": "Notary", "basis": "consent", "position": 70,
            "is_active": "on"})  # fmt: skip
    assert added.status_code == 303
    assert sources.basis_of("notaris") == "consent"
    event = ProspectSource.objects.get(code="event")
    body = {"label_id": "Bazar", "label_en": "Fair", "basis": "public", "position": 5, "version": 1}
    assert admin.post(f"/administration/sources/{event.public_id}/", body).status_code == 303
    event.refresh_from_db()
    assert (event.label_id, event.basis, event.is_active) == ("Bazar", "consent", False)
    assert "Bazar" in text_of(admin.get("/administration/sources/"))
    reason = LossReason.objects.get(code="no_need")
    gone = f"/administration/reasons/{reason.public_id}/remove/"
    assert admin.post(gone, {"version": 1}).status_code == 303
    assert not LossReason.objects.filter(pk=reason.pk).exists()
    assert "Suku bunga" in text_of(admin.get("/administration/reasons/"))


def test_a_schedule_says_when_and_how_it_went(bank: Bank) -> None:
    admin = Client()
    admin.force_login(bank.admin)
    ensure_schedules()
    row = ReportSchedule.objects.get(branch=bank.c)
    url = f"/administration/schedules/{row.public_id}/"
    body = {"weekday": 1, "hour": 6, "is_active": "on", "version": 1}
    assert admin.post(url, body).status_code == 303
    with time_machine.travel("2026-11-23T22:00:00Z", tick=False):  # Tuesday 07.00 in Jayapura
        client = Client()
        client.force_login(bank.admin)
        page = text_of(client.get("/administration/schedules/"))
    assert "Selasa 06.00 WIT" in page
    assert re.search(r"Selasa, 1 Desember 2026, 06.00 WIT", page)
    runs = text_of(admin.get("/administration/schedules/", {"id": row.public_id, "tab": "runs"}))
    assert "Belum ada laporan" in runs
    assert admin.post(url, {"weekday": 9, "hour": 6, "version": 2}).status_code == 422
