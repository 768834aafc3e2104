"""Mailing the weekly reports of a branch: to its head all of them, to each officer his own."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.formats import period_words
from core.outbox.kinds import Cancelled, Kind, Mail
from core.outbox.models import Run
from org import letters
from org.access.permissions import Permission as P
from org.models import BankSettings, Branch, MailMode, User
from reports import rendering
from reports.definitions import definitions
from reports.models import Report, ReportEdition
from reports.services import build_branch, heads_of
from reports.weekly import words
from reports.weekly.document import keys

PDF = "application/pdf"


def run_key(branch: Branch, period_key: str) -> str:
    """Return the key that makes a branch's reports of one period due once."""
    return f"{branch.public_id}:{period_key}"


class WeeklyReportMail(Kind):
    """Makes the reports of one branch and week and mails them."""

    code: ClassVar[str] = "reports.weekly"
    label = gettext_lazy("Weekly report")
    queue: ClassVar[str] = "render"
    # A mail with a paper is held anyway: a second copy is worse than a late one.
    in_doubt: ClassVar[str] = "resend"

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Make what is not made yet and return one mail for each reader."""
        branch = Branch.objects.select_related("region").filter(
            public_id=run.payload["branch"], is_active=True
        ).first()  # fmt: skip
        if branch is None:
            raise Cancelled("The branch is closed.")
        definition = definitions()["weekly"]
        week = definition.period_from_key(run.payload["period"])
        reports = build_branch(definition, branch, week, now=now)
        return mails_of(branch, reports)

    def may_receive(self, run: Run, recipient: Any, now: datetime) -> bool:
        """Only who reaches these very reports today: a head who moved gets nothing any more."""
        recipient.access_day = now.astimezone(recipient.zone).date()
        if not (recipient.is_active and recipient.may(P.REPORT_VIEW)):
            return False
        visible = Report.objects.visible_to(recipient).of_period("weekly", run.payload["period"])
        branch = Branch.objects.filter(public_id=run.payload["branch"])
        mine = visible.filter(owner=recipient)
        return mine.exists() or visible.of_branches().filter(branch__in=branch).exists()


def mail_mode() -> str:
    """Return how reports leave: as the bank has set it, else as it is installed."""
    return BankSettings.load().mail_mode or settings.REPORT_MAIL


def mails_of(branch: Branch, reports: list[Report]) -> list[Mail]:
    """Return the mails: each head gets the branch report with those of the officers."""
    papers = _papers(reports)
    mails = [_mail(head, reports, papers) for head in heads_of(branch)]
    heads = {mail.recipient_id for mail in mails}
    return mails + [
        _mail(report.owner, [report], papers)
        for report in reports
        if report.owner is not None and report.owner.pk not in heads
    ]


def _papers(reports: list[Report]) -> dict[int, ReportEdition]:
    rows = ReportEdition.objects.filter(report__in=reports, kind=ReportEdition.Kind.MAILED)
    found = {row.report_id: row for row in rows}
    missing = [report.public_id for report in reports if report.pk not in found]
    if missing:
        raise rendering.RenderError(f"no paper for {', '.join(missing)}")
    return found


def _mail(reader: User, reports: list[Report], papers: dict[int, ReportEdition]) -> Mail:
    """Return one mail in the reader's language. A mail that promises a paper carries it."""
    with translation.override(reader.language):
        attachments = tuple(_attachment(report, papers[report.pk], reader) for report in reports
                            if mail_mode() != MailMode.LINK)  # fmt: skip
        context = _context(reports, papers, len(attachments))
        text, html = letters.write("weekly_report", reader, **context)
        return Mail(reader.pk, context["subject"], text, html, attachments)


def _attachment(report: Report, paper: ReportEdition, reader: User) -> tuple[str, str, bytes]:
    content = bytes(paper.content)
    if mail_mode() == MailMode.ATTACH_LOCKED:
        content = rendering.lock(content, reader.nip or reader.username)
    return file_name(report), PDF, content


def file_name(report: Report) -> str:
    """Return `laporan-2026-W47-A-ani.pdf`: whose it is, without a customer."""
    who = report.owner.username if report.owner else "cabang"
    return f"laporan-{report.period_key}-{report.branch.code}-{who}.pdf"


def _context(
    reports: list[Report], papers: dict[int, ReportEdition], attached: int
) -> dict[str, Any]:
    first = reports[0]
    figures = definitions()[first.kind].read(first.figures)
    subject = figures.subject
    title = _("Report of week %(n)s, %(name)s") % {
        "n": words.week_number(figures), "name": subject.name}  # fmt: skip
    month = keys(figures)
    shown = [month[0], month[3], month[4]]
    pages = sum(papers[report.pk].pages for report in reports)
    return {
        "subject": title if subject.kind == "branch" else f"{title}, {subject.branch}",
        "title": title,
        "branch": subject.branch,
        "lead": _("%(days)s. Figures frozen Sunday 24.00 %(zone)s.") % {
            "days": period_words(figures.first, figures.last), "zone": figures.zone},
        "preheader": ", ".join(f"{key.label} {key.value}" for key in shown),
        "keys": shown,
        "attention": _attention(figures),
        "url": settings.PUBLIC_URL + reverse("reports:report-detail", args=[first.public_id]),
        "attached": _attached_words(attached, pages),
        "others": _others(reports),
    }  # fmt: skip


def _attention(figures: Any) -> str:
    """Say what needs a look, in counts only: neither a customer nor his amount."""
    parts = []
    if figures.held.n:
        parts.append(
            ngettext("%(n)s file is held up.", "%(n)s files are held up.", figures.held.n)
            % {"n": figures.held.n}
        )
    if figures.follow_ups.missed:
        parts.append(_("%(n)s follow-ups were missed on their day.")
                     % {"n": figures.follow_ups.missed})  # fmt: skip
    if figures.dormant:
        parts.append(_("%(n)s customers without contact for 30 days.") % {"n": figures.dormant})
    return " ".join(parts) or _("Nothing is late.")


def _attached_words(attached: int, pages: int) -> str:
    if not attached:
        return _("The report opens in AO Portal after signing in.")
    words_ = ngettext("%(n)s PDF, %(pages)s pages attached, customers by number and initials.",
                      "%(n)s PDFs, %(pages)s pages attached, customers by number and initials.",
                      attached) % {"n": attached, "pages": pages}  # fmt: skip
    named = _("The named edition is in AO Portal after signing in.")
    locked = mail_mode() == MailMode.ATTACH_LOCKED
    return f"{words_} {named}" + (
        " " + _("The PDF opens with your personnel number (NIP).") if locked else ""
    )


def _others(reports: list[Report]) -> list[dict[str, str]]:
    """Return the officers' reports as links, for the head."""
    return [
        {"name": report.owner.full_name,
         "url": settings.PUBLIC_URL + reverse("reports:report-detail", args=[report.public_id])}
        for report in reports[1:]
        if report.owner is not None
    ]  # fmt: skip
