"""Telling customers who looks after them now: the text, and to whom it may go by chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.identity import is_mobile, wa_link
from followups.models import HandoverNotice
from org.models import BankSettings, User
from prospects.consents import stages_in_process
from prospects.contact_links import BARRED
from prospects.models import OfferChannel, Opportunity, Prospect
from prospects.restriction import reason_of

FOR = timedelta(days=14)  # later a customer has noticed by himself
SHOWN = 50
WORDS = ("petugas", "petugas_lama", "bank", "cabang")


@dataclass(frozen=True)
class Introduction:
    """One customer who came from a colleague. Without a `link` it says why not by chat."""

    prospect: Prospect
    former: User
    text: str
    link: str
    why_not: str


def waiting(person: User, now: datetime) -> list[Introduction]:
    """Return the customers who came to this person lately and were not spoken with since."""
    rows = HandoverNotice.objects.filter(
        Q(prospect__last_contact_at=None) | Q(prospect__last_contact_at__lt=F("at")),
        recipient=person, prospect__owner=person, prospect__archived_at=None,
        former__isnull=False, introduced_at=None, at__gt=now - FOR,
    )  # fmt: skip
    files = Opportunity.objects.system("is a file in work").live()
    in_work = Q(status=Opportunity.Status.OPEN, stage__in=stages_in_process())
    files = files.filter(Q(status=Opportunity.Status.WON) | in_work, prospect=OuterRef("prospect"))
    rows = rows.annotate(has_business=Exists(files)).select_related("prospect__branch", "former")
    rows = rows.order_by("prospect_id", "-at").distinct("prospect_id")
    bank = BankSettings.load()
    return [_ready(row, person, bank) for row in rows[:SHOWN]]


def _ready(row: HandoverNotice, person: User, bank: BankSettings) -> Introduction:
    prospect, former = row.prospect, row.former
    if former is None:
        raise ValueError("An introduction names who was there before.")
    text = text_of(bank, person=person, former=former, branch=prospect.branch.name)
    why_not = _why_not(prospect, has_business=row.has_business)  # type: ignore[attr-defined]
    link = "" if why_not else wa_link(prospect.phone, text)
    return Introduction(prospect, former, text, link, why_not)


def _why_not(prospect: Prospect, *, has_business: bool) -> str:
    """Return why no chat may be opened: locked, barred, no mobile number, no consent.

    Who has a file in work or won is told who handles it; everybody else has to have agreed to
    messages by WhatsApp.
    """
    if prospect.restricted_at is not None:
        return reason_of(prospect)
    if prospect.is_phone_barred:
        return str(BARRED)
    if not is_mobile(prospect.phone):
        return _("No mobile number.")
    if has_business or OfferChannel.WHATSAPP in prospect.offer_channels.split(","):
        return ""
    return _("No consent to WhatsApp. Tell him in person or at the next call.")


def text_of(bank: BankSettings, *, person: User, former: User, branch: str) -> str:
    """Return the message in Indonesian, the customers' language: the bank's own, else ours.

    No name, number or amount of the customer stands in it.
    """
    values = dict(zip(WORDS, (person.full_name, former.full_name, bank.name, branch), strict=True))
    text = bank.introduction.strip()
    if not text:
        with translation.override("id"):
            text = str(STANDARD)
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


STANDARD = gettext_lazy(
    "Dear customer, from now on {petugas} of {bank} {cabang} looks after you in place of"
    " {petugas_lama}. Nothing else changes: your application and our appointments go on. Please"
    " write to me here with any question. The bank never asks for a PIN, OTP or password."
)


def tick_off(person: User, prospect_id: str, now: datetime) -> bool:
    """Write down that the customer was told; return whether there was something to tick off."""
    rows = HandoverNotice.objects.filter(
        recipient=person, prospect__public_id=prospect_id, introduced_at=None
    )
    return bool(rows.update(introduced_at=now))
