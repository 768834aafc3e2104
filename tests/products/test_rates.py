"""Rate sheets: two people, one moment, nothing approved is altered, and what a version changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import translation

from core.versioning import StaleError
from org.models import User
from products import rates, sheets
from products.models import Product, Rate, RateSheet, SheetStatus, SheetTier
from tests.factories.bank import Bank
from tests.factories.prospects import NOW
from tests.factories.rates import make_draft, make_sheet, second_hand

TODAY = NOW.date()
DEC = TODAY + timedelta(days=30)
D = Decimal


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Refusals are compared in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def kta(bank: Bank) -> Product:
    """A product with one rate from before the sheets."""
    product = Product.objects.create(code="T", name="KTA", short_name="KTA", family="kta")
    Rate.objects.create(product=product, rate=D("10.5"), valid_from=date(2026, 1, 1))
    return product


@pytest.fixture
def wira(bank: Bank) -> User:
    return second_hand(bank)


def spans(product: Product) -> list[tuple[str, date, date | None]]:
    return [(str(row.rate.normalize()), row.valid_from, row.valid_to)
            for row in product.rates.order_by("valid_from", "pk")]  # fmt: skip


def test_a_draft_begins_with_what_is_in_force_and_shows_nowhere(bank: Bank, kta: Product) -> None:
    sheet = RateSheet(product=kta, valid_from=DEC)
    sheets.draft(sheet, actor=bank.hana, now=NOW, today=TODAY)
    assert [tier.rate for tier in sheet.tiers.all()] == [D("10.5")]
    assert sheet.label == "T v1"
    assert kta.rates.count() == 1
    with pytest.raises(ValidationError, match="draft"), transaction.atomic():
        sheets.draft(RateSheet(product=kta), actor=bank.hana, now=NOW, today=TODAY)


def test_two_people_make_a_sheet_and_the_one_before_ends(
    bank: Bank, kta: Product, wira: User
) -> None:
    sheet = make_draft(bank, kta, "11", valid_from=DEC)
    with pytest.raises(ValidationError):  # not sent yet
        sheets.approve(sheet, sheet.version, actor=wira, now=NOW, today=TODAY)
    sheets.send(sheet, sheet.version, actor=bank.hana, today=TODAY)
    with pytest.raises(ValidationError, match="does not approve"):
        sheets.approve(sheet, sheet.version, actor=bank.hana, now=NOW, today=TODAY)
    assert spans(kta) == [("10.5", date(2026, 1, 1), None)]
    with pytest.raises(StaleError), transaction.atomic():
        sheets.approve(sheet, sheet.version - 1, actor=wira, now=NOW, today=TODAY)
    sheet.refresh_from_db()
    sheets.approve(sheet, sheet.version, actor=wira, now=NOW, today=TODAY)
    assert spans(kta) == [
        ("10.5", date(2026, 1, 1), DEC - timedelta(days=1)), ("11", DEC, None),
    ]  # fmt: skip
    assert sheets.state_of(sheet, TODAY) == rates.COMING
    assert sheets.state_of(sheet, DEC) == rates.IN_FORCE
    with pytest.raises(ValidationError):  # a second press
        sheets.approve(sheet, sheet.version, actor=wira, now=NOW, today=TODAY)
    sheets.withdraw(sheet, sheet.version, today=TODAY)
    assert spans(kta) == [("10.5", date(2026, 1, 1), None)]
    assert sheet.tiers.count() == 1  # what was drafted stays readable


def test_the_database_knows_that_one_person_is_not_two(bank: Bank, kta: Product) -> None:
    sheet = make_draft(bank, kta)
    with pytest.raises(DatabaseError, match="sheet_two_people"):
        RateSheet.objects.filter(pk=sheet.pk).update(decided_by=bank.hana)


def test_only_the_maker_changes_his_draft_and_only_a_draft(
    bank: Bank, kta: Product, wira: User
) -> None:
    sheet = make_draft(bank, kta)
    tier = sheet.tiers.get()
    for work in (
        lambda: sheets.change(sheet, sheet.version, {"note": "x"}, actor=wira, today=TODAY),
        lambda: sheets.put_tier(SheetTier(sheet=sheet, rate=D(1), segment="sme"), actor=wira),
        lambda: sheets.change_tier(tier, 1, {"rate": D(1)}, actor=wira),
        lambda: sheets.drop_tier(tier, 1, actor=wira),
        lambda: sheets.send(sheet, sheet.version, actor=wira, today=TODAY),
    ):
        with pytest.raises(ValidationError, match="Hana"):
            work()
    sheets.send(sheet, sheet.version, actor=bank.hana, today=TODAY)
    with pytest.raises(ValidationError, match="sent already"):
        sheets.change_tier(tier, 1, {"rate": D(1)}, actor=bank.hana)
    with pytest.raises(ValidationError, match="why"):
        sheets.give_back(sheet, sheet.version, actor=wira, reply=" ")
    sheets.give_back(sheet, sheet.version, actor=wira, reply="Tenor panjang belum naik")
    assert (sheet.status, sheet.reply) == ("draft", "Tenor panjang belum naik")
    sheets.send(sheet, sheet.version, actor=bank.hana, today=TODAY)
    sheets.give_back(sheet, sheet.version, actor=bank.hana, reply="")  # one's own, without a reason
    sheets.discard(sheet, sheet.version)
    assert not kta.sheets.exists()


def test_an_approved_version_is_never_altered(bank: Bank, kta: Product) -> None:
    kta.rates.all().delete()
    sheet = make_sheet(bank, kta, floor_rate=D(6))
    for rows, change in (
        (Rate.objects.filter(sheet=sheet), {"rate": D(1)}),
        (SheetTier.objects.filter(sheet=sheet), {"rate": D(1)}),
        (RateSheet.objects.filter(pk=sheet.pk), {"floor_rate": D(1)}),
    ):
        with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(ValidationError):
        sheets.withdraw(sheet, sheet.version, today=TODAY)


@pytest.mark.parametrize("since", [TODAY, TODAY - timedelta(days=1), date(2020, 1, 1)])
def test_the_past_is_not_rewritten(bank: Bank, kta: Product, since: date) -> None:
    with pytest.raises(ValidationError, match="past"):
        make_draft(bank, kta, valid_from=since)
    assert spans(kta) == [("10.5", date(2026, 1, 1), None)]


def test_a_day_that_passed_while_it_waited_is_refused(bank: Bank, kta: Product, wira: User) -> None:
    sheet = make_draft(bank, kta, valid_from=TODAY + timedelta(days=1))
    sheets.send(sheet, sheet.version, actor=bank.hana, today=TODAY)
    with pytest.raises(ValidationError, match="past"):
        sheets.approve(sheet, sheet.version, actor=wira, now=NOW, today=TODAY + timedelta(days=1))


def test_without_a_day_it_begins_when_it_is_approved(bank: Bank, kta: Product) -> None:
    sheet = make_sheet(bank, kta, "9")
    assert (sheet.valid_from, sheet.effective_at) == (TODAY, NOW)
    earlier = rates.rate_for(kta, NOW - timedelta(minutes=1), D(1), 12)
    assert earlier is None or earlier.rate != 9  # a moment knows the minute
    assert rates.rate_for(kta, NOW, D(1), 12).rate == 9
    assert rates.rate_for(kta, TODAY, D(1), 12).sheet == sheet
    assert rates.rate_for(kta, TODAY - timedelta(days=1), D(1), 12).rate == D("10.5")
    with pytest.raises(ValidationError, match="already"):
        make_sheet(bank, kta, "8")  # one sheet a day


def test_a_version_between_two_ends_before_the_later_one(bank: Bank, kta: Product) -> None:
    late = make_sheet(bank, kta, "12", valid_from=DEC)
    early = make_sheet(bank, kta, "11", valid_from=TODAY + timedelta(days=2))
    assert early.valid_to == DEC - timedelta(days=1)
    assert [tier.rate for tier in early.tiers.all()] == [11]
    assert rates.rate_for(kta, DEC, D(1), 12).sheet == late


TIERS: tuple[tuple[dict[str, Any], bool], ...] = (
    ({"min_amount": D(50)}, True),
    ({"max_months": 12}, True),
    ({"segment": "micro"}, False),
    ({"is_payroll": True}, False),
)


@pytest.mark.parametrize(("tier", "meets"), TIERS)
def test_tiers_of_the_same_people_share_no_case(
    bank: Bank, kta: Product, tier: dict[str, Any], *, meets: bool
) -> None:
    sheet = make_draft(bank, kta)
    row = SheetTier(sheet=sheet, rate=D(5), **tier)
    if not meets:
        sheets.put_tier(row, actor=bank.hana)
        return
    with pytest.raises(ValidationError, match="meets the tier"):
        sheets.put_tier(row, actor=bank.hana)


def test_the_tier_for_amount_term_segment_and_payroll(bank: Bank, kta: Product) -> None:
    sheet = make_draft(bank, kta, valid_from=DEC)
    sheet.tiers.all().delete()
    for percent, tier in (
        ("10", {"max_amount": D(100)}), ("9", {"min_amount": D(101), "max_months": 24}),
        ("9.5", {"min_amount": D(101), "min_months": 25}), ("8", {"is_payroll": True}),
        ("7", {"segment": "sme"}),
    ):  # fmt: skip
        sheets.put_tier(SheetTier(sheet=sheet, rate=D(percent), **tier), actor=bank.hana)
    sheets.send(sheet, sheet.version, actor=bank.hana, today=TODAY)
    sheets.approve(sheet, sheet.version, actor=second_hand(bank), now=NOW, today=TODAY)

    def found(amount: int, months: int, segment: str = "", *, is_payroll: bool = False) -> Decimal:
        row = rates.rate_for(kta, DEC, D(amount), months, segment, is_payroll=is_payroll)
        assert row
        assert row.sheet == sheet
        return row.rate

    assert [found(100, 24), found(101, 24), found(101, 25)] == [10, 9, D("9.5")]
    assert found(100, 24, is_payroll=True) == 8
    assert found(100, 24, "sme", is_payroll=True) == 7  # the own segment speaks first


def test_the_bound_of_offers(bank: Bank, kta: Product) -> None:
    with pytest.raises(ValidationError, match="below the lowest"):
        make_sheet(bank, kta, "7", floor_rate=D(8))
    RateSheet.objects.all().delete()
    make_sheet(bank, kta, "9", floor_rate=D("8.25"))
    assert rates.floor_rate(kta, TODAY) == D("8.25")
    assert rates.floor_rate(kta, TODAY - timedelta(days=1)) is None
    assert rates.passes_floor(kta, D("8.25"), TODAY)
    assert not rates.passes_floor(kta, D("8.24"), TODAY)
    make_sheet(bank, bank.deposit, "3.25", floor_rate=D("3.5"))
    assert rates.passes_floor(bank.deposit, D("3.5"), TODAY)
    assert not rates.passes_floor(bank.deposit, D("3.51"), TODAY)


def test_versions_are_compared_tier_by_tier(bank: Bank, kta: Product) -> None:
    old = [
        SheetTier(rate=D("10.5"), max_amount=D(200_000_000)),
        SheetTier(rate=D(9), segment="sme"),
    ]
    new = [SheetTier(rate=D(12), max_amount=D(200_000_000)),
           SheetTier(rate=D(11), min_amount=D(200_000_001))]  # fmt: skip
    same, added, gone = rates.compare(kta, old, new, TODAY)
    # 100 million over 36 months: annuity of 10.5% and of 12% a year.
    assert (same.principal, same.months) == (D(100_000_000), 36)
    assert (same.old_payment, same.new_payment, same.difference) == (3_250_244, 3_321_431, 71_187)
    assert (added.old, added.old_payment, added.is_changed) == (None, None, True)
    assert (gone.new, gone.is_changed) == (None, True)
    assert [line.is_changed for line in rates.compare(kta, old, old, TODAY)] == [False, False]
    assert rates.compare(bank.deposit, old, new, TODAY)[0].difference is None
    assert SheetStatus.APPROVED.value == "approved"
