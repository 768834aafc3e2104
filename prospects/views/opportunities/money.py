"""Recording money, confirming what an officer claimed, refusing and taking back."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import format_rupiah
from core.versioning import StaleError
from org.access.permissions import Permission as P
from prospects import pipeline
from prospects.models import Disbursement, Opportunity
from prospects.opportunity_forms import DisbursementForm, WhyForm
from prospects.pipeline import NewDisbursement
from prospects.pipeline.disbursements import room_left
from prospects.views.opportunities.shared import FormView, OpportunityView, Pair


class DisbursementAddView(FormView):
    """One part: the officer's word waits, credit administration's is confirmed at once."""

    write_permission = None
    verb = gettext_lazy("Save")

    def check_permission(self, request: HttpRequest) -> None:
        """Officers claim, credit administration and heads enter."""
        super().check_permission(request)
        if not (self.user.may(P.DISBURSEMENT_CLAIM) or self.is_confirming):
            raise PermissionDenied

    @property
    def is_confirming(self) -> bool:
        """Tell whether this person's entry counts at once: never his own opportunity's."""
        return self.user.may(P.DISBURSEMENT_CONFIRM) and self.object.owner_id != self.user.pk

    def get_title(self) -> str:
        """Return what is recorded."""
        if self.object.product.type.kind == "funding":
            return _("Record funds received")
        return _("Record disbursement")

    def get_sub(self) -> str:
        """Say whether it waits for somebody."""
        if self.is_confirming:
            return _("%(name)s · counts at once") % {"name": self.object.prospect.name}
        return _("%(name)s · waits for confirmation") % {"name": self.object.prospect.name}

    def initial(self) -> dict[str, Any]:
        """Propose what is left, today."""
        left = room_left(self.object)
        return {"disbursed_on": self.today, "amount": left if left else self.object.amount}

    def form(self, data: Any = None) -> forms.Form:
        """Ask for amount, date and account."""
        return DisbursementForm(data, today=self.today, initial=self.initial() if not data else {})

    def save(self, form: forms.Form) -> str:
        """Call the service."""
        new = NewDisbursement(**form.cleaned_data)
        verb = pipeline.enter_disbursement if self.is_confirming else pipeline.claim_disbursement
        verb(self.object, new, actor=self.user, now=self.now)
        return self.detail_url

    def said(self, form: forms.Form) -> str:
        """Say what happens next."""
        if self.is_confirming:
            return _("Disbursement recorded.")
        return _("Recorded. It counts once somebody else has confirmed it.")


class PartView(OpportunityView):
    """A page about one disbursement of the opportunity."""

    permission = P.DISBURSEMENT_CONFIRM
    part: Disbursement

    def find(self, **kwargs: Any) -> None:
        """Find the opportunity, then the part among those in reach."""
        super().find(**kwargs)
        parts = Disbursement.objects.visible_to(self.user).filter(opportunity=self.object)
        found = parts.select_related("opportunity").filter(public_id=kwargs["part"][:16]).first()
        if found is None:
            raise Http404
        self.part = found

    def stale_part(self) -> HttpResponse:
        """Answer 409: somebody decided first."""
        current = Disbursement.objects.visible_to(self.user).get(pk=self.part.pk)
        theirs = str(Disbursement.State(current.state).label)
        mine = format_rupiah(self.part.amount)
        return self.stale(self.rows().get(pk=self.object.pk),
                          [("state", _("Disbursement"), mine, theirs)])  # fmt: skip


class DisbursementConfirmView(PartView):
    """Confirm what an officer claimed: one tap."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Confirm once; 403 for who entered it, 409 when somebody decided first."""
        try:
            pipeline.confirm_disbursement(
                self.part, version=self.version(), actor=self.user, now=self.now
            )
        except ValidationError as refusal:
            return self.done(" ".join(refusal.messages))
        except StaleError:
            return self.stale_part()
        return self.done(_("Disbursement confirmed."))


class WhyView(PartView, FormView):
    """Refuse, or take a confirmation back: with a reason."""

    is_danger = True
    write_permission = P.DISBURSEMENT_CONFIRM
    action: ClassVar[Any]

    def form(self, data: Any = None) -> forms.Form:
        """Ask why."""
        return WhyForm(data)

    def get_version(self) -> int:
        """The version of the part."""
        return self.version() if self.request.method == "POST" else self.part.version

    def get_sub(self) -> str:
        """Name the money."""
        return f"{self.object.prospect.name} · {format_rupiah(self.part.amount)}"

    def save(self, form: forms.Form) -> str:
        """Call the service."""
        type(self).action(
            self.part, version=self.version(), actor=self.user, now=self.now,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
        return self.detail_url

    def answer_stale(self, stale: StaleError, form: forms.Form) -> HttpResponse:
        """Somebody decided first."""
        return self.stale_part()

    def pairs(self, form: forms.Form, current: Opportunity) -> list[Pair]:
        """Nothing of the opportunity is compared here."""
        return []


class DisbursementRefuseView(WhyView):
    """The claimed money did not move."""

    title = gettext_lazy("Do not confirm")
    verb = gettext_lazy("Do not confirm")
    action = staticmethod(pipeline.refuse_disbursement)


class DisbursementReverseView(WhyView):
    """The confirmation was wrong: heads only."""

    permission = P.REPORT_REVIEW
    write_permission = P.REPORT_REVIEW
    title = gettext_lazy("Take the confirmation back")
    verb = gettext_lazy("Take back")
    action = staticmethod(pipeline.reverse_disbursement)
