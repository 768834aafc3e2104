"""Points for the five C by the bank's own sheet. Without a sheet nothing of it is shown.

The total is the sum of weight x points, on the scale of the points. It is one more figure beside
the facts: whoever decides reads it, and it decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.formats import date_words, decimal_words, moment_words, percent
from core.versioning import StaleError
from org.access.permissions import Permission
from org.administration import approval
from org.models import User
from prospects.finance.reading import REASON, Subject
from prospects.finance.records import add_row, change_row, hold, refuse_archived
from prospects.models import MemoPart, MemoScore, Opportunity, ScoreSheet
from prospects.models.memo_score import HUNDRED

PART = "score"
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Score:
    """The sheet of the day, and the points given by it; those of a former sheet count no more."""

    sheet: ScoreSheet
    row: MemoScore | None

    def points(self, part: MemoPart) -> int | None:
        """Return the points of one criterion."""
        return getattr(self.row, part) if self.row is not None else None

    @property
    def total(self) -> Decimal | None:
        """The weighted points to two decimals, rounded half up; None while one is missing."""
        total = Decimal(0)
        for part, weight in self.sheet.weights.items():
            points = self.points(part)
            if points is None:
                return None
            total += weight * points
        return (total / HUNDRED).quantize(CENT, ROUND_HALF_UP)


def score_of(opportunity: Opportunity, today: date) -> Score | None:
    """Return sheet and points of an application in reach; None where the bank does not score."""
    sheet = ScoreSheet.objects.in_force(today)
    if sheet is None:
        return None
    rows = MemoScore.objects.system(REASON).filter(opportunity=opportunity, sheet=sheet)
    return Score(sheet, rows.select_related("updated_by").first())


def verdict(score: Score) -> str:
    """Return what the total says of the first limit; empty without a total or a limit."""
    if score.total is None or score.sheet.minimum is None:
        return ""
    if score.total >= score.sheet.minimum:
        return _("Meets the first limits (pre-screening)")
    return _("Below the first limit (pre-screening)")


def _line(score: Score, part: MemoPart, weight: Decimal) -> list[str]:
    points = score.points(part)
    if points is None:
        return [str(part.label), f"– × {percent(weight)}"]
    share = decimal_words(weight * points / HUNDRED, 4)
    return [str(part.label), f"{points} × {percent(weight)} = {share}"]


def tiles(score: Score | None) -> list[dict[str, str]]:
    """Return the points of each C for the block of an application; nothing before any is given."""
    if score is None or score.row is None:
        return []
    names = {MemoPart.CHARACTER: _("Character"), MemoPart.CAPACITY: _("Capacity"),
             MemoPart.CAPITAL: _("Capital"), MemoPart.SECURITY: _("Collateral"),
             MemoPart.CONDITION: _("Condition")}  # fmt: skip
    shown = ((part, score.points(part)) for part in score.sheet.weights)
    return [
        {"name": names[part], "points": "–" if points is None else str(points),
         "most": str(score.sheet.highest)}
        for part, points in shown
    ]  # fmt: skip


def scale_words(sheet: ScoreSheet) -> str:
    """Return *1 sampai 5*."""
    return _("%(low)d to %(high)d") % {"low": sheet.lowest, "high": sheet.highest}


def section(score: Score, zone: str) -> dict[str, Any]:
    """Return the scores as a section of the memo, as ready strings."""
    sheet, row, total = score.sheet, score.row, score.total
    facts = [_line(score, part, weight) for part, weight in sheet.weights.items()]
    facts.append([_("Total"), decimal_words(total) if total is not None else "–"])
    if sheet.minimum is not None:
        facts.append([_("First limit of the total"), decimal_words(sheet.minimum)])
    facts.append([_("Scale of the points"), scale_words(sheet)])
    facts.append([_("Score sheet from"), date_words(sheet.valid_from)])
    if row is not None:
        who = f"{row.updated_by.full_name}, {moment_words(row.updated_at, zone)}"
        facts.append([_("Points given by"), who])
    prompt = sheet.guide or _("Points for each C, by the bank's score sheet.")
    return {"part": PART, "title": _("Scores of the 5C"), "text": verdict(score), "facts": facts,
            "prompt": prompt}  # fmt: skip


def figures_of(score: Score | None) -> dict[str, str]:
    """Return the total by name, as a plain number, for whoever checks a version."""
    if score is None or score.total is None:
        return {}
    return {"score": f"{score.total.normalize():f}"}


@transaction.atomic
def give(
    subject: Subject, sheet: ScoreSheet, points: dict[str, int | None], *, version: int,
    actor: User, now: datetime, today: date,
) -> MemoScore:  # fmt: skip
    """Write the points, by criterion, that `actor` gives by the sheet he saw.

    `version` is 0 for the first points. Raises StaleError, and ValidationError when another
    sheet holds by now or points lie off its scale.
    """
    refuse_archived(subject)
    hold(subject)
    if ScoreSheet.objects.in_force(today) != sheet:
        raise ValidationError(_("Another score sheet holds by now. Open the form again."))
    if any(not sheet.lowest <= n <= sheet.highest for n in points.values() if n is not None):
        raise ValidationError(_("The points lie off the scale of the sheet."))
    values = {str(part): points.get(part) for part in sheet.weights} | {"sheet": sheet}
    rows = MemoScore.objects.system(REASON).filter(opportunity=subject.opportunity)
    present: MemoScore | None = rows.first()
    if present is None:
        return add_row(MemoScore, subject, values, actor=actor, now=now)
    if present.version != version:
        raise StaleError(present)
    return change_row(present, values, version=version, actor=actor, now=now)


def refuse_past(day: date, today: date) -> None:
    """Raise ValidationError for a sheet that would hold for days that are gone."""
    if day < today:
        raise ValidationError({"valid_from": _("A sheet cannot begin in the past.")})


def approve_sheet(
    row: ScoreSheet, *, version: int, actor: User, now: datetime, today: date
) -> ScoreSheet:
    """Let the sheet hold from its day; whoever drafted it does not approve it. Raises StaleError
    and ValidationError."""
    refuse_past(row.valid_from, today)
    return approval.approve(row, "scoresheet_approved", permission=Permission.CATALOGUE_ADMIN,
                            version=version, actor=actor, now=now)  # fmt: skip
