"""Makes the reports of a period, and mails them when told to."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import clock
from core.formats import parse_day_first
from core.periods import ZONES, at_local
from org.models import Branch
from reports.definitions import definitions
from reports.definitions.base import Definition
from reports.models import Report, ReportSchedule
from reports.planning import ask, ensure_schedules
from reports.rendering import RenderError
from reports.services import build_branch


class Command(BaseCommand):
    """`build_reports --period weekly --as-of 2026-11-23 [--branch CODE] [--send] [--json]`."""

    help = "Make the reports of the last period that had ended on a day; twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--period", choices=sorted(definitions()), default="weekly")
        parser.add_argument("--as-of", required=True, help="a day, as 2026-11-23")
        parser.add_argument("--branch", default="", help="code of one branch; all without it")
        parser.add_argument("--send", action="store_true", help="mail them through the outbox")
        parser.add_argument("--json", action="store_true", help="print what was made as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them and say what stands."""
        definition = definitions()[options["period"]]
        day = _day(options["as_of"])
        ensure_schedules()
        found = [self.build(definition, branch, day, send=options["send"])
                 for branch in _branches(options["branch"])]  # fmt: skip
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=2))
            return
        for entry in found:
            self.stdout.write("{branch} {period}: {made} made, {queued}".format(**entry))

    def build(
        self, definition: Definition, branch: Branch, day: date, *, send: bool
    ) -> dict[str, Any]:
        """Make one branch's reports as of the first moment of `day` there."""
        week = definition.last_ended(at_local(day, time.min, branch.time_zone), branch.time_zone)
        try:
            reports = build_branch(definition, branch, week, now=clock.now())
        except RenderError as error:
            raise CommandError(f"{branch.code}: {error}") from error
        if send:
            ask(ReportSchedule.objects.select_related("branch").get(branch=branch), week)
        return {
            "branch": branch.code,
            "period": week.key,
            "made": sum(report.state == Report.State.MADE for report in reports),
            "queued": "queued for mail" if send else "not mailed",
            "reports": [_entry(report) for report in reports],
        }


def _entry(report: Report) -> dict[str, Any]:
    return {
        "id": report.public_id,
        "subject": report.figures["subject"]["name"],
        "state": report.state,
        "sha256": report.sha256,
        "disbursed": report.figures["money"]["week"]["amount"],
        "open": report.figures["open"],
        "held": report.figures["held"]["n"],
    }


def _day(text: str) -> date:
    now: datetime = clock.now()
    try:
        return parse_day_first(text, today=now.astimezone(ZONES["WIB"]).date())
    except ValueError as error:
        raise CommandError(f"--as-of: {error}") from error


def _branches(code: str) -> list[Branch]:
    """Return the main branches, or the one asked for."""
    rows = Branch.objects.filter(is_active=True, parent=None).select_related("region")
    if not code:
        return list(rows)
    found = list(rows.filter(code=code))
    if not found:
        raise CommandError(f"No active main branch has the code {code!r}.")
    return found
