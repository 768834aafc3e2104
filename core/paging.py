"""Paging by the last row seen: page 200 costs what page 1 costs, both ways.

A cursor is sealed: it carries a sort value, which may be a name, and a primary key, and neither
may stand in an address. A cursor that does not open is ignored, so nonsense shows the first page.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.db import models
from django.db.models import F, Q, QuerySet
from django.http import QueryDict

from core.crypto import CryptoError, decrypt, encrypt

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Order:
    """How a list is sorted: one column, then the key. Empty values come last."""

    code: str
    column: str
    is_descending: bool = False
    is_nullable: bool = False

    def clauses(self, *, backwards: bool) -> list[Any]:
        """Return what `order_by` takes. Backwards is the exact mirror, empty values first."""
        down = self.is_descending != backwards
        nulls: dict[str, Any] = {}
        if self.is_nullable:
            nulls = {"nulls_first": True} if backwards else {"nulls_last": True}
        column, key = F(self.column), F("pk")
        if down:
            return [column.desc(**nulls), key.desc()]
        return [column.asc(**nulls), key.asc()]

    def beyond(self, value: Any, key: int, *, backwards: bool) -> Q:
        """Return the condition for the rows after (value, key) in the given direction."""
        way = "lt" if self.is_descending != backwards else "gt"
        same = Q(**{self.column: value, f"pk__{way}": key})
        if value is None:
            same = Q(**{f"{self.column}__isnull": True, f"pk__{way}": key})
            return same | Q(**{f"{self.column}__isnull": False}) if backwards else same
        found = Q(**{f"{self.column}__{way}": value}) | same
        if self.is_nullable and not backwards:
            found |= Q(**{f"{self.column}__isnull": True})
        return found


@dataclass
class Page(Generic[Row]):
    """One page of rows with the cursors before and after it; empty where there is no more."""

    rows: list[Row] = field(default_factory=list)
    before: str = ""
    after: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether these rows are all there are."""
        return not self.before and not self.after


def _seal(order: Order, row: Any) -> str:
    value = getattr(row, order.column)
    text = value.isoformat() if isinstance(value, date) else value
    if isinstance(value, Decimal):
        text = str(value)
    is_moment = isinstance(value, datetime)
    return encrypt(json.dumps([order.code, is_moment, text, row.pk]), aad=b"cursor")


def _open(order: Order, cursor: str) -> tuple[Any, int] | None:
    """Return (value, key) of a cursor of this order; None for any other text."""
    try:
        code, is_moment, value, key = json.loads(decrypt(cursor[:1000], aad=b"cursor"))
    except (CryptoError, ValueError):
        return None
    if code != order.code:
        return None
    return (datetime.fromisoformat(value) if is_moment else value), key


def turned(query: QueryDict, **cursor: str) -> str:
    """Return the query of the page before or after this one, its filters kept."""
    more = query.copy()
    for name in ("after", "before"):
        more.pop(name, None)
    more.update(cursor)
    return f"?{more.urlencode()}"


def is_cursor(order: Order, text: str) -> bool:
    """Tell whether `text` is a cursor of a list in this order."""
    return _open(order, text) is not None


def page_of(
    rows: QuerySet[Row], order: Order, *, size: int, after: str = "", before: str = ""
) -> Page[Row]:
    """Return `size` rows after or before a cursor; one query."""
    backwards = bool(before) and not after
    position = _open(order, before if backwards else after) if (after or before) else None
    if position is None:
        backwards = False
    else:
        rows = rows.filter(order.beyond(*position, backwards=backwards))
    found = list(rows.order_by(*order.clauses(backwards=backwards))[: size + 1])
    has_more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    return _page(found, order, has_more, backwards, is_first=position is None)


def _page(
    found: list[Row], order: Order, has_more: bool, backwards: bool, *, is_first: bool
) -> Page[Row]:
    if not found:
        return Page()
    has_before = has_more if backwards else not is_first
    has_after = True if backwards else has_more
    return Page(
        found,
        before=_seal(order, found[0]) if has_before else "",
        after=_seal(order, found[-1]) if has_after else "",
    )
