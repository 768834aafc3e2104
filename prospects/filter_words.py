"""The filters of the list of opportunities in words: what is on, and what is one tap away."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.formats import date_words, month_words
from org.models import User
from products.types import Phase, all_stages, product_types
from prospects.board import KIND_LABELS
from prospects.filters import SHOWING, OpportunityFilter
from prospects.models import FileHolder, LossReason, Opportunity, Tag

Chip = dict[str, Any]


def _label(wanted: OpportunityFilter, name: str, user: User) -> str:
    """Return one filter in words; empty for those that have a place of their own."""
    value = wanted.get(name)
    days = {
        "closed_from": _("closed from %(day)s"), "closed_to": _("closed to %(day)s"),
        "created_from": _("logged from %(day)s"), "created_to": _("logged to %(day)s"),
        "disbursed_from": _("disbursed from %(day)s"), "disbursed_to": _("disbursed to %(day)s"),
    }  # fmt: skip
    if name in days:
        return str(days[name] % {"day": date_words(date.fromisoformat(value))})
    if name in ("owner", "branch", "region", "product"):
        return str(getattr(wanted, name) or "")
    if name == "month":
        closing = _("no expected close")
        return closing if value == "none" else month_words(date.fromisoformat(f"{value}-01"))
    if name == "reason":
        return _reason(value)
    if name == "tag":
        known = Tag.objects.visible_to(user).filter(public_id=value)
        return known.values_list("name", flat=True).first() or ""
    return _coded(name, value)


def _reason(code: str) -> str:
    reason = LossReason.objects.filter(code=code).first()
    return reason.label(get_language() or "id") if reason else ""


def _coded(name: str, value: str) -> str:
    """Return the label of a value that stands for itself."""
    stages = ", ".join(str(all_stages()[code].label) for code in value.split(",")
                       if code in all_stages())  # fmt: skip
    words: dict[str, Any] = {
        "stage": stages,
        "kind": KIND_LABELS.get(value, ""),
        "family": product_types()[value].label if value in product_types() else "",
        "holder": FileHolder(value).label if value in FileHolder.values else "",
        "loss": LossReason.Kind(value).label if value in LossReason.Kind.values else "",
        "paused": _("paused") if value == "1" else _("not paused"),
        "step": _("no next step") if value == "none" else _("late step"),
    }
    return str(words.get(name, ""))


QUICK = frozenset({"status", "phase", "held_up", "awaiting"})


def chips(wanted: OpportunityFilter, user: User) -> list[Chip]:
    """Return the filters that are on and have no chip of their own."""
    names = [name for name in wanted.values if name not in QUICK | SHOWING]
    found = [
        {"label": _label(wanted, name, user), "url": wanted.query(**{name: ""})} for name in names
    ]
    return [chip for chip in found if chip["label"]]


def quick_chips(wanted: OpportunityFilter) -> list[Chip]:
    """Return the main filters, each one tap: phases, status, held up, awaiting, no step."""
    found = [_toggle(wanted, "phase", str(phase), str(phase.label)) for phase in Phase]
    found += [
        _toggle(wanted, "held_up", "1", _("Held up")),
        _toggle(wanted, "awaiting", "1", _("Awaiting confirmation")),
        _toggle(wanted, "status", "won", str(Opportunity.Status.WON.label)),
        _toggle(wanted, "status", "lost", str(Opportunity.Status.LOST.label)),
    ]
    return found


def _toggle(wanted: OpportunityFilter, name: str, value: str, label: str) -> Chip:
    is_on = wanted.get(name) == value
    return {"label": label, "is_on": is_on, "url": wanted.query(**{name: "" if is_on else value})}
