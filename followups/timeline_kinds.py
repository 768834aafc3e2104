"""The sentences of the timeline that this app writes."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import date_words, short_date
from followups.outcomes import Channel, outcome_label
from followups.rows import ICONS
from followups.words import channel_words
from prospects.timeline_words import Words, register


def _outcome(data: dict[str, Any]) -> str:
    """Return *Tidak diangkat, percobaan ke-3*."""
    words = outcome_label(data.get("channel", ""), data.get("outcome", ""))
    attempt = int(data.get("attempt") or 1)
    return _("%(what)s, try %(n)d") % {"what": words, "n": attempt} if attempt > 1 else words


def _contact(data: dict[str, Any]) -> Words:
    """Return the words of a contact: its channel is icon and title, the outcome the result."""
    channel = data.get("channel", "")
    if channel not in Channel.values:
        return Words("message", gettext_lazy("Contact"))
    return Words(ICONS[channel], channel_words(channel), _outcome)


def _about_contact(data: dict[str, Any]) -> str:
    """Return *Telepon: tidak diangkat*."""
    channel = data.get("channel", "")
    return f"{channel_words(channel)}: {_outcome(data)}" if channel in Channel.values else ""


def _step(data: dict[str, Any]) -> str:
    """Return *Kunjungan, Jum 20 Nov*."""
    channel = data.get("channel", "")
    words = channel_words(channel) if channel in Channel.values else ""
    try:
        return f"{words}, {short_date(date.fromisoformat(data.get('due_on', '')))}"
    except ValueError:
        return words


def _advice(data: dict[str, Any]) -> str:
    """Return *Rp3.958.000 → Rp4.880.000, 12 Maret 2027*: the change he was advised on."""
    try:
        day = date_words(date.fromisoformat(data.get("resets_on", "")))
    except ValueError:
        return ""
    then = data.get("after") or _("not known")
    return f"{data.get('before') or _('not known')} → {then}, {day}"


def register_all() -> None:
    """Give the timeline the words of every kind written here."""
    register("contact", _contact)
    register("contact_changed", Words("edit", gettext_lazy("Contact corrected"), _about_contact))
    register(
        "contact_undone",
        Words("arrow-back-up", gettext_lazy("Contact taken back"), _about_contact),
    )
    register("note", Words("notes", gettext_lazy("Note")))
    register("advice", Words("notes", gettext_lazy("Advice note"), _advice))
    register("followup_planned", Words("calendar-plus", gettext_lazy("Step planned"), _step))
    register("followup_moved", Words("calendar", gettext_lazy("Step moved"), _step))
    register("followup_move_undone", Words("arrow-back-up", gettext_lazy("Move taken back"), _step))
    register("followup_cancelled", Words("circle-x", gettext_lazy("Step given up"), _step))
