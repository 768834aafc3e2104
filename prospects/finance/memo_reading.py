"""Reading what is kept of a memo: texts, points, frozen versions and their papers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from org import audit
from org.models import User
from prospects.finance.reading import REASON, Subject
from prospects.models import MemoScore, MemoSection, MemoVersion, Opportunity, ScoreSheet
from prospects.models.memo_score import CRITERIA

PAPERS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def section_versions(row: Opportunity) -> dict[str, int]:
    """Return the version of each section that was written."""
    found = MemoSection.objects.system(REASON).filter(opportunity=row)
    return dict(found.values_list("part", "version"))


def versions_of(row: Opportunity | None) -> Any:
    """Return the frozen versions, the newest first."""
    rows = MemoVersion.objects.system(REASON).filter(opportunity=row)
    return rows.select_related("updated_by").order_by("-number")


def score_row(row: Opportunity | None) -> MemoScore | None:
    """Return the points as they are saved, be it by a former sheet."""
    rows = MemoScore.objects.system(REASON).filter(opportunity=row)
    found: MemoScore | None = rows.select_related("sheet").first()
    return found


def present_score(row: Opportunity | None, sheet: ScoreSheet) -> MemoScore:
    """Return the points a form starts from; those by a former sheet are begun anew."""
    found = score_row(row) or MemoScore(sheet=sheet)
    if found.sheet != sheet:
        found.sheet = sheet
        for part in CRITERIA:
            setattr(found, part, None)
    return found


def paper_of(row: MemoVersion, kind: str) -> bytes | None:
    """Return a paper; None for an unknown one and while it is being made."""
    content = getattr(row, kind) if kind in PAPERS else None
    return bytes(content) if content else None


def note_fetch(
    subject: Subject, row: MemoVersion, kind: str, *, actor: User, now: datetime
) -> None:
    """Write into the trail who fetched which paper."""
    prospect = subject.prospect
    audit.record("memo_fetched", actor=actor, at=now, object_type="prospect",
                 object_id=prospect.public_id, branch=prospect.branch, number=row.number,
                 paper=kind)  # fmt: skip


def paper_name(subject: Subject, row: MemoVersion, kind: str) -> str:
    """Return the name of the file."""
    return f"memo-{subject.prospect.number}-v{row.number}.{kind}"
