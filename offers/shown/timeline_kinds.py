"""The sentences of the timeline about what was shown."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from offers.models import ShownBy, ShownResult
from prospects.timeline_words import Words, register


def _joined(*parts: Any) -> str:
    return " · ".join(str(part) for part in parts if part)


def _shown(data: dict[str, Any]) -> str:
    way = dict(ShownBy.choices).get(str(data.get("channel", "")), "")
    return _joined(data.get("product"), way, data.get("terms"))


def _result(data: dict[str, Any]) -> str:
    said = dict(ShownResult.choices).get(str(data.get("result", "")), "")
    return _joined(data.get("product"), said, data.get("reason"))


def register_all() -> None:
    """Give the timeline the words of every kind written here."""
    register("product_shown", Words("list-details", _("Product shown"), _shown))
    register("shown_result", Words("message", _("What the customer said"), _result))
