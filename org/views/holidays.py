"""The national calendar of a year: what would be added, then adding it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.formats import date_words, day_name
from core.htmx import redirect
from org import audit
from org.access.address import client_ip
from org.access.permissions import Permission
from org.access.views import PortalView
from org.administration.undo import opened_day

FIRST, LAST = 2020, 2100


class HolidayImportView(PortalView):
    """Preview and import of one year. A day that is there stays as people left it."""

    permission = Permission.ORG_ADMIN

    def year(self, text: str) -> int:
        """Return the year asked for; 404 for anything else."""
        is_year = text.isascii() and text.isdigit() and len(text) == 4
        if not is_year or not FIRST <= int(text) <= LAST:
            raise Http404
        return int(text)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show which days would come and which are there."""
        from org.holidays import preview

        year = self.year(request.GET.get("year") or str(self.today.year))
        lines = preview(year)
        context = {
            "year": year,
            "rows": [_row(line) for line in lines],
            "added": sum(line.is_new for line in lines),
            "kept": sum(not line.is_new for line in lines),
            "previous_year": year - 1 if year > FIRST else "",
            "next_year": year + 1 if year < LAST else "",
        }
        return render(request, "org/holiday_import.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Add the missing days; a second press adds nothing."""
        from org.holidays import load

        year = self.year(request.POST.get("year", ""))
        with transaction.atomic():
            added, kept = load([year])
            audit.record(
                "holidays_imported", actor=self.user, at=self.now, object_type="holiday",
                ip=client_ip(request), year=year, added=added, kept=kept,
            )  # fmt: skip
        text = _("%(added)d days added, %(kept)d were there.") % {"added": added, "kept": kept}
        messages.success(request, text)
        return redirect(request, f"{reverse('org:holiday-list')}?year={year}")


def _row(line: Any) -> dict[str, Any]:
    return {
        "day": date_words(line.day),
        "weekday": day_name(line.day),
        "name": line.name,
        "kind": line.kind,
        "is_new": line.is_new,
    }


class HolidayRestoreView(PortalView):
    """Put a day back that was just taken out."""

    permission = Permission.ORG_ADMIN

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Save it again; a day that is there already stays as it is."""
        row = opened_day(token)
        if row is None:
            raise Http404
        url = reverse("org:holiday-list")
        try:
            with transaction.atomic():
                row.full_clean()
                row.save()
                audit.record(
                    "added", actor=self.user, at=self.now, object_type="holiday",
                    object_id=row.public_id, ip=client_ip(request), name=row.name,
                )  # fmt: skip
        except ValidationError as error:
            messages.warning(request, error.messages[0])
            return redirect(request, url)
        return redirect(request, f"{url}?id={row.public_id}")
