"""The lists of opportunities and of disbursements, which every figure links to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.formats import count as grouped
from core.formats import date_words, short_date
from core.htmx import redirect
from core.money import format_rupiah, short_rupiah
from core.paging import Order, page_of
from core.totals import Totals
from core.totals import read as totals_of
from org.access.permissions import Permission as P
from org.access.views import PortalView
from prospects import number_search
from prospects.bulk.choosing import DEALS
from prospects.cards import Row, list_row, totals_words
from prospects.filter_words import chips, quick_chips
from prospects.filters import DisbursementFilter, OpportunityFilter
from prospects.list_filter import remember, remembered_text
from prospects.models import Disbursement, Opportunity
from prospects.querysets import OpportunityQuerySet
from prospects.restriction import shown_name
from prospects.tables.columns import Column, cells, heads, pick, tick
from prospects.tables.deals import DealLine
from prospects.tables.layout import layout_of
from prospects.views.bulk.views import bar
from prospects.views.tables.shared import controls

PAGE = 50
CAP = 1000
MONEY = Order("entered", "entered_at", is_descending=True)
ORDER_LABELS = {
    "updated": gettext_lazy("Last changed"),
    "amount": gettext_lazy("Largest amount first"),
    "amount_small": gettext_lazy("Smallest amount first"),
    "close": gettext_lazy("Expected close"),
    "created": gettext_lazy("Newest first"),
    "created_first": gettext_lazy("Oldest first"),
}


class OpportunityListView(PortalView):
    """Opportunities by any mix of filters, with exact totals where the summary knows them."""

    permission = P.OPPORTUNITY_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of rows, or the whole count on demand."""
        wanted = OpportunityFilter.read(request.GET)
        self.text = remembered_text(wanted.get("s"), user=self.user, now=self.now)
        if request.GET.get("count") == "all":
            return self.count_all(wanted)
        rows = self.rows(wanted)
        rows = rows.select_related("product", "prospect", "branch", "owner", "loss_reason")
        rows = rows.annotate(totals=self.totals(wanted))
        found = page_of(rows, wanted.order, size=PAGE, after=request.GET.get("after", ""),
                        before=request.GET.get("before", ""))  # fmt: skip
        for_many = self.user.may(P.DASHBOARD_VIEW)
        layout = layout_of("opportunities", self.user, wanted.get("view"))
        columns = layout.columns(for_many=for_many)
        context: dict[str, Any] = {
            "rows": [self.row(row, columns) for row in found.rows],
            "heads": heads(
                columns,
                sort=wanted.get("sort") or "updated",
                address=lambda sort: wanted.query(sort=sort),
            ),
            "chips": chips(wanted, self.user) + self.search_chip(wanted),
            "quick": quick_chips(wanted),
            "sorts": self.sorts(wanted),
            "sort_label": str(ORDER_LABELS[wanted.order.code]),
            "clear_url": reverse("prospects:opportunity-list") if wanted.is_narrowed else "",
            "text": number_search.box_of(self.text),
            "search_action": f"{reverse('prospects:opportunity-search')}{wanted.query(s='')}",
            **controls(layout, wanted.values, self.user, for_many=for_many),
            "board_url": f"{reverse('prospects:board')}{self.board_query(wanted)}",
            "prev_url": wanted.query(before=found.before) if found.before else "",
            "next_url": wanted.query(after=found.after) if found.after else "",
            **self.totals_words(wanted, found.rows),
            **bar(self, DEALS, wanted.query(), self.whole(wanted, found.rows)),
        }
        return render(request, "prospects/opportunity_list.html", context)

    def rows(self, wanted: OpportunityFilter) -> OpportunityQuerySet:
        """Return what was asked and searched for."""
        return wanted.rows(self.user, now=self.now, today=self.today, text=self.text)

    def row(self, deal: Opportunity, columns: list[Column[DealLine]]) -> Row:
        """Return the ready row with its cells."""
        row = list_row(deal, now=self.now, today=self.today, user=self.user)
        shown = cells(DealLine(deal, row), columns)
        if not self.user.may(P.BULK):
            return replace(row, cells=shown)
        seen = (deal.public_id, deal.version, deal.amount, _("Select %s") % row.name)
        return replace(row, cells=SafeString(tick(*seen) + shown), pick=pick(*seen))

    def search_chip(self, wanted: OpportunityFilter) -> list[dict[str, Any]]:
        """Return the chip of a search by a whole number, which does not stand in the box."""
        label = number_search.chip_of(self.text)
        return [{"label": label, "url": wanted.query(s="")}] if label else []

    def sorts(self, wanted: OpportunityFilter) -> list[dict[str, Any]]:
        """Return the orders with their addresses."""
        return [
            {"label": str(label), "url": wanted.query(sort=code),
             "is_on": code == wanted.order.code}
            for code, label in ORDER_LABELS.items()
        ]  # fmt: skip

    def board_query(self, wanted: OpportunityFilter) -> str:
        """Keep for the board what the board knows."""
        names = ("kind", "product", "owner", "branch", "region")
        return OpportunityFilter({n: wanted.get(n) for n in names if wanted.get(n)}).query()

    def is_exact(self, wanted: OpportunityFilter) -> bool:
        """Tell whether the totals come from the summary rather than from the rows."""
        return wanted.is_exact and not self.user.access.reach.assignee_id

    def totals(self, wanted: OpportunityFilter) -> Totals:
        """Return count and sum beside the rows: exact from the summary, else capped."""
        if self.is_exact(wanted):
            return Totals(wanted.totals(self.user).values("n", "amount"))
        return Totals(self.rows(wanted).order_by().values("amount", n=Value(1))[: CAP + 1])

    def totals_words(self, wanted: OpportunityFilter, found: list[Opportunity]) -> dict[str, Any]:
        """Return count and sum in words, with the way to all where only a part was counted."""
        count, total = totals_of(found)
        if count > CAP and not self.is_exact(wanted):
            more = _("more than %(n)s opportunities") % {"n": grouped(CAP)}
            return {"totals": more, "count_url": wanted.query(count="all")}
        return machine_totals(count, total)

    def whole(self, wanted: OpportunityFilter, found: list[Opportunity]) -> int | None:
        """Return how many rows there are; None when they were not counted to the end."""
        count, _sum = totals_of(found)
        return count if self.is_exact(wanted) or count <= CAP else None

    def count_all(self, wanted: OpportunityFilter) -> HttpResponse:
        """Count everything; the database gives up after its five seconds."""
        rows = self.rows(wanted)
        amounts = rows.order_by().aggregate(total=Sum("amount"))["total"]
        context = machine_totals(rows.count(), amounts or Decimal(0))
        if self.request.headers.get("HX-Request"):
            return render(self.request, "prospects/opportunity_list.html#totals", context)
        return render(self.request, "prospects/opportunity_count.html", context)


class DealSearchView(PortalView):
    """Free text is posted and remembered, so that no name or number stands in an address."""

    permission = P.OPPORTUNITY_VIEW

    def post(self, request: HttpRequest) -> HttpResponse:
        """Remember the text and go to the list it asks for."""
        wanted = OpportunityFilter.read(request.GET)
        text = " ".join(request.POST.get("q", "").replace("\x00", "").split())[:120]
        token = remember(text, user=self.user, now=self.now) if text else ""
        return redirect(request, f"{reverse('prospects:opportunity-list')}{wanted.query(s=token)}")


def machine_totals(count: int, total: Decimal) -> dict[str, Any]:
    """Return exact totals in words and as figures that other pages' figures must equal."""
    return {"totals": totals_words(count, total), "count_url": "", "total_count": count,
            "total_sum": str(total)}  # fmt: skip


class DisbursementListView(PortalView):
    """Money, one row each part: confirmed is *realisasi*, first parts are NOA."""

    permission = P.OPPORTUNITY_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of parts with the exact count and sum of all."""
        wanted = DisbursementFilter.read(request.GET)
        rows = wanted.rows(self.user)
        sums = rows.aggregate(total=Sum("amount"))
        found = page_of(
            rows.select_related("opportunity__prospect", "product", "owner", "entered_by"), MONEY,
            size=PAGE, after=request.GET.get("after", ""), before=request.GET.get("before", ""),
        )  # fmt: skip
        number = rows.count()
        words = ngettext("%(n)s part", "%(n)s parts", number) % {"n": grouped(number)}
        context = {
            "title": str(Disbursement.State(wanted.state).label),
            "rows": [self.row(part) for part in found.rows],
            "totals": f"{words} · {short_rupiah(sums['total'] or Decimal(0))}",
            "total_full": format_rupiah(sums["total"] or Decimal(0)),
            "total_count": number,
            "total_sum": str(sums["total"] or 0),
            "states": [
                {"label": str(state.label), "url": wanted.query(state=str(state)),
                 "is_on": wanted.state == state}
                for state in Disbursement.State
            ],
            "chips": self.chips(wanted),
            "clear_url": reverse("prospects:disbursement-list") if wanted.values else "",
            "prev_url": wanted.query(before=found.before) if found.before else "",
            "next_url": wanted.query(after=found.after) if found.after else "",
        }  # fmt: skip
        return render(request, "prospects/disbursement_list.html", context)

    def row(self, part: Disbursement) -> dict[str, str]:
        """Return one row; cursors of pages carry no key of it."""
        return {
            "url": reverse("prospects:opportunity-detail", args=[part.opportunity.public_id]),
            "name": shown_name(part.opportunity.prospect, self.user),
            "product": part.product.short_name,
            "amount": format_rupiah(part.amount),
            "day": f"{short_date(part.disbursed_on)} {part.disbursed_on.year}",
            "account": f"•••• {part.account_tail}" if part.account_tail else "",
            "owner": part.owner.full_name,
            "entered": part.entered_by.full_name,
            "first": _("first part") if part.is_first else "",
        }

    def chips(self, wanted: DisbursementFilter) -> list[dict[str, str]]:
        """Return what narrows the list."""
        found = []
        for name, label in (("from", _("from %(day)s")), ("to", _("to %(day)s"))):
            if wanted.get(name):
                day = date_words(date.fromisoformat(wanted.get(name)))
                found.append({"label": label % {"day": day}, "url": wanted.query(**{name: ""})})
        for name in ("owner", "branch", "region", "product"):
            row = getattr(wanted, name) if wanted.get(name) else None
            if row is not None:
                found.append({"label": str(row), "url": wanted.query(**{name: ""})})
        if wanted.get("first"):
            found.append({"label": _("first parts (NOA)"), "url": wanted.query(first="")})
        return found
