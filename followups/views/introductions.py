"""*Perkenalan*: the message about the new officer, customer by customer, ready to send."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.htmx import redirect
from core.public_id import LENGTH
from followups import introductions
from org.access.permissions import Permission as P
from org.access.views import ObjectView, PortalView
from prospects.models import Prospect


class IntroductionsView(PortalView):
    """The customers who came from a colleague within two weeks and were not spoken with since."""

    permission = P.TODAY_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list."""
        rows = [
            {
                "name": one.prospect.name,
                "url": reverse("prospects:prospect-detail", args=[one.prospect.public_id]),
                "former": one.former.full_name,
                "id": f"text-{one.prospect.public_id}",
                "text": one.text,
                "link": one.link,
                "why_not": one.why_not,
                "done_url": reverse("followups:introduced", args=[one.prospect.public_id]),
            }
            for one in introductions.waiting(self.user, self.now)
        ]
        return render(request, "followups/introductions.html", {"rows": rows})


class IntroducedView(ObjectView):
    """Ticked off: the customer was told."""

    model = Prospect
    permission = P.TODAY_VIEW

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Tick off; a second press changes nothing."""
        if len(public_id) != LENGTH:
            raise Http404
        if introductions.tick_off(self.user, public_id, self.now):
            messages.success(request, _("Ticked off."))
        return redirect(request, reverse("followups:introductions"))
