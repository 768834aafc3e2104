"""The slip of paper that lets a person choose a password."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from org import people
from org.models import BankSettings, User
from org.models.sign_in import SLIP_VALID


def slip_page(request: HttpRequest, person: User, code: str, now: datetime) -> HttpResponse:
    """Show the slip. The code is shown this once and kept nowhere."""
    context = {
        "person": person,
        "code": [code[at : at + people.GROUP] for at in range(0, len(code), people.GROUP)],
        "expires": (now + SLIP_VALID).astimezone(person.zone),
        "zone": person.branch.time_zone if person.branch else "WIB",
        "printed": now,
        "bank": BankSettings.load().name,
        "back_url": f"{reverse('org:user-list')}?id={person.public_id}",
    }
    return render(request, "org/slip.html", context)
