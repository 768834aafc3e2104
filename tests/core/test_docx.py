"""A Word document from scratch: well-formed, escaped, the same bytes twice."""

from io import BytesIO
from xml.parsers import expat
from zipfile import ZipFile

from core.docx import Document

NASTY = 'A < B & "C"\x00\x0b ]]> <w:p/>\nBaris dua'


def made() -> bytes:
    paper = Document()
    paper.title("Memo")
    paper.heading(NASTY)
    paper.paragraph(NASTY)
    paper.table([("Plafon", "Rp600.000.000"), (NASTY, "")], (3000, 6000))
    return paper.content("F4")


def text_of(part: bytes) -> str:
    """Return the text of a part; ExpatError where it is not well-formed."""
    found: list[str] = []
    reader = expat.ParserCreate()
    reader.CharacterDataHandler = found.append
    reader.Parse(part, True)
    return "".join(found)


def test_every_part_is_well_formed_and_named() -> None:
    with ZipFile(BytesIO(made())) as packed:
        parts = {name: text_of(packed.read(name)) for name in packed.namelist()}
    assert set(parts) == {"[Content_Types].xml", "_rels/.rels", "word/document.xml",
                          "word/styles.xml", "word/_rels/document.xml.rels"}  # fmt: skip
    for text in ('A < B & "C" ]]> <w:p/>', "Baris dua", "Rp600.000.000"):
        assert text in parts["word/document.xml"]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert made() == made()
