"""Products and their dated rates, in the administration: head office keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import RupiahField
from core.money import short_rupiah
from core.paging import Order
from org.access.permissions import Permission
from org.administration.page import AdminPage, Column, Filter, Tab
from products import rates, sheets
from products.answers import rate_words
from products.models import Product, Rate, RateSheet
from products.sheet_pages import STATE_WORDS as SHEET_WORDS
from products.sheet_pages import SheetsPage, days_of, people_of, segments, tier_line
from products.types import product_types

ACTIVE = (("on", gettext_lazy("Active")), ("off", gettext_lazy("Switched off")))
STATE_WORDS = {
    rates.COMING: (gettext_lazy("Coming"), "acc"),
    rates.IN_FORCE: (gettext_lazy("In force"), "ok"),
    rates.PAST: (gettext_lazy("Past"), ""),
}


def _families() -> list[tuple[str, Any]]:
    return [(code, family.label) for code, family in product_types().items()]


class ProductForm(forms.ModelForm):
    """Names, family, limits and how it is calculated."""

    family = forms.ChoiceField(label=gettext_lazy("Family"), choices=_families)
    segment = forms.ChoiceField(label=gettext_lazy("Segment"), choices=segments, required=False)
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
        """Show the versions of the rates."""
        return (Tab("rates", _("Rates"), "products/rate_lines.html", row.sheets.count()),)

    def context(self, row: Any, tab: str) -> dict[str, Any]:
        """Return the versions with their tiers as ready strings, the newest first."""
        if row is None or tab != "rates":
            return {}
        found = row.sheets.select_related("product", "drafted_by", "decided_by")
        shown = found.prefetch_related("tiers").order_by("-number")[:20]
        return {
            "sheets": [self.sheet_line(sheet) for sheet in shown],
            "sheet_add_url": f"{SheetsPage.url('list')}?id=new&product={row.public_id}",
        }

    def sheet_line(self, sheet: RateSheet) -> dict[str, Any]:
        """Return one version on the time line."""
        label, tone = SHEET_WORDS[sheets.state_of(sheet, self.today)]
        return {
            "label": sheet.label, "days": days_of(sheet), "state": str(label), "tone": tone,
            "people": people_of(sheet), "tiers": [tier_line(one) for one in sheet.tiers.all()],
            "url": f"{SheetsPage.url('list')}?id={sheet.public_id}",
        }  # fmt: skip


def _amounts(product: Product) -> str:
    if product.min_amount is None and product.max_amount is None:
        return ""
    low = short_rupiah(product.min_amount) if product.min_amount is not None else "…"
    high = short_rupiah(product.max_amount) if product.max_amount is not None else "…"
    return _("%(low)s to %(high)s") % {"low": low, "high": high}
