"""Writing a letter: a new one, a draft, and the figures beside both while they are typed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.htmx import redirect
from core.public_id import new_public_id
from offers.letters import drafts
from offers.letters.figures import Terms
from offers.letters.forms import LetterForm, TermsForm, promotions_for, start_of
from offers.letters.rows import preview_of, url_of
from offers.letters.states import may_take
from offers.letters.views.shared import LetterFormView, OfOpportunity
from offers.models import Letter, LetterKind, LetterState, SavedSimulation
from org.access.permissions import Permission as P
from org.administration.conflict import shown
from prospects.models import Opportunity
from prospects.views.opportunities.shared import OpportunityView

FORM = "offers/letter_form.html"


def typed_terms(form: TermsForm) -> Terms | None:
    """Return the terms as far as they were typed and read; None while one is missing."""
    return drafts.whole_terms(getattr(form, "cleaned_data", {}))


def figures_url(opportunity: Opportunity) -> str:
    """Return where the figures of typed terms are computed."""
    return reverse("offers:letter-figures", args=[opportunity.public_id])


class NewLetterView(OfOpportunity):
    """A new letter of one kind."""

    kind: LetterKind
    verb = gettext_lazy("Save as draft")

    def find(self, **kwargs: Any) -> None:
        """Find the opportunity; a kind that does not exist, or comes from a decision, is absent."""
        super().find(**kwargs)
        if kwargs["kind"] not in set(LetterKind.values) - {LetterKind.SPPK}:
            raise Http404
        self.kind = LetterKind(kwargs["kind"])

    def form(self, data: Any = None) -> LetterForm:
        """Build the form of the kind."""
        start = drafts.starting_values(self.object, self.kind, today=self.today)
        if data is None and self.kind == LetterKind.OFFER:
            start |= self.simulated()
        return LetterForm(data, kind=self.kind, product=self.object.product, today=self.today,
                          promotions=promotions_for(self.object, self.today),
                          initial=start)  # fmt: skip

    def simulated(self) -> dict[str, Any]:
        """Return the terms of the kept simulation the letter is written from; else nothing."""
        asked = self.request.GET.get("simulation", "")
        if not asked:
            return {}
        rows = SavedSimulation.objects.visible_to(self.user).filter(opportunity=self.object)
        found = rows.filter(public_id=asked, terms__kind="loan").first()
        return drafts.simulated_values(found) if found else {}

    def page(self, form: Any, status: int = 200) -> HttpResponse:
        """Show the form with its figures."""
        return self.show(FORM, form_page(self, form, self.object, str(self.kind.label)), status)

    def save(self, form: Any) -> str:
        """Write the draft."""
        self.letter = drafts.write(self.object, self.kind, form.cleaned_data, actor=self.user,
                                   now=self.now, today=self.today)  # fmt: skip
        return url_of(self.letter)

    @property
    def detail_url(self) -> str:
        """Where to go afterwards: the letter, or the opportunity while there is none."""
        letter: Letter | None = getattr(self, "letter", None)
        return url_of(letter) if letter else super().detail_url

    def done(self, text: str, undo_url: str = "") -> HttpResponse:
        """Go to the letter; a second press goes where the first one led."""
        messages.success(self.request, text)
        if not hasattr(self, "letter"):
            rows = Letter.objects.visible_to(self.user).of(self.object).filter(kind=self.kind)
            found = rows.order_by("-created_at").first()
            if found is not None:
                self.letter = found
        return redirect(self.request, self.detail_url)


def form_page(
    view: Any, form: LetterForm, opportunity: Opportunity, title: str
) -> dict[str, Any]:  # fmt: skip
    """Return what the form of a letter shows."""
    terms = typed_terms(form) if form.is_bound else start_terms(form)
    has_figures = "amount" in form.fields
    return {
        "form": form, "title": title, "verb": view.get_verb(), "action": view.request.path,
        "sub": f"{opportunity.prospect.name} · {opportunity.product.name}",
        "version": view.get_version(), "key": new_public_id(),
        "figures_url": figures_url(opportunity) if has_figures else "",
        "preview": preview_of(opportunity.product, terms, view.today) if has_figures else {},
    }  # fmt: skip


def start_terms(form: LetterForm) -> Terms | None:
    """Return the terms a fresh form starts with."""
    return drafts.whole_terms(form.initial)


class EditLetterView(LetterFormView):
    """A draft."""

    write_permission: ClassVar[P | None] = None  # the table of states says who writes which kind
    verb = gettext_lazy("Save")
    stale_words: ClassVar[Any] = gettext_lazy("Somebody changed this letter meanwhile.")

    def check_permission(self, request: HttpRequest) -> None:
        """Whoever issues a letter may change its draft."""
        super().check_permission(request)
        if not may_take(self.object, "issue", self.user):
            raise PermissionDenied

    def form(self, data: Any = None) -> LetterForm:
        """Build the form, filled with what is saved."""
        row = self.object
        names = (*drafts.TEXTS, *drafts.FIGURES, *drafts.PROMISED)
        return LetterForm(
            data,
            kind=row.kind,
            product=row.opportunity.product,
            today=self.today,
            promotions=self.promotions(row),
            initial=start_of(row, names),
        )

    def promotions(self, row: Letter) -> Any:
        """Return what this letter may promise."""
        return promotions_for(row.opportunity, self.today, own=row.promotion_id)

    def page(self, form: Any, status: int = 200) -> HttpResponse:
        """Show the form with its figures; what is issued is only read."""
        if self.object.state != LetterState.DRAFT and self.request.method == "GET":
            raise Http404
        title = str(self.object.get_kind_display())
        return self.show(FORM, form_page(self, form, self.object.opportunity, title), status)

    def save(self, form: Any) -> str:
        """Change the draft."""
        drafts.change(self.object, form.cleaned_data, version=self.version(), actor=self.user,
                      now=self.now, today=self.today)  # fmt: skip
        return self.detail_url

    def differing(self, form: Any, current: Letter) -> list[dict[str, str]]:
        """Compare every question of the form."""
        saved = LetterForm(kind=current.kind, product=current.opportunity.product,
                           today=self.today, promotions=self.promotions(current),
                           initial=start_of(current, form.fields))  # fmt: skip
        return [
            {"name": name, "label": str(form.fields[name].label), "yours": shown(form[name]),
             "theirs": shown(saved[name]), "raw": self.request.POST.get(name, "")}
            for name in form.fields
        ]  # fmt: skip


class FiguresView(OpportunityView):
    """The figures of the terms that are typed now; changes nothing."""

    write_permission: ClassVar[P | None] = P.LETTER_CHANGE

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Return the block of figures; an empty one while something is missing."""
        product = self.object.product
        form = LetterForm(request.POST, kind=LetterKind.OFFER, product=product, today=self.today)
        form.is_valid()
        preview = preview_of(product, typed_terms(form), self.today)
        context = {"preview": preview, "hint": _("Fill in amount, term and rate.")}
        return render(request, "offers/letter_figures.html", context)
