"""Who holds a person, asked for and answered; and who covers a place, for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from org.models import AuditEntry
from prospects.models import Prospect, Territory, TransferRequest
from tests.api.program import Program, fields, problem
from tests.factories.bank import Bank
from tests.factories.prospects import make_prospect

Begin = Callable[..., Program]
PHONE = "0812-5550-1234"


def asked(bank: Bank, program: Begin, key: str = "k1") -> dict[str, Any]:
    """Let Citra ask for a prospect of Ani's; return the request as she reads it."""
    sent = {"phone": PHONE, "reason": "Teman lama"}
    answer = program(bank.citra).post("/transfers", sent, key=key)
    assert answer.status_code == 201, answer.content
    row: dict[str, Any] = answer.json()["items"][0]
    return row


def test_a_held_person_is_asked_for_once_and_not_named(bank: Bank, program: Begin) -> None:
    make_prospect(bank.ani, "Kenari Ani", phone="+6281255501234")
    make_prospect(bank.citra, "Sugimin", email="s@contoh.example")
    row = asked(bank, program)
    assert (row["holder"]["name"], row["prospect"], row["state"]) == (
        "Ani Lestari", None, "waiting",
    )  # fmt: skip
    assert row["answer_by"] == "2026-11-20"
    assert [asked(bank, program, key)["id"] for key in ("k1", "k2")] == [row["id"]] * 2
    rows = TransferRequest.objects.system("test")
    assert (rows.get().reason, rows.get().requester) == ("Teman lama", bank.citra)
    citra = program(bank.citra)
    listed = citra.get("/transfers", asked="by_me")
    assert [item["id"] for item in listed.json()["items"]] == [row["id"]]
    assert "Kenari" not in json.dumps(listed.json())
    assert citra.get("/transfers").json()["items"] == [], "her own waits for somebody else"
    shown = AuditEntry.objects.filter(action="duplicate.shown", actor=bank.citra)
    assert shown.filter(detail__is_visible=False).count() == 2, "the repeated key tells nothing new"

    for sent in (
        {"email": "s@contoh.example"},
        {"phone": "0812-9999-0000"},
        {"phone": "0812-5550"},
    ):
        assert fields(citra.post("/transfers", sent, key="k3")) == {""}
    assert shown.filter(detail__is_visible=True).count() == 1, "also a refusal is an answer"
    assert (
        problem(citra.post("/transfers", {"phone": PHONE}, key="k1"), 409)["code"] == "key_reused"
    )
    problem(program(bank.rudi).post("/transfers", {"phone": PHONE}, key="k1"), 403)
    problem(program(bank.citra, "read").post("/transfers", {"phone": PHONE}, key="k4"), 403)
    assert rows.count() == 1


def test_the_holder_or_his_head_answers_once(bank: Bank, program: Begin) -> None:
    made = make_prospect(bank.ani, "Sugimin", phone="+6281255501234")
    row = asked(bank, program)
    dewi, ani = program(bank.dewi), program(bank.ani)
    waiting = ani.get("/transfers").json()["items"]
    assert [(item["prospect"]["name"], item["reason"]) for item in waiting] == [
        ("Sugimin", "Teman lama")
    ]
    here, yes = f"/transfers/{row['id']}/answer", {"is_granted": True}
    for stranger in (bank.budi, bank.citra):
        problem(program(stranger).post(here, yes, key="k1"), 404)
    for reader in (bank.rudi, bank.eko):
        problem(program(reader).post(here, yes, key="k1"), 403)
    problem(program(bank.dewi, "read").post(here, yes, key="k1"), 403)
    assert fields(dewi.post(here, {"is_granted": "ya"}, key="k1")) == {"is_granted"}
    first = dewi.post(here, yes, key="k1")
    assert (first.status_code, first.json()["state"]) == (200, "granted")
    assert dewi.post(here, yes, key="k1").json() == first.json()
    late = problem(ani.post(here, {"is_granted": False}, key="k1"), 409)
    assert late["code"] == "conflict"
    assert Prospect.objects.system("test").get(pk=made.pk).owner == bank.citra
    own = program(bank.citra).get("/transfers", asked="by_me").json()["items"][0]
    assert own["prospect"] == {"id": made.public_id, "name": "Sugimin"}, "now she holds him"

    program(bank.ani).post("/transfers", {"phone": PHONE}, key="k1")
    back = program(bank.citra).get("/transfers").json()["items"][0]["id"]
    no = program(bank.citra).post(f"/transfers/{back}/answer", {"is_granted": False}, key="k2")
    assert (no.json()["state"], no.json()["holder"]["name"]) == ("refused", "Citra Wulandari")
    assert Prospect.objects.system("test").get(pk=made.pk).owner == bank.citra


def test_a_place_is_given_to_who_covers_it(bank: Bank, program: Begin) -> None:
    dewi, branch = program(bank.dewi), bank.a.public_id
    sent = {"area": "Coblong", "branch": branch, "officer": bank.ani.public_id}
    made = dewi.post("/territories", sent, key="k1")
    assert made.status_code == 201, made.content
    assert dewi.post("/territories", sent, key="k1").json() == made.json()
    row = made.json()
    assert (row["area_code"], row["officer"]["name"]) == ("327302", "Ani Lestari")
    assert dewi.post("/territories", sent, key="k2").status_code == 422, "covered already"
    assert fields(dewi.post("/territories", sent | {"area": "Jawa Barat"}, key="k3")) == {"area"}
    far = {"branch": bank.b.public_id, "officer": bank.citra.public_id}
    assert fields(dewi.post("/territories", sent | far, key="k4")) == {"branch", "officer"}
    city = {"area": "Kota Bandung", "branch": branch}
    assert dewi.post("/territories", city, key="k5").json()["officer"] is None

    here = f"/territories/{row['id']}"
    moved = dewi.patch(here, {"version": 1, "officer": bank.budi.public_id}).json()
    assert (moved["officer"]["name"], moved["area"]) == ("Budi Santosa", row["area"])
    late = problem(dewi.patch(here, {"version": 1, "officer": bank.ani.public_id}), 409)
    assert late["conflicts"] == [
        {"field": "officer", "yours": bank.ani.public_id, "current": bank.budi.public_id}
    ]
    assert dewi.patch(here, {"version": 2, "officer": None}).json()["officer"] is None
    covering = program(bank.ani).get("/territories", place="327302").json()["items"]
    assert [item["area_code"] for item in covering] == ["327302", "3273"]
    assert len(program(bank.ani).get("/territories", place="327301").json()["items"]) == 1
    assert program(bank.citra).get("/territories").json()["items"] == [], "another branch"

    far_row = Territory.objects.create(branch=bank.b, area_code="3204", area_name="Bandung")
    problem(dewi.patch(f"/territories/{far_row.public_id}", {"version": 1}), 404)
    assert len(dewi.get("/territories").json()["items"]) == 2
    problem(program(bank.citra).patch(here, {"version": 3}), 404)
    for person in (bank.ani, bank.eko, bank.hana):
        problem(program(person).patch(here, {"version": 3}), 403)
        problem(program(person).post("/territories", sent, key="k6"), 403)
    problem(program(bank.dewi, "read").post(f"{here}/removal", {"version": 3}), 403)
    assert problem(dewi.post(f"{here}/removal", {"version": 1}), 409)["code"] == "stale"
    assert dewi.post(f"{here}/removal", {"version": 3}).json()["area_code"] == "327302"
    problem(dewi.post(f"{here}/removal", {"version": 3}), 404)
    assert Territory.objects.get(branch=bank.a).area_code == "3273"
    noted = AuditEntry.objects.filter(object_type="territory").values_list("action", flat=True)
    assert list(noted.order_by("pk")) == ["added", "added", "changed", "changed", "removed"]
