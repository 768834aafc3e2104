"""From the text of a cell to the value of a field. What does not fit is an error, never a guess."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import regions
from core.errors import InputError
from core.identity import normalise_phone
from core.money import parse_rupiah
from core.spreadsheets import limits
from prospects.imports.profile import Profile

_CURRENCY = re.compile(r"^(rp\.?|idr|usd|\$|€|£)\s*", re.IGNORECASE)
EXAMPLE_DAY = datetime(2026, 12, 31, 13, 45, tzinfo=UTC)  # shows a pattern to a person
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")


class CellError(ValueError):
    """A cell that cannot be accepted. `reason` is the sentence for the rejects file."""

    def __init__(self, reason: "str | Promise") -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass
class Row:
    """One converted row, or the reasons why it is rejected."""

    line: int
    cells: list[str]
    values: dict[str, object] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    bad_fields: list[str] = field(default_factory=list)
    verdict: str = ""  # why the database refused it; empty for what a cell says


def to_moment(text: str, profile: Profile) -> datetime:
    """Read a date or moment by the profile's one pattern, in the profile's zone."""
    try:
        moment = datetime.strptime(text, profile.date_pattern).replace(tzinfo=profile.zone)
    except ValueError as error:
        raise CellError(
            _("The date %(text)s does not exist or is not written like %(pattern)s.")
            % {"text": text, "pattern": EXAMPLE_DAY.strftime(profile.date_pattern)}
        ) from error
    if not 1900 <= moment.year <= 2100:
        raise CellError(_("The year of %(text)s is out of range.") % {"text": text})
    return moment


def to_amount(text: str, profile: Profile) -> Decimal:
    """Read whole money by the profile's decimal style; fractions other than zero are refused."""
    bare = _CURRENCY.sub("", text.strip())
    if profile.decimal_style == "1.234,56" and not bare.replace(",", "").isdigit():
        try:
            return parse_rupiah(text)
        except InputError as error:
            raise CellError(error.text) from error
    thousands, point = {"1.234,56": (".", ","), "1,234.56": (",", "."), "1234.56": ("", ".")}[
        profile.decimal_style
    ]
    plain = bare.replace(thousands, "") if thousands else bare
    try:
        amount = Decimal(plain.replace(point, "."))
    except InvalidOperation as error:
        raise CellError(_("%(text)s is no amount.") % {"text": text}) from error
    if not amount.is_finite() or amount < 0 or amount >= Decimal(10) ** 15:
        raise CellError(_("The amount %(text)s is out of range.") % {"text": text})
    if amount != amount.to_integral_value():
        raise CellError(_("The amount %(text)s is not whole.") % {"text": text})
    return amount.quantize(Decimal(1))


def to_phone(text: str, profile: Profile) -> str:
    """Read a phone number of the profile's country as E.164; never as another country's."""
    try:
        return normalise_phone(text, region=profile.phone_region)
    except InputError as error:
        raise CellError(error.text) from error


def to_email(text: str, _profile: Profile) -> str:
    """Accept what looks like an e-mail address."""
    if not _EMAIL.match(text) or len(text) > 254:
        raise CellError(_("%(text)s is no e-mail address.") % {"text": text})
    return text


def to_area(text: str, _profile: Profile) -> str:
    """Read a regency or district as its code; empty for a place that is not known or not unique.

    It only helps to find who covers it, so a row is not rejected for it.
    """
    return regions.code_named(text)


def to_text(limit: int) -> Callable[[str, Profile], str]:
    """Return a reader of text of at most `limit` characters."""

    def read(text: str, _profile: Profile) -> str:
        if len(text) > limit:
            raise CellError(
                _("%(count)s characters are too many; %(limit)s fit.")
                % {"count": len(text), "limit": limit}
            )
        return text

    return read


READERS: dict[str, Callable[[str, Profile], object]] = {
    "created_at": to_moment,
    "closed_at": to_moment,
    "stage_since": to_moment,
    "expected_close": to_moment,
    "amount": to_amount,
    "phone": to_phone,
    "email": to_email,
    "name": to_text(160),
    "company": to_text(160),
    "address": to_text(300),
    "referrer_name": to_text(120),
    "notes": to_text(2000),
    "external_id": to_text(80),
    "prospect": to_text(80),
    "area": to_area,
}
LABELS: dict[str, str | Promise] = {
    "created_at": _("Date recorded"),
    "closed_at": _("Closed"),
    "stage_since": _("Stage since"),
    "expected_close": _("Expected close"),
    "amount": _("Amount"),
    "phone": _("Mobile number"),
    "email": _("E-mail"),
    "name": _("Name"),
    "company": _("Workplace or business"),
    "prospect": _("Prospect"),
    "stage": _("Stage"),
    "status": _("Status"),
    "source": _("Source"),
    "owner": _("Owner"),
    "address": _("Address"),
    "notes": _("Notes"),
    "referrer_name": _("Referred by"),
    "kind": _("Kind"),
    "external_id": _("Key in the other system"),
    "product": _("Product"),
    "area": _("District or city"),
}


def _mapped(name: str, text: str, profile: Profile, allowed: Mapping[str, frozenset[str]]) -> str:
    """Translate a value of the other system into ours; an unknown one is a row error."""
    value = profile.values.get(name, {}).get(text.casefold(), text)
    if name in allowed and value and value not in allowed[name]:
        raise CellError(_("%(text)s is not in the profile's list of values.") % {"text": text})
    return value


def convert(
    line: int,
    cells: list[str],
    *,
    positions: Mapping[str, int],
    profile: Profile,
    allowed: Mapping[str, frozenset[str]],
    width: int,
) -> Row:
    """Return the row with its values, or with a reason for each cell that does not fit."""
    row = Row(line, cells)
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        row.reasons.append(str(_("The row has more cells than the header.")))
        return row
    for name in {*positions, *profile.defaults}:
        text = _text_of(name, cells, positions, profile)
        try:
            if len(text) > limits.MAX_CELL:
                raise CellError(_("The cell holds more than 2,000 characters."))
            reader = READERS.get(name)
            if not text:
                row.values[name] = None if reader in {to_moment, to_amount} else ""
            elif reader:
                row.values[name] = reader(text, profile)
            else:
                row.values[name] = _mapped(name, text, profile, allowed)
        except CellError as error:
            row.bad_fields.append(name)
            row.reasons.append(f"{LABELS.get(name, name)}: {error.reason}")
    return row


def _text_of(name: str, cells: list[str], positions: Mapping[str, int], profile: Profile) -> str:
    position = positions.get(name)
    text = cells[position].strip() if position is not None and position < len(cells) else ""
    return text or profile.defaults.get(name, "")
