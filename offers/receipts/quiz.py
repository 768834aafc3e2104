"""The quiz of a receipt: a question a sentence with his own figures, one answer of three right."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from core.money import format_rupiah
from offers.models import ReceiptQuiz
from products import dated
from products.models import Product

THOUSAND = Decimal(1000)
Question = dict[str, Any]


def register() -> None:
    """Tell dated settings which two rows speak of the same thing."""
    dated.CASE[ReceiptQuiz] = ("product",)


def is_on(product: Product, day: date) -> bool:
    """Tell whether receipts of this product ask; its own row speaks before that of all."""
    rows = ReceiptQuiz.objects.on(day)
    rows = rows.filter(product=product) | rows.filter(product=None)
    row = rows.order_by(F("product").asc(nulls_last=True), "-valid_from").first()
    return row is not None and row.is_on


def questions_of(keys: list[str], terms: Mapping[str, Any]) -> list[Question]:
    """Return `{"question", "choices", "right"}` for each sentence, choices in a random order."""
    return [_mixed(*_question(key, terms)) for key in keys]


def _mixed(question: str, right: str, *wrong: str) -> Question:
    choices = [right, *wrong]
    secrets.SystemRandom().shuffle(choices)
    return {"question": question, "choices": choices, "right": choices.index(right)}


def _near(terms: Mapping[str, Any], name: str) -> tuple[str, str, str]:
    """Return the right amount and two that are clearly others, a fifth less and a quarter more."""
    amount = Decimal(terms[name])
    others = (
        _round(amount * 4 / 5) or _round(amount * 2) + 5 * THOUSAND,
        _round(amount * 5 / 4) + THOUSAND,
    )
    return format_rupiah(amount), format_rupiah(others[0]), format_rupiah(others[1])


def _round(amount: Decimal) -> Decimal:
    return (amount / THOUSAND).to_integral_value() * THOUSAND


def _question(key: str, terms: Mapping[str, Any]) -> tuple[str, ...]:
    match key:
        case "floating":
            text = _("What do I pay a month after the fixed period, at the rate assumed here?")
            right, _less, more = _near(terms, "later_payment")
            return text, right, format_rupiah(Decimal(terms["payment"])), more
        case "falling" | "instalment":
            return _("What do I pay in the first month?"), *_near(terms, "payment")
        case "cost":
            text = _("How much do I pay in interest and costs, beside the loan itself?")
            return text, *_near(terms, "total_cost")
        case "early":
            return _early()
        case "interest":
            return _("What interest do I get, after tax?"), *_near(terms, "net")
        case "break":
            return _break(terms)
    return _guarantee()


def _early() -> tuple[str, ...]:
    right = _("No, the bank still examines and decides")
    wrong = _("Yes, it is approved"), _("Yes, as soon as I sign the sheet")
    return _("Is my loan approved with this?"), right, *wrong


def _guarantee() -> tuple[str, ...]:
    right = _("Only within its limits of rate and sum")
    return (
        _("When does the LPS guarantee my deposit?"), right, _("Always, whatever the rate"),
        _("Never"),
    )  # fmt: skip


def _break(terms: Mapping[str, Any]) -> tuple[str, ...]:
    lost, kept = _("I lose the running interest"), _("I get the interest up to that day")
    full = _("I get all interest as agreed")
    text = _("What happens if I take the deposit out earlier?")
    return (text, lost, kept, full) if terms["forfeits_interest"] else (text, kept, lost, full)
