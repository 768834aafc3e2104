"""How to reach a person from the page of a prospect or of an opportunity."""

from urllib.parse import quote

from core.identity import is_mobile, phone_display, wa_link
from prospects.forms import area_label
from prospects.models import Prospect


def contact_of(prospect: Prospect) -> dict[str, str]:
    """Return the links that open the phone, the chat, the mail and the device's own map."""
    place = ", ".join(filter(None, [prospect.address, area_label(prospect.area_code)]))
    return {
        "phone": phone_display(prospect.phone) if prospect.phone else "",
        "tel": f"tel:{prospect.phone}" if prospect.phone else "",
        "wa": wa_link(prospect.phone) if is_mobile(prospect.phone) else "",
        "mail": f"mailto:{prospect.email}" if prospect.email else "",
        "email": prospect.email,
        "nik": prospect.nik_masked.replace("*", "•"),
        "place": place,
        "route": f"geo:0,0?q={quote(place)}" if place else "",
    }
