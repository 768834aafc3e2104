"""Promotions in the administration: drafted, approved by a second person, counted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import DayField, RupiahField
from core.formats import date_words
from core.money import format_rupiah
from core.paging import Order
from offers.models import Promotion
from offers.promotions import services
from org.access.permissions import Permission
from org.administration.approval import ApprovalForm, ApprovedPage, state_words
from org.administration.page import Column
from products.types import family_choices, product_types


class PromotionForm(ApprovalForm):
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, empty in (("product", _("All products")), ("branch", _("All branches"))):
            field: Any = self.fields[name]
            field.empty_label = empty


def _days(row: Promotion) -> str:
    return f"{date_words(row.valid_from)} – {date_words(row.valid_to)}"


def _for(row: Promotion) -> str:
    if row.product:
        return row.product.name
    family = product_types().get(row.family)
    return str(family.label) if family else _("All products")


class PromotionsPage(ApprovedPage):
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
        Column(gettext_lazy("State"), state_words),
        Column(gettext_lazy("Given"), lambda row: str(row.used), is_figure=True),
        Column(gettext_lazy("Reserved"), lambda row: str(row.reserved), is_figure=True),
        Column(gettext_lazy("Still free"), lambda row: str(row.left), is_figure=True),
        Column(gettext_lazy("Budget"), lambda row: format_rupiah(row.budget), is_figure=True),
    )
    pairs = (("valid_from", "valid_to"), ("value", "budget"))
    foot = gettext_lazy("A second person approves a draft; what is approved is not altered.")
    said = gettext_lazy("Approved. Officers may offer it.")
    fixed = gettext_lazy("An approved promotion is not altered.")

    def rows(self) -> QuerySet[Any]:
        """Return them with their product too."""
        return super().rows().select_related("product")

    def approve(self, row: Promotion, version: int) -> None:
        """Let officers offer it."""
        services.approve(row, version=version, actor=self.user, now=self.now)
