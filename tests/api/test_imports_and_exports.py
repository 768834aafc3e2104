"""Lists brought in a saved mapping and taken back, and files of lists, for programs."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import time_machine
from django.test import Client

from core import clock
from core.outbox import worker
from org.models import AuditEntry, User
from prospects.exports import services
from prospects.models import ExportFile, ImportFile, ImportProfile, Prospect
from tests.api.program import Program, fields, problem
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_prospect

Begin = Callable[..., Program]
SignIn = Callable[[User], Client]
CELLS = "Nasabah\tHP\nSugimin\t081255501423\nAsep\t12\n"


def work() -> None:
    while worker.perform_run(clock=clock.now) != worker.NOTHING:
        pass


def saved(user: User) -> ImportProfile:
    """Return a mapping that was chosen by eye."""
    data = {"columns": {"name": "Nasabah", "phone": "HP"}}
    return ImportProfile.objects.create(by=user, entity="own", name="Mitra", data=data, at=NOW)


def test_a_list_in_a_saved_mapping_comes_in_and_goes_back(
    bank: Bank, program: Begin, wednesday: time_machine.Traveller
) -> None:
    mapping, ani = saved(bank.ani), program(bank.ani)
    foreign = saved(bank.budi)
    listed = ani.get("/import-mappings").json()["items"]
    assert [(one["id"], one["columns"]["name"]) for one in listed] == [
        (mapping.public_id, "Nasabah")
    ]
    sent: dict[str, Any] = {"entity": "own", "cells": CELLS, "mapping": mapping.public_id}
    made = ani.post("/imports", sent, key="k1")
    assert made.status_code == 201, made.content
    assert ani.post("/imports", sent, key="k1").json() == made.json()
    row, here = made.json(), f"/imports/{made.json()['id']}"
    assert (row["state"], row["counts"]["created"], row["counts"]["rejected"]) == ("draft", 1, 1)
    assert (row["may_start"], row["reasons"][0]["lines"]) == (True, [3])
    assert Prospect.objects.system("test").count() == 0, "nothing is written yet"
    assert fields(ani.post("/imports", sent | {"mapping": foreign.public_id}, key="k2")) == {
        "mapping"
    }
    other = sent | {"cells": "Nama\tHP\nSugimin\t081255501423\n"}
    assert fields(ani.post("/imports", other, key="k3")) == {"mapping"}, "never by a guess"
    assert fields(ani.post("/imports", sent | {"cells": "Nasabah\tHP\n"}, key="k4")) == {"cells"}
    problem(ani.post("/imports", sent | {"entity": "prospects"}, key="k5"), 403)
    problem(program(bank.ani, "read").post("/imports", sent, key="k6"), 403)
    problem(program(bank.eko).post("/imports", sent, key="k6"), 403)
    assert ImportFile.objects.count() == 1
    rejected = ani.get(f"{here}/rejected").json()
    assert rejected["columns"] == ["Nasabah", "HP"]
    assert [(one["line"], one["cells"]) for one in rejected["items"]] == [(3, ["Asep", "12"])]

    for path, method in ((here, "GET"), (f"{here}/rejected", "GET"), (f"{here}/start", "POST")):
        problem(program(bank.dewi).send(method, path), 404)
    hana = program(bank.hana)
    assert hana.get(here).json()["may_start"] is False
    for step in ("start", "undo"):
        problem(hana.post(f"{here}/{step}", None), 403)
        problem(program(bank.ani, "read").post(f"{here}/{step}", None), 403)
    assert problem(ani.post(f"{here}/undo", None), 409).get("detail") is None
    for _twice in range(2):
        assert ani.post(f"{here}/start", None).json()["state"] == "waiting"
    work()
    done = ani.post(f"{here}/start", None).json()
    assert (done["state"], done["counts"]["created"]) == ("done", 1)
    assert done["undo_until"] == "2026-11-19T10:00:00+07:00"
    assert hana.get(here).json()["undo_until"] is None
    assert [one["id"] for one in ani.get("/imports").json()["items"]] == [row["id"]]

    wednesday.shift(timedelta(hours=24))
    assert "24" in problem(ani.post(f"{here}/undo", None), 409)["detail"]
    wednesday.shift(timedelta(hours=-1))
    for _twice in range(2):
        assert ani.post(f"{here}/undo", None).json()["state"] == "undoing"
    work()
    assert ani.post(f"{here}/undo", None).json()["undone"]["taken_back"] == 1
    assert Prospect.objects.system("test").get().archived_at is not None


def test_no_value_is_read_by_a_guess(bank: Bank, program: Begin) -> None:
    mapping, ani = saved(bank.ani), program(bank.ani)
    mapping.data |= {"columns": {**mapping.data["columns"], "product": "Minat"},
                     "values": {"product": {"rumah": "KPR"}}}  # fmt: skip
    mapping.save()
    cells = "NASABAH\tHP\tMinat\nWati\t081255501777\t"
    sent = {"entity": "own", "mapping": mapping.public_id}
    guessed = ani.post("/imports", sent | {"cells": f"{cells}KUR Mikro\n"}, key="k1")
    assert fields(guessed) == {"mapping"}
    answer = ani.post("/imports", sent | {"cells": f"{cells}rumah\n"}, key="k2").json()
    assert (answer["may_start"], answer["columns"]["name"]) == (True, "NASABAH")


def test_a_file_brought_on_the_page_is_started_there(
    bank: Bank, program: Begin, sign_in: SignIn
) -> None:
    sign_in(bank.ani).post("/prospects/import/", {"cells": "Nama\tHP\nSugimin\t081255501423\n"})
    ani, file = program(bank.ani), ImportFile.objects.get()
    here = f"/imports/{file.public_id}"
    row = ani.get(here).json()
    assert (row["counts"]["created"], row["may_start"]) == (1, False)
    problem(ani.post(f"{here}/start", None), 409)
    problem(ani.get(f"{here}/rejected"), 404)
    file.refresh_from_db()
    assert file.state == "draft"


def test_a_file_of_a_list_is_fetched_by_who_asked_for_it(bank: Bank, program: Begin) -> None:
    make_prospect(bank.ani, "Sugimin")
    wish = services.Wish(table="prospects", query={"owned": "all"}, columns=["name"], kind="csv",
                         layout="screen", reason="Rapat cabang")  # fmt: skip
    file = services.ask(wish, user=bank.dewi, now=NOW, ip=None)
    large = services.ask(wish, user=bank.dewi, now=NOW, ip=None, approved_above=0)
    dewi, here = program(bank.dewi, "read"), f"/exports/{file.public_id}"
    row = dewi.get(here).json()
    assert (row["state"], row["persons"], row["filters"]) == ("waiting", 1, {"owned": "all"})
    problem(dewi.get(f"{here}/file"), 404)
    work()
    content = dewi.get(f"{here}/file").json()
    assert "Sugimin" in base64.b64decode(content["content"]).decode("utf-8-sig")
    assert content["media_type"].startswith("text/csv")
    fetched = AuditEntry.objects.filter(action="export.download", object_id=file.public_id)
    assert [entry.actor for entry in fetched] == [bank.dewi], "each fetch is written down"

    assert {one["id"] for one in dewi.get("/exports").json()["items"]} == {
        file.public_id, large.public_id,
    }  # fmt: skip
    gita = program(bank.gita)
    waiting = gita.get("/exports", asked="of_me").json()["items"]
    assert [(one["id"], one["state"]) for one in waiting] == [(large.public_id, "asked")]
    assert gita.get("/exports").json()["items"] == []
    problem(gita.get(f"/exports/{large.public_id}/file"), 404)
    for path in (here, f"{here}/file"):
        problem(gita.get(path), 404)
        problem(program(bank.rudi).get(path), 404)
    problem(program(bank.ani).get("/exports"), 403)
    problem(dewi.post("/exports", {}, key="k1"), 405)
    assert ExportFile.objects.get(pk=large.pk).state == "asked", "the yes is given on the page"
