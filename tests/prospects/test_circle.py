"""Several numbers, contact persons, links between records."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from org.models import User
from prospects import changes, links, persons, phones
from prospects.links import linked_group
from prospects.models import ContactPerson, Prospect, ProspectLink, ProspectPhone
from prospects.phones import PhoneFacts
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity, make_prospect

SignIn = Callable[[User], Client]
FIRST, SECOND, THIRD = "+6281255501423", "+62215550123", "+6281255509999"


@pytest.fixture(autouse=True)
def on_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def fresh(prospect: Prospect) -> Prospect:
    return Prospect.objects.system("test").get(pk=prospect.pk)


def numbers(prospect: Prospect) -> list[tuple[str, bool]]:
    rows = ProspectPhone.objects.system("test").of(prospect)
    return [(row.number, row.is_primary) for row in rows]


def add(prospect: Prospect, owner: User, number: str, **more: Any) -> ProspectPhone:
    return phones.add_phone(prospect, PhoneFacts(number, **more), actor=owner, now=NOW)


def circle(client: Client, prospect: Prospect) -> str:
    return client.get(f"/prospects/{prospect.public_id}/panels/circle/").content.decode()


def test_the_first_number_stands_in_both_places(bank: Bank) -> None:
    row = make_prospect(bank.ani, phone=FIRST)
    assert numbers(row) == [(FIRST, True)]
    Prospect.objects.system("test").filter(pk=row.pk).update(phone=THIRD)
    assert numbers(row) == [(THIRD, True)]
    add(row, bank.ani, SECOND)
    Prospect.objects.system("test").filter(pk=row.pk).update(phone=SECOND)
    assert numbers(row) == [(SECOND, True), (THIRD, False)]
    Prospect.objects.system("test").filter(pk=row.pk).update(phone="")
    assert numbers(row) == [(THIRD, False)]


def test_every_number_is_found_in_any_spelling(bank: Bank, sign_in: SignIn) -> None:
    row = make_prospect(bank.ani, "Sugimin", phone=FIRST)
    client, url = sign_in(bank.ani), f"/prospects/{row.public_id}/phones/"
    sent = {"number": "(021) 555-0123", "use": "office", "note": "Ekstensi 5"}
    assert client.post(url, sent).status_code == 303
    assert fresh(row).phone == FIRST
    for typed in ("021 5550123", "62215550123", "550123", "0812-5550-1423", "501423"):
        found = client.post("/prospects/search/", {"q": typed}, follow=True)
        assert [line.name for line in found.context["rows"]] == ["Sugimin"], typed
    shown = circle(client, row)
    assert "(021) 5550123" in shown
    assert "Kantor · Ekstensi 5" in shown
    card = sign_in(bank.citra).post("/prospects/new/check/", {"phone": "+62 21 5550123"})
    assert "Ani Lestari" in card.content.decode()
    again = client.post(url, sent | {"idempotency_key": "other"})
    assert again.status_code in {404, 422}


def test_a_number_is_added_once_for_each_press(bank: Bank, sign_in: SignIn) -> None:
    row = make_prospect(bank.ani)
    client, url = sign_in(bank.ani), f"/prospects/{row.public_id}/phones/"
    body = {"number": THIRD, "use": "own", "idempotency_key": "one-press"}
    assert [client.post(url, body).status_code for _ in range(2)] == [303, 303]
    assert numbers(row) == [(THIRD, True)]
    assert fresh(row).phone == THIRD
    twice = client.post(url, body | {"idempotency_key": "second"})
    assert twice.status_code == 422
    assert "sudah tercatat di sini" in twice.content.decode()


def test_another_number_becomes_the_main_one(bank: Bank, sign_in: SignIn) -> None:
    row = make_prospect(bank.ani, phone=FIRST)
    other = add(row, bank.ani, THIRD)
    url = f"/prospects/phones/{other.public_id}/"
    body = {"number": THIRD, "use": "own", "is_primary": "on", "version": other.version}
    client = sign_in(bank.ani)
    assert client.post(url, body).status_code == 303
    assert fresh(row).phone == THIRD
    assert numbers(row) == [(THIRD, True), (FIRST, False)]
    assert client.post(f"{url}remove/").status_code == 303
    assert (fresh(row).phone, numbers(row)) == (FIRST, [(FIRST, True)])
    assert client.post(f"{url}remove/").status_code == 404


def test_a_stale_number_shows_both_values(bank: Bank, sign_in: SignIn) -> None:
    row = make_prospect(bank.ani, phone=FIRST)
    other = add(row, bank.ani, THIRD)
    url = f"/prospects/phones/{other.public_id}/"
    client = sign_in(bank.ani)
    body = {"number": THIRD, "use": "own", "version": other.version}
    assert client.post(url, body | {"note": "Versi pertama"}).status_code == 303
    stale = client.post(url, body | {"note": "Versi kedua"})
    assert stale.status_code == 409
    assert "Versi pertama" in stale.content.decode()
    assert "Versi kedua" in stale.content.decode()


def test_do_not_call_takes_the_buttons_away_everywhere_and_says_why(
    bank: Bank, sign_in: SignIn
) -> None:
    deal = make_opportunity(bank.ani, bank.kpr, "Sugimin", phone=FIRST)
    row = deal.prospect
    client = sign_in(bank.ani)
    main = ProspectPhone.objects.system("test").get()
    pages = (
        f"/prospects/{row.public_id}/", f"/prospects/{row.public_id}/panels/circle/",
        f"/pipeline/{deal.public_id}/", "/today/",
    )  # fmt: skip
    monday = NOW + timedelta(days=1)
    with time_machine.travel(monday, tick=False):
        client.force_login(bank.ani)
        assert all(f"tel:{FIRST}" in client.get(page).content.decode() for page in pages)
        body = {"number": FIRST, "use": "own", "do_not_call": "on", "version": main.version}
        assert client.post(f"/prospects/phones/{main.public_id}/", body).status_code == 303
        for page in pages:
            shown = client.get(page).content.decode()
            assert "tel:" not in shown, page
            assert "wa.me" not in shown, page
            assert "Jangan dihubungi" in shown, page


def test_a_corrected_number_keeps_its_bar_and_another_brings_its_own(bank: Bank) -> None:
    row = make_prospect(bank.ani, phone=FIRST)
    main = ProspectPhone.objects.system("test").get()
    facts = PhoneFacts(FIRST, do_not_call=True)
    phones.change_phone(main, facts, version=main.version, actor=bank.ani, now=NOW)
    values = {"phone": THIRD}
    changes.change_prospect(row, values, version=fresh(row).version, actor=bank.ani, now=NOW)
    assert fresh(row).is_phone_barred
    other = add(row, bank.ani, SECOND)
    facts = PhoneFacts(SECOND, is_primary=True)
    phones.change_phone(other, facts, version=other.version, actor=bank.ani, now=NOW)
    assert (fresh(row).phone, fresh(row).is_phone_barred) == (SECOND, False)


@pytest.fixture
def company(bank: Bank) -> Prospect:
    return make_prospect(bank.ani, "PT Nusa Cipta", kind="company", phone=SECOND)


def test_a_company_has_people_with_roles(bank: Bank, sign_in: SignIn, company: Prospect) -> None:
    client, url = sign_in(bank.ani), f"/prospects/{company.public_id}/persons/"
    sent = {"name": "Ratna Dewi", "role": "finance", "title": "Manajer", "phone": "08125550 9999"}
    assert client.post(url, sent).status_code == 303
    assert client.post(url, {"role": "finance"}).status_code == 422
    person = ContactPerson.objects.system("test").get()
    shown = circle(client, company)
    assert "Ratna Dewi" in shown
    assert "Keuangan · Manajer · 0812-5550-9999" in shown
    found = client.post("/prospects/search/", {"q": "ratna"}, follow=True)
    assert [line.name for line in found.context["rows"]] == ["PT Nusa Cipta"]
    change = f"/prospects/persons/{person.public_id}/"
    body = sent | {"role": "director", "version": person.version}
    assert client.post(change, body).status_code == 303
    assert client.post(change, body | {"name": "Lain"}).status_code == 409
    assert client.post(f"{change}remove/").status_code == 303
    assert "Ratna" not in circle(client, company)
    assert "ratna" not in fresh(company).search_text
    private = make_prospect(bank.ani, "Sugimin")
    refused = client.post(f"/prospects/{private.public_id}/persons/", sent)
    assert refused.status_code == 422
    assert "Hanya perusahaan yang memiliki narahubung" in refused.content.decode()
    assert not ContactPerson.objects.system("test").exists()


def link(client: Client, prospect: Prospect, kind: str, other: Prospect | None, **more: str) -> int:
    body = {"kind": kind, "other": other.public_id if other else ""} | more
    return client.post(f"/prospects/{prospect.public_id}/links/", body).status_code


def test_both_ends_show_a_link_with_its_own_word(bank: Bank, sign_in: SignIn) -> None:
    child, parent = make_prospect(bank.ani, "Anaknya"), make_prospect(bank.ani, "Bapaknya")
    client = sign_in(bank.ani)
    assert link(client, child, "parent", parent) == 303
    assert "Orang tua" in circle(client, child)
    assert "Bapaknya" in circle(client, child)
    assert "Anak<" in circle(client, parent)
    assert "Anaknya" in circle(client, parent)
    assert link(client, parent, "child", child) == 422
    assert link(client, child, "spouse", None, other_name="Tanpa Catatan") == 303
    assert "Tanpa Catatan" in circle(client, child)
    row = ProspectLink.objects.system("test").get(other=parent)
    assert client.post(f"/prospects/links/{row.public_id}/remove/").status_code == 303
    assert "Bapaknya" not in circle(client, child)


def test_only_records_in_reach_are_found_and_linked(bank: Bank, sign_in: SignIn) -> None:
    row, own = make_prospect(bank.ani, "Sugimin"), make_prospect(bank.ani, "Wati Satu")
    foreign = make_prospect(bank.budi, "Wati Rahasia", phone=FIRST)
    client = sign_in(bank.ani)
    search = f"/prospects/{row.public_id}/links/search/"
    shown = client.post(search, {"text": "wati"}).content.decode()
    assert own.public_id in shown
    assert "Rahasia" not in shown
    assert "Rahasia" not in client.post(search, {"text": "0812-5550-1423"}).content.decode()
    assert link(client, row, "spouse", foreign) == 422
    assert link(client, row, "spouse", row) == 422
    assert link(client, row, "spouse", None) == 422
    assert not ProspectLink.objects.system("test").exists()


def test_who_does_not_see_the_other_end_reads_the_kind_alone(bank: Bank, sign_in: SignIn) -> None:
    row, other = make_prospect(bank.ani, "Sugimin"), make_prospect(bank.ani, "Rahasianya")
    links.add_link(row, "guarantor", other=other, note="Catatan gelap", actor=bank.ani, now=NOW)
    changes.reassign_prospect(other, to=bank.citra, actor=bank.hana, now=NOW)
    shown = circle(sign_in(bank.ani), row)
    far = circle(sign_in(bank.citra), other)
    assert "Penjamin" in shown
    assert "Menjamin" in far
    for secret in ("Rahasianya", "Catatan gelap", other.public_id, other.number):
        assert secret not in shown
    for secret in ("Sugimin", "Catatan gelap", row.public_id, row.number):
        assert secret not in far
    assert "Rahasianya" in circle(sign_in(bank.hana), row)


def test_what_hangs_below_follows_a_hand_over(bank: Bank, company: Prospect) -> None:
    add(company, bank.ani, THIRD)
    values = dict.fromkeys(persons.FIELDS, "") | {
        "name": "Ratna", "role": "hr", "do_not_call": False,
    }  # fmt: skip
    persons.add_person(company, values, actor=bank.ani, now=NOW)
    links.add_link(company, "group", other_name="Grup Nusa", actor=bank.ani, now=NOW)
    changes.reassign_prospect(company, to=bank.citra, actor=bank.hana, now=NOW)
    for model in (ProspectPhone, ContactPerson, ProspectLink):
        rows = model.objects.system("test")
        assert {(row.owner, row.branch) for row in rows} == {(bank.citra, bank.b)}


def test_the_group_of_a_debtor_is_followed_over_spouse_and_companies(bank: Bank) -> None:
    names = ("debtor", "wife", "company", "sister", "guarantor", "stranger")
    rows = {name: make_prospect(bank.ani, name) for name in names}

    def join(one: str, kind: str, other: str) -> None:
        links.add_link(rows[one], kind, other=rows[other], actor=bank.ani, now=NOW)

    join("debtor", "spouse", "wife")
    join("company", "company_owner", "wife")
    join("company", "group", "sister")
    join("debtor", "guarantor", "guarantor")
    group = linked_group(rows["debtor"])
    assert group.spouses == {rows["wife"].pk}
    assert group.group == {rows["company"].pk, rows["sister"].pk}
    assert group.members == {rows[name].pk for name in names[:4]}
    # What was put away is still owed; a twin that was merged is told by the other record.
    changes.archive_prospect(rows["company"], actor=bank.ani, now=NOW)
    assert linked_group(rows["debtor"]).members == group.members
    Prospect._unscoped.filter(pk=rows["company"].pk).update(merged_into=rows["stranger"])
    assert linked_group(rows["debtor"]).members == {rows["debtor"].pk, rows["wife"].pk}


def test_the_database_refuses_a_second_main_number(bank: Bank) -> None:
    row = make_prospect(bank.ani, phone=FIRST)
    add(row, bank.ani, THIRD)
    with pytest.raises(Exception, match="phone_one_primary"), connection.cursor() as cursor:
        cursor.execute("UPDATE prospects_prospectphone SET is_primary = true")


def test_an_unseen_prospect_takes_no_number(bank: Bank) -> None:
    row = make_prospect(bank.ani)
    with pytest.raises(Prospect.DoesNotExist):
        add(row, bank.budi, FIRST)
    with pytest.raises(ValidationError):
        add(row, bank.ani, "0812")
