"""The mapping of one file: suggested, chosen on the page, kept under a name.

It is the same JSON as a profile on the command line and is checked by the same code.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.spreadsheets.reading import Table
from org.models import Branch, TimeZone, User
from prospects.imports import memory
from prospects.imports.deals import PORTAL
from prospects.imports.opening import is_of_portal
from prospects.imports.profile import DECIMAL_STYLES, FIELDS, MAPPED
from prospects.imports.suggesting import (
    DATE_PATTERNS,
    MONTH_FIRST,
    all_names,
    codes_of,
    columns_for,
    date_pattern_for,
    decimal_style_for,
    distinct,
    values_for,
)

PHONE_REGIONS = ("ID", "US", "SG", "MY", "AU", "GB")
LEAVE_OUT = "-"  # a value that means nothing here
OWN_SYSTEM = "own:"  # begins the system of own lists; no other file may claim it
# What may be set for rows whose cell is empty, or for all when there is no such column.
WITH_DEFAULT = {
    "own": ("product", "source"), "prospects": ("source", "status", "kind"),
    "opportunities": ("product", "stage"),
}  # fmt: skip
KEPT_IN_PROFILE = (
    "system", "columns", "values", "defaults", "branch", "date_pattern", "decimal_style",
    "phone_region", "time_zone", "currency_note", "by_territory",
)  # fmt: skip


def wanted_names(mapping: Mapping[str, Any]) -> set[str]:
    """Return the column names by which the header is found, casefolded."""
    return all_names() | {str(name).casefold() for name in mapping.get("columns", {}).values()}


def system_of(user: User) -> str:
    """Return under which system the rows of a person's own lists are known."""
    return f"{OWN_SYSTEM}{user.public_id}"


def _fitting(saved: Mapping[str, Any], table: Table) -> dict[str, str]:
    """Return the saved columns that this file has."""
    by_name = {header.casefold(): header for header in table.headers}
    columns = {field: by_name.get(str(name).casefold()) for field, name in saved.items()}
    return {field: header for field, header in columns.items() if header}


def suggested(
    table: Table, entity: str, user: User, *, branch: Branch, saved: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the mapping to begin with: the saved one as far as it fits, else what the columns
    were the last time, else what seems right.
    """
    saved = saved or {}
    columns, remembered = _fitting(saved.get("columns", {}), table), {}
    if not columns:
        recalled = memory.recall(table.headers, entity, user)
        columns = columns_for(table, entity, recalled)
        remembered = {header: one.as_json() for header, one in recalled.items()}
    values = values_for(table, columns)
    for field, meanings in saved.get("values", {}).items():
        values[field] = values.get(field, {}) | meanings
    is_ours = entity == "opportunities" and is_of_portal(table.headers)
    return {
        "system": saved.get("system") or (PORTAL if is_ours else "file"),
        "defaults": {},
        "date_pattern": date_pattern_for(table, columns),
        "decimal_style": decimal_style_for(table, columns),
        "phone_region": "ID",
        "time_zone": TimeZone.WIB if is_ours else branch.time_zone,
        "branch": branch.code,
        **{name: saved[name] for name in KEPT_IN_PROFILE if name in saved},
        "columns": columns,
        "values": values,
        "remembered": remembered,
        **({"system": system_of(user), "branch": branch.code} if entity == "own" else {}),
    }


def chosen(
    posted: Mapping[str, str], table: Table, entity: str, before: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the mapping a person chose on the page; what is not one of the offers stays.

    Columns come as `col-0`..., a second field of a column as `also-0`..., meanings of values as
    `val-FIELD-0`... in the order of the page, what empty cells mean as `def-FIELD`.
    """
    columns = _columns(posted, table, entity)
    return {
        **before,
        "columns": columns,
        "values": {
            field: _values(posted, field, distinct(table, columns[field]), before)
            for field in MAPPED
            if field in columns
        },
        "date_pattern": _one_of(posted, "date_pattern", (*DATE_PATTERNS, MONTH_FIRST), before),
        "decimal_style": _one_of(posted, "decimal_style", DECIMAL_STYLES, before),
        "phone_region": _one_of(posted, "phone_region", PHONE_REGIONS, before),
        "time_zone": _one_of(posted, "time_zone", tuple(TimeZone.values), before),
        "defaults": _defaults(posted, entity, before),
        **(_origin(posted, before) if entity != "own" else {}),
        **({"by_territory": posted.get("by_territory") == "1"} if entity == "prospects" else {}),
    }


def _columns(posted: Mapping[str, str], table: Table, entity: str) -> dict[str, str]:
    """Return field -> header; the first column chosen for a field has it."""
    found: dict[str, str] = {}
    for kind in ("col", "also"):
        for place, header in enumerate(table.headers):
            field = posted.get(f"{kind}-{place}", "")
            if field in FIELDS[entity]:
                found.setdefault(field, header)
    return found


def default_codes(field: str) -> dict[str, str]:
    """Return what empty cells of this field may mean; nothing is won or lost by default."""
    return {code: name for code, name in codes_of(field).items() if code not in {"won", "lost"}}


def _defaults(posted: Mapping[str, str], entity: str, before: Mapping[str, Any]) -> dict[str, str]:
    """Return field -> code for empty cells; what the page does not offer stays."""
    found = dict(before.get("defaults", {}))
    for field in WITH_DEFAULT[entity]:
        code = posted.get(f"def-{field}")
        if code == "":
            found.pop(field, None)
        elif code in default_codes(field):
            found[field] = str(code)
    return found


def _origin(posted: Mapping[str, str], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return from which system the rows are, whose branch gets them, and what the money is."""
    system = " ".join(posted.get("system", "").split())[:40]
    is_claimed = not system or system.casefold().startswith(OWN_SYSTEM)
    branch = posted.get("branch", "")
    is_known = bool(branch) and Branch.objects.filter(code=branch).exists()
    note = posted.get("currency_note")
    return {
        "system": before["system"] if is_claimed else system,
        "branch": branch if is_known else before["branch"],
        "currency_note": before.get("currency_note", "") if note is None
        else " ".join(note.split())[:200],
    }  # fmt: skip


def _values(
    posted: Mapping[str, str], field: str, texts: list[str], before: Mapping[str, Any]
) -> dict[str, str]:
    meanings = dict(before.get("values", {}).get(field, {}))
    for place, text in enumerate(texts):
        code = posted.get(f"val-{field}-{place}")
        if code == LEAVE_OUT:
            meanings[text.casefold()] = ""
        elif code:
            meanings[text.casefold()] = code
        elif code == "":
            meanings.pop(text.casefold(), None)
    return meanings


def _one_of(
    posted: Mapping[str, str], name: str, offers: tuple[str, ...], before: Mapping[str, Any]
) -> str:
    value = posted.get(name, "")
    return value if value in offers else str(before.get(name) or offers[0])


def profile_data(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is kept under a name: no personal data, only names of columns and values."""
    return {name: mapping[name] for name in KEPT_IN_PROFILE if name in mapping}
