"""Small answers while a form is filled in; names and numbers travel in posts only."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render

from core import regions
from org.access.permissions import Permission as P
from org.access.views import PortalView
from prospects import duplicates, transfers
from prospects.forms import QuickAddForm
from prospects.views.people.add import AddPage
from prospects.views.people.reading import understood

PAGE = "prospects/prospect_add.html"


class DuplicateCheckView(AddPage):
    """Answers below phone, NIK and e-mail while they are typed."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show the cards for the one field that was sent."""
        sent = [by for by in duplicates.FIELDS if by in request.POST]
        if len(sent) != 1:
            return HttpResponseBadRequest()
        answer = self.answers(request.POST, self.look_up)[sent[0]]
        return render(request, f"{PAGE}#cards", {"answer": answer})


class TransferAskView(AddPage):
    """*Minta alih* from the card: by the number that was typed, so nothing foreign is named."""

    permission = P.TRANSFER_REQUEST

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask the holder once, and show the card again with everything typed."""
        by = request.POST.get("by", "")
        if by not in duplicates.FIELDS:
            return HttpResponseBadRequest()
        for match in duplicates.find(by, request.POST.get(by, ""), user=self.user):
            if not match.is_visible:
                transfers.ask(match.prospect, requester=self.user, now=self.now)
        answers = self.answers(request.POST)
        if request.headers.get("HX-Request"):
            return render(request, f"{PAGE}#cards", {"answer": answers[by]})
        form = QuickAddForm(initial=request.POST.dict(), today=self.today)
        return self.page(form, answers=answers)


class AmountReadView(PortalView):
    """Says back what a typed amount means."""

    permission = P.OPPORTUNITY_CHANGE

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show figure and words below the field."""
        return render(request, f"{PAGE}#amount", understood(request.POST.get("amount", "")[:60]))


class RegionSearchView(PortalView):
    """Places for the list below *Kecamatan atau kota*; public data."""

    permission = P.PROFILE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show up to ten places whose name holds the text."""
        typed = request.GET.get("area", "")[:80]
        places = regions.search(typed.split(",")[0], limit=10) if len(typed.strip()) > 2 else []
        labels = [place.label for place in places]
        return render(request, f"{PAGE}#places", {"labels": labels})
