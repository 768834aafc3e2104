"""The paper of a decision: frozen with it, made once, read by who reaches the file."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import pypdf
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from core.outbox import worker
from core.outbox.models import Run
from offers.decisions.recording import Told, record
from offers.decisions.voting import Ballot, vote
from offers.models import Committee, Decision, DecisionLimit, DecisionPaper, DecisionPolicy
from org.models import AuditEntry, BankSettings, User
from reports import decisions as papers
from reports import rendering
from tests.api.program import Program, problem
from tests.factories.bank import Bank
from tests.factories.decisions import MILLION, make_file, make_limits, put_forward
from tests.factories.prospects import NOW

SignIn = Callable[[User], Client]
LESS = Ballot("conditions", "Layak dengan plafon lebih kecil.", "DP ditambah\nAsuransi jiwa",
              amount=Decimal(500 * MILLION))  # fmt: skip
YES = Ballot("approve", "Layak dibiayai.")
NO = Ballot("refuse", "Usaha menurun.", "Arus kas tidak cukup")
pytestmark = pytest.mark.usefixtures("clock")


def made(decision: Decision) -> None:
    run = Run.objects.get(kind="reports.decision", key=decision.public_id)
    assert [worker.perform_run(run.pk), worker.perform_run(run.pk)] == ["done", "nothing"]


def words(*pages: str) -> list[str]:
    """Return the text of each paper; every page is looked at."""
    sent = [{"html": one, "identifier": f"{n:032}"} for n, one in enumerate(pages)]
    readers = [pypdf.PdfReader(BytesIO(one.content)) for one in rendering.render(sent)]
    return ["\n".join(page.extract_text() for page in one.pages) for one in readers]


def test_a_decision_has_its_paper_for_who_reaches_the_file(bank: Bank, sign_in: SignIn) -> None:
    make_limits()
    file = make_file(bank.ani, bank.kpr, "Sri Wahyuni")
    row = put_forward(file, bank.ani, conditions="Rekening dipindah")
    url = reverse("offers:decision-paper", args=[file.public_id, 1])
    ani = sign_in(bank.ani)
    assert ani.get(url).status_code == 404  # nothing is decided
    vote(row, LESS, version=1, actor=bank.dewi, now=NOW)
    decision = Decision._unscoped.get()
    page = reverse("offers:proposal-detail", args=[file.public_id, 1])
    assert "sedang dibuat" in ani.get(page).content.decode()
    assert ani.get(url).status_code == 404  # being made
    made(decision)
    assert url in ani.get(page).content.decode()
    answer = ani.get(url)
    assert answer["Content-Disposition"] == 'attachment; filename="001-PTS-A-XI-2026.pdf"'
    assert answer["Cache-Control"] == "no-store"
    reader = pypdf.PdfReader(BytesIO(answer.content))
    assert reader.metadata is not None
    assert reader.metadata.title == "Putusan kredit 001/PTS/A/XI/2026"
    assert reader.trailer["/Root"]["/Lang"] == "id"
    text = reader.pages[0].extract_text()
    for said in ("Putusan kredit", "001/PTS/A/XI/2026", "18 November 2026", "Sri Wahyuni",
                 "Rp500.000.000 (lima ratus juta rupiah)", "180 bulan", "9% per tahun",
                 "DP ditambah", "Rekening dipindah", "16 Februari 2027", "Dewi Anggraini",
                 "Setuju dengan syarat", "Layak dengan plafon lebih kecil.", "Stempel",
                 "Rahasia bank."):  # fmt: skip
        assert said in text, said
    path = f"/decisions/{decision.public_id}/paper"
    sent = Program(bank.dewi).get(path).json()
    assert sent["sha256"] == hashlib.sha256(answer.content).hexdigest()
    for stranger in (bank.budi, bank.citra):
        assert sign_in(stranger).get(url).status_code == 404
        problem(Program(stranger).get(path), 404)
    taken = AuditEntry.objects.filter(action="decision_fetched").order_by("pk")
    assert [(one.actor, one.detail["number"]) for one in taken] == [
        (bank.ani, "001/PTS/A/XI/2026"), (bank.dewi, "001/PTS/A/XI/2026"),
    ]  # fmt: skip
    kept = DecisionPaper.objects.all()
    for change in ({"content": {}}, {"sha256": "x"}, {"pdf": b"other"}, {"pdf_sha256": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            kept.update(**change)


def test_a_committee_a_refusal_and_both_languages_on_paper(bank: Bank) -> None:
    make_limits()
    board = Committee.objects.create(
        name="Komite Kredit", quorum=2, positions=["branch_head", "regional_head"]
    )
    DecisionLimit.objects.create(committee=board, max_exposure=2_000 * MILLION,
                                 valid_from=NOW.date())  # fmt: skip
    DecisionPolicy.objects.create(language="both", valid_from=NOW.date())
    row = put_forward(make_file(bank.ani, bank.kpr, "Sri Wahyuni", millions=1_500), bank.ani, 1_500)
    row = vote(row, YES, version=1, actor=bank.dewi, now=NOW)
    less = replace(LESS, amount=Decimal(1_400 * MILLION))
    vote(row, less, version=row.version, actor=bank.gita, now=NOW)
    refused = put_forward(make_file(bank.ani, bank.kpr, "Dodi"), bank.ani)
    vote(refused, NO, version=1, actor=bank.dewi, now=NOW)
    bank_row, _new = BankSettings.objects.get_or_create(pk=1)
    BankSettings.objects.filter(pk=bank_row.pk).update(paper="F4")
    BankSettings.forget()
    found = list(DecisionPaper.objects.order_by("pk").select_related("decision"))
    pages = [papers.html(one) for one in found]
    assert all("215mm 330mm" in one for one in pages)
    both, no = words(*pages)
    for said in ("Komite Kredit", "Dewi Anggraini", "Layak dibiayai.", "Setuju",
                 "Rp1.400.000.000", "one billion four hundred million rupiah",
                 "Agree with conditions", "Putusan kredit", "Credit decision"):  # fmt: skip
        assert said in both, said
    assert both.count("Dewi Anggraini") == 2  # her vote, and her place to sign
    for said in ("Ditolak", "Refused", "Alasan", "Arus kas tidak cukup", "Usaha menurun."):
        assert said in no, said
    assert "Berlaku sampai" not in no


def test_a_decision_of_another_system_has_its_sheet_instead(bank: Bank, sign_in: SignIn) -> None:
    file = make_file(bank.ani, bank.kpr, "Sri Wahyuni")
    told: dict[str, Any] = {"number": "77/LOS", "decided_on": NOW.date(), "outcome": "approved",
                            "amount": Decimal(500 * MILLION), "months": 120,
                            "rate": Decimal(9)}  # fmt: skip
    row = record(file, Told(**told), actor=bank.rudi, now=NOW)
    assert not Run.objects.filter(kind="reports.decision").exists()
    problem(Program(bank.rudi).get(f"/decisions/{row.public_id}/paper"), 404)
