"""*Bagikan ringkasan*."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from org.access.permissions import Permission as P
from org.access.views import PortalView
from reports.summary import place_of, read_day, text_of


class SummaryTextView(PortalView):
    """The day as text, with a button that shares or copies it."""

    permission = P.SUMMARY_SHARE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the text; without JavaScript it is selected and copied by hand."""
        place = place_of(self.user)
        text = text_of(place, self.today, read_day(self.user, self.today))
        return render(request, "reports/summary.html", {"place": place, "text": text})
