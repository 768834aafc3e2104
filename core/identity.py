"""Identity numbers: NIK, NPWP and telephone numbers, read from any usual spelling.

A number of the wrong shape is refused with a sentence that says what to do. What is only odd
(an unknown district, a different birth date) is a notice beside the field and never blocks:
a NIK keeps the place and date of its first registration for life and cannot be corrected.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import quote

import phonenumbers
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core import regions
from core.errors import InputError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Sex = Literal["female", "male"]
ADULT_AGE = 17  # the age at which the identity card is issued


class IdentityError(InputError):
    """A NIK or NPWP of the wrong shape."""


class PhoneError(InputError):
    """A telephone number that cannot be one."""


class Notice(NamedTuple):
    """Something to look at twice; never a reason to refuse."""

    code: str
    message: "str | _StrPromise"


class Nik(NamedTuple):
    """A NIK with what it says: the place of first registration, the birth date and the sex."""

    value: str
    province_code: str
    regency_code: str
    district_code: str
    birth_date: date
    sex: Sex
    warnings: tuple[Notice, ...]


class Npwp(NamedTuple):
    """A tax number in its 16 digits; `old` is the 15-digit form, absent where the NIK is used."""

    value: str
    old: str | None


def parse_nik(text: str, *, today: date) -> Nik:
    """The NIK in `text`: 16 digits, a real birth date (women: day + 40), a known province.

    The century is the one that gives an age of 0 to 100 on `today`. Raises IdentityError with
    code nik_empty, nik_letters, nik_short, nik_long, nik_province, nik_birth_date or nik_serial.
    """
    value = clean_nik(text)
    day, born = int(value[6:8]), _birth_date(value, today)
    return Nik(
        value=value,
        province_code=value[:2],
        regency_code=value[:4],
        district_code=value[:6],
        birth_date=born,
        sex="female" if day > 40 else "male",
        warnings=tuple(_nik_warnings(value, born, today)),
    )


def clean_nik(text: str) -> str:
    """The 16 digits alone after every check that needs no calendar of today; see parse_nik."""
    value = _digits(text, _NIK_ERRORS)
    if len(value) < 16:
        raise IdentityError("nik_short", _NIK_SHORT, missing=16 - len(value))
    if len(value) > 16:
        raise IdentityError("nik_long", _NIK_LONG, extra=len(value) - 16)
    if regions.name_of(value[:2]) is None:
        raise IdentityError("nik_province", _NIK_PROVINCE)
    if not any(_dates(value)):
        raise IdentityError("nik_birth_date", _NIK_BIRTH_DATE)
    if value[12:] == "0000":
        raise IdentityError("nik_serial", _NIK_SERIAL)
    return value


def _digits(text: str, errors: "tuple[str, str | _StrPromise, str | _StrPromise]") -> str:
    prefix, empty, letters = errors
    value = re.sub(r"[ .\-]", "", unicodedata.normalize("NFKC", text).strip())
    if not value:
        raise IdentityError(f"{prefix}_empty", empty)
    if not re.fullmatch(r"[0-9]+", value):
        raise IdentityError(f"{prefix}_letters", letters)
    return value


def _dates(value: str) -> Iterator[date]:
    """The possible birth dates, the later century first."""
    day, month, year = int(value[6:8]), int(value[8:10]), int(value[10:12])
    for century in (2000, 1900):
        try:
            yield date(century + year, month, day - 40 if day > 40 else day)
        except ValueError:
            continue


def _birth_date(value: str, today: date) -> date:
    for born in _dates(value):
        if born <= today:
            return born
    raise IdentityError("nik_birth_date", _NIK_BIRTH_DATE)


def age_on(born: date, today: date) -> int:
    """Completed years of life on `today`."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _nik_warnings(value: str, born: date, today: date) -> Iterator[Notice]:
    if not regions.path_of(value[:6]):
        yield Notice("nik_district", _NIK_DISTRICT)
    if age_on(born, today) < ADULT_AGE:
        yield Notice("nik_minor", _NIK_MINOR)


def compare_nik(nik: Nik, *, birth_date: date | None, sex: Sex | None) -> tuple[Notice, ...]:
    """Notices where the form says otherwise than the NIK; unknown values are not compared."""
    found = []
    if birth_date is not None and birth_date != nik.birth_date:
        found.append(Notice("nik_other_birth_date", _NIK_OTHER_DATE))
    if sex is not None and sex != nik.sex:
        found.append(Notice("nik_other_sex", _NIK_OTHER_SEX))
    return tuple(found)


def clean_kk(text: str) -> str:
    """The 16 digits of a family card number: place, date of recording, serial.

    It changes with a move, so it is never a person's key; the date has no `+ 40`. Raises
    IdentityError with code kk_empty, kk_letters, kk_length, kk_province or kk_serial.
    """
    value = _digits(text, _KK_ERRORS)
    if len(value) != 16:
        raise IdentityError("kk_length", _KK_LENGTH, count=len(value))
    if regions.name_of(value[:2]) is None:
        raise IdentityError("kk_province", _KK_PROVINCE)
    if value[12:] == "0000":
        raise IdentityError("kk_serial", _KK_SERIAL)
    return value


def kk_notices(value: str) -> tuple[Notice, ...]:
    """What is odd about a family card number: digits 7 to 12 that are no day."""
    day, month, year = int(value[6:8]), int(value[8:10]), int(value[10:12])
    try:
        date(2000 + year, month, day)
    except ValueError:
        return (Notice("kk_date", _KK_DATE),)
    return ()


def clean_nib(text: str) -> str:
    """The 13 digits of a business number; IdentityError with nib_empty, _letters or _length."""
    value = _digits(text, _NIB_ERRORS)
    if len(value) != 13:
        raise IdentityError("nib_length", _NIB_LENGTH, count=len(value))
    return value


def mask_nik(value: str) -> str:
    """`3201********0001`: the first and last four digits; shorter text is hidden whole."""
    if len(value) < 12:
        return "*" * len(value)
    return f"{value[:4]}{'*' * (len(value) - 8)}{value[-4:]}"


def parse_npwp(text: str) -> Npwp:
    """A tax number of 15 digits (old) or 16: a NIK for persons, else `0` and the old number.

    The ninth digit of the old number is a Luhn check over the first nine. Raises IdentityError
    with code npwp_empty, npwp_letters, npwp_length, npwp_check, or the code of a refused NIK.
    """
    digits = _digits(text, _NPWP_ERRORS)
    if len(digits) not in (15, 16):
        raise IdentityError("npwp_length", _NPWP_LENGTH, count=len(digits))
    if len(digits) == 16 and digits[0] != "0":
        return Npwp(clean_nik(digits), None)
    old = digits[-15:]
    if not _luhn(old[:9]):
        raise IdentityError("npwp_check", _NPWP_CHECK)
    return Npwp(f"0{old}", old)


def _luhn(digits: str) -> bool:
    doubled = (int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(digits)))
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def format_npwp(value: str) -> str:
    """`01.312.166.0-091.000` for a number with an old form; a NIK in groups of four."""
    if len(value) == 16 and value[0] != "0":
        return " ".join(value[i : i + 4] for i in range(0, 16, 4))
    d = value[-15:]
    return f"{d[:2]}.{d[2:5]}.{d[5:8]}.{d[8]}-{d[9:12]}.{d[12:]}"


MOBILE_MIN, MOBILE_MAX = 9, 12  # digits after +62
LANDLINE_MIN, LANDLINE_MAX = 8, 11
_PHONE_MARKS = re.compile(r"[\s().\-‐-―\u200e\u200f\u202a-\u202e\u2060\u200b]")


def normalise_phone(text: str, region: str = "ID") -> str:
    """The number in E.164 (`+6281255501423`) from `0812…`, `62812…`, `+62 812-…` or `812…`.

    `region` is the country of numbers written without one; outside Indonesia only the length is
    checked. Raises PhoneError with code phone_empty, phone_letters, phone_two, phone_short,
    phone_long, phone_area, phone_kind or phone_foreign.
    """
    digits, international = _phone_digits(text)
    if international and not digits.startswith("62"):
        return _foreign(f"+{digits}", None)
    if not international and region != "ID":
        return _foreign(digits, region)
    return f"+62{_checked(_national(digits, international=international))}"


def _phone_digits(text: str) -> tuple[str, bool]:
    folded = unicodedata.normalize("NFKC", text).strip().removeprefix("tel:")
    if re.search(r"[/,;&]", folded) and len(re.findall("[0-9]", folded)) > 13:
        raise PhoneError("phone_two", _PHONE_TWO)
    bare = _PHONE_MARKS.sub("", folded)
    if not bare:
        raise PhoneError("phone_empty", PHONE_EMPTY_MESSAGE)
    if not re.fullmatch(r"\+?[0-9]+", bare):
        raise PhoneError("phone_letters", _PHONE_LETTERS)
    if bare.startswith("00"):
        return bare[2:], True
    return bare.removeprefix("+"), bare.startswith("+")


def _national(digits: str, *, international: bool) -> str:
    """The digits after +62; `+62 0812…` and a trunk 0 lost in a spreadsheet are understood."""
    if international or (digits.startswith("62") and len(digits) >= 10):
        return digits[2:].removeprefix("0")
    if digits.startswith("0"):
        return digits[1:]
    if digits.startswith("8"):
        return digits
    raise PhoneError("phone_area", _PHONE_AREA)


def _checked(national: str) -> str:
    if re.match("[01]", national) or re.match("80", national):
        raise PhoneError("phone_kind", _PHONE_KIND)
    is_mobile = national.startswith("8")
    least = MOBILE_MIN if is_mobile else LANDLINE_MIN
    most = MOBILE_MAX if is_mobile else LANDLINE_MAX
    if len(national) < least:
        short = _MOBILE_SHORT if is_mobile else _LANDLINE_SHORT
        raise PhoneError("phone_short", short, missing=least - len(national))
    if len(national) > most:
        long = _MOBILE_LONG if is_mobile else _LANDLINE_LONG
        raise PhoneError("phone_long", long, extra=len(national) - most)
    return national


def _foreign(text: str, region: str | None) -> str:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        raise PhoneError("phone_foreign", _PHONE_FOREIGN) from None
    if not phonenumbers.is_possible_number(number):
        raise PhoneError("phone_foreign", _PHONE_FOREIGN)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def is_mobile(phone: str) -> bool:
    """Whether an E.164 number is an Indonesian mobile number, so that a chat can be opened."""
    return re.fullmatch(r"\+628[0-9]{8,11}", phone) is not None


# Nearly every number: written here as the library writes it, at a hundredth of its price.
_MOBILE = re.compile(r"\+62(8[1-35-9][0-9])([0-9]{6,9})")


def phone_display(phone: str) -> str:
    """As people write it: `0812-5550-1423`, `(021) 5550123`, other countries with their code."""
    mobile = _MOBILE.fullmatch(phone)
    if mobile:
        first, rest = mobile.groups()
        middle = 3 if len(rest) == 6 else 4
        return f"0{first}-{rest[:middle]}-{rest[middle:]}"
    try:
        number = phonenumbers.parse(phone, None)
    except phonenumbers.NumberParseException:
        return phone
    style = phonenumbers.PhoneNumberFormat
    home = number.country_code == 62
    return str(phonenumbers.format_number(number, style.NATIONAL if home else style.INTERNATIONAL))


def wa_link(phone: str, text: str = "") -> str:
    """The chat link for an E.164 number; `text` is percent-encoded and must carry no secrets."""
    query = f"?text={quote(text, safe='')}" if text else ""
    return f"https://wa.me/{phone.removeprefix('+')}{query}"


NIK_EMPTY_MESSAGE = _("Enter the NIK.")
_NIK_LETTERS = _("A NIK has digits only.")
_NIK_SHORT = ngettext_lazy(
    "The NIK is %(missing)d digit short.", "The NIK is %(missing)d digits short.", "missing"
)
_NIK_LONG = ngettext_lazy(
    "The NIK has %(extra)d digit too many.", "The NIK has %(extra)d digits too many.", "extra"
)
_NIK_PROVINCE = _("The first two digits of the NIK are no province. Check them on the card.")
_NIK_BIRTH_DATE = _("Digits 7 to 12 of the NIK are no birth date. Check them on the card.")
_NIK_SERIAL = _("The last four digits of a NIK are never 0000. Check them on the card.")
_NIK_DISTRICT = _("The district in this NIK is not in the list. Check it on the card.")
_NIK_MINOR = _("By this NIK the person is under 17.")
_NIK_OTHER_DATE = _("The birth date differs from the one in the NIK.")
_NIK_OTHER_SEX = _("The sex differs from the one in the NIK.")
NPWP_EMPTY_MESSAGE = _("Enter the NPWP.")
_NPWP_LETTERS = _("An NPWP has digits only.")
_NPWP_LENGTH = _("An NPWP has 15 or 16 digits, this one has %(count)d.")
_NPWP_CHECK = _("One of the first nine digits of the NPWP is wrong. Check them on the card.")
KK_EMPTY_MESSAGE = _("Enter the family card number.")
_KK_LETTERS = _("A family card number has digits only.")
_KK_LENGTH = _("A family card number has 16 digits, this one has %(count)d.")
_KK_PROVINCE = _("The first two digits of the family card number are no province.")
_KK_SERIAL = _("The last four digits of a family card number are never 0000.")
_KK_DATE = _("Digits 7 to 12 of the family card number are no day. Check them on the card.")
NIB_EMPTY_MESSAGE = _("Enter the NIB.")
_NIB_LETTERS = _("A NIB has digits only.")
_NIB_LENGTH = _("A NIB has 13 digits, this one has %(count)d.")
_KK_ERRORS = ("kk", KK_EMPTY_MESSAGE, _KK_LETTERS)
_NIB_ERRORS = ("nib", NIB_EMPTY_MESSAGE, _NIB_LETTERS)
_NIK_ERRORS = ("nik", NIK_EMPTY_MESSAGE, _NIK_LETTERS)
_NPWP_ERRORS = ("npwp", NPWP_EMPTY_MESSAGE, _NPWP_LETTERS)
PHONE_EMPTY_MESSAGE = _("Enter the phone number.")
_PHONE_LETTERS = _("A phone number has digits only.")
_PHONE_TWO = _("Write one phone number only.")
_PHONE_AREA = _("Start with 08 for a mobile number, or with the area code, like 021.")
_PHONE_KIND = _("This is no number of a person. Use a mobile number or one with an area code.")
_PHONE_FOREIGN = _("This foreign number is not possible. Check the country code and the digits.")
_MOBILE_SHORT = ngettext_lazy(
    "Mobile number is %(missing)d digit short",
    "Mobile number is %(missing)d digits short",
    "missing",
)
_MOBILE_LONG = ngettext_lazy(
    "Mobile number has %(extra)d digit too many",
    "Mobile number has %(extra)d digits too many",
    "extra",
)
_LANDLINE_SHORT = ngettext_lazy(
    "Phone number is %(missing)d digit short", "Phone number is %(missing)d digits short", "missing"
)
_LANDLINE_LONG = ngettext_lazy(
    "Phone number has %(extra)d digit too many",
    "Phone number has %(extra)d digits too many",
    "extra",
)
