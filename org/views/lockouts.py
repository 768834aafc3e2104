"""Who waits after wrong passwords, and letting them in again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.formats import relative_moment
from core.htmx import redirect
from org.access import locked, proof
from org.access.address import client_ip, read_address
from org.access.permissions import Permission
from org.access.views import PortalView
from org.models.branch import TimeZone


class LockoutListView(PortalView):
    """Everybody who waits now."""

    permission = Permission.USER_ADMIN

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show name, address, since when and how many tries."""
        zone = self.user.branch.time_zone if self.user.branch else TimeZone.WIB
        rows = [
            {
                "name": one.person.full_name if one.person else _("A name nobody has"),
                "nip": (one.person.nip or one.person.username) if one.person else "",
                "url": f"{reverse('org:user-list')}?id={one.person.public_id}"
                if one.person else "",
                "key": one.name,
                "ip": one.ip or "",
                "tries": one.tries,
                "since": relative_moment(one.since, self.now, zone),
                "until": f"{one.until.astimezone(self.user.zone):%H.%M} {zone}",
            }
            for one in locked.locks(self.now)
        ]  # fmt: skip
        return render(request, "org/lockouts.html", {"rows": rows})


class UnlockView(PortalView):
    """End a wait at once."""

    permission = Permission.USER_ADMIN

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask for proof, then unlock."""
        if not proof.is_fresh(request):
            return proof.ask(request)
        is_done = locked.unlock(
            request.POST.get("name", "")[:255], read_address(request.POST.get("ip", "")),
            actor=self.user, now=self.now, ip=client_ip(request),
        )  # fmt: skip
        if is_done:
            messages.success(request, _("They can try again at once."))
        else:
            messages.warning(request, _("Nobody waits there any more."))
        return redirect(request, reverse("org:lockout-list"))
