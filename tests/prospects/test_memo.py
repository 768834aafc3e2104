"""The memo analisa: sections, frozen versions whose figures equal their source, papers."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from core.history import event_model
from core.outbox import worker
from org.models import AuditEntry, User
from products.models import Limit, Rate
from prospects.finance import memo, reading, records
from prospects.finance.reading import Subject
from prospects.models import (
    BusinessFigures,
    Collateral,
    Facility,
    FinanceLine,
    MemoSection,
    MemoVersion,
    Opportunity,
    Proposal,
)
from prospects.privacy.erasing import erase
from prospects.restriction import restrict
from reports import memo as papers
from tests.factories.bank import Bank
from tests.factories.finance import fill_picture
from tests.factories.prospects import NOW, make_opportunity

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW + timedelta(hours=6), tick=False) as traveller:
        yield traveller


@pytest.fixture
def file(bank: Bank) -> Opportunity:
    Rate.objects.create(product=bank.kpr, rate=Decimal(11), valid_from=NOW.date())
    Limit.objects.create(product=bank.kpr, code="ltv", percent=80, valid_from=NOW.date())
    row = make_opportunity(bank.ani, bank.kpr, "Sri Wahyuni Handayani")
    fill_picture(row, bank.ani)
    return row


def url(row: Opportunity, name: str = "memo", *args: object) -> str:
    return reverse(f"prospects:opportunity-{name}", args=[row.public_id, *args])


def write(client: Client, row: Opportunity, text: str, version: int, **more: str) -> Any:
    body = {"text": text, "version": str(version)} | more
    return client.post(url(row, "memo-section", "risk"), body)


def freeze(client: Client, row: Opportunity, key: str = "k") -> Any:
    return client.post(url(row, "memo-freeze"), {"idempotency_key": key})


def test_officer_and_analyst_write_and_a_stale_text_is_shown_beside_the_saved_one(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    ani = sign_in(bank.ani)
    assert "Sebutkan" not in ani.get(url(file)).content.decode()
    assert write(ani, file, "Risiko banjir", 0).status_code == 303
    assert write(ani, file, "Lain lagi", 0).status_code == 409
    sinta = sign_in(bank.sinta)
    assert write(sinta, file, "Dari analis", 1).status_code == 404
    Opportunity._unscoped.filter(pk=file.pk).update(analyst=bank.sinta)
    assert write(sinta, file, "Dari analis", 1).status_code == 303
    stale = write(sign_in(bank.ani), file, "Dari petugas", 1)
    assert stale.status_code == 409
    assert "Dari petugas" in stale.content.decode()
    assert "Dari analis" in stale.content.decode()
    assert "Sinta Maharani" in stale.content.decode()
    assert MemoSection._unscoped.get().text == "Dari analis"


def test_who_reads_and_who_may_not(bank: Bank, sign_in: SignIn, file: Opportunity) -> None:
    for person, read, change in (
        ("dewi", 200, 303), ("rudi", 200, 403), ("eko", 200, 403), ("budi", 404, 404),
        ("gita", 403, 403), ("hana", 403, 403), ("admin", 404, 404),
    ):  # fmt: skip
        client = sign_in(getattr(bank, person))
        assert client.get(url(file)).status_code == read, person
        assert freeze(client, file, person).status_code == change, person
    deposit = make_opportunity(bank.ani, bank.deposit, "Penabung")
    assert sign_in(bank.ani).get(url(deposit)).status_code == 404


def test_every_figure_of_a_version_equals_its_source_and_never_changes(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    client = sign_in(bank.ani)
    for _n in range(2):
        assert freeze(client, file).status_code == 303
    first = MemoVersion._unscoped.get()
    subject = Subject(file.prospect, file)
    row = reading.opportunities_of(subject, bank.ani)[0]
    check = reading.check_of(reading.picture_of(file.prospect), row, today=NOW.date())
    assert first.content["figures"] == memo.figures_of(check)
    assert first.content["figures"]["net_income"] == "24000000"
    line = FinanceLine._unscoped.filter(section="income").first()
    assert line is not None
    records.change_row(line, {"amount": Decimal(20_000_000)}, version=1, actor=bank.ani, now=NOW)
    kept = MemoVersion._unscoped.get()
    assert (kept.content, kept.sha256) == (first.content, first.sha256)
    page = client.get(url(file, "memo-version", 1)).content.decode()
    assert "Rp24.000.000" in page
    assert "Rp32.000.000" not in page
    freeze(client, file, "k2")
    second = MemoVersion._unscoped.get(number=2)
    assert second.content["figures"]["net_income"] == "32000000"
    assert second.sha256 != first.sha256


def test_the_papers_are_made_once_and_show_the_frozen_texts(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    client = sign_in(bank.ani)
    write(client, file, "Banjir <script>alert(1)</script> & hujan", 0)
    freeze(client, file)
    assert client.get(url(file, "memo-paper", 1, "pdf")).status_code == 404
    while worker.perform_run() != worker.NOTHING:
        pass
    made = MemoVersion._unscoped.get()
    assert made.pdf is not None
    assert made.docx is not None
    from core.outbox.models import Run
    from reports.memo import MemoPaper

    before = (bytes(made.pdf), bytes(made.docx))
    MemoPaper().work(Run.objects.get(kind="reports.memo"), NOW)
    made.refresh_from_db()
    assert (bytes(made.pdf), bytes(made.docx)) == before
    pdf = client.get(url(file, "memo-paper", 1, "pdf"))
    assert pdf.content.startswith(b"%PDF")
    word = client.get(url(file, "memo-paper", 1, "docx"))
    with ZipFile(BytesIO(word.content)) as packed:
        text = packed.read("word/document.xml").decode()
    assert "Banjir &lt;script&gt;alert(1)&lt;/script&gt; &amp; hujan" in text
    assert "Sri Wahyuni Handayani" in text
    assert AuditEntry.objects.filter(action="memo_fetched", actor=bank.ani).count() == 2
    assert client.get(url(file, "memo-paper", 1, "exe")).status_code == 404


def test_an_archived_prospect_is_not_written_about(bank: Bank, file: Opportunity) -> None:
    file.prospect.archived_at = NOW
    with pytest.raises(ValidationError):
        memo.write(Subject(file.prospect, file), "risk", "x", version=0, actor=bank.ani, now=NOW)


def test_a_restricted_person_is_read_but_not_written_about_and_erasing_leaves_nothing(
    bank: Bank, sign_in: SignIn, file: Opportunity
) -> None:
    client = sign_in(bank.ani)
    memo.freeze(Subject(file.prospect, file), actor=bank.ani, now=NOW, today=NOW.date())
    restrict(file.prospect, why="Permintaan nasabah", actor=bank.hana, now=NOW)
    assert client.get(url(file)).status_code == 200
    assert write(client, file, "x", 0).status_code == 409
    row = FinanceLine._unscoped.first()
    assert row is not None
    with pytest.raises(ValidationError):
        records.change_row(row, {"note": "x"}, version=1, actor=bank.ani, now=NOW)
    erase(file.prospect, actor=None, now=NOW)
    for model in (FinanceLine, BusinessFigures, Facility, Collateral, Proposal, MemoVersion):
        assert not model._unscoped.exists(), model
        assert not event_rows(model), model


def event_rows(model: Any) -> bool:
    """Tell whether the change history of a table still holds rows."""
    try:
        return bool(event_model(model).objects.exists())
    except LookupError:
        return False


def test_what_was_never_entered_is_no_amount_of_zero(bank: Bank, sign_in: SignIn) -> None:
    bare = make_opportunity(bank.ani, bank.kpr, "Dodi", amount=0)
    client = sign_in(bank.ani)
    page = client.get(url(bare)).content.decode()
    version = memo.freeze(Subject(bare.prospect, bare), actor=bank.ani, now=NOW, today=NOW.date())
    with ZipFile(BytesIO(papers.word(version))) as packed:
        word = packed.read("word/document.xml").decode()
    for shown in (page, papers.html(version), word):
        assert "Rp0" not in shown
        for said in ("belum diisi", "tidak ada fasilitas", "Penghasilan belum ada"):
            assert said in shown
    assert not {"net_income", "expenses", "assets", "room"} & set(version.content["figures"])
