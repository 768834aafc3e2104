"""The steps of a letter, one address each: ask, approve, issue, hand over, answer, withdraw."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.public_id import new_public_id
from offers.customer_links import is_on
from offers.letters import drafts, links, rounds
from offers.letters.forms import RoundForm, TodayForm
from offers.letters.rows import margin_words, terms_words, url_of
from offers.letters.states import MOVES, may_take
from offers.letters.taking import FORMS, form_of, take
from offers.letters.views.shared import LetterFormView
from offers.models import LetterRound
from org.access.permissions import Permission as P
from prospects.tips.rows import short_tips
from prospects.tips.services import tips_for

ASKED_FOR, TIPS = ("interest_rate", "other_bank"), 3  # objections that lead to better terms
SAYS: dict[str, Any] = {
    "issue": gettext_lazy("The letter gets its number and cannot be changed any more."),
    "approve": gettext_lazy("The letter gets its number and cannot be changed any more."),
    "submit": gettext_lazy("Somebody else approves terms beyond the limit, then the letter is"
                           " issued."),
    "recall": gettext_lazy("The letter becomes a draft again."),
    "accept": gettext_lazy("The terms stay as they are and are held against the booking."),
    "withdraw": gettext_lazy("An issued letter keeps its number."),
}  # fmt: skip
SAID: dict[str, Any] = {
    "submit": gettext_lazy("Asked for approval."), "issue": gettext_lazy("Issued."),
    "approve": gettext_lazy("Approved and issued."), "return": gettext_lazy("Sent back."),
    "recall": gettext_lazy("Taken back."), "send": gettext_lazy("Handed over."),
    "accept": gettext_lazy("Accepted."), "decline": gettext_lazy("Answer kept."),
    "withdraw": gettext_lazy("Withdrawn."),
}  # fmt: skip


class StepView(LetterFormView):
    """One step of the table of states."""

    write_permission: ClassVar[P | None] = None
    step: str
    stale_words: ClassVar[Any] = gettext_lazy("This letter moved on meanwhile. Look at it first.")

    def find(self, **kwargs: Any) -> None:
        """Find the letter; a step that does not exist is absent."""
        super().find(**kwargs)
        if kwargs["step"] not in FORMS:
            raise Http404
        self.step = kwargs["step"]

    def check_permission(self, request: HttpRequest) -> None:
        """The table says who takes the step."""
        super().check_permission(request)
        if not may_take(self.object, self.step, self.user):
            raise PermissionDenied

    def form(self, data: Any = None) -> TodayForm:
        """Build the form of the step."""
        return form_of(self.object, self.step, data, now=self.now, today=self.today)

    def page(self, form: Any, status: int = 200) -> HttpResponse:
        """Show the form in its own frame."""
        move = MOVES[self.step]
        row = self.object
        told = [terms_words(row), margin_words(row.margin)] if self.step == "approve" else []
        context = {
            "form": form, "title": str(move.label), "sub": self.get_sub(), "verb": str(move.label),
            "is_danger": move.is_danger, "action": self.request.path,
            "says": str(SAYS.get(self.step, "")), "told": [line for line in told if line],
            "reason": row.reason if self.step == "approve" else "",
            "version": self.get_version(), "key": new_public_id(),
        }  # fmt: skip
        return self.show("offers/letter_step.html", context, status)

    def save(self, form: Any) -> str:
        """Call the service of the step."""
        take(self.object, self.step, form.cleaned_data, version=self.version(), actor=self.user,
             now=self.now, today=self.today)  # fmt: skip
        return self.detail_url

    def said(self, form: Any) -> str:
        """Return the words of the toast."""
        return str(SAID[self.step])


class RoundView(LetterFormView):
    """What one side asks for."""

    title = gettext_lazy("Round of the negotiation")
    verb = gettext_lazy("Keep")

    def form(self, data: Any = None) -> RoundForm:
        """Build the form with the terms talked about last."""
        row = self.object
        last: Any = rounds.last_asked(row) or row
        names = ("amount", "months", "rate", "fixed_months", "floating_rate")
        start = {name: getattr(last, name) for name in names}
        side = LetterRound.Side.CUSTOMER
        return RoundForm(data, product=row.opportunity.product, today=self.today,
                         initial=start | {"side": side})  # fmt: skip

    def more(self) -> dict[str, Any]:
        """Show what worked for colleagues when a customer asked for better terms."""
        found = tips_for(self.user, codes=ASKED_FOR, most=TIPS)
        return {"tips": short_tips(found, self.user)}

    def save(self, form: Any) -> str:
        """Write it down."""
        rounds.add(self.object, form.cleaned_data, actor=self.user, now=self.now, today=self.today)
        return self.detail_url


class ReviseView(LetterFormView):
    """The next letter, with what was asked for last."""

    title = gettext_lazy("New letter with what was asked")
    verb = gettext_lazy("Write the draft")
    next_url = ""

    def form(self, data: Any = None) -> TodayForm:
        """Nothing is asked."""
        return TodayForm(data, today=self.today)

    def save(self, form: Any) -> str:
        """Write the draft."""
        asked = rounds.last_asked(self.object)
        row = drafts.revise(self.object, asked, actor=self.user, now=self.now, today=self.today)
        self.next_url = url_of(row)
        return self.next_url

    @property
    def detail_url(self) -> str:
        """The new draft, once there is one."""
        return self.next_url or url_of(self.object)


class LinkView(LetterFormView):
    """A one-time address for the customer, shown once."""

    title = gettext_lazy("Link for the customer")
    verb = gettext_lazy("Make the link")

    def find(self, **kwargs: Any) -> None:
        """Find the letter; absent while the bank uses no links."""
        super().find(**kwargs)
        if not is_on():
            raise Http404

    def form(self, data: Any = None) -> TodayForm:
        """Nothing is asked."""
        return TodayForm(data, today=self.today)

    def save(self, form: Any) -> str:
        """Make it."""
        self.address = links.make(self.object, actor=self.user, now=self.now)
        return self.detail_url

    def done(self, text: str, undo_url: str = "") -> HttpResponse:
        """Show the address, this once; a second press of the same form finds none."""
        address = getattr(self, "address", "")
        if not address:
            return super().done(_("The link was shown before. Make a new one."))
        response = self.show("offers/letter_link.html", {"address": address, "title": self.title})
        response["Cache-Control"] = "no-store"
        return response
