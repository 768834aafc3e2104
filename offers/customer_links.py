"""What the one-time links of customers share: switch, token, limit of tries, headers.

Off until the bank has a domain of its own for them (`LETTER_LINK_URL`): customers are told never to
tap links. The token has 256 bits, only its hash is kept, one answer ends it, and the pages ask for
no number and no code.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from org.access.address import client_ip

BYTES = 32
KEPT = timedelta(days=7)
TRIES_A_MINUTE = 30
COUNTED_FOR = 120  # seconds


def is_on() -> bool:
    """Tell whether the bank uses such links."""
    return bool(settings.LETTER_LINK_URL)


def require_on() -> None:
    """Raise ValidationError while the bank does not use such links."""
    if not is_on():
        raise ValidationError(_("The bank does not use links for customers."))


def new_token() -> tuple[str, str]:
    """Return a token and the hash that is kept of it."""
    token = secrets.token_urlsafe(BYTES)
    return token, hash_of(token)


def hash_of(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def url_of(name: str, token: str) -> str:
    """Return the address of the page `name` on the bank's own domain."""
    return f"{settings.LETTER_LINK_URL}{reverse(name, args=[token])}"


def refuse_many(request: HttpRequest, now: datetime) -> None:
    """Count this try of the address in this minute. Raises Http404 beyond the limit."""
    key = f"customer-link:{client_ip(request)}:{now:%Y%m%d%H%M}"
    cache.add(key, 0, COUNTED_FOR)
    try:
        tries = cache.incr(key)
    except ValueError:  # forgotten between the two lines
        return
    if tries > TRIES_A_MINUTE:
        raise Http404


def quiet(response: HttpResponse) -> HttpResponse:
    """Keep the address out of caches and of what other sites are told.

    Not `no-referrer`: with it a browser posts with the origin *null*, which is refused.
    """
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    return response
