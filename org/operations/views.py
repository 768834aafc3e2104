"""The operations page and the decisions taken on it."""

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.htmx import redirect
from core.outbox import switch
from core.outbox.models import Delivery, Run
from org.access.permissions import Permission
from org.access.views import PortalView
from org.models.branch import TimeZone
from org.operations import rows, services


class OperationsView(PortalView):
    """Whether jobs run, and what needs a decision."""

    permission = Permission.OPERATIONS

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show pulses, queue, doubts and troubles."""
        zone = self.user.branch.time_zone if self.user.branch else TimeZone.WIB
        context: dict[str, Any] = {
            "tiles": rows.tiles(self.now, zone),
            "doubtful": rows.doubtful(self.now, zone),
            "troubled": rows.troubled(self.now, zone),
            "pulses": rows.pulses(self.now, zone),
            "latest": rows.latest(self.now, zone),
            "sending": switch.current(),
            "is_restored": switch.current().reason == switch.RESTORED,
        }
        return render(request, "outbox/operations.html", context)


class DecisionView(PortalView):
    """The base of what is posted from the operations page."""

    permission = Permission.OPERATIONS

    def back(self, request: HttpRequest, *, is_done: bool) -> HttpResponse:
        """Return to the page with one line about what happened."""
        if is_done:
            messages.success(request, _("Done."))
        else:
            messages.warning(request, _("This has moved on meanwhile. Nothing was changed."))
        return redirect(request, reverse("outbox:operations"))

    def verb(self, request: HttpRequest, allowed: tuple[str, ...]) -> str:
        """Return what was decided; 404 for anything this page does not offer."""
        verb = request.POST.get("verb", "")
        if verb not in allowed:
            raise Http404
        return verb

    def row(self, model: type[models.Model], public_id: str) -> Any:
        """Return the row or answer 404; looked up only after the right was checked."""
        found = model._default_manager.filter(public_id=public_id).first()
        if found is None:
            raise Http404
        return found


class RunView(DecisionView):
    """A decision about a run."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Start it again or cancel it."""
        run: Run = self.row(Run, public_id)
        verb = self.verb(request, services.RUN_VERBS)
        is_done = services.decide_run(run, verb, actor=self.user, now=self.now)
        return self.back(request, is_done=is_done)


class MailView(DecisionView):
    """A decision about a mail."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Send it again, take it as arrived, try it now or cancel it."""
        mail: Delivery = self.row(Delivery, public_id)
        verb = self.verb(request, services.MAIL_VERBS)
        is_done = services.decide_mail(mail, verb, actor=self.user, now=self.now)
        return self.back(request, is_done=is_done)


class SwitchView(DecisionView):
    """Whether mail leaves."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Stop all mail or let it leave again."""
        verb = self.verb(request, services.SENDING_VERBS)
        services.decide_sending(verb, actor=self.user, now=self.now)
        return self.back(request, is_done=True)
