"""Twins on quick add and on edit: who sees them opens, links or merges; others ask for them."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from core.outbox.models import Run
from org.models import AuditEntry, User
from prospects import duplicates, phones
from prospects.mails import CuriosityMail
from prospects.models import ContactPerson, Prospect, ProspectLink, ProspectPhone
from prospects.phones import PhoneFacts
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_prospect

SignIn = Callable[[User], Client]
FIRST, SECOND = "+6281255501423", "+62215550123"


@pytest.fixture(autouse=True)
def on_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def form_of(prospect: Prospect, **changed: Any) -> dict[str, Any]:
    return {
        "name": prospect.name, "phone": prospect.phone, "email": prospect.email,
        "status": "active", "kind": prospect.kind, "version": prospect.version,
    } | changed  # fmt: skip


def fresh(prospect: Prospect) -> Prospect:
    return Prospect.objects.system("test").get(pk=prospect.pk)


def test_a_twin_is_answered_while_a_prospect_is_changed(bank: Bank, sign_in: SignIn) -> None:
    twin, foreign = make_prospect(bank.ani, "Kembarannya"), make_prospect(bank.citra, "Rahasia")
    for row, owner in ((twin, bank.ani), (foreign, bank.citra)):
        number = FIRST if owner == bank.ani else SECOND
        phones.add_phone(row, PhoneFacts(number), actor=owner, now=NOW)
    row = make_prospect(bank.ani, "Sugimin")
    client, url = sign_in(bank.ani), f"/prospects/{row.public_id}/check/"
    own = client.post(url, {"phone": "0812 5550 1423"}).content.decode()
    assert "Kembarannya" in own
    assert f"/prospects/{row.public_id}/merge/{twin.public_id}/" in own
    other = client.post(url, {"phone": "021 5550123"}).content.decode()
    assert "Citra Wulandari" in other
    assert "Minta alih" in other
    for secret in ("Rahasia", foreign.public_id, foreign.number, "merge/"):
        assert secret not in other
    assert 'ao-dup"' not in client.post(url, {"phone": "0812"}).content.decode()
    assert AuditEntry.objects.filter(action="duplicate.shown").count() == 2
    assert client.post(url, {"phone": FIRST, "email": "x@example.com"}).status_code == 400


def test_a_taken_number_needs_a_reason_on_edit_too(bank: Bank, sign_in: SignIn) -> None:
    make_prospect(bank.citra, "Rahasia", phone=FIRST, email="sama@example.com")
    row = make_prospect(bank.ani, "Sugimin", phone=SECOND)
    client, url = sign_in(bank.ani), f"/prospects/{row.public_id}/edit/"
    body = form_of(row, phone="0812-5550-1423", email="Sama@example.com", notes="Catatan saya")
    refused = client.post(url, body)
    shown = refused.content.decode()
    assert refused.status_code == 422
    assert "Catatan saya" in shown
    assert shown.count("Citra Wulandari") == 2
    assert "Rahasia" not in shown
    assert fresh(row).phone == SECOND
    assert client.post(url, body | {"duplicate_reason": "family"}).status_code == 303
    assert (fresh(row).phone, fresh(row).duplicate_reason) == (FIRST, "family")
    again = form_of(fresh(row), notes="Lagi")
    assert client.post(url, again).status_code == 303  # what it had before asks nothing


def test_a_new_person_is_linked_to_the_record_that_was_found(bank: Bank, sign_in: SignIn) -> None:
    husband = make_prospect(bank.ani, "Hadi", phone=FIRST)
    foreign = make_prospect(bank.citra, "Rahasia", phone=SECOND)
    client = sign_in(bank.ani)
    body = {"name": "Wati", "phone": "0812-5550-1423", "product": bank.kpr.public_id}
    card = client.post("/prospects/new/check/", {"phone": FIRST}).content.decode()
    assert f'value="spouse:{husband.public_id}"' in card
    assert client.post("/prospects/new/", body).status_code == 422
    linked = body | {"duplicate_link": f"spouse:{husband.public_id}"}
    assert client.post("/prospects/new/", linked).status_code == 303
    link = ProspectLink.objects.system("test").get()
    assert (link.prospect.name, link.kind, link.other) == ("Wati", "spouse", husband)
    hidden = body | {
        "phone": "021 5550123", "duplicate_link": f"spouse:{foreign.public_id}",
    }  # fmt: skip
    assert client.post("/prospects/new/", hidden).status_code == 422
    assert ProspectLink.objects.system("test").count() == 1


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ({"name": "Sri Wahyuni Handayani", "birth_date": "12/03/1990"}, True),
        ({"name": "Sri Wahyuny Handayani", "address": "Jalan Melati Raya 18 Bekasi"}, True),
        ({"name": "Sri Wahyuni Handayani", "birth_date": "13/03/1990"}, False),
        ({"name": "Joko Susilo", "birth_date": "12/03/1990"}, False),
        ({"name": "Sri Wahyuni Handayani"}, False),
    ],
)
def test_somebody_alike_is_a_hint_and_stops_nobody(
    bank: Bank, sign_in: SignIn, typed: dict[str, str], is_found: bool
) -> None:
    for owner, name in ((bank.ani, "Sri Wahyuni Handayani"), (bank.budi, "Sri Wahyuni Rahasia")):
        make_prospect(
            owner, name, birth_date=date(1990, 3, 12), address="Jalan Melati Raya 18, Bekasi"
        )
    client = sign_in(bank.ani)
    shown = client.post("/prospects/new/similar/", typed).content.decode()
    assert ("Sri Wahyuni Handayani" in shown) == is_found
    assert "Rahasia" not in shown
    own = Prospect.objects.visible_to(bank.ani).get()
    on_edit = client.post(f"/prospects/{own.public_id}/check/", typed).content.decode()
    assert "Sri Wahyuni" not in on_edit
    assert not AuditEntry.objects.filter(action="duplicate.shown").exists()


def test_many_look_ups_tell_the_heads_and_administrators(bank: Bank) -> None:
    make_prospect(bank.citra, "Rahasia", phone=FIRST)
    for _ in range(duplicates.FLAG_ABOVE + 2):
        duplicates.look_up("phone", FIRST, user=bank.ani, now=NOW)
    run = Run.objects.get(kind="duplicate.flagged")
    mails = CuriosityMail().work(run, NOW)
    assert {mail.recipient_id for mail in mails} == {bank.dewi.pk, bank.admin.pk}
    for mail in mails:
        assert "Ani Lestari" in mail.text
        for secret in ("Rahasia", "1423", FIRST, "Citra"):
            assert secret not in mail.subject + mail.text
    assert CuriosityMail().may_receive(run, bank.dewi, NOW)
    assert not CuriosityMail().may_receive(run, bank.ani, NOW)
    assert not CuriosityMail().may_receive(run, bank.gita, NOW)


@pytest.mark.parametrize(("part", "field"), [("phones", "number"), ("persons", "phone")])
def test_a_number_below_a_prospect_names_who_else_has_it_and_goes_on_with_a_reason(
    bank: Bank, sign_in: SignIn, part: str, field: str
) -> None:
    twin = make_prospect(bank.ani, "Kembarannya", phone=FIRST)
    foreign = make_prospect(bank.citra, "Rahasia", phone=SECOND)
    row = make_prospect(bank.ani, "PT Nusa", kind="company")
    client, url = sign_in(bank.ani), f"/prospects/{row.public_id}/{part}/"
    body = {
        field: "0812-5550-1423", "use": "own", "note": "Catatan saya", "name": "Ratna",
        "role": "finance",
    }  # fmt: skip
    refused = client.post(url, body)
    shown = refused.content.decode()
    assert refused.status_code == 422
    assert f'href="/prospects/{twin.public_id}/"' in shown
    assert 'value="Catatan saya"' in shown
    hidden = client.post(url, body | {field: "021 5550123"})
    other = hidden.content.decode()
    assert hidden.status_code == 422
    assert "Citra Wulandari" in other
    assert "Minta alih" in other
    assert 'name="phone"' in other
    for secret in ("Rahasia", foreign.public_id, foreign.number):
        assert secret not in other
    assert AuditEntry.objects.filter(action="duplicate.shown").count() == 2
    for number in ("0812-5550-1423", "021 5550123"):
        saved = client.post(url, body | {field: number, "duplicate_reason": "workplace"})
        assert saved.status_code == 303
    model: Any = ProspectPhone if part == "phones" else ContactPerson
    rows = list(model.objects.system("test").filter(prospect=row))
    assert {getattr(line, field) for line in rows} == {FIRST, SECOND}
    assert fresh(row).duplicate_reason == ("workplace" if part == "phones" else "")
    line = rows[0]
    change = body | {field: getattr(line, field), "version": line.version, "note": "Lagi"}
    kept = client.post(f"/prospects/{part}/{line.public_id}/", change)
    assert kept.status_code == 303  # what it had before asks nothing
    line.refresh_from_db()
    number = ({FIRST, SECOND} - {getattr(line, field)}).pop()
    new = change | {field: number, "version": line.version}
    assert client.post(f"/prospects/{part}/{line.public_id}/", new).status_code == 422
