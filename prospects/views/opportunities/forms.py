"""Adding, editing, pausing, ending, and dated facts of an opportunity."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import date_words
from core.htmx import redirect
from core.idempotency import KeyReusedError, once
from core.money import format_rupiah
from core.public_id import new_public_id
from org.access.permissions import Permission as P
from prospects import pipeline
from prospects.models import LossReason, Milestone, Opportunity, Prospect
from prospects.opportunity_forms import EndForm, MilestoneForm, OpportunityForm, PauseForm
from prospects.pipeline.milestones import RUNG_OF, permissions_for
from prospects.services import add_opportunity
from prospects.tips.rows import short_tips
from prospects.tips.services import tips_for
from prospects.views.opportunities.shared import FormView, Pair, status_label
from prospects.warnings import move_warnings


def day(value: date | None) -> str:
    """Return a date in words, a dash for none."""
    return date_words(value) if value else "–"


TIPS = 3


class EditView(FormView):
    """Product, amount and expected close."""

    title = gettext_lazy("Edit opportunity")
    verb = gettext_lazy("Save")

    def form(self, data: Any = None) -> forms.Form:
        """Offer the products that the ladder allows."""
        return OpportunityForm(data, today=self.today, like=self.object, initial=self.initial())

    def initial(self) -> dict[str, Any]:
        """Start with what is saved."""
        row = self.object
        return {
            "product": row.product.public_id,
            "amount": row.amount,
            "expected_close_on": row.expected_close_on,
        }

    def save(self, form: forms.Form) -> str:
        """Call the service."""
        pipeline.change_details(
            self.object, **form.cleaned_data, version=self.version(), actor=self.user, now=self.now
        )
        return self.detail_url

    def pairs(self, form: forms.Form, current: Opportunity) -> list[Pair]:
        """Compare all three."""
        mine = form.cleaned_data
        return [
            ("product", _("Product"), mine["product"].name, current.product.name),
            ("amount", _("Amount"), format_rupiah(mine["amount"]), format_rupiah(current.amount)),
            ("expected_close_on", _("Expected close"), day(mine["expected_close_on"]),
             day(current.expected_close_on)),
        ]  # fmt: skip


class PauseView(FormView):
    """*Tunda sampai tanggal*; without a date the rest is over."""

    title = gettext_lazy("Pause until a date")
    verb = gettext_lazy("Pause")

    def form(self, data: Any = None) -> forms.Form:
        """Ask for the date."""
        return PauseForm(data, today=self.today)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Go on at once with `resume`, else read the form."""
        if "resume" not in request.POST:
            return super().post(request, **kwargs)
        pipeline.set_pause(
            self.object, until=None, version=self.version(), actor=self.user, now=self.now
        )
        return self.done(_("The pause is over."))

    def save(self, form: forms.Form) -> str:
        """Call the service."""
        pipeline.set_pause(
            self.object, until=form.cleaned_data["until"], version=self.version(),
            actor=self.user, now=self.now,
        )  # fmt: skip
        return self.detail_url

    def said(self, form: forms.Form) -> str:
        """Say until when."""
        return _("Paused until %(day)s") % {"day": date_words(form.cleaned_data["until"])}

    def pairs(self, form: forms.Form, current: Opportunity) -> list[Pair]:
        """Compare the dates."""
        mine = day(form.cleaned_data["until"])
        return [("until", _("Pause until"), mine, day(current.paused_until))]


class EndView(FormView):
    """*Ditolak bank* or *batal nasabah*, with a reason."""

    is_danger = True
    verb = gettext_lazy("End opportunity")

    @property
    def kind(self) -> str:
        """Who ends it, the customer when the address does not say; 404 for anything else."""
        kind = self.request.GET.get("kind", LossReason.Kind.CUSTOMER)
        if kind not in LossReason.Kind.values:
            raise Http404
        return kind

    def get_title(self) -> str:
        """Return the way of ending."""
        return str(LossReason.Kind(self.kind).label)

    def more(self) -> dict[str, Any]:
        """Show what worked for colleagues before a customer is let go."""
        if self.kind != LossReason.Kind.CUSTOMER:
            return {}
        return {"tips": short_tips(tips_for(self.user, kind=self.kind, most=TIPS), self.user)}

    def form(self, data: Any = None) -> forms.Form:
        """Offer the reasons of this kind."""
        return EndForm(data, kind=self.kind)

    def save(self, form: forms.Form) -> str:
        """Call the service."""
        pipeline.end_opportunity(
            self.object, kind=self.kind, reason=form.cleaned_data["reason"],
            note=form.cleaned_data["note"], version=self.version(), actor=self.user, now=self.now,
        )  # fmt: skip
        return self.detail_url

    def said(self, form: forms.Form) -> str:
        """Say how it ended."""
        return f"{self.get_title()}: {form.cleaned_data['reason'].label(self.user.language)}"

    def undo_url(self) -> str:
        """Reopening takes it back."""
        row = self.rows().get(pk=self.object.pk)
        url = reverse("prospects:opportunity-reopen", args=[row.public_id])
        return f"{url}?version={row.version}"

    def pairs(self, form: forms.Form, current: Opportunity) -> list[Pair]:
        """Compare how it stands."""
        theirs = f"{current.rung.label}, {status_label(current)}"
        reason = form.cleaned_data["reason"].label(self.user.language)
        return [("reason", self.get_title(), reason, theirs)]


class MilestoneView(FormView):
    """A dated fact; the rights depend on which."""

    write_permission = None
    verb = gettext_lazy("Save")

    @property
    def kind(self) -> Milestone.Kind:
        """Which fact; 404 for anything else."""
        kind = self.kwargs["kind"]
        if kind not in Milestone.Kind.values:
            raise Http404
        return Milestone.Kind(kind)

    def check_permission(self, request: HttpRequest) -> None:
        """Refuse who may not record this fact, already when the form is asked for."""
        super().check_permission(request)
        if not any(self.user.may(permission) for permission in permissions_for(self.kind)):
            raise PermissionDenied

    def get_title(self) -> str:
        """Return the fact's name."""
        return str(self.kind.label)

    def initial(self) -> dict[str, Any]:
        """Start with what is recorded, else today."""
        found = Milestone.objects.filter(opportunity=self.object, kind=self.kind).first()
        if found is None:
            return {"reached_on": self.today}
        return {"reached_on": found.reached_on, "reference": found.reference}

    def form(self, data: Any = None) -> forms.Form:
        """Ask for date and number."""
        return MilestoneForm(
            data, today=self.today, kind=self.kind, needs_number=self.kind in RUNG_OF,
            initial=self.initial(),
        )  # fmt: skip

    def save(self, form: forms.Form) -> str:
        """Call the service, or take the fact back."""
        if "withdraw" in self.request.POST:
            pipeline.withdraw_milestone(
                self.object, kind=self.kind, version=self.version(), actor=self.user, now=self.now
            )
            return self.detail_url
        pipeline.record_milestone(
            self.object, kind=self.kind, reached_on=form.cleaned_data["reached_on"],
            reference=form.cleaned_data["reference"], version=self.version(), actor=self.user,
            now=self.now,
        )  # fmt: skip
        return self.detail_url

    def more(self) -> dict[str, Any]:
        """Warn of what is missing, and say how the fact is taken back."""
        rung = RUNG_OF.get(self.kind, "")
        if not rung:
            return self.taking_back()
        warnings = move_warnings(self.object, rung, self.today, self.user.language)
        return {"warnings": warnings, **self.taking_back()}

    def taking_back(self) -> dict[str, Any]:
        """Say what taking the fact back would do; empty while it cannot be taken back."""
        row, rung = self.object, RUNG_OF.get(self.kind, "")
        is_there = Milestone.objects.filter(opportunity=row, kind=self.kind).exists()
        if not is_there or (rung and row.stage != rung):
            return {}
        if not rung:
            return {"withdraw": _("%(what)s is taken off this file.") % {"what": self.kind.label}}
        ladder = row.product.type
        lower = ladder.ladder[ladder.position(rung) - 1]
        words = _("%(what)s is taken off this file, which goes back to %(stage)s.")
        return {"withdraw": words % {"what": self.kind.label, "stage": lower.label}}

    def said(self, form: forms.Form) -> str:
        """Say what was recorded or taken back."""
        taken = "withdraw" in self.request.POST
        words = _("%(what)s taken back.") if taken else _("%(what)s recorded.")
        return words % {"what": self.kind.label}

    def pairs(self, form: forms.Form, current: Opportunity) -> list[Pair]:
        """Compare with where the file is now."""
        mine = f"{day(form.cleaned_data['reached_on'])} {form.cleaned_data['reference']}".strip()
        theirs = str(current.rung.label)
        return [("reached_on", str(self.kind.label), mine, theirs)]


class AddView(FormView):
    """Another opportunity of a prospect the person may change."""

    model = Prospect
    permission = P.OPPORTUNITY_CHANGE
    title = gettext_lazy("New opportunity")
    verb = gettext_lazy("Save opportunity")

    def rows(self) -> Any:
        """Start from the prospects the person reaches."""
        return Prospect.objects.visible_to(self.user).live().select_related("owner__branch")

    @property
    def detail_url(self) -> str:
        """Go back to the prospect."""
        return reverse("prospects:prospect-detail", args=[self.object.public_id])

    def form(self, data: Any = None) -> forms.Form:
        """Offer the whole catalogue."""
        return OpportunityForm(data, today=self.today)

    def get_sub(self) -> str:
        """Name the prospect."""
        return str(self.object)

    def show(self, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Show the form for the prospect."""
        base = {"layout": "base.html", "is_sheet": False, "who": str(self.object),
                "detail_url": self.detail_url}  # fmt: skip
        return render(self.request, template, base | context, status=status)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Save once and go to the new opportunity, also when pressed twice."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, 422)
        try:
            target = self.once_to(form)
        except KeyReusedError:
            form.add_error(None, _("This form was saved before. Check the page behind it."))
            return self.page(form, 409)
        messages.success(request, _("Opportunity saved."))
        return redirect(request, target)

    def once_to(self, form: forms.Form) -> str:
        """Return the address of the opportunity made by this post or by its twin."""
        key = self.request.POST.get("idempotency_key", "") or new_public_id()
        body = {name: str(value) for name, value in form.cleaned_data.items()}
        target, _is_new = once(
            user_id=self.user.pk, key=key, body=body | {"of": self.request.path}, now=self.now,
            work=lambda: self.save(form),
        )  # fmt: skip
        return target

    def save(self, form: forms.Form) -> str:
        """Call the service; the new opportunity belongs to the prospect's owner."""
        row = add_opportunity(
            self.object,
            **form.cleaned_data,
            actor=self.user,
            now=self.now,
        )
        return reverse("prospects:opportunity-detail", args=[row.public_id])
