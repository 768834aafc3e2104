"""*Hari ini*: the officer's home."""

from django.http import HttpRequest, HttpResponse

from followups.views.answers import today_page
from org.access.permissions import Permission
from org.access.views import PortalView


class TodayView(PortalView):
    """Late, today, next."""

    permission = Permission.TODAY_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the person's own day."""
        return today_page(self, request)
