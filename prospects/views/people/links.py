"""Linking a prospect to another one the officer sees, or to a name without a record."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from core.identity import phone_display
from org.access.permissions import Permission as P
from prospects import links
from prospects.below_forms import TEXT_LENGTH, LinkForm
from prospects.models import Prospect, ProspectLink
from prospects.querysets import ProspectQuerySet
from prospects.views.people.below import AddBelow, RemoveBelow, page_of
from prospects.views.people.detail import ProspectPage

PAGE = "prospects/link_form.html"
SHOWN = 8
LEAST = 3  # letters before the list is searched


class Finder(ProspectPage):
    """Finds the other end among what the person reaches."""

    permission = P.PROSPECT_CHANGE

    def reachable(self) -> ProspectQuerySet:
        """Return whom this prospect may be linked to."""
        return links.reachable(self.object, self.user)

    def found(self, text: str, chosen: str = "") -> list[dict[str, Any]]:
        """Return the records that hold the text, and the one chosen before."""
        text, rows = text.strip()[:TEXT_LENGTH], self.reachable().select_related("branch")
        hits: list[Prospect] = []
        if len(text) >= LEAST:
            hits = list(rows.matching(text).order_by("sort_name", "pk")[:SHOWN])
        if len(chosen) == 16 and chosen not in {row.public_id for row in hits}:
            hits += list(rows.filter(public_id=chosen)[:1])
        return [self.row(row, chosen) for row in hits]

    def row(self, row: Prospect, chosen: str) -> dict[str, Any]:
        """Return one record as ready strings."""
        detail = phone_display(row.phone) if row.phone else row.number
        return {
            "id": row.public_id, "name": row.name, "detail": f"{detail} · {row.branch.name}",
            "is_chosen": row.public_id == chosen,
        }  # fmt: skip


class LinkSearchView(Finder):
    """The list below the search box; names travel in posts only."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show what was found."""
        chosen = request.POST.get("other", "")
        rows = self.found(request.POST.get("text", ""), chosen)
        is_empty = not rows and len(request.POST.get("text", "").strip()) >= LEAST
        return render(request, f"{PAGE}#found", {"found": rows, "is_empty": is_empty})


class LinkAddView(AddBelow, Finder):
    """A new link."""

    permission = P.PROSPECT_CHANGE
    title = gettext_lazy("Add a link")

    def form(self, data: Any = None) -> LinkForm:
        """Return the form with whom it may lead to."""
        return LinkForm(data, rows=self.reachable(), initial={"kind": ProspectLink.Kind.SPOUSE})

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Search without script when *Search* was pressed, else save."""
        if "find" in request.POST:
            return self.page(LinkForm(initial=request.POST.dict(), rows=self.reachable()))
        return super().post(request, public_id)

    def work(self, form: LinkForm) -> str:
        """Add the link."""
        data = form.cleaned_data
        links.add_link(
            self.object, data["kind"], other=data["other"], other_name=data["other_name"],
            note=data["note"], actor=self.user, now=self.now,
        )  # fmt: skip
        return page_of(self.object)

    def page(self, form: Any, status: int = 200) -> HttpResponse:
        """Show kinds, search box and what it found."""
        text, chosen = self.request.POST.get("text", ""), self.request.POST.get("other", "")
        rows = self.found(text, chosen) if self.request.method == "POST" else []
        context = self.page_context(form) | {
            "text": text, "found": rows, "is_empty": bool(text) and not rows,
        }  # fmt: skip
        return render(self.request, PAGE, context, status=status)


class LinkRemoveView(RemoveBelow):
    """Takes a link away, at the end where it was written."""

    model = ProspectLink
    remove = links.remove_link
