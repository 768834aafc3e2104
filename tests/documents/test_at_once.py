"""One paper, two phones, the same moment: nothing is lost and nothing is there twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.outbox import worker
from core.outbox.models import Run
from documents import uploads
from documents.models import Document, DocumentFile, Upload
from org.models import User
from prospects.models import TimelineEntry
from tests.factories.bank import Bank, make_bank
from tests.factories.papers import digests, shot
from tests.factories.prospects import NOW, make_opportunity
from tests.prospects.test_two_at_once import at_once

ROUNDS = 2


@pytest.fixture
def crowd(transactional_db: None, settings: Any, tmp_path: Path) -> Bank:
    settings.MEDIA_ROOT = tmp_path
    return make_bank()


def phone_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def work() -> str:
    """Do what waits, as one of several workers."""
    while worker.perform_run() != worker.NOTHING:
        pass
    return "done"


def send(address: str, client: Client, colour: str, batch: str) -> int:
    file = SimpleUploadedFile("ktp.jpg", shot(colour))
    return client.post(address, {"files": file, "batch": batch}).status_code


def test_two_phones_bring_the_same_paper_at_once(crowd: Bank, tmp_path: Path) -> None:
    phones = {person: phone_of(person) for person in (crowd.ani, crowd.rudi)}
    for number in range(ROUNDS):
        deal = make_opportunity(crowd.ani, crowd.kpr, f"Nasabah {number}")

        address = reverse("documents:paper-bring", args=[deal.public_id, "ktp"])
        works: list[Callable[[], Any]] = [
            partial(send, address, client, colour, f"{person.username}-batch-{number}")
            for (person, client), colour in zip(phones.items(), ("navy", "olive"), strict=True)
            for _press in range(2)  # and each presses twice
        ]
        with time_machine.travel(NOW, tick=False):  # the very same moment
            assert at_once(*works) == [303] * 4
            Run.objects.filter(state="waiting").update(next_try_at=NOW)
            at_once(work, work)
            assert work() == "done"
        files = DocumentFile.objects.filter(document__opportunity=deal).order_by("pk")
        assert [(file.state, file.refusal) for file in files] == [("ready", "")] * 2
        assert [file.replaced_at is None for file in files] == [False, True], "one is the paper's"
        paper = Document.objects.system("test").get(opportunity=deal)
        assert paper.state == "received"
        told = TimelineEntry.objects.filter(opportunity=deal, kind="document_received")
        assert told.count() == 1
    assert len(set(digests())) == 2
    assert len(digests()) == 2 * ROUNDS
    assert not Upload.objects.exists()
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) == 4 * ROUNDS, "each file with its small picture, no raw shot"


def test_two_pieces_of_one_shot_at_once_come_to_one_whole(crowd: Bank) -> None:
    deal = make_opportunity(crowd.ani, crowd.kpr)
    content = shot() + b"x" * uploads.CHUNK
    client = phone_of(crowd.ani)

    def address(step: str, *more: str) -> str:
        return reverse(f"documents:paper-{step}", args=[deal.public_id, "ktp", *more])

    def begin() -> str:
        body = {"key": "kunci-0001", "batch": "tumpuk-0001", "name": "a", "size": len(content)}
        return str(client.post(address("begin"), body).json()["id"])

    def put(name: str, number: int) -> int:
        piece = content[number * uploads.CHUNK : (number + 1) * uploads.CHUNK]
        return client.post(address("chunk", name, str(number)), piece,
                           content_type="application/octet-stream").status_code  # fmt: skip

    name = begin()
    pieces = [partial(put, name, number) for number in (0, 1, 0, 1)]
    assert at_once(*pieces) == [200] * 4
    assert Upload.objects.get().is_whole
    assert uploads.content_of(Upload.objects.get()) == content
    finish = partial(client.post, address("bring"), {"batch": "tumpuk-0001"},
                     headers={"Accept": "application/json"})  # fmt: skip
    assert {answer.status_code for answer in at_once(finish, finish)} == {200}
    assert DocumentFile.objects.count() == 1
