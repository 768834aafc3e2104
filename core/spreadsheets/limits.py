"""What a file may be before anything reads it. A bomb is refused by its size, not by luck."""

import zipfile
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from core.errors import InputError

MAX_BYTES = 10 * 1024 * 1024
MAX_MEMBERS = 100
MAX_INFLATED = 100 * 1024 * 1024
MAX_RATIO = 100
MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_CELL = 2_000
_CHUNK = 1024 * 1024
_MACROS = ("vbaproject.bin", "macrosheets/", "embeddings/", "activex/")


class FileRefusedError(InputError):
    """The file is not read at all; the message names the limit."""


def check_size(path: Path) -> None:
    """Refuse a file of more than 10 MB."""
    if path.stat().st_size > MAX_BYTES:
        raise FileRefusedError("too_large", _("The file is larger than 10 MB. Split it in two."))


def check_workbook(path: Path) -> None:
    """Refuse a workbook that inflates too far, counted while inflating: headers may lie."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(archive.infolist())
            _inflate_within_limits(archive, path.stat().st_size)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise FileRefusedError(
            "broken", _("The workbook cannot be opened. Save it again as .xlsx without password.")
        ) from error


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise FileRefusedError("members", _("The workbook has more than 100 parts."))
    for member in members:
        name = member.filename.lower()
        if member.flag_bits & 0x1:
            raise FileRefusedError("locked", _("The workbook has a password. Remove it first."))
        if ".." in name.split("/") or name.startswith("/") or "\\" in name:
            raise FileRefusedError("path", _("The workbook names files outside itself."))
        if any(mark in name for mark in _MACROS):
            raise FileRefusedError("macro", _("The workbook has macros. Save it as plain .xlsx."))


def _inflate_within_limits(archive: zipfile.ZipFile, packed: int) -> None:
    total = 0
    limit = min(MAX_INFLATED, max(packed, 1) * MAX_RATIO)
    for member in archive.infolist():
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                if total > limit:
                    raise FileRefusedError(
                        "inflates", _("The workbook unpacks to more than 100 MB or 100 times.")
                    )


def check_table(headers: list[str], row_count: int) -> None:
    """Refuse more than 60 columns or 20,000 rows."""
    if len(headers) > MAX_COLUMNS:
        raise FileRefusedError("columns", _("The file has more than 60 columns."))
    if row_count > MAX_ROWS:
        raise FileRefusedError("rows", _("The file has more than 20,000 rows. Split it in two."))
