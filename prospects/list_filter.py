"""The filters of the prospect list: an allow-list of parameters, each with allow-listed values.

`prospects:prospect-list`, joined by "and":
    owned           mine
    step            none: nothing planned; late: planned for a moment that is over; dormant:
                    no contact for as many days as the bank sets; lapsing: the hold ends unless he
                    is talked to; free: it has ended
    family, stage   an open opportunity of this product family, on this rung
    status, source  as stored
    owner, branch, region   public ids
    created_from, created_to   logged on these days, both included, as 2026-11-30
    shown           archived
    tag             public id of a label; a label of the same name in another branch counts too
    sort            updated (default), updated_first, name, name_z, next, contact, created,
                    created_first
    view            public id of the saved view whose columns are shown
    s               token of a remembered search

Anything else in the query string is ignored, so no address can break the page or sort and filter
by a column that is not meant for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise, lazy
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.paging import Order
from core.periods import start_of_day
from core.public_id import ALPHABET, LENGTH
from org.models import BankSettings, Branch, User
from products.models import Product
from products.types import all_stages, product_types
from prospects import number_search, sources
from prospects.models import (
    HoldLapse,
    Opportunity,
    Prospect,
    ProspectTag,
    RecentSearch,
    Tag,
)
from prospects.querysets import ProspectQuerySet

SEARCH_KEPT = timedelta(hours=24)
ORDERS = {
    "updated": Order("updated", "updated_at", is_descending=True),
    "name": Order("name", "sort_name"),
    "next": Order("next", "next_step_at", is_nullable=True),
    "contact": Order("contact", "last_contact_at", is_descending=True, is_nullable=True),
    "created": Order("created", "created_on", is_descending=True),
    "name_z": Order("name_z", "sort_name", is_descending=True),
    "updated_first": Order("updated_first", "updated_at"),
    "created_first": Order("created_first", "created_on"),
}
ORDER_LABELS: dict[str, str | Promise] = {
    "updated": _("Last changed"),
    "name": _("Name A to Z"),
    "next": _("Next step"),
    "contact": _("Last contact"),
    "created": _("Newest first"),
    "name_z": _("Name Z to A"),
    "updated_first": _("Longest unchanged"),
    "created_first": _("Oldest first"),
}


def silent_since(now: datetime) -> datetime:
    """Return since when a customer without contact counts as silent."""
    return now - timedelta(days=BankSettings.current().dormant_days)


def _dormant_label() -> str:
    return gettext("No contact for %(n)d days") % {"n": BankSettings.current().dormant_days}


dormant_label = lazy(_dormant_label, str)
STEPS: dict[str, str | Promise] = {
    "none": _("No next step"),
    "late": _("Late"),
    "dormant": dormant_label(),
    "lapsing": _("Hold ends soon"),
    "free": _("Free to the branch"),
}
OWNED: dict[str, str | Promise] = {"mine": _("My prospects"), "all": _("All")}
SHOWN: dict[str, str | Promise] = {"archived": _("Archived")}


def allowed(name: str) -> Mapping[str, Any]:
    """Return the values a parameter may have, with their labels."""
    values: dict[str, Mapping[str, Any]] = {
        "owned": OWNED,
        "step": STEPS,
        "family": {code: family.label for code, family in product_types().items()},
        "stage": {code: stage.label for code, stage in all_stages().items()},
        "status": dict(Prospect.Status.choices),
        "source": sources.labels(),
        "sort": ORDER_LABELS,
        "shown": SHOWN,
    }
    return values[name]


CHOICES = ("owned", "step", "family", "stage", "status", "source", "sort", "shown")
TOKENS = ("owner", "branch", "region", "tag", "view", "s")
DAYS = ("created_from", "created_to")


@dataclass(frozen=True)
class ListFilter:
    """What the list shows, as the address says it."""

    owned: str = ""
    step: str = ""
    family: str = ""
    stage: str = ""
    status: str = ""
    source: str = ""
    sort: str = ""
    shown: str = ""
    owner: str = ""
    branch: str = ""
    region: str = ""
    tag: str = ""
    view: str = ""
    created_from: str = ""
    created_to: str = ""
    s: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> ListFilter:
        """Read a query string; values that are not in the lists count as absent."""
        values = {name: query.get(name, "") for name in CHOICES}
        known = {name: value for name, value in values.items() if value in allowed(name)}
        known |= {n: query[n] for n in TOKENS if _is_public_id(query.get(n, ""))}
        known |= {n: query[n] for n in DAYS if _is_day(query.get(n, ""))}
        return cls(**known)

    @property
    def order(self) -> Order:
        """How the list is sorted."""
        return ORDERS[self.sort or "updated"]

    @property
    def is_narrowed(self) -> bool:
        """Whether an empty result may come from a filter rather than from an empty list."""
        return replace(self, sort="", owned="", view="") != ListFilter()

    @property
    def pairs(self) -> dict[str, str]:
        """Return what was asked for, as it stands in an address."""
        values = {name: getattr(self, name) for name in (*CHOICES, *TOKENS, *DAYS)}
        return {name: value for name, value in values.items() if value}

    def url(self, path: str, **changes: str) -> str:
        """Return the list's address with some filters changed; an empty value takes one out."""
        query = urlencode(replace(self, **changes).pairs)
        return f"{path}?{query}" if query else path

    def cleared(self, path: str) -> str:
        """Return the list without any filter, in the same order; *Hapus saringan*."""
        return ListFilter(owned=self.owned, sort=self.sort).url(path)


def _is_public_id(text: str) -> bool:
    return len(text) == LENGTH and set(text) <= set(ALPHABET)


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def rows_for(chosen: ListFilter, *, user: User, now: datetime, text: str = "") -> ProspectQuerySet:
    """Return the visible prospects that pass every filter."""
    visible = Prospect.objects.visible_to(user)
    in_archive = chosen.shown == "archived"
    rows = visible.exclude(archived_at=None) if in_archive else visible.live()
    rows = _by_columns(rows, chosen, user)
    rows = _by_step(rows, chosen.step, now, user)
    if chosen.family or chosen.stage:
        rows = rows.filter(_has_opportunity(chosen, user))
    if chosen.tag:
        rows = rows.filter(pk__in=tagged(chosen.tag, user))
    return rows.matching(text) if text else rows


def _by_columns(rows: ProspectQuerySet, chosen: ListFilter, user: User) -> ProspectQuerySet:
    columns = {
        "owner__public_id": chosen.owner,
        "branch__public_id": chosen.branch,
        "status": chosen.status,
        "source": chosen.source,
        "created_on__gte": chosen.created_from,
        "created_on__lte": chosen.created_to,
    }
    if chosen.owned == "mine":
        rows = rows.filter(owner=user)
    if chosen.region:
        inside = Branch.objects.filter(region__public_id=chosen.region)
        rows = rows.filter(branch__in=inside.values("pk"))
    return rows.filter(**{name: value for name, value in columns.items() if value})


def _by_step(rows: ProspectQuerySet, step: str, now: datetime, user: User) -> ProspectQuerySet:
    if step == "none":
        return rows.without_next_step()
    if step == "late":
        return rows.filter(next_step_at__lt=start_of_day(now, user.zone))
    if step in ("lapsing", "free"):
        lapses = HoldLapse.objects.system("holds of prospects the reader sees")
        ended = lapses.free(now) if step == "free" else lapses.warned(now)
        return rows.filter(Exists(ended.filter(prospect=OuterRef("pk"))))
    return rows.dormant_since(silent_since(now)) if step == "dormant" else rows


def _has_opportunity(chosen: ListFilter, user: User) -> Exists:
    """Match by an open opportunity the reader sees; others must not shine through."""
    wanted = Opportunity.objects.visible_to(user).open().filter(prospect=OuterRef("pk"))
    if chosen.family:
        wanted = wanted.filter(product__in=Product.objects.filter(family=chosen.family))
    if chosen.stage:
        wanted = wanted.filter(stage=chosen.stage)
    return Exists(wanted)


def tagged(tag: str, user: User) -> QuerySet[Any]:
    """Return the keys of the prospects with this label, by its name in each branch."""
    known = Tag.objects.visible_to(user)
    same = known.filter(key__in=known.filter(public_id=tag).values("key"))
    return ProspectTag.objects.visible_to(user).filter(tag__in=same).values("prospect_id")


def remembered_text(token: str, *, user: User, now: datetime) -> str:
    """Return what the person searched for under this token; empty for a foreign or old one."""
    if not token:
        return ""
    recent = RecentSearch.objects.filter(user=user, token=token, created_at__gt=now - SEARCH_KEPT)
    return recent.values_list("text", flat=True).first() or ""


def remember(text: str, *, user: User, now: datetime) -> str:
    """Keep a search for 24 hours and return its token; a whole number is not kept in clear."""
    RecentSearch.objects.filter(user=user, created_at__lt=now - SEARCH_KEPT).delete()
    row = RecentSearch.objects.create(
        user=user, text=number_search.kept(text)[:120], created_at=now
    )
    return row.token


def chips(chosen: ListFilter, path: str, name: str, values: Iterable[str]) -> list[dict[str, Any]]:
    """Return one switch per value: on if chosen, and the address that turns it over."""
    labels = allowed(name)
    return [
        {
            "label": str(labels[value]),
            "is_on": getattr(chosen, name) == value,
            "url": chosen.url(path, **{name: "" if getattr(chosen, name) == value else value}),
        }
        for value in values
    ]
