"""Where a request comes from. A client can write into X-Forwarded-For; our proxies append to it."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str | None:
    """Return the address seen by the outermost trusted proxy.

    Each of the TRUSTED_PROXIES appends the address it was called from, so the value to believe is
    that many places from the right; everything left of it may be invented.
    """
    direct = request.META.get("REMOTE_ADDR", "")
    if not settings.TRUSTED_PROXIES:
        return read_address(direct)
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if len(hops) < settings.TRUSTED_PROXIES:
        return read_address(direct)
    return read_address(hops[-settings.TRUSTED_PROXIES]) or read_address(direct)


def read_address(text: str) -> str | None:
    """Return an address of the network in its plain form; None for anything else."""
    try:
        return str(ip_address(text))
    except ValueError:
        return None
