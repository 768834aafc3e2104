"""Odd files as people really bring them: the right cells, or a refusal that says why."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import openpyxl
import pytest

from core.spreadsheets.limits import FileRefusedError
from prospects.imports.opening import open_table

SITI, TUTI = ["Siti", "081255501423"], ["Tuti", "081255501424"]
PLAIN = "Nama,HP\nSiti,081255501423\nTuti,081255501424\n"
SEMICOLON = PLAIN.replace(",", ";")
TAB = PLAIN.replace(",", "\t")
WANTED = {"nama", "hp"}


@dataclass(frozen=True)
class Case:
    """One file: its bytes and the rows (or the code of the refusal) that must come of it."""

    name: str
    content: bytes
    rows: list[list[str]] | str
    headers: tuple[str, ...] = ("Nama", "HP")


def text(
    name: str, content: str, rows: list[list[str]] | str = "", *headers: str, code: str = "utf-8"
) -> Case:
    return Case(name, content.encode(code), rows or [SITI, TUTI], headers or ("Nama", "HP"))


def row(*cells: str) -> list[list[str]]:
    return [list(cells)]


TEXTS = [
    text("comma", PLAIN),
    text("semicolon", SEMICOLON),
    text("tab", TAB),
    text("pipe after sep=", "sep=|\n" + PLAIN.replace(",", "|")),
    text("sep= semicolon", "sep=;\n" + SEMICOLON),
    text("SEP= in capitals, Windows lines", "SEP=;\r\n" + SEMICOLON.replace("\n", "\r\n")),
    text("sep= after a mark", "sep=;\n" + SEMICOLON, code="utf-8-sig"),
    text("mark of UTF-8", PLAIN, code="utf-8-sig"),
    text("mark and semicolons", SEMICOLON, code="utf-8-sig"),
    text("UTF-16 as Excel saves Unicode text", TAB, code="utf-16"),
    Case("UTF-16 big end first", b"\xfe\xff" + SEMICOLON.encode("utf-16-be"), [SITI, TUTI]),
    text("Windows letters", "Nama;HP\nRené Müller;0812\n", row("René Müller", "0812"),
         code="cp1252"),
    text("Windows quotation marks", "Nama;HP\n“Nur’aini” – Ibu;0812\n",
         row("“Nur’aini” – Ibu", "0812"), code="cp1252"),
    text("Windows euro sign", "Nama;HP\n€ Sari;0812\n", row("€ Sari", "0812"), code="cp1252"),
    text("Arabic, Chinese and a face", "Nama,HP\nمحمد 王 😀,0812\n", row("محمد 王 😀", "0812")),
    text("Windows lines", PLAIN.replace("\n", "\r\n")),
    text("old Macintosh lines", PLAIN.replace("\n", "\r")),
    text("no last line end", PLAIN.rstrip("\n")),
    text("mixed lines", "Nama,HP\r\nSiti,081255501423\nTuti,081255501424\r\n"),
    text("a line end in a cell", 'Nama,HP\n"Siti\nRahma",0812\n', row("Siti\nRahma", "0812")),
    text("a Windows line end in a cell", 'Nama,HP\r\n"Siti\r\nRahma",0812\r\n',
         row("Siti\r\nRahma", "0812")),
    text("the delimiter in a cell", 'Nama,HP\n"Rahma, Siti",0812\n', row("Rahma, Siti", "0812")),
    text("quotes in a cell", 'Nama,HP\n"PT ""Maju"" Jaya",0812\n', row('PT "Maju" Jaya', "0812")),
    text("quotes in the middle", 'Nama,HP\nPT "Maju" Jaya,0812\n', row('PT "Maju" Jaya', "0812")),
    text("every cell quoted", '"Nama","HP"\n"Siti","081255501423"\n', [SITI]),
    text("an empty quoted cell", 'Nama,HP\n"",0812\n', row("", "0812")),
    text("comma decimals between semicolons", "Nama;Nilai\nSiti;1,5\nTuti;2,5\n",
         [["Siti", "1,5"], ["Tuti", "2,5"]], "Nama", "Nilai"),
    text("addresses full of commas", "Nama;Alamat\nSiti;Jl. A, B, C\nTuti;Jl. D, E, F\n",
         [["Siti", "Jl. A, B, C"], ["Tuti", "Jl. D, E, F"]], "Nama", "Alamat"),
    text("a short row", "Nama,HP,Minat\nSiti\nTuti,0812\n",
         [["Siti", "", ""], ["Tuti", "0812", ""]],
         "Nama", "HP", "Minat"),
    text("a long row", "Nama,HP\nSiti,0812,KPR\n", row("Siti", "0812", "KPR"),
         "Nama", "HP", "Kolom C"),
    text("delimiters at the end", "Nama,HP,,\nSiti,0812,,\n", row("Siti", "0812", "", ""),
         "Nama", "HP", "Kolom C", "Kolom D"),
    text("blank lines above", "\n\n" + PLAIN),
    text("a title above", "Daftar hadir pameran\n\n" + PLAIN),
    text("a title over three lines", "KC Bandung,,\nPameran,,\nNovember 2026,,\n" + PLAIN,
         [SITI, TUTI]),
    text("blank lines between", PLAIN.replace("Tuti", "\n\nTuti")),
    text("lines of delimiters only", PLAIN.replace("Tuti", ",\n , \nTuti")),
    text("equal headers", "Nama,HP,HP\nSiti,1,2\n", row("Siti", "1", "2"), "Nama", "HP", "HP (2)"),
    text("equal headers in other letters", "Nama,HP,hp\nSiti,1,2\n", row("Siti", "1", "2"),
         "Nama", "HP", "hp (2)"),
    text("three equal headers", "Nama,HP,HP,HP\nSiti,1,2,3\n", row("Siti", "1", "2", "3"),
         "Nama", "HP", "HP (2)", "HP (3)"),
    text("a header without a name", "Nama,,HP\nSiti,x,0812\n", row("Siti", "x", "0812"),
         "Nama", "Kolom B", "HP"),
    text("spaces around headers", " Nama , HP \nSiti,0812\n", row("Siti", "0812")),
    text("no header at all", "Siti,081255501423\nTuti,081255501424\n", [SITI, TUTI],
         "Kolom A", "Kolom B"),
    text("a header alone", "Nama,HP\n", "nothing below"),
    text("a formula stays text", "Nama,HP\n=1+1,+62812\n", row("=1+1", "+62812")),
    text("an apostrophe stays", "Nama,HP\n'0812,'=x\n", row("'0812", "'=x")),
    text("the marks of our rejects go", "Baris,Alasan,Nama\n2,x,'=1+1\n", row("2", "x", "=1+1"),
         "Baris", "Alasan", "Nama"),
    text("leading zeros", "Nama,HP\nSiti,0000812\n", row("Siti", "0000812")),
    text("numbers a spreadsheet would spoil", "Nama,HP\n3273014508900001,8.12555E+11\n",
         row("3273014508900001", "8.12555E+11")),
    text("half a quotation", 'Nama,HP\n"Siti,0812\n', "csv"),
    text("text after a quotation", 'Nama,HP\n"Siti" Rahma,0812\n', "csv"),
    Case("no letters of any code", b"Nama;HP\nSiti \x81\x8d;0812\n", "encoding"),
    Case("half a letter of UTF-16", b"\xff\xfeN\x00a", "encoding"),
    Case("UTF-16 without its mark", PLAIN.encode("utf-16-le"), "binary"),
    Case("an old workbook (.xls)", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "binary"),
    Case("a picture", b"\x89PNG\r\n\x1a\n" + bytes(32), "binary"),
    Case("nothing", b"", "empty"),
    Case("spaces and lines", b"  \n\t\n ,, \n", "empty"),
    Case("61 columns", ",".join(f"K{n}" for n in range(61)).encode() + b"\n", "columns"),
    Case("20,001 rows", b"Nama\n" + b"x\n" * 20_001, "rows"),
    Case("over 10 MB", b"Nama,HP\n" + b" " * (10 * 1024 * 1024), "too_large"),
]  # fmt: skip


def book(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    """Return a workbook made by `fill`."""
    made, stream = openpyxl.Workbook(), io.BytesIO()
    fill(made)
    made.save(stream)
    return stream.getvalue()


def sheet(*rows: list, merged: str = "") -> bytes:
    """Return a workbook of one sheet."""

    def fill(made: openpyxl.Workbook) -> None:
        for cells in rows:
            made.active.append(cells)
        if merged:
            made.active.merge_cells(merged)

    return book(fill)


def with_parts(content: bytes, **parts: bytes) -> bytes:
    """Return the workbook with more parts in its archive."""
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


def two_sheets(made: openpyxl.Workbook) -> None:
    for cells in (["Nama", "HP"], SITI):
        made.active.append(cells)
    made.create_sheet("Lain").append(["Rahasia", "x"])


def stored_formula(content: bytes, value: str) -> bytes:
    """Return the workbook with a value stored beside its one formula, as spreadsheets do."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"<v></v>", b"<v>%s</v>" % value.encode())
                         .replace(b"<v />", b"<v>%s</v>" % value.encode()))  # fmt: skip
    return stream.getvalue()


def locked(content: bytes) -> bytes:
    """Return the archive with the mark of a password on its first part."""
    raw = bytearray(content)
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


HEAD = ["Nama", "HP"]
ORDINARY = sheet(HEAD, SITI, TUTI)
WORKBOOKS = [
    Case("a workbook", ORDINARY, [SITI, TUTI]),
    Case("numbers as numbers", sheet(HEAD, ["Siti", 81255501423]), row("Siti", "81255501423")),
    Case("a number with decimals", sheet(HEAD, ["Siti", 1.5]), row("Siti", "1.5")),
    Case("a date", sheet(HEAD, ["Siti", date(2026, 11, 18)]), row("Siti", "2026-11-18")),
    Case("yes and no", sheet(HEAD, ["Siti", True]), row("Siti", "TRUE")),
    Case("blank rows above", sheet([], [None, None], HEAD, SITI), [SITI]),
    Case("a merged title", sheet(["Daftar", None], HEAD, SITI, merged="A1:B1"), [SITI]),
    Case("merged cells in rows", sheet(HEAD, ["Siti", "1"], [None, "2"], merged="A2:A3"),
         [["Siti", "1"], ["", "2"]]),
    Case("only the first sheet", book(two_sheets), [SITI]),
    Case("equal headers in a workbook", sheet(["Nama", "HP", "HP"], ["Siti", "1", "2"]),
         row("Siti", "1", "2"), ("Nama", "HP", "HP (2)")),
    Case("ragged rows in a workbook", sheet(["Nama", "HP", "Minat"], ["Siti"], ["Tuti", "1"]),
         [["Siti", "", ""], ["Tuti", "1", ""]], ("Nama", "HP", "Minat")),
    Case("a formula with its value", stored_formula(sheet(HEAD, ["Siti", "=1+1"]), "2"),
         row("Siti", "2")),
    Case("a formula never calculated", sheet(HEAD, ["Siti", "=1+1"]), row("Siti", "")),
    Case("text that begins like a formula", sheet(HEAD, ["'=1+1", "0812"]),
         row("'=1+1", "0812")),
    Case("line ends in cells", sheet(HEAD, ["Siti\nRahma", "0812"]), row("Siti\nRahma", "0812")),
    Case("an empty workbook", sheet(), "empty"),
    Case("half an archive", ORDINARY[: len(ORDINARY) // 2], "broken"),
    Case("an archive of something else", with_parts(b"", a=b"x"), "workbook"),
    Case("a bomb", with_parts(ORDINARY, xl__bomb=bytes(40 * 1024 * 1024)), "inflates"),
    Case("101 parts", with_parts(ORDINARY, **{f"p{n}": b"x" for n in range(101)}), "members"),
    Case("a part outside", with_parts(ORDINARY, **{"..__x": b"x"}), "path"),
    Case("macros", with_parts(ORDINARY, **{"xl__vbaProject.bin": b"x"}), "macro"),
    Case("a password", locked(ORDINARY), "locked"),
]  # fmt: skip
CASES = TEXTS + WORKBOOKS


def test_the_corpus_is_large_and_names_each_case_once() -> None:
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_file_gives_its_cells_or_a_clear_refusal(case: Case) -> None:
    if isinstance(case.rows, str) and case.rows != "nothing below":
        with pytest.raises(FileRefusedError) as refused:
            open_table(case.content, "daftar", wanted=WANTED)
        assert refused.value.code == case.rows
        assert len(refused.value.text) > 15
        return
    table = open_table(case.content, "daftar", wanted=WANTED)
    expected = [] if case.rows == "nothing below" else case.rows
    assert [cells for _line, cells in table.rows] == expected
    assert tuple(name for name in table.headers) == case.headers
