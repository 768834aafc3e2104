"""Whole rupiah: read as people write them, shown as the spelling rules ask, spoken in words.

Amounts are `Decimal` without a fraction and have at most 15 digits. A text is accepted only when
it has exactly one reading; what could be meant in two ways is refused with both in mind.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

from core.errors import InputError

MAX_DIGITS = 15
MAX_AMOUNT = Decimal(10) ** MAX_DIGITS - 1

UNITS = {
    "": 1,
    **dict.fromkeys(("rb", "rbu", "ribu", "k"), 10**3),
    **dict.fromkeys(("jt", "jta", "juta", "mio"), 10**6),
    **dict.fromkeys(("m", "miliar", "milyar"), 10**9),
    **dict.fromkeys(("t", "triliun", "trilyun"), 10**12),
}

# Full-width forms from Asian keyboards mean the same as their ASCII twins. The full compatibility
# folding is not used here: it would turn a superscript (10²) into another digit (102).
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(
    (0x00A0, 0x2007, 0x2009, 0x202F, 0x3000), 0x20
)
_SHAPE = re.compile(
    r"(?P<sign>-?)(?:(?:rp\.?|idr) ?)?(?P<inner>-?)(?P<number>[0-9][0-9.,]*)(?P<dash>-?)"
    r" ?(?P<unit>[a-z]*?) ?(?:rupiah)?"
)
_THREE_PLAIN = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_DOTTED = re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]+))?")
_COMMAED = re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]+))?")
_SIMPLE = re.compile(r"(0|[1-9][0-9]*)(?:([.,])([0-9]+))?")


class AmountError(InputError):
    """An amount that cannot be read, or could be read in two ways."""


def parse_rupiah(text: str) -> Decimal:
    """Whole rupiah, 0 to 999.999.999.999.999, from what a person typed.

    Accepts `1.250.000`, `1250000`, `Rp1.250.000,00`, `Rp 1,5 jt`, `600juta`, `1,2 M` (miliar).
    Raises AmountError with code empty, unreadable, ambiguous, sen, negative or too_large.
    """
    shape = _SHAPE.fullmatch(_fold(text))
    if shape is None or shape["unit"] not in UNITS:
        raise AmountError("unreadable", _UNREADABLE)
    if shape["sign"] or shape["inner"]:
        raise AmountError("negative", _NEGATIVE)
    factor = UNITS[shape["unit"]]
    number = _without_dash(shape["number"], shape["dash"])
    return _whole(_read(number, has_unit=factor > 1) * factor)


def _fold(text: str) -> str:
    folded = " ".join(text.translate(_WIDE).split())
    if not folded:
        raise AmountError("empty", EMPTY_MESSAGE)
    if not folded.isascii() or len(folded) > 60:
        raise AmountError("unreadable", _UNREADABLE)
    return folded.casefold()


def _without_dash(number: str, dash: str) -> str:
    """`1.250.000,-` is how receipts close an amount: the dash stands for no sen."""
    if not dash:
        return number
    if number[-1] not in ",.":
        raise AmountError("unreadable", _UNREADABLE)
    return number[:-1]


def _read(number: str, *, has_unit: bool) -> Decimal:
    """The number as typed; the decimal sign is a comma, or a point where only that can be meant."""
    if _THREE_PLAIN.fullmatch(number) and (has_unit or "," in number):
        raise AmountError("ambiguous", _AMBIGUOUS)  # 1,500 and 1.500 jt: thousands or a fraction
    for pattern, grouping in ((_DOTTED, "."), (_COMMAED, ",")):
        if grouped := pattern.fullmatch(number):
            return _join(grouped[1].replace(grouping, ""), grouped[2])
    simple = _SIMPLE.fullmatch(number)
    if simple is None:
        raise AmountError("unreadable", _UNREADABLE)
    if simple[2] == "." and not has_unit:
        raise AmountError("ambiguous", _AMBIGUOUS)  # 1.5, 1.50, 1500.00: fraction or slip of a key
    if simple[2] == "," and not has_unit and len(simple[3]) != 2:
        raise AmountError("ambiguous", _AMBIGUOUS)
    return _join(simple[1], simple[3])


def _join(whole: str, fraction: str | None) -> Decimal:
    if len(whole) > MAX_DIGITS:
        raise AmountError("too_large", _TOO_LARGE)
    return Decimal(f"{whole}.{fraction or 0}")


def _whole(amount: Decimal) -> Decimal:
    if amount > MAX_AMOUNT:
        raise AmountError("too_large", _TOO_LARGE)
    if amount != amount.to_integral_value():
        raise AmountError("sen", _SEN)
    return Decimal(int(amount))


def format_rupiah(amount: Decimal) -> str:
    """`Rp1.250.000`; `-Rp1.250.000` below zero. Raises ValueError for a fraction of a rupiah."""
    whole = _whole_number(amount)
    return f"{'-' if whole < 0 else ''}Rp{abs(whole):,}".replace(",", ".")


def short_rupiah(amount: Decimal) -> str:
    """For cards and tiles: `Rp600 jt`, `Rp1,84 M`, `Rp2,1 T`; the full amount below one million.

    Two decimals under ten, one above, rounded half up. The bank's own abbreviations are used in
    every language; the full amount belongs in the title beside it.
    """
    size = abs(Decimal(_whole_number(amount)))
    if size < 10**6:
        return format_rupiah(amount)
    shown, unit = _scaled(size)
    return f"{'-' if amount < 0 else ''}Rp{_comma(shown)} {unit}"


def _scaled(size: Decimal) -> tuple[Decimal, str]:
    """The figure and its unit; 999,95 jt rounds up into the next unit."""
    for unit, factor in (("jt", 10**6), ("M", 10**9)):
        shown = _rounded(size / factor)
        if shown < 1000:
            return shown, unit
    return _rounded(size / 10**12), "T"


def _rounded(size: Decimal) -> Decimal:
    step = Decimal("0.01") if size < 10 else Decimal("0.1")
    return size.quantize(step, ROUND_HALF_UP)


def _comma(size: Decimal) -> str:
    text = f"{size:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.translate(str.maketrans(",.", ".,"))


def _whole_number(amount: Decimal | int) -> int:
    if isinstance(amount, float) or amount != int(amount):
        raise ValueError("amounts are whole rupiah in Decimal")
    return int(amount)


_ONES = (
    *("nol", "satu", "dua", "tiga", "empat", "lima"),
    *("enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"),
)
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))


def terbilang(number: int) -> str:
    """The number in Indonesian words: 1250000 -> satu juta dua ratus lima puluh ribu.

    Up to 15 digits; below zero starts with *minus*. Raises ValueError beyond.
    """
    _check_words(number)
    if number < 0:
        return f"minus {terbilang(-number)}"
    return " ".join(_say(number)) or _ONES[0]


def _check_words(number: int) -> None:
    if abs(number) > MAX_AMOUNT:
        raise ValueError("words are made for at most 15 digits")


def _say(number: int) -> list[str]:
    for scale, word in _SCALES:
        if number >= scale:
            head = ["seribu"] if 1000 <= number < 2000 else [*_say(number // scale), word]
            return head + _say(number % scale)
    if number >= 100:
        head = ["seratus"] if number < 200 else [_ONES[number // 100], "ratus"]
        return head + _say(number % 100)
    if number >= 20:
        return [_ONES[number // 10], "puluh", *_say(number % 10)]
    if number >= 12:
        return [_ONES[number - 10], "belas"]
    return [_ONES[number]] if number else []


_ENGLISH = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES_EN = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))


def in_words_en(number: int) -> str:
    """The number in English words: 1250000 -> one million two hundred fifty thousand."""
    _check_words(number)
    if number < 0:
        return f"minus {in_words_en(-number)}"
    return " ".join(_say_en(number)) or _ENGLISH[0]


def _say_en(number: int) -> list[str]:
    for scale, word in _SCALES_EN:
        if number >= scale:
            return [*_say_en(number // scale), word, *_say_en(number % scale)]
    if number >= 100:
        return [_ENGLISH[number // 100], "hundred", *_say_en(number % 100)]
    if number >= 20:
        tens, ones = divmod(number, 10)
        return [_TENS[tens - 2] + (f"-{_ENGLISH[ones]}" if ones else "")]
    return [_ENGLISH[number]] if number else []


def rupiah_in_words(amount: Decimal, language: str) -> str:
    """What a form shows under a typed amount: `enam ratus juta rupiah`, `... rupiah` in English."""
    say = in_words_en if language.startswith("en") else terbilang
    return f"{say(_whole_number(amount))} rupiah"


EMPTY_MESSAGE = _("Enter the amount.")
_UNREADABLE = _("This amount cannot be read. Write it like 1.250.000, 600 jt or 1,2 M.")
_AMBIGUOUS = _(
    "This amount can be read in two ways. Write all its zeros, like 1.500.000, or 1,5 jt."
)
_SEN = _("Amounts are whole rupiah. Leave out the sen.")
_NEGATIVE = _("The amount must not be below zero.")
_TOO_LARGE = _("The amount has more than 15 digits. Check the number of zeros.")
