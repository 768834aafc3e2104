"""The page behind a one-time link to a receipt. It asks the customer for no name and no code."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from offers.customer_links import quiet, refuse_many
from offers.models import ReceiptLink
from offers.receipts import links, rows
from org.access.views import PublicView


class AnswerView(PublicView):
    """The sentences that are not clear yet; every text that opens nothing answers the same 404."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show them without the customer's name."""
        refuse_many(request, self.now)
        link = links.open_link(token, self.now)
        if link is None:
            raise Http404
        return self.page(link)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Take the answers once; 422 while one is missing, and the link stays."""
        refuse_many(request, self.now)
        link = links.open_link(token, self.now)
        if link is None:
            raise Http404
        row = link.receipt
        said, chosen = rows.told_in(request.POST, row, has_quiz=bool(row.quiz))
        if not set(self.asked(link)) <= set(said):
            return self.page(link, error=_("Choose an answer for every sentence."), status=422)
        done = links.use(
            token, said, chosen=chosen, now=self.now, device=request.headers.get("User-Agent", ""),
            place=" ".join(request.POST.get("place", "").split()),
        )  # fmt: skip
        if done is None:
            raise Http404
        context = {"code": done.code, "is_clear": all(said.values())}
        return quiet(render(request, "offers/receipt_answered.html", context))

    def asked(self, link: ReceiptLink) -> list[int]:
        """Return the points that are not clear yet."""
        row = link.receipt
        points = rows.points_of(row, link.created_by, chosen={})
        return [one["number"] for one in points if not one["is_clear"]]

    def page(self, link: ReceiptLink, *, error: str = "", status: int = 200) -> HttpResponse:
        """Show it in the language of its sentences."""
        row = link.receipt
        with translation.override(row.language):
            points: list[dict[str, Any]] = rows.points_of(
                row, link.created_by, chosen=self.request.POST
            )
            context = {
                "code": row.code, "has_quiz": bool(row.quiz), "error": error,
                "points": [one for one in points if not one["is_clear"]],
                "place": self.request.POST.get("place", ""),
            }  # fmt: skip
            answer = render(self.request, "offers/receipt_answer.html", context, status=status)
        return quiet(answer)
