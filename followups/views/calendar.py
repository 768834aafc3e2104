"""*Kalender*: the week on a desktop, the day on a phone."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.formats import latest_date
from followups.week import week_of
from org.access.permissions import Permission
from org.access.views import PortalView

YEARS_BACK = timedelta(days=3660)


class CalendarView(PortalView):
    """The person's own steps by day and hour."""

    permission = Permission.FOLLOWUP_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a week and one of its days."""
        by_day = request.GET.get("view") == "day"
        week = week_of(
            self.user, self.now, self.today, self.day(request.GET.get("day", "")), by_day=by_day
        )
        return render(request, "followups/calendar.html", {"week": week, "by_day": by_day})

    def day(self, text: str) -> date:
        """Return the day named in the address; today for anything else."""
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return self.today
        known = self.today - YEARS_BACK <= day <= latest_date(self.today)
        return day if known else self.today
