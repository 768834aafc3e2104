"""What the portal understood of typed text."""

from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core import regions
from core.errors import InputError
from core.formats import date_words
from core.identity import Sex, age_on, compare_nik, parse_nik
from core.money import format_rupiah, parse_rupiah, rupiah_in_words
from prospects.models import Prospect


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


NIK_DIGITS = 16
SEXES = dict(Prospect.Sex.choices)


def said_by_nik(text: str, *, today: date, born: date | None = None, sex: str = "") -> Any:
    """Return what a whole NIK says: place, birth date, sex, age and what is odd; {} before that.

    `born` and `sex` are what the form says, so that a difference is noticed.
    """
    if sum(char.isdigit() for char in text) < NIK_DIGITS:
        return {}
    try:
        nik = parse_nik(text, today=today)
    except InputError as error:
        return {"nik_error": error.text}
    age = age_on(nik.birth_date, today)
    years = ngettext("%(n)d year", "%(n)d years", age) % {"n": age}
    place = ", ".join(reversed(place_of(nik.district_code)))
    notices = (
        *nik.warnings,
        *compare_nik(nik, birth_date=born, sex=cast("Sex | None", sex or None)),
    )
    return {
        "nik_person": f"{SEXES[nik.sex]}, {date_words(nik.birth_date)} ({years})",
        "nik_place": _("First registered in %s") % place if place else "",
        "nik_notices": [str(notice.message) for notice in notices],
    }


def place_of(district_code: str) -> list[str]:
    """Return the names from the province down, as far as the list knows the code."""
    codes = (district_code, district_code[:4], district_code[:2])
    known = next((code for code in codes if regions.path_of(code)), "")
    return regions.path_of(known)


def taken_over(data: dict[str, Any], today: date) -> dict[str, Any]:
    """Return the form's values with birth date, sex and place as a whole NIK says them."""
    try:
        nik = parse_nik(str(data.get("nik", "")), today=today)
    except InputError:
        return data
    place = place_of(nik.district_code)
    return data | {
        "birth_date": f"{nik.birth_date:%d/%m/%Y}",
        "sex": nik.sex,
        "area": data.get("area") or ", ".join(reversed(place)),
    }
