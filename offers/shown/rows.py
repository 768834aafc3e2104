"""One product shown, as ready strings."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import get_language

from core.formats import relative_day
from offers.models import Shown, ShownBy, ShownResult

TONES = {
    ShownResult.INTERESTED: "ok", ShownResult.TAKEN: "ok",
    ShownResult.THINKING: "warn", ShownResult.REFUSED: "bad",
}  # fmt: skip


def result_words(row: Shown) -> str:
    """Return the result, a refusal with its reason."""
    said = str(ShownResult(row.result).label)
    return f"{said}: {row.reason.label(get_language() or 'id')}" if row.reason else said


def line_of(row: Shown, today: date) -> dict[str, str]:
    """Return a line; needs product, branch, reason and shown_by."""
    day = row.branch.local_date(row.shown_at)
    return {
        "product": row.product.name,
        "terms": row.terms,
        "when": f"{relative_day(day, today)} · {ShownBy(row.channel).label}",
        "result": result_words(row),
        "tone": TONES.get(ShownResult(row.result), ""),
        "url": reverse("offers:shown-result", args=[row.public_id]),
    }
