"""The page of one opportunity."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.paging import Order, page_of
from core.public_id import new_public_id
from prospects import looks
from prospects.models import TimelineEntry
from prospects.opportunity_page import Look, page
from prospects.restriction import reason_of
from prospects.timeline_words import lines_for
from prospects.views.opportunities.shared import OpportunityView

TEMPLATE = "prospects/opportunity_detail.html"
LINES = 20
NEWEST = Order("at", "at", is_descending=True)


class OpportunityDetailView(OpportunityView):
    """Stage bar, file, milestones, money and timeline of one opportunity."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the page, or more lines of its timeline."""
        if request.headers.get("HX-Request") and "after" in request.GET:
            return render(request, f"{TEMPLATE}#lines", self.timeline())
        if looks.note(request, self.user, self.object, self.now):
            return looks.slow_down(request)
        look = Look(self.object, self.user, self.now, self.today)
        context = page(look) | self.timeline() | {
            "opportunity": self.object, "key": new_public_id(),
            "locked": reason_of(self.object.prospect),
        }  # fmt: skip
        return render(request, TEMPLATE, context)

    def timeline(self) -> dict[str, Any]:
        """Return one page of lines and the address of the next."""
        rows = TimelineEntry.objects.filter(opportunity=self.object).select_related("actor")
        found = page_of(rows, NEWEST, size=LINES, after=self.request.GET.get("after", ""))
        return {
            "lines": lines_for(found.rows, self.now, self.user),
            "more_url": f"{self.detail_url}?after={found.after}" if found.after else "",
        }
