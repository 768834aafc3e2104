"""What the pages of one letter share."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet
from django.http import HttpResponse

from core.public_id import new_public_id
from core.versioning import StaleError
from offers.letters.rows import url_of
from offers.models import Letter
from org.access.permissions import Permission as P
from prospects.models import Opportunity
from prospects.views.opportunities.shared import FormView, OpportunityView

RELATED = (
    "prospect__branch", "opportunity__product", "opportunity__branch", "opportunity__owner",
    "branch", "owner",
)  # fmt: skip


class LetterBase(OpportunityView):
    """A page about one letter the person reaches."""

    model: ClassVar[type[models.Model]] = Letter
    object: Letter
    joined: ClassVar[tuple[str, ...]] = RELATED

    def rows(self) -> QuerySet[Any]:
        """Return the letters the person reaches, with what the page needs."""
        rows = Letter.objects.visible_to(self.user).defer("pdf")
        return rows.select_related(*self.joined)

    def find(self, **kwargs: Any) -> None:
        """Load the letter; its file is a file of the same customer."""
        super().find(**kwargs)
        self.object.opportunity.prospect = self.object.prospect

    @property
    def detail_url(self) -> str:
        """The page of the letter."""
        return url_of(self.object)

    def get_sub(self) -> str:
        """Name customer and product."""
        row = self.object
        return f"{row.prospect.name} · {row.opportunity.product.short_name}"


class LetterFormView(LetterBase, FormView):
    """A form about one letter: a page, or a sheet over the letter."""

    write_permission: ClassVar[P | None] = P.LETTER_CHANGE
    stale_words: ClassVar[Any] = ""

    def answer_stale(self, stale: StaleError, form: Any) -> HttpResponse:
        """Answer 409: the letter moved on meanwhile, and the typed text is still there."""
        current = self.rows().get(pk=self.object.pk)
        context = {
            "headline": str(self.stale_words), "action": self.request.get_full_path(),
            "version": current.version, "key": new_public_id(), "current_url": url_of(current),
            "fields": self.differing(form, current),
        }  # fmt: skip
        return self.show("prospects/opportunity_conflict.html", context, status=409)

    def differing(self, form: Any, current: Letter) -> list[dict[str, str]]:
        """Return the fields that somebody else changed, with both values."""
        return []


class OfOpportunity(FormView):
    """A form of an opportunity about its letters."""

    write_permission: ClassVar[P | None] = P.LETTER_CHANGE
    object: Opportunity
