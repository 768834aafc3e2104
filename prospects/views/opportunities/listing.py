"""The lists of opportunities and of disbursements, which every figure links to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formats import count as grouped
from core.formats import date_words, short_date
from core.money import format_rupiah, short_rupiah
from core.paging import Order, page_of
from org.access.permissions import Permission as P
from org.access.views import PortalView
from prospects.cards import list_row, totals_words
from prospects.filter_words import chips, quick_chips
from prospects.filters import DisbursementFilter, OpportunityFilter
from prospects.models import Disbursement

PAGE = 50
CAP = 1000
LATEST = Order("updated", "updated_at", is_descending=True)
MONEY = Order("entered", "entered_at", is_descending=True)


class OpportunityListView(PortalView):
    """Opportunities by any mix of filters, with exact totals where the summary knows them."""

    permission = P.OPPORTUNITY_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of rows, or the whole count on demand."""
        wanted = OpportunityFilter.read(request.GET)
        if request.GET.get("count") == "all":
            return self.count_all(wanted)
        rows = wanted.rows(self.user, now=self.now, today=self.today)
        rows = rows.select_related("product", "prospect", "branch", "owner", "loss_reason")
        found = page_of(rows, LATEST, size=PAGE, after=request.GET.get("after", ""),
                        before=request.GET.get("before", ""))  # fmt: skip
        language = self.user.language
        context: dict[str, Any] = {
            "rows": [
                list_row(row, now=self.now, today=self.today, language=language)
                for row in found.rows
            ],
            "chips": chips(wanted),
            "quick": quick_chips(wanted),
            "clear_url": reverse("prospects:opportunity-list") if wanted.values else "",
            "with_owner": self.user.may(P.DASHBOARD_VIEW),
            "board_url": f"{reverse('prospects:board')}{self.board_query(wanted)}",
            "prev_url": wanted.query(before=found.before) if found.before else "",
            "next_url": wanted.query(after=found.after) if found.after else "",
            **self.totals(wanted, len(found.rows), is_whole=found.is_whole),
        }
        return render(request, "prospects/opportunity_list.html", context)

    def board_query(self, wanted: OpportunityFilter) -> str:
        """Keep for the board what the board knows."""
        names = ("kind", "product", "owner", "branch")
        return OpportunityFilter({n: wanted.get(n) for n in names if wanted.get(n)}).query()

    def totals(self, wanted: OpportunityFilter, shown: int, *, is_whole: bool) -> dict[str, Any]:
        """Return count and sum: exact from the summary, else capped with the way to all."""
        if wanted.is_exact and not self.user.access.reach.assignee_id:
            return machine_totals(*wanted.total(self.user))
        rows = wanted.rows(self.user, now=self.now, today=self.today)
        amounts = list(rows.values_list("amount", flat=True)[: CAP + 1])
        if len(amounts) > CAP:
            more = _("more than %(n)s opportunities") % {"n": grouped(CAP)}
            return {"totals": more, "count_url": wanted.query(count="all")}
        total = sum(amounts, start=Decimal(0))
        return machine_totals(len(amounts), total)

    def count_all(self, wanted: OpportunityFilter) -> HttpResponse:
        """Count everything; the database gives up after its five seconds."""
        rows = wanted.rows(self.user, now=self.now, today=self.today)
        amounts = rows.order_by().aggregate(total=Sum("amount"))["total"]
        context = machine_totals(rows.count(), amounts or Decimal(0))
        if self.request.headers.get("HX-Request"):
            return render(self.request, "prospects/opportunity_list.html#totals", context)
        return render(self.request, "prospects/opportunity_count.html", context)


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
            "name": part.opportunity.prospect.name,
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
        for name in ("owner", "branch", "product"):
            row = getattr(wanted, name) if wanted.get(name) else None
            if row is not None:
                found.append({"label": str(row), "url": wanted.query(**{name: ""})})
        if wanted.get("first"):
            found.append({"label": _("first parts (NOA)"), "url": wanted.query(first="")})
        return found
