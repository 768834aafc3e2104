"""Steps about one person that need fresh proof: slip, sessions, second factor, closing, opening."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.htmx import redirect
from core.versioning import StaleError, number_of
from org import people
from org.access import proof
from org.access.address import client_ip
from org.access.permissions import Permission
from org.access.views import PortalView
from org.administration.slips import slip_page
from org.holdings import held_by
from org.models import SignIn, User


class UserActionView(PortalView):
    """The base: the right is checked before the person is looked for, so others learn nothing."""

    permission = Permission.USER_ADMIN
    person: User

    def find(self, **kwargs: Any) -> None:
        """Remember who is meant."""
        self.public_id = kwargs["public_id"]

    def check_permission(self, request: HttpRequest) -> None:
        """Check the right, then find the person."""
        super().check_permission(request)
        found = User.objects.select_related("branch", "team", "region")
        person = found.filter(public_id=self.public_id).first()
        if person is None:
            raise Http404
        self.person = person

    def stamp(self, request: HttpRequest) -> dict[str, Any]:
        """Return who acts, when and from where."""
        return {"actor": self.user, "now": self.now, "ip": client_ip(request)}

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Ask for proof, then act."""
        if not proof.is_fresh(request):
            return proof.ask(request)
        try:
            return self.act(request)
        except StaleError:
            messages.warning(request, _("Somebody changed this meanwhile. Review before saving."))
            return self.back(request)

    def act(self, request: HttpRequest) -> HttpResponse:
        """Do the step."""
        return self.back(request)

    def back(self, request: HttpRequest) -> HttpResponse:
        """Return to the person's form."""
        return redirect(request, f"{reverse('org:user-list')}?id={self.person.public_id}")


class UserSlipView(UserActionView):
    """A new slip; the old one is void."""

    def act(self, request: HttpRequest) -> HttpResponse:
        """Show it to print."""
        code = people.issue_slip(self.person, **self.stamp(request))
        return slip_page(request, self.person, code, self.now)


class UserSessionsView(UserActionView):
    """End every session of a person."""

    def act(self, request: HttpRequest) -> HttpResponse:
        """End them and say how many there were."""
        ended = people.end_all_sessions(self.person, **self.stamp(request))
        messages.success(request, _("Sessions ended: %(count)d.") % {"count": ended})
        return self.back(request)


class UserFactorView(UserActionView):
    """Forget the second factor of a lost phone."""

    def act(self, request: HttpRequest) -> HttpResponse:
        """Forget it and end the sessions."""
        people.reset_second_factor(self.person, **self.stamp(request))
        messages.success(request, _("The second factor was reset."))
        return self.back(request)


class UserCloseView(UserActionView):
    """Disable an account: first what the person still holds, then the step itself."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show counts and who will be told; never a customer."""
        context = {
            "person": self.person,
            "held": held_by(self.person),
            "heads": [head.full_name for head in people.branch_heads(self.person.branch)],
            "sessions": SignIn.objects.filter(user=self.person).count(),
            "back_url": f"{reverse('org:user-list')}?id={self.person.public_id}",
        }
        return render(request, "org/user_close.html", context)

    def act(self, request: HttpRequest) -> HttpResponse:
        """Close it, unless it is one's own."""
        if self.person.pk == self.user.pk:
            messages.warning(request, _("You cannot close your own account."))
            return self.back(request)
        people.close_account(
            self.person, number_of(request.POST.get("version")), **self.stamp(request)
        )
        messages.success(request, _("Disabled."))
        return self.back(request)


class UserOpenView(UserActionView):
    """Enable an account again."""

    def act(self, request: HttpRequest) -> HttpResponse:
        """Open it."""
        people.open_account(
            self.person, number_of(request.POST.get("version")), **self.stamp(request)
        )
        return self.back(request)
