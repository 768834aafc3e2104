"""The sentences of the timeline that this app writes."""

from typing import Any

from django.utils.translation import gettext_lazy

from prospects.timeline_words import Words, register


def _simulation(data: dict[str, Any]) -> str:
    """Return *KPR Griya · Rp5.309.457*."""
    return " · ".join(filter(None, [str(data.get("product", "")), str(data.get("figure", ""))]))


def register_all() -> None:
    """Give the timeline the words of every kind written here."""
    register("simulation_saved", Words("calculator", gettext_lazy("Simulation shown"), _simulation))
