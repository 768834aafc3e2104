"""The signed consent sheet, photographed back: the proof of what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from documents.models import DocumentFile
from org.models import User
from prospects import consents
from prospects.models import Consent
from tests.factories.bank import Bank
from tests.factories.papers import bring, work
from tests.factories.prospects import NOW, make_opportunity


@pytest.fixture(autouse=True)
def clock(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_photographed_sheet_becomes_the_proof_of_paper_consents(
    bank: Bank, sign_in: Callable[[User], Client]
) -> None:
    deal = make_opportunity(bank.ani, bank.kpr)
    page = reverse("prospects:consent-list", args=[deal.prospect.public_id])

    def agree(purpose: str, medium: str = "paper") -> None:
        consents.give_consent(deal.prospect, purpose=purpose, medium=medium, given_at=NOW,
                              actor=bank.ani, now=NOW)  # fmt: skip

    def proofs() -> dict[str, str]:
        return dict(Consent._unscoped.values_list("purpose", "proof"))

    door = reverse("documents:paper-bring", args=[deal.public_id, "consent"])
    agree("partners", "in_person")
    assert door not in sign_in(bank.ani).get(page).content.decode(), "nothing was signed"
    agree("processing")
    agree("slik")
    assert door in sign_in(bank.ani).get(page).content.decode()
    assert door not in sign_in(bank.eko).get(page).content.decode()
    bring(deal, bank.ani, b"%PDF-1.7 rusak", code="consent")
    work()
    assert proofs() == {"partners": "", "processing": "", "slik": ""}, "a refused file proves none"
    with time_machine.travel(NOW.replace(minute=5), tick=False):
        bring(deal, bank.ani, code="consent")
        work()
    file = DocumentFile.objects.get(state="ready")
    assert proofs() == {"partners": "", "processing": file.public_id, "slik": file.public_id}
    text = sign_in(bank.ani).get(page).content.decode()
    read = reverse("documents:paper-file", args=[deal.public_id, "consent", file.public_id])
    assert (read in text, door in text) == (True, False)
    assert sign_in(bank.ani).get(read).status_code == 200
    assert sign_in(bank.budi).get(page).status_code == 404
    event = Consent._meta.apps.get_model("prospects", "ConsentEvent")
    assert event.objects.filter(proof=file.public_id).count() == 2, "the history says it"
