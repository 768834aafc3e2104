"""Each look at a person's page is written down; whoever harvests is stopped."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from org import reads
from org.access.address import client_ip
from org.models import User
from prospects.models import Opportunity, Prospect

PERSON = "prospect"
WAIT_SECONDS = 600


def note(request: HttpRequest, user: User, row: Prospect | Opportunity, now: datetime) -> bool:
    """Write the look down; return whether the person has opened too many records this hour.

    The page of an opportunity is a look at its person too.
    """
    person = row.prospect if isinstance(row, Opportunity) else row
    ip = client_ip(request)
    count = reads.write(user, PERSON, person.public_id, at=now, ip=ip)
    return reads.is_too_many(user, count, at=now, ip=ip)


def slow_down(request: HttpRequest) -> HttpResponse:
    """Answer 429: too many records in one hour; the auditor has been told."""
    reason = _("You have opened very many records within an hour. Wait a while; it is noted.")
    answer = render(request, "components/locked.html", {"reason": reason}, status=429)
    answer["Retry-After"] = str(WAIT_SECONDS)
    return answer
