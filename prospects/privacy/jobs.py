"""Work about persons in the background: erasing the approved, and the night's retention."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.outbox.api import Due, enqueue_many
from core.outbox.kinds import Cancelled, Kind, Mail
from core.outbox.models import Run
from prospects import rights
from prospects.models import DataRequest
from prospects.privacy import retention
from prospects.privacy.erasing import erase
from prospects.privacy.holds import holds_of

RETENTION = "privacy.retention"


class ErasePerson(Kind):
    """Erases the person of an approved request; a second run finds him erased."""

    code: ClassVar[str] = rights.ERASE
    label = _("Erasure of a person")

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Ask once more whether anything stands against it, then erase."""
        rows = DataRequest.objects.system("an approved erasure").select_related(
            "prospect", "approved_by"
        )
        request = rows.get(public_id=run.payload["request"])
        if request.approved_by is None:
            raise Cancelled("Nobody has approved this erasure.")
        if request.prospect.erased_at is None and holds_of(request.prospect):
            rows.filter(pk=request.pk).update(state=DataRequest.State.WAITING, approved_by=None)
            raise Cancelled("Something stands against the erasure by now.")
        erase(request.prospect, actor=request.approved_by, now=now)
        rows.filter(pk=request.pk, state=DataRequest.State.WORKING).update(
            state=DataRequest.State.ANSWERED, answered_at=now
        )
        return []


class RunRetention(Kind):
    """Throws away what the rules no longer keep; counts what it did for the page."""

    code: ClassVar[str] = RETENTION
    label = _("Retention")

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Do one night's part. What is left is the next night's."""
        retention.run(now)
        return []


def plan_retention(now: datetime) -> int:
    """Ask for the night's retention once a day; return how many are new."""
    return enqueue_many(RETENTION, [Due(f"{now:%Y-%m-%d}", now)])
