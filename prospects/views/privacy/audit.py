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
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import DayField
from core.paging import page_of
from core.spreadsheets.formulas import defused
from org import audit
from org.access.address import client_ip
from org.access.permissions import Permission as P
from org.access.views import PortalView
from prospects.audit_changes import tables
from prospects.audit_search import CHANGES, LOGS, Line, Search, changes_page
from prospects.models import Prospect

SIZE = 50
PIECE = 1000  # changes that an export reads at once
MOST = 10_000  # lines of one export


class AuditForm(forms.Form):
    """Who, about which record, when. Everything may be left out."""

    who = forms.CharField(label=gettext_lazy("User name or NIP"), max_length=40, required=False)
    number = forms.CharField(label=gettext_lazy("Prospect number"), max_length=16, required=False)
    first = DayField(label=gettext_lazy("From"), max_length=20, required=False)
    last = DayField(label=gettext_lazy("Until"), max_length=20, required=False)
    table = forms.ChoiceField(label=gettext_lazy("Data"), required=False)

    def __init__(self, *args: Any, today: Any, with_tables: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = sorted(((one.code, one.label) for one in tables()), key=lambda pair: pair[1])
        self.fields["table"].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]
        if not with_tables:
            del self.fields["table"]
        for name in ("first", "last"):
            day: Any = self.fields[name]
            day.today = today


class AuditPage(PortalView):
    """What page and export share: the log and the search in the address."""

    @cached_property
    def log(self) -> str:
        """The code of the log."""
        asked = self.request.GET.get("log", "")
        return asked if asked in {*LOGS, CHANGES} else "reads"

    def asked(self) -> tuple[AuditForm, Search]:
        """Return the form as sent, and what it says; nonsense searches for nothing."""
        form = AuditForm(self.request.GET, today=self.today, with_tables=self.log == CHANGES)
        values = form.cleaned_data if form.is_valid() else {}
        return form, Search(zone=self.user.zone, **{k: v for k, v in values.items() if v})

    def query(self) -> dict[str, str]:
        """Return what the address says, without the place in the list."""
        names = ("log", "who", "number", "first", "last", "table")
        return {name: self.request.GET[name] for name in names if self.request.GET.get(name)}


class AuditView(AuditPage):
    """The search and one page of the log."""

    permission = P.AUDIT_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the page."""
        form, search = self.asked()
        lines, previous_url, next_url = self.page(search)
        labels = {**{one.code: one.label for one in LOGS.values()}, CHANGES: _("Changes")}
        context = {
            "form": form,
            "log": self.log,
            "lines": self.shown(lines),
            "tabs": [(str(label), self.link(log=code), code == self.log)
                     for code, label in labels.items()],
            "previous_url": previous_url,
            "next_url": next_url,
            "export_url": f"{reverse('prospects:audit-export')}?{urlencode(self.query())}"
            if self.user.may(P.AUDIT_EXPORT) else "",
        }  # fmt: skip
        return render(request, "prospects/privacy/audit.html", context)

    def link(self, **more: str) -> str:
        """Return this search with something else."""
        return f"{reverse('prospects:audit')}?{urlencode(self.query() | more)}"

    def page(self, search: Search) -> tuple[list[Line], str, str]:
        """Return the lines, and the addresses of the pages before and after.

        Changes lie in many tables: there the way back is the newest page.
        """
        after = self.request.GET.get("after", "")
        if self.log == CHANGES:
            lines, following = changes_page(search, size=SIZE, after=after)
            newest = self.link() if after else ""
            return lines, newest, self.link(after=following) if following else ""
        log = LOGS[self.log]
        page = page_of(log.rows(search), log.order, size=SIZE, after=after,
                       before=self.request.GET.get("before", ""))  # fmt: skip
        return (
            log.lines(page.rows),
            self.link(before=page.before) if page.before else "",
            self.link(after=page.after) if page.after else "",
        )

    def shown(self, lines: list[Line]) -> list[dict[str, Any]]:
        """Return lines with the number of the record, looked up in one query."""
        numbers = numbers_of(lines)
        return [
            {"who": line.who or _("AO Portal"), "what": line.what, "ip": line.ip,
             "when": line.when(self.user.zone), "table": line.table, "changes": line.changes,
             "number": numbers.get(line.about, ""),
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
        _form, search = self.asked()
        lines = self.lines(search)
        numbers = numbers_of(lines)
        out = StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([_("When"), _("Who"), _("What"), _("Prospect number"), _("Address"),
                         _("Data"), _("Changes")])  # fmt: skip
        for line in lines:
            changes = "; ".join(f"{name}: {old} > {new}" for name, old, new in line.changes)
            cells = [line.at.isoformat(timespec="seconds"), line.who, line.what,
                     numbers.get(line.about, ""), line.ip, line.table, changes]  # fmt: skip
            writer.writerow([defused(cell) for cell in cells])
        audit.record(
            "audit.exported", actor=self.user, at=self.now, ip=client_ip(request), log=self.log,
            lines=len(lines),
        )  # fmt: skip
        return HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv", headers={
            "Content-Disposition": f'attachment; filename="jejak-{self.log}.csv"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
            "Content-Security-Policy": "sandbox",
        })  # fmt: skip

    def lines(self, search: Search) -> list[Line]:
        """Return at most 10,000 lines, the newest first."""
        if self.log != CHANGES:
            log = LOGS[self.log]
            return log.lines(log.rows(search).order_by(*log.order.clauses(backwards=False))[:MOST])
        found, after = changes_page(search, size=PIECE)
        while after and len(found) < MOST:
            more, after = changes_page(search, size=PIECE, after=after)
            found += more
        return found
