"""The front door."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from aoportal.navigation import administration_of, home_of
from org.access.permissions import Permission
from org.access.views import PortalView
from org.first_steps import is_due


class HomeView(PortalView):
    """Send each person to where his day begins."""

    permission = Permission.PROFILE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect to the person's own home, or at the very first to the first steps."""
        return redirect("org:first-steps" if is_due(self.user) else home_of(self.user))


class AdministrationView(PortalView):
    """The way into *Administrasi*: its pages as a list, for the bar of a phone."""

    permission = Permission.PROFILE

    def check_permission(self, request: HttpRequest) -> None:
        """Refuse a person for whom no page is there."""
        super().check_permission(request)
        if not administration_of(self.user):
            raise PermissionDenied

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the pages this person may open; the shell has them ready."""
        return render(request, "administration/index.html")
