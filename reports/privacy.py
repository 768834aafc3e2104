"""What reports owe a person: the printed copy of his data, and papers that no longer name him."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.apps import apps
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import date_words
from core.outbox.api import Due, enqueue_many
from core.outbox.kinds import Cancelled, Kind, Mail
from core.outbox.models import Delivery, Run
from org.bank import data_address
from org.models import BankSettings
from prospects import rights
from prospects.models import DataCopy, DataRequest, Prospect
from prospects.privacy.copying import as_json, copy_of
from prospects.restriction import ERASED_NAME
from prospects.signals import person_erased
from reports import rendering
from reports.mails import WeeklyReportMail, run_key
from reports.models import Report, ReportEdition
from reports.services import definition_of, keep, page_html

AGAIN = "reports.print_again"
LONGEST = 300  # letters of one value on paper; the JSON has it whole


class CopyOfData(Kind):
    """Makes the copy of all data of a person, as JSON and as a paper."""

    code: ClassVar[str] = rights.COPY
    label = gettext_lazy("Copy of a person's data")
    queue: ClassVar[str] = "render"

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Make both from one reading; a second run makes them anew."""
        rows = DataRequest.objects.system("a copy was asked for").select_related("prospect")
        request = rows.filter(public_id=run.payload["request"]).first()
        if request is None or request.prospect.erased_at is not None:
            raise Cancelled("There is nothing to copy.")
        copy = copy_of(request.prospect, now=now)
        page = {"html": paper_of(copy, request.prospect, now), "identifier": request.public_id}
        (paper,) = rendering.render([page])
        kept = DataCopy.objects.filter(request=request).first()
        if kept is not None:
            kept.keep({"json": as_json(copy), "pdf": paper.content}, now)
        return []


def paper_of(copy: dict[str, Any], person: Prospect, now: datetime) -> str:
    """Return the copy as HTML for the printer, in Indonesian; everything is autoescaped."""
    with translation.override("id"):
        bank = BankSettings.load()
        tables = [(title_of(label), rows) for label, rows in copy["tables"].items() if rows]
        html = render_to_string("pdf/person_copy.html", {
            "css": rendering.stylesheet(bank.paper), "logo": data_address(bank), **bank.letter,
            "title": _("Copy of personal data"), "number": person.number,
            "day": date_words(person.branch.local_date(now)),
            "tables": [(title, [pairs_of(row) for row in rows]) for title, rows in tables],
        })  # fmt: skip
    return rendering.in_colour(html, bank.accent)


def title_of(label: str) -> str:
    """Return the heading of a table."""
    return capfirst(str(apps.get_model(label)._meta.verbose_name))


def pairs_of(row: dict[str, Any]) -> list[tuple[str, str]]:
    """Return label and words of each field of a row that holds something."""
    return [
        (name.replace("_", " "), words_of(value))
        for name, value in row.items()
        if value not in ("", None, {}, [])
    ]


def words_of(value: Any) -> str:
    """Return a value as it stands on paper; a file by its name and digest."""
    if isinstance(value, dict) and "content_base64" in value:
        return f"{value['file']} ({value['bytes']} B, SHA-256 {value['sha256'][:16]})"
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def listen() -> None:
    """Hear of every person who is erased."""
    person_erased.connect(forget, dispatch_uid="reports.forget")


def forget(*, prospect: Prospect, now: datetime, **_kwargs: Any) -> None:
    """Take the person's name out of frozen figures, and the papers that may name him away.

    The papers are printed again in the background; the digest of the figures stays the first one.
    """
    rows = Report.objects.system("a person was erased").select_related("branch")
    rows = rows.filter(figures__icontains=prospect.number)
    named = [report for report in rows if _forget_in(report.figures, prospect.number)]
    for report in named:
        report.save(update_fields=["figures"])
    ReportEdition.objects.filter(report__in=named).delete()
    _forget_mails(named)
    due = [
        Due(f"{report.public_id}:{prospect.public_id}", now, {"report": report.public_id})
        for report in named
    ]
    enqueue_many(AGAIN, due)


def _forget_mails(reports: list[Report]) -> None:
    """Empty the mails that carried these papers and have left; their lines and digests stay."""
    keys = {run_key(report.branch, report.period_key) for report in reports}
    left = Delivery.objects.filter(run__kind=WeeklyReportMail.code, run__key__in=keys)
    left.filter(next_try_at=None, body__isnull=False).exclude(state=Delivery.State.IN_DOUBT).update(
        body=None
    )


def _forget_in(data: Any, number: str) -> bool:
    """Blank name and initials beside this number, wherever they stand; tell whether any did."""
    if isinstance(data, list):
        return sum(_forget_in(one, number) for one in data) > 0  # each of them, not the first
    if not isinstance(data, dict):
        return False
    if data.get("number") == number and "name" in data:
        data["name"], data["initials"] = ERASED_NAME, ERASED_NAME
        return True
    return sum(_forget_in(one, number) for one in data.values()) > 0


class PrintAgain(Kind):
    """Prints both editions of a report anew from its figures."""

    code: ClassVar[str] = AGAIN
    label = gettext_lazy("Report printed again")
    queue: ClassVar[str] = "render"

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Print; a second run finds the papers and leaves them."""
        rows = Report.objects.system("printing again").select_related("owner", "branch")
        report = rows.get(public_id=run.payload["report"])
        kinds = list(ReportEdition.Kind)
        if ReportEdition.objects.filter(report=report).count() == len(kinds):
            return []
        definition = definition_of(report)
        pages = [{"html": page_html(definition, report, kind), "identifier": report.sha256[:32]}
                 for kind in kinds]  # fmt: skip
        for kind, paper in zip(kinds, rendering.render(pages), strict=True):
            keep(report, kind, paper, now)
        return []
