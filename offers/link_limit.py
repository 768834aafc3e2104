"""How often one address may try the links of customers; beyond it every text answers 404."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache
from django.http import Http404, HttpRequest

from org.access.address import client_ip

A_MINUTE = 30
KEPT = 120  # seconds


def refuse_many(request: HttpRequest, now: datetime) -> None:
    """Count this try of the address in this minute. Raises Http404 beyond the limit."""
    key = f"customer-link:{client_ip(request)}:{now:%Y%m%d%H%M}"
    cache.add(key, 0, KEPT)
    try:
        tries = cache.incr(key)
    except ValueError:  # forgotten between the two lines
        return
    if tries > A_MINUTE:
        raise Http404
