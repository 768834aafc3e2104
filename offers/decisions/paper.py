"""The paper of a decision: frozen with it, made by the worker, written down when it is fetched.

A decision of another system has none: its sheet is a paper of the file.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils import translation

from core.outbox.api import enqueue
from offers.decisions import wording
from offers.decisions.limits import policy_on
from offers.decisions.wording import Told
from offers.letters.content import digest_of, languages_of
from offers.models import Decision, DecisionPaper
from org import audit
from org.models import User

PAPER = "reports.decision"
EDITION = 1  # of the wording; raised when a sentence of the paper changes


def keep(told: Told, *, actor: User, now: datetime) -> DecisionPaper:
    """Freeze what the paper says and ask for its PDF; in the transaction of the decision."""
    decision, branch = told.decision, told.opportunity.branch
    blocks = {}
    for language in languages_of(policy_on(decision.decided_on).language):
        with translation.override(language):
            blocks[language] = wording.block(told)
    content = {
        "number": decision.number, "on": decision.decided_on.isoformat(), "languages": list(blocks),
        "blocks": blocks, "place": branch.city or branch.name, "branch": branch.name,
        "outcome": str(decision.outcome), "text_version": str(EDITION),
    }  # fmt: skip
    row = DecisionPaper.objects.create(
        decision=decision, content=content, sha256=digest_of(content)
    )
    enqueue(PAPER, key=decision.public_id, due_at=now, requested_by_id=actor.pk,
            payload={"decision": decision.public_id})  # fmt: skip
    return row


def with_paper(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    """Read whether the paper is there in the same query, not what it holds."""
    return rows.select_related("paper").defer("paper__pdf", "paper__content")


def fetched(
    decision: Decision, user: User, now: datetime
) -> tuple[str, bytes, str] | None:  # fmt: skip
    """Return name, PDF and SHA-256 for somebody in reach, and note who took it; None while there
    is none."""
    rows = DecisionPaper.objects.filter(decision__in=Decision.objects.visible_to(user))
    row = rows.filter(decision=decision).only("pdf", "pdf_sha256").first()
    if row is None or not row.pdf:
        return None
    audit.record("decision_fetched", actor=user, at=now, object_type="prospect",
                 object_id=decision.opportunity.prospect.public_id, branch=decision.branch,
                 number=decision.number)  # fmt: skip
    name = f"{decision.number.replace('/', '-').replace(' ', '-')}.pdf"
    return name, bytes(row.pdf), row.pdf_sha256
