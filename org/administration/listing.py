"""The list side: what the address asks for, a page of rows as ready cells, the links around."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import formats
from core.crypto import CryptoError, decrypt, encrypt
from core.paging import Page, page_of
from org.administration.page import AdminPage, Filter

SEARCH = b"administration search"
LONGEST = 80  # signs of a search


def sealed(text: str) -> str:
    """Return a search as it may stand in an address: sealed, because it may be a name."""
    return encrypt(text[:LONGEST], aad=SEARCH) if text else ""


def opened(token: str) -> str:
    """Return the text of a sealed search; empty for anything else."""
    try:
        return decrypt(token[:1000], aad=SEARCH) if token else ""
    except (CryptoError, ValueError):
        return ""


class Listing:
    """One request's view of the list. Unknown values in the address count as absent."""

    def __init__(self, page: AdminPage, request: HttpRequest) -> None:
        self.page, self.query = page, request.GET
        self.choices = {
            one.name: {str(value): str(label) for value, label in one.choices()}
            for one in page.filters
        }
        asked = {name: self.query.get(name, "") for name in self.choices}
        self.chosen = {name: value for name, value in asked.items() if value in self.choices[name]}
        self.text = opened(self.query.get("s", ""))

    def address(self, **changes: str) -> str:
        """Return the list's address with some parts changed; an empty value takes one out."""
        parts = self.chosen | {name: self.query.get(name, "") for name in ("id", "after", "before")}
        parts["s"] = self.query.get("s", "") if self.text else ""
        chosen = {name: value for name, value in (parts | changes).items() if value}
        base = self.page.url("list")
        return f"{base}?{urlencode(chosen)}" if chosen else base

    def context(self, current: Any = None) -> dict[str, Any]:
        """Return what the list's template needs."""
        found = self.page.narrowed(self.chosen, self.text)
        total = found.count()
        part = page_of(
            found, self.page.order, size=self.page.size,
            after=self.query.get("after", ""), before=self.query.get("before", ""),
        )  # fmt: skip
        self.page.prepare(part.rows)
        return {
            "heads": [{"label": one.label, "css": one.css} for one in self.page.columns],
            "rows": [self.row(row, is_current=row == current) for row in part.rows],
            "filters": [self.chip(one) for one in self.page.filters],
            "text": self.text,
            "total": self._total(total),
            "summary": self._summary(part, total),
            "prev_url": self.address(before=part.before, after="", id="") if part.before else "",
            "next_url": self.address(after=part.after, before="", id="") if part.after else "",
            "is_narrowed": bool(self.chosen or self.text),
            "clear_url": self.page.url("list"),
            "close_url": self.address(id=""),
            "search_url": self.address(id="", after="", before="", s=""),
            "unsearched_url": self.address(id="", after="", before="", s="") if self.text else "",
        }

    def row(self, row: Any, *, is_current: bool) -> SafeString:
        """Return a table row; its first cell leads to the form beside the list."""
        columns = self.page.columns
        url = self.address(id=row.public_id)
        first = format_html(
            '<td><a class="ao-nm" href="{}" hx-get="{}"{}>{}</a></td>', url, url,
            SafeString(' aria-current="true"') if is_current else "", columns[0].cell(row),
        )  # fmt: skip
        others = format_html_join(
            "",
            '<td class="ao-c2 {}" data-label="{}">{}</td>',
            ((one.css, one.label if one.is_figure else "", one.cell(row)) for one in columns[1:]),
        )
        mark = SafeString(' class="ao-sel"') if is_current else ""
        return format_html("<tr{}>{}{}</tr>", mark, first, others)

    def chip(self, one: Filter) -> dict[str, Any]:
        """Return a filter: chosen with its way back, or closed with its choices as links."""
        value = self.chosen.get(one.name, "")
        afresh = {"id": "", "after": "", "before": ""}
        return {
            "label": self.choices[one.name].get(value, one.label),
            "is_on": bool(value),
            "off_url": self.address(**{one.name: ""}, **afresh),
            "choices": [
                {"label": label, "url": self.address(**{one.name: code}, **afresh)}
                for code, label in self.choices[one.name].items()
            ],
        }

    def _total(self, total: int) -> str:
        remark = self.page.remark()
        return f"{formats.count(total)} · {remark}" if remark else formats.count(total)

    def _summary(self, part: Page[Any], total: int) -> str:
        if not part.rows:
            return ""
        if not part.before:
            shown = {"last": len(part.rows), "total": formats.count(total)}
            return _("1–%(last)d of %(total)s") % shown
        return _("%(some)d of %(total)s") % {
            "some": len(part.rows), "total": formats.count(total),
        }  # fmt: skip
