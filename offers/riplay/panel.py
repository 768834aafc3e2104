"""The block *RIPLAY* on the page of an opportunity, and the form that waives it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import date_words
from offers.models import Riplay, RiplayWaiver
from offers.riplay import gate
from offers.riplay.rows import line_of
from org.access.permissions import Permission as P
from prospects.models import Opportunity
from prospects.panels import Column, Panel, Visit
from prospects.views.opportunities.shared import FormView, Pair

MOST = 4


class RiplayPanel(Panel):
    """What the customer was given in writing, and whether the akad still waits for it."""

    permission: ClassVar[P] = P.PROSPECT_VIEW
    code: ClassVar[str] = "riplay"
    title: ClassVar[str | Promise] = "RIPLAY"
    template: ClassVar[str] = "offers/riplay_panel.html"
    column: ClassVar[Column] = "right"
    phone_order: ClassVar[int] = 4
    max_queries: ClassVar[int] = 6
    is_deferred: ClassVar[bool] = True

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return the lines and the state; None where there is nothing to say."""
        deal = visit.opportunity
        if deal is None:
            return None
        found = Riplay.objects.visible_to(visit.user).filter(opportunity=deal)
        found = found.defer("content", "pdf").select_related("product", "branch").order_by("-pk")
        lines = [line_of(row, visit.today) for row in found[:MOST]]
        is_asked = deal.status == "open" and gate.is_asked(deal, visit.today)
        if not lines and not is_asked:
            return None
        terms = gate.terms_now(deal)
        waiver = gate.waiver_of(deal)
        is_there = is_asked and gate.confirmed(deal, terms, visit.today) is not None
        misses = is_asked and not is_there and waiver is None
        return {
            "rows": lines, "missing": terms.words() if misses else "", "is_there": is_there,
            "waived": _waived(waiver) if waiver else "",
            "waive_url": _waive_url(deal, visit) if misses else "",
        }  # fmt: skip


def _waived(waiver: RiplayWaiver) -> str:
    day = date_words(waiver.waived_at.astimezone(waiver.waived_by.zone).date())
    words = {"who": waiver.waived_by.full_name, "day": day, "why": waiver.reason}
    return _("Waived by %(who)s on %(day)s: %(why)s") % words


def _waive_url(deal: Opportunity, visit: Visit) -> str:
    if not visit.user.may(P.RIPLAY_WAIVE) or visit.user.pk == deal.owner_id:
        return ""
    return reverse("offers:riplay-waive", args=[deal.public_id])


class WaiveForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("It stands on the timeline and in the audit trail."),
    )  # fmt: skip


class WaiveView(FormView):
    """Lets the akad pass without a confirmed RIPLAY."""

    write_permission = P.RIPLAY_WAIVE
    form_class = WaiveForm
    title = gettext_lazy("Akad without a confirmed RIPLAY")
    verb = gettext_lazy("Waive")

    def check_permission(self, request: HttpRequest) -> None:
        """Refuse who owns the file."""
        super().check_permission(request)
        if self.user.pk == self.object.owner_id:
            raise PermissionDenied

    def save(self, form: forms.Form) -> str:
        """Call the service."""
        gate.waive(self.object, form.cleaned_data["reason"], actor=self.user, now=self.now)
        return self.detail_url

    def said(self, form: forms.Form) -> str:
        """Say that it counts."""
        return _("Waived. The akad may be recorded.")

    def pairs(self, form: forms.Form, current: Opportunity) -> list[Pair]:
        """Nothing is compared here."""
        return []
