"""Reports: the list, one report on screen, and its paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.formats import hour, period_words, short_date
from core.outbox.models import Delivery
from org import audit
from org.access.permissions import Permission as P
from org.access.views import ObjectView, PortalView
from org.models import User
from reports.mails import WeeklyReportMail, file_name, run_key
from reports.models import Report, ReportEdition
from reports.services import definition_of, verification_code

SHOWN = 200
TONES = {"made": "ok", "failed": "bad", "waiting": "acc", "sent": "ok", "in_doubt": "warn",
         "crashed": "bad", "working": "acc", "cancelled": ""}  # fmt: skip


def deliveries_of(reports: list[Report]) -> dict[str, list[Delivery]]:
    """Return the mails of these reports by the key of their run, in one query."""
    found: dict[str, list[Delivery]] = {}
    names = {run_key(report.branch, report.period_key) for report in reports}
    rows = Delivery.objects.filter(run__kind=WeeklyReportMail.code, run__key__in=names)
    for row in rows.select_related("run", "recipient").defer("body").order_by("pk"):
        found.setdefault(row.run.key, []).append(row)
    return found


def mail_of(report: Report, deliveries: dict[str, list[Delivery]]) -> list[Delivery]:
    """Return who gets this report: the head the branch's, each officer his own."""
    rows = deliveries.get(run_key(report.branch, report.period_key), [])
    officers = {row.recipient_id for row in rows if row.recipient.role == "officer"}
    if report.owner_id is not None:
        return [row for row in rows if row.recipient_id == report.owner_id]
    return [row for row in rows if row.recipient_id not in officers]


class ReportListView(PortalView):
    """The reports the person reaches, the newest first."""

    permission = P.REPORT_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them with what became of each."""
        rows = Report.objects.visible_to(self.user).newest_first().select_related("owner", "branch")
        reports = list(rows.defer("figures")[:SHOWN])
        sent = deliveries_of(reports)
        context = {"rows": [_row(report, mail_of(report, sent)) for report in reports]}
        return render(request, "reports/report_list.html", context)


def _row(report: Report, mails: list[Delivery]) -> dict[str, Any]:
    week = definition_of(report).period_from_key(report.period_key)
    mail = mails[0] if mails else None
    return {
        "url": reverse("reports:report-detail", args=[report.public_id]),
        "name": report.owner.full_name if report.owner else report.branch.name,
        "initials": report.owner.initials if report.owner else "",
        "is_branch": report.owner_id is None,
        "week": _("Week %(n)s") % {"n": week.number},
        "days": period_words(week.start, week.end),
        "state": report.get_state_display(),
        "tone": TONES[report.state],
        "mail": mail.get_state_display() if mail else _("not mailed"),
        "mail_tone": TONES[mail.state] if mail else "",
        "reason": report.reason or (mail.last_error if mail else ""),
    }


class ReportDetailView(ObjectView):
    """The same figures as on paper, with names, behind sign-in."""

    permission = P.REPORT_VIEW
    model = Report

    def rows(self) -> Any:
        """Return reports with whom they are about."""
        return super().rows().select_related("owner", "branch__region")

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the report; one that could not be made says why."""
        report: Report = self.object
        definition = definition_of(report)
        mails = mail_of(report, deliveries_of([report]))
        context: dict[str, Any] = {
            "report": report,
            "delivery": [_delivery(row, self.user) for row in mails],
            "pdf_url": self._pdf_url(report),
            "state": report.get_state_display(),
            "tone": TONES[report.state],
        }
        if report.figures:
            context |= definition.document(
                definition.read(report.figures), named=True, chart_width=340
            )
            context["code"] = verification_code(report)
        return render(request, definition.page, context)

    def _pdf_url(self, report: Report) -> str:
        exists = ReportEdition.objects.filter(report=report, kind=ReportEdition.Kind.FULL).exists()
        return reverse("reports:report-pdf", args=[report.public_id]) if exists else ""


def _delivery(row: Delivery, user: User) -> dict[str, str]:
    at = row.finished_at.astimezone(user.zone) if row.finished_at else None
    return {
        "name": row.recipient.full_name,
        "state": str(row.get_state_display()),
        "tone": TONES[row.state],
        "at": f"{short_date(at.date())}, {hour(at)}" if at else "",
        "reason": row.last_error,
    }


class ReportPdfView(ObjectView):
    """The named edition, to be kept behind sign-in; each download is written down."""

    permission = P.REPORT_VIEW
    model = Report

    def rows(self) -> Any:
        """Return reports with whom they are about."""
        return super().rows().select_related("owner", "branch")

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Hand out the paper as a file."""
        report: Report = self.object
        edition = ReportEdition.objects.filter(report=report, kind=ReportEdition.Kind.FULL).first()
        if edition is None:
            raise Http404
        audit.record(
            "report.download", actor=self.user, at=self.now, object_type="reports.Report",
            object_id=report.public_id, branch=report.branch, period=report.period_key,
            ip=request.META.get("REMOTE_ADDR"),
        )  # fmt: skip
        return HttpResponse(
            bytes(edition.content),
            content_type="application/pdf",
            headers={
                "Content-Disposition": f'attachment; filename="{file_name(report)}"',
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "no-store",
                "Content-Security-Policy": "sandbox",
            },
        )
