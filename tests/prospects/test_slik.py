"""SLIK: only with consent, read from a file, its past as a trend, each look written down."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.errors import InputError
from org.models import AuditEntry, User
from prospects import consents
from prospects.finance.slik_file import read
from prospects.models import Consent, Facility, FinanceLine, Opportunity, SlikCheck
from tests.factories.bank import Bank
from tests.factories.finance import fill_picture
from tests.factories.prospects import NOW, make_opportunity

SignIn = Callable[[User], Client]
TODAY = NOW.date()
CSV = (
    "Pelapor;Jenis;Plafon;Baki Debet;Angsuran;Suku Bunga;Jatuh Tempo;Kolektibilitas;Riwayat\n"
    "bank lain;Kredit kendaraan;90.000.000;41.250.000;1.500.000;8,5;10/06/2028;1;112211\n"
    "Bank Nusa;KPR;1,2 M;900 jt;7.000.000;11%;2035-01-31;;31\n"
)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW + timedelta(hours=6), tick=False) as traveller:
        yield traveller


@pytest.fixture
def file(bank: Bank) -> Opportunity:
    row = make_opportunity(bank.ani, bank.kpr)
    fill_picture(row, bank.ani)
    return row


def agree(file: Opportunity, by: User) -> None:
    for purpose in ("processing", "slik"):
        consents.give_consent(
            file.prospect, purpose=purpose, medium="paper", given_at=NOW, actor=by, now=NOW
        )


def url(file: Opportunity, name: str = "slik", *args: str) -> str:
    return reverse(f"prospects:prospect-{name}", args=[file.prospect.public_id, *args])


def ask(client: Client, file: Opportunity) -> Any:
    return client.post(url(file), {"whose": "debtor", "purpose": "Permohonan KPR"})


def answer(client: Client, file: Opportunity, text: str = CSV, **values: str) -> Any:
    check = SlikCheck._unscoped.latest("pk")
    body = {"version": "1", "position_on": "31/10/2026", "reference": "IDEB-1",
            "file": SimpleUploadedFile("ideb.csv", text.encode())}  # fmt: skip
    return client.post(url(file, "slik-result", check.public_id), body | values)


def test_without_consent_nothing_is_asked_and_none_is_entered(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    client = sign_in(bank.ani)
    assert ask(client, file).status_code == 422
    assert not SlikCheck._unscoped.exists()
    agree(file, bank.ani)
    assert ask(client, file).status_code == 303
    row = Consent._unscoped.get(purpose="slik")
    consents.withdraw_consent(row, medium="letter", actor=bank.ani, now=NOW)
    assert answer(client, file).status_code == 422
    assert not Facility._unscoped.filter(source="slik").exists()


def test_the_result_replaces_what_was_known_and_counts_nothing_twice(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    client = sign_in(bank.ani)
    agree(file, bank.ani)
    ask(client, file)
    assert ask(client, file).status_code == 422  # one waits
    assert answer(client, file).status_code == 303
    assert answer(client, file, version="2").status_code == 409
    stated = Facility._unscoped.get(lender="Bank Lain", source="stated")
    assert not stated.is_counted
    kols = dict(Facility._unscoped.filter(source="slik").values_list("lender", "collectibility"))
    assert kols == {"bank lain": 1, "Bank Nusa": 3}
    page = client.get(url(file)).content.decode()
    assert "Kurang Lancar (Kol 3)" in page
    assert "IDEB-1" in page
    ask(client, file)
    assert answer(client, file, CSV.rpartition("Bank Nusa")[0]).status_code == 303
    assert Facility._unscoped.filter(source="slik", removed_at=None).count() == 1


def test_each_look_and_each_fetch_is_written_down_and_the_file_is_kept_encrypted(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    agree(file, bank.ani)
    client = sign_in(bank.ani)
    ask(client, file)
    answer(client, file)
    check = SlikCheck._unscoped.get()
    assert "Nusa" not in check.file_cipher
    got = sign_in(bank.dewi).get(url(file, "slik-file", check.public_id))
    assert got.content.decode() == CSV
    assert "no-store" in got.headers["Cache-Control"]
    sign_in(bank.eko).get(url(file))
    seen = AuditEntry.objects.filter(object_type="slik").values_list("action", "actor__username")
    assert {("slik_file_fetched", "dewi"), ("slik_viewed", "eko"),
            ("slik_requested", "ani")} <= set(seen)  # fmt: skip
    for person, status in (("budi", 404), ("gita", 403), ("hana", 403), ("admin", 404)):
        answer_ = sign_in(getattr(bank, person)).get(url(file, "slik-file", check.public_id))
        assert answer_.status_code == status, person
    assert sign_in(bank.rudi).post(url(file), {"whose": "debtor"}).status_code == 403


def test_a_class_of_slik_changes_only_with_a_reason(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    client = sign_in(bank.ani)
    agree(file, bank.ani)
    ask(client, file)
    answer(client, file)
    row = Facility._unscoped.get(lender="Bank Nusa")
    edit = url(file, "finance-edit", "facility", row.public_id)
    body = {"lender": "Bank Nusa", "kind": "mortgage", "instalment": "7 jt", "whose": "debtor",
            "collectibility": "1", "version": "1"}  # fmt: skip
    assert client.post(edit, body).status_code == 422
    why = {"collectibility_reason": "Surat lunas 12 November"}
    assert client.post(edit, body | why).status_code == 303


def test_both_kinds_of_file_say_the_same() -> None:
    found = read(CSV.encode(), today=TODAY).facilities
    rows = [
        {"lender": "bank lain", "kind": "vehicle", "plafon": 90_000_000, "outstanding": 41_250_000,
         "instalment": 1_500_000, "rate": "8.5", "ends_on": "2028-06-10", "kol": 1,
         "months": "112211"},
        {"lender": "Bank Nusa", "kind": "mortgage", "plafon": "1,2 M", "outstanding": 900_000_000,
         "instalment": 7_000_000, "rate": 11, "ends_on": "2035-01-31", "months": "31"},
    ]  # fmt: skip
    whole = read(json.dumps({"reference": "R", "position": "2026-10-31",
                             "facilities": rows}).encode(), today=TODAY)  # fmt: skip
    assert whole.facilities == found
    assert (whole.reference, whole.position_on) == ("R", date(2026, 10, 31))
    assert found[1]["plafon"] == Decimal(1_200_000_000)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[1]", b"\xff\xfe", b"x" * 600_000, b"pelapor\n", b"pelapor,kol\nBank,6\n",
     b"pelapor,plafon\nBank,banyak\n", b"pelapor,riwayat\nBank,1160\n", b"jenis\nKPR\n",
     b"pelapor,jatuh_tempo\nBank,31/02/2027\n", b"[" * 5000],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(InputError):
        read(content, today=TODAY)


def test_a_refused_file_keeps_what_was_typed_and_changes_nothing(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    client = sign_in(bank.ani)
    agree(file, bank.ani)
    ask(client, file)
    refused = answer(client, file, "pelapor,kol\nBank,9\n")
    assert refused.status_code == 422
    assert "IDEB-1" in refused.content.decode()
    assert SlikCheck._unscoped.get().state == "requested"
    assert FinanceLine._unscoped.exists()


def test_the_kept_name_of_a_file_holds_no_identity_number(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    client = sign_in(bank.ani)
    agree(file, bank.ani)
    ask(client, file)
    sent = SimpleUploadedFile("SLIK_3273010101010001.csv", CSV.encode())
    check = SlikCheck._unscoped.get()
    body = {"version": "1", "position_on": "31/10/2026", "reference": "R", "file": sent}
    assert client.post(url(file, "slik-result", check.public_id), body).status_code == 303
    assert SlikCheck._unscoped.get().file_name == f"SLIK_{'•' * 16}.csv"


def test_a_spouse_is_looked_up_with_the_spouses_own_consent_only(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    client = sign_in(bank.ani)
    agree(file, bank.ani)
    body = {"whose": "spouse", "purpose": "Permohonan KPR"}
    refused = client.post(url(file), body)
    assert (refused.status_code, "pasangan" in refused.content.decode()) == (422, True)
    consents.give_consent(file.prospect, purpose="slik_spouse", medium="paper", given_at=NOW,
                          actor=bank.ani, now=NOW)  # fmt: skip
    assert client.post(url(file), body).status_code == 303
    row = Consent._unscoped.get(purpose="slik_spouse")
    consents.withdraw_consent(row, medium="letter", actor=bank.ani, now=NOW)
    assert answer(client, file).status_code == 422, "withdrawn in between"
    assert ask(client, file).status_code == 303, "the debtor's own stands"


def test_facilities_are_typed_in_as_slik_says_them(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    client = sign_in(bank.ani)
    agree(file, bank.ani)
    ask(client, file)
    check = SlikCheck._unscoped.get()
    add = url(file, "slik-facility", check.public_id)
    body = {"lender": "Bank Lain", "kind": "card", "plafon": "10 jt", "outstanding": "2,5 jt",
            "collectibility": "2", "days_past_due": "0", "months": "2 1 1 3"}  # fmt: skip
    assert client.post(add, body).status_code == 422, "no answer yet"
    blank = {"version": "1", "position_on": "31/10/2026", "reference": "IDEB-1"}
    assert client.post(url(file, "slik-result", check.public_id), blank).status_code == 303
    for wrong in ({"collectibility": ""}, {"months": "1160"}, {"lender": ""}):
        assert client.post(add, body | wrong).status_code == 422, wrong
    for _twice in range(2):
        saved = client.post(add, body | {"idempotency_key": "k" * 16})
        assert saved.status_code == 303, saved.context["form"].errors
    row = Facility._unscoped.get(source="slik")
    assert (row.lender, row.collectibility, row.months, row.slik) == ("Bank Lain", 2, "2113", check)
    assert not Facility._unscoped.filter(source="stated", lender="Bank Lain", is_counted=True)
    page = client.get(url(file)).content.decode()
    assert "Kurang Lancar (Kol 3)" in page, "the worst of the past months"
    assert sign_in(bank.rudi).get(add).status_code == 403
    assert sign_in(bank.budi).get(add).status_code == 404
    client = sign_in(bank.ani)
    ask(client, file)
    assert answer(client, file).status_code == 303
    assert client.post(add, body).status_code == 422, "a newer answer is here"
