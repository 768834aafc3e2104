"""What every page of the administration has: list, search, form, conflict, history."""

import re

import pytest
from django.test import Client

from org.models import AuditEntry, Region
from tests.factories.bank import Bank

LIST = "/administration/regions/"


@pytest.fixture
def admin(bank: Bank) -> Client:
    client = Client()
    client.force_login(bank.admin)
    return client


def text_of(response) -> str:
    return re.sub(r"<[^>]+>", " ", response.content.decode())


def hidden(response, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())[1]


def test_a_row_opens_beside_the_list(bank: Bank, admin: Client) -> None:
    page = admin.get(LIST, {"id": bank.java.public_id})
    assert "Kanwil Timur" in text_of(page)
    assert 'value="Kanwil Jawa"' in page.content.decode()
    part = admin.get(LIST, {"id": bank.java.public_id}, headers={"HX-Target": "adm"})
    assert "<html" not in part.content.decode()
    assert 'value="Kanwil Jawa"' in part.content.decode()
    assert admin.get(LIST, {"id": "x" * 16}).status_code == 404


def test_a_search_leaves_no_text_in_the_address(bank: Bank, admin: Client) -> None:
    answer = admin.post(LIST, {"q": "timur"})
    assert answer.status_code == 303
    assert "timur" not in answer.url.lower()
    page = text_of(admin.get(answer.url))
    assert "Kanwil Timur" in page
    assert "Kanwil Jawa" not in page
    assert "Kanwil Jawa" in text_of(admin.get(LIST, {"s": "nonsense"}))


def test_a_row_is_added_once_and_changed_with_a_trace(bank: Bank, admin: Client) -> None:
    form = admin.get(LIST, {"id": "new"})
    body = {
        "code": "R3",
        "name": "Kanwil Utara",
        "idempotency_key": hidden(form, "idempotency_key"),
    }
    first, second = (admin.post(f"{LIST}add/", body) for _ in range(2))
    assert (first.status_code, first.url) == (303, second.url)
    region = Region.objects.get(code="R3")
    changed = {"code": "R3", "name": "Kanwil Sumatra", "version": region.version}
    assert admin.post(f"{LIST}{region.public_id}/", changed).status_code == 303
    history = text_of(admin.get(LIST, {"id": region.public_id, "tab": "history"}))
    assert re.search(r"Kanwil Utara\s+→\s+Kanwil Sumatra", history)
    assert history.count("Admin Portal ·") == 2
    actions = AuditEntry.objects.filter(object_id=region.public_id).order_by("id")
    assert [entry.action for entry in actions] == ["added", "changed"]
    assert actions[0].actor == bank.admin


def test_the_same_key_with_other_words_is_refused(bank: Bank, admin: Client) -> None:
    body = {"code": "R3", "name": "Kanwil Utara", "idempotency_key": "k" * 16}
    assert admin.post(f"{LIST}add/", body).status_code == 303
    assert admin.post(f"{LIST}add/", body | {"code": "R4"}).status_code == 409
    assert not Region.objects.filter(code="R4").exists()


def test_a_stale_form_shows_both_values(bank: Bank, admin: Client) -> None:
    url, body = f"{LIST}{bank.java.public_id}/", {"code": "R1", "version": bank.java.version}
    assert admin.post(url, body | {"name": "Kanwil Satu"}).status_code == 303
    answer = admin.post(url, body | {"name": "Kanwil Dua"})
    assert answer.status_code == 409
    assert {"Kanwil Satu", "Kanwil Dua"} <= set(re.findall(r"Kanwil \w+", text_of(answer)))
    mine = body | {"name": "Kanwil Dua", "version": hidden(answer, "version")}
    assert admin.post(url, mine).status_code == 303
    bank.java.refresh_from_db()
    assert bank.java.name == "Kanwil Dua"


def test_a_wrong_form_stays_beside_the_list(bank: Bank, admin: Client) -> None:
    for headers in ({}, {"HX-Request": "true", "HX-Target": "adm"}):
        answer = admin.post(f"{LIST}add/", {"code": "R1", "name": "Kanwil Tiga"}, headers=headers)
        assert answer.status_code == 422
        assert 'value="Kanwil Tiga"' in answer.content.decode()
        assert ("<html" in answer.content.decode()) is not bool(headers)


@pytest.mark.parametrize("name", ["dewi", "ani", "eko", "hana"])
def test_others_stay_outside(bank: Bank, client: Client, name: str) -> None:
    client.force_login(bank.people[name])
    for url in (LIST, f"{LIST}{bank.java.public_id}/", f"{LIST}{'x' * 16}/"):
        assert client.get(url).status_code == 403
    body = {"code": "R9", "name": "Kanwil Sembilan"}
    assert client.post(f"{LIST}add/", body).status_code == 403
    # Head office keeps products and rates, a head the territories of his branch.
    of_hers = 200 if name in {"hana", "dewi"} else 403
    assert client.get("/administration/").status_code == of_hers
    assert not Region.objects.filter(code="R9").exists()


def test_the_side_menu_is_that_of_the_administration(bank: Bank, admin: Client) -> None:
    page = admin.get(LIST).content.decode()
    assert "<small>Administrasi</small>" in page
    assert 'href="/administration/users/"' in page
    assert text_of(admin.get("/administration/")).count("Pengguna") >= 1
