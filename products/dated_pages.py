"""Dated settings in the administration: contract terms, costs, limits and the LPS guarantee.

A list by product with what is past, in force and coming. Nothing that has begun is altered: new
values are typed over the old ones with the day from which they hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import DayField, RupiahField
from core.formats import date_words
from core.money import format_rupiah
from core.paging import Order
from org.access.permissions import Permission
from org.administration.page import AdminPage, Column, Filter, Stamp
from products import dated
from products.administration import STATE_WORDS
from products.answers import rate_words
from products.forms import PercentField
from products.models import (
    CollectibilityRule,
    ContractTerms,
    GuaranteeRate,
    Limit,
    Product,
    UpfrontCost,
)
from products.models.settings import CostBasis, CostCode, DueRule
from products.rates import COMING, IN_FORCE, PAST

STATES = [(code, words[0]) for code, words in STATE_WORDS.items()]
FOR_ALL = "all"


class DatedForm(forms.ModelForm):
    """First and last day; what has begun keeps its product and kind, what is past everything."""

    valid_from = DayField(label=gettext_lazy("From"), help_text=gettext_lazy("Day, month, year"))
    valid_to = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: open end.")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in dated.DATES:
            day: Any = self.fields[name]
            day.today = today
        if "product" in self.fields:
            self.fields["product"].label = _("Product")
        state = dated.state_of(self.instance, today) if self.instance.pk else ""
        for name in self.fields if state == PAST else dated.CASE[self._meta.model]:
            self.fields[name].disabled = bool(state)
        if state == IN_FORCE:
            text = _("New values? Enter the day from which they hold: it becomes a row of its own.")
            self.fields["valid_from"].help_text = text


class TermsForm(DatedForm):
    """What a contract settles beside rate and term."""

    early_penalty = PercentField(label=gettext_lazy("Penalty for early payment, %"))

    class Meta:
        model = ContractTerms
        fields = (
            "product", "valid_from", "valid_to", "rounding_step", "rounding_direction", "due_rule",
            "due_day", "holiday_rule", "grace_months", "first_interest", "early_penalty",
            "forfeits_interest",
        )  # fmt: skip


class CostForm(DatedForm):
    """One cost at the start of a loan."""

    percent = PercentField(label=gettext_lazy("Percent"))
    fixed = RupiahField(label=gettext_lazy("Fixed amount"))
    share = PercentField(label=gettext_lazy("Part of the basis, %"), highest=200)
    deduction = RupiahField(label=gettext_lazy("Free of the cost (NPOPTKP)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code: Any = self.fields["code"]
        # What the government bears is computed from its own table, never typed as a cost.
        code.choices = [one for one in code.choices if one[0] != CostCode.VAT_RELIEF]

    class Meta:
        model = UpfrontCost
        fields = (
            "product", "code", "valid_from", "valid_to", "percent", "basis", "share", "fixed",
            "deduction",
        )  # fmt: skip


class ProductOrAllForm(DatedForm):
    """A row for one product, or for all that have none of their own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        product: Any = self.fields["product"]
        product.empty_label = _("All products")


class LimitForm(ProductOrAllForm):
    """One limit of the pre-screening."""

    percent = PercentField(label=gettext_lazy("At most, %"))

    class Meta:
        model = Limit
        fields = ("product", "code", "valid_from", "valid_to", "percent", "method")


class GuaranteeForm(DatedForm):
    """What LPS announces."""

    rate = PercentField(label=gettext_lazy("Guarantee rate, % per year"))
    max_amount = RupiahField(label=gettext_lazy("Guaranteed per customer and bank"))

    class Meta:
        model = GuaranteeRate
        fields = ("valid_from", "valid_to", "rate", "max_amount")


class CollectibilityForm(DatedForm):
    """Up to which day each class reaches."""

    class Meta:
        model = CollectibilityRule
        fields = ("bucket", "valid_from", "valid_to", "days_1", "days_2", "days_3", "days_4")


def _days(row: Any) -> str:
    until = date_words(row.valid_to) if row.valid_to else _("open end")
    return f"{date_words(row.valid_from)} – {until}"


def _products() -> list[tuple[str, str]]:
    return [(row.public_id, row.name) for row in Product.objects.all()]


def _of_product(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(product=None) if value == FOR_ALL else rows.filter(product__public_id=value)


def _product_name(row: Any) -> str:
    return str(row.product.name) if row.product_id else _("All products")


PRODUCT = Column(gettext_lazy("Product"), _product_name)
DAYS = Column(gettext_lazy("Days"), _days)
STATE = Column(
    gettext_lazy("State"), lambda row: STATE_WORDS[row.state][0],
    tone=lambda row: STATE_WORDS[row.state][1],
)  # fmt: skip
STATE_FILTER = Filter("state", gettext_lazy("State"), lambda: STATES, lambda rows, value: rows)
PRODUCT_FILTER = Filter("product", gettext_lazy("Product"), _products, _of_product)
PRODUCT_OR_ALL_FILTER = Filter(
    "product", gettext_lazy("Product"),
    lambda: [(FOR_ALL, gettext_lazy("All products")), *_products()], _of_product,
)  # fmt: skip


class DatedPage(AdminPage):
    """What the four pages share."""

    namespace = "products"
    permission = Permission.CATALOGUE_ADMIN
    order = Order("product", "product_id", is_nullable=True)
    is_removable = True
    actions_template = "products/dated_links.html"
    filters: ClassVar[tuple[Filter, ...]] = (PRODUCT_FILTER, STATE_FILTER)
    pairs: ClassVar[tuple[tuple[str, str], ...]] = (("valid_from", "valid_to"),)
    foot = gettext_lazy("What has begun is never altered; a change begins on its own day.")
    related: ClassVar[tuple[str, ...]] = ("product",)

    def rows(self) -> QuerySet[Any]:
        """Return all rows with what they name."""
        rows = self.model._default_manager.all()
        return rows.select_related(*self.related) if self.related else rows

    def narrowed(self, chosen: Mapping[str, str], text: str) -> QuerySet[Any]:
        """Narrow by state too, which depends on the day."""
        rows = super().narrowed(chosen, text)
        match chosen.get("state"):
            case "past":
                return rows.filter(valid_to__lt=self.today)
            case "coming":
                return rows.filter(valid_from__gt=self.today)
            case "in_force":
                ends = Q(valid_to=None) | Q(valid_to__gte=self.today)
                return rows.filter(ends, valid_from__lte=self.today)
        return rows

    def prepare(self, rows: Any) -> None:
        """Say of each row whether it is past, in force or coming."""
        for row in rows:
            row.state = dated.state_of(row, self.today)

    def form(self, data: Any = None, instance: Any = None) -> forms.ModelForm:
        """Return the form for today."""
        form: type[Any] = self.form_class
        row = self.model() if instance is None else instance  # a new row shows its defaults
        made: forms.ModelForm = form(data, instance=row, today=self.today)
        return made

    def title_of(self, row: Any) -> str:
        """Name the product."""
        return _product_name(row)

    def subtitle_of(self, row: Any) -> str:
        """Say the days and whether they are past, now or to come."""
        return f"{STATE_WORDS[dated.state_of(row, self.today)][0]} · {_days(row)}"

    def may_remove(self, row: Any) -> bool:
        """Only what has not begun is taken back."""
        return dated.state_of(row, self.today) == COMING

    def add(self, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Announce the row; the one before it ends."""
        row = dated.announce(form.save(commit=False), today=self.today)
        self.note("added", row, stamp)
        return row

    def change(self, row: Any, expected: int, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Change what may change; new values of a row in force become a row of their own."""
        fresh = self.model._base_manager.get(pk=row.pk)
        saved = dated.change(fresh, expected, self.values(form), today=self.today)  # type: ignore[type-var]
        self.note("changed" if saved.pk == row.pk else "added", saved, stamp)
        return saved

    def remove(self, row: Any, expected: int, stamp: Stamp) -> None:
        """Take back what has not begun."""
        dated.withdraw(row, expected, today=self.today)
        self.note("removed", row, stamp, name=self.title_of(row))


class TermsPage(DatedPage):
    """Rounding, due day, grace and penalties by product."""

    slug = "terms"
    model = ContractTerms
    form_class = TermsForm
    title = gettext_lazy("Contract terms")
    add_label = gettext_lazy("New terms")
    columns = (
        PRODUCT,
        Column(gettext_lazy("Rounding"), lambda row: row.get_rounding_step_display(),
               sub=lambda row: row.get_rounding_direction_display()),
        Column(gettext_lazy("Due day"), lambda row: _due(row)),
        Column(gettext_lazy("Early payment"), lambda row: rate_words(row.early_penalty),
               is_figure=True),
        DAYS, STATE,
    )  # fmt: skip
    search_fields = ("product__code", "product__name")
    pairs = (
        ("valid_from", "valid_to"), ("rounding_step", "rounding_direction"),
        ("due_rule", "due_day"), ("grace_months", "first_interest"),
    )  # fmt: skip


def _due(row: ContractTerms) -> str:
    if row.due_rule == DueRule.FIXED_DAY:
        return _("day %(n)s") % {"n": row.due_day}
    return str(row.get_due_rule_display())


class CostsPage(DatedPage):
    """What is paid at the start, by product."""

    slug = "cost"
    model = UpfrontCost
    form_class = CostForm
    title = gettext_lazy("Costs at the start")
    add_label = gettext_lazy("New cost")
    columns = (
        PRODUCT,
        Column(gettext_lazy("Cost"), lambda row: row.get_code_display()),
        Column(gettext_lazy("How much"), lambda row: _cost_words(row),
               sub=lambda row: _deduction_words(row)),
        DAYS, STATE,
    )  # fmt: skip
    search_fields = ("product__code", "product__name")
    pairs = (
        ("product", "code"), ("valid_from", "valid_to"), ("percent", "basis"), ("share", "fixed"),
    )  # fmt: skip

    def title_of(self, row: Any) -> str:
        """Name product and cost."""
        return f"{_product_name(row)}: {row.get_code_display()}"


def _cost_words(row: UpfrontCost) -> str:
    parts = []
    if row.percent and row.basis != CostBasis.NONE:
        words = {"percent": rate_words(row.percent), "basis": row.get_basis_display()}
        parts.append(_("%(percent)s of %(basis)s") % words)
    if row.fixed or not parts:
        parts.append(format_rupiah(row.fixed))
    return " + ".join(parts)


def _deduction_words(row: UpfrontCost) -> str:
    parts = []
    if row.share != 100:
        parts.append(_("on %(share)s of the basis") % {"share": rate_words(row.share)})
    if row.deduction:
        parts.append(_("%(amount)s free") % {"amount": format_rupiah(row.deduction)})
    return ", ".join(parts)


class LimitsPage(DatedPage):
    """The limits of the pre-screening, for all products or for one."""

    slug = "limit"
    model = Limit
    form_class = LimitForm
    title = gettext_lazy("Limits of the pre-screening")
    add_label = gettext_lazy("New limit")
    columns = (
        PRODUCT,
        Column(gettext_lazy("Limit"), lambda row: row.get_code_display(),
               sub=lambda row: row.get_method_display() if row.code in {"dsr", "pay"} else ""),
        Column(gettext_lazy("At most"), lambda row: rate_words(row.percent), is_figure=True),
        DAYS, STATE,
    )  # fmt: skip
    filters = (PRODUCT_OR_ALL_FILTER, STATE_FILTER)
    pairs = (("product", "code"), ("valid_from", "valid_to"), ("percent", "method"))

    def title_of(self, row: Any) -> str:
        """Name product and limit."""
        return f"{_product_name(row)}: {row.get_code_display()}"


class GuaranteePage(DatedPage):
    """The rate up to which LPS guarantees deposits, by its windows."""

    slug = "guarantee"
    model = GuaranteeRate
    form_class = GuaranteeForm
    title = gettext_lazy("LPS guarantee")
    add_label = gettext_lazy("New window")
    columns = (
        Column(gettext_lazy("Rate"), lambda row: rate_words(row.rate)),
        Column(gettext_lazy("Guaranteed"), lambda row: format_rupiah(row.max_amount),
               is_figure=True),
        DAYS, STATE,
    )  # fmt: skip
    filters = (STATE_FILTER,)
    related = ()
    order = Order("from", "valid_from", is_descending=True)
    pairs = (("valid_from", "valid_to"), ("rate", "max_amount"))
    foot = gettext_lazy("A day without a window is unknown, and the simulator says so.")

    def title_of(self, row: Any) -> str:
        """Name the rate."""
        return _("Guarantee rate %(rate)s") % {"rate": rate_words(row.rate)}


class CollectibilityPage(DatedPage):
    """The days past due of each class of collectibility."""

    slug = "collectibility"
    model = CollectibilityRule
    form_class = CollectibilityForm
    title = gettext_lazy("Collectibility by days past due")
    add_label = gettext_lazy("New days")
    columns = (
        Column(gettext_lazy("Kind of bank"), lambda row: row.get_bucket_display()),
        Column(gettext_lazy("Kol 1, 2, 3, 4 up to day"),
               lambda row: " · ".join(str(day) for day in row.bounds), is_figure=True),
        DAYS, STATE,
    )  # fmt: skip
    filters = (STATE_FILTER,)
    related = ()
    order = Order("from", "valid_from", is_descending=True)
    pairs = (("valid_from", "valid_to"), ("days_1", "days_2"), ("days_3", "days_4"))
    foot = gettext_lazy("Without a row the days of commercial banks hold: 0, 90, 120, 180.")

    def title_of(self, row: Any) -> str:
        """Name the kind of bank."""
        return str(row.get_bucket_display())
