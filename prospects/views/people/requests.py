"""*Minta alih*: what is asked of me and my branch, and what I asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.formats import day_and_month, short_date
from core.htmx import redirect
from org.access.permissions import Permission as P
from org.access.views import ObjectView, PortalView
from prospects import transfers
from prospects.models import Prospect, TransferRequest


def asked_of(request: TransferRequest, today: Any) -> dict[str, Any]:
    """Return a request to be answered as ready strings."""
    asker, prospect = request.requester, request.prospect
    asked = request.requested_at.astimezone(request.branch.zone).date()
    return {
        "prospect": prospect.name,
        "url": reverse("prospects:prospect-detail", args=[prospect.public_id]),
        "holder": request.owner.full_name,
        "who": _("%(who)s, %(branch)s asks for this prospect")
        % {"who": asker.full_name, "branch": asker.branch.name if asker.branch else ""},
        "when": _("asked %(when)s, answer by %(until)s")
        % {"when": day_and_month(asked), "until": short_date(request.escalates_on)},
        "is_late": request.escalates_on < today,
        "reason": request.reason,
        "grant": reverse("prospects:transfer-grant", args=[request.public_id]),
        "refuse": reverse("prospects:transfer-refuse", args=[request.public_id]),
    }


def asked_by(request: TransferRequest) -> dict[str, str]:
    """Return one's own request: who holds it and what he answered, and no name of a customer."""
    asked = request.requested_at.astimezone(request.branch.zone).date()
    holder = {"owner": request.owner.full_name, "branch": request.branch.name}
    return {
        "holder": _("Held by %(owner)s, %(branch)s") % holder,
        "when": _("asked %(when)s") % {"when": day_and_month(asked)},
        "state": str(request.get_state_display()),
        "tone": {"granted": "ok", "waiting": "warn"}.get(request.state, ""),
    }


class TransferListView(PortalView):
    """The requests of both sides."""

    permission = P.TRANSFER_DECIDE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what waits for an answer, then what one asked oneself."""
        waiting = TransferRequest.objects.visible_to(self.user).waiting()
        own = TransferRequest.objects.system("one's own requests").filter(requester=self.user)
        parts = ("owner", "branch", "requester__branch", "prospect")
        of_me = waiting.select_related(*parts).order_by("requested_at", "pk")[:100]
        by_me = own.select_related("owner", "branch").order_by("-requested_at", "-pk")[:20]
        context = {
            "asked_of": [asked_of(row, self.today) for row in of_me],
            "asked_by": [asked_by(row) for row in by_me],
        }
        return render(request, "prospects/transfer_list.html", context)


class TransferAnswer(ObjectView):
    """An answer to one request, given by the holder or his head."""

    model = TransferRequest
    permission = P.TRANSFER_DECIDE
    object: TransferRequest

    def rows(self) -> QuerySet[TransferRequest]:
        """Return the requests on the holder's side that this person reaches."""
        return TransferRequest.objects.visible_to(self.user)

    def answer(self) -> str:
        """Do it and return what the toast says."""
        raise transfers.AlreadyAnsweredError

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Answer once; whoever comes second is told so."""
        try:
            messages.success(request, self.answer())
        except transfers.AlreadyAnsweredError:
            messages.warning(request, _("Somebody answered this request first."))
        return redirect(request, reverse("prospects:transfer-list"))


class TransferGrantView(TransferAnswer):
    """Hand over."""

    def answer(self) -> str:
        """Give the prospect with its open work to the one who asked."""
        prospect: Prospect = transfers.grant(self.object, decider=self.user, now=self.now)
        return _("Handed over to %s.") % prospect.owner.full_name


class TransferRefuseView(TransferAnswer):
    """Keep it."""

    def answer(self) -> str:
        """Leave the prospect where it is."""
        transfers.refuse(self.object, decider=self.user, now=self.now)
        return _("Kept. The request is refused.")
