"""A plain Word document (OOXML): a title, headings, paragraphs and tables.

The smallest set of parts that word processors open without a question. The same input gives the
same bytes. Texts are escaped; characters XML cannot hold are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What XML 1.0 cannot hold.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
WHOLE = "<w:trPr><w:cantSplit/></w:trPr>"  # a row never breaks over two pages
SHEETS = {"A4": (11906, 16838), "F4": (12189, 18709)}  # twentieths of a point


@dataclass
class Document:
    """What is written, in order."""

    parts: list[str] = field(default_factory=list)

    def paragraph(self, text: str, style: str = "") -> None:
        """Add a paragraph; line breaks are kept."""
        named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        lines = "<w:br/>".join(_text(line) for line in text.replace("\r", "").split("\n"))
        self.parts.append(f"<w:p>{named}<w:r>{lines}</w:r></w:p>")

    def title(self, text: str) -> None:
        """Add the title."""
        self.paragraph(text, "Title")

    def heading(self, text: str) -> None:
        """Add a heading."""
        self.paragraph(text, "Heading1")

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
        """Add a table; `widths` in twentieths of a point."""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        line = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="C9D0D5"/>'
        borders = "".join(line.format(side) for side in ("top", "bottom", "insideH"))
        body = "".join(f"<w:tr>{WHOLE}{_cells(row, widths)}</w:tr>" for row in rows)
        self.parts.append(
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}'
            f'</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"{body}</w:tbl><w:p/>"
        )

    def content(self, paper: str = "A4") -> bytes:
        """Return the file."""
        width, height = SHEETS[paper]
        page = (
            f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="1134" w:right="1134"'
            ' w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
        )
        body = f'{HEAD}<w:document xmlns:w="{SPACE}"><w:body>{"".join(self.parts)}{page}'
        return _zip({**FIXED, "word/document.xml": f"{body}</w:body></w:document>"})


def _text(text: str) -> str:
    clean = escape(FORBIDDEN.sub("", text), quote=False)
    return f'<w:t xml:space="preserve">{clean}</w:t>'


def _cells(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = []
    for text, width in zip(row, widths, strict=True):
        size = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        lines = "<w:br/>".join(_text(line) for line in text.replace("\r", "").split("\n"))
        cells.append(f"<w:tc>{size}<w:p><w:r>{lines}</w:r></w:p></w:tc>")
    return "".join(cells)


def _style(code: str, name: str, size: int, *, before: int, after: int) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{code}"><w:name w:val="{name}"/>'
        f'<w:pPr><w:keepNext/><w:spacing w:before="{before}" w:after="{after}"/></w:pPr>'
        f'<w:rPr><w:b/><w:color w:val="0B6480"/><w:sz w:val="{size}"/></w:rPr></w:style>'
    )


STYLES = (
    f'{HEAD}<w:styles xmlns:w="{SPACE}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="21"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="80"/></w:pPr>'
    "</w:pPrDefault></w:docDefaults>"
    + _style("Title", "Title", 36, before=0, after=120)
    + _style("Heading1", "heading 1", 25, before=240, after=80)
    + "</w:styles>"
)
MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FIXED = {
    "[Content_Types].xml": (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MIME}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{MIME}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "word/styles.xml": STYLES,
}


def _zip(files: dict[str, str]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, text in files.items():
            info = ZipInfo(name)  # 1980 for all: the same memo gives the same bytes
            info.compress_type = ZIP_DEFLATED
            packed.writestr(info, text.encode())
    return out.getvalue()
