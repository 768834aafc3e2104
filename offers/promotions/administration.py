"""Promotions in the administration: drafted, approved by a second person, counted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import DayField, RupiahField
from core.formats import date_words
from core.htmx import redirect
from core.money import format_rupiah
from core.paging import Order
from core.versioning import StaleError, number_of
from offers.models import Promotion
from offers.promotions import services
from org.access.permissions import Permission
from org.access.views import PortalView
from org.administration.page import AdminPage, Column, Stamp, Tab
from products.types import family_choices, product_types


class PromotionForm(forms.ModelForm):
    """What is given, to whom, how often and for how much."""

    valid_from = DayField(label=gettext_lazy("From"), help_text=gettext_lazy("Day, month, year"))
    valid_to = DayField(label=gettext_lazy("Last day"))
    family = forms.ChoiceField(
        label=gettext_lazy("Kind of product"), required=False,
        choices=lambda: [("", _("All kinds")), *family_choices()],
        help_text=gettext_lazy("Instead of one product: all of a kind."),
    )  # fmt: skip
    value = RupiahField(label=gettext_lazy("Value of one"))
    budget = RupiahField(label=gettext_lazy("Budget"))

    class Meta:
        model = Promotion
        fields = ("name", "kind", "product", "family", "branch", "valid_from", "valid_to", "quota",
                  "value", "budget", "conditions_id", "conditions_en")  # fmt: skip
        widgets = {name: forms.Textarea({"rows": 3}) for name in ("conditions_id", "conditions_en")}
        help_texts = {
            "conditions_id": gettext_lazy("Printed in offer letters, one to a line."),
            "conditions_en": gettext_lazy("Without them the Indonesian ones are printed."),
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("valid_from", "valid_to"):
            day: Any = self.fields[name]
            day.today = today
        for name, empty in (("product", _("All products")), ("branch", _("All branches"))):
            field: Any = self.fields[name]
            field.empty_label = empty
        for field in self.fields.values():
            field.disabled = self.instance.approved_by_id is not None


def _days(row: Promotion) -> str:
    return f"{date_words(row.valid_from)} – {date_words(row.valid_to)}"


def _for(row: Promotion) -> str:
    if row.product:
        return row.product.name
    family = product_types().get(row.family)
    return str(family.label) if family else _("All products")


def _state(row: Promotion) -> str:
    return _("Approved") if row.approved_by_id else _("Waiting for approval")


class PromotionsPage(AdminPage):
    """Every promotion with how many are given, reserved and left."""

    slug = "promotion"
    namespace = "offers"
    model = Promotion
    form_class = PromotionForm
    permission = Permission.CATALOGUE_ADMIN
    title = gettext_lazy("Promotions and gifts")
    add_label = gettext_lazy("New promotion")
    search_fields = ("name",)
    search_label = gettext_lazy("Name")
    order = Order("name", "name")
    columns = (
        Column(gettext_lazy("Name"), lambda row: row.name, sub=_days),
        Column(gettext_lazy("For"), _for),
        Column(gettext_lazy("State"), _state),
        Column(gettext_lazy("Given"), lambda row: str(row.used), is_figure=True),
        Column(gettext_lazy("Reserved"), lambda row: str(row.reserved), is_figure=True),
        Column(gettext_lazy("Still free"), lambda row: str(row.left), is_figure=True),
        Column(gettext_lazy("Budget"), lambda row: format_rupiah(row.budget), is_figure=True),
    )
    pairs = (("valid_from", "valid_to"), ("value", "budget"))
    foot = gettext_lazy("A second person approves a draft; what is approved is not altered.")

    def rows(self) -> QuerySet[Any]:
        """Return them with who drafted and approved."""
        return Promotion.objects.select_related("product", "drafted_by", "approved_by")

    def form(self, data: Any = None, instance: Any = None) -> forms.ModelForm:
        """Return the form; it reads days beside the reader's own."""
        return PromotionForm(data, instance=instance, today=self.today)

    def add(self, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Write a draft in the person's name."""
        form.instance.drafted_by = stamp.actor
        return super().add(form, stamp)

    def change(self, row: Any, expected: int, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Change a draft; whoever changes it is its drafter from then on."""
        if row.approved_by_id is not None:
            raise ValidationError(_("An approved promotion is not altered."))
        form.cleaned_data["drafted_by"] = stamp.actor
        return super().change(row, expected, form, stamp)

    def tabs(self, row: Any) -> tuple[Tab, ...]:
        """The approval beside the data."""
        return (Tab("approval", _("Approval"), "offers/promotion_approval.html"),)

    def context(self, row: Any, tab: str) -> dict[str, Any]:
        """Say who drafted and approved, and whether the reader may approve."""
        if row is None:
            return {}
        return {
            "promotion": row, "state": _state(row),
            "may_approve": row.approved_by_id is None and row.drafted_by_id != self.user.pk,
            "approve_url": self.url("approve", row.public_id),
        }  # fmt: skip


class ApproveView(PortalView):
    """The second person's yes."""

    permission = Permission.CATALOGUE_ADMIN

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Approve it once; an older version changes nothing and says so."""
        row = Promotion.objects.filter(public_id=public_id).first()
        if row is None:
            raise Http404
        try:
            services.approve(row, version=number_of(request.POST.get("version")), actor=self.user,
                             now=self.now)  # fmt: skip
        except StaleError:
            messages.error(request, _("Somebody changed this meanwhile. Review before saving."))
        except PermissionDenied:
            messages.error(request, _("A second person approves it."))
        else:
            messages.success(request, _("Approved. Officers may offer it."))
        return redirect(request, PromotionsPage.url("edit", public_id))
