"""Each look at a person's page is written down; whoever harvests is stopped."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from core.outbox.api import enqueue
from org import reads
from org.access.address import client_ip
from org.models import User
from prospects.models import Opportunity, Prospect

PERSON = "prospect"
WAIT_SECONDS = 600
HARVEST = "reads.flagged"


def note(request: HttpRequest, user: User, row: Prospect | Opportunity, now: datetime) -> bool:
    """Write the look down; return whether the person has opened too many records this hour.

    The page of an opportunity is a look at its person too.
    """
    person = row.prospect if isinstance(row, Opportunity) else row
    ip = client_ip(request)
    count = reads.write(user, PERSON, person.public_id, at=now, ip=ip)
    return _is_too_many(user, count, now, ip)


def _is_too_many(user: User, count: int, now: datetime, ip: str | None) -> bool:
    """Tell whether the person must slow down.

    The first time in an hour his heads and the administrators are told by mail, without customers.
    """
    if not reads.is_too_many(count):
        return False
    if reads.flag(user, count, at=now, ip=ip):
        key = f"{user.public_id}-{now:%Y%m%d%H%M}"
        payload = {"person": user.public_id, "answers": count}
        enqueue(HARVEST, key=key, due_at=now, payload=payload)
    return True


def note_part(request: HttpRequest, user: User, person: Prospect, now: datetime) -> bool:
    """Write down that a part of somebody else's record was opened; return whether it is too much.

    Nothing is written for one's own, nor when the page or another part of it was opened within ten
    minutes: a page that fetches its blocks is one look.
    """
    if person.owner_id == user.pk:
        return False
    ip = client_ip(request)
    count = reads.write_once(user, PERSON, person.public_id, at=now, ip=ip)
    return _is_too_many(user, count, now, ip)


class LookedAt(View):
    """The last base of a page that shows a part of a person's record: opening it is a look.

    Stands after `PortalView`, so that it works once the person may see the page.
    """

    is_part: ClassVar[bool] = True  # False: the page notes the look itself
    user: User
    now: datetime

    def looked_at(self) -> Prospect | None:
        """Return whose data the page shows; None when nobody's."""
        return None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Write the look down before a page is shown; a change is in the trail by itself."""
        person = self.looked_at() if self.is_part and request.method == "GET" else None
        if person is not None and note_part(request, self.user, person, self.now):
            return slow_down(request)
        return super().dispatch(request, *args, **kwargs)


def slow_down(request: HttpRequest) -> HttpResponse:
    """Answer 429: too many records in one hour; the auditor has been told."""
    reason = _("You have opened very many records within an hour. Wait a while; it is noted.")
    answer = render(request, "components/locked.html", {"reason": reason}, status=429)
    answer["Retry-After"] = str(WAIT_SECONDS)
    return answer
