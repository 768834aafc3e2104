"""Exported opportunities come back unchanged, and the second person hears of a large export."""

from __future__ import annotations

import email
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from email import policy

import pytest
import time_machine
from django.test import Client

from core import clock
from core.outbox import worker
from core.outbox.models import Delivery, Run
from org.models import User
from products.models import Product
from prospects import pipeline
from prospects.exports import services
from prospects.imports import deals, uploads
from prospects.models import ExportFile, ImportFile, LossReason, Opportunity
from prospects.pipeline import NewDisbursement
from tests.factories.bank import PASSWORD, Bank
from tests.factories.prospects import NOW, make_opportunity, make_prospect

SignIn = Callable[[User], Client]
DEALS = "/exports/new/?table=opportunities&status=any"
PEOPLE = "/exports/new/?table=prospects"
FORM = {"kind": "csv", "layout": "template", "reason": "Rapat cabang"}
FRAGMENT = {"HX-Request": "true"}
NASTY = ("=1+1", '"Maju"; Jaya', "'0081", "Dua\nbaris", "12345678901234567890", "-Sri, S.E.")


@pytest.fixture(autouse=True)
def _wednesday() -> Iterator[None]:
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def proven(sign_in: SignIn) -> SignIn:
    def prove(person: User) -> Client:
        client = sign_in(person)
        client.post("/reauthenticate/", {"password": PASSWORD})
        return client

    return prove


def work() -> None:
    while worker.perform_run(clock=clock.now) != worker.NOTHING:
        pass


def of_every_kind(bank: Bank) -> None:
    """Open, won and lost ones, in two zones, with names and codes that tempt a spreadsheet."""
    odd = Product.objects.create(code="007", name="Produk 007", short_name="007", family="kpr")
    for number, name in enumerate(NASTY):
        product = (bank.kpr, bank.kur, odd)[number % 3]
        make_opportunity(bank.ani, product, name, amount=10**number)
    far = User.objects.create_user(
        "0012", full_name="Wim Papua", role="officer", branch=bank.c, password=PASSWORD
    )
    make_opportunity(far, bank.deposit, "Jauh", amount=999_999_999_999)
    lost = make_opportunity(bank.ani, bank.kpr, "Batal")
    pipeline.move_stage(lost, stage="interested", version=lost.version, actor=bank.ani, now=NOW)
    pipeline.end_opportunity(
        lost, kind="customer", reason=LossReason.objects.filter(kind="customer").first(),
        version=lost.version, actor=bank.ani, now=NOW,
    )  # fmt: skip
    won = make_opportunity(bank.ani, bank.deposit, "Cair", amount=50_000_000)
    ladder = [stage.code for stage in won.product.type.ladder][1:-1]
    for stage in ladder:
        won.refresh_from_db()
        Opportunity.objects.system("t").filter(pk=won.pk).update(stage=stage)
    won.refresh_from_db()
    pipeline.enter_disbursement(
        won, NewDisbursement(Decimal(50_000_000), date(2026, 11, 17), "1234567890"),
        actor=bank.dewi, now=NOW,
    )  # fmt: skip


def whole() -> list[dict[str, object]]:
    return list(Opportunity.objects.system("t").order_by("pk").values())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_exported_opportunities_come_back_and_change_nothing(
    bank: Bank, proven: SignIn, kind: str
) -> None:
    of_every_kind(bank)
    before = whole()
    hana = proven(bank.hana)
    assert hana.post(DEALS, FORM | {"kind": kind}).status_code == 303
    work()
    export = ExportFile.objects.get()
    content = hana.get(f"/exports/{export.public_id}/download/").content

    def bring() -> ImportFile:
        return uploads.take(
            content, export.file_name, entity="opportunities", user=bank.hana, branch=bank.c,
            now=clock.now(),
        )  # fmt: skip

    file = bring()
    assert file.mapping["system"] == deals.PORTAL
    assert file.preview["counts"]["unchanged"] == len(before) == 9, file.preview
    uploads.start(file, now=clock.now())
    work()
    assert whole() == before
    changed = Opportunity.objects.system("t").first()
    assert changed is not None
    Opportunity.objects.system("t").filter(pk=changed.pk).update(amount=7)
    counts = bring().preview["counts"]
    assert (counts["unchanged"], counts["rejected"], counts["updated"]) == (8, 1, 0)


def test_a_large_export_tells_the_second_person(
    bank: Bank, proven: SignIn, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "APPROVED_ABOVE", 1)
    make_prospect(bank.ani, "Sri Rahasia")
    make_prospect(bank.ani, "Tuti Rahasia")
    proven(bank.dewi).post(PEOPLE, FORM | {"reason": "Untuk Sri Rahasia"})
    work()
    export = ExportFile.objects.get()
    mail = Delivery.objects.get()
    assert mail.recipient_id == bank.gita.pk
    letter = email.message_from_bytes(bytes(mail.body or b""), policy=policy.default)
    texts = [str(part.get_content()) for part in letter.walk() if not part.is_multipart()]
    assert f"/exports/{export.public_id}/" in texts[0]
    assert "Dewi Anggraini" in texts[0]
    assert "Rahasia" not in f"{mail.subject}{texts}"
    alert = sign_in(bank.gita).get("/exports/waiting/", headers=FRAGMENT).content.decode()
    assert "1 ekspor menunggu persetujuan Anda" in alert
    assert "Rahasia" not in alert
    assert "/exports/waiting/" in sign_in(bank.gita).get("/dashboard/").content.decode()
    assert 'href="/exports/"' in sign_in(bank.gita).get("/dashboard/").content.decode()
    own = sign_in(bank.dewi).get("/exports/waiting/", headers=FRAGMENT)
    assert own.content.strip() == b"", "not for himself"
    assert sign_in(bank.ani).get("/exports/waiting/", headers=FRAGMENT).status_code == 403
    assert "/exports/" not in sign_in(bank.ani).get("/prospects/").content.decode()
    proven(bank.gita).post(f"/exports/{export.public_id}/decide/", {"answer": "no"})
    none = sign_in(bank.gita).get("/exports/waiting/", headers=FRAGMENT)
    assert none.content.strip() == b""
    own = proven(bank.hana).post(PEOPLE, FORM)
    assert own.status_code == 303
    work()
    told = Run.objects.filter(kind="export.approval").count()
    assert (told, Delivery.objects.count()) == (2, 1), "nobody else is at head office"


def test_what_waits_for_ones_yes_stands_on_the_list_of_files(
    bank: Bank, proven: SignIn, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    gita = sign_in(bank.gita)
    opened = gita.get("/exports/waiting/")
    assert (opened.status_code, opened.headers["Location"]) == (303, "/exports/")
    nothing = gita.get("/exports/").content.decode()
    assert "Menunggu persetujuan Anda" in nothing
    assert "lebih dari 5.000 orang yang diminta orang lain muncul di sini" in nothing
    monkeypatch.setattr(services, "APPROVED_ABOVE", 1)
    make_prospect(bank.ani, "Sri Rahasia")
    make_prospect(bank.ani, "Tuti Rahasia")
    proven(bank.dewi).post(PEOPLE, FORM)
    waits = sign_in(bank.gita).get("/exports/").content.decode()
    assert f"/exports/{ExportFile.objects.get().public_id}/" in waits
    assert "muncul di sini" not in waits
    assert "muncul di sini" in sign_in(bank.dewi).get("/exports/").content.decode(), "not his own"
    for person in (bank.ani, bank.eko):
        assert sign_in(person).get("/exports/").status_code == 403
