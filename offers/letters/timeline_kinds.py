"""The sentences of the timeline that letters write."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.money import short_rupiah
from offers.models import Answer, HandOver, LetterKind, LetterRound
from products.answers.common import rate_words
from prospects.timeline_words import Words, register


def _label(choices: Any, value: Any) -> str:
    return str(dict(choices).get(str(value), value))


def _letter(data: dict[str, Any]) -> str:
    """Return *Surat penawaran 007/SPn/A/XI/2026*."""
    kind = _label(LetterKind.choices, data.get("letter", ""))
    return " ".join(part for part in (kind, str(data.get("number", ""))) if part)


def _handed_over(data: dict[str, Any]) -> str:
    way = _label(HandOver.choices, data.get("channel", ""))
    return f"{_letter(data)} · {way}"


def _answered(data: dict[str, Any]) -> str:
    way = _label(Answer.choices, data.get("channel", ""))
    return f"{_letter(data)} · {way}"


def _round(data: dict[str, Any]) -> str:
    side = _label(LetterRound.Side.choices, data.get("side", ""))
    try:
        sum_ = short_rupiah(Decimal(data["amount"]))
        return f"{side}: {sum_}, {rate_words(Decimal(data['rate']))}"
    except (KeyError, InvalidOperation):
        return side


def register_all() -> None:
    """Give the timeline the words of every kind written here."""
    for kind, words in {
        "letter_submitted": Words("send", _("Approval asked for"), _letter),
        "letter_returned": Words("arrow-back-up", _("Letter sent back"), _letter),
        "letter_issued": Words("file-check", _("Letter issued"), _letter),
        "letter_sent": Words("mail-forward", _("Letter handed over"), _handed_over),
        "letter_accepted": Words("circle-check", _("Letter accepted"), _answered),
        "letter_declined": Words("circle-x", _("Letter declined"), _answered),
        "letter_withdrawn": Words("ban", _("Letter withdrawn"), _letter),
        "letter_reopened": Words("arrow-back-up", _("Acceptance taken back"), _letter),
        "letter_expired": Words("clock", _("Letter expired"), _letter),
        "letter_round": Words("arrows-exchange", _("Negotiation"), _round),
    }.items():
        register(kind, words)
