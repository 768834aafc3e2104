"""The sentences of the timeline that this app writes."""

from typing import Any

from django.utils.translation import gettext_lazy

from offers.models import ReceiptAnswer
from prospects.timeline_words import Words, register


def _simulation(data: dict[str, Any]) -> str:
    """Return *KPR Griya · Rp5.309.457*."""
    return " · ".join(filter(None, [str(data.get("product", "")), str(data.get("figure", ""))]))


def _receipt(data: dict[str, Any]) -> Words:
    """Choose icon and title by what the customer said, and name the way he said it."""
    clear, points = data.get("clear", 0), data.get("points", 3)
    how = dict(ReceiptAnswer.Path.choices).get(str(data.get("path", "")), "")
    result = f"{clear}/{points} · {how} · {data.get('code', '')}"
    if data.get("unclear"):
        return Words("help", gettext_lazy("A point is not clear"), lambda data: result)
    title = gettext_lazy("Explanation understood")
    if clear < points:
        title = gettext_lazy("Explanation answered")
    return Words("circle-check", title, lambda data: result)


def register_all() -> None:
    """Give the timeline the words of every kind written here."""
    register("receipt_answered", _receipt)
    register("simulation_saved", Words("calculator", gettext_lazy("Simulation shown"), _simulation))
