"""Opening a table: what encoding, what delimiter, where the header is. Text is never altered."""

import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from core.spreadsheets import limits, workbook
from core.spreadsheets.limits import FileRefusedError

DELIMITERS = (",", ";", "\t", "|")
HEADER_WITHIN = 20  # blank lines and titles that may stand above the header


@dataclass(frozen=True)
class Table:
    """Headers and rows as text. `rows` are (line number in the file, cells)."""

    name: str
    sha256: str
    headers: list[str]
    rows: list[tuple[int, list[str]]]
    encoding: str
    delimiter: str


def _decode(raw: bytes) -> tuple[str, str]:
    """Return (text, encoding): byte-order marks first, then strict UTF-8, then Windows-1252."""
    marks = (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    )
    for mark, encoding in marks:
        if raw.startswith(mark):
            return _strict(raw, encoding), encoding
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _strict(raw, "cp1252"), "cp1252"


def _strict(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileRefusedError(
            "encoding",
            _("The letters of this file cannot be recognised. Save it as CSV UTF-8."),
        ) from error


def _delimiter_of(text: str) -> tuple[str, str]:
    """Return (delimiter, text without a `sep=` line): the one that cuts the most even columns."""
    first, _newline, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest
    sample = [line for line in text.splitlines()[:30] if line.strip()]

    def evenness(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(sample, delimiter=delimiter)]
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) if usual > 1 else 0, usual)

    return max(DELIMITERS, key=evenness), text


def _read_csv(path: Path) -> tuple[list[tuple[int, list[str]]], str, str]:
    text, encoding = _decode(path.read_bytes())
    if "\x00" in text:
        raise FileRefusedError("binary", _("This is no table: it holds bytes that are no text."))
    delimiter, text = _delimiter_of(text)
    csv.field_size_limit(limits.MAX_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        for row in reader:
            rows.append((reader.line_num, row))
            if len(rows) > limits.MAX_ROWS + HEADER_WITHIN:
                limits.check_table([], len(rows))
    except csv.Error as error:
        raise FileRefusedError(
            "csv", _("Line %(line)s has a quotation mark that is not closed."), line=reader.line_num
        ) from error
    return rows, encoding, delimiter


def _read_workbook(path: Path) -> tuple[list[tuple[int, list[str]]], str, str]:
    limits.check_workbook(path)
    try:
        cells = list(workbook.rows_of(path))
    except ValueError as error:
        raise FileRefusedError(
            "workbook", _("The workbook cannot be read. Save it again as .xlsx or as CSV.")
        ) from error
    return list(enumerate(cells, start=1)), "xlsx", ""


def _split_header(
    rows: list[tuple[int, list[str]]], wanted: set[str]
) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return (headers, rows below): the first line that names a wanted column, else the first."""
    filled = [
        (index, [cell.strip() for cell in cells])
        for index, (_line, cells) in enumerate(rows)
        if any(cell.strip() for cell in cells)
    ]
    if not filled:
        raise FileRefusedError("empty", _("The file has no rows."))
    header = next(
        (
            entry
            for entry in filled[:HEADER_WITHIN]
            if wanted & {name.casefold() for name in entry[1]}
        ),
        filled[0],
    )
    below = [
        (line, cells)
        for line, cells in rows[header[0] + 1 :]
        if any(cell.strip() for cell in cells)
    ]
    return header[1], below


def read_table(path: Path, *, wanted: set[str]) -> Table:
    """Read a CSV or XLSX file. `wanted` are the column names (casefolded) a profile looks for.

    Raises FileRefusedError with a sentence that says what to do.
    """
    limits.check_size(path)
    raw = path.read_bytes()
    is_workbook = raw.startswith(b"PK")
    rows, encoding, delimiter = _read_workbook(path) if is_workbook else _read_csv(path)
    headers, below = _split_header(rows, wanted)
    limits.check_table(headers, len(below))
    return Table(
        name=path.name,
        sha256=hashlib.sha256(raw).hexdigest(),
        headers=headers,
        rows=below,
        encoding=encoding,
        delimiter=delimiter,
    )
