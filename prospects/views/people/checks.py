"""Small answers while a form is filled in; names and numbers travel in posts only."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import reverse

from core import regions
from core.errors import InputError
from core.formats import parse_day_first
from org.access.permissions import Permission as P
from org.access.views import PortalView
from org.models import User
from prospects import duplicates, transfers
from prospects.forms import PersonFields, QuickAddForm
from prospects.models import Prospect
from prospects.views.people.add import AddPage
from prospects.views.people.reading import said_by_nik, taken_over, understood

PAGE = "prospects/prospect_add.html"
CARDS = "prospects/duplicate_cards.html"
HINT = "prospects/similar.html#hint"


class DuplicateCheckView(AddPage):
    """Answers below phone, NIK and e-mail while they are typed."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show the cards for the one field that was sent."""
        sent = [by for by in duplicates.FIELDS if by in request.POST]
        if len(sent) != 1:
            return HttpResponseBadRequest()
        answer = self.answers(request.POST, self.look_up)[sent[0]]
        return render(request, CARDS, {"answer": answer})


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
            return render(request, CARDS, {"answer": answers[by]})
        form = QuickAddForm(initial=request.POST.dict(), today=self.today)
        return self.page(form, answers=answers)


class AmountReadView(PortalView):
    """Says back what a typed amount means."""

    permission = P.OPPORTUNITY_CHANGE

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show figure and words below the field."""
        return render(request, f"{PAGE}#amount", understood(request.POST.get("amount", "")[:60]))


def day_or_none(text: str, today: date) -> date | None:
    """Return a typed day; None while it is none."""
    try:
        return parse_day_first(text, today=today)
    except InputError:
        return None


class SimilarCheckView(PortalView):
    """A grey hint below the name: somebody alike among what the person sees."""

    permission = P.PROSPECT_ADD

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show up to three names with their way."""
        return render(request, HINT, {"similar": similar_rows(request, self.user, self.today)})


def similar_rows(
    request: HttpRequest, user: User, today: date, leave_out: int = 0
) -> list[dict[str, str]]:
    """Return the hint's lines for what was typed."""
    sent = request.POST
    found = duplicates.similar(
        sent.get("name", "")[:160], birth_date=day_or_none(sent.get("birth_date", "")[:20], today),
        address=sent.get("address", "")[:300].strip(), user=user, leave_out=leave_out,
    )  # fmt: skip
    return [
        {
            "name": row.name,
            "url": reverse("prospects:prospect-detail", args=[row.public_id]),
            "detail": row.address or row.number,
        }
        for row in found
    ]


class NikReadView(PortalView):
    """Says what a NIK says while it is typed; the number travels in posts only."""

    permission = P.PROSPECT_ADD

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show birth date, sex, place and what is odd below the field."""
        born = day_or_none(request.POST.get("birth_date", "")[:20], self.today)
        sex = request.POST.get("sex", "")
        said = said_by_nik(
            request.POST.get("nik", "")[:40], today=self.today, born=born,
            sex=sex if sex in Prospect.Sex.values else "",
        )  # fmt: skip
        return render(request, "prospects/nik_parts.html#said", said)


class NikTakeView(PortalView):
    """One tap: birth date, sex and place as the NIK says them; nothing is saved yet."""

    permission = P.PROSPECT_ADD

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show the fields filled in."""
        form = PersonFields(initial=taken_over(request.POST.dict(), self.today), today=self.today)
        context = {"form": form, "is_beside": True}
        return render(request, "prospects/nik_parts.html#taken", context)


class RegionSearchView(PortalView):
    """Places for the list below *Kecamatan atau kota*; public data."""

    permission = P.PROFILE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show up to ten places whose name holds the text."""
        typed = request.GET.get("area", "")[:80]
        places = regions.search(typed.split(",")[0], limit=10) if len(typed.strip()) > 2 else []
        labels = [place.label for place in places]
        return render(request, f"{PAGE}#places", {"labels": labels})
