"""A new SPPK: its terms are shown as they were decided, only the rest is typed."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from core.htmx import redirect
from core.public_id import new_public_id
from offers.decisions.page import terms_of, texts_of
from offers.decisions.terms import DecisionTerms, decision_terms
from offers.letters import ruling, sppk
from offers.letters.forms import LetterForm
from offers.letters.rows import tiles_of, url_of
from offers.letters.views.shared import OfOpportunity
from offers.letters.views.writing import FORM
from offers.models import Letter, LetterKind
from org.access.permissions import Permission as P


class NewSppkView(OfOpportunity):
    """The draft of an SPPK, from the decision that carries the file."""

    write_permission: ClassVar[P | None] = P.DISBURSEMENT_CONFIRM
    title = gettext_lazy("SPPK")
    verb = gettext_lazy("Save as draft")

    def check_permission(self, request: HttpRequest) -> None:
        """Never for one's own file."""
        super().check_permission(request)
        if not sppk.may_write(self.object, self.user):
            raise PermissionDenied

    @cached_property
    def terms(self) -> DecisionTerms | None:
        """What was decided; None without a decision that carries the file."""
        return decision_terms(self.object)

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the form; back to the opportunity with the reason where there may be no SPPK."""
        refusal = ruling.why_no_sppk(self.object, today=self.today)
        if refusal:
            messages.warning(request, refusal)
            return redirect(request, self.detail_url)
        return self.page(self.form())

    def form(self, data: Any = None) -> LetterForm:
        """Ask for addressee, language and last day."""
        start = sppk.start(self.object, self.terms, today=self.today) if self.terms else {}
        return LetterForm(data, kind=LetterKind.SPPK, product=self.object.product,
                          today=self.today, initial=start)  # fmt: skip

    def page(self, form: Any, status: int = 200) -> HttpResponse:
        """Show what was decided beside what is asked."""
        context = {
            "form": form, "title": self.get_title(), "sub": self.get_sub(),
            "verb": self.get_verb(), "action": self.request.path, "version": self.get_version(),
            "key": new_public_id(), **self.decided(),
        }  # fmt: skip
        return self.show(FORM, context, status)

    def decided(self) -> dict[str, Any]:
        """Return the terms of the decision and what they come to; empty without one."""
        if self.terms is None:
            return {}
        promised = sppk.terms_from(self.object, self.terms, self.today)
        return {
            "decision": self.terms.number, "decided": terms_of(self.terms),
            "texts": texts_of(self.terms),
            "preview": {"tiles": tiles_of(self.object.product, promised, self.today)},
        }  # fmt: skip

    def save(self, form: Any) -> str:
        """Write the draft."""
        self.letter = sppk.write_sppk(self.object, form.cleaned_data, actor=self.user, now=self.now)
        return url_of(self.letter)

    def done(self, text: str, undo_url: str = "") -> HttpResponse:
        """Go to the letter; a second press goes where the first one led."""
        messages.success(self.request, text)
        rows = Letter.objects.visible_to(self.user).sppk_of(self.object)
        letter = getattr(self, "letter", None) or rows.order_by("-pk").first()
        return redirect(self.request, url_of(letter) if letter else self.detail_url)
