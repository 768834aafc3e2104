"""What is said before an application moves on with an incomplete file. Nothing stops it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import ngettext

from documents.checklist import checklist_of
from prospects.models import Opportunity

NAMED = 3


def missing_papers(opportunity: Opportunity, stage: str, today: date, language: str) -> str:
    """Return *Belum ada 3 dokumen wajib: NPWP, SK kerja, ...*; empty when nothing is missing.

    `stage` is the rung it moves to: before the papers are asked for nothing is missing.
    """
    ladder = opportunity.product.type
    asked = next((s for s in ladder if s.default_holder == "customer"), ladder.first)
    if ladder.position(stage) <= ladder.position(asked.code):
        return ""
    missing = checklist_of(opportunity, today=today, language=language).open
    if not missing:
        return ""
    names = ", ".join(item.type.label(language) for item in missing[:NAMED])
    text = ngettext(
        "%(n)d required paper is missing: %(names)s.",
        "%(n)d required papers are missing: %(names)s.",
        len(missing),
    )
    more = ", …" if len(missing) > NAMED else ""
    return text % {"n": len(missing), "names": f"{names}{more}"}
