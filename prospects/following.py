"""Rows below a prospect or an opportunity that always belong to whoever holds it.

Every scoped row carries its own owner and branch, so a hand-over has to reach all of them. The
tables are named in `settings.PROSPECT_FOLLOWERS` and `settings.OPPORTUNITY_FOLLOWERS`; a test
fails when a new table with owner and branch is named in neither and has no reason to stay.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet

from org.models import User
from prospects.models import Opportunity, Prospect


def _rows(label: str) -> QuerySet[Any]:
    model: Any = apps.get_model(label)
    rows: QuerySet[Any] = model.objects.system("follows the holder of its prospect")
    return rows


def follow(prospect: Prospect, to: User) -> None:
    """Give `to` all that hangs on the prospect and on those of his opportunities that `to` holds.

    Called inside the transaction of the hand-over, after the opportunities have moved.
    """
    for label in settings.PROSPECT_FOLLOWERS:
        _rows(label).filter(prospect=prospect).update(owner=to, branch=to.branch)
    for label in settings.OPPORTUNITY_FOLLOWERS:
        held = _rows(label).filter(opportunity__prospect=prospect, opportunity__owner=to)
        held.update(owner=to, branch=to.branch)


def follow_deal(opportunity: Opportunity, to: User) -> None:
    """Give `to` all that hangs on one opportunity, whose prospect somebody else holds."""
    for label in settings.OPPORTUNITY_FOLLOWERS:
        held = _rows(label).filter(opportunity=opportunity)
        held.update(owner=to, branch=to.branch)
