"""Labels, views, consents, needs, papers, partners and look-ups for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from org.models import AuditEntry
from prospects import restriction
from prospects.models import Consent, Need, Partner, PartnerContact, SavedView, TimelineEntry
from prospects.tables.layout import save_view
from tests.api.program import Program, fields, problem
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity, make_prospect

Begin = Callable[..., Program]
NIK = "3273014508900001"


def names(answer: Any) -> list[str]:
    return [item["name"] for item in answer.json()["items"]]


def test_labels_are_put_on_and_taken_off(bank: Bank, program: Begin) -> None:
    row, ani = make_prospect(bank.ani, "Sugimin"), program(bank.ani)
    here = f"/prospects/{row.public_id}/labels"
    for _twice in range(2):
        assert names(ani.post(here, {"name": "Prioritas"})) == ["Prioritas"]
    assert names(program(bank.budi).get("/labels")) == ["Prioritas"]
    assert TimelineEntry.objects.filter(kind="prospect_tagged").count() == 1
    assert fields(ani.post(here, {"name": "!!"})) == {"name"}
    problem(program(bank.budi).post(here, {"name": "Lain"}), 404)
    problem(program(bank.rudi).post(here, {"name": "Lain"}), 403)
    problem(program(bank.ani, "read").post(here, {"name": "Lain"}), 403)
    assert names(ani.post(here, {"name": "prioritas", "is_on": False})) == []
    assert names(program(bank.citra).get("/labels")) == [], "labels belong to a branch"


def test_views_are_ones_own_and_shared(bank: Bank, program: Begin) -> None:
    made = {"columns": [], "now": NOW}
    save_view("prospects", "Lewat", {"step": "late"}, share="own", user=bank.ani, **made)
    save_view("prospects", "Tim", {"step": "none"}, share="team", user=bank.tono, **made)
    save_view("opportunities", "Cabang", {"status": "any"}, share="branch", user=bank.dewi, **made)
    ani = program(bank.ani)
    assert names(ani.get("/views")) == ["Cabang", "Lewat", "Tim"]
    lewat = ani.get("/views", table="prospects").json()["items"][0]
    assert (lewat["query"], lewat["is_own"]) == ({"step": "late"}, True)
    assert names(program(bank.citra).get("/views")) == []
    assert fields(ani.get("/views", table="lain")) == {"table"}
    assert SavedView.objects.count() == 3


def test_a_consent_is_given_once_and_taken_back(bank: Bank, program: Begin) -> None:
    row, ani = make_prospect(bank.ani, "Sugimin"), program(bank.ani)
    here = f"/prospects/{row.public_id}/consents"
    sent = {"purpose": "offers", "channel": "phone", "medium": "paper", "given_on": "2026-11-17",
            "reference": "PR-1/261117"}  # fmt: skip
    first = ani.post(here, sent, key="k1")
    assert (first.status_code, ani.post(here, sent, key="k1").json()) == (201, first.json())
    assert first.json()["given_at"] == "2026-11-17T12:00:00+07:00"
    assert Consent.objects.visible_to(bank.ani).count() == 1
    problem(ani.post(here, sent, key="k2"), 422)
    assert fields(ani.post(here, sent | {"channel": ""}, key="k3")) == {"channel"}
    assert fields(ani.post(here, sent | {"given_on": "2026-11-19"}, key="k4")) == {"given_on"}
    recorded = {"purpose": "slik", "medium": "recorded"}
    assert fields(ani.post(here, recorded, key="k5")) == {"reference"}
    problem(program(bank.budi).get(here), 404)
    assert program(bank.rudi).get(here).status_code == 200
    problem(program(bank.rudi).post(here, sent, key="k6"), 403)

    restriction.restrict(row, why="permintaan", actor=bank.dewi, now=NOW)
    locked = problem(ani.post(here, recorded | {"reference": "R1"}, key="k7"), 409)
    assert locked["code"] == "locked"
    away = f"/consents/{first.json()['id']}/withdrawal"
    for _twice in range(2):
        answer = ani.post(away, {"medium": "message", "note": "Lewat WhatsApp"})
        assert answer.status_code == 200, "taking back is always possible"
    assert answer.json()["withdrawn_medium"] == "message"
    assert answer.json()["stop_by"].startswith("2026-11-21")
    problem(program(bank.citra).post(away, {"medium": "message"}), 404)
    assert len(ani.get(here).json()["items"]) == 1


def test_a_need_is_recorded_and_changed(bank: Bank, program: Begin) -> None:
    row, ani, dewi = make_prospect(bank.ani, "Sugimin"), program(bank.ani), program(bank.dewi)
    here = f"/prospects/{row.public_id}/needs"
    sent = {"purpose": "home", "amount": 600_000_000, "wanted_on": "2027-01-31"}
    purpose = sorted(Need._meta.get_field("purpose").choices or [])[0][0]
    made = ani.post(here, sent | {"purpose": purpose}, key="k1").json()
    assert ani.post(here, sent | {"purpose": purpose}, key="k1").json() == made
    assert (made["amount"], made["wanted_on"], made["state"]) == (600_000_000, "2027-01-31", "open")
    address = f"/needs/{made['id']}"
    changed = ani.patch(address, {"version": 1, "state": "met"}).json()
    assert (changed["state"], changed["amount"], changed["version"]) == ("met", 600_000_000, 2)
    late = problem(dewi.patch(address, {"version": 1, "amount": 5}), 409)
    assert late["conflicts"] == [{"field": "amount", "yours": 5, "current": 600_000_000}]
    assert ani.patch(address, {"version": 2, "amount": None}).json()["amount"] is None
    assert fields(ani.post(here, {"purpose": "entah"}, key="k2")) == {"purpose"}
    problem(program(bank.budi).patch(address, {"version": 3}), 404)
    problem(program(bank.rudi).patch(address, {"version": 3}), 403)
    assert len(ani.get(here).json()["items"]) == 1


def test_papers_are_read_and_received(bank: Bank, program: Begin) -> None:
    deal, ani = make_opportunity(bank.ani, bank.kpr, "Sugimin"), program(bank.ani)
    here = f"/opportunities/{deal.public_id}/documents"
    before = ani.get(here).json()
    ktp = next(item for item in before["items"] if item["code"] == "ktp")
    assert (before["received"], ktp["state"], ktp["version"]) == (0, "missing", 0)
    sent = {"version": 0, "code": "ktp", "received_on": "2026-11-18", "note": "Asli"}
    after = ani.patch(here, sent).json()
    ktp = next(item for item in after["items"] if item["code"] == "ktp")
    assert (after["received"], ktp["state"], ktp["version"]) == (1, "received", 1)
    assert problem(ani.patch(here, sent), 409)["code"] == "stale"
    assert fields(ani.patch(here, sent | {"code": "entah"})) == {"code"}
    late = sent | {"version": 1, "received_on": "2026-11-19"}
    assert fields(ani.patch(here, late)) == {"received_on"}
    problem(program(bank.budi).get(here), 404)
    assert program(bank.gita).get(here).status_code == 200
    problem(program(bank.gita).patch(here, sent | {"version": 1}), 403)


def test_partners_are_read(bank: Bank, program: Begin) -> None:
    for name in ("PT Graha Asri", "PT Bumi Makmur"):
        row = Partner(kind="developer", name=name, officer=bank.ani, branch=bank.a)
        row.clean()
        row.save()
    PartnerContact.objects.create(partner=row, name="Wulan", phone="+6281255500001")
    ani = program(bank.ani)
    assert names(ani.get("/partners")) == ["PT Bumi Makmur", "PT Graha Asri"]
    assert names(ani.get("/partners", name="asri")) == ["PT Graha Asri"]
    assert names(ani.get("/partners", kind="notary")) == []
    whole = ani.get(f"/partners/{row.public_id}").json()
    assert whole["contacts"][0]["name"] == "Wulan"
    assert whole["officer"]["name"] == "Ani Lestari"
    problem(ani.patch(f"/partners/{row.public_id}", {"version": 1}), 405)
    problem(program(bank.admin).get("/partners"), 403)


def test_a_look_up_tells_little_of_others_and_is_written_down(bank: Bank, program: Begin) -> None:
    make_prospect(bank.citra, "Kenari Citra", phone="+6281255501234", nik=NIK)
    mine = make_prospect(bank.ani, "Sugimin", email="s@contoh.example")
    ani = program(bank.ani, "read")
    foreign = ani.post("/duplicates", {"phone": "0812-5550-1234", "nik": NIK})
    assert [match["by"] for match in foreign.json()["matches"]] == ["phone", "nik"]
    assert {match["owner"] for match in foreign.json()["matches"]} == {"Citra Wulandari"}
    assert "Kenari" not in json.dumps(foreign.json())
    assert all(match["id"] is None for match in foreign.json()["matches"])
    own = ani.post("/duplicates", {"email": "S@contoh.example"}).json()["matches"]
    assert own[0]["id"] == mine.public_id
    assert ani.post("/duplicates", {"phone": "0812-5550"}).json()["matches"] == []
    assert AuditEntry.objects.filter(action="duplicate.shown", actor=bank.ani).count() == 3
    assert NIK not in str(list(AuditEntry.objects.values()))
    problem(program(bank.rudi).post("/duplicates", {"phone": "0812-5550-1234"}), 403)
