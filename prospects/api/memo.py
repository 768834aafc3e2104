"""The memo analisa for programs: sections with their facts, points, frozen versions, papers."""

import base64
import hashlib
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from pydantic import Field

from core.api.forms import check_form
from core.api.problems import Problem
from core.api.shapes import Answer, Body, IdempotencyKey, Named, PublicId, named, one_of
from core.versioning import StaleError
from org.access.api import ApiRequest, ApiRouter, once_for
from org.access.permissions import Permission as P
from org.models import User
from prospects.api.subjects import (
    Seen,
    files,
    filled,
    plain,
    read,
    sent_of,
    stale_of,
    subject_of,
)
from prospects.finance import memo, memo_reading, scoring
from prospects.finance.memo_forms import ScoreForm, SectionForm
from prospects.finance.reading import CREDIT
from prospects.models import MemoPart, MemoScore, MemoSection, MemoVersion, Opportunity, ScoreSheet
from prospects.models.memo import LONGEST
from prospects.models.memo_score import CRITERIA, HIGHEST

router = ApiRouter(tags=["memos"])
Points: Any = Field(None, strict=True, ge=0, le=HIGHEST)


class MemoFactAnswer(Answer):
    """What the records say beside a section."""

    label: str
    value: str


class MemoSectionAnswer(Answer):
    """One section: what it should say, what was written, the facts of today. `version` 0 while
    nothing was written; the points of the bank's sheet stand under `score` and are null here."""

    part: str
    title: str
    prompt: str
    text: str
    version: int | None
    facts: list[MemoFactAnswer]


class MemoScoreAnswer(Answer):
    """Points by the bank's sheet of the day: `weights` in percent, `total` on their scale."""

    sheet: str
    version: int
    lowest: int
    highest: int
    minimum: str | None
    guide: str
    weights: dict[str, str]
    points: dict[str, int | None]
    total: str | None
    verdict: str


class MemoVersionAnswer(Answer):
    """A frozen version; `is_made`: its papers can be fetched."""

    number: int
    by: Named
    frozen_at: datetime
    sha256: str
    is_made: bool


class FrozenSectionAnswer(Answer):
    """A section as it was frozen."""

    part: str
    title: str
    text: str
    facts: list[MemoFactAnswer]


class MemoVersionWhole(MemoVersionAnswer):
    """A frozen version with its texts, facts and figures, which never change again."""

    sections: list[FrozenSectionAnswer]
    figures: dict[str, str]
    product: str
    officer: str
    branch: str


class MemoAnswer(Answer):
    """The memo as it stands; `score` is null where the bank does not score."""

    sections: list[MemoSectionAnswer]
    score: MemoScoreAnswer | None
    versions: list[MemoVersionAnswer]


class MemoPaperAnswer(Answer):
    """A paper of a version: `content` is the file as base64, `sha256` that of its bytes."""

    name: str
    media_type: str
    sha256: str
    content: str


class MemoTextBody(Body):
    """The text of a section."""

    version: int = Seen
    part: str = Field(pattern=one_of(MemoPart.values))
    text: str = Field(max_length=LONGEST)


class MemoScoreBody(Body):
    """Points by the sheet you read; those left out stay as they are, null takes them away."""

    version: int = Seen
    sheet: PublicId
    character: int | None = Points
    capacity: int | None = Points
    capital: int | None = Points
    security: int | None = Points
    condition: int | None = Points


def with_memo(request: ApiRequest) -> QuerySet[Opportunity]:
    """Return the credits the person reaches: nothing else has a memo."""
    return files(request).filter(product__family__in=CREDIT)


def _facts(pairs: Any) -> list[dict[str, str]]:
    return [{"label": str(label), "value": str(value)} for label, value in pairs]


def score_ready(score: scoring.Score | None, row: MemoScore | None) -> dict[str, Any] | None:
    """Return sheet and points; the version is that of the row, also of a former sheet's."""
    if score is None:
        return None
    sheet = score.sheet
    return {
        "sheet": sheet.public_id, "version": row.version if row else 0, "lowest": sheet.lowest,
        "highest": sheet.highest, "minimum": plain(sheet.minimum), "guide": sheet.guide,
        "weights": {str(part): plain(weight) for part, weight in sheet.weights.items()},
        "points": {str(part): score.points(part) for part in sheet.weights},
        "total": None if score.total is None else str(score.total),
        "verdict": scoring.verdict(score),
    }  # fmt: skip


def version_ready(row: MemoVersion, user: User) -> dict[str, Any]:
    """Return a frozen version without what it holds."""
    return {
        "number": row.number, "by": named(row.updated_by, row.updated_by.full_name),
        "frozen_at": row.created_at.astimezone(user.zone), "sha256": row.sha256,
        "is_made": row.is_made,
    }  # fmt: skip


def memo_ready(request: ApiRequest) -> dict[str, Any]:
    """Return the memo as it stands."""
    subject, file = subject_of(request), request.object
    facts = memo.facts_of(subject, request.person, today=request.today)
    versions = memo_reading.section_versions(file)
    sections = [
        {**one, "facts": _facts(one["facts"]),
         "version": versions.get(one["part"], 0) if one["part"] in MemoPart.values else None}
        for one in memo.sections(facts)
    ]  # fmt: skip
    frozen = memo_reading.versions_of(file).defer("pdf", "docx", "content")
    return {
        "sections": sections,
        "score": score_ready(facts.score, memo_reading.score_row(file)),
        "versions": [version_ready(row, request.person) for row in frozen],
    }


def _version(request: ApiRequest, number: int) -> MemoVersion:
    row: MemoVersion | None = memo_reading.versions_of(request.object).filter(number=number).first()
    if row is None:
        raise Problem(404)
    return row


def version_whole(row: MemoVersion, user: User) -> dict[str, Any]:
    """Return a frozen version with what it holds."""
    kept: dict[str, Any] = row.content
    names = ("figures", "product", "officer", "branch")
    sections = [one | {"facts": _facts(one["facts"])} for one in kept["sections"]]
    return version_ready(row, user) | {name: kept[name] for name in names} | {"sections": sections}


@router.operation("GET", "/opportunities/{public_id}/memo", name="opportunity-memo", rows=with_memo,
                  permission=P.FINANCE_VIEW, answer=MemoAnswer)  # fmt: skip
def get_memo(request: ApiRequest, public_id: str) -> Any:
    """Read the memo of a credit: its texts beside the facts of today, points and versions."""
    read(request)
    return memo_ready(request)


@router.operation("PATCH", "/opportunities/{public_id}/memo", name="opportunity-memo",
                  rows=with_memo, permission=P.FINANCE_CHANGE, answer=MemoAnswer)  # fmt: skip
def write_memo_section(request: ApiRequest, public_id: str, body: MemoTextBody) -> Any:
    """Write the text of one section.

    An old version is refused with code stale and both texts.
    """
    form = SectionForm({"text": body.text}, instance=MemoSection(), today=request.today)
    check_form(form)
    try:
        memo.write(subject_of(request), body.part, form.cleaned_data["text"],
                   version=body.version, actor=request.person, now=request.now)  # fmt: skip
    except StaleError as error:
        current: Any = error.current
        raise stale_of(error, {"text": body.text}, {"text": current.text}) from None
    return memo_ready(request)


@router.operation("PATCH", "/opportunities/{public_id}/memo/score", name="opportunity-memo-score",
                  rows=with_memo, permission=P.FINANCE_CHANGE, answer=MemoScoreAnswer)  # fmt: skip
def give_memo_points(request: ApiRequest, public_id: str, body: MemoScoreBody) -> Any:
    """Give points by the bank's score sheet; 404 where it has none.

    An old version is refused with code stale and both values of each field that differs.
    """
    sheet = ScoreSheet.objects.in_force(request.today)
    if sheet is None:
        raise Problem(404)
    file: Opportunity = request.object
    blank = ScoreForm(instance=memo_reading.present_score(file, sheet), today=request.today)
    data = filled(blank, sent_of(body, "version"))
    row = memo_reading.present_score(file, sheet)
    form = ScoreForm(data, instance=row, today=request.today)
    check_form(form)
    points = {str(part): form.cleaned_data[part] for part in sheet.weights}
    try:
        scoring.give(subject_of(request), sheet, points, version=body.version,
                     actor=request.person, now=request.now, today=request.today)  # fmt: skip
    except StaleError as error:
        theirs = {str(part): getattr(error.current, part) for part in CRITERIA}
        mine = body.model_dump(exclude_unset=True, exclude={"version", "sheet"})
        raise stale_of(error, mine, theirs) from None
    return score_ready(scoring.score_of(file, request.today), memo_reading.score_row(file))


@router.operation("POST", "/opportunities/{public_id}/memo/versions",
                  name="opportunity-memo-versions", rows=with_memo, permission=P.FINANCE_CHANGE,
                  answer=MemoVersionWhole, status=201)  # fmt: skip
def freeze_memo(request: ApiRequest, public_id: str, idempotency_key: IdempotencyKey) -> Any:
    """Keep the memo as it stands under the next number; its papers are made by a worker."""

    def work() -> str:
        return str(memo.freeze(subject_of(request), actor=request.person, now=request.now,
                               today=request.today).number)  # fmt: skip

    number = once_for(request, idempotency_key, Body(), work)
    return version_whole(_version(request, int(number)), request.person)


@router.operation("GET", "/opportunities/{public_id}/memo/versions/{number}",
                  name="opportunity-memo-version", rows=with_memo, permission=P.FINANCE_VIEW,
                  answer=MemoVersionWhole)  # fmt: skip
def get_memo_version(request: ApiRequest, public_id: str, number: int) -> Any:
    """Read a version as it was frozen."""
    read(request)
    return version_whole(_version(request, number), request.person)


@router.operation("GET", "/opportunities/{public_id}/memo/versions/{number}/{paper}",
                  name="opportunity-memo-paper", rows=with_memo, permission=P.FINANCE_VIEW,
                  answer=MemoPaperAnswer)  # fmt: skip
def get_memo_paper(request: ApiRequest, public_id: str, number: int, paper: str) -> Any:
    """Fetch a paper of a version, `pdf` or `docx`; 404 while it is being made.

    Each fetch is written down.
    """
    subject, row = read(request), _version(request, number)
    content = memo_reading.paper_of(row, paper)
    if content is None:
        raise Problem(404)
    memo_reading.note_fetch(subject, row, paper, actor=request.person, now=request.now)
    return {
        "name": memo_reading.paper_name(subject, row, paper),
        "media_type": memo_reading.PAPERS[paper],
        "sha256": hashlib.sha256(content).hexdigest(),
        "content": base64.b64encode(content).decode(),
    }  # fmt: skip
