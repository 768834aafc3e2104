"""The paper of a RIPLAY: PDF in the limited process, from what was frozen when it was made."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from core.outbox.kinds import Cancelled, Kind, Mail
from core.outbox.models import Run
from offers.models import GeneralRiplay, Riplay
from offers.riplay import services
from org.bank import data_address
from org.models import BankSettings
from reports import rendering

REASON = "making the paper of a RIPLAY"


class RiplayPaper(Kind):
    """Makes the paper of a RIPLAY. A second run finds it and changes no byte."""

    code: ClassVar[str] = services.PAPER
    label: ClassVar[str | Promise] = gettext_lazy("Paper of a RIPLAY")
    queue: ClassVar[str] = "render"

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Make and keep it; no mail comes of it."""
        for rows in _tables(run.payload["riplay"]):
            row = rows.first()
            if row is None:
                continue
            if row.made_at is None:
                page = {"html": html(row), "identifier": row.sha256[:32]}
                (paper,) = rendering.render([page])
                digest = hashlib.sha256(paper.content).hexdigest()
                rows.filter(made_at=None).update(pdf=paper.content, pdf_sha256=digest, made_at=now)
            return []
        raise Cancelled("The RIPLAY is gone.")


def _tables(public_id: str) -> tuple[QuerySet[Any], ...]:
    """Return where the row may be: general or personal."""
    personal = Riplay.objects.system(REASON).filter(public_id=public_id)
    return GeneralRiplay.objects.filter(public_id=public_id), personal


def html(row: GeneralRiplay | Riplay) -> str:
    """Return the paper as HTML, autoescaped; nothing in it depends on the moment of making."""
    bank = BankSettings.load()
    paper = render_to_string("pdf/riplay.html", {
        "css": rendering.stylesheet(bank.paper), "logo": data_address(bank), **bank.letter,
        "paper": row.content, "labels": row.content["labels"], "sha256": row.sha256,
        "code": row.code, "created": row.created_at.isoformat(),
    })  # fmt: skip
    return rendering.in_colour(paper, bank.accent)
