"""Search by a whole identity number, which is never kept or shown as it was typed.

NIK (16 digits), NPWP (15 or 16) and NIB (13) become their keyed indexes at once. What is remembered
for the address is a mask and these indexes; neither gives the number back. Marks between the digits
and words beside them make no difference. Any other run of 13 digits and more finds nobody and is
kept the same way, for one digit too many still says nearly all of a NIK.

A telephone number can have 13 digits and more as well, and cannot be told from a NIB. Such a text
is looked for as both. It must be read again for that, so it is kept encrypted.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from core import search
from core.crypto import CryptoError, decrypt, encrypt, field_aad
from core.errors import InputError
from core.identity import mask_nik, normalise_phone
from prospects.models.sealed import SEALED

if TYPE_CHECKING:
    from prospects.models.prospect import Prospect

LONGEST = 32  # digits that are kept of what is no number of any kind
SEALED_MARK = "sealed:"
_TYPED = re.compile(r"\+?[0-9](?:[\W_]{0,3}[0-9]){12,}")
_INDEX = "[A-Za-z0-9_-]{43}"
_KEPT = re.compile(rf"number:([0-9*]{{13,{LONGEST}}}):({_INDEX}(?:\.{_INDEX})?)")
_AAD = field_aad("prospects.RecentSearch", "any", "number")
# What the number may be, by how many digits it has. A resident's NPWP is his NIK.
_KINDS = {13: ("nib",), 15: ("npwp",), 16: ("nik", "npwp")}


@dataclass(frozen=True)
class _Number:
    """A number by its mask and the indexes to look for; `phone` where it may be one as well."""

    mask: str
    indexes: tuple[str, ...]
    phone: str = ""

    @property
    def condition(self) -> Q:
        """The filter for prospects: who has the number as any of what it may be."""
        found = Q()
        for kind, index in zip(_kinds(self.mask), self.indexes, strict=False):
            found |= Q(**{f"{kind}_index": index})
        for term in search.query_terms(self.phone):
            found |= Q(search_text__contains=term)
        return found


def kept(text: str) -> str:
    """Return what may be stored of a search: the text, or what stands for the number in it."""
    number = _typed(text)
    if number is None:
        return text
    if number.phone:
        return SEALED_MARK + encrypt(number.phone, aad=_AAD)
    return f"number:{number.mask}:{'.'.join(map(_short, number.indexes))}"


def condition_of(text: str) -> Q | None:
    """Return the filter for a typed or kept number; None for other searches."""
    number = _read(text)
    return None if number is None else number.condition


def box_of(text: str) -> str:
    """Return what the search box shows again: nothing of a number, unless it is a telephone's."""
    number = _read(text)
    return text if number is None else number.phone


def chip_of(text: str) -> str:
    """Return how a number is shown that does not stand in the box; empty for other searches."""
    number = _read(text)
    if number is None or number.phone:
        return ""
    kinds = _KINDS.get(len(number.mask), ())
    kind = kinds[-1 if number.mask.startswith("0") else 0] if kinds else ""  # no NIK begins with 0
    label = SEALED[kind].label if kind else _("Number")
    return f"{label} {number.mask.replace('*', '•')}"


def marks_of(prospect: Prospect) -> list[str]:
    """Return what stands for the numbers of a prospect in kept searches, so that they can go."""
    columns = {f"{kind}_index" for kinds in _KINDS.values() for kind in kinds}
    return [_short(index) for name in sorted(columns) if (index := getattr(prospect, name))]


def _read(text: str) -> _Number | None:
    """Return the number of a typed or a kept text."""
    if text.startswith(SEALED_MARK):
        return _number(_opened(text.removeprefix(SEALED_MARK)), is_phone=True)
    stored = _KEPT.fullmatch(text)
    if stored:
        return _Number(stored[1], tuple(map(_long, stored[2].split("."))))
    return _typed(text)


def _typed(text: str) -> _Number | None:
    """Return the first long number in a text; a phone with its plus is none."""
    for run in _TYPED.findall(unicodedata.normalize("NFKC", text)):
        is_phone = _is_phone(run)
        if not (is_phone and run.startswith("+")):
            return _number(re.sub(r"[^0-9]", "", run)[:LONGEST], is_phone=is_phone)
    return None


def _number(digits: str, *, is_phone: bool) -> _Number:
    value = f"0{digits}" if len(digits) == 15 else digits
    indexes = tuple(SEALED[kind].index_of(value) for kind in _kinds(digits))
    return _Number(mask_nik(digits), indexes, digits if is_phone else "")


def _kinds(digits: str) -> tuple[str, ...]:
    """Return what a number may be; what is none is looked for as a NIB and found nowhere."""
    return _KINDS.get(len(digits), ("nib",))


def _is_phone(text: str) -> bool:
    try:
        normalise_phone(text)
    except InputError:
        return False
    return True


def _opened(token: str) -> str:
    """Return the digits that were encrypted; empty, which finds nobody, after a change of keys."""
    try:
        return decrypt(token, aad=_AAD)
    except CryptoError:
        return ""


def _short(index: str) -> str:
    """Return an index in 43 letters instead of 64, so that two have room in a kept search."""
    return base64.urlsafe_b64encode(bytes.fromhex(index)).decode().rstrip("=")


def _long(short: str) -> str:
    return base64.urlsafe_b64decode(short + "=").hex()
