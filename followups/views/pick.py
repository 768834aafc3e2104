"""Choosing the prospect whom a contact or a step is about."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.formats import relative_moment
from core.htmx import redirect
from core.identity import phone_display
from followups.outcomes import OUTCOMES
from followups.words import channel_words
from org.access.permissions import Permission
from org.access.views import PortalView
from prospects import number_search
from prospects.list_filter import remember
from prospects.models import Prospect, RecentSearch

SHOWN = 20
TEXT_LENGTH = 120


class PickView(PortalView):
    """The person's prospects, those touched last on top."""

    permission = Permission.FOLLOWUP_CHANGE
    target = ""

    def query(self) -> dict[str, str]:
        """Return what is passed on to the form of the chosen prospect."""
        return {}

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list, narrowed by what was searched for."""
        searched = self.searched(request.GET.get("s", ""))
        rows = Prospect.objects.visible_to(self.user).live().filter(owner=self.user)
        if searched:
            rows = Prospect.objects.visible_to(self.user).live().matching(searched)
        context = {
            "title": self.heading(),
            "text": number_search.box_of(searched),
            "rows": [self.row(row) for row in rows.order_by("-updated_at", "-pk")[:SHOWN]],
            "query": [*self.query().items()],
        }
        return render(request, "followups/pick.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the text out of the address: it is stored for a day under a token."""
        text = request.POST.get("text", "").strip()[:TEXT_LENGTH]
        query = self.query()
        if text:
            query["s"] = remember(text, user=self.user, now=self.now)
        return redirect(request, f"{request.path}?{urlencode(query)}")

    def searched(self, token: str) -> str:
        """Return the person's own text behind a token."""
        row = RecentSearch.objects.filter(user=self.user, token=token).first() if token else None
        return row.text if row else ""

    def heading(self) -> str:
        """Return the title of the page."""
        return _("Choose a prospect")

    def row(self, prospect: Prospect) -> dict[str, Any]:
        """Return a ready row."""
        contact, zone = prospect.last_contact_at, self.user.branch
        detail = phone_display(prospect.phone) if prospect.phone else prospect.number
        if contact:
            ago = relative_moment(contact, self.now, zone.time_zone if zone else "WIB")
            detail = f"{detail} · {_('last contact')} {ago}"
        query = urlencode({**self.query(), "next": reverse("followups:today")})
        return {
            "url": f"{reverse(self.target, args=[prospect.public_id])}?{query}",
            "name": prospect.name,
            "detail": detail,
        }


class LogView(PickView):
    """Quick log: whom did I call?"""

    target = "followups:log-contact"

    def query(self) -> dict[str, str]:
        """Pass the channel on."""
        channel = self.request.GET.get("channel") or self.request.POST.get("channel") or "call"
        return {"channel": channel if channel in OUTCOMES else "call"}

    def heading(self) -> str:
        """Name the channel."""
        return _("Log: %(channel)s") % {"channel": channel_words(self.query()["channel"])}


class PlanPickView(PickView):
    """*Jadwal*: for whom?"""

    target = "followups:plan"

    def query(self) -> dict[str, str]:
        """Pass day and hour of the slot on."""
        asked = {**self.request.GET.dict(), **self.request.POST.dict()}
        return {name: asked[name] for name in ("due_on", "hour") if asked.get(name)}

    def heading(self) -> str:
        """Ask for whom."""
        return _("Plan a step for")
