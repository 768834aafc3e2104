"""Any table that is written as CSV is read back to the letter; any bytes are read or refused."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from core.spreadsheets.reading import FileRefusedError, Table, read_table

DELIMITERS = (",", ";", "\t", "|")
HEADERS = ["nama", "hp", "catatan"]
WANTED = set(HEADERS)
CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
# What tempts a spreadsheet or a careless reader, in one cell.
NASTY = st.sampled_from(["0812", "=1+1", '"', '""', "a;b,c\td|e", "x\ny", "x\r\ny", "'", " ", "1e9",
                         "00123456789012345678", "\ufeff", "sep=;"])  # fmt: skip


def read(raw: bytes) -> Table:
    with TemporaryDirectory() as folder:
        path = Path(folder, "daftar.csv")
        path.write_bytes(raw)
        return read_table(path, wanted=WANTED)


def written(rows: list[list[str]], *, delimiter: str, blank: int, has_mark: bool) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([HEADERS, *rows])
    mark = f"sep={delimiter}\r\n" if has_mark else ""
    return mark + "\r\n" * blank + stream.getvalue()


@given(
    rows=st.lists(st.lists(CELL | NASTY, min_size=3, max_size=3), max_size=6),
    delimiter=st.sampled_from(DELIMITERS),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    blank=st.integers(0, 3),
)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_a_written_table_is_read_back(
    rows: list[list[str]], delimiter: str, encoding: str, blank: int
) -> None:
    text = written(rows, delimiter=delimiter, blank=blank, has_mark=True)
    table = read(text.encode(encoding))
    assert table.headers == HEADERS
    assert table.delimiter == delimiter
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    assert [cells for _line, cells in table.rows] == filled


WORD = st.from_regex(r"[A-Za-z0-9]{1,12}", fullmatch=True)


@given(rows=st.lists(st.lists(WORD, min_size=3, max_size=3), max_size=6),
       delimiter=st.sampled_from(DELIMITERS))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_the_delimiter_is_found_where_nobody_names_it(
    rows: list[list[str]], delimiter: str
) -> None:
    table = read(written(rows, delimiter=delimiter, blank=0, has_mark=False).encode())
    assert (table.headers, table.delimiter) == (HEADERS, delimiter)
    assert [cells for _line, cells in table.rows] == rows


# What a table is made of, put together anyhow: quotation marks that never close and more.
PIECES = st.lists(
    st.sampled_from(['"', '""', ",", ";", "\t", "\n", "\r", "\x00", "nama", "hp", "é"]), max_size=40
).map(lambda pieces: "".join(pieces).encode())


@given(st.binary(max_size=200) | PIECES)
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_a_table_or_a_refusal(raw: bytes) -> None:
    try:
        table = read(raw)
    except FileRefusedError:
        return
    assert all(any(cell.strip() for cell in cells) for _line, cells in table.rows)
