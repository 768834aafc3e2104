"""How rates come to be: a sheet is drafted by one person, sent, and approved by another.

An approved sheet replaces the whole table of its product from its first day; the one before ends
the day before. Nothing that was approved is altered: letters and simulations were made by it.
Every step takes the version its person saw and raises StaleError when somebody was quicker, and
ValidationError in the user's words for what the rules refuse.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from core.formats import date_words
from org.models import User
from products.models import Product, Rate, RateSheet, SheetStatus, SheetTier
from products.models.rate import FIGURES, TIER, TierFields
from products.rates import COMING, IN_FORCE, PAST, share_a_case, tier_words

ONE_DAY = timedelta(days=1)
COPIED = (*TIER, *FIGURES)


def state_of(sheet: RateSheet, today: date) -> str:
    """Return draft, waiting, withdrawn, or for an approved sheet coming, in_force or past."""
    if sheet.status != SheetStatus.APPROVED or sheet.valid_from is None:
        return sheet.status
    if sheet.valid_from > today:
        return COMING
    return PAST if sheet.valid_to is not None and sheet.valid_to < today else IN_FORCE


def earliest_start(product: Product, today: date) -> date:
    """Return tomorrow; today while the product has no rate in force that would be overtaken."""
    return today + ONE_DAY if product.rates.on(today).exists() else today


def copied(row: TierFields) -> dict[str, Any]:
    """Return for whom a tier is and what it costs, as keyword arguments."""
    return {name: getattr(row, name) for name in COPIED}


def _locked(product_id: int) -> Product:
    return Product.objects.select_for_update().get(pk=product_id)


@transaction.atomic
def draft(sheet: RateSheet, *, actor: User, now: datetime, today: date) -> RateSheet:
    """Save a new draft with the tiers that are in force, or those of the next sheet to begin."""
    product = _locked(sheet.product_id)
    newest = product.sheets.order_by("-number").first()
    sheet.number = newest.number + 1 if newest else 1
    sheet.drafted_by, sheet.drafted_at = actor, now
    _check_start(sheet, product, today)
    sheet.full_clean()
    sheet.save()
    tiers = [SheetTier(sheet=sheet, **copied(row)) for row in _begun_from(product, today)]
    SheetTier.objects.bulk_create(tiers)
    return sheet


def _begun_from(product: Product, today: date) -> Sequence[TierFields]:
    coming = product.sheets.filter(status=SheetStatus.APPROVED, valid_from__gt=today)
    last = coming.order_by("-valid_from").first()
    return list(last.tiers.all() if last else product.rates.on(today))


def _check_start(sheet: RateSheet, product: Product, today: date) -> None:
    """A first day lies ahead; a sheet without one begins with its approval."""
    if sheet.valid_from is None:
        return
    first = earliest_start(product, today)
    if sheet.valid_from < first:
        text = _("Rates cannot begin in the past. The earliest day is %(day)s.")
        raise ValidationError({"valid_from": text % {"day": date_words(first)}})


def check_maker(sheet: RateSheet, actor: User) -> None:
    """Only the maker changes his draft: nobody approves what he had a hand in."""
    if sheet.status != SheetStatus.DRAFT:
        raise ValidationError(_("This sheet was sent already and stays as it is."))
    if sheet.drafted_by_id != actor.pk:
        maker = sheet.drafted_by.full_name if sheet.drafted_by else ""
        raise ValidationError(_("Only %(name)s changes this draft.") % {"name": maker})


@transaction.atomic
def change(
    sheet: RateSheet, expected: int, values: dict[str, Any], *, actor: User, today: date
) -> RateSheet:
    """Write first day, floor and note of a draft."""
    check_maker(sheet, actor)
    for name, value in values.items():
        setattr(sheet, name, value)
    _check_start(sheet, sheet.product, today)
    return sheet.save_version(expected, **values)


@transaction.atomic
def put_tier(tier: SheetTier, *, actor: User) -> SheetTier:
    """Add a tier to a draft."""
    sheet = RateSheet.objects.select_for_update().get(pk=tier.sheet_id)
    check_maker(sheet, actor)
    tier.full_clean()
    _refuse_overlap([tier], sheet.tiers.all())
    tier.save()
    return tier


@transaction.atomic
def change_tier(
    tier: SheetTier, expected: int, values: dict[str, Any], *, actor: User
) -> SheetTier:
    """Write the changes of a tier of a draft."""
    sheet = RateSheet.objects.select_for_update().get(pk=tier.sheet_id)
    check_maker(sheet, actor)
    for name, value in values.items():
        setattr(tier, name, value)
    _refuse_overlap([tier], sheet.tiers.exclude(pk=tier.pk))
    return tier.save_version(expected, **values)


@transaction.atomic
def drop_tier(tier: SheetTier, expected: int, *, actor: User) -> None:
    """Take a tier out of a draft."""
    check_maker(RateSheet.objects.select_for_update().get(pk=tier.sheet_id), actor)
    tier.save_version(expected)
    tier.delete()


def _refuse_overlap(tiers: Sequence[TierFields], others: Any) -> None:
    for tier in tiers:
        for other in others:
            if share_a_case(tier, other):
                text = _("This meets the tier %(tier)s. Choose limits that do not touch it.")
                raise ValidationError(text % {"tier": tier_words(other)})


@transaction.atomic
def discard(sheet: RateSheet, expected: int) -> None:
    """Delete a draft; what was approved keeps its numbers."""
    if sheet.status != SheetStatus.DRAFT:
        raise ValidationError(_("This sheet was sent already and stays as it is."))
    sheet.save_version(expected)
    sheet.delete()


@transaction.atomic
def send(sheet: RateSheet, expected: int, *, actor: User, today: date) -> RateSheet:
    """Send a draft for approval."""
    check_maker(sheet, actor)
    _locked(sheet.product_id)
    tiers = list(sheet.tiers.all())
    if not tiers:
        raise ValidationError(_("A sheet needs at least one tier."))
    for one, other in combinations(tiers, 2):
        _refuse_overlap([one], [other])
    _check_start(sheet, sheet.product, today)
    _check_floor(sheet, [tier.rate for tier in tiers])
    return sheet.save_version(expected, status=SheetStatus.WAITING, reply="")


def _check_floor(sheet: RateSheet, rates: list[Decimal]) -> None:
    """The bank's own rates do not pass the bound that officers keep to."""
    if sheet.floor_rate is None:
        return
    if sheet.product.is_deposit and max(rates) > sheet.floor_rate:
        raise ValidationError(_("A tier pays more than the highest rate without approval."))
    if not sheet.product.is_deposit and min(rates) < sheet.floor_rate:
        raise ValidationError(_("A tier lies below the lowest rate without approval."))


@transaction.atomic
def give_back(sheet: RateSheet, expected: int, *, actor: User, reply: str) -> RateSheet:
    """Return a sheet to its maker with the reason, or take one's own back."""
    _must_wait(sheet)
    reply = reply.strip()
    if sheet.drafted_by_id != actor.pk and not reply:
        raise ValidationError(_("Say why it comes back."))
    return sheet.save_version(expected, status=SheetStatus.DRAFT, reply=reply[:200])


def _must_wait(sheet: RateSheet) -> None:
    if sheet.status != SheetStatus.WAITING:
        raise ValidationError(_("This sheet does not wait for approval."))


@transaction.atomic
def approve(
    sheet: RateSheet, expected: int, *, actor: User, now: datetime, today: date
) -> RateSheet:
    """Approve a sheet somebody else drafted; its tiers become the rates from its first day."""
    product = _locked(sheet.product_id)
    sheet.refresh_from_db(fields=["status", "drafted_by"])
    _must_wait(sheet)
    if sheet.drafted_by_id == actor.pk:
        raise ValidationError(_("Whoever drafted a sheet does not approve it."))
    _check_start(sheet, product, today)
    first = sheet.valid_from or today
    last = _make_room(product, first)
    sheet.save_version(
        expected, status=SheetStatus.APPROVED, valid_from=first, valid_to=last,
        effective_at=_moment(first, now, today), decided_by=actor, decided_at=now,
    )  # fmt: skip
    publish(sheet)
    return sheet


def publish(sheet: RateSheet) -> None:
    """Write the tiers of an approved sheet into the rates."""
    first: Any = sheet.valid_from
    Rate.objects.bulk_create(
        Rate(product=sheet.product, sheet=sheet, valid_from=first,
             valid_to=sheet.valid_to, **copied(tier))
        for tier in sheet.tiers.all()
    )  # fmt: skip


def _moment(first: date, now: datetime, today: date) -> datetime:
    """A day begins at midnight of the head office; a sheet of today with its approval."""
    if first <= today:
        return now
    return datetime.combine(first, time.min, tzinfo=get_default_timezone())


def _make_room(product: Product, first: date) -> date | None:
    """End what runs into the first day the day before; return the last day the new one may have."""
    rates = product.rates.filter(valid_from__lte=first)
    running = [row for row in rates if row.valid_to is None or row.valid_to >= first]
    if any(row.valid_from == first for row in running):
        text = _("Rates begin on %(day)s already. Choose another day, or withdraw those first.")
        raise ValidationError(text % {"day": date_words(first)})
    for row in (*running, *_sheets_of(product, running)):
        row.save_version(row.version, valid_to=first - ONE_DAY)
    later = product.rates.filter(valid_from__gt=first).order_by("valid_from").first()
    return later.valid_from - ONE_DAY if later else None


def _sheets_of(product: Product, running: Sequence[Rate]) -> list[RateSheet]:
    return list(product.sheets.filter(pk__in={row.sheet_id for row in running}))


@transaction.atomic
def withdraw(sheet: RateSheet, expected: int, *, today: date) -> RateSheet:
    """Take back an approved sheet that has not begun; the one before runs on in its place."""
    product = _locked(sheet.product_id)
    if state_of(sheet, today) != COMING or sheet.valid_from is None:
        raise ValidationError(_("These rates have begun and stay as they are."))
    sheet.save_version(expected, status=SheetStatus.WITHDRAWN)
    sheet.rates.all().delete()
    before = product.rates.filter(valid_to=sheet.valid_from - ONE_DAY, valid_to__gte=today)
    for row in (*before, *_sheets_of(product, list(before))):
        row.save_version(row.version, valid_to=sheet.valid_to)
    return sheet
