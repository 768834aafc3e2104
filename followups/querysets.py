"""The verbs of follow-ups and contacts: each condition is written once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F

from org.access.scoping import ScopedQuerySet

if TYPE_CHECKING:
    from followups.models import FollowUp as FollowUp
    from followups.models import Interaction as Interaction
    from org.models import User


class FollowUpQuerySet(ScopedQuerySet["FollowUp"]):
    """Follow-ups."""

    def of(self, owner: User) -> FollowUpQuerySet:
        """Keep one person's own."""
        return self.filter(owner=owner)

    def open(self) -> FollowUpQuerySet:
        """Keep what is still to be done for prospects neither archived nor restricted."""
        return self.filter(state="open", prospect__archived_at=None, prospect__restricted_at=None)

    def done(self) -> FollowUpQuerySet:
        """Keep what was done."""
        return self.filter(state="done")

    def due_on(self, day: date) -> FollowUpQuerySet:
        """Keep those of one day on the branch's calendar."""
        return self.filter(due_on=day)

    def between(self, first: date, last: date) -> FollowUpQuerySet:
        """Keep those due from `first` to `last`, both included."""
        return self.filter(due_on__range=(first, last))

    def due_before(self, today: date) -> FollowUpQuerySet:
        """Keep those to be done whose day is over, of archived prospects too."""
        return self.filter(state="open", due_on__lt=today)

    def overdue(self, today: date) -> FollowUpQuerySet:
        """Keep open ones whose day is over: *lewat*. Due today is not late."""
        return self.due_before(today).open()

    def missed(self, first: date, last: date) -> FollowUpQuerySet:
        """Keep those of these days that were not done on their day."""
        return (
            self.between(first, last).exclude(state="cancelled").exclude(done_on__lte=F("due_on"))
        )

    def in_order(self) -> FollowUpQuerySet:
        """Sort by moment; the same moment by id, so that the order is stable."""
        return self.order_by("due_at", "pk")


class InteractionQuerySet(ScopedQuerySet["Interaction"]):
    """Contacts that were made or tried."""

    def valid(self) -> InteractionQuerySet:
        """Leave out what was taken back."""
        return self.filter(undone_at=None)

    def reached(self) -> InteractionQuerySet:
        """Keep those in which the customer answered: a two-way contact."""
        return self.valid().filter(is_reached=True)

    def between(self, first: date, last: date) -> InteractionQuerySet:
        """Keep those of the days from `first` to `last`, both included."""
        return self.filter(on_date__range=(first, last))
