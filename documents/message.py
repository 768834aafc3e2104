"""What the customer is told is missing: a text for a chat, without name, number or amount."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _

from core.identity import is_mobile, wa_link
from documents.checklist import Item
from org.models import BankSettings
from prospects.models import Opportunity


def asking_for(opportunity: Opportunity, items: Iterable[Item]) -> str:
    """Return the message in Indonesian, the customers' language; empty when nothing is missing."""
    wanted = list(items)
    if not wanted:
        return ""
    with translation.override("id"):
        lines = [f"{place}. {_line(item)}" for place, item in enumerate(wanted, start=1)]
        words = {"product": opportunity.product.name, "bank": BankSettings.load().name,
                 "officer": opportunity.owner.full_name}  # fmt: skip
        greeting = _("Dear customer, for your %(product)s application with %(bank)s we still need:")
        closing = _("A clear photo of the original is enough for now. Thank you, %(officer)s.")
        return "\n".join([greeting % words, "", *lines, "", closing % words])


def _line(item: Item) -> str:
    """Return paper and hint, and why another is needed where one was brought."""
    document = item.document
    extra = [item.note] if item.note else []
    if item.state == "rejected" and document:
        extra = [document.reason]
    if item.state == "expired":
        extra = [_("the one we have has expired")]
    return f"{item.type.label_id} ({extra[0]})" if extra else item.type.label_id


def chat_link(opportunity: Opportunity, items: Iterable[Item]) -> str:
    """Return the address that opens the chat with the message; empty without a mobile number."""
    text, phone = asking_for(opportunity, items), opportunity.prospect.phone
    return wa_link(phone, text) if text and is_mobile(phone) else ""
