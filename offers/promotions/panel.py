"""The block *Promotion* on the page of an opportunity, and the form that reserves one."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import format_rupiah
from offers.models import GrantState, Promotion, PromotionGrant
from offers.promotions import services
from org.access.permissions import Permission as P
from prospects.models import Opportunity
from prospects.panels import Column, Panel, Visit
from prospects.pipeline.base import today_at
from prospects.views.opportunities.shared import FormView, Pair

MOST = 3


class PromotionPanel(Panel):
    """What is reserved for the customer, else what may be offered today."""

    permission: ClassVar[P] = P.OPPORTUNITY_VIEW
    code: ClassVar[str] = "promotion"
    title: ClassVar[str | Promise] = gettext_lazy("Promotion")
    template: ClassVar[str] = "offers/promotion_panel.html"
    column: ClassVar[Column] = "right"
    phone_order: ClassVar[int] = 5
    max_queries: ClassVar[int] = 2
    is_deferred: ClassVar[bool] = True

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return the lines; None where nothing is offered and nothing reserved."""
        deal = visit.opportunity
        if deal is None:
            return None
        is_open = deal.status == Opportunity.Status.OPEN
        grant = services.grant_of(deal)
        found = services.offered(deal, visit.today)[:MOST] if is_open and not grant else ()
        rows = [{"name": row.name, "words": services.words_of(row), "state": ""} for row in found]
        if grant is not None:
            rows = [_granted(grant)]
        if not rows:
            return None
        may = is_open and visit.user.may(P.OPPORTUNITY_CHANGE)
        url = reverse("offers:promotion-offer", args=[deal.public_id])
        return {"rows": rows, "offer_url": url if may else ""}


def _granted(grant: PromotionGrant) -> dict[str, str]:
    promotion = grant.promotion
    letter = grant.letter.number if grant.letter else ""
    parts = (promotion.get_kind_display(), format_rupiah(promotion.value), letter)
    words = " · ".join(str(part) for part in parts if part)
    return {"name": promotion.name, "words": words, "state": str(GrantState(grant.state).label)}


class OfferForm(forms.Form):
    """Which promotion, or none."""

    promotion = forms.ChoiceField(label=gettext_lazy("Promotion"), required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["promotion"]
        field.choices = [*choices, ("", _("None"))]


class OfferView(FormView):
    """Reserves a promotion for the file, or gives it back."""

    title = gettext_lazy("Offer a promotion")
    verb = gettext_lazy("Save")

    def found(self) -> dict[str, Promotion]:
        """Return what may be offered, and what is reserved."""
        rows = list(services.offered(self.object, today_at(self.object, self.now)))
        grant = services.grant_of(self.object)
        if grant is not None and grant.promotion not in rows:
            rows.insert(0, grant.promotion)
        return {row.public_id: row for row in rows}

    def form(self, data: Any = None) -> OfferForm:
        """Ask for one."""
        grant = services.grant_of(self.object)
        choices = [
            (code, f"{row.name}. {services.words_of(row)}") for code, row in self.found().items()
        ]
        start = {"promotion": grant.promotion.public_id if grant else ""}
        return OfferForm(data, choices=choices, initial=start)

    def save(self, form: forms.Form) -> str:
        """Call the service."""
        code = form.cleaned_data["promotion"]
        chosen = Promotion.objects.get(public_id=code) if code else None
        services.choose(self.object, chosen, actor=self.user, now=self.now)
        return self.detail_url

    def pairs(self, form: forms.Form, current: Opportunity) -> list[Pair]:
        """Nothing is compared here."""
        return []
