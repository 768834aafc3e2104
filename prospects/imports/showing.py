"""What the pages of an import show, as ready strings."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from core.errors import InputError
from core.formats import count, day_and_month, long_date, moment_words, short_date
from core.money import format_rupiah, rupiah_in_words
from core.spreadsheets.reading import Table
from org.models import TimeZone, User
from prospects.duplicate_cards import contact_words
from prospects.imports import uploads
from prospects.imports.converting import LABELS
from prospects.imports.mapping import LEAVE_OUT, PHONE_REGIONS
from prospects.imports.profile import DECIMAL_STYLES, FIELDS, NEEDED, Profile, parse_profile
from prospects.imports.suggesting import (
    ALIASES,
    DATE_PATTERNS,
    DATES,
    MONTH_FIRST,
    codes_of,
    distinct,
    samples,
)
from prospects.models import ImportFile, TransferRequest

VERDICTS = {
    "created": (gettext_lazy("New"), "ok"),
    "updated": (gettext_lazy("Updated"), "acc"),
    "unchanged": (gettext_lazy("As before"), ""),
    "mine": (gettext_lazy("Yours already"), ""),
    "duplicate": (gettext_lazy("Known already"), "warn"),
    "held": (gettext_lazy("Held"), "warn"),
    "rejected": (gettext_lazy("Rejected"), "bad"),
}
PATTERN_WORDS = {
    "%d/%m/%Y": gettext_lazy("day/month/year"),
    "%d-%m-%Y": gettext_lazy("day-month-year"),
    "%d.%m.%Y": gettext_lazy("day.month.year"),
    "%Y-%m-%d": gettext_lazy("year-month-day"),
    "%Y-%m-%d %H:%M:%S": gettext_lazy("year-month-day with time (Excel date)"),
    "%d/%m/%Y %H:%M": gettext_lazy("day/month/year hour:minute"),
    "%d/%m/%Y %H:%M:%S": gettext_lazy("day/month/year hour:minute:second"),
    "%d %b, %Y %H:%M:%S": gettext_lazy("15 Apr, 2021 00:03:00"),
    MONTH_FIRST: gettext_lazy("month/day/year (American)"),
}
ENTITIES = {
    "own": gettext_lazy("Own list"),
    "prospects": gettext_lazy("Prospects"),
    "opportunities": gettext_lazy("Opportunities"),
}
TONES = {"done": "ok", "failed": "bad", "draft": ""}
HELD_SHOWN = 50
Choice = tuple[str, str, bool]


def rows_words(number: int) -> str:
    """Return *40 baris*."""
    return ngettext("%(n)s row", "%(n)s rows", number) % {"n": count(number)}


def tiles(counts: dict[str, int], *, is_own: bool) -> list[dict[str, Any]]:
    """Return the counts above the page."""
    known = counts["unchanged"] + (counts["duplicates"] if is_own else 0)
    rows = [
        (_("Read"), counts["read"], _("filled rows"), ""),
        (_("New"), counts["created"], _("become your prospects") if is_own else _("are added"), ""),
        (_("Updated"), counts["updated"], _("changed in the file"), ""),
        (_("As before"), known, _("known already"), ""),
        (_("Held by others"), counts["held"], _("you can ask for them"), "warn")
        if is_own
        else (_("Duplicates"), counts["duplicates"], _("number or e-mail known"), "warn"),
        (_("Rejected"), counts["rejected"], _("see the reasons"), "bad"),
    ]
    return [
        {"label": label, "value": count(number), "note": note, "tone": tone if number else ""}
        for label, number, note, tone in rows
    ]


def preview_rows(file: ImportFile) -> list[dict[str, Any]]:
    """Return the first rows: dates and amounts in words, so that none is mistaken."""
    return [_preview_row(row) for row in file.preview.get("rows", [])]


def _preview_row(row: dict[str, Any]) -> dict[str, Any]:
    label, tone = VERDICTS.get(row["verdict"], VERDICTS["rejected"])
    figure, words = _amount(row["amount"])
    return {
        "line": row["line"], "name": row["name"], "phone": _phone(row["phone"]),
        "date": _date_words(row["date"]), "figure": figure, "words": words,
        "product": row["product"], "verdict": str(label), "tone": tone, "bad": row["bad"],
        "reasons": row["reasons"],
    }  # fmt: skip


def _phone(text: str) -> str:
    """Return a number as it is kept: +62 812-5550-1423."""
    if not text.startswith("+62"):
        return text
    rest = text[3:]
    return f"+62 {rest[:3]}-{rest[3:7]}-{rest[7:]}".rstrip("-")


def _date_words(text: str) -> str:
    try:
        return long_date(date.fromisoformat(text))
    except ValueError:
        return text


def _amount(text: str) -> tuple[str, str]:
    if not text.isdigit():
        return text, ""
    amount = Decimal(text)
    return format_rupiah(amount), rupiah_in_words(amount, get_language() or "id")


def held_rows(file: ImportFile, user: User, now: datetime) -> list[dict[str, Any]]:
    """Return who holds what the list brings: owner, branch, days, and nothing else."""
    held = list(uploads.held_prospects(file).items())[:HELD_SHOWN]
    waiting = TransferRequest.objects.system("has the asker asked already").waiting()
    ids = [prospect.pk for _line, prospect in held]
    asked = waiting.filter(requester=user, prospect_id__in=ids)
    is_asked = set(asked.values_list("prospect_id", flat=True))
    return [
        {
            "line": line,
            "owner": prospect.owner.full_name,
            "branch": prospect.branch.name,
            "contact": contact_words(prospect, now),
            "is_asked": prospect.pk in is_asked,
        }
        for line, prospect in held
    ]


def calls_words(file: ImportFile) -> str:
    """Say on which days the first calls are: *4 hari kerja, 19 Nov sampai 24 Nov*."""
    days = file.preview.get("calls", [])
    if not days:
        return ""
    first, last = (date.fromisoformat(days[place][0]) for place in (0, -1))
    most = max(number for _day, number in days)
    if len(days) == 1:
        return _("First calls: %(n)d on %(day)s.") % {"n": most, "day": short_date(first)}
    return _("First calls: up to %(n)d a working day, %(first)s to %(last)s.") % {
        "n": most, "first": short_date(first), "last": short_date(last),
    }  # fmt: skip


def columns(file: ImportFile, table: Table) -> list[dict[str, Any]]:
    """Return each column of the file with the field it is, and what that means."""
    by_header = {header: field for field, header in file.mapping["columns"].items()}
    profile = _profile_of(file)
    return [
        _column(place, header, by_header.get(header, ""), table, file, profile)
        for place, header in enumerate(table.headers)
    ]


def _profile_of(file: ImportFile) -> Profile | None:
    try:
        return parse_profile(file.mapping, entity=file.entity)
    except InputError:
        return None


def _column(
    place: int, header: str, field: str, table: Table, file: ImportFile, profile: Profile | None
) -> dict[str, Any]:
    cells = samples(table, place)
    options = [("", _("Not used"), field == "")]
    options += [(name, field_label(name), name == field) for name in FIELDS[file.entity]]
    return {
        "name": f"col-{place}", "header": header, "sample": ", ".join(dict.fromkeys(cells[:2])),
        "options": options, "is_used": bool(field), "values": _values(field, header, table, file),
        "note": _note(field, header, cells, file),
    }  # fmt: skip


def field_label(name: str) -> str:
    """Return the field in the active language."""
    if name == "amount":
        return _("Estimated amount")
    return str(LABELS.get(name, name))


def _note(field: str, header: str, cells: list[str], file: ImportFile) -> str:
    if not field:
        return _("everything goes into your name") if _is_owner(header, file) else (
            "" if cells else _("empty")
        )  # fmt: skip
    if field in DATES:
        return str(PATTERN_WORDS.get(file.mapping["date_pattern"], file.mapping["date_pattern"]))
    if field == "phone":
        return _("kept as +62") if file.mapping["phone_region"] == "ID" else ""
    return ""


def _is_owner(header: str, file: ImportFile) -> bool:
    return file.is_own and header.casefold() in ALIASES["owner"]


def _values(field: str, header: str, table: Table, file: ImportFile) -> list[dict[str, Any]]:
    """Return each different value of a column with its meaning, where meanings are chosen."""
    codes = codes_of(field)
    if not codes:
        return []
    meanings = file.mapping["values"].get(field, {})
    return [
        {
            "name": f"val-{field}-{place}",
            "text": text,
            "options": _meanings(codes, meanings.get(text.casefold())),
        }
        for place, text in enumerate(distinct(table, header))
    ]


def _meanings(codes: dict[str, str], meaning: str | None) -> list[Choice]:
    return [
        ("", _("Unknown: reject the row"), meaning is None),
        (LEAVE_OUT, _("Leave empty"), meaning == ""),
        *((code, label, code == meaning) for code, label in codes.items()),
    ]


def formats(file: ImportFile) -> list[dict[str, Any]]:
    """Return how dates, amounts and numbers are written, each as a choice."""
    chosen = file.mapping
    patterns = DATE_PATTERNS if file.is_own else (*DATE_PATTERNS, MONTH_FIRST)
    rows = [
        ("date_pattern", _("Dates"), [(one, str(PATTERN_WORDS[one])) for one in patterns]),
        ("decimal_style", _("Amounts"), [(one, one) for one in DECIMAL_STYLES]),
    ]
    if not file.is_own:
        rows += [
            ("phone_region", _("Country of the numbers"), [(one, one) for one in PHONE_REGIONS]),
            ("time_zone", _("Time zone"), [(one, one) for one in TimeZone.values]),
        ]
    return [
        {
            "name": name,
            "label": label,
            "options": [(code, words, code == chosen.get(name)) for code, words in options],
        }
        for name, label, options in rows
    ]


def missing(file: ImportFile) -> list[str]:
    """Return the fields that must be there and are not."""
    return [
        field_label(name) for name in NEEDED[file.entity] if name not in file.mapping["columns"]
    ]


def past_row(file: ImportFile, user: User) -> dict[str, str]:
    """Return one line of the list of imports."""
    counts = file.counts or file.preview.get("counts", {})
    at = file.finished_at or file.created_at
    zone = user.branch.time_zone if user.branch else "WIB"
    name = "import-preview" if file.state == ImportFile.State.DRAFT else "import-detail"
    return {
        "url": reverse(f"prospects:{name}", args=[file.public_id]),
        "name": file.file_name, "what": str(ENTITIES.get(file.entity, file.entity)),
        "state": str(file.get_state_display()),
        "tone": TONES.get(file.state, "acc"),
        "who": file.by.full_name, "when": moment_words(at, zone),
        "day": day_and_month(at.astimezone(user.zone).date()),
        "read": count(counts.get("read", file.row_count)),
        "created": count(counts["created"]) if "created" in counts else "–",
        "updated": count(counts["updated"]) if "updated" in counts else "–",
        "rejected": count(counts["rejected"]) if "rejected" in counts else "–",
    }  # fmt: skip


def reading_words(table: Table, file: ImportFile) -> str:
    """Say how the file was read: *UTF-8, titik koma, 1.234,56*."""
    delimiters = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": "|"}
    encodings = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "xlsx": "Excel"}
    encoding = encodings.get(table.encoding, table.encoding.upper())
    parts = [encoding, delimiters.get(table.delimiter, ""), file.mapping.get("decimal_style", "")]
    return ", ".join(part for part in parts if part)
