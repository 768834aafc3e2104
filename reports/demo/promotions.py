"""Promotions of head office: one in force and reserved once, one that waits for approval."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from offers.models import Promotion, PromotionKind
from offers.promotions import services as promotions
from prospects.models import Opportunity
from reports.demo.organisation import DemoBank


def tell_promotions(bank: DemoBank, now: datetime) -> None:
    """A cashback that a second person approved, reserved for one home loan; a gift that waits."""
    hana, wira, ani = bank.people["hana"], bank.people["wira"], bank.people["ani"]
    today = now.astimezone(hana.zone).date()
    if Promotion.objects.exists():
        return
    days = {"valid_from": today, "valid_to": today + timedelta(days=30)}
    cashback = Promotion.objects.create(
        name="Cashback akad KPR", kind=PromotionKind.CASHBACK, quota=40, family="kpr",
        value=Decimal(1_000_000), budget=Decimal(40_000_000), drafted_by=hana,
        conditions_id="Akad ditandatangani paling lambat 60 hari sejak surat ini\n"
        "Angsuran pertama didebet dari tabungan di bank kami",
        conditions_en="The akad is signed within 60 days of this letter\n"
        "The first instalment is taken from an account with our bank", **days,
    )  # fmt: skip
    Promotion.objects.create(
        name="Payung cantik", kind=PromotionKind.GIFT, quota=500, value=Decimal(75_000),
        budget=Decimal(37_500_000), drafted_by=wira, **days,
    )  # fmt: skip
    promotions.approve(cashback, version=cashback.version, actor=wira, now=now)
    rows = Opportunity.objects.system("the demo").open().filter(owner=ani, product__code="KPR")
    file = rows.order_by("pk").first()
    if file is not None:
        promotions.choose(file, cashback, actor=ani, now=now)
