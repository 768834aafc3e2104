"""May an offer reach this person now, by this way? Yes, or the reason in words.

POJK 22/2023 (with POJK 6/2022 art. 25): offers by phone, WhatsApp, SMS and e-mail need a consent
given before, and come Monday to Saturday, no national holiday, 08.00 to 18.00 where the person is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from django.utils.translation import gettext as _

from core import regions
from core.formats import hour_with_zone
from org.models import Holiday
from org.models.branch import ZONES, TimeZone
from prospects.models import OfferChannel, Prospect
from prospects.models.prospect import OffersClosed
from prospects.restriction import reason_of

FIRST, LAST = time(8), time(18)
SUNDAY = 6


@dataclass(frozen=True)
class Gate:
    """Whether an offer may go out now; `reason` says why not, in the user's words."""

    is_open: bool
    reason: str = ""


def zone_name_of(prospect: Prospect) -> str:
    """Return WIB, WITA or WIT: where the person lives, else where his branch is."""
    if prospect.area_code:
        return regions.time_zone_of(prospect.area_code)
    return str(prospect.branch.time_zone)


def offer_gate(prospect: Prospect, channel: str, now: datetime) -> Gate:
    """Answer for one way of an offer (an OfferChannel) at the moment `now`."""
    return offer_gates(prospect, [channel], now)[0]


def offer_gates(prospect: Prospect, channels: Iterable[str], now: datetime) -> list[Gate]:
    """Answer for several ways at the same moment; one query at most."""
    reasons = [standing_reason(prospect, channel) for channel in channels]
    hours = "" if all(reasons) else _hours_reason(prospect, now)
    return [Gate(is_open=not (reason or hours), reason=reason or hours) for reason in reasons]


def standing_reason(prospect: Prospect, channel: str) -> str:
    """Return why no offer may come by this way at any hour; empty when one may. No query."""
    if prospect.restricted_at is not None:
        return reason_of(prospect)
    if prospect.offers_closed == OffersClosed.WITHDRAWN:
        return _("The consent to offers was withdrawn. Offers by any way are closed.")
    if prospect.offers_closed == OffersClosed.REFUSED:
        return _("The application was refused or withdrawn. New offers need a consent for that.")
    if channel not in prospect.offer_channels.split(","):
        way = OfferChannel(channel).label
        return _("There is no consent to offers by %(way)s.") % {"way": way}
    return ""


def _hours_reason(prospect: Prospect, now: datetime) -> str:
    name = zone_name_of(prospect)
    local = now.astimezone(ZONES[TimeZone(name)])
    national = Holiday.objects.filter(kind=Holiday.Kind.NATIONAL, branch=None, day=local.date())
    in_hours = FIRST <= local.time().replace(second=0, microsecond=0) <= LAST
    if local.weekday() == SUNDAY or not in_hours or national.exists():
        return _(
            "Offers only Monday to Saturday, 08.00 to 18.00 where the person lives, not on"
            " holidays. It is %(hour)s there now."
        ) % {"hour": hour_with_zone(now, name)}
    return ""
