"""Examples at the bank's own rate of the day: for a general RIPLAY, and for people of a company.

The cells say all of an example: a second rate and the instalment after it stand beside the first,
and an instalment that falls is not told as one that stays.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.money import format_rupiah
from offers.letters import figures
from offers.letters.figures import Terms
from products.answers.common import rate_words
from products.calculators.arithmetic import CalculationError
from products.models import Product
from products.types import Kind

MOST = 4  # of one product
OF_EACH = slice(1, None, 2)  # of several products two each, a small and a large one
# What is paid back from a salary, in the order in which it is shown.
FROM_SALARY = ("kpr", "kta", "kkb")
ALSO = ("kpa", "flpp", "takeover")

Example = dict[str, Any]


def examples_of(product: Product, day: date) -> list[Example]:
    """Return figures at the bank's own rate: amount, months, instalment or net interest."""
    found = []
    for amount, months in _cases(product):
        sheet = figures.sheet_of(product, amount, months, day)
        if sheet is None:
            continue
        terms = figures.at_sheet(Terms(amount, months, sheet.rate), sheet)
        try:
            found.append(figures.frozen(product, terms, day))
        except CalculationError:
            continue
    return found


def for_employees(product: Product, day: date) -> list[Example]:
    """Return examples of what employees take: the product of the file where it is such a one.

    A loan to the institution itself says nothing to the people who work for it.
    """
    if product.is_deposit:
        return examples_of(product, day)
    return [
        one | {"product": row.name}
        for row in _for_salaries(product)
        for one in examples_of(row, day)[OF_EACH]
    ]


def _for_salaries(product: Product) -> list[Product]:
    first = [product] if product.family in (*FROM_SALARY, *ALSO) else []
    offered = {row.family: row for row in reversed(Product.objects.offered())}
    rest = [offered[code] for code in FROM_SALARY if code in offered and code != product.family]
    return [*first, *rest][: len(FROM_SALARY)]


def _cases(product: Product) -> list[tuple[Decimal, int]]:
    """Return amounts and terms within the limits of the product."""
    low = product.min_amount or Decimal(50_000_000)
    high = product.max_amount or low * 10
    amounts = [min(low * step, high) for step in (1, 2, 4, 8)][:MOST]
    wanted = (3, 6, 12, 12) if product.type.kind == Kind.FUNDING else (36, 60, 60, 120)
    first, last = product.min_months or 1, product.max_months or 480
    pairs = [(a, min(max(m, first), last)) for a, m in zip(amounts, wanted, strict=False)]
    return list(dict.fromkeys(pairs))


# In words.


def rate_cell(one: Example) -> str:
    """Return `6,75%`, `9% flat`, or `6,75%, lalu 11% *` where another rate follows."""
    first = rate_words(Decimal(one["rate"]))
    if one.get("method") == "flat":
        return unbroken(_("%(rate)s flat") % {"rate": first})
    return _then(first, rate_words(Decimal(one["floating_rate"])) if one.get("later") else "")


def instalment_cell(one: Example) -> str:
    """Return the instalment, with the one after the fixed months, or that it falls."""
    first = format_rupiah(Decimal(one.get("instalment") or 0))
    if one.get("last"):
        return _("%(sum)s, falls every month") % {"sum": first}
    return _then(first, format_rupiah(Decimal(one["later"])) if one.get("later") else "")


def _then(first: str, later: str) -> str:
    return f"{first}, {unbroken(_('then %(later)s *') % {'later': later})}" if later else first


def unbroken(text: str) -> str:
    """Keep a few words on one line of a narrow cell."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def is_assumed(rows: list[Example] | tuple[Example, ...]) -> bool:
    """Tell whether any of them leans on a rate that is not known yet."""
    return any(one.get("later") for one in rows)
