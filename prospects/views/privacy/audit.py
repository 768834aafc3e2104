"""The auditor's page: who read, did and changed what; and its export, a right of its own."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import DayField
from core.paging import page_of
from core.spreadsheets.formulas import defused
from org import audit
from org.access.address import client_ip
from org.access.permissions import Permission as P
from org.access.views import PortalView
from prospects.audit_search import LOGS, Line, Log, Search
from prospects.models import Prospect

SIZE = 50
MOST = 10_000  # lines of one export


class AuditForm(forms.Form):
    """Who, about which record, when. Everything may be left out."""

    who = forms.CharField(label=gettext_lazy("User name or NIP"), max_length=40, required=False)
    number = forms.CharField(label=gettext_lazy("Prospect number"), max_length=16, required=False)
    first = DayField(label=gettext_lazy("From"), max_length=20, required=False)
    last = DayField(label=gettext_lazy("Until"), max_length=20, required=False)

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "last"):
            day: Any = self.fields[name]
            day.today = today


class AuditPage(PortalView):
    """What page and export share: the log and the search in the address."""

    def asked(self) -> tuple[Log, AuditForm, Search]:
        """Return the log, the form as sent, and what it says; nonsense searches for nothing."""
        log = LOGS.get(self.request.GET.get("log", ""), LOGS["reads"])
        form = AuditForm(self.request.GET, today=self.today)
        values = form.cleaned_data if form.is_valid() else {}
        return log, form, Search(zone=self.user.zone, **{k: v for k, v in values.items() if v})

    def query(self) -> dict[str, str]:
        """Return what the address says, without the place in the list."""
        names = ("log", "who", "number", "first", "last")
        return {name: self.request.GET[name] for name in names if self.request.GET.get(name)}


class AuditView(AuditPage):
    """The search and one page of the log."""

    permission = P.AUDIT_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the page."""
        log, form, search = self.asked()
        page = page_of(
            log.rows(search), log.order, size=SIZE,
            after=request.GET.get("after", ""), before=request.GET.get("before", ""),
        )  # fmt: skip
        here, query = reverse("prospects:audit"), self.query()

        def link(**more: str) -> str:
            return f"{here}?{urlencode(query | more)}"

        context = {
            "form": form,
            "log": log.code,
            "lines": self.shown(log.lines(page.rows)),
            "tabs": [(str(one.label), link(log=one.code), one is log) for one in LOGS.values()],
            "next_url": link(after=page.after) if page.after else "",
            "previous_url": link(before=page.before) if page.before else "",
            "export_url": f"{reverse('prospects:audit-export')}?{urlencode(query)}"
            if self.user.may(P.AUDIT_EXPORT) else "",
        }  # fmt: skip
        return render(request, "prospects/privacy/audit.html", context)

    def shown(self, lines: list[Line]) -> list[dict[str, str]]:
        """Return lines with the number of the record, looked up in one query."""
        numbers = numbers_of(lines)
        return [
            {"who": line.who or _("AO Portal"), "what": line.what, "ip": line.ip,
             "when": line.when(self.user.zone), "number": numbers.get(line.about, ""),
             "url": reverse("prospects:prospect-detail", args=[line.about])
             if line.about in numbers else ""}
            for line in lines
        ]  # fmt: skip


def numbers_of(lines: list[Line]) -> dict[str, str]:
    """Return public id -> number of the prospects that lines speak of."""
    rows = Prospect.objects.system("the auditor's page")
    found = rows.filter(public_id__in={line.about for line in lines if line.about})
    return dict(found.values_list("public_id", "number"))


class AuditExportView(AuditPage):
    """The same lines as CSV; the export stands in the trail."""

    permission = P.AUDIT_EXPORT

    def get(self, request: HttpRequest) -> HttpResponse:
        """Hand out at most 10,000 lines, the newest first."""
        log, _form, search = self.asked()
        rows = log.rows(search).order_by(*log.order.clauses(backwards=False))[:MOST]
        lines = log.lines(rows)
        numbers = numbers_of(lines)
        out = StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([_("When"), _("Who"), _("What"), _("Prospect number"), _("Address")])
        for line in lines:
            cells = [line.at.isoformat(timespec="seconds"), line.who, line.what,
                     numbers.get(line.about, ""), line.ip]  # fmt: skip
            writer.writerow([defused(cell) for cell in cells])
        audit.record(
            "audit.exported", actor=self.user, at=self.now, ip=client_ip(request), log=log.code,
            lines=len(lines),
        )  # fmt: skip
        return HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv", headers={
            "Content-Disposition": f'attachment; filename="jejak-{log.code}.csv"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
            "Content-Security-Policy": "sandbox",
        })  # fmt: skip
