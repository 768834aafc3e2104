"""The one function that makes text comparable, used by save, import and query alike.

A person's search text is their names, normalised, and their phones as bare digits in both
spellings. A typed query becomes substrings of that text, so one trigram index answers all.
"""

import re
import unicodedata
from collections.abc import Iterable

# Apostrophes join (Nur'aini is one word), every other mark separates.
_JOINERS = re.compile("['’‘`´ʼʻ′\u200b-\u200f\u2060\ufeff]")
# The special letters that carry no separable accent.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"})
_NUMBER = re.compile(r"[+(]?[0-9][0-9 ().+\-/]*")

_TITLES = """
    dr drs dra drg drh ir prof h hj kh kph kra ust ustadz ustazah
    bpk bapak pak ibu bu sdr sdri tn ny nn rr rm raden mas mbak kak
"""
TITLES = frozenset(_TITLES.split())
_DEGREE_FREE = re.compile(r",.*")


def normalise(text: str) -> str:
    """Lower case, without accents, marks or doubled spaces; full-width forms folded.

    Letters of other scripts stay, so a name in any script finds itself.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = _JOINERS.sub("", folded).translate(_LETTERS)
    return " ".join("".join(map(_letter_or_space, _without_accents(folded))).split())


def _letter_or_space(char: str) -> str:
    """Letters, digits and the vowel signs of other scripts stay; every other mark separates."""
    return char if char.isalnum() or unicodedata.category(char).startswith("M") else " "


def _without_accents(text: str) -> str:
    """Latin accents only: in other scripts a combining sign is a vowel, not an ornament."""
    parts = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in parts if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", bare)


def search_text(name: str, *others: str, phones: Iterable[str] = ()) -> str:
    """What the index holds for one person: names first, then each phone in two spellings.

    `phones` are E.164 (`+6281255501423`); stored as `6281255501423` and `081255501423`.
    """
    words = [normalise(part) for part in (name, *others) if part]
    numbers = [spelling for phone in phones for spelling in _spellings(phone)]
    return " ".join(filter(None, [*words, *numbers]))


def _spellings(phone: str) -> list[str]:
    digits = re.sub(r"[^0-9]", "", phone)
    return [digits, f"0{digits[2:]}"] if digits.startswith("62") else [digits]


def query_terms(text: str) -> list[str]:
    """The substrings that must all occur in a search text.

    A number in any spelling becomes its digits without `+62`, `62` or the trunk `0`; a number of
    under three digits is a plain word. Other input is normalised and split at spaces.
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    if _NUMBER.fullmatch(folded):
        digits = _bare_digits(folded)
        if len(digits) >= 3:
            return [digits]
    return normalise(text).split()


def _bare_digits(text: str) -> str:
    """`62` is a country code after a plus or before a mobile 8; elsewhere it may be any part."""
    digits = re.sub(r"[^0-9]", "", text)
    if text.startswith(("+62", "(+62", "0062")) or (digits.startswith("628") and len(digits) > 8):
        return digits.removeprefix("00").removeprefix("62").removeprefix("0") or digits
    return digits.lstrip("0") or digits


def sort_name(name: str) -> str:
    """The name for alphabetical order: titles before it and degrees after a comma left out."""
    words = normalise(_DEGREE_FREE.sub("", name)).split() or normalise(name).split()
    while len(words) > 1 and words[0] in TITLES:
        words.pop(0)
    return " ".join(words)
