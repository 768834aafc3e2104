"""The head office moves its rates: one version is announced, another waits for approval."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from org.models import User
from products import sheets
from products.models import BankStanding, Product, RateSheet
from reports.demo.organisation import DemoBank

AHEAD = timedelta(days=21)


def tell_rates(bank: DemoBank, now: datetime) -> None:
    """Tell of both, once."""
    hana, wira = bank.people["hana"], bank.people["wira"]
    coming = _drafted("KPR", hana, now, Decimal("-0.25"), "Promo akhir tahun, bunga tetap turun")
    if coming is not None:
        today = now.astimezone(hana.zone).date()
        sheets.send(coming, coming.version, actor=hana, today=today)
        sheets.approve(coming, coming.version, actor=wira, now=now, today=today)
    waiting = _drafted("KTA", wira, now, Decimal("0.36"), "Biaya dana naik")
    if waiting is not None:
        today = now.astimezone(wira.zone).date()
        sheets.send(waiting, waiting.version, actor=wira, today=today)


def tell_standing(bank: DemoBank, now: datetime) -> None:
    """Record the bank's own NPL, once; invented like the bank."""
    if not BankStanding.objects.exists():
        today = now.astimezone(bank.people["hana"].zone).date()
        BankStanding.objects.create(
            total=Decimal("2.31"), homes=Decimal("1.87"), valid_from=today.replace(day=1),
            source="Laporan publikasi triwulanan",
        )  # fmt: skip


def _drafted(code: str, maker: User, now: datetime, change: Decimal, note: str) -> RateSheet | None:
    """Return a draft whose tiers move by `change` % per year; None where one was told of before."""
    product = Product.objects.get(code=code)
    if product.sheets.exclude(drafted_by=None).exists():
        return None
    today = now.astimezone(maker.zone).date()
    sheet = RateSheet(product=product, valid_from=today + AHEAD, note=note)
    sheets.draft(sheet, actor=maker, now=now, today=today)
    for tier in sheet.tiers.all():
        sheets.change_tier(tier, tier.version, {"rate": tier.rate + change}, actor=maker)
    return sheet
