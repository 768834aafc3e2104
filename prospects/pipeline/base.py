"""What all changes of an opportunity share: the versioned write, the line and the news."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from org.access.permissions import Permission
from org.models import User
from prospects import timeline
from prospects.models import Opportunity, TimelineEntry
from prospects.restriction import refuse_locked
from prospects.signals import opportunity_changed


def require(actor: User, *permissions: Permission) -> None:
    """Raise PermissionDenied unless `actor` has one of the rights."""
    if not any(actor.may(permission) for permission in permissions):
        raise PermissionDenied


def require_open(opportunity: Opportunity) -> None:
    """Refuse to change what is won, lost or archived."""
    if opportunity.archived_at is not None:
        raise ValidationError(_("This opportunity is archived."))
    if opportunity.status != Opportunity.Status.OPEN:
        raise ValidationError(_("This opportunity is closed. Reopen it first."))


def today_at(opportunity: Opportunity, now: datetime) -> date:
    """Return the calendar day in the opportunity's branch."""
    return opportunity.branch.local_date(now)


def lock(opportunity: Opportunity) -> Opportunity:
    """Hold the row until the transaction ends and return it as it is now.

    Raises ValidationError when its person is restricted.
    """
    rows = Opportunity.objects.system("one writer at a time").select_for_update(of=("self",))
    row = rows.select_related("product", "branch", "owner", "prospect").get(pk=opportunity.pk)
    refuse_locked(row.prospect)
    return row


def save_state(
    opportunity: Opportunity, *, version: int, actor: User, now: datetime, **changes: Any
) -> None:
    """Write changes that figures depend on, so that a new state begins at `now`.

    Raises StaleError when the row is no longer at `version`.
    """
    opportunity.save_version(version, **changes, updated_at=now, state_at=now, state_by=actor)


def tell(
    kind: str,
    opportunity: Opportunity,
    *,
    actor: User,
    now: datetime,
    news: str = "",
    group: str = TimelineEntry.Group.SYSTEM,
    body: str = "",
    **data: Any,
) -> None:
    """Write the line of the timeline and, with `news`, send it upwards."""
    timeline.write(
        kind,
        prospect=opportunity.prospect,
        opportunity=opportunity,
        at=now,
        actor=actor,
        group=group,
        body=body,
        **data,
    )
    if news:
        opportunity_changed.send(
            sender=Opportunity, opportunity=opportunity, actor=actor, now=now, kind=news
        )
