"""The sentences of the timeline that this app writes."""

from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from core.formats import short_date
from prospects.timeline_words import Words, register


def _name(data: dict[str, Any]) -> str:
    """Return the paper in the reader's language."""
    return str(data.get("name_en" if get_language() == "en" else "name_id", ""))


def _until(data: dict[str, Any]) -> str:
    """Return *NPWP, sampai Jum 20 Nov, Rina*."""
    try:
        day = short_date(date.fromisoformat(str(data.get("due_on", ""))))
    except ValueError:
        return _name(data)
    words = {"what": _name(data), "day": day, "who": data.get("responsible", "")}
    return _("%(what)s, until %(day)s, %(who)s") % words


def _differences(data: dict[str, Any]) -> str:
    """Return how many fields differ."""
    number = int(data.get("differences") or 0)
    if not number:
        return _("no difference")
    return ngettext("%(n)d difference", "%(n)d differences", number) % {"n": number}


def register_all() -> None:
    """Give the timeline the words of every kind written here."""
    register(
        "papers_compared",
        Words("clipboard-check", gettext_lazy("Originals compared"), _differences),
    )
    register("document_received", Words("file-check", gettext_lazy("Paper received"), _name))
    register("document_checked", Words("circle-check", gettext_lazy("Paper checked"), _name))
    register("document_rejected", Words("file-alert", gettext_lazy("Paper rejected"), _name))
    register("document_deferred", Words("clock", gettext_lazy("Paper may follow"), _until))
    register("document_taken_back", Words("arrow-back-up", gettext_lazy("Paper taken back"), _name))
