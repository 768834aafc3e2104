"""Rate sheets for tests: approved by two people, or waiting for the second."""

from datetime import date
from decimal import Decimal
from typing import Any

from products import sheets
from products.models import Product, RateSheet, SheetTier
from tests.factories.bank import Bank
from tests.factories.prospects import NOW

TODAY = NOW.date()


def make_draft(bank: Bank, product: Product, percent: str = "7", **head: Any) -> RateSheet:
    """Return hana's draft with one tier for all."""
    sheet = RateSheet(product=product, **head)
    sheets.draft(sheet, actor=bank.hana, now=NOW, today=NOW.date())
    sheet.tiers.all().delete()
    sheets.put_tier(SheetTier(sheet=sheet, rate=Decimal(percent)), actor=bank.hana)
    return sheet


def second_hand(bank: Bank) -> Any:
    """Return another person of the head office."""
    found, _is_new = type(bank.hana).objects.get_or_create(
        username="wira", defaults={"full_name": "Wira Adinata", "role": bank.hana.role}
    )
    return found


def make_sheet(
    bank: Bank, product: Product, percent: str = "7", today: date = TODAY, **head: Any
) -> RateSheet:
    """Return a sheet that wira approved; without `valid_from` in force since `today`."""
    sheet = make_draft(bank, product, percent, **head)
    sheets.send(sheet, sheet.version, actor=bank.hana, today=today)
    return sheets.approve(sheet, sheet.version, actor=second_hand(bank), now=NOW, today=today)
