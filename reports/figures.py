"""Every figure of the dashboard, and the list that shows what it is made of.

A figure is a name, a count, perhaps a sum, and an address. The list at the address has the same
count and sum, machine-readable as `data-total-count` and `data-total-sum`; a test walks all
figures of all readers and periods.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from reports.dashboard.numbers import conversion_days
from reports.dashboard.tallies import Tally
from reports.dashboard.view import Lens

MONEY = "prospects:disbursement-list"
OPPORTUNITIES = "prospects:opportunity-list"
PROSPECTS = "prospects:prospect-list"
LATE = "reports:late-list"


@dataclass(frozen=True)
class Source:
    """The list behind a kind of figure and how it is asked. `period` names its two parameters."""

    list_name: str
    query: tuple[tuple[str, str], ...] = ()
    period: tuple[str, str] = ("", "")
    has_product: bool = True


FIGURES: dict[str, Source] = {
    "disbursed": Source(MONEY, (("kind", "credit"),), ("from", "to")),
    "noa": Source(MONEY, (("kind", "credit"), ("first", "1")), ("from", "to")),
    "awaiting": Source(MONEY, (("state", "awaiting"),)),
    "funds": Source(MONEY, (("kind", "funding"),), ("from", "to")),
    "pipeline": Source(OPPORTUNITIES, (("status", "open"),)),
    "all_opportunities": Source(OPPORTUNITIES, (("status", "any"),)),
    "won": Source(OPPORTUNITIES, (("status", "won"),)),
    "lost": Source(OPPORTUNITIES, (("status", "lost"),)),
    "held": Source(OPPORTUNITIES, (("held_up", "1"),)),
    "late": Source(LATE),
    "new_prospects": Source(PROSPECTS, (), ("created_from", "created_to"), has_product=False),
    "created": Source(OPPORTUNITIES, (("status", "any"),), ("created_from", "created_to")),
    "created_won": Source(OPPORTUNITIES, (("status", "won"),), ("created_from", "created_to")),
}


@dataclass(frozen=True)
class Figure:
    """One number on the page. `amount` is None where the figure has no sum."""

    name: str
    count: int
    amount: Decimal | None
    url: str


def figure(lens: Lens, name: str, tally: Tally | int, **narrower: str) -> Figure:
    """Return a figure with its address; `narrower` are further parameters of the list.

    What all lines of a table share of an address is put together once: ids and codes, which are
    what lines differ by, need no quoting.
    """
    key = (name, *narrower)
    if key not in lens.addresses:
        lens.addresses[key] = _address(lens, name, narrower)
    pairs = "&".join([f"{parameter}={value}" for parameter, value in narrower.items()])
    count, amount = (tally, None) if isinstance(tally, int) else (tally.n, tally.amount)
    return Figure(name, count, amount, f"{lens.addresses[key]}{pairs}".rstrip("?&"))


def _address(lens: Lens, name: str, narrower: Collection[str]) -> str:
    """Return the list's address up to the parameters in `narrower`."""
    source = FIGURES[name]
    place = "branch" if lens.branch_id or "branch" in narrower else "region"
    query = dict(source.query) | _period(lens, name, source)
    query[place] = lens.branch_id if place == "branch" else lens.region_id
    if source.has_product:
        query["product"] = lens.product_id
    kept = {key: value for key, value in query.items() if value and key not in narrower}
    return f"{reverse(source.list_name)}?{urlencode(kept)}{'&' if kept else ''}"


def _period(lens: Lens, name: str, source: Source) -> dict[str, str]:
    if not source.period[0]:
        return {}
    days = conversion_days(lens) if name.startswith("created") else lens.period.days
    if days is None:
        return {}
    return dict(zip(source.period, (days.start.isoformat(), days.end.isoformat()), strict=True))
