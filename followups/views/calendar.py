"""*Kalender*: the week on a desktop, the day on a phone."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.formats import latest_date
from followups.week import week_of
from org.access.permissions import Permission
from org.access.views import PortalView

SUNDAY = 6
YEARS_BACK = timedelta(days=3660)


class CalendarView(PortalView):
    """The person's own steps by day and hour."""

    permission = Permission.FOLLOWUP_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a week and one of its days."""
        by_day = request.GET.get("view") == "day"
        day = self.day(request.GET.get("day", ""))
        is_ahead = not by_day and not request.GET.get("day") and self.today.weekday() == SUNDAY
        if is_ahead:  # the grid ends on Saturday: on a Sunday people look ahead
            day = self.today + timedelta(days=1)
        week = week_of(self.user, self.now, self.today, day, by_day=by_day)
        context = {"week": week, "by_day": by_day, "is_ahead": is_ahead}
        return render(request, "followups/calendar.html", context)

    def day(self, text: str) -> date:
        """Return the day named in the address; today for anything else."""
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return self.today
        known = self.today - YEARS_BACK <= day <= latest_date(self.today)
        return day if known else self.today
