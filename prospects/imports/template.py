"""The template people fill in: CSV and XLSX with an example row and a page of explanations.

The workbook is written part by part, as text cells only: the phone column keeps its leading zero,
and no library is loaded into the web process for five small files.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from prospects import sources
from prospects.imports.opening import EXAMPLE, letter_of, template_names
from prospects.imports.suggesting import codes_of

TEXT_STYLE = 1  # the second cell format below: always text
BOLD_STYLE = 2


def columns() -> list[tuple[str, str, str]]:
    """Return (name, example, explanation) of each column in the active language."""
    products = ", ".join(codes_of("product").values())
    known = ", ".join(label for _code, label in sources.choices())
    filled = [
        (EXAMPLE[0], _("Must be filled in. One word is enough.")),
        (EXAMPLE[1],
         _("Must be filled in. 0812..., 62812... and +62 812-... are the same number.")),
        ("KPR", _("May be empty. One of: %s.") % products),
        ("600 jt", _("May be empty. Whole rupiah: 600 jt, 1,2 M or 600.000.000.")),
        (_("Event"), _("May be empty. One of: %s.") % known),
        ("Toko Melati", _("May be empty.")),
        ("siti@contoh.example", _("May be empty.")),
        ("Jl. Melati 5, Bekasi", _("May be empty.")),
        ("21/11/2026",
         _("May be empty, then today. Day first: 21/11/2026. No day to come.")),
        (_("Wants a visit on Saturday"), _("May be empty. Up to 2,000 characters.")),
    ]  # fmt: skip
    named = zip(template_names(), filled, strict=True)
    return [(name, example, text) for name, (example, text) in named]


def example_row() -> list[str]:
    """Return the example; it is passed over when somebody leaves it in."""
    return [example for _name, example, _text in columns()]


def template_csv() -> bytes:
    """Return the template as a spreadsheet here opens it: semicolons, UTF-8 with mark."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    writer.writerows([[name for name, _example, _text in columns()], example_row()])
    return stream.getvalue().encode("utf-8-sig")


def template_xlsx() -> bytes:
    """Return the workbook: the sheet to fill in and the sheet of explanations."""
    rows = columns()
    fill = [[name for name, _example, _text in rows], example_row()]
    explain = [[_("Column"), _("What it holds"), _("Example")]]
    explain += [[name, text, example] for name, example, text in rows]
    explain += [["", _("The second line of the first sheet is an example. It is never imported.")]]
    sheets = [(_("List"), fill, [22] * len(fill[0])), (_("Explanations"), explain, [24, 80, 24])]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _fixed_parts([title for title, _rows, _widths in sheets]).items():
            archive.writestr(name, text)
        for number, (_title, cells, widths) in enumerate(sheets, start=1):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", _sheet(cells, widths))
    return stream.getvalue()


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _sheet(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    cols = "".join(
        f'<col min="{n}" max="{n}" width="{width}" style="{TEXT_STYLE}" customWidth="1"/>'
        for n, width in enumerate(widths, start=1)
    )
    lines = []
    for number, cells in enumerate(rows, start=1):
        style = BOLD_STYLE if number == 1 else TEXT_STYLE
        row = "".join(
            f'<c r="{letter_of(place)}{number}" s="{style}" t="inlineStr">'
            f'<is><t xml:space="preserve">{escape(text)}</t></is></c>'
            for place, text in enumerate(cells)
        )
        lines.append(f'<row r="{number}">{row}</row>')
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><cols>{cols}</cols>'
        f"<sheetData>{''.join(lines)}</sheetData></worksheet>"
    )


def _fixed_parts(titles: Sequence[str]) -> dict[str, str]:
    """Return every part of the workbook but the sheets."""
    numbers = range(1, len(titles) + 1)
    sheet_types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    sheets = "".join(
        f'<sheet name="{escape(title[:31])}" sheetId="{n}" r:id="rId{n}"/>'
        for n, title in zip(numbers, titles, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    styles = f"rId{len(titles) + 1}"
    return {
        "[Content_Types].xml": (
            f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
            f"{sheet_types}</Types>"
        ),
        "_rels/.rels": (
            f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{sheets}</sheets>'
            "</workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{links}'
            f'<Relationship Id="{styles}" Type="{_LINKS}/styles" Target="styles.xml"/>'
            "</Relationships>"
        ),
        "xl/styles.xml": _STYLES,
    }


_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/></font>'
    '<font><b/><sz val="11"/></font></fonts><fills count="1"><fill><patternFill/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf xfId="0"/><xf numFmtId="49" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
