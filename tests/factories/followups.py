"""Follow-ups made the way the portal makes them."""

from datetime import date, datetime, time
from typing import Any

from followups.models import FollowUp
from followups.outcomes import Channel
from followups.services import Step, plan
from org.models import User
from prospects.models import Prospect
from tests.factories.prospects import NOW, make_prospect

TODAY = date(2026, 11, 18)  # the Wednesday of NOW


def first_call(prospect: Prospect) -> FollowUp:
    """Return the step that came with the prospect."""
    return FollowUp.objects.system("test").get(prospect=prospect, purpose="first_call")


def make_step(
    owner: User, name: str = "Sugimin", *, on: date = TODAY, hour: time | None = None,
    channel: str = Channel.VISIT, now: datetime = NOW, subject: str = "", **fields: Any,
) -> FollowUp:  # fmt: skip
    """Plan one step for a new prospect, whose first call is out of the way."""
    prospect = make_prospect(owner, name, now=now, **fields)
    FollowUp.objects.system("test").filter(prospect=prospect).update(state="cancelled")
    step = Step(channel=channel, due_on=on, hour=hour, subject=subject, purpose="visit")
    return plan(step, prospect=prospect, actor=owner, now=now)
