"""The verbs of prospects and opportunities: each condition is written once."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from django.db.models import Q

from core import search
from org.access.scoping import ScopedQuerySet
from prospects import number_search

if TYPE_CHECKING:
    from prospects.models.disbursement import Disbursement
    from prospects.models.opportunity import Opportunity, OpportunityState
    from prospects.models.prospect import Prospect


class ProspectQuerySet(ScopedQuerySet["Prospect"]):
    """Prospects."""

    def live(self) -> ProspectQuerySet:
        """Leave out what is archived."""
        return self.filter(archived_at=None)

    def matching(self, text: str) -> ProspectQuerySet:
        """Keep those that hold every word of `text` in name, company, e-mail, phone or number.

        A whole NIK, NPWP or NIB is found by its index alone.
        """
        condition = number_search.condition_of(text)
        if condition is not None:
            return self.filter(condition)
        rows = self
        for term in search.query_terms(text):
            rows = rows.filter(search_text__contains=term)
        return rows

    def without_next_step(self) -> ProspectQuerySet:
        """Keep those for whom nothing is planned."""
        return self.filter(next_step_at=None)

    def offerable(self, channel: str) -> ProspectQuerySet:
        """Keep those to whom an offer may come by `channel` (an OfferChannel): with a consent in
        force, and no application that was refused or withdrawn since."""
        rows = self.live().filter(restricted_at=None)
        return rows.filter(offers_closed="", offer_channels__contains=channel)

    def dormant_since(self, moment: datetime) -> ProspectQuerySet:
        """Keep those without contact since `moment`."""
        return self.filter(
            Q(last_contact_at__lt=moment) | Q(last_contact_at=None, created_at__lt=moment)
        )


class OpportunityQuerySet(ScopedQuerySet["Opportunity"]):
    """Opportunities."""

    assignee_field: ClassVar[str] = "analyst_id"

    def live(self) -> OpportunityQuerySet:
        """Leave out what is archived."""
        return self.filter(archived_at=None)

    def open(self) -> OpportunityQuerySet:
        """Keep what is neither won nor lost; a paused one is still open."""
        return self.live().filter(status="open")

    def held_up(self, today: date) -> OpportunityQuerySet:
        """Keep files whose holder is past his target on `today`: *tertahan*."""
        return self.open().filter(holder_due_on__lt=today)


class OpportunityStateQuerySet(ScopedQuerySet["OpportunityState"]):
    """Opportunities as they were."""

    def at(self, moment: datetime) -> OpportunityStateQuerySet:
        """Return every opportunity as it stood at `moment`."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=moment), valid_from__lte=moment)


class DisbursementQuerySet(ScopedQuerySet["Disbursement"]):
    """Disbursements."""

    def confirmed(self) -> DisbursementQuerySet:
        """Keep *realisasi*: money confirmed by somebody else than the officer."""
        return self.filter(state="confirmed")

    def awaiting(self) -> DisbursementQuerySet:
        """Keep *menunggu konfirmasi*: the officer's own entries, shown apart."""
        return self.filter(state="awaiting")

    def between(self, first: date, last: date) -> DisbursementQuerySet:
        """Keep those of the days from `first` to `last`, both included."""
        return self.filter(disbursed_on__range=(first, last))
