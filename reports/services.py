"""Making reports: figures frozen once, printed once in two editions. Twice makes nothing twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from core.periods import Week
from org.bank import data_address
from org.models import BankSettings, Branch, User
from reports import rendering
from reports.definitions import definitions
from reports.definitions.base import Definition
from reports.models import Report, ReportEdition
from reports.weekly.figures import canonical, to_data
from reports.weekly.people import officers_of
from reports.weekly.target import Span, Target, branch_target

REASON = "making scheduled reports"
# Papers kept together: a worker that is stopped in a large branch goes on where it was.
AT_ONCE = 4


def targets_of(branch: Branch, week: Week) -> list[Target]:
    """Return the branch and each who was its officer when the week ended."""
    whole = branch_target(branch)
    posts = officers_of(whole, Span(week, branch.time_zone))
    return [whole, *(Target(post.branch, whole.branch_ids, post.person) for post in posts)]


def freeze(definition: Definition, target: Target, week: Week, *, now: datetime) -> Report:
    """Return the report of this target and week; its figures are computed the first time only."""
    span = Span(week, target.branch.time_zone)
    row, _is_new = Report.objects.system(REASON).get_or_create(
        kind=definition.code, owner=target.officer, branch=target.branch, period_key=week.key,
        defaults={"as_of": span.until},
    )  # fmt: skip
    if row.state == Report.State.MADE or row.figures:
        return row
    try:
        figures = definition.compute(target, week)
    except Exception as error:
        _fail([row], error)
        raise
    row.figures, row.sha256 = to_data(figures), hashlib.sha256(canonical(figures)).hexdigest()
    row.save(update_fields=["figures", "sha256"])
    return row


def _fail(rows: Iterable[Report], error: Exception) -> None:
    for row in rows:
        row.state, row.reason = Report.State.FAILED, f"{type(error).__name__}: {error}"[:300]
        row.save(update_fields=["state", "reason"])


def build_branch(
    definition: Definition, branch: Branch, week: Week, *, now: datetime
) -> list[Report]:
    """Make all reports of a branch and week, with their papers. Raises RenderError, noted on rows.

    Figures and papers that exist are kept as they are: a second call changes no byte.
    """
    reports = [freeze(definition, target, week, now=now) for target in targets_of(branch, week)]
    unmade = [report for report in reports if report.state != Report.State.MADE]
    for first in range(0, len(unmade), AT_ONCE):
        few = unmade[first : first + AT_ONCE]
        try:
            _print(definition, few, now=now)
        except rendering.RenderError as error:
            _fail(unmade[first:], error)
            raise
    return reports


def _print(definition: Definition, reports: list[Report], *, now: datetime) -> None:
    """Render both editions of each report in one limited process, then keep them."""
    jobs = [(report, kind) for report in reports for kind in ReportEdition.Kind]
    pages = [{"html": page_html(definition, report, kind), "identifier": report.sha256[:32]}
             for report, kind in jobs]  # fmt: skip
    papers = rendering.render(pages)
    with transaction.atomic():
        for (report, kind), paper in zip(jobs, papers, strict=True):
            keep(report, kind, paper, now)
        for report in reports:
            report.state, report.reason, report.made_at = Report.State.MADE, "", now
            report.save(update_fields=["state", "reason", "made_at"])


def keep(report: Report, kind: str, paper: rendering.Paper, now: datetime) -> None:
    """Keep one edition in place of the one there was."""
    digest = hashlib.sha256(paper.content).hexdigest()
    ReportEdition.objects.update_or_create(
        report=report, kind=kind,
        defaults={"language": language_of(report), "content": paper.content, "sha256": digest,
                  "pages": paper.pages, "made_at": now},
    )  # fmt: skip


def language_of(report: Report) -> str:
    """Return the language of the paper: the officer's, or that of the branch's head."""
    reader = report.owner or head_of(report.branch)
    return reader.language if reader else "id"


def heads_of(branch: Branch) -> list[User]:
    """Return the active heads of a branch."""
    people = User.objects.filter(branch=branch, role="branch_head", is_active=True)
    return list(people.order_by("pk"))


def head_of(branch: Branch) -> User | None:
    """Return the head; None while the post is empty."""
    return next(iter(heads_of(branch)), None)


def page_html(definition: Definition, report: Report, kind: str) -> str:
    """Return the paper as HTML, autoescaped; nothing in it depends on the moment of making."""
    language = language_of(report)
    with translation.override(language):
        shown = definition.document(
            definition.read(report.figures), named=kind == ReportEdition.Kind.FULL
        )
        bank = BankSettings.load()
        html = render_to_string(definition.template, shown | {
            "css": rendering.stylesheet(bank.paper), "language": language,
            "created": report.as_of.isoformat(), **bank.letter, "logo": data_address(bank),
            "code": verification_code(report),
        })  # fmt: skip
    return rendering.in_colour(html, bank.accent)


def verification_code(report: Report) -> str:
    """Return `7F3A-91C2-E40B`: the start of the digest of the figures."""
    code = report.sha256[:12].upper()
    return "-".join(code[i : i + 4] for i in range(0, 12, 4))


def definition_of(report: Report) -> Definition:
    """Return how this report is shown."""
    return definitions()[report.kind]
