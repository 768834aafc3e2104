"""What papers do when news comes from below."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import OuterRef, Subquery
from django.dispatch import receiver

from documents import merged
from documents.models import Document
from documents.models.document import DocumentQuerySet
from org.models import User
from prospects.models import Opportunity, Prospect
from prospects.signals import (
    opportunity_reassigned,
    person_handed_over,
    prospect_reassigned,
    prospects_merged,
)

# Papers lie where their application lies, personal ones where the customer lies. Those of a won one
# went along with the customer: what is still to come is brought by who looks after him now.
_FOLLOW = """
UPDATE documents_document d
SET owner_id = CASE WHEN d.is_personal THEN p.owner_id ELSE o.owner_id END,
    branch_id = CASE WHEN d.is_personal THEN p.branch_id ELSE o.branch_id END
FROM prospects_opportunity o, prospects_prospect p
WHERE o.id = d.opportunity_id AND p.id = d.prospect_id AND d.prospect_id = ANY(%(ids)s)
  AND (d.is_personal OR o.status <> 'won')
  AND (CASE WHEN d.is_personal THEN p.owner_id ELSE o.owner_id END,
       CASE WHEN d.is_personal THEN p.branch_id ELSE o.branch_id END)
      IS DISTINCT FROM (d.owner_id, d.branch_id)
"""


def follow(prospect_ids: list[int]) -> int:
    """Let the papers of these customers follow their holder; return how many moved."""
    with connection.cursor() as cursor:
        cursor.execute(_FOLLOW, {"ids": prospect_ids})
        return int(cursor.rowcount)


def _rows() -> DocumentQuerySet:
    return Document.objects.system("what is still to come is brought by who took over")


@receiver(prospect_reassigned)
def follow_the_holder(prospect: Prospect, old_owner: User, **_news: Any) -> None:
    """In the transaction that hands the customer over: also what won applications still wait for.

    The applications themselves stay with who won them.
    """
    follow([prospect.pk])
    holder = prospect.owner
    _won(old_owner).filter(prospect=prospect).update(owner=holder, branch=prospect.branch)
    _rows().awaited_from(old_owner).filter(prospect=prospect).update(responsible=holder)


@receiver(opportunity_reassigned)
def follow_the_application(opportunity: Opportunity, old_owner: User, **_news: Any) -> None:
    """In the transaction that hands one application over: personal papers stay where they are."""
    follow([opportunity.prospect_id])
    awaited = _rows().awaited_from(old_owner).filter(opportunity=opportunity)
    awaited.update(responsible=opportunity.owner)


@receiver(person_handed_over)
def leave_to_the_holders(person: User, **_news: Any) -> None:
    """Before an officer's records go: papers about customers whom colleagues hold by now."""
    stayed = _won(person).exclude(prospect__owner=person)
    stayed.update(owner=_of_customer("owner"), branch=_of_customer("branch"))
    awaited = _rows().awaited_from(person).exclude(prospect__owner=person)
    awaited.exclude(opportunity__status="open").update(responsible=_of_customer("owner"))


def _won(person: User) -> DocumentQuerySet:
    return _rows().taken_over().filter(owner=person)


def _of_customer(name: str) -> Subquery:
    rows = Prospect.objects.system("who looks after the customer now")
    return Subquery(rows.filter(pk=OuterRef("prospect")).values(name))


@receiver(prospects_merged)
def bring_together(prospects: list[Prospect], now: datetime, **_news: Any) -> None:
    """In the transaction of a merge or of its undo: the better paper serves, all find a holder."""
    winner, loser = prospects
    merged.settle(winner, loser, now)
    follow([winner.pk, loser.pk])
