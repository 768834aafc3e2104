"""A list and a form, or two lists, with one number at the same moment: real commits, threads."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from core.outbox import worker
from prospects import duplicates
from prospects.imports.people import ProspectLoader
from prospects.imports.profile import parse_profile
from prospects.imports.running import run_import
from prospects.models import ImportFile, Prospect, ProspectPhone, TimelineEntry
from tests.factories.bank import Bank, make_bank
from tests.factories.prospects import NOW

PHONE = "+6281355507716"
CELLS = "Nama\tHP\nRudi\t0813 5550 7716\nSiti\t0813 5550 7717\n"


@pytest.fixture
def crowd(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Bank:
    monkeypatch.setattr("core.clock.now", lambda: NOW)
    return make_bank()


def in_a_thread(work: Callable[[], Any]) -> Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


def is_somebody_waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return cursor.fetchone() is not None


def bring_and_run(bank: Bank) -> dict[str, int]:
    client = Client()
    client.force_login(bank.ani)
    client.post("/prospects/import/", {"cells": CELLS})
    file = ImportFile.objects.latest("pk")
    assert client.post(f"/prospects/import/{file.public_id}/run/").status_code == 303
    while worker.perform_run(clock=lambda: NOW + timedelta(seconds=5)) != worker.NOTHING:
        pass
    return ImportFile.objects.get(pk=file.pk).counts


def holders() -> list[str]:
    rows = ProspectPhone.objects.system("test").filter(number=PHONE)
    return list(rows.values_list("prospect__owner__username", flat=True))


@pytest.mark.parametrize("comes", ["before the lock", "behind the lock"])
def test_a_form_and_a_list_with_one_number_make_one_record(
    crowd: Bank, monkeypatch: pytest.MonkeyPatch, comes: str
) -> None:
    """Budi logs the number while Ani's list with it is written, not yet seen by anybody."""
    claim_all, answers, turns = duplicates.claim_all, [], itertools.count()
    client = Client()
    client.force_login(crowd.budi)
    form = {"name": "Rudi", "phone": "081355507716", "product": crowd.kpr.public_id}

    def press() -> None:
        answers.append(client.post("/prospects/new/", form).status_code)

    def meanwhile() -> None:
        assert next(turns) == 0, "the lock is asked for once"
        if comes == "before the lock":
            in_a_thread(press).join(30)
            assert answers == [303], "a form does not wait while the rows are written"
            claim_all()
            return
        claim_all()
        threads.append(in_a_thread(press))
        while not is_somebody_waiting() and threads[0].is_alive():
            pass

    threads: list[Thread] = []
    monkeypatch.setattr(duplicates, "claim_all", meanwhile)
    counts = bring_and_run(crowd)
    for thread in threads:
        thread.join(30)
    is_first = comes == "before the lock"
    assert answers == [303 if is_first else 422]
    assert holders() == ["budi" if is_first else "ani"]
    assert (counts["created"], counts["held"]) == ((1, 1) if is_first else (2, 0))
    imported = Prospect.objects.system("test").filter(is_imported=True)
    lines = TimelineEntry.objects.filter(prospect__in=imported, kind="imported")
    assert lines.count() == imported.count() == counts["created"], "nothing is written twice"


def test_two_lists_with_one_number_make_one_record(crowd: Bank, tmp_path: Path) -> None:
    """From the command line too, where each file comes from a system of its own."""
    path, results = tmp_path / "daftar.csv", []
    path.write_text(CELLS.replace("\t", ","))

    def run(system: str) -> None:
        profile = {"system": system, "branch": "A", "columns": {"name": "Nama", "phone": "HP"}}
        results.append(run_import(
            path, profile=parse_profile(profile, entity="prospects"), loader=ProspectLoader(),
            now=NOW, actor=crowd.ani,
        ))  # fmt: skip

    threads = [in_a_thread(lambda name=name: run(name)) for name in ("satu", "dua")]
    for thread in threads:
        thread.join(30)
    assert sorted((one.created, one.duplicates) for one in results) == [(0, 2), (2, 0)]
    assert holders() == ["ani"]
