"""Logging a prospect: three fields, once, empty afterwards, refused in words."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from org.models import Holiday, User
from prospects.models import Opportunity, Prospect
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_prospect

SignIn = Callable[[User], Client]
ADD = "/prospects/new/"


@pytest.fixture(autouse=True)
def on_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def answers(bank: Bank, **changed: Any) -> dict[str, Any]:
    return {
        "name": "Rudi Hermawan",
        "phone": "0813 5550 7716",
        "product": bank.kpr.public_id,
        "idempotency_key": "k1",
    } | changed


def test_three_fields_make_a_prospect_with_its_opportunity(bank: Bank, sign_in: SignIn) -> None:
    response = sign_in(bank.ani).post(ADD, answers(bank))
    prospect = Prospect.objects.visible_to(bank.ani).get()
    assert response.status_code == 303
    assert response.headers["Location"] == reverse(
        "prospects:prospect-detail", args=[prospect.public_id]
    )
    assert (prospect.name, prospect.phone) == ("Rudi Hermawan", "+6281355507716")
    assert (prospect.owner, prospect.branch) == (bank.ani, bank.a)
    opportunity = Opportunity.objects.visible_to(bank.ani).get()
    assert (opportunity.product, opportunity.stage) == (bank.kpr, "prospect")


def test_the_page_says_when_the_first_call_will_be(bank: Bank, sign_in: SignIn) -> None:
    page = sign_in(bank.ani).get(ADD).content.decode()
    assert "Kam 19 Nov, 09.00" in page
    Holiday.objects.create(day="2026-11-19", name="Libur", kind="national")
    assert "Jum 20 Nov, 09.00" in sign_in(bank.ani).get(ADD).content.decode()


def test_everything_under_more_is_kept(bank: Bank, sign_in: SignIn) -> None:
    more = {
        "amount": "600jt", "kind": "person", "company": "PT Karya", "source": "referral",
        "referrer_name": "Agus", "nik": "3275015203900004", "email": "r@contoh.example",
        "address": "Jl. Melati 1", "area": "Coblong, Kota Bandung, Jawa Barat", "notes": "Pagi",
    }  # fmt: skip
    response = sign_in(bank.ani).post(ADD, answers(bank, **more))
    assert response.status_code == 303
    prospect = Prospect.objects.visible_to(bank.ani).get()
    assert Opportunity.objects.visible_to(bank.ani).get().amount == Decimal(600_000_000)
    assert prospect.area_code == "327302"
    assert prospect.nik_masked == "3275********0004"
    assert "3275015203900004" not in prospect.search_text + prospect.nik_cipher
    assert (prospect.source, prospect.contact_basis) == ("referral", "referred")


def test_a_refusal_keeps_what_was_typed_and_says_what_to_do(bank: Bank, sign_in: SignIn) -> None:
    response = sign_in(bank.ani).post(
        ADD, {"name": "Maria", "phone": "813 5550 2", "amount": "1,5"}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="Maria"' in page
    assert 'value="813 5550 2"' in page
    assert "data-error-summary" in page
    assert "Nomor ponsel kurang" in page
    assert "Pilih satu produk" in page
    assert not Prospect.objects.visible_to(bank.hana).exists()


def test_saving_twice_makes_one_row(bank: Bank, sign_in: SignIn) -> None:
    client = sign_in(bank.ani)
    first, second = client.post(ADD, answers(bank)), client.post(ADD, answers(bank))
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert Prospect.objects.visible_to(bank.ani).count() == 1


def test_the_same_key_with_another_person_is_refused(bank: Bank, sign_in: SignIn) -> None:
    client = sign_in(bank.ani)
    client.post(ADD, answers(bank))
    response = client.post(ADD, answers(bank, name="Orang Lain", phone="081200001111"))
    assert response.status_code == 409
    assert "Orang Lain" in response.content.decode()
    assert Prospect.objects.visible_to(bank.ani).count() == 1


def test_new_is_empty_after_save_and_back(bank: Bank, sign_in: SignIn) -> None:
    client = sign_in(bank.ani)
    client.post(ADD, answers(bank))
    response = client.get(ADD)
    assert response.headers["Cache-Control"] == "no-store"
    page = response.content.decode()
    assert "Rudi" not in page
    assert 'autocomplete="off"' in page
    key = page.split('name="idempotency_key" value="')[1].split('"')[0]
    assert key not in client.get(ADD).content.decode()


def test_posted_owner_branch_and_status_are_ignored(bank: Bank, sign_in: SignIn) -> None:
    foreign = {
        "owner": bank.citra.pk, "owner_id": bank.citra.pk, "branch": bank.b.pk,
        "status": "customer", "number": "X", "created_at": "2020-01-01",
    }  # fmt: skip
    sign_in(bank.ani).post(ADD, answers(bank, **foreign))
    prospect = Prospect.objects.visible_to(bank.hana).get()
    assert (prospect.owner, prospect.branch, prospect.status) == (bank.ani, bank.a, "active")


@pytest.mark.parametrize("person", ["rudi", "sinta", "gita", "hana", "eko", "admin"])
def test_who_sells_nothing_adds_nothing(bank: Bank, sign_in: SignIn, person: str) -> None:
    client = sign_in(bank.people[person])
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, answers(bank)).status_code == 403
    assert not Prospect.objects.visible_to(bank.hana).exists()


def test_a_nik_is_held_once_in_the_whole_bank(bank: Bank, sign_in: SignIn) -> None:
    make_prospect(bank.citra, "Rahasia Orang", nik="3275015203900004")
    response = sign_in(bank.ani).post(
        ADD, answers(bank, nik="3275015203900004", duplicate_reason="family")
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "Citra Wulandari" in page
    assert "KC Bekasi" in page
    assert "Rahasia" not in page
    assert Prospect.objects.visible_to(bank.hana).count() == 1


def test_a_nik_recorded_in_the_same_moment_gets_the_same_answer(
    bank: Bank, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_prospect(bank.citra, "Rahasia Orang", nik="3275015203900004")
    monkeypatch.setattr(
        "prospects.views.people.add.ProspectAddView.stands_against", lambda self, form: False
    )
    response = sign_in(bank.ani).post(ADD, answers(bank, nik="3275015203900004"))
    assert response.status_code == 422
    assert "Citra Wulandari" in response.content.decode()


def test_a_shared_number_goes_on_with_a_reason_only(bank: Bank, sign_in: SignIn) -> None:
    make_prospect(bank.ani, "Istri Rudi", phone="+6281355507716")
    client = sign_in(bank.ani)
    refused = client.post(ADD, answers(bank))
    assert refused.status_code == 422
    assert "Istri Rudi" in refused.content.decode()
    assert client.post(ADD, answers(bank, duplicate_reason="because")).status_code == 422
    assert client.post(ADD, answers(bank, duplicate_reason="family")).status_code == 303
    added = Prospect.objects.visible_to(bank.ani).get(name="Rudi Hermawan")
    assert added.duplicate_reason == "family"


def test_a_pasted_message_is_shown_and_not_saved(bank: Bank, sign_in: SignIn) -> None:
    text = "Nama: Sri Wahyuni\nHP 0812-5550-1423\nmau KPR 600 juta"
    response = sign_in(bank.ani).post("/prospects/new/paste/", {"text": text})
    page = response.content.decode()
    assert response.status_code == 200
    assert 'value="Sri Wahyuni"' in page
    assert "0812-5550-1423" in page
    assert "600.000.000" in page
    assert not Prospect.objects.visible_to(bank.ani).exists()
    assert sign_in(bank.ani).post("/prospects/new/paste/", {"text": ""}).status_code == 422
