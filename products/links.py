"""Where the simulator is opened for a prospect, in an app above that knows prospects."""

from django.conf import settings
from django.urls import reverse


def simulator_of(code: str, prospect_id: str = "") -> str:
    """Return the simulator of a product: for the prospect where that is named, else for anybody."""
    if prospect_id and settings.SIMULATOR_OF_PROSPECT:
        return reverse(settings.SIMULATOR_OF_PROSPECT, args=[prospect_id, code])
    return reverse("products:simulator", args=[code])
