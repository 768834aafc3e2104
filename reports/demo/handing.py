"""Who covers which district of Bandung, and two customers who came from one officer to another."""

from __future__ import annotations

from datetime import datetime, timedelta

from prospects import changes, consents
from prospects.models import Prospect, Territory
from prospects.territories import place_name
from reports.demo.organisation import DemoBank

# Branch, place, officer; without one all officers of the branch in turn.
COVERED = (
    ("0101", "327302", "ani"), ("0101", "327305", "budi"), ("0101", "3273", ""),
    ("0102", "3174", "citra"),
)  # fmt: skip
MOVED = 2


def tell_hand_over(bank: DemoBank, now: datetime) -> None:
    """Write the territories, and let Dewi give two of Budi's newest customers to Ani."""
    for code, area, officer in COVERED:
        Territory.objects.get_or_create(
            branch=bank.branches[code], area_code=area,
            defaults={"area_name": place_name(area), "officer": bank.people.get(officer)},
        )  # fmt: skip
    budi, ani, head = (bank.people[name] for name in ("budi", "ani", "dewi"))
    rows = Prospect.objects.system("the demo").live().filter(owner=budi, restricted_at=None)
    at = now - timedelta(minutes=30)
    for prospect in rows.order_by("-created_at", "-pk")[:MOVED]:
        if not consents.has_consent(prospect, "offers", channel="whatsapp", at=at):
            consents.give_consent(
                prospect, purpose="offers", channel="whatsapp", medium="in_person", given_at=at,
                actor=budi, now=at,
            )  # fmt: skip
        changes.reassign_prospect(
            prospect, to=ani, actor=head, now=at, reason="Pembagian wilayah Coblong"
        )
