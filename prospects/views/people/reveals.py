"""Showing an encrypted number for thirty seconds: always by a post, never kept, always logged."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import InputError
from core.htmx import redirect
from org.access import proof
from org.access.permissions import Permission as P
from org.access.views import ObjectView
from prospects import reveal
from prospects.models import Disbursement, Prospect
from prospects.models.sealed import SEALED
from prospects.views.people.below import page_of
from prospects.views.people.detail import ProspectPage, secret_of

PAGE = "prospects/reveal.html"


class RevealPage(ObjectView):
    """What the numbers of a prospect and the account of a disbursement have in common."""

    permission = P.IDENTITY_REVEAL
    name = ""
    back_url = ""

    @property
    def prospect(self) -> Prospect:
        """The record the number belongs to."""
        raise NotImplementedError

    @property
    def words(self) -> dict[str, Any]:
        """Name, label and mask of the number, and the addresses around it."""
        raise NotImplementedError

    def open(self, reason: str) -> str:
        """Return the number and write down that it was read."""
        raise NotImplementedError

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Ask for the reason; a fragment gets the mask back when the time is over."""
        if request.headers.get("HX-Request"):
            return self.fragment("masked")
        needed = reveal.needs(self.prospect, self.user, self.now)
        return self.page({"needs": needed})

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the number, or what has to be given first."""
        needed = reveal.needs(self.prospect, self.user, self.now)
        is_fragment = bool(request.headers.get("HX-Request"))
        if is_fragment and (needed.proof or needed.reason):
            return redirect(request, f"{request.path}?field={self.name}")
        if needed.proof and not proof.is_fresh(request):
            return proof.ask(request)
        reason = request.POST.get("reason", "")
        try:
            value = self.open(reason)
        except InputError as error:
            context = {"needs": needed, "error": error.text, "reason": reason}
            return self.page(context, status=422)
        if not value:  # nothing is stored, so nothing was read
            return redirect(request, self.back_url)
        return self.fragment("shown", value) if is_fragment else self.shown(value)

    def shown(self, value: str) -> HttpResponse:
        """Show the number on a page of its own that leaves by itself."""
        response = self.page({"value": value, "plain": _bare(value)})
        response.headers["Refresh"] = f"{reveal.SHOWN_SECONDS}; url={self.back_url}"
        return response

    def page(self, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Answer with the whole page."""
        return self._kept_nowhere(PAGE, context, status)

    def fragment(self, part: str, value: str = "") -> HttpResponse:
        """Answer with the number in its place on the prospect's page."""
        context = {"value": value, "plain": _bare(value)}
        return self._kept_nowhere(f"{PAGE}#{part}", context, 200)

    def _kept_nowhere(self, template: str, context: dict[str, Any], status: int) -> HttpResponse:
        context = self.words | {"back_url": self.back_url, "url": self.request.path} | context
        response = render(self.request, template, context, status=status)
        response.headers["Cache-Control"] = "no-store"
        return response


def _bare(value: str) -> str:
    """Return what is copied: the digits alone, or a name as it is."""
    digits = "".join(char for char in value if char.isdigit())
    return digits or value


class NumberRevealView(RevealPage, ProspectPage):
    """NIK, family card, NPWP, NIB and the mother's maiden name."""

    permission = P.IDENTITY_REVEAL

    def find(self, **kwargs: Any) -> None:
        """Find the prospect, and which of its numbers is meant."""
        super().find(**kwargs)
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        self.name = sent.get("field", "nik")
        if self.name not in SEALED:
            raise Http404
        self.back_url = page_of(self.object)

    @property
    def prospect(self) -> Prospect:
        """The record itself."""
        return self.object

    @property
    def words(self) -> dict[str, Any]:
        """Name, label and mask."""
        return secret_of(self.object, self.name) | {"tap": True, "may_reveal": True}

    def open(self, reason: str) -> str:
        """Return the number."""
        return reveal.reveal(self.object, self.name, actor=self.user, now=self.now, reason=reason)


class AccountRevealView(RevealPage):
    """The account number of a disbursement."""

    model = Disbursement
    object: Disbursement
    name = "account"

    def rows(self) -> Any:
        """Return the reachable parts whose prospect is reached too."""
        seen = Prospect.objects.visible_to(self.user)
        rows = Disbursement.objects.visible_to(self.user).filter(opportunity__prospect__in=seen)
        return rows.select_related("opportunity__prospect__branch")

    def find(self, **kwargs: Any) -> None:
        """Find the part of the money."""
        super().find(**kwargs)
        opportunity = self.object.opportunity
        self.back_url = reverse("prospects:opportunity-detail", args=[opportunity.public_id])

    @property
    def prospect(self) -> Prospect:
        """Whose account it is."""
        return self.object.opportunity.prospect

    @property
    def words(self) -> dict[str, Any]:
        """Name, label and mask."""
        masked = f"•••• {self.object.account_tail}"
        return {"name": self.name, "label": _("Account number"), "masked": masked}

    def open(self, reason: str) -> str:
        """Return the account number."""
        return reveal.reveal_account(self.object, actor=self.user, now=self.now, reason=reason)
