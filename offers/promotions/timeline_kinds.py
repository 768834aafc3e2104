"""The sentence of the timeline about a promotion."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from offers.models import GrantState
from prospects.timeline_words import Words, register


def _promotion(data: dict[str, Any]) -> str:
    state = dict(GrantState.choices).get(str(data.get("state", "")), "")
    parts = (data.get("name"), state, data.get("number"))
    return " · ".join(str(part) for part in parts if part)


def register_all() -> None:
    """Give the timeline its words."""
    register("promotion", Words("tag", _("Promotion"), _promotion))
