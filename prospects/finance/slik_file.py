"""Reading a structured SLIK result: JSON or CSV with one facility a row.

`months` are the classes of collectibility of up to 24 months, the newest first, one digit each,
`-` for a month without data. Nothing is guessed: a cell that cannot be read refuses the file and
says where.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.errors import InputError
from core.formats import parse_day_first
from core.money import parse_rupiah
from prospects.models.finance import FacilityKind

MAX_BYTES, MAX_ROWS, MONTHS = 512 * 1024, 200, 24
COLUMNS: dict[str, tuple[str, ...]] = {
    "lender": ("lender", "pelapor", "ljk", "bank"),
    "kind": ("kind", "jenis"),
    "plafon": ("plafon",),
    "outstanding": ("outstanding", "baki_debet"),
    "instalment": ("instalment", "angsuran"),
    "rate": ("rate", "suku_bunga", "bunga"),
    "ends_on": ("ends_on", "jatuh_tempo"),
    "days_past_due": ("days_past_due", "hari_tunggakan"),
    "collectibility": ("collectibility", "kol", "kualitas", "kolektibilitas"),
    "months": ("months", "riwayat"),
}
WORDS: dict[str, tuple[str, ...]] = {
    FacilityKind.MORTGAGE: ("kpr", "rumah"),
    FacilityKind.VEHICLE: ("kkb", "kendaraan", "mobil", "motor"),
    FacilityKind.CARD: ("kartu",),
    FacilityKind.KUR: ("kur",),
    FacilityKind.WORKING_CAPITAL: ("modal kerja",),
    FacilityKind.INVESTMENT: ("investasi",),
    FacilityKind.PAY_LATER: ("paylater", "pinjaman online", "daring"),
    FacilityKind.CONSUMER: ("multiguna", "kta", "konsumtif", "konsumsi"),
}


@dataclass(frozen=True)
class SlikResult:
    """What the file says: number and position of the report, and its facilities as values."""

    facilities: list[dict[str, Any]]
    reference: str = ""
    position_on: date | None = None


def _refuse(text: str) -> InputError:
    return InputError("slik_file", text)


def read(content: bytes, *, today: date) -> SlikResult:
    """Return what the file says. Raises InputError in the user's words."""
    if len(content) > MAX_BYTES:
        raise _refuse(_("The file is larger than 512 KB."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refuse(_("The file is no text in UTF-8.")) from None
    is_json = text.lstrip().startswith(("{", "["))
    head, rows = _json(text) if is_json else ({}, _csv(text))
    if not 0 < len(rows) <= MAX_ROWS:
        raise _refuse(_("The file needs 1 to %(most)s facilities.") % {"most": MAX_ROWS})
    facilities = [_facility(row, line, today) for line, row in enumerate(rows, start=1)]
    position = str(head.get("position", "") or "")
    return SlikResult(
        facilities, str(head.get("reference", ""))[:60],
        _day(position, _("position"), 0, today) if position else None,
    )  # fmt: skip


def _json(text: str) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise _refuse(_("The JSON of the file cannot be read.")) from None
    head = found if isinstance(found, dict) else {}
    rows = head.get("facilities") if head else found
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _refuse(_("The file has no list of facilities."))
    return head, rows


def _csv(text: str) -> list[Mapping[str, Any]]:
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ",")
    try:
        return [row for row in reader if any(str(cell or "").strip() for cell in row.values())]
    except csv.Error:
        raise _refuse(_("The rows of the file cannot be read.")) from None


def _cells(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the cells by our names."""
    plain = {re.sub(r"[\s.]+", "_", str(k or "").strip().lower()): v for k, v in row.items()}
    found = {}
    for name, spellings in COLUMNS.items():
        cell = next((plain[word] for word in spellings if word in plain), "")
        found[name] = "" if cell is None else str(cell).strip()
    return found


def _facility(row: Mapping[str, Any], line: int, today: date) -> dict[str, Any]:
    cells = _cells(row)
    if not cells["lender"]:
        raise _refuse(_("Row %(line)s: the lender is missing.") % {"line": line})
    months = re.sub(r"[\s,|]+", "", cells["months"])
    if not re.fullmatch(r"[1-5-]{0,24}", months):
        raise _refuse(_("Row %(line)s: months are up to 24 digits from 1 to 5.") % {"line": line})
    kol = _number(cells["collectibility"], 5, "kol", line)
    if kol == 0:
        raise _refuse(_("Row %(line)s: kol is a number from 1 to 5.") % {"line": line})
    newest = int(months[0]) if months[:1].isdigit() else None
    return {
        "lender": cells["lender"][:80], "kind": _kind(cells["kind"]),
        "plafon": _money(cells["plafon"], "plafon", line),
        "outstanding": _money(cells["outstanding"], "baki debet", line),
        "instalment": _money(cells["instalment"], _("instalment a month"), line),
        "rate": _rate(cells["rate"], line),
        "ends_on": _day(cells["ends_on"], _("ends on"), line, today) if cells["ends_on"] else None,
        "days_past_due": _number(cells["days_past_due"], 9999, _("days past due"), line),
        "collectibility": kol if kol is not None else newest, "months": months,
    }  # fmt: skip


def _kind(text: str) -> str:
    if text in FacilityKind.values:
        return text
    low = text.lower()
    words = ((str(kind), word) for kind, found in WORDS.items() for word in found)
    return next((kind for kind, word in words if word in low), str(FacilityKind.OTHER))


def _bad(name: str, line: int, text: str) -> InputError:
    words = _("Row %(line)s: %(name)s cannot be read: %(text)s")
    return _refuse(words % {"line": line, "name": name, "text": text[:40]})


def _money(text: str, name: str, line: int) -> Decimal:
    if not text:
        return Decimal(0)
    try:
        amount = parse_rupiah(text)
    except InputError:
        raise _bad(name, line, text) from None
    if not 0 <= amount < Decimal(10) ** 15:
        raise _bad(name, line, text)
    return amount


def _number(text: str, most: int, name: str, line: int) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) > most:
        raise _bad(name, line, text)
    return int(text)


def _rate(text: str, line: int) -> Decimal | None:
    found = re.fullmatch(r"([0-9]{1,2})(?:[.,]([0-9]{1,4}))? ?%?", text)
    if text and found is None:
        raise _bad(_("rate, % per year"), line, text)
    return Decimal(f"{found[1]}.{found[2] or 0}") if found else None


def _day(text: str, name: str, line: int, today: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parse_day_first(text, today=today)
    except InputError:
        raise _bad(name, line, text) from None
