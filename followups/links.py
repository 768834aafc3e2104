"""Addresses a row offers: the record, the telephone, the chat, the way there."""

from urllib.parse import quote, urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from org.models import User
from prospects.contact_links import BARRED
from prospects.models import Prospect


def page(name: str, *args: str, **query: str) -> str:
    """Return an address of the portal; empty for a page this installation does not have."""
    try:
        address = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    return f"{address}?{urlencode(query)}" if query else address


def prospect_page(prospect: Prospect) -> str:
    """Return the page of one prospect."""
    return page("prospects:prospect-detail", prospect.public_id)


def call(prospect: Prospect) -> str:
    """Return what makes a phone dial; empty without a number, or for one not to be called."""
    may_dial = prospect.phone and not prospect.is_phone_barred
    return f"tel:{prospect.phone}" if may_dial else ""


def chat(prospect: Prospect, user: User, bank_name: str) -> str:
    """Return what opens the chat with a greeting written; it names no customer.

    Empty without a number, or for one not to be called.
    """
    if not prospect.phone or prospect.is_phone_barred:
        return ""
    text = _("Hello, this is %(name)s of %(bank)s.") % {"name": user.full_name, "bank": bank_name}
    return f"https://wa.me/{prospect.phone.lstrip('+')}?text={quote(text)}"


def barred(prospect: Prospect) -> str:
    """Say why a row offers no call; empty where it does."""
    return str(BARRED) if prospect.phone and prospect.is_phone_barred else ""


def route(prospect: Prospect) -> str:
    """Return what opens the phone's own map; empty without an address."""
    return f"geo:0,0?q={quote(prospect.address)}" if prospect.address else ""
