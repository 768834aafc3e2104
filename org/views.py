"""Pages about people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from org.access.permissions import Permission
from org.access.views import PortalView


class ProfileView(PortalView):
    """One's own page."""

    permission = Permission.PROFILE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show who is signed in."""
        return render(request, "org/profile.html", {"person": self.user})
