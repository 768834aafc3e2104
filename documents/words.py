"""States of papers in words, with the icon and the tone that go with each."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.models import Document

WORDS: dict[str, str | Promise] = {
    **{str(state): state.label for state in Document.State},
    "expired": _("Expired"),
}
# icon, tone of the pill, colour class of the icon
LOOKS: dict[str, tuple[str, str, str]] = {
    "missing": ("circle-dashed", "", "ao-c3"),
    "received": ("file-check", "acc", "ao-cacc"),
    "checked": ("circle-check", "ok", "ao-cok"),
    "rejected": ("alert-triangle", "bad", "ao-cbad"),
    "deferred": ("clock", "warn", "ao-cwarn"),
    "expired": ("alert-triangle", "bad", "ao-cbad"),
}


def state_words(state: str) -> str:
    """Return the state in the active language."""
    return str(WORDS[state])
