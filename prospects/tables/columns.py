"""Columns of a table: a label, what stands in the cell, and the typed value a file gets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from html import escape
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise
from django.utils.safestring import SafeString

Line = TypeVar("Line")
Value = str | Decimal | date | datetime | None


@dataclass(frozen=True)
class Column(Generic[Line]):
    """One column. `sorts` are codes of orders, the natural one first; none: it cannot be sorted.

    `value` is what a file gets: texts as text, money as Decimal, days as date.
    """

    code: str
    label: str | Promise
    cell: Callable[[Line], str]
    value: Callable[[Line], Value]
    sorts: tuple[str, ...] = ()
    css: str = ""
    is_default: bool = True
    is_for_many: bool = False  # only where rows of several officers can stand


Columns = tuple[Column[Line], ...]


def cell(
    text: str, css: str = "", *, sub: str = "", sub_css: str = "ao-c3", title: str = ""
) -> str:
    """Return the HTML of one cell; `sub` is its second line."""
    opening = f' class="{css}"' if css else ""
    hint = f' title="{escape(title)}"' if title else ""
    second = f'<div class="ao-t-sm {sub_css}">{escape(sub)}</div>' if sub else ""
    shown = text if isinstance(text, SafeString) else escape(text)
    return f"<td{opening}{hint}>{shown}{second}</td>"


def cells(line: Line, columns: Iterable[Column[Line]]) -> SafeString:
    """Return all cells of a row."""
    return SafeString("".join([column.cell(line) for column in columns]))


def tick(public_id: str, version: int, amount: Decimal | int, label: str) -> str:
    """Return the cell with the box that chooses a row; it says which version was seen."""
    return f'<td class="ao-pk"><label>{_box(public_id, version, amount, label)}</label></td>'


def pick(public_id: str, version: int, amount: Decimal | int, label: str) -> SafeString:
    """Return the same box for the list of a phone, where it shows while rows are selected."""
    box = _box(public_id, version, amount, label)
    return SafeString(f'<label class="ao-pkp">{box}</label>')


def _box(public_id: str, version: int, amount: Decimal | int, label: str) -> str:
    return (
        '<input class="form-check-input" type="checkbox" name="pick" form="bulk"'
        f' value="{public_id}.{version}" data-amount="{amount}" aria-label="{escape(label)}">'
    )


def chosen_of(
    known: Mapping[str, Column[Line]], codes: Sequence[str], *, for_many: bool
) -> list[Column[Line]]:
    """Return the columns by these codes in the table's own order; the usual ones for none."""
    offered = [column for column in known.values() if for_many or not column.is_for_many]
    picked = [column for column in offered if column.code in codes]
    return picked or [column for column in offered if column.is_default]


def heads(
    columns: Iterable[Column[Line]], *, sort: str, address: Callable[[str], str]
) -> list[dict[str, Any]]:
    """Return the head of each column: a link where it can be sorted, turning an order round."""
    found = []
    for column in columns:
        place = column.sorts.index(sort) if sort in column.sorts else -1
        following = column.sorts[(place + 1) % len(column.sorts)] if column.sorts else ""
        found.append(
            {
                "label": str(column.label),
                "css": column.css,
                "url": address(following) if following else "",
                "is_on": place >= 0,
                "is_turned": place > 0,
            }
        )
    return found
