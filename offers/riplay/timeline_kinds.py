"""The sentences of the timeline that RIPLAY writes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from offers.models import Acknowledged, Channel
from prospects.timeline_words import Words, register


def _which(data: dict[str, Any]) -> str:
    """Return *KPR Griya · 1A2B-3C4D-5E6F*."""
    return " · ".join(str(data[name]) for name in ("product", "code") if data.get(name))


def _given(data: dict[str, Any]) -> str:
    way = dict(Channel.choices).get(str(data.get("channel", "")), "")
    return f"{way} · {_which(data)}"


def _acknowledged(data: dict[str, Any]) -> str:
    way = dict(Acknowledged.choices).get(str(data.get("how", "")), "")
    return f"{way}, {data.get('place', '')} · {_which(data)}"


def register_all() -> None:
    """Give the timeline the words of every kind written here."""
    register("riplay_waived", Words("shield-check", _("Akad without RIPLAY waived"), _which))
    register("riplay_made", Words("file-text", _("RIPLAY made"), _which))
    register("riplay_given", Words("mail-forward", _("RIPLAY given"), _given))
    register("riplay_acknowledged", Words("circle-check", _("RIPLAY confirmed"), _acknowledged))
