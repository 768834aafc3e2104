"""The page of one person or company: everything on one page, and its timeline."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.formats import day_and_month
from core.identity import age_on
from core.paging import Order, Page, page_of
from org.access.permissions import Permission as P
from org.access.views import ObjectView
from prospects import looks
from prospects.contact_links import contact_of
from prospects.models import Opportunity, Prospect, TimelineEntry
from prospects.models.sealed import SEALED
from prospects.panels import Visit, blocks_for
from prospects.restriction import reason_of
from prospects.timeline_words import lines_for

TEMPLATE = "prospects/prospect_detail.html"
LINES = 20
NEWEST = Order("at", "at", is_descending=True)
GROUPS = (
    ("", _("All")),
    (TimelineEntry.Group.CONTACT.value, _("Contact")),
    (TimelineEntry.Group.FILE.value, _("File")),
    (TimelineEntry.Group.SYSTEM.value, _("System")),
)


class ProspectPage(ObjectView, looks.LookedAt):
    """A page about one prospect the person reaches; opening somebody else's is written down."""

    model = Prospect
    permission = P.PROSPECT_VIEW
    object: Prospect

    def rows(self) -> QuerySet[Prospect]:
        """Return the reachable prospects with holder and branch."""
        return Prospect.objects.visible_to(self.user).select_related("owner", "branch")

    def looked_at(self) -> Prospect:
        """Return the person."""
        return self.object

    def url(self, name: str) -> str:
        """Return the address of an action on this prospect."""
        return reverse(f"prospects:prospect-{name}", args=[self.object.public_id])


class ProspectDetailView(ProspectPage):
    """Contact, details, panels of the other parts, timeline."""

    is_part = False

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the page, or only the timeline for its filter and its *load more*.

        The address of a merged record leads to the one that stayed.
        """
        if self.object.merged_into_id:
            winner = self.rows().filter(pk=self.object.merged_into_id).first()
            if winner is not None:
                return HttpResponseRedirect(
                    reverse("prospects:prospect-detail", args=[winner.public_id])
                )
        part = self.part()
        note = looks.note_part if part else looks.note
        if note(request, self.user, self.object, self.now):
            return looks.slow_down(request)
        return render(request, TEMPLATE + part, self.timeline() if part else self.context())

    def part(self) -> str:
        """Return which part of the page htmx asks for; empty for the whole page."""
        if not self.request.headers.get("HX-Request"):
            return ""
        if self.request.headers.get("HX-Target") == "timeline":
            return "#timeline"
        return "#lines" if "after" in self.request.GET else ""

    def context(self) -> dict[str, Any]:
        """Return the whole page as ready strings."""
        prospect = self.object
        visit = Visit(prospect, self.user, self.now, self.today)
        return {
            "prospect": prospect,
            "blocks": blocks_for(visit),
            "contact": contact_of(prospect),
            "details": details_of(prospect),
            **self.identity(),
            "actions": self.actions(),
            "locked": reason_of(prospect),
            **self.timeline(),
        }

    def identity(self) -> dict[str, Any]:
        """Return masked numbers with the address that shows them, and the facts of a person."""
        row, may = self.object, self.user.may(P.IDENTITY_REVEAL)
        is_own = row.owner_id == self.user.pk
        stored = [name for name in SEALED if getattr(row, f"{name}_masked")]
        return {
            "secrets": [secret_of(row, name) | {"tap": is_own} for name in stored],
            "reveal_url": self.url("reveal") if may else "",
            "facts": facts_of(row, self.today),
        }

    def actions(self) -> dict[str, str]:
        """Return the addresses of what this person may do here; a locked person only moves."""
        if self.object.restricted_at:
            may_move = self.user.may(P.PROSPECT_REASSIGN) and not self.object.erased_at
            return {"reassign": self.url("reassign")} if may_move else {}
        if self.object.archived_at:
            return {"restore": self.url("restore")} if self.user.may(P.PROSPECT_ARCHIVE) else {}
        allowed = (
            ("edit", P.PROSPECT_CHANGE),
            ("archive", P.PROSPECT_ARCHIVE),
            ("reassign", P.PROSPECT_REASSIGN),
            ("merge-pick", P.PROSPECT_MERGE),
        )
        return {
            name.removesuffix("-pick"): self.url(name)
            for name, needed in allowed
            if self.user.may(needed)
        }

    def timeline(self) -> dict[str, Any]:
        """Return one page of lines, the filter and the address of the next page."""
        group = self.request.GET.get("group", "")
        group = group if group in dict(GROUPS) else ""
        page = self.entries(group)
        here = self.url("detail")
        query = f"group={group}&" if group else ""
        return {
            "lines": lines_for(page.rows, self.now, self.user),
            "groups": [
                (str(label), f"{here}?group={code}" if code else here, code == group)
                for code, label in GROUPS
            ],
            "more_url": f"{here}?{query}after={page.after}" if page.after else "",
        }

    def entries(self, group: str) -> Page[TimelineEntry]:
        """Return the entries of the person, without those of opportunities out of reach."""
        seen = Opportunity.objects.visible_to(self.user).filter(pk=OuterRef("opportunity_id"))
        rows = TimelineEntry.objects.filter(Q(opportunity=None) | Exists(seen))
        rows = rows.filter(prospect=self.object).select_related("actor")
        if group:
            rows = rows.filter(group=group)
        return page_of(rows, NEWEST, size=LINES, after=self.request.GET.get("after", ""))


def secret_of(prospect: Prospect, name: str) -> dict[str, Any]:
    """Return how one encrypted value stands on a page: its label and its mask."""
    masked: str = getattr(prospect, f"{name}_masked")
    label = str(SEALED[name].label)
    return {"name": name, "label": label, "masked": masked.replace("*", "•")}


def facts_of(prospect: Prospect, today: date) -> list[tuple[Any, str]]:
    """Return labels and values of what is known of a person, the empty ones left out."""
    born = prospect.birth_date
    age = age_on(born, today) if born else 0
    years = ngettext("%(n)d year", "%(n)d years", age) % {"n": age}
    pairs = [
        (_("Born"), f"{day_and_month(born)} {born.year} · {years}" if born else ""),
        (_("Sex"), prospect.get_sex_display()),
        (_("Marital status"), prospect.get_marital_status_display()),
        (_("Kind of work"), prospect.get_employment_display()),
    ]
    return [(label, str(value)) for label, value in pairs if value]


def details_of(prospect: Prospect) -> list[tuple[Any, str]]:
    """Return labels and values of the record, the empty ones left out."""
    pairs = [
        (_("Kind"), prospect.get_kind_display()),
        (_("Workplace"), prospect.company),
        (_("Status"), prospect.get_status_display()),
        (_("Source"), prospect.source_label),
        (_("Referred by"), prospect.referrer_name),
        (_("Basis of contact"), prospect.get_contact_basis_display()),
        (_("Branch"), prospect.branch.name),
        (_("Logged"), f"{day_and_month(prospect.created_on)} {prospect.created_on.year}"),
    ]
    return [(label, str(value)) for label, value in pairs if value]
