"""What identifies a person or company: read from the NIK, kept encrypted, shown by rule."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from psycopg2.sql import SQL, Identifier

from org.models import AuditEntry, User
from prospects.models import Prospect, RecentSearch, TimelineEntry
from prospects.models.sealed import SEALED, open_sealed
from prospects.reveal import FREE_A_DAY
from tests.factories.bank import PASSWORD, Bank
from tests.factories.prospects import NOW, make_opportunity, make_prospect

SignIn = Callable[[User], Client]
NIK, NPWP, KK, NIB = "3273995206900001", "0013121660091000", "3273010101200007", "9120001234567"
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def on_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def fresh(prospect: Prospect) -> Prospect:
    return Prospect.objects.system("test").get(pk=prospect.pk)


def form_of(prospect: Prospect, **changed: Any) -> dict[str, Any]:
    return {
        "name": prospect.name, "phone": prospect.phone, "status": "active",
        "kind": prospect.kind, "version": prospect.version,
    } | changed  # fmt: skip


def test_a_nik_is_read_while_it_is_typed_and_never_blocks(bank: Bank, sign_in: SignIn) -> None:
    client = sign_in(bank.ani)
    sent = {"nik": NIK, "birth_date": "12/06/1990", "sex": "male"}
    said = client.post("/prospects/new/nik/", sent).content.decode()
    assert "Perempuan, 12 Juni 1990 (36 tahun)" in said
    assert "Kota Bandung, Jawa Barat" in said
    assert "Jenis kelamin berbeda" in said
    assert "nik-take" not in client.post("/prospects/new/nik/", {"nik": NIK[:15]}).content.decode()
    assert sign_in(bank.rudi).post("/prospects/new/nik/", sent).status_code == 403


def test_one_tap_takes_over_what_the_nik_says(bank: Bank, sign_in: SignIn) -> None:
    client = sign_in(bank.ani)
    filled = client.post("/prospects/new/nik/take/", {"nik": NIK}).content.decode()
    assert 'value="12/06/1990"' in filled
    assert re.search(r'value="female"[^>]*checked', filled)
    assert 'value="Kota Bandung, Jawa Barat"' in filled
    typed = {"nik": NIK, "name": "Rudi", "take_nik": "1", "area": "Coblong"}
    whole_page = client.post("/prospects/new/", typed).content.decode()
    assert 'value="12/06/1990"' in whole_page
    assert 'value="Rudi"' in whole_page
    assert 'value="Coblong"' in whole_page
    assert not Prospect.objects.system("test").exists()


def test_a_logged_nik_brings_birth_date_and_sex_along(bank: Bank) -> None:
    row = make_prospect(bank.ani, nik=NIK)
    assert (row.birth_date, row.sex) == (date(1990, 6, 12), "female")
    typed = make_prospect(bank.ani, nik="3578991103850001", sex="female")
    assert (typed.birth_date, typed.sex) == (date(1985, 3, 11), "female")


def test_facts_and_numbers_are_saved_masked_and_sealed(bank: Bank, sign_in: SignIn) -> None:
    row = make_prospect(bank.ani, phone="+6281255501423")
    url = f"/prospects/{row.public_id}/edit/"
    sent = form_of(
        row, nik=NIK, npwp="01.312.166.0-091.000", kk=KK, nib=NIB, mother="Siti Aminah",
        birth_date="12/06/1990", sex="female", marital_status="married",
        employment="self_employed",
    )  # fmt: skip
    client = sign_in(bank.ani)
    assert client.post(url, sent).status_code == 303
    after = fresh(row)
    assert (after.employment, after.marital_status) == ("self_employed", "married")
    opened = {name: open_sealed(after, name) for name in SEALED}
    assert opened == {"nik": NIK, "npwp": NPWP, "kk": KK, "nib": NIB, "mother": "Siti Aminah"}
    page = client.get(f"/prospects/{row.public_id}/").content.decode()
    assert "3273••••••••0001" in page
    assert "Wiraswasta" in page
    line = TimelineEntry.objects.filter(prospect=row, kind="prospect_changed").get()
    for secret in (NIK, NPWP, KK, NIB, "Siti", "Aminah"):
        assert secret not in page + client.get(url).content.decode() + str(line.data)
        assert secret.lower() not in after.search_text
    keeps = form_of(after, birth_date="12/06/1990", employment="employee")
    assert client.post(url, keeps).status_code == 303
    assert open_sealed(fresh(row), "mother") == "Siti Aminah"


def test_no_table_holds_a_number_in_the_clear(bank: Bank, sign_in: SignIn) -> None:
    row = make_prospect(bank.ani, nik=NIK, npwp=NPWP, kk=KK, nib=NIB, mother="Siti Aminah")
    client = sign_in(bank.ani)
    for typed in (NIK, NPWP, NPWP[1:], NIB, f"NIB {NIB}"):
        client.post("/prospects/search/", {"q": typed})
        client.post("/pipeline/table/search/", {"q": typed})
    client.post(f"/prospects/{row.public_id}/reveal/", {"field": "nik"}, headers=FRAGMENT)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            rows = SQL("SELECT string_agg(t::text, ' ') FROM {} AS t").format(Identifier(table))
            cursor.execute(rows)
            held = cursor.fetchone()[0] or ""
            for secret in (NIK, NPWP[1:], KK, NIB, "Siti Aminah"):
                assert secret not in held, table


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("npwp", "01.312.166.1-091.000", "sembilan angka pertama"),
        ("kk", "327301010120000", "16 angka"),
        ("nib", "912000", "13 angka"),
        ("birth_date", "20/11/2026", "setelah hari ini"),
    ],
)
def test_what_cannot_be_is_refused_with_everything_typed(
    bank: Bank, sign_in: SignIn, field: str, typed: str, words: str
) -> None:
    row = make_prospect(bank.ani)
    client, url = sign_in(bank.ani), f"/prospects/{row.public_id}/edit/"
    answer = client.post(url, form_of(row, **{field: typed}, notes="Catatan saya"))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Catatan saya" in answer.content.decode()
    assert fresh(row).version == 1


def test_an_npwp_belongs_to_one_live_person_bank_wide(bank: Bank, sign_in: SignIn) -> None:
    make_prospect(bank.citra, "Rahasia", npwp=NPWP)
    row = make_prospect(bank.ani)
    client, url = sign_in(bank.ani), f"/prospects/{row.public_id}/edit/"
    answer = client.post(url, form_of(row, npwp="01.312.166.0-091.000"))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Citra Wulandari" in shown
    assert "Rahasia" not in shown
    card = client.post("/prospects/new/check/", {"npwp": NPWP}).content.decode()
    assert "NPWP ini sudah tercatat" in card
    assert "Bukan orang ini" not in card


def test_a_nik_typed_as_npwp_finds_its_holder(bank: Bank, sign_in: SignIn) -> None:
    make_prospect(bank.citra, "Rahasia", nik=NIK)
    card = sign_in(bank.ani).post("/prospects/new/check/", {"npwp": NIK}).content.decode()
    assert "Citra Wulandari" in card


def test_a_company_has_no_birth_date(bank: Bank, sign_in: SignIn) -> None:
    row = make_prospect(bank.ani, "PT Nusa Cipta", kind="company")
    client, url = sign_in(bank.ani), f"/prospects/{row.public_id}/edit/"
    shown = client.get(url).content.decode()
    assert 'name="nib"' in shown
    assert 'name="mother"' not in shown
    assert client.post(url, form_of(row, nib=NIB, npwp=NPWP)).status_code == 303
    assert fresh(row).nib_masked == "9120*****4567"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (NIK, "NIK 3273••••••••0001"),
        ("3273 9952 0690 0001", "NIK 3273••••••••0001"),
        ("nik: 3273.9952.0690.0001 (Dicari)", "NIK 3273••••••••0001"),
        (NPWP, "NPWP 0013••••••••1000"),
        (NPWP[1:], "NPWP 0131•••••••1000"),
        ("01.312.166.0-091.000", "NPWP 0131•••••••1000"),
        ("NPWP 01.312.166.0–091.000", "NPWP 0131•••••••1000"),
        (NIB, "NIB 9120•••••4567"),
        ("9120-0012-34567", "NIB 9120•••••4567"),
    ],
)
def test_a_whole_number_finds_its_holder_and_is_kept_nowhere(
    bank: Bank, sign_in: SignIn, typed: str, shown: str
) -> None:
    row = make_prospect(bank.ani, "PT Dicari", kind="company", nib=NIB, npwp=NPWP)
    if shown.startswith("NIK"):
        row = make_prospect(bank.ani, "Dicari", nik=NIK)
    make_prospect(bank.ani, "Bukan Dia")
    answer = sign_in(bank.ani).post("/prospects/search/", {"q": typed}, follow=True)
    page = answer.content.decode()
    assert [line.name for line in answer.context["rows"]] == [row.name]
    assert shown in page
    kept = RecentSearch.objects.get().text
    for secret in (typed, NIK, NPWP, NPWP[1:], NIB):
        assert secret not in page + answer.redirect_chain[0][0] + kept
    stranger = sign_in(bank.budi).post("/prospects/search/", {"q": typed}, follow=True)
    assert stranger.context["rows"] == []
    sent = {"text": typed, "channel": "call"}
    found = sign_in(bank.ani).post("/follow-ups/log/", sent, follow=True)
    assert row.name in found.content.decode()
    assert not RecentSearch.objects.filter(text__contains=typed).exists()


@pytest.mark.parametrize("typed", ["0812 1234 56789", "62 812-1234-56789", "+62 812 1234 56789"])
def test_a_telephone_number_as_long_as_a_nib_is_looked_for_as_both(
    bank: Bank, sign_in: SignIn, typed: str
) -> None:
    make_prospect(bank.ani, "Punya Telepon", phone="+62812123456789")
    make_prospect(bank.ani, "PT Punya NIB", kind="company", nib="0812123456789")
    answer = sign_in(bank.ani).post("/prospects/search/", {"q": typed}, follow=True)
    names = {line.name for line in answer.context["rows"]}
    assert names == {"Punya Telepon"} | ({"PT Punya NIB"} if typed.startswith("0") else set())
    digits = re.sub(r"[^0-9]", "", typed)
    kept = RecentSearch.objects.get().text
    if typed.startswith("+"):
        assert kept == typed
    else:
        assert digits not in re.sub(r"[^0-9]", "", kept)
        assert f'value="{digits}"' in answer.content.decode()


@pytest.mark.parametrize(
    "typed", ["32739952069000011", "3273 9952 0690 00", "number:1:2", "sealed:x"]
)
def test_what_is_no_number_of_any_kind_finds_nobody_and_is_not_kept_either(
    bank: Bank, sign_in: SignIn, typed: str
) -> None:
    make_prospect(bank.ani, "Dicari", nik=NIK, nib=NIB)
    answer = sign_in(bank.ani).post("/prospects/search/", {"q": typed}, follow=True)
    assert (answer.status_code, answer.context["rows"]) == (200, [])
    assert "32739952069000" not in RecentSearch.objects.get().text


# --- showing a number ---------------------------------------------------------------------------


def reveals() -> list[dict[str, Any]]:
    entries = AuditEntry.objects.filter(action="identity.reveal").order_by("pk")
    return [entry.detail for entry in entries]


@pytest.fixture
def own(bank: Bank) -> Prospect:
    """Ani's record in process."""
    return make_opportunity(bank.ani, bank.kpr, nik=NIK, npwp=NPWP, mother="Siti Aminah").prospect


def address(row: Prospect) -> str:
    return f"/prospects/{row.public_id}/reveal/"


def test_ones_own_record_in_process_is_one_tap(bank: Bank, sign_in: SignIn, own: Prospect) -> None:
    client = sign_in(bank.ani)
    answer = client.post(address(own), {"field": "nik"}, headers=FRAGMENT)
    shown = answer.content.decode()
    assert "3273 9952 0690 0001" in shown
    assert f'data-share-text="{NIK}"' in shown
    assert 'hx-trigger="load delay:30s"' in shown
    assert answer.headers["Cache-Control"] == "no-store"
    assert reveals() == [{"field": "nik", "reason": ""}]
    back = client.get(address(own), {"field": "nik"}, headers=FRAGMENT).content.decode()
    assert "3273 9952" not in back
    assert "3273••••••••0001" in back
    plain = client.post(address(own), {"field": "mother"})
    assert "Siti Aminah" in plain.content.decode()
    assert plain.headers["Refresh"] == f"30; url=/prospects/{own.public_id}/"


def test_a_get_never_shows_a_number(bank: Bank, sign_in: SignIn, own: Prospect) -> None:
    client = sign_in(bank.ani)
    for field in SEALED:
        shown = client.get(address(own), {"field": field}).content.decode()
        for secret in (NIK, "3273 9952", "01.312.166", NPWP, "Siti"):
            assert secret not in shown
    assert reveals() == []


def test_from_the_31st_a_day_a_reason_is_needed(bank: Bank, sign_in: SignIn, own: Prospect) -> None:
    client = sign_in(bank.ani)
    for _ in range(FREE_A_DAY):
        client.post(address(own), {"field": "nik"}, headers=FRAGMENT)
    asked = client.post(address(own), {"field": "nik"}, headers=FRAGMENT)
    assert asked.status_code == 204
    assert asked.headers["HX-Redirect"] == f"{address(own)}?field=nik"
    refused = client.post(address(own), {"field": "nik", "reason": " x "})
    assert refused.status_code == 422
    assert "Tulis mengapa" in refused.content.decode()
    assert len(reveals()) == FREE_A_DAY
    given = client.post(address(own), {"field": "nik", "reason": "Isian SLIK"})
    assert "3273 9952 0690 0001" in given.content.decode()
    assert reveals()[-1] == {"field": "nik", "reason": "Isian SLIK"}
    with time_machine.travel(NOW.replace(day=19), tick=False):
        client.force_login(bank.ani)
        again = client.post(address(own), {"field": "nik"}, headers=FRAGMENT)
        assert "3273 9952" in again.content.decode()


@pytest.mark.parametrize("person", ["dewi", "rudi", "tono"])
def test_any_other_record_in_reach_asks_for_proof_and_reason(
    bank: Bank, client: Client, own: Prospect, person: str
) -> None:
    client.post("/login/", {"login": person, "password": PASSWORD})
    body = {"field": "nik", "reason": "Cek berkas"}
    with time_machine.travel(NOW.replace(minute=10), tick=False):
        asked = client.post(address(own), body)
        assert asked.status_code == 302
        assert "reauthenticate" in asked.url
        assert reveals() == []
        shown = client.post(asked.url, {"password": PASSWORD}, follow=True).content.decode()
        assert "3273 9952 0690 0001" in shown
        assert reveals() == [{"field": "nik", "reason": "Cek berkas"}]
        assert client.post(address(own), {"field": "nik"}).status_code == 422


def test_ones_own_record_out_of_process_is_no_longer_one_tap(bank: Bank, sign_in: SignIn) -> None:
    row = make_prospect(bank.ani, nik=NIK)
    answer = sign_in(bank.ani).post(address(row), {"field": "nik"}, headers=FRAGMENT)
    assert answer.status_code == 204
    assert reveals() == []


@pytest.mark.parametrize(
    ("person", "status"),
    [("budi", 404), ("citra", 404), ("gita", 403), ("hana", 403), ("eko", 403), ("sinta", 404)],
)
def test_nobody_else_is_shown_a_number(
    bank: Bank, sign_in: SignIn, own: Prospect, person: str, status: int
) -> None:
    client = sign_in(bank.people[person])
    assert client.post(address(own), {"field": "nik", "reason": "x" * 9}).status_code == status
    assert reveals() == []
