"""How many wrong answers are too many.

Five wrong passwords for a person from one address wait 15 minutes. Twenty a day for a person from
anywhere make addresses he never came from wait after each single wrong answer; nobody is ever
locked out for good by a stranger. Counters live in PostgreSQL.
"""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core import clock
from core.crypto import blind_index
from org.access.address import client_ip
from org.access.backend import find_person
from org.models import AuditEntry, User

WRONG_PER_ADDRESS = 5
WRONG_PER_DAY = 20
WAIT = timedelta(minutes=15)
FAMILIAR_FOR = timedelta(days=30)


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return under which name wrong answers are counted: one per person, whatever was typed.

    A name nobody has is kept as a keyed hash: people type passwords into the wrong box.
    """
    typed = str((credentials or {}).get("username") or request.POST.get("login", ""))
    person = find_person(typed)
    if person is not None:
        return person.username
    return "?" + blind_index(typed.strip().lower(), context="sign-in")[:40]


def wrong_today(person: User) -> int:
    """Return how many wrong answers were given for this person within 24 hours."""
    return AuditEntry.objects.filter(
        object_type="user",
        object_id=person.public_id,
        action="sign_in_failed",
        at__gt=clock.now() - timedelta(days=1),
    ).count()


def is_familiar(person: User, ip: str | None) -> bool:
    """Tell whether the person signed in from this address within 30 days."""
    return AuditEntry.objects.filter(
        actor=person, action="sign_in", ip=ip, at__gt=clock.now() - FAMILIAR_FOR
    ).exists()


def failure_limit(request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
    """Return how many wrong answers this address has for this person."""
    person = find_person(str((credentials or {}).get("username", "")))
    if person is None or wrong_today(person) < WRONG_PER_DAY:
        return WRONG_PER_ADDRESS
    return WRONG_PER_ADDRESS if is_familiar(person, client_ip(request)) else 1


def locked_response(
    request: HttpRequest, original: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """Answer a person who has to wait, the same for known and unknown names."""
    context = {"minutes": int(WAIT.total_seconds() // 60)}
    response = render(request, "account/locked.html", context, status=429)
    response.headers["Retry-After"] = str(int(WAIT.total_seconds()))
    return response
