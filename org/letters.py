"""Mails as the bank writes them: one frame with its name, accent and letterhead."""

from typing import Any

from django.template.loader import render_to_string

from org.models import BankSettings, User

ACCENT = "#0B6480"  # the portal's own, where the bank has chosen none


def write(template: str, reader: User, **context: Any) -> tuple[str, str]:
    """Return text and HTML of a mail. Called with the reader's language active.

    `template` is the name in `templates/emails/`, whose HTML extends `base.html` and so wants a
    `title` and the `url` of its button.
    """
    bank = BankSettings.load()
    told = {
        "language": reader.language, "accent": bank.accent or ACCENT, **bank.letter, **context,
    }  # fmt: skip
    text, html = (render_to_string(f"emails/{template}.{kind}", told) for kind in ("txt", "html"))
    return text, html
