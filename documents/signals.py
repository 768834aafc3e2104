"""What papers do when news comes from below."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.dispatch import receiver

from documents import merged
from prospects.models import Opportunity, Prospect
from prospects.signals import opportunity_reassigned, prospect_reassigned, prospects_merged

# Papers lie where their application lies, personal ones where the customer lies.
_FOLLOW = """
UPDATE documents_document d
SET owner_id = CASE WHEN d.is_personal THEN p.owner_id ELSE o.owner_id END,
    branch_id = CASE WHEN d.is_personal THEN p.branch_id ELSE o.branch_id END
FROM prospects_opportunity o, prospects_prospect p
WHERE o.id = d.opportunity_id AND p.id = d.prospect_id AND d.prospect_id = ANY(%(ids)s)
  AND (CASE WHEN d.is_personal THEN p.owner_id ELSE o.owner_id END,
       CASE WHEN d.is_personal THEN p.branch_id ELSE o.branch_id END)
      IS DISTINCT FROM (d.owner_id, d.branch_id)
"""


def follow(prospect_ids: list[int]) -> int:
    """Let the papers of these customers follow their holder; return how many moved."""
    with connection.cursor() as cursor:
        cursor.execute(_FOLLOW, {"ids": prospect_ids})
        return int(cursor.rowcount)


@receiver(prospect_reassigned)
def follow_the_holder(prospect: Prospect, **_news: Any) -> None:
    """In the transaction that hands the customer over."""
    follow([prospect.pk])


@receiver(opportunity_reassigned)
def follow_the_application(opportunity: Opportunity, **_news: Any) -> None:
    """In the transaction that hands one application over: personal papers stay where they are."""
    follow([opportunity.prospect_id])


@receiver(prospects_merged)
def bring_together(prospects: list[Prospect], now: datetime, **_news: Any) -> None:
    """In the transaction of a merge or of its undo: the better paper serves, all find a holder."""
    winner, loser = prospects
    merged.settle(winner, loser, now)
    follow([winner.pk, loser.pk])
