"""The sentences of the timeline about proposals, decisions and booking."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import short_date
from core.money import short_rupiah
from offers.models import Decision, Verdict
from prospects.timeline_words import Words, register

Data = dict[str, Any]


def _proposed(data: Data) -> str:
    words = {"n": data.get("number", ""), "sum": _sum(data, "amount"), "all": _sum(data, "total")}
    return _("no. %(n)s, %(sum)s, total exposure %(all)s") % words


def _sum(data: Data, name: str) -> str:
    return short_rupiah(Decimal(data.get(name, 0)))


def _number(data: Data) -> str:
    return _("no. %(n)s") % {"n": data.get("number", "")}


def _verdict(data: Data) -> str:
    code = data.get("verdict", "")
    return str(Verdict(code).label) if code in Verdict.values else ""


def _decided(data: Data) -> str:
    code = data.get("outcome", "")
    label = str(Decision.Outcome(code).label) if code in Decision.Outcome.values else ""
    parts = [label, data.get("number", "")]
    if code == Decision.Outcome.APPROVED:
        parts.insert(1, _sum(data, "amount"))
    return ", ".join(part for part in parts if part)


def _booked(data: Data) -> str:
    parts = [short_date(date.fromisoformat(data["on"])) if data.get("on") else "",
             data.get("number", "")]  # fmt: skip
    return ", ".join(part for part in parts if part)


def register_all() -> None:
    """Give the timeline the words of every kind written here."""
    for kind, words in {
        "credit_proposed": Words("file-text", gettext_lazy("Proposed for decision"), _proposed),
        "credit_withdrawn": Words("arrow-back-up", gettext_lazy("Proposal withdrawn"), _number),
        "credit_voted": Words("checks", gettext_lazy("Vote on the proposal"), _verdict),
        "credit_returned": Words("arrow-back-up", gettext_lazy("Proposal returned"), _number),
        "credit_decided": Words("gavel", gettext_lazy("Decision of the bank"), _decided),
        "akad_booked": Words("file-check", gettext_lazy("Booked"), _booked),
    }.items():
        register(kind, words)
