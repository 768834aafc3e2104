"""What the mapping of a file offers on its page: columns, values, formats, empty cells."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.spreadsheets.reading import Table
from org.models import Branch, TimeZone
from prospects.imports import memory
from prospects.imports.converting import LABELS
from prospects.imports.mapping import (
    LEAVE_OUT,
    OWN_SYSTEM,
    PHONE_REGIONS,
    WITH_DEFAULT,
    default_codes,
)
from prospects.imports.profile import DECIMAL_STYLES, FIELDS, NEEDED
from prospects.imports.suggesting import (
    ALIASES,
    DATE_PATTERNS,
    DATES,
    MONTH_FIRST,
    codes_of,
    distinct,
    samples,
)
from prospects.models import ImportBatch, ImportFile, ImportProfile

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
SYSTEMS_SHOWN = 20
Choice = tuple[str, str, bool]


def columns(file: ImportFile, table: Table) -> list[dict[str, Any]]:
    """Return each column of the file with the field it is, and what that means."""
    by_header: dict[str, list[str]] = defaultdict(list)
    for field, header in file.mapping["columns"].items():
        by_header[header].append(field)
    return [
        _column(place, header, by_header.get(header, []), table, file)
        for place, header in enumerate(table.headers)
    ]


def _column(
    place: int, header: str, fields: list[str], table: Table, file: ImportFile
) -> dict[str, Any]:
    cells = samples(table, place)
    field, also = [*fields, "", ""][:2]
    remembered = file.mapping.get("remembered", {}).get(header)
    return {
        "name": f"col-{place}", "header": header, "sample": ", ".join(dict.fromkeys(cells[:2])),
        "options": _fields(file, field, _("Not used")), "also_name": f"also-{place}",
        "also": _fields(file, also, _("Nothing else")) if field and not file.is_own else [],
        "is_twice": bool(also), "is_used": bool(field),
        "values": _values(field, header, table, file),
        "note": _note(field, header, cells, file), "why": memory.words(remembered, fields),
    }  # fmt: skip


def _fields(file: ImportFile, chosen: str, nothing: str) -> list[Choice]:
    return [
        ("", nothing, chosen == ""),
        *((name, field_label(name), name == chosen) for name in FIELDS[file.entity]),
    ]


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


def defaults(file: ImportFile) -> list[dict[str, Any]]:
    """Return what empty cells mean, for each field that may have such a meaning."""
    chosen = file.mapping.get("defaults", {})
    return [
        {
            "name": f"def-{field}",
            "label": field_label(field),
            "options": [
                ("", _("Nothing"), field not in chosen),
                *(
                    (code, words, code == chosen.get(field))
                    for code, words in default_codes(field).items()
                ),
            ],
        }
        for field in WITH_DEFAULT[file.entity]
    ]


def origin(file: ImportFile) -> dict[str, Any]:
    """Return from where the rows of a file of many people are; empty for an own list."""
    if file.is_own:
        return {}
    used = ImportBatch.objects.exclude(system__startswith=OWN_SYSTEM).order_by("system")
    branch = file.mapping["branch"]
    code = branch["code"] if isinstance(branch, dict) else branch
    return {
        "system": file.mapping["system"],
        "systems": list(used.values_list("system", flat=True).distinct()[:SYSTEMS_SHOWN]),
        "currency_note": file.mapping.get("currency_note", ""),
        "has_territory": file.entity == "prospects",
        "by_territory": file.mapping.get("by_territory", False),
        "branches": [
            (row.code, row.name, row.code == code) for row in Branch.objects.order_by("name")
        ],
    }


def missing(file: ImportFile) -> list[str]:
    """Return the fields that must be there and are not."""
    return [
        field_label(name) for name in NEEDED[file.entity] if name not in file.mapping["columns"]
    ]


def mapping_lines(profile: ImportProfile) -> list[dict[str, str]]:
    """Return which column is which field in a saved mapping."""
    columns = profile.data.get("columns", {})
    return [{"header": header, "field": field_label(name)} for name, header in columns.items()]


def reading_words(table: Table, file: ImportFile) -> str:
    """Say how the file was read: *UTF-8, titik koma, 1.234,56*."""
    delimiters = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": "|"}
    encodings = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "xlsx": "Excel"}
    encoding = encodings.get(table.encoding, table.encoding.upper())
    parts = [encoding, delimiters.get(table.delimiter, ""), file.mapping.get("decimal_style", "")]
    return ", ".join(part for part in parts if part)
