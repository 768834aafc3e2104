"""The paper of a decision: PDF in the limited process, from what was frozen with it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import ClassVar

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from core.outbox.kinds import Cancelled, Kind, Mail
from core.outbox.models import Run
from offers.decisions import paper as papers
from offers.letters.content import sheet_of
from offers.models import DecisionPaper as Kept
from org.bank import data_address
from org.models import BankSettings
from reports import rendering


class DecisionPaper(Kind):
    """Makes the paper of a decision. A second run finds it and changes no byte."""

    code: ClassVar[str] = papers.PAPER
    label: ClassVar[str | Promise] = gettext_lazy("Paper of a decision")
    queue: ClassVar[str] = "render"

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Make and keep it; no mail comes of it."""
        rows = Kept.objects.filter(decision__public_id=run.payload["decision"])
        row = rows.select_related("decision").first()
        if row is None:
            raise Cancelled("The decision is gone.")
        if row.made_at is None:
            page = {"html": html(row), "identifier": row.sha256[:32]}
            (paper,) = rendering.render([page])
            digest = hashlib.sha256(paper.content).hexdigest()
            rows.filter(made_at=None).update(pdf=paper.content, pdf_sha256=digest, made_at=now)
        return []


def html(row: Kept) -> str:
    """Return the paper as HTML, autoescaped; nothing in it depends on the moment of making."""
    bank, content, mark = BankSettings.load(), row.content, row.sha256[:12].upper()
    paper = render_to_string("pdf/decision.html", {
        "css": rendering.stylesheet(bank.paper), "logo": data_address(bank), **bank.letter,
        "decision": content, "words": sheet_of(content), "language": content["languages"][0],
        "is_bilingual": len(content["languages"]) > 1,
        "created": row.decision.recorded_at.isoformat(),
        "code": "-".join(mark[start : start + 4] for start in range(0, 12, 4)),
    })  # fmt: skip
    return rendering.in_colour(paper, bank.accent)
