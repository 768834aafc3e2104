"""What some demo customers agreed to and asked about their data."""

from __future__ import annotations

from datetime import datetime, timedelta

from prospects import consents, rights
from prospects.models import Consent, ConsentPurpose, Prospect
from reports.demo.organisation import DemoBank

SIGNED = (("processing", ""), ("offers", "phone"), ("offers", "whatsapp"), ("slik", ""))
PEOPLE = 4


def tell_privacy(bank: DemoBank, now: datetime) -> None:
    """Let four of Ani's customers sign; one takes offers by message back, one asks for a copy."""
    ani, at = bank.people["ani"], now - timedelta(days=15)
    rows = Prospect.objects.system("the demo").live().filter(owner=ani, kind=Prospect.Kind.PERSON)
    rows = rows.filter(created_on__lt=at.date()).select_related("owner", "branch")
    people = list(rows.order_by("-pk")[:PEOPLE])
    for person in people:
        for purpose, channel in SIGNED:
            consents.give_consent(
                person, purpose=purpose, channel=channel, medium="paper", given_at=at, now=at,
                actor=ani, place="Kantor cabang", reference=f"{person.number}/{at:%y%m%d}",
            )  # fmt: skip
    back = Consent.objects.system("the demo").select_related("prospect__branch", "prospect__owner")
    offer = back.get(prospect=people[0], purpose=ConsentPurpose.OFFERS, channel="whatsapp")
    consents.withdraw_consent(
        offer, medium="message", note="Tidak mau pesan promo lagi", actor=ani,
        now=now - timedelta(hours=30),
    )  # fmt: skip
    came = now - timedelta(hours=21)
    rights.record(
        people[1], kind="access", medium="in_person", received_at=came, now=came, actor=ani,
        detail="Minta salinan data untuk arsip pribadi",
    )  # fmt: skip
