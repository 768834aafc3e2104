"""Search by a whole identity number, which is never kept or shown as it was typed.

The number becomes its keyed index at once. What is remembered for the address is the mask and
that index; neither gives the number back.
"""

from __future__ import annotations

import re

from core.crypto import blind_index
from core.identity import mask_nik

DIGITS = 16
_TYPED = re.compile(r"[0-9][0-9 .\-]{14,30}")
_KEPT = re.compile(r"nik:([0-9*]{16}):([0-9a-zA-Z+/=_-]{20,88})")


def _number(text: str) -> str:
    """Return the sixteen digits that were typed; empty for anything else."""
    if not _TYPED.fullmatch(text.strip()):
        return ""
    digits = re.sub(r"[^0-9]", "", text)
    return digits if len(digits) == DIGITS else ""


def kept(text: str) -> str:
    """Return what may be stored of a search: the text, or mask and index of a number."""
    number = _number(text)
    return f"nik:{mask_nik(number)}:{blind_index(number)}" if number else text


def index_of(text: str) -> str:
    """Return the index to look for, of a typed or a kept number; empty for other searches."""
    stored = _KEPT.fullmatch(text)
    if stored:
        return stored[2]
    number = _number(text)
    return blind_index(number) if number else ""


def mask_of(text: str) -> str:
    """Return how a kept number is shown; empty for other searches."""
    stored = _KEPT.fullmatch(text)
    return stored[1].replace("*", "•") if stored else ""
