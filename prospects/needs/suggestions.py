"""Which products fit a need, and why: in words, from purpose, segment and limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from core.money import short_rupiah
from products.models import Product
from prospects.models import Need, Prospect

MOST = 3


@dataclass(frozen=True)
class Suggestion:
    """A product for a need. `reasons` speak for it, `obstacles` say what stands in the way."""

    product: Product
    reasons: tuple[str, ...]
    obstacles: tuple[str, ...]


def suggestions(need: Need, prospect: Prospect, products: Iterable[Product]) -> list[Suggestion]:
    """Return at most three products whose family serves the purpose, the unhindered first."""
    found = [
        Suggestion(product, *_judged(need, prospect, product))
        for product in products
        if need.purpose in product.type.purposes
    ]
    found.sort(key=lambda one: (len(one.obstacles), -len(one.reasons), one.product.position))
    return found[:MOST]


def _judged(
    need: Need, prospect: Prospect, product: Product
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    reasons = [_("meets: %(need)s") % {"need": need.get_purpose_display().lower()}]
    obstacles: list[str] = []
    if product.segment and prospect.segment:
        if product.segment == prospect.segment:
            reasons.append(_("made for this segment"))
        else:
            obstacles.append(_("belongs to another segment"))
    if need.amount is not None:
        _judge_amount(need.amount, product, reasons, obstacles)
    return tuple(reasons), tuple(obstacles)


def _judge_amount(
    amount: Decimal, product: Product, reasons: list[str], obstacles: list[str]
) -> None:
    """Compare with the product's own limits; the line between is said, not guessed."""
    low, high = product.min_amount, product.max_amount
    if low is not None and amount < low:
        obstacles.append(_("starts at %(least)s") % {"least": short_rupiah(low)})
    elif high is not None and amount > high:
        obstacles.append(_("goes up to %(most)s") % {"most": short_rupiah(high)})
    elif low is not None or high is not None:
        reasons.append(_("the amount lies within its limits"))
