"""Numbers, contact persons and links of people, written by programs."""

from collections.abc import Callable

import pytest

from prospects.models import ContactPerson, Prospect, ProspectLink
from tests.api.program import Program, fields, problem
from tests.factories.bank import Bank
from tests.factories.prospects import make_prospect

pytestmark = pytest.mark.django_db

Begin = Callable[..., Program]


def test_contact_persons_come_and_go(bank: Bank, program: Begin) -> None:
    company = make_prospect(bank.ani, "PT Karya", kind="company")
    make_prospect(bank.citra, "Wati", phone="+6281255501423")
    here, ani = f"/prospects/{company.public_id}/contact-persons", program(bank.ani)
    new = {"name": "Rina", "role": "director", "email": "rina@karya.example"}
    made = ani.post(here, new, key="k1")
    assert made.status_code == 201, made.content
    row = made.json()
    assert ani.post(here, new, key="k1").json() == row
    assert ContactPerson._unscoped.count() == 1
    assert fields(ani.post(here, new | {"email": "rina"}, key="k2")) == {"email"}
    private = make_prospect(bank.ani, "Sugimin")
    problem(ani.post(f"/prospects/{private.public_id}/contact-persons", new, key="k5"), 422)
    address = f"/contact-persons/{row['id']}"
    taken = {"version": 1, "phone": "0812-5550-1423"}
    known = problem(ani.patch(address, taken), 409)
    assert (known["code"], known["matches"][0]["owner"]) == ("duplicate", bank.citra.full_name)
    assert "id" not in known["matches"][0], "a record out of reach"
    office = taken | {"duplicate_reason": "family"}
    changed = ani.patch(address, office).json()
    assert (changed["phone"], changed["email"]) == ("+6281255501423", "rina@karya.example")
    stale = problem(ani.patch(address, {"version": 1, "name": "Rini"}), 409)
    assert stale["conflicts"] == [{"field": "name", "yours": "Rini", "current": "Rina"}]
    problem(program(bank.budi).patch(address, office), 404)
    problem(program(bank.budi).post(f"{address}/removal", {}), 404)
    for person in (bank.eko, bank.rudi):
        problem(program(person).post(here, new, key="k3"), 403)
        problem(program(person).post(f"{address}/removal", {}), 403)
    reader = program(bank.ani, "read")
    assert problem(reader.post(here, new, key="k4"), 403)["code"] == "token_reads_only"
    assert ani.get(f"/prospects/{company.public_id}").json()["contacts"] == [changed]
    assert ani.post(f"{address}/removal", {}).json()["id"] == row["id"]
    problem(ani.post(f"{address}/removal", {}), 404)


def test_a_number_of_somebody_else_needs_a_reason_and_goes_again(
    bank: Bank, program: Begin
) -> None:
    make_prospect(bank.citra, "Wati", phone="+6281255501423")
    person = make_prospect(bank.ani, phone="+6281255507777")
    here, ani = f"/prospects/{person.public_id}/phones", program(bank.ani)
    number = {"number": "0812-5550-1423"}
    assert problem(ani.post(here, number, key="k1"), 409)["code"] == "duplicate"
    shared = ani.post(here, number | {"duplicate_reason": "family"}, key="k2").json()
    address = f"/phones/{shared['id']}"
    assert ani.patch(address, {"version": 1, "note": "Istri"}).status_code == 200, "kept: no twin"
    problem(program(bank.budi).post(f"{address}/removal", {}), 404)
    problem(program(bank.eko).post(f"{address}/removal", {}), 403)
    assert ani.post(f"{address}/removal", {}).json()["note"] == "Istri"
    numbers = ani.get(f"/prospects/{person.public_id}").json()["phones"]
    assert [one["number"] for one in numbers] == ["+6281255507777"]


def test_links_are_read_from_both_ends_and_taken_away_at_one(bank: Bank, program: Begin) -> None:
    husband, wife = make_prospect(bank.ani), make_prospect(bank.ani, "Wati")
    stranger = make_prospect(bank.citra, "Joko")
    here, ani = f"/prospects/{husband.public_id}/links", program(bank.ani)
    spouse = {"kind": "spouse", "other": wife.public_id, "note": "Buku nikah"}
    made = ani.post(here, spouse, key="k1")
    assert made.status_code == 201, made.content
    link = made.json()
    assert (link["prospect"]["name"], link["is_hidden"]) == ("Wati", False)
    assert ani.post(here, spouse, key="k1").json() == link
    problem(ani.post(here, spouse, key="k2"), 422)  # recorded already
    assert ProspectLink._unscoped.count() == 1
    far = {"kind": "guarantor", "other": stranger.public_id}
    assert fields(ani.post(here, far, key="k3")) == {"other"}
    assert fields(ani.post(here, {"kind": "group"}, key="k4")) == {"other_name"}
    named = ani.post(here, {"kind": "employer", "other_name": "PT Karya"}, key="k5").json()
    assert (named["name"], named["prospect"]) == ("PT Karya", None)
    (back,) = ani.get(f"/prospects/{wife.public_id}").json()["links"]
    assert (back["id"], back["kind"]) == (None, "spouse"), "taken away at the other end"
    Prospect.objects.system("a test hands her over").filter(pk=wife.pk).update(
        owner=bank.citra, branch=bank.citra.branch
    )
    hidden = ani.get(f"/prospects/{husband.public_id}").json()["links"][0]
    assert (hidden["name"], hidden["note"], hidden["is_hidden"]) == ("", "", True)
    address = f"/links/{link['id']}/removal"
    problem(program(bank.citra).post(address, {}), 404)
    problem(program(bank.eko).post(address, {}), 403)
    problem(program(bank.budi).post(here, spouse, key="k6"), 404)
    problem(program(bank.ani, "read").post(address, {}), 403)
    assert ani.post(address, {}).json()["kind"] == "spouse"
    problem(ani.post(address, {}), 404)
