"""What the portal understood of typed text."""

from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from core.errors import InputError
from core.money import format_rupiah, parse_rupiah, rupiah_in_words


def understood(text: str) -> dict[str, Any]:
    """Return what an amount was understood as: figure and words, or the sentence of refusal."""
    if not text.strip():
        return {}
    try:
        amount: Decimal = parse_rupiah(text)
    except InputError as error:
        return {"amount_error": error.text}
    words = rupiah_in_words(amount, get_language() or "id")
    return {"amount_figure": format_rupiah(amount), "amount_words": words}
