"""One block of a detail page by itself: fetched when it comes into view, or opened as a page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from org.access.views import ObjectView
from prospects import looks
from prospects.models import Prospect
from prospects.panels import Panel, Visit, block_of, panel_named
from prospects.views.opportunities.shared import OpportunityView
from prospects.views.people.detail import ProspectPage

TEMPLATE = "prospects/panel_page.html"


class PanelView(ObjectView):
    """One panel of the page of the row: a fragment for htmx, a small page without JavaScript."""

    def visit(self) -> Visit:
        """Return whose page it is and who looks."""
        raise NotImplementedError

    def get(self, request: HttpRequest, public_id: str, code: str) -> HttpResponse:
        """Show the panel; an empty fragment when it has nothing to say."""
        visit = self.visit()
        panel = self.panel(code, visit)
        block = block_of(panel, visit)
        context: dict[str, Any] = {"visit": visit, "blocks": [block] if block else []}
        if request.headers.get("HX-Request"):
            return render(request, "components/panels.html", context)
        return render(request, TEMPLATE, context | {"title": panel.title or visit.prospect.name})

    def panel(self, code: str, visit: Visit) -> type[Panel]:
        """Return the panel of this code; 404 for an unknown one, 403 where it is not for him."""
        panel = panel_named(code, of_opportunity=visit.opportunity is not None)
        if panel is None:
            raise Http404
        if not panel.is_for(visit):
            raise PermissionDenied
        return panel


class ProspectPanelView(PanelView, ProspectPage):
    """A panel of a prospect's page."""

    def visit(self) -> Visit:
        """Return the visit to the prospect."""
        return Visit(self.object, self.user, self.now, self.today)


class OpportunityPanelView(PanelView, OpportunityView, looks.LookedAt):
    """A panel of an opportunity's page."""

    def looked_at(self) -> Prospect:
        """Return the person it is about."""
        prospect: Prospect = self.object.prospect
        return prospect

    def visit(self) -> Visit:
        """Return the visit to the opportunity."""
        return Visit(self.object.prospect, self.user, self.now, self.today, self.object)
