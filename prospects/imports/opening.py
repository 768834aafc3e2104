"""From uploaded bytes or pasted cells to a table with a name for every column."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from core.errors import InputError
from core.identity import normalise_phone
from core.spreadsheets.formulas import restored
from core.spreadsheets.reading import Table, read_table

_ODD = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]")
NAME_LENGTH = 120
EXAMPLE = ("Siti Rahmawati", "0812-5550-0000")  # the row our template shows


def template_names() -> list[str]:
    """Return what the columns of our template are called in the active language."""
    return [
        _("Name"), _("Mobile number"), _("Product"), _("Amount"), _("Source"),
        _("Workplace or business"), _("E-mail"), _("Address"), _("Date recorded"), _("Notes"),
    ]  # fmt: skip


def deal_names() -> list[str]:
    """Return what the columns of exported opportunities are called in the active language."""
    return [
        _("Opportunity key"), _("Prospect number"), _("Name"), _("Product"), _("Amount"),
        _("Stage"), _("AO"), _("Date recorded"), _("Closing date"), _("Expected close"),
        _("Stage since"),
    ]  # fmt: skip


def clean_name(name: str) -> str:
    """Return a file's name as harmless text of at most 120 characters; it is never a path."""
    bare = _ODD.sub("", name.replace("\\", "/").rsplit("/", 1)[-1]).strip()
    return bare[-NAME_LENGTH:] or "file"


def open_table(content: bytes, name: str, *, wanted: set[str]) -> Table:
    """Read the bytes within the limits of core.spreadsheets; raises FileRefusedError.

    A list without a line of names gets names by letter; a column without a name gets one too, and
    equal names are numbered, so that each column can be chosen.
    """
    with tempfile.TemporaryDirectory(prefix="import-") as folder:
        path = Path(folder, "table")
        path.write_bytes(content)
        table = replace(read_table(path, wanted=wanted), name=name)
    table = _with_names(_restored(table))
    width = len(table.headers)
    rows = [(line, [*cells, *[""] * (width - len(cells))]) for line, cells in table.rows]
    kept = [(line, cells) for line, cells in rows if tuple(cells[:2]) != EXAMPLE]
    return replace(table, rows=kept)


def _report_columns() -> set[tuple[str, str]]:
    """Return what the first two columns of a rejects file are called in both languages."""
    found = set()
    for language in ("id", "en"):
        with override(language):
            found.add((_("Line"), _("Reason")))
    return found


def _in_both(names: Callable[[], list[str]]) -> list[list[str]]:
    """Return names of columns in both languages: an export may have either."""
    found = []
    for language in ("id", "en"):
        with override(language):
            found.append(names())
    return found


def is_of_portal(headers: list[str]) -> bool:
    """Tell whether the file holds opportunities that the portal itself exported."""
    return headers in _in_both(deal_names)


def _restored(table: Table) -> Table:
    """Take off the marks that our own files put before what looks like a formula."""
    is_ours = is_of_portal(table.headers) or table.headers in _in_both(template_names)
    if table.encoding != "xlsx" and is_ours:
        rows = [(line, list(map(restored, cells))) for line, cells in table.rows]
        return replace(table, rows=rows)
    if tuple(table.headers[:2]) not in _report_columns():
        return table
    rows = [(line, [*cells[:2], *map(restored, cells[2:])]) for line, cells in table.rows]
    return replace(table, headers=[restored(header) for header in table.headers], rows=rows)


def letter_of(place: int) -> str:
    """Return a spreadsheet's letter for the column at `place`, counted from 0."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def is_lettered(name: str) -> bool:
    """Tell whether a column was named by the portal, in either language, for want of a name."""
    for language in ("id", "en"):
        with override(language):
            begin = _("Column %s") % ""
        if name.startswith(begin) and name[len(begin) :].isupper():
            return True
    return False


def _with_names(table: Table) -> Table:
    headers, rows = table.headers, table.rows
    if any(map(_is_phone, headers)):
        first = (max(rows[0][0] - 1, 1) if rows else 1, headers)
        headers, rows = [""] * len(headers), [first, *rows]
    width = max([len(headers), *(_filled(cells) for _line, cells in rows)])
    padded = [*headers, *[""] * (width - len(headers))]
    named = [header or _("Column %s") % letter_of(place) for place, header in enumerate(padded)]
    return replace(table, headers=_numbered(named), rows=rows)


def _filled(cells: list[str]) -> int:
    """Return how many cells there are up to the last that holds something."""
    return max((place + 1 for place, cell in enumerate(cells) if cell.strip()), default=0)


def _numbered(names: list[str]) -> list[str]:
    seen: Counter[str] = Counter()
    result = []
    for name in names:
        seen[name.casefold()] += 1
        number = seen[name.casefold()]
        result.append(name if number == 1 else f"{name} ({number})")
    return result


def _is_phone(text: str) -> bool:
    try:
        normalise_phone(text)
    except InputError:
        return False
    return True
