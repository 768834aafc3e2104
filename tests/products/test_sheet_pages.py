"""Rate sheets through the front door: hana drafts and sends, wira approves."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from core import clock
from offers.affected import open_letters
from offers.letters import drafts
from offers.letters import services as letters
from offers.simulations import services as simulations
from org.models import AuditEntry
from products.models import RateSheet, SheetTier
from tests.factories.bank import Bank
from tests.factories.prospects import make_opportunity
from tests.factories.rates import make_draft, second_hand
from tests.offers.test_riplay import home_loan

SHEETS, TIERS = "/administration/sheets/", "/administration/tiers/"


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def hana(bank: Bank) -> Client:
    return client_of(bank.hana)


@pytest.fixture
def wira(bank: Bank) -> Client:
    return client_of(second_hand(bank))


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def step(client: Client, sheet: RateSheet, do: str, **more: str):
    sheet.refresh_from_db()
    body = {"do": do, "version": sheet.version, **more}
    return text_of(client.post(f"{SHEETS}{sheet.public_id}/step/", body, follow=True))


def test_from_the_draft_to_a_rate_in_force(bank: Bank, hana: Client, wira: Client) -> None:
    body = {"product": bank.kpr.pk, "valid_from": "", "floor_rate": "6,5", "note": "BI turun"}
    assert hana.post(f"{SHEETS}add/", body).status_code == 303
    sheet = RateSheet.objects.get()
    assert sheet.drafted_by == bank.hana
    tier = {"sheet": sheet.public_id, "segment": "", "rate": "7,25", "max_months": "120"}
    assert hana.post(f"{TIERS}add/", tier).status_code == 303
    tier |= {"rate": "7,75", "min_months": "100", "max_months": ""}
    again = hana.post(f"{TIERS}add/", tier)
    assert again.status_code == 422
    assert "bersinggungan" in text_of(again)
    tier["min_months"] = "121"
    assert hana.post(f"{TIERS}add/", tier).status_code == 303
    row = SheetTier.objects.get(min_months=121)
    # Another person sees the draft and changes nothing of it.
    assert wira.get(f"{TIERS}{row.public_id}/").status_code == 404
    assert wira.post(f"{TIERS}add/", tier | {"segment": "sme"}).status_code == 422
    assert "Hana" in step(wira, sheet, "send")
    assert "Menunggu persetujuan" in step(hana, sheet, "send")
    assert 'value="approve"' not in hana.get(f"{SHEETS}?id={sheet.public_id}").content.decode()
    assert "tidak menyetujui" in step(hana, sheet, "approve")
    assert "Sebutkan alasan" in step(wira, sheet, "return")
    assert "Tenor 240 belum ada" in step(wira, sheet, "return", reply="Tenor 240 belum ada")
    step(hana, sheet, "send")
    assert 'value="approve"' in wira.get(f"{SHEETS}?id={sheet.public_id}").content.decode()
    assert not bank.kpr.rates.exists()
    assert "Berlaku" in step(wira, sheet, "approve")
    assert bank.kpr.rates.count() == 2
    assert "7,25%" in text_of(
        hana.get(f"/administration/products/?id={bank.kpr.public_id}&tab=rates")
    )
    assert client_of(bank.ani).get("/simulasi/KPR/").content.decode().count("7,75") > 0
    acts = AuditEntry.objects.filter(object_id=sheet.public_id).values_list("action", flat=True)
    assert list(acts.order_by("pk")) == [
        "added", "sheet_sent", "sheet_returned", "sheet_sent", "sheet_approved",
    ]  # fmt: skip
    assert wira.post(f"{SHEETS}{sheet.public_id}/step/", {"do": "burn"}).status_code == 404


def test_a_tier_changed_in_two_windows_shows_both_values(bank: Bank, hana: Client) -> None:
    tier = make_draft(bank, bank.kpr).tiers.get()
    url = f"{TIERS}{tier.public_id}/"
    body = {"segment": "", "rate": "8", "version": "1"}
    assert hana.post(url, body).status_code == 303
    stale = hana.post(url, body | {"rate": "9"})
    assert stale.status_code == 409
    tier.refresh_from_db()
    assert tier.rate == 8
    assert hana.post(f"{url}remove/", {"version": tier.version}).status_code == 303


def test_versions_side_by_side_with_who_is_affected(
    bank: Bank, hana: Client, django_assert_max_num_queries
) -> None:
    file = make_opportunity(bank.ani, bank.kpr, "Kenari Rahasia", amount=400_000_000)
    foreign = make_opportunity(bank.citra, bank.kpr, "Merpati Rahasia", amount=600_000_000)
    first = make_draft(bank, bank.kpr, "7")
    step(hana, first, "send")
    wira = client_of(second_hand(bank))
    step(wira, first, "approve")
    day = clock.now().date() + timedelta(days=40)
    second = make_draft(bank, bank.kpr, "8,25".replace(",", "."), valid_from=day)
    hana.get("/administration/sheets/")
    told = {"months": 180, "rate": Decimal(7), "language": "id", "recipient": "Rahasia",
            "amount": Decimal(400_000_000)}  # fmt: skip
    now = clock.now()
    today = bank.ani.branch.local_date(now)  # after midnight in Jakarta it is not yet in London
    for _letter in range(2):
        letter = drafts.write(file, "offer", told, actor=bank.ani, now=now, today=today)
    letters.issue(letter, version=1, actor=bank.ani, now=now, today=today)
    withdrawn = drafts.write(file, "offer", told, actor=bank.ani, now=now, today=today)
    letters.withdraw(withdrawn, version=1, note="", actor=bank.ani, now=now)
    for prospect in (file.prospect, file.prospect, foreign.prospect):
        loan = replace(home_loan(bank), offer=letter.sheet_rate)
        simulations.save(prospect, loan, "", actor=prospect.owner, now=now)
    with django_assert_max_num_queries(16):
        page = hana.get(f"{SHEETS}{second.public_id}/compare/")
    shown = text_of(page)
    assert "KPR v1" in shown
    assert "Rp898.828" in shown  # 100 juta over 180 months at 7 %
    assert "+Rp71.312" in shown
    assert "KC Bandung 1 · Rp400 jt" in shown
    assert "KC Bekasi 1 · Rp600 jt" in shown
    assert "KC Bandung 2 · 1 draf · Rp800 jt" in shown
    assert "KC Bandung 2 · 1 nasabah" in shown
    assert "KC Bekasi 1 · 1 nasabah" in shown
    assert "Rahasia" not in shown
    bank.citra.access_day = now.date()
    assert open_letters(bank.citra, bank.kpr, now.date()).lines == []
    assert hana.get(f"{SHEETS}{second.public_id}/compare/?with=99").status_code == 200
    step(hana, second, "send")
    step(wira, second, "approve")
    assert "Tarik kembali" in text_of(hana.get(f"{SHEETS}?id={second.public_id}"))
