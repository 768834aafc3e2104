"""Products and their dated rates, in the administration: head office keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import DayField, RupiahField
from core.formats import date_words
from core.money import short_rupiah
from core.paging import Order
from org.access.permissions import Permission
from org.administration.page import AdminPage, Column, Filter, Tab
from org.models import Segment
from products import rates
from products.answers import rate_words
from products.forms import PercentField
from products.models import Product, Rate
from products.types import product_types

ACTIVE = (("on", gettext_lazy("Active")), ("off", gettext_lazy("Switched off")))
STATE_WORDS = {
    rates.COMING: (gettext_lazy("Coming"), "acc"),
    rates.IN_FORCE: (gettext_lazy("In force"), "ok"),
    rates.PAST: (gettext_lazy("Past"), ""),
}


def _families() -> list[tuple[str, Any]]:
    return [(code, family.label) for code, family in product_types().items()]


def _segments() -> list[tuple[str, Any]]:
    return [("", _("All segments")), *Segment.choices]


class ProductForm(forms.ModelForm):
    """Names, family, limits and how it is calculated."""

    family = forms.ChoiceField(label=gettext_lazy("Family"), choices=_families)
    segment = forms.ChoiceField(label=gettext_lazy("Segment"), choices=_segments, required=False)
    min_amount = RupiahField(label=gettext_lazy("Smallest amount"), required=False)
    max_amount = RupiahField(label=gettext_lazy("Largest amount"), required=False)

    class Meta:
        model = Product
        fields = (
            "code", "short_name", "name", "family", "segment", "min_amount", "max_amount",
            "min_months", "max_months", "method", "carry", "deposit_basis", "position",
            "is_active",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["family"].disabled = True
            self.fields["family"].help_text = _("The ladder of its opportunities hangs on it.")


class ProductsPage(AdminPage):
    """What the bank offers, within which limits, at which rates."""

    slug = "product"
    namespace = "products"
    model = Product
    form_class = ProductForm
    permission = Permission.CATALOGUE_ADMIN
    title = gettext_lazy("Products and rates")
    add_label = gettext_lazy("New product")
    columns = (
        Column(gettext_lazy("Name"), lambda row: row.name, sub=lambda row: row.code),
        Column(gettext_lazy("Family"), lambda row: row.type.label),
        Column(gettext_lazy("Limits of amount"), lambda row: _amounts(row)),
        Column(gettext_lazy("Rate today"), lambda row: row.rate_today, is_figure=True),
        Column(gettext_lazy("State"),
               lambda row: _("Active") if row.is_active else _("Switched off"),
               tone=lambda row: "ok" if row.is_active else ""),
    )  # fmt: skip
    filters = (
        Filter("family", gettext_lazy("Family"), _families,
               lambda rows, value: rows.filter(family=value)),
        Filter("state", gettext_lazy("State"), lambda: ACTIVE,
               lambda rows, value: rows.filter(is_active=value == "on")),
    )  # fmt: skip
    search_fields = ("code", "name", "short_name")
    order = Order("position", "position")
    actions_template = "products/dated_links.html"
    pairs = (
        ("code", "short_name"), ("family", "segment"), ("min_amount", "max_amount"),
        ("min_months", "max_months"), ("carry", "deposit_basis"), ("position", "is_active"),
    )  # fmt: skip
    foot = gettext_lazy("A product is switched off, not removed: old opportunities name it.")

    def rows(self) -> QuerySet[Any]:
        """Return all products."""
        return Product.objects.all()

    def prepare(self, rows: Sequence[Any]) -> None:
        """Look up the lowest rate of the day of the shown products."""
        lowest: dict[int, Rate] = {}
        for rate in Rate.objects.on(self.today).filter(product__in=rows).order_by("rate"):
            lowest.setdefault(rate.product_id, rate)
        for row in rows:
            row.rate_today = rate_words(lowest[row.pk].rate) if row.pk in lowest else ""

    def subtitle_of(self, row: Any) -> str:
        """Return the family and the code."""
        return f"{row.type.label} · {row.code}"

    def tabs(self, row: Any) -> tuple[Tab, ...]:
        """Show the rates over time."""
        return (Tab("rates", _("Rates"), "products/rate_lines.html", row.rates.count()),)

    def context(self, row: Any, tab: str) -> dict[str, Any]:
        """Return the rates as ready strings, the newest first."""
        if row is None or tab != "rates":
            return {}
        lines = [rate_line(rate, self.today) for rate in row.rates.order_by("-valid_from", "pk")]
        return {"rates": lines, "rate_add_url": reverse("products:rate-add", args=[row.public_id])}


def _amounts(product: Product) -> str:
    if product.min_amount is None and product.max_amount is None:
        return ""
    low = short_rupiah(product.min_amount) if product.min_amount is not None else "…"
    high = short_rupiah(product.max_amount) if product.max_amount is not None else "…"
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def rate_line(rate: Rate, today: date) -> dict[str, Any]:
    """Return one rate on the time line."""
    state = rates.state_of(rate, today)
    label, tone = STATE_WORDS[state]
    until = date_words(rate.valid_to) if rate.valid_to else _("open end")
    return {
        "rate": rate_words(rate.rate),
        "after": _floating(rate),
        "tier": rates.tier_words(rate),
        "days": f"{date_words(rate.valid_from)} – {until}",
        "state": str(label),
        "tone": tone,
        "version": rate.version,
        "end_url": _url("rate-end", rate) if state == rates.IN_FORCE else "",
        "withdraw_url": _url("rate-withdraw", rate) if state == rates.COMING else "",
    }


def _floating(rate: Rate) -> str:
    if rate.fixed_months is None or rate.floating_rate is None:
        return ""
    return _("fixed %(n)s months, then %(rate)s") % {
        "n": rate.fixed_months, "rate": rate_words(rate.floating_rate),
    }  # fmt: skip


def _url(name: str, rate: Rate) -> str:
    return reverse(f"products:{name}", args=[rate.public_id])


class RateForm(forms.ModelForm):
    """A rate from a day on, for a tier of amounts and terms."""

    valid_from = DayField(label=gettext_lazy("From"), help_text=gettext_lazy("Day, month, year"))
    rate = PercentField(label=gettext_lazy("Rate, % per year"))
    segment = forms.ChoiceField(label=gettext_lazy("Segment"), choices=_segments, required=False)
    min_amount = RupiahField(label=gettext_lazy("Smallest amount"), required=False)
    max_amount = RupiahField(label=gettext_lazy("Largest amount"), required=False)
    floating_rate = PercentField(
        label=gettext_lazy("Assumed floating rate, % per year"), required=False
    )

    class Meta:
        model = Rate
        fields = (
            "valid_from", "rate", "segment", "min_amount", "max_amount", "min_months",
            "max_months", "fixed_months", "floating_rate",
        )  # fmt: skip

    def __init__(self, data: Any = None, *, product: Product, today: date) -> None:
        super().__init__(data, instance=Rate(product=product))
        day: Any = self.fields["valid_from"]
        day.today = today


class EndForm(forms.Form):
    """The last day of a rate in force."""

    valid_to = DayField(label=gettext_lazy("Last day"), help_text=gettext_lazy("Day, month, year"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day: Any = self.fields["valid_to"]
        day.today = today
