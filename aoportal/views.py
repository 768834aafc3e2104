"""The front door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from aoportal.navigation import home_of
from org.access.permissions import Permission
from org.access.views import PortalView


class HomeView(PortalView):
    """Send each person to where his day begins."""

    permission = Permission.PROFILE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect to the person's own home."""
        return redirect(home_of(self.user))
