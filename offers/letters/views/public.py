"""The page behind a customer's one-time link. It asks for no name, no number and no code."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from offers.customer_links import quiet, refuse_many
from offers.letters import links
from offers.letters.content import sheet_of
from org.access.views import PublicView


class AnswerView(PublicView):
    """Yes or no to one letter; every text that opens nothing answers the same 404."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show what the letter says, without the customer's name."""
        refuse_many(request, self.now)
        link = links.open_link(token, self.now)
        if link is None:
            raise Http404
        letter = link.letter
        told = letter.content
        language = get_language() if get_language() in told["languages"] else told["languages"][0]
        words = sheet_of({**told, "languages": [language]})
        context = {"letter": letter, "words": words, "until": link.expires_at}
        return quiet(render(request, "offers/letter_answer.html", context))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Take the answer once."""
        said = request.POST.get("answer", "")
        if said not in ("yes", "no"):
            return self.get(request, token)
        refuse_many(request, self.now)
        letter = links.use(token, is_yes=said == "yes", now=self.now)
        if letter is None:
            raise Http404
        context: dict[str, Any] = {"number": letter.number, "is_yes": said == "yes"}
        return quiet(render(request, "offers/letter_answered.html", context))
