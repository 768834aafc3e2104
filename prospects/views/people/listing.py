"""The list of prospects, its search and its exact count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db import OperationalError, transaction
from django.db.models import Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import count as counted
from core.formats import date_words, period_words
from core.htmx import redirect
from core.paging import Page, page_of
from core.totals import Totals
from core.totals import read as totals_of
from org.access.permissions import Permission as P
from org.access.scoping import Reach
from org.access.views import PortalView
from org.models import Branch, Region, User
from prospects import number_search, sources, tags
from prospects.bulk.choosing import PEOPLE
from prospects.list_filter import (
    CHOICES,
    ListFilter,
    allowed,
    chips,
    remember,
    remembered_text,
    rows_for,
)
from prospects.models import Prospect, Tag
from prospects.officers import officers_in_reach
from prospects.rows import Row, row_of, with_latest_opportunity
from prospects.tables.columns import cells, heads, pick, tick
from prospects.tables.layout import layout_of
from prospects.tables.people import TAGS, PersonLine, with_tags
from prospects.views.bulk.views import bar
from prospects.views.tables.shared import controls

KEPT = ("owned", "sort", "branch", "region", "view", "created_from", "created_to", "s")
SIZE = 50
CAP = 10_000  # beyond it an exact count is its own request
TEMPLATE = "prospects/prospect_list.html"
GROUP_LABELS = {
    "step": gettext_lazy("Work"),
    "family": gettext_lazy("Product"),
    "stage": gettext_lazy("Stage"),
    "status": gettext_lazy("Status"),
    "source": gettext_lazy("Source"),
    "shown": gettext_lazy("Show"),
}


def sees_others(reach: Reach, user: User) -> bool:
    """Tell whether the list can hold prospects of more than one officer."""
    return reach.bank or bool(reach.branch_ids) or reach.owner_ids != {user.pk}


def _place(model: type[Branch | Region], public_id: str, unknown: str) -> str:
    """Return the name of the place asked for; empty when none is."""
    if not public_id:
        return ""
    names = model.objects.filter(public_id=public_id).values_list("name", flat=True)
    return names.first() or unknown


class ListBase(PortalView):
    """What list, count and filter page have in common."""

    permission = P.PROSPECT_VIEW

    def read(self, request: HttpRequest) -> None:
        """Read the address."""
        self.path = reverse("prospects:prospect-list")
        self.chosen = ListFilter.from_query(request.GET)
        self.text = remembered_text(self.chosen.s, user=self.user, now=self.now)
        self.rows = rows_for(self.chosen, user=self.user, now=self.now, text=self.text)
        self.is_shared = sees_others(self.user.access.reach, self.user)


class ProspectListView(ListBase):
    """Fifty prospects, filters and what is next for each."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page."""
        self.read(request)
        self.layout = layout_of("prospects", self.user, self.chosen.view)
        self.columns = self.layout.columns(for_many=self.is_shared)
        rows = with_latest_opportunity(self.rows, self.user)
        if any(column.code == TAGS for column in self.columns):
            rows = with_tags(rows, self.user)
        counted_rows = self.rows.order_by().values(n=Value(1), amount=Value(0))
        rows = rows.annotate(totals=Totals(counted_rows[: CAP + 1]))
        page = page_of(
            rows,
            self.chosen.order,
            size=SIZE,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        return render(request, TEMPLATE, self.context(page))

    def context(self, page: Page[Prospect]) -> dict[str, Any]:
        """Return the page as ready strings."""
        total, is_capped = self.total(page)
        chosen, here = self.chosen, self.chosen.url(self.path)
        joint = "&" if "?" in here else "?"
        return {
            "rows": [self.row(prospect) for prospect in page.rows],
            "heads": heads(self.columns, sort=self.chosen.sort or "updated", address=self.sorted),
            "total": counted(total) + ("+" if is_capped else ""),
            "total_exact": None if is_capped else total,
            "count_url": self.chosen.url(reverse("prospects:prospect-count")) if is_capped else "",
            "prev_url": f"{here}{joint}before={page.before}" if page.before else "",
            "next_url": f"{here}{joint}after={page.after}" if page.after else "",
            "is_shared": self.is_shared,
            "text": number_search.box_of(self.text),
            "search_action": self.chosen.url(reverse("prospects:search"), s=""),
            "chosen": self.chosen,
            **self.controls(),
            **controls(self.layout, chosen.pairs, self.user, for_many=self.is_shared),
            **bar(self, PEOPLE, chosen.url(""), None if is_capped else total),
        }

    def row(self, prospect: Prospect) -> Row:
        """Return the ready row with its cells."""
        row = row_of(prospect, self.now, self.user)
        line = PersonLine(prospect, row, self.user, self.now, self.tag_url)
        shown = cells(line, self.columns)
        if not self.user.may(P.BULK):
            return replace(row, cells=shown)
        amount, label = int(line.latest.get("amount") or 0), _("Select %s") % row.name
        seen = (prospect.public_id, prospect.version, amount, label)
        return replace(row, cells=SafeString(tick(*seen) + shown), pick=pick(*seen))

    @cached_property
    def tag_url(self) -> str:
        """Return the address of the list narrowed by a label, up to the label's id."""
        here = self.chosen.url(self.path, tag="", view=self.chosen.view)
        return f"{here}{'&' if '?' in here else '?'}tag="

    def sorted(self, sort: str) -> str:
        """Return the list in another order."""
        return self.chosen.url(self.path, sort=sort)

    def total(self, page: Page[Prospect]) -> tuple[int, bool]:
        """Return the count, capped, as it came with the rows."""
        found, _sum = totals_of(page.rows)
        return min(found, CAP), found > CAP

    def controls(self) -> dict[str, Any]:
        """Return tabs, chips and sort order with their addresses."""
        chosen, path = self.chosen, self.path
        return {
            "tabs": chips(chosen, path, "owned", ["mine"]) if self.is_shared else [],
            "work_chips": chips(chosen, path, "step", allowed("step")),
            "product_chips": chips(chosen, path, "family", allowed("family")),
            "other_chips": self.other_chips(),
            "sorts": chips(chosen, path, "sort", allowed("sort")),
            "sort_label": str(allowed("sort")[chosen.sort or "updated"]),
            "filter_url": chosen.url(reverse("prospects:prospect-filter")),
            "clear_url": chosen.cleared(path) if chosen.is_narrowed else "",
            "is_narrowed": chosen.is_narrowed,
            "transfers_url": self.transfers_url(),
            "import_url": self.import_url(),
        }

    def transfers_url(self) -> str:
        """Return where requests for a hand-over are answered; empty for who answers none."""
        if not self.user.may(P.TRANSFER_DECIDE):
            return ""
        return reverse("prospects:transfer-list")

    def import_url(self) -> str:
        """Return where a whole list is brought; empty for who may not."""
        if not self.user.may(P.IMPORT_VIEW):
            return ""
        return reverse("prospects:import-start")

    def other_chips(self) -> list[dict[str, Any]]:
        """Return the filters in force that have no switch of their own, to be taken out."""
        found = [
            {"label": str(allowed(name)[value]), "url": self.chosen.url(self.path, **{name: ""})}
            for name in ("stage", "status", "source", "shown")
            if (value := getattr(self.chosen, name))
        ]
        named = [
            ("owner", self.owner_name()),
            ("branch", _place(Branch, self.chosen.branch, _("Branch"))),
            ("region", _place(Region, self.chosen.region, _("Region"))),
            ("tag", self.tag_name()), ("s", number_search.chip_of(self.text)),
        ]  # fmt: skip
        for name, label in named:
            if label:
                found.append({"label": label, "url": self.chosen.url(self.path, **{name: ""})})
        if self.chosen.created_from or self.chosen.created_to:
            url = self.chosen.url(self.path, created_from="", created_to="")
            found.append({"label": self.days(), "url": url})
        return found

    def owner_name(self) -> str:
        """Return whose prospects are shown; a word for somebody out of reach."""
        if not self.chosen.owner:
            return ""
        people = officers_in_reach(self.user).filter(public_id=self.chosen.owner)
        return people.values_list("full_name", flat=True).first() or _("Officer")

    def tag_name(self) -> str:
        """Return by which label the list is narrowed."""
        if not self.chosen.tag:
            return ""
        known = Tag.objects.visible_to(self.user).filter(public_id=self.chosen.tag)
        return known.values_list("name", flat=True).first() or _("Label")

    def days(self) -> str:
        """Return the days of logging as words: `16-22 November 2026`, or from one day on."""
        first, last = self.chosen.created_from, self.chosen.created_to
        if first and last:
            words = period_words(date.fromisoformat(first), date.fromisoformat(last))
        else:
            words = date_words(date.fromisoformat(first or last))
        return _("Logged %s") % words


class ProspectCountView(ListBase):
    """*Hitung semua*: the exact count as a request of its own, ended by the statement limit."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the count alone."""
        self.read(request)
        try:
            with transaction.atomic():
                total = counted(self.rows.order_by().count())
        except OperationalError:
            total = counted(CAP) + "+"
        return render(request, f"{TEMPLATE}#total", {"total": total, "count_url": ""})


class ProspectFilterView(ListBase):
    """Every filter in one form, for what has no switch on the list itself."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form, or with `go` the list it asks for."""
        self.read(request)
        if "go" in request.GET:
            return redirect(request, self.chosen.url(self.path))
        context = {
            "groups": [self.group(name) for name in CHOICES if name not in ("owned", "sort")],
            "kept": [(name, getattr(self.chosen, name)) for name in KEPT],
            "officers": self.officers(),
            "tags": [(i, name, i == self.chosen.tag) for i, name in tags.names_for(self.user)],
            "back_url": self.chosen.url(self.path),
        }
        return render(request, "prospects/prospect_filter.html", context)

    def group(self, name: str) -> dict[str, Any]:
        """Return one filter with its choices."""
        current = getattr(self.chosen, name)
        pairs = sources.choices(also=current) if name == "source" else allowed(name).items()
        options = [(value, str(label), value == current) for value, label in pairs]
        return {"name": name, "label": str(GROUP_LABELS[name]), "options": options}

    def officers(self) -> list[tuple[str, str, bool]]:
        """Return the officers the person sees; none for one who sees only himself."""
        if not self.is_shared:
            return []
        people = officers_in_reach(self.user).values_list("public_id", "full_name")
        return [(code, name, code == self.chosen.owner) for code, name in people[:200]]


class SearchView(PortalView):
    """Free text is posted and remembered, so that no name or number stands in an address."""

    permission = P.PROSPECT_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the box alone."""
        return render(request, "prospects/prospect_search.html", {})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Remember the text and go to the list it asks for."""
        chosen = ListFilter.from_query(request.GET)
        text = " ".join(request.POST.get("q", "").replace("\x00", "").split())[:120]
        token = remember(text, user=self.user, now=self.now) if text else ""
        return redirect(request, chosen.url(reverse("prospects:prospect-list"), s=token))
