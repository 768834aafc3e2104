"""One application goes to another officer although its customer stays with his holder."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from org import audit
from org.models import User
from prospects import timeline
from prospects.following import follow_deal
from prospects.models import Opportunity, TimelineEntry
from prospects.pipeline.base import save_state
from prospects.signals import opportunity_reassigned


@transaction.atomic
def reassign_deal(
    deal: Opportunity, *, to: User, actor: User, now: datetime, reason: str = ""
) -> Opportunity:
    """Give an open application and what hangs on it to another officer; return it as it is now.

    Earlier totals keep the former owner. `deal` is locked. Raises ValueError for somebody who works
    in no branch.
    """
    if to.branch is None:
        raise ValueError("An owner of applications works in a branch.")
    old, old_branch = deal.owner, deal.branch
    save_state(deal, version=deal.version, actor=actor, now=now, owner=to, branch=to.branch)
    follow_deal(deal, to)
    names: dict[str, Any] = {"from": old.full_name, "to": to.full_name}
    timeline.write(
        "opportunity_reassigned", prospect=deal.prospect, opportunity=deal, at=now, actor=actor,
        group=TimelineEntry.Group.SYSTEM, body=reason, **names,
    )  # fmt: skip
    audit.record(
        "opportunity.reassign", actor=actor, at=now, object_type="opportunity",
        object_id=deal.public_id, branch=old_branch, **names,
    )  # fmt: skip
    opportunity_reassigned.send(
        sender=Opportunity, opportunity=deal, old_owner=old, actor=actor, now=now
    )
    return deal
