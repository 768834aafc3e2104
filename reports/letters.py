"""The paper of a letter: PDF in the limited process, from what was frozen when it was issued."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, ClassVar

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from core.outbox.kinds import Cancelled, Kind, Mail
from core.outbox.models import Run
from offers.letters import services
from offers.letters.content import sheet_of
from offers.models import Letter
from org.bank import data_address
from org.models import BankSettings
from reports import rendering

REASON = "making the paper of a letter"


class LetterPaper(Kind):
    """Makes the paper of an issued letter. A second run finds it and changes no byte."""

    code: ClassVar[str] = services.PAPER
    label: ClassVar[str | Promise] = gettext_lazy("Paper of a letter")
    queue: ClassVar[str] = "render"

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Make and keep it; no mail comes of it."""
        rows = Letter.objects.system(REASON).filter(public_id=run.payload["letter"])
        letter = rows.first()
        if letter is None or not letter.sha256:
            raise Cancelled("The letter is gone.")
        if letter.made_at is None:
            page = {"html": html(letter), "identifier": letter.sha256[:32]}
            (paper,) = rendering.render([page])
            digest = hashlib.sha256(paper.content).hexdigest()
            rows.filter(made_at=None).update(pdf=paper.content, pdf_sha256=digest, made_at=now)
        return []


def html(letter: Letter) -> str:
    """Return the paper as HTML, autoescaped; nothing in it depends on the moment of making."""
    bank = BankSettings.load()
    paper = render_to_string("pdf/letter.html", {
        "css": rendering.stylesheet(bank.paper), "logo": data_address(bank), **bank.letter,
        **shown(letter),
    })  # fmt: skip
    return rendering.in_colour(paper, bank.accent)


def shown(letter: Letter) -> dict[str, Any]:
    """Return what the paper says."""
    content, mark = letter.content, letter.sha256[:12].upper()
    return {
        "letter": content, "words": sheet_of(content), "language": content["languages"][0],
        "is_bilingual": len(content["languages"]) > 1,
        "created": letter.issued_at.isoformat() if letter.issued_at else "",
        "code": "-".join(mark[start : start + 4] for start in range(0, 12, 4)),
    }  # fmt: skip
