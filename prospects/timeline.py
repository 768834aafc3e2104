"""Writing the timeline."""

from datetime import datetime
from typing import Any

from org.models import User
from prospects.models import Opportunity, Prospect, TimelineEntry


def write(
    kind: str,
    *,
    prospect: Prospect,
    at: datetime,
    actor: User | None,
    group: str = TimelineEntry.Group.SYSTEM,
    opportunity: Opportunity | None = None,
    body: str = "",
    **data: Any,
) -> TimelineEntry:
    """Append one line. `kind` names the sentence, `data` fills it; words are chosen when read."""
    return TimelineEntry.objects.create(
        prospect=prospect,
        opportunity=opportunity,
        at=at,
        group=group,
        kind=kind,
        actor=actor,
        data=data,
        body=body,
    )
