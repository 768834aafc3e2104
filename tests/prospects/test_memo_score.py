"""Scores of the memo: a sheet of two people's making, points beside facts, kept with a version."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction
from django.test import Client
from django.urls import reverse

from core.outbox import worker
from org.models import AuditEntry, User
from prospects.finance import memo, scoring
from prospects.finance.reading import Subject
from prospects.models import MemoScore, MemoVersion, Opportunity, ScoreSheet
from tests.factories.bank import Bank
from tests.factories.finance import fill_picture, make_score_sheet
from tests.factories.prospects import NOW, make_opportunity

SignIn = Callable[[User], Client]
SHEETS = "/administration/score-sheets/"
TYPED = {
    "valid_from": "18/11/2026", "lowest": "1", "highest": "5", "weight_character": "30",
    "weight_capacity": "30", "weight_capital": "10", "weight_security": "20",
    "weight_condition": "10", "minimum": "3,5", "guide": "5 = sangat baik", "version": "1",
}  # fmt: skip
POINTS = {"character": 4, "capacity": 3, "capital": 5, "security": 4, "condition": 2}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW + timedelta(hours=6), tick=False) as traveller:
        yield traveller


@pytest.fixture
def file(bank: Bank) -> Opportunity:
    row = make_opportunity(bank.ani, bank.kpr, "Sri Wahyuni Handayani")
    fill_picture(row, bank.ani)
    return row


def url(row: Opportunity, name: str = "memo", *args: object) -> str:
    return reverse(f"prospects:opportunity-{name}", args=[row.public_id, *args])


def give(client: Client, row: Opportunity, version: int, sheet: str = "", **more: Any) -> Any:
    sheet = sheet or ScoreSheet.objects.get().public_id
    body = {"sheet": sheet, "version": version} | POINTS | more
    return client.post(url(row, "memo-score"), body)


def test_without_a_sheet_nothing_of_scores_is_seen(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    client = sign_in(bank.ani)
    for make in ({"approved_by": None}, {"valid_from": NOW.date() + timedelta(days=1)}):
        make_score_sheet(bank, **make)
    assert "Nilai 5C" not in client.get(url(file)).content.decode()
    assert client.get(url(file, "memo-score")).status_code == 404
    assert give(client, file, 0, "x").status_code == 404
    parts = memo.sections(memo.facts_of(Subject(file.prospect, file), bank.ani, today=NOW.date()))
    assert len(parts) == 13


def test_a_second_person_approves_a_sheet_and_nothing_alters_it(
    bank: Bank, sign_in: SignIn
) -> None:
    client = sign_in(bank.hana)
    for wrong, words in (
        ({"weight_capital": "11"}, "Jumlah bobot 100 persen"), ({"lowest": "5"}, "di atas nilai"),
        ({"minimum": "5,5"}, "di dalam skala"), ({"valid_from": "17/11/2026"}, "berlaku mundur"),
    ):  # fmt: skip
        refused = client.post(f"{SHEETS}add/", TYPED | wrong | {"idempotency_key": words})
        assert refused.status_code == 422
        assert words in refused.content.decode()
    assert client.post(f"{SHEETS}add/", TYPED | {"idempotency_key": "k"}).status_code == 303
    row = ScoreSheet.objects.get()
    client.post(f"{SHEETS}{row.public_id}/approve/", {"version": "1"})
    assert ScoreSheet.objects.in_force(NOW.date()) is None
    with pytest.raises(IntegrityError, match="score_sheet_four_eyes"), transaction.atomic():
        ScoreSheet.objects.update(approved_by=bank.hana)
    ScoreSheet.objects.update(drafted_by=bank.admin)
    client.post(f"{SHEETS}{row.public_id}/approve/", {"version": "7"})
    assert ScoreSheet.objects.in_force(NOW.date()) is None
    page = client.get(f"{SHEETS}?id={row.public_id}&tab=approval").content.decode()
    assert f"{SHEETS}{row.public_id}/approve/" in page
    client.post(f"{SHEETS}{row.public_id}/approve/", {"version": "1"})
    assert ScoreSheet.objects.in_force(NOW.date()) == row
    assert AuditEntry.objects.get(action="scoresheet_approved").actor == bank.hana
    assert client.post(f"{SHEETS}{row.public_id}/", TYPED | {"version": "2"}).status_code == 422
    with pytest.raises(InternalError, match="approved_sheet_stays"), transaction.atomic():
        ScoreSheet.objects.update(weight_capital=0)
    late = make_score_sheet(bank, valid_from=date(2026, 11, 17), approved_by=None)
    with pytest.raises(ValidationError):
        scoring.approve_sheet(late, version=1, actor=bank.hana, now=NOW, today=NOW.date())


def test_points_are_given_beside_the_facts_and_kept_with_the_version(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    sheet = make_score_sheet(bank, minimum=Decimal("3.5"), guide="5 = sangat baik")
    client = sign_in(bank.ani)
    form = client.get(url(file, "memo-score")).content.decode()
    for words in ("5 = sangat baik", "Bobot 30%. Nilai 1 sampai 5.", "Kolektibilitas terburuk"):
        assert words in form
    assert give(client, file, 0, character=6).status_code == 422
    assert give(client, file, 0, "former").status_code == 422
    assert give(client, file, 0, capital="").status_code == 303
    assert "3 × 30% = 0,9" in (page := client.get(url(file)).content.decode())
    assert "pra-skrining" not in page.split("Nilai 5C")[1].split("</section>")[0]
    assert give(client, file, 0).status_code == 409
    assert give(client, file, 1).status_code == 303
    # 4 x 30% + 3 x 30% + 5 x 10% + 4 x 20% + 2 x 10% = 3.6
    scores = client.get(url(file)).content.decode().split("Nilai 5C")[1].split("</section>")[0]
    assert "3,6" in scores
    assert "Memenuhi batas awal (pra-skrining)" in scores
    assert "Ani" in scores
    panel = client.get(f"/pipeline/{file.public_id}/panels/finance/").content.decode()
    assert ">Karakter<" in panel
    client.post(url(file, "memo-freeze"), {"idempotency_key": "k"})
    while worker.perform_run() != worker.NOTHING:
        pass
    kept = MemoVersion._unscoped.get()
    assert kept.content["figures"]["score"] == "3.6"
    assert give(client, file, 2, character=1).status_code == 303
    assert "Di bawah batas awal (pra-skrining)" in client.get(url(file)).content.decode()
    assert "layak" not in (frozen := client.get(url(file, "memo-version", 1)).content.decode())
    assert "Memenuhi batas awal (pra-skrining)" in frozen
    with ZipFile(BytesIO(bytes(kept.docx or b""))) as packed:
        assert "4 × 30% = 1,2" in packed.read("word/document.xml").decode()
    assert sheet == MemoScore._unscoped.get().sheet


def test_points_by_a_former_sheet_count_no_more(
    bank: Bank, sign_in: SignIn, file: Opportunity, clock: time_machine.Traveller
) -> None:
    old = make_score_sheet(bank)
    subject = Subject(file.prospect, file)

    def told(day: date) -> None:
        scoring.give(subject, old, dict(POINTS), version=0, actor=bank.ani, now=NOW, today=day)

    tomorrow = NOW.date() + timedelta(days=1)
    told(NOW.date())
    found = scoring.score_of(file, NOW.date())
    assert found is not None
    assert found.total == Decimal("3.60")
    new = make_score_sheet(bank, valid_from=tomorrow, highest=10)
    after = scoring.score_of(file, tomorrow)
    assert after == scoring.Score(new, None)
    with pytest.raises(ValidationError):
        told(tomorrow)
    clock.shift(timedelta(days=1))
    client = sign_in(bank.ani)
    assert 'value="4"' not in client.get(url(file, "memo-score")).content.decode()
    assert give(client, file, 1, new.public_id, character=9).status_code == 303
    assert MemoScore._unscoped.get().sheet == new
    none = dict.fromkeys((name for name in TYPED if name.startswith("weight")), 0)
    make_score_sheet(bank, valid_from=tomorrow + timedelta(days=1), **none)
    assert scoring.score_of(file, tomorrow + timedelta(days=1)) is None


def test_who_gives_points_and_who_only_reads(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    make_score_sheet(bank)
    Opportunity._unscoped.filter(pk=file.pk).update(analyst=bank.sinta)
    assert give(sign_in(bank.rudi), file, 0).status_code == 403
    assert give(sign_in(bank.budi), file, 0).status_code == 404
    assert "memo/score/" not in sign_in(bank.rudi).get(url(file)).content.decode()
    assert give(sign_in(bank.sinta), file, 0).status_code == 303
    assert MemoScore._unscoped.get().updated_by == bank.sinta
