"""Addresses of many objects: the way through the URL table is taken once for each kind of page."""

from functools import cache

from django.urls import reverse

from core.public_id import ALPHABET, LENGTH

_SAMPLE = ALPHABET[0] * LENGTH


def object_url(name: str, public_id: str) -> str:
    """Return the address of a page named by one public id. NoReverseMatch for an unknown page."""
    before, after = _around(name)
    return f"{before}{public_id}{after}"


@cache
def _around(name: str) -> tuple[str, str]:
    before, after = reverse(name, args=[_SAMPLE]).split(_SAMPLE)
    return before, after
