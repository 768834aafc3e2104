"""What the pages about the papers of one application share: finding them, forms, stale answers."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from core.formats import relative_moment
from core.public_id import new_public_id
from core.versioning import StaleError
from documents.checklist import Item, item_of
from documents.models import Document
from documents.words import state_words
from org.access.permissions import Permission as P
from prospects.models import Opportunity
from prospects.views.opportunities.shared import FormView, OpportunityView, Pair


def checklist_url(opportunity: Opportunity) -> str:
    """Return the address of the checklist."""
    return reverse("documents:checklist", args=[opportunity.public_id])


class PapersView(OpportunityView):
    """A page about the papers of an opportunity the person reaches; back leads to the checklist."""

    def rows(self) -> QuerySet[Any]:
        """Return what the person reaches, and won ones whose papers he took over with the customer.

        These stay with who won them, but what is still to come is brought by the new holder.
        """
        reached = Opportunity.objects.visible_to(self.user)
        taken = Document.objects.visible_to(self.user).taken_over()
        rows = Opportunity.objects.system("papers in reach, taken over with their customer").filter(
            Q(pk__in=reached.values("pk")) | Q(pk__in=taken.values("opportunity"))
        )
        return rows.select_related(*self.joined)

    @property
    def detail_url(self) -> str:
        """The checklist, which every step comes back to."""
        return checklist_url(self.object)

    @property
    def opportunity_url(self) -> str:
        """The page of the opportunity; the customer's where only its papers were taken over."""
        is_reached = self.user.access.reach.holds(self.object)
        if is_reached or self.object.analyst_id == self.user.pk:
            return reverse("prospects:opportunity-detail", args=[self.object.public_id])
        return reverse("prospects:prospect-detail", args=[self.object.prospect.public_id])


class PaperView(PapersView):
    """A page about one paper of the checklist."""

    item: Item

    def find(self, **kwargs: Any) -> None:
        """Find the opportunity, then the kind of paper."""
        super().find(**kwargs)
        item = item_of(
            self.object, kwargs["code"][:40], today=self.today, language=self.user.language
        )
        if item is None:
            raise Http404
        self.item = item

    @property
    def name(self) -> str:
        """The paper's name in the reader's language."""
        return self.item.type.label(self.user.language)

    def url(self, step: str) -> str:
        """Return the address of a step of this paper."""
        return reverse(f"documents:paper-{step}", args=[self.object.public_id, self.item.type.code])

    @property
    def paper_version(self) -> int:
        """The version of the paper, 0 while there is none."""
        return self.item.document.version if self.item.document else 0

    def stale_paper(self, error: StaleError, mine: str) -> HttpResponse:
        """Answer 409: what was wanted beside how the paper is now."""
        current = error.current
        if not isinstance(current, Document):
            raise TypeError("a paper was expected")
        who = current.updated_by.full_name
        when = relative_moment(current.updated_at, self.now, self.object.branch.time_zone)
        context = {
            "headline": _("Changed meanwhile by %(name)s (%(when)s). Review before saving.")
            % {"name": who, "when": when},
            "action": self.request.get_full_path(),
            "version": current.version,
            "key": new_public_id(),
            "current_url": self.detail_url,
            "fields": [{
                "name": "state", "label": self.name, "yours": mine,
                "theirs": state_words(current.state_on(self.today)), "raw": "",
            }],
            "hidden": [
                (name, value) for name, value in self.request.POST.items()
                if name not in {"csrfmiddlewaretoken", "version", "idempotency_key", "state"}
            ],
        }  # fmt: skip
        return self.show("prospects/opportunity_conflict.html", context, status=409)


class PaperFormView(PaperView, FormView):
    """One form about a paper."""

    write_permission: ClassVar[P | None] = P.DOCUMENT_CHANGE
    done_words: ClassVar[Any]

    def get_sub(self) -> str:
        """Name customer and product."""
        return f"{self.object.prospect.name} · {self.object.product.short_name}"

    def get_title(self) -> str:
        """Return what is done with which paper."""
        return f"{self.title}: {self.name}"

    def get_version(self) -> int:
        """The version of the paper, not of the opportunity."""
        return self.version() if self.request.method == "POST" else self.paper_version

    def answer_stale(self, stale: StaleError, form: forms.Form) -> HttpResponse:
        """Somebody else handled the paper first."""
        return self.stale_paper(stale, str(self.title))

    def said(self, form: forms.Form) -> str:
        """Say what was done with which paper."""
        return f"{self.name}: {self.done_words}"

    def pairs(self, form: forms.Form, current: Opportunity) -> list[Pair]:
        """Nothing of the opportunity is compared here."""
        return []


class PaperStepView(PaperView):
    """A step of one tap: no form, only the button."""

    http_method_names = ["post"]
    done_words: ClassVar[Any]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Do it once; a refusal is told, somebody faster is 409."""
        try:
            self.step()
        except ValidationError as refusal:
            return self.done(" ".join(refusal.messages))
        except StaleError as error:
            return self.stale_paper(error, str(self.done_words))
        return self.done(f"{self.name}: {self.done_words}")

    def step(self) -> None:
        """Call the service."""
        raise AttributeError(f"{type(self).__name__} does not say what it does.")
