"""How to reach a person from the page of a prospect or of an opportunity."""

from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.identity import is_mobile, phone_display, wa_link
from prospects.forms import area_label
from prospects.models import OfferChannel, Prospect
from prospects.offer_gate import standing_reason

BARRED = gettext_lazy("Not to be called at this number.")


def ways(number: str, *, is_barred: bool) -> dict[str, str]:
    """Return how a number is shown, dialled and written to; a barred one only says why not."""
    if not number:
        return {"phone": "", "tel": "", "wa": "", "barred": ""}
    shown = phone_display(number)
    if is_barred:
        return {"phone": shown, "tel": "", "wa": "", "barred": str(BARRED)}
    chat = wa_link(number) if is_mobile(number) else ""
    return {"phone": shown, "tel": f"tel:{number}", "wa": chat, "barred": ""}


def contact_of(prospect: Prospect) -> dict[str, str]:
    """Return the links that open the phone, the chat, the mail and the device's own map."""
    place = ", ".join(filter(None, [prospect.address, area_label(prospect.area_code)]))
    return ways(prospect.phone, is_barred=prospect.is_phone_barred) | {
        "mail": f"mailto:{prospect.email}" if prospect.email else "",
        "email": prospect.email,
        "place": place,
        "offers": offers_words(prospect),
        "consents_url": reverse("prospects:consent-list", args=[prospect.public_id]),
        "route": f"geo:0,0?q={quote(place)}" if place else "",
    }


def offers_words(prospect: Prospect) -> str:
    """Say beside the buttons by which ways an offer may come, or why none may. No query."""
    reasons = {way: standing_reason(prospect, way) for way in OfferChannel}
    ways = ", ".join(str(OfferChannel(way).label) for way, reason in reasons.items() if not reason)
    if ways:
        return _("Offers allowed by: %s.") % ways
    if prospect.offers_closed:
        return reasons[OfferChannel.PHONE]
    return _("No consent to offers yet.")
