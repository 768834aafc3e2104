"""The columns of the list of opportunities.

Nothing of the person but name and number: who sees an opportunity may not see its prospect.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.formats import month_words, short_date
from prospects.cards import Row, holder_label
from prospects.models import Opportunity
from prospects.tables.columns import Column, cell


@dataclass(frozen=True)
class DealLine:
    """One opportunity with its ready strings."""

    deal: Opportunity
    row: Row


def _name(line: DealLine) -> str:
    link = format_html('<a class="ao-nm" href="{}">{}</a>', line.row.url, line.row.name)
    return cell(link, sub=line.row.number, sub_css="ao-c3 ao-num")


def _stage(line: DealLine) -> str:
    return cell(format_html('<span class="ao-stage">{}{}</span>', line.row.ring, line.row.stage))


def _amount(line: DealLine) -> str:
    return cell(line.row.amount, "ao-r ao-num ao-b5", title=line.row.amount_full)


def _day(line: DealLine, name: str) -> str:
    day = getattr(line.deal, name)
    return f"{short_date(day)} {day.year}" if day else ""


def _close(line: DealLine) -> str:
    day = line.deal.expected_close_on
    return month_words(day) if day else ""


def _worded(words: Any, css: str = "") -> Any:
    return {"cell": lambda line: cell(words(line), css), "value": words}


def _dated(name: str) -> Any:
    return {
        "cell": lambda line: cell(_day(line, name), "ao-num ao-nowrap"),
        "value": lambda line: getattr(line.deal, name),
    }


_C = Column[DealLine]
_COLUMNS = (
    _C("name", _("Name"), _name, lambda line: line.row.name),
    _C("stage", _("Stage"), _stage, lambda line: line.row.stage),
    _C("product", _("Product"), **_worded(lambda line: line.row.product)),
    _C("amount", _("Amount"), _amount, lambda line: line.deal.amount,
       ("amount", "amount_small"), css="ao-r"),
    _C("holder", _("Who holds the file"),
       lambda line: cell(line.row.position, f"ao-t-sm{line.row.position_css}"),
       lambda line: holder_label(line.deal.holder)),
    _C("step", _("Next step"),
       lambda line: cell(line.row.step + line.row.ended, f"ao-t-sm{line.row.step_css}"),
       lambda line: line.row.step + line.row.ended),
    _C("owner", _("Owner"), **_worded(lambda line: line.row.owner, "ao-c2"), is_for_many=True),
    _C("since", _("Since"), lambda line: cell(line.row.when, "ao-c3 ao-num ao-nowrap"),
       lambda line: line.deal.closed_on or line.deal.stage_since),
    _C("branch", _("Branch"), **_worded(lambda line: line.deal.branch.name), is_for_many=True,
       is_default=False),
    _C("close", _("Expected close"), lambda line: cell(_close(line), "ao-nowrap"),
       lambda line: line.deal.expected_close_on, ("close",), is_default=False),
    _C("created", _("Date recorded"), **_dated("created_on"),
       sorts=("created", "created_first"), is_default=False),
    _C("due", _("Target of the file"), **_dated("holder_due_on"), is_default=False),
    _C("status", _("Status"), **_worded(lambda line: line.row.status), is_default=False),
)  # fmt: skip
COLUMNS: dict[str, _C] = {column.code: column for column in _COLUMNS}
