"""May this person have this product: each rule with its answer in words.

Says which first limits are met, passed or not yet answered, never that a person is a good debtor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from core.money import format_rupiah
from products.models import Product
from products.rulebook import Rulebook


@dataclass(frozen=True)
class Applicant:
    """What is known of an application: rupiah, months, m². None is not answered.

    `region` is the code of the place of house or business, by the Ministry of Home Affairs;
    `is_later` asks whether it is not the first facility.
    """

    amount: Decimal
    months: int
    region: str = ""
    segment: str = ""
    is_payroll: bool = False
    price: Decimal | None = None
    income: Decimal | None = None
    is_married: bool | None = None
    is_tapera: bool = False
    floor_area: Decimal | int | None = None
    land_area: int | None = None
    is_investment: bool = False
    turnover: Decimal | None = None
    business_months: int | None = None
    has_npwp: bool | None = None
    property_kind: str = ""
    is_later: bool | None = None
    vehicle: str = ""


@dataclass(frozen=True)
class Finding:
    """One rule: met, passed (False), or not yet answered (None)."""

    is_met: bool | None
    words: str


def held(answer: Any, is_met: bool, words: str) -> Finding:
    """Return the finding of a rule whose question may not be answered yet."""
    return Finding(None if answer is None else is_met, words)


Check = Callable[[Product, Applicant, Rulebook], list[Finding]]


def check(product: Product, asked: Applicant, rules_on: date | Rulebook) -> list[Finding]:
    """Ask every rule of the family on a day; who asks about many products brings one book."""
    book = rules_on if isinstance(rules_on, Rulebook) else Rulebook(rules_on)
    rules: Iterable[Check] = map(import_string, product.type.eligibility)
    return [finding for rule in rules for finding in rule(product, asked, book)]


def is_open(findings: Iterable[Finding]) -> bool:
    """Tell whether no rule is passed; unanswered ones leave it open."""
    return all(finding.is_met is not False for finding in findings)


def line_of(finding: Finding) -> dict[str, str]:
    """Return one rule with its mark, as ready strings."""
    tone, mark = {
        True: ("ok", _("met")), False: ("bad", _("not met")), None: ("warn", _("not answered")),
    }[finding.is_met]  # fmt: skip
    return {"words": finding.words, "tone": tone, "mark": mark}


def limits(product: Product, asked: Applicant, book: Rulebook) -> list[Finding]:
    """Check amount and term against the product, and whether it has a rate that day."""
    found = []
    low, high = product.min_amount, product.max_amount
    if low is not None or high is not None:
        words = _("Amount of %(amount)s, from %(low)s to %(high)s") % {
            "amount": format_rupiah(asked.amount), "low": format_rupiah(low or Decimal(0)),
            "high": format_rupiah(high) if high is not None else "…"}  # fmt: skip
        is_met = (low is None or low <= asked.amount) and (high is None or asked.amount <= high)
        found.append(Finding(is_met, words))
    least, most = product.min_months or 1, product.max_months
    if most is not None:
        words = _("Term of %(n)d months, from %(least)d to %(most)d") % {
            "n": asked.months, "least": least, "most": most}  # fmt: skip
        found.append(Finding(least <= asked.months <= most, words))
    if not book.has_rate(
        product, asked.amount, asked.months, asked.segment, is_payroll=asked.is_payroll
    ):
        found.append(Finding(is_met=False, words=_("No rate for this amount and term on this day")))
    return found
