"""What the columns, positions and segments of a spreadsheet may be called, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from core.search import normalise
from core.spreadsheets.limits import FileRefusedError
from core.spreadsheets.reading import read_table
from org.access.roles import Role
from org.models import BankSettings, Segment

MAX_ROWS = 1_000
REQUIRED = ("nip", "full_name", "role")
HEADERS: dict[str, tuple[str, ...]] = {
    "nip": ("nip", "nik karyawan", "nomor induk pegawai", "nomor pegawai", "no pegawai",
            "personnel number", "employee number", "employee id", "staff id"),
    "full_name": ("nama", "nama lengkap", "nama pegawai", "nama karyawan", "name", "full name"),
    "role": ("jabatan", "posisi", "peran", "position", "role", "title", "job title"),
    "branch": ("cabang", "unit kerja", "kantor", "kantor cabang", "kode cabang", "nama cabang",
               "branch", "branch code", "office"),
    "team": ("tim", "team", "kelompok"),
    "segment": ("segmen", "segment"),
    "ao_code": ("kode ao", "kode account officer", "ao", "ao code"),
}  # fmt: skip
TEMPLATE = ("NIP", "Nama", "Jabatan", "Cabang", "Tim", "Segmen", "Kode AO")
EXAMPLE = ("24110387", "Intan Permatasari", "Account Officer", "A", "", "Mikro", "BKB-022")

# What banks call the posts, beside our own words and the bank's titles.
_ROLES: dict[Role, tuple[str, ...]] = {
    Role.OFFICER: ("ao", "account officer", "relationship manager", "rm", "mantri", "marketing"),
    Role.TEAM_LEAD: ("ketua tim", "koordinator", "supervisor", "team lead", "account executive"),
    Role.BRANCH_HEAD: ("pemimpin cabang", "pimpinan cabang", "kepala cabang", "pinca", "kacab",
                       "branch head", "branch manager"),
    Role.CREDIT_ADMINISTRATION: ("admin kredit", "adk", "administrasi kredit",
                                 "credit administration"),
    Role.CREDIT_ANALYST: ("analis kredit", "analis", "credit analyst"),
    Role.REGIONAL_HEAD: ("pemimpin wilayah", "kepala wilayah", "regional head"),
    Role.HEAD_OFFICE: ("kantor pusat", "head office"),
    Role.AUDITOR: ("auditor", "audit", "pemeriksa"),
    Role.ADMINISTRATOR: ("administrator", "admin portal"),
}  # fmt: skip
_SEGMENTS: dict[Segment, tuple[str, ...]] = {
    Segment.MICRO: ("mikro", "micro"),
    Segment.SECURED: ("kredit beragunan", "beragunan", "konsumer", "secured", "secured loans"),
    Segment.SME: ("ukm", "umkm", "ritel", "sme"),
    Segment.FINANCIAL_SERVICES: ("jasa keuangan", "dana", "financial services"),
    Segment.CREDIT: ("kredit", "credit"),
}


def roles() -> dict[str, Role]:
    """Return every word for a post, normalised; the bank's own titles win."""
    bank = BankSettings.current()
    words = {normalise(word): role for role, known in _ROLES.items() for word in (role, *known)}
    for role in Role:
        words |= {normalise(title): role for language in ("id", "en")
                  if (title := bank.title_of(role, language))}  # fmt: skip
    return words


def segments() -> dict[str, Segment]:
    """Return every word for a segment, normalised."""
    return {normalise(word): one for one, known in _SEGMENTS.items() for word in (one, *known)}


def read_people(path: Path) -> list[dict[str, str]]:
    """Return one dict per row with its `line`. Raises FileRefusedError with what to do."""
    known = {normalise(word): name for name, words in HEADERS.items() for word in words}
    table = read_table(path, wanted=set(known))
    columns = [known.get(normalise(header), "") for header in table.headers]
    missing = [HEADERS[name][0].upper() for name in REQUIRED if name not in columns]
    if missing:
        raise FileRefusedError(
            "columns_missing", _("These columns are missing: %(names)s. Use the template."),
            names=", ".join(missing),
        )  # fmt: skip
    if len(table.rows) > MAX_ROWS:
        raise FileRefusedError("people", _("Load at most 1,000 people at once."))
    return [_row(line, columns, cells) for line, cells in table.rows]


def _row(line: int, columns: Iterable[str], cells: Iterable[str]) -> dict[str, str]:
    found = {name: " ".join(cell.split())[:200] for name, cell in zip(columns, cells, strict=False)
             if name}  # fmt: skip
    return {"line": str(line), **found}
