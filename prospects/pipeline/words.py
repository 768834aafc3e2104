"""The sentences of the timeline for what happens to opportunities."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.formats import date_words
from core.money import format_rupiah, short_rupiah
from products.types import all_stages
from prospects.loss_reasons import LOSS_REASONS
from prospects.models import FileHolder, LossReason, Milestone
from prospects.timeline_words import Words, register

Data = dict[str, Any]
REASONS = {code: (label_id, label_en) for _kind, code, label_id, label_en in LOSS_REASONS}


def _stage(code: str) -> str:
    stage = all_stages().get(code)
    return str(stage.label) if stage else code


def _day(text: str) -> str:
    return date_words(date.fromisoformat(text)) if text else "–"


def _holder(code: str) -> str:
    return str(FileHolder(code).label) if code in FileHolder.values else "–"


def _moved(data: Data) -> str:
    return _("from %(before)s to %(after)s") % {
        "before": _stage(data.get("before", "")), "after": _stage(data.get("after", "")),
    }  # fmt: skip


def _handed(data: Data) -> str:
    person = data.get("person", "")
    holder = _holder(data.get("holder", ""))
    return f"{holder} ({person})" if person else holder


def _changed(data: Data) -> str:
    before, after, parts = data.get("before", {}), data.get("after", {}), []
    if before.get("product") != after.get("product"):
        parts.append(str(after.get("product", "")))
    if before.get("amount") != after.get("amount"):
        old, new = Decimal(before.get("amount", 0)), Decimal(after.get("amount", 0))
        parts.append(f"{short_rupiah(old)} → {short_rupiah(new)}")
    if before.get("close") != after.get("close"):
        parts.append(_day(after.get("close", "")))
    return ", ".join(parts)


def _lost(data: Data) -> str:
    kind, code = data.get("loss_kind", ""), data.get("reason", "")
    label = REASONS.get(code, (code, code))[1 if get_language() == "en" else 0]
    ending = str(LossReason.Kind(kind).label) if kind in LossReason.Kind.values else ""
    return f"{ending}: {label}" if ending else label


def _milestone(data: Data) -> str:
    kind = data.get("kind_of", "")
    name = str(Milestone.Kind(kind).label) if kind in Milestone.Kind.values else kind
    parts = [name, _day(data.get("on", "")), data.get("reference", "")]
    return ", ".join(part for part in parts if part)


def _withdrawn(data: Data) -> str:
    kind = data.get("kind_of", "")
    return str(Milestone.Kind(kind).label) if kind in Milestone.Kind.values else kind


def _money(data: Data) -> str:
    return f"{format_rupiah(Decimal(data.get('amount', 0)))}, {_day(data.get('on', ''))}"


def _partner(data: Data) -> str:
    named = [data.get(name, "") for name in ("partner", "project", "unit")]
    return " · ".join(filter(None, named)) or "–"


def _until(data: Data) -> str:
    return _day(data.get("until", ""))


def _on(data: Data) -> str:
    return _day(data.get("on", ""))


PIPELINE_WORDS: dict[str, Words] = {
    "opportunity_moved": Words("arrow-right", gettext_lazy("Stage moved"), _moved),
    "opportunity_move_undone": Words("arrow-back-up", gettext_lazy("Move undone"), _moved),
    "opportunity_changed": Words("edit", gettext_lazy("Opportunity changed"), _changed),
    "opportunity_partner": Words("building-community", gettext_lazy("Partner and unit"), _partner),
    "opportunity_paused": Words("player-pause", gettext_lazy("Paused until"), _until),
    "opportunity_resumed": Words("player-pause", gettext_lazy("The pause is over")),
    "opportunity_lost": Words("circle-x", gettext_lazy("Ended"), _lost),
    "opportunity_reopened": Words("refresh", gettext_lazy("Opened again")),
    "opportunity_won": Words("award", gettext_lazy("Won"), _on),
    "file_handed_over": Words("folder-open", gettext_lazy("File handed to"), _handed),
    "file_hand_over_undone": Words("arrow-back-up", gettext_lazy("File back with"), _handed),
    "milestone": Words("flag", gettext_lazy("Recorded"), _milestone),
    "milestone_withdrawn": Words("arrow-back-up", gettext_lazy("Taken back"), _withdrawn),
    "disbursement_claimed": Words(
        "hourglass", gettext_lazy("Disbursement, awaiting confirmation"), _money
    ),
    "disbursement_entered": Words("circle-check", gettext_lazy("Disbursement recorded"), _money),
    "disbursement_confirmed": Words("circle-check", gettext_lazy("Disbursement confirmed"), _money),
    "disbursement_refused": Words("circle-x", gettext_lazy("Disbursement not confirmed"), _money),
    "disbursement_reversed": Words(
        "arrow-back-up", gettext_lazy("Confirmation of a disbursement taken back"), _money
    ),
}


def register_words() -> None:
    """Teach the timeline these kinds; called once, when the app is ready."""
    for kind, words in PIPELINE_WORDS.items():
        register(kind, words)
