"""A leaver's records go to others and back, asked for by programs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import time_machine

from org.people import close_account
from prospects.models import BulkBatch, Prospect
from tests.api.program import Program, fields, problem
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity, make_prospect

Begin = Callable[..., Program]


def owners() -> dict[str, str]:
    rows = Prospect.objects.system("test").select_related("owner")
    return {row.name: row.owner.username for row in rows}


def test_a_leavers_records_go_over_once_and_back(
    bank: Bank, program: Begin, wednesday: time_machine.Traveller
) -> None:
    make_opportunity(bank.ani, bank.kpr, "Punya Peluang", amount=600_000_000)
    make_prospect(bank.ani, "Tanpa Peluang")
    make_prospect(bank.citra, "Jauh")
    close_account(bank.ani, bank.ani.version, actor=bank.admin, now=NOW, ip=None)
    dewi = program(bank.dewi)
    first = dewi.get("/officers").json()["items"][0]
    assert (first["name"], first["has_left"]) == ("Ani Lestari", True), "who left comes first"
    assert (first["prospects"], first["open_opportunities"]) == (2, 1)
    assert "Citra Wulandari" not in str(dewi.get("/officers").json())
    here = f"/officers/{bank.ani.public_id}/handover"
    held = dewi.get(here).json()
    assert (held["prospects"], held["rungs"][0]["amount"]) == (2, 600_000_000)

    sent: dict[str, Any] = {"mode": "one", "owner": bank.budi.public_id, "reason": "Mutasi"}
    shown = program(bank.dewi, "read").post(f"{here}/shares", sent)
    assert shown.json()["items"] == [
        {"officer": {"id": bank.budi.public_id, "name": "Budi Santosa"}, "prospects": 2}
    ]
    assert set(owners().values()) == {"ani", "citra"}, "nothing moved yet"
    assert fields(dewi.post(here, {"mode": "one"}, key="k1")) == {"owner"}
    far = sent | {"owner": bank.citra.public_id}
    assert fields(dewi.post(here, far, key="k1")) == {"owner"}, "out of her reach"
    assert fields(dewi.post(f"{here}/shares", {"mode": "team"})) == {"team"}
    for outsider, status in (
        (bank.citra, 404),
        (bank.budi, 404),
        (bank.rudi, 403),
        (bank.eko, 403),
    ):
        problem(program(outsider).post(here, sent, key="k1"), status)
    problem(program(bank.dewi, "read").post(here, sent, key="k1"), 403)

    done = dewi.post(here, sent, key="k1")
    assert done.status_code == 201, done.content
    assert dewi.post(here, sent, key="k1").json() == done.json()
    row = done.json()
    assert (row["state"], row["counts"], row["still_held"]) == ("done", {"done": 2}, 0)
    assert row["takers"] == shown.json()["items"]
    assert row["undo_until"] == "2026-11-19T10:00:00+07:00"
    assert owners() == {"Punya Peluang": "budi", "Tanpa Peluang": "budi", "Jauh": "citra"}
    assert fields(dewi.post(here, sent, key="k2")) == {""}, "nothing is left"
    assert BulkBatch.objects.count() == 1

    address = f"/handovers/{row['id']}"
    assert [one["id"] for one in dewi.get("/handovers").json()["items"]] == [row["id"]]
    for stranger in (bank.gita, bank.tono):
        assert program(stranger).get("/handovers").json()["items"] == []
        problem(program(stranger).post(f"{address}/undo", None), 404)
    problem(program(bank.dewi, "read").post(f"{address}/undo", None), 403)
    wednesday.shift(timedelta(hours=24))
    assert dewi.get(address).json()["undo_until"] is None
    assert problem(dewi.post(f"{address}/undo", None), 409)["code"] == "conflict"
    wednesday.shift(timedelta(hours=-1))
    for _twice in range(2):
        back = dewi.post(f"{address}/undo", None).json()
        assert (back["state"], back["counts"], back["still_held"]) == ("undone", {"undone": 2}, 2)
    assert owners() == {"Punya Peluang": "ani", "Tanpa Peluang": "ani", "Jauh": "citra"}
