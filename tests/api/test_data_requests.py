"""What persons ask about their data, recorded and answered by programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.outbox.models import Run
from org.models import ReadEntry
from prospects.models import DataRequest, Opportunity, Prospect
from tests.api.program import Program, fields, problem
from tests.factories.bank import Bank
from tests.factories.prospects import make_opportunity, make_prospect

Begin = Callable[..., Program]
SENT = {"kind": "access", "medium": "phone", "received_on": "2026-11-17", "received_hour": "16.30"}


def ids(answer: Any) -> list[str]:
    return [item["id"] for item in answer.json()["items"]]


def test_a_request_is_recorded_once_and_answered_in_steps(bank: Bank, program: Begin) -> None:
    person, ani, dewi = make_prospect(bank.ani, "Sugimin"), program(bank.ani), program(bank.dewi)
    here = f"/prospects/{person.public_id}/data-requests"
    first = ani.post(here, SENT, key="k1")
    assert first.status_code == 201, first.content
    assert ani.post(here, SENT, key="k1").json() == first.json()
    row = first.json()
    assert (row["received_at"], row["due_at"]) == (
        "2026-11-17T16:30:00+07:00", "2026-11-20T16:30:00+07:00",
    )  # fmt: skip
    assert row["steps"] == [], "an officer records and does not answer"
    problem(ani.post(here, SENT, key="k2"), 422)
    late = SENT | {"received_on": "2026-11-19", "kind": "correction"}
    assert fields(ani.post(here, late, key="k3")) == {"received_on"}
    assert fields(ani.post(here, SENT | {"received_hour": "25.00"}, key="k4")) == {"received_hour"}
    problem(program(bank.budi).post(here, SENT, key="k5"), 404)
    for reader in (bank.rudi, bank.gita, bank.eko):
        problem(program(reader).post(here, SENT, key="k5"), 403)
        assert ids(program(reader).get(here)) == [row["id"]]
    problem(program(bank.ani, "read").post(here, SENT, key="k6"), 403)

    address = f"/data-requests/{row['id']}"
    assert ids(dewi.get("/data-requests")) == [row["id"]]
    problem(ani.get("/data-requests"), 403)
    assert dewi.get(address).json()["steps"] == ["copy", "answer", "refuse"]
    looks = ReadEntry.objects.filter(user=bank.dewi, object_id=person.public_id)
    assert looks.count() == 1, "a look at a colleague's customer"
    copied = dewi.patch(address, {"version": 1, "step": "copy"})
    assert (copied.status_code, copied.json()["copy_made_at"]) == (200, None)
    assert Run.objects.filter(kind="privacy.copy").count() == 1
    told = {"version": 1, "step": "answer", "answer": "Salinan diserahkan"}
    for outsider, status in ((bank.budi, 404), (bank.citra, 404), (bank.ani, 403), (bank.eko, 403)):
        problem(program(outsider).patch(address, told), status)
    problem(program(bank.dewi, "read").patch(address, told), 403)
    assert fields(dewi.patch(address, told | {"answer": " "})) == {"answer"}
    assert fields(dewi.patch(address, told | {"step": "approve"})) == {"step"}, "on the page alone"
    assert problem(dewi.patch(address, told | {"step": "restrict"}), 409)["code"] == "conflict"
    done = dewi.patch(address, told).json()
    assert (done["state"], done["answered_by"]["name"], done["version"]) == (
        "answered", "Dewi Anggraini", 2,
    )  # fmt: skip
    stale = problem(dewi.patch(address, told | {"step": "refuse"}), 409)
    assert stale["code"] == "stale"
    assert stale["conflicts"] == [{"field": "state", "yours": "refused", "current": "answered"}]
    assert problem(dewi.patch(address, told | {"version": 2}), 409)["code"] == "conflict"
    assert ids(dewi.get("/data-requests")) == []
    assert ids(dewi.get("/data-requests", state="closed")) == [row["id"]]
    assert DataRequest.objects.system("test").count() == 1


def test_a_lock_and_an_erasure_need_their_persons(bank: Bank, program: Begin) -> None:
    deal = make_opportunity(bank.ani, bank.kpr, "Sugimin")
    ani, dewi, hana = program(bank.ani), program(bank.dewi), program(bank.hana)
    here = f"/prospects/{deal.prospect.public_id}/data-requests"
    now = {"kind": "restriction", "medium": "letter"}
    address = f"/data-requests/{ani.post(here, now, key='k1').json()['id']}"
    words = {"step": "restrict", "answer": "Sengketa data"}
    assert dewi.patch(address, words | {"version": 1}).json()["state"] == "answered"
    person = Prospect.objects.system("test").get(pk=deal.prospect_id)
    assert person.restricted_why == "Sengketa data"
    gita = program(bank.gita).get(address).json()
    assert gita["prospect"]["name"].startswith(f"{person.number}, "), "by number only"
    lift = {"version": 2, "step": "lift", "answer": "Selesai"}
    problem(dewi.patch(address, lift), 403)
    erase = ani.post(here, now | {"kind": "erasure"}, key="k2")
    assert erase.status_code == 201, "also a restricted person asks"
    assert hana.patch(address, lift).json()["steps"] == []
    assert problem(hana.patch(address, lift), 409)["code"] == "conflict"
    person.refresh_from_db()
    assert person.restricted_at is None

    address = f"/data-requests/{erase.json()['id']}"
    deals = Opportunity.objects.system("test")
    deals.update(stage="analysis")
    held = dewi.get(address).json()["holds"]
    assert len(held) == 1
    refused = problem(dewi.patch(address, {"version": 1, "step": "erase"}), 422)
    assert [error["message"] for error in refused["errors"]] == held
    deals.update(stage="lead")
    asked = dewi.patch(address, {"version": 1, "step": "erase"}).json()
    assert (asked["state"], asked["steps"]) == ("approval", ["refuse"])
    assert hana.get(address).json()["steps"] == ["refuse"], "the yes is given on the page"
