"""Forms of letters: shape only, the rules live in the services."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import DayField, RupiahField
from offers.letters.services import ANSWERS
from offers.models import (
    HandOver,
    Letter,
    LetterKind,
    LetterLanguage,
    LetterRound,
    Promotion,
)
from offers.promotions.services import offered, words_of
from products.calculators.loans import MAX_MONTHS
from products.forms import PercentField, WholeField
from products.models import Product
from products.models.settings import CostCode
from prospects.models import Opportunity

LOAN_ONLY = ("fixed_months", "floating_rate", "price", "collateral")
NEW_HOME = ("is_new_home", "has_used_relief", "handover_on")


class TodayForm(forms.Form):
    """A form that knows which day it is."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.today = today


def has_vat(product: Product) -> bool:
    """Tell whether PPN may be due of what the product buys."""
    return product.type.purchase is not None and CostCode.VAT in product.type.costs


class TermsForm(TodayForm):
    """Amount, term and rate; for loans the fixed stretch and the rate assumed after it."""

    amount = RupiahField(label=_("Amount"), minimum=1, help_text=_("For example 600jt or 1,2 M."))
    months = WholeField(label=_("Term in months"), low=1, high=MAX_MONTHS)
    rate = PercentField(label=_("Rate, % per year"))
    fixed_months = WholeField(
        label=_("Fixed for how many months"), low=1, high=MAX_MONTHS, required=False
    )
    floating_rate = PercentField(label=_("Assumed rate after that, %"), required=False)

    def __init__(self, *args: Any, product: Product, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.product = product
        if product.is_deposit:
            for name in LOAN_ONLY:
                self.fields.pop(name, None)


class PromotionField(forms.ModelChoiceField):
    """The promotions a letter of this file may promise today."""

    def label_from_instance(self, obj: Any) -> str:
        """Return name, value, last day and how many are left."""
        return f"{obj.name}. {words_of(obj)}"


def promotions_for(opportunity: Opportunity, today: date, *, own: int | None = None) -> Any:
    """Return what may be chosen: what is in force, and what the letter names already."""
    rows = offered(opportunity, today)
    return rows | Promotion.objects.filter(pk=own) if own else rows


class LetterForm(TermsForm):
    """A letter of any kind: the questions that make no sense for it are left out."""

    price = RupiahField(label=_("Price of what is bought"), minimum=1, required=False)
    is_new_home = forms.BooleanField(label=_("New home from a developer"), required=False)
    handover_on = DayField(
        label=_("Handover"), required=False,
        help_text=_("Of a new home: decides what the government bears of PPN."),
    )  # fmt: skip
    has_used_relief = forms.BooleanField(
        label=_("The buyer had PPN borne before"), required=False
    )  # fmt: skip
    purpose = forms.CharField(label=_("Purpose"), max_length=200, required=False)
    collateral = forms.CharField(label=_("Collateral"), max_length=300, required=False)
    conditions = forms.CharField(
        label=_("Conditions, one to a line"), max_length=2000, required=False,
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip
    promotion = PromotionField(
        Promotion.objects.none(), label=_("Promotion"), required=False, empty_label=_("None"),
        to_field_name="public_id",
        help_text=_("Printed with its conditions, and reserved when the letter is issued."),
    )  # fmt: skip
    recipient = forms.CharField(label=_("Addressed to"), max_length=160)
    attention = forms.CharField(label=_("Attention of"), max_length=120, required=False)
    address = forms.CharField(
        label=_("Address"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )
    copies = forms.CharField(
        label=_("Copies to"), max_length=300, required=False,
        help_text=_("Several with a semicolon between them."),
    )  # fmt: skip
    valid_until = DayField(label=_("Valid until"), help_text=_("Day, month, year"))
    language = forms.ChoiceField(label=_("Language"), choices=LetterLanguage.choices)
    reason = forms.CharField(
        label=_("Reason for better terms"), max_length=300, required=False,
        help_text=_("Only where the rate goes beyond the limit."),
    )  # fmt: skip

    figures: tuple[str, ...] = ("amount", "months", "rate", "fixed_months", "floating_rate",
                                "price", *NEW_HOME)  # fmt: skip
    terms: tuple[str, ...] = ("purpose", "collateral", "conditions", "promotion", "reason")

    def __init__(self, *args: Any, kind: str, promotions: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left: set[str] = set()
        if kind == LetterKind.OFFER and promotions is not None:
            chosen: Any = self.fields["promotion"]
            chosen.queryset = promotions
        else:
            left.add("promotion")
        if kind != LetterKind.OFFER:
            left |= {*self.figures, "reason"}
        if kind not in (LetterKind.OFFER, LetterKind.SPPK):
            left |= set(self.terms)
        if kind == LetterKind.SPPK:
            left |= {"conditions", "collateral"}
        if not has_vat(self.product):
            left |= set(NEW_HOME)
        if kind == LetterKind.REFUSAL:
            left.add("valid_until")
        for name in left:
            self.fields.pop(name, None)

    def bound(self, names: tuple[str, ...]) -> list[Any]:
        """Return the questions of these names that the letter asks; none with nothing to choose."""
        asked: list[Any] = [self[name] for name in names if name in self.fields]
        return [one for one in asked if one.name != "promotion" or one.field.queryset.exists()]

    @property
    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The questions in the order they are asked, by what they are about."""
        rest = ("recipient", "attention", "address", "copies", "valid_until", "language")
        parts = ((_("Terms"), self.bound(self.figures)), (_("What else it says"),
                 self.bound(self.terms)), (_("Letter"), self.bound(rest)))  # fmt: skip
        return [(title, fields) for title, fields in parts if fields]


class RoundForm(TermsForm):
    """What one side asked for."""

    side = forms.ChoiceField(label=_("Who asks"), choices=LetterRound.Side.choices)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    field_order = ("side", "amount", "months", "rate", "fixed_months", "floating_rate", "note")


class ReasonForm(TodayForm):
    """Why better terms are needed."""

    reason = forms.CharField(label=_("Why the customer needs better terms"), max_length=300)


class NoteForm(TodayForm):
    """A sentence of one's own; whether it is needed the service says."""

    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class HandOverForm(TodayForm):
    """By which way the letter reaches the customer; ways that are closed say why."""

    channel = forms.ChoiceField(
        label=_("How"), choices=HandOver.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )  # fmt: skip


class AnswerForm(TodayForm):
    """How and when the customer answered."""

    channel = forms.ChoiceField(
        label=_("How"), choices=[(one.value, one.label) for one in ANSWERS],
        widget=forms.RadioSelect, error_messages={"required": _("Choose one.")},
    )  # fmt: skip
    on = DayField(label=_("On which day"), help_text=_("Day, month, year"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


def start_of(letter: Letter, names: Any) -> dict[str, Any]:
    """Return what a form of an existing letter starts with."""
    return {name: getattr(letter, name) for name in names}
