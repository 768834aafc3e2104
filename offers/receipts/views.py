"""Pages of a receipt: begin it, hand over the phone, print the sheet, enter what was ticked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core.formats import date_words
from core.htmx import redirect
from core.idempotency import KeyReusedError, once
from core.public_id import new_public_id
from offers.customer_links import is_on
from offers.models import Receipt, ReceiptAnswer
from offers.receipts import links, rows, services
from offers.simulations.views import BeginPage
from org.access.permissions import Permission as P
from org.access.views import ObjectView, PortalView
from org.models import BankSettings
from prospects.models import Prospect
from prospects.restriction import reason_of
from prospects.views.people.add import body_of
from prospects.views.people.below import page_of

MOST = 50


class BeginView(BeginPage):
    """Writes the three sentences of a simulation down."""

    def begin(self) -> str:
        """Write the receipt; return where it is answered."""
        row = services.begin(self.object, actor=self.user, now=self.now)
        return reverse("offers:receipt", args=[row.public_id])


class ReceiptPage(ObjectView):
    """A page about one receipt."""

    model = Receipt
    permission = P.PROSPECT_VIEW
    object: Receipt

    def rows(self) -> QuerySet[Any]:
        """Return the reachable rows with what every page names."""
        found = Receipt.objects.visible_to(self.user)
        return found.select_related("prospect", "opportunity", "simulation", "owner", "branch")

    @property
    def may_answer(self) -> bool:
        """Whether this person takes answers here now."""
        prospect = self.object.prospect
        is_closed = prospect.archived_at is not None or bool(reason_of(prospect))
        return self.user.may(P.PROSPECT_CHANGE) and not is_closed


class ReceiptView(ReceiptPage):
    """Three sentences with two buttons each; and what was answered, when and how."""

    write_permission = P.PROSPECT_CHANGE

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the sentences and the answers."""
        return self.page()

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Take the answers once; 422 when none was given."""
        if not self.may_answer:
            raise PermissionDenied
        said, chosen = rows.told_in(request.POST, self.object, has_quiz=self.has_quiz)
        if not said:
            return self.page(error=_("Choose an answer for at least one sentence."), status=422)
        key = request.POST.get("idempotency_key", "") or new_public_id()
        body = {**body_of(request.POST), "of": [request.path]}
        try:
            with transaction.atomic():
                target, is_new = once(
                    user_id=self.user.pk, key=key, body=body, now=self.now,
                    work=lambda: self.answer(said, chosen),
                )  # fmt: skip
        except KeyReusedError:
            error = _("This form was sent before. Look at the answers and go on from there.")
            return self.page(error=error, status=409)
        except Prospect.DoesNotExist:
            raise Http404 from None
        if is_new:
            messages.success(request, _("Answers saved."))
        return redirect(request, target)

    @property
    def path(self) -> str:
        """How the customer answers: on this phone, or as he ticked on paper."""
        asked = self.request.POST.get("path") or self.request.GET.get("path", "")
        paper = ReceiptAnswer.Path.PAPER
        return paper if asked == paper else ReceiptAnswer.Path.PHONE

    @property
    def has_quiz(self) -> bool:
        """Whether questions are asked; none of what was ticked on paper."""
        return bool(self.object.quiz) and self.path == ReceiptAnswer.Path.PHONE

    def answer(self, said: dict[int, bool], chosen: dict[int, str]) -> str:
        """Write the answers; return the page."""
        services.answer(
            self.object, said, path=self.path, actor=self.user, now=self.now,
            device=self.request.headers.get("User-Agent", ""), chosen=chosen,
            place=" ".join(self.request.POST.get("place", "").split()),
        )  # fmt: skip
        return self.request.path

    def page(self, *, error: str = "", status: int = 200) -> HttpResponse:
        """Show the receipt."""
        row, is_paper = self.object, self.path == ReceiptAnswer.Path.PAPER
        points = rows.points_of(row, self.user, chosen=self.request.POST)
        context = {
            "receipt": row,
            "prospect": row.prospect,
            "points": points,
            "is_done": all(point["is_clear"] for point in points),
            "may_answer": self.may_answer,
            "is_paper": is_paper,
            "path": self.path,
            "error": error,
            "has_quiz": self.has_quiz,
            "place": self.request.POST.get("place", ""),
            "key": new_public_id(),
            "state": rows.state_of(row),
            "day": date_words(row.created_at.astimezone(self.user.zone).date()),
            "back_url": reverse("offers:simulation", args=[row.simulation.public_id]),
            "person_url": page_of(row.prospect),
            "sheet_url": reverse("offers:receipt-sheet", args=[row.public_id]),
            "bring_url": self.bring_url(),
            "link_url": self.link_url(points),
        }
        return render(self.request, "offers/receipt.html", context, status=status)

    def link_url(self, points: list[dict[str, Any]]) -> str:
        """Where a link for the customer is made; empty while the bank uses none."""
        is_done = all(point["is_clear"] for point in points)
        if is_done or not is_on() or not self.may_answer:
            return ""
        return reverse("offers:receipt-link", args=[self.object.public_id])

    def bring_url(self) -> str:
        """Where the signed sheet is photographed: the papers of the application."""
        if self.object.opportunity is None or not self.user.may(P.DOCUMENT_CHANGE):
            return ""
        args = [self.object.opportunity.public_id, rows.PAPER]
        return reverse("documents:paper-bring", args=args)


class LinkView(ReceiptPage):
    """A one-time address for the customer, shown once."""

    permission = P.PROSPECT_CHANGE

    def find(self, **kwargs: Any) -> None:
        """Find the receipt; absent while the bank uses no links."""
        super().find(**kwargs)
        if not is_on():
            raise Http404

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Make it; an older one works no longer."""
        if not self.may_answer:
            raise PermissionDenied
        detail = reverse("offers:receipt", args=[self.object.public_id])
        try:
            address = links.make(self.object, actor=self.user, now=self.now)
        except Prospect.DoesNotExist:
            raise Http404 from None
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(request, detail)
        context = {
            "layout": "base.html", "address": address, "detail_url": detail,
            "who": self.object.prospect.name, "title": _("Link for the customer"),
        }  # fmt: skip
        response = render(request, "offers/letter_link.html", context)
        response["Cache-Control"] = "no-store"
        return response


class SheetView(ReceiptPage):
    """The sheet of paper: three sentences to tick, a code, a place to sign."""

    permission = P.PROSPECT_CHANGE

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the sheet in the language of its sentences."""
        row = self.object
        with translation.override(row.language):
            context = {
                "receipt": row,
                "prospect": row.prospect,
                "bank": BankSettings.current_name(),
                "day": date_words(self.today),
                "title": row.simulation.shown["title"],
                "subtitle": row.simulation.shown["subtitle"],
                "back_url": f"{reverse('offers:receipt', args=[row.public_id])}?path=paper",
            }
            return render(request, "offers/receipt_sheet.html", context)


class ReceiptListView(PortalView):
    """Points that are still open, and a receipt found by the code on its sheet."""

    permission = P.PROSPECT_CHANGE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what waits, or the receipt of the code."""
        code = rows.code_of(request.GET.get("code", ""))
        found = Receipt.objects.visible_to(self.user)
        row = found.filter(code=code).first() if code else None
        if row is not None:
            return redirect(
                request, f"{reverse('offers:receipt', args=[row.public_id])}?path=paper"
            )
        waiting = found.waiting().select_related("prospect", "simulation")
        newest = waiting.order_by("-created_at")[:MOST]
        lines = [
            rows.line_of(one, self.user, self.today, one.simulation.shown["title"])
            for one in newest
        ]
        context = {"rows": lines, "code": code, "is_unknown": bool(code)}
        return render(request, "offers/receipt_list.html", context)
