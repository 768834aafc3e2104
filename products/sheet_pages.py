"""Rate sheets and their tiers in the administration: drafted here, approved by somebody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import DayField, RupiahField
from core.formats import date_words
from core.paging import Order
from org.access.permissions import Permission
from org.administration.page import AdminPage, Column, Filter, Stamp, Tab
from org.models import Segment
from products import rates, sheets
from products.answers import rate_words
from products.forms import PercentField
from products.models import Product, RateSheet, SheetStatus, SheetTier
from products.models.rate import FIGURES, TIER, TierFields

STATE_WORDS: dict[str, tuple[Any, str]] = {
    SheetStatus.DRAFT: (gettext_lazy("Draft"), ""),
    SheetStatus.WAITING: (gettext_lazy("Waiting for approval"), "warn"),
    rates.COMING: (gettext_lazy("Coming"), "acc"),
    rates.IN_FORCE: (gettext_lazy("In force"), "ok"),
    rates.PAST: (gettext_lazy("Past"), ""),
    SheetStatus.WITHDRAWN: (gettext_lazy("Withdrawn"), ""),
}
STATES = [(status.value, status.label) for status in SheetStatus]


def segments() -> list[tuple[str, Any]]:
    """Return the choices of a segment, all of them first."""
    return [("", _("All segments")), *Segment.choices]


def _products() -> list[tuple[str, str]]:
    return [(row.public_id, row.name) for row in Product.objects.all()]


def days_of(sheet: RateSheet) -> str:
    """Return from when to when a sheet holds, in words."""
    if sheet.valid_from is None:
        return _("as soon as approved")
    until = date_words(sheet.valid_to) if sheet.valid_to else _("open end")
    return f"{date_words(sheet.valid_from)} – {until}"


def people_of(sheet: RateSheet) -> str:
    """Return who drafted and who approved; a sheet of the start has neither."""
    names = (one.full_name for one in (sheet.drafted_by, sheet.decided_by) if one)
    return " → ".join(names) or _("came with the portal")


def cost_words(row: TierFields) -> str:
    """Return the rate, and for a fixed stretch what is assumed after it."""
    text = rate_words(row.rate)
    if row.fixed_months is None or row.floating_rate is None:
        return text
    after = {"n": row.fixed_months, "rate": rate_words(row.floating_rate)}
    return f"{text} · " + _("fixed %(n)s months, then %(rate)s") % after


class SheetForm(forms.ModelForm):
    """From when a version holds, how low an offer may go, and why it changes."""

    valid_from = DayField(
        label=gettext_lazy("From"), required=False,
        help_text=gettext_lazy("Empty: as soon as it is approved."),
    )  # fmt: skip
    floor_rate = PercentField(
        label=gettext_lazy("Lowest rate without approval, %"), required=False,
        help_text=gettext_lazy("Deposits: the highest. Empty: no bound."),
    )  # fmt: skip

    class Meta:
        model = RateSheet
        fields = ("product", "valid_from", "floor_rate", "note")

    def __init__(self, *args: Any, today: date, may_change: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day: Any = self.fields["valid_from"]
        day.today = today
        self.fields["product"].label = _("Product")
        self.fields["product"].disabled = bool(self.instance.pk)
        for name in self.fields if not may_change else ():
            self.fields[name].disabled = True


class SheetsPage(AdminPage):
    """The versions of each product's rates."""

    slug = "sheet"
    namespace = "products"
    model = RateSheet
    form_class = SheetForm
    permission = Permission.CATALOGUE_ADMIN
    title = gettext_lazy("Rate sheets")
    add_label = gettext_lazy("New version")
    order = Order("newest", "pk", is_descending=True)
    search_fields = ("product__code", "product__name", "note")
    actions_template = "products/dated_links.html"
    extra_template = "products/sheet_steps.html"
    is_removable = True
    pairs = (("valid_from", "floor_rate"),)
    foot = gettext_lazy("Drafted by one person, approved by another; then never altered.")
    columns = (
        Column(gettext_lazy("Version"), lambda row: row.label, sub=lambda row: row.product.name),
        Column(gettext_lazy("Days"), days_of, sub=people_of),
        Column(gettext_lazy("Tiers"), lambda row: row.tier_count, is_figure=True),
        Column(gettext_lazy("State"), lambda row: STATE_WORDS[row.state][0],
               tone=lambda row: STATE_WORDS[row.state][1]),
    )  # fmt: skip
    filters = (
        Filter("product", gettext_lazy("Product"), _products,
               lambda rows, value: rows.filter(product__public_id=value)),
        Filter("state", gettext_lazy("State"), lambda: STATES,
               lambda rows, value: rows.filter(status=value)),
    )  # fmt: skip

    def rows(self) -> QuerySet[Any]:
        """Return all sheets with their people."""
        related = ("product", "drafted_by", "decided_by")
        return RateSheet.objects.select_related(*related).annotate(tier_count=Count("tiers"))

    def prepare(self, rows: Sequence[Any]) -> None:
        """Say of each sheet how it stands today."""
        for row in rows:
            row.state = sheets.state_of(row, self.today)

    def may_change(self, row: Any) -> bool:
        """Only the maker changes a draft."""
        return row is None or not row.pk or (row.is_open and row.drafted_by_id == self.user.pk)

    def form(self, data: Any = None, instance: Any = None) -> forms.ModelForm:
        """Return the form; locked for everybody but the maker of a draft."""
        return SheetForm(
            data, instance=instance, today=self.today, may_change=self.may_change(instance)
        )

    def new_form(self, chosen: Mapping[str, str]) -> forms.ModelForm:
        """Begin with the product that is filtered by."""
        product = Product.objects.filter(public_id=chosen.get("product", "")).first()
        return self.form(instance=RateSheet(product=product) if product else None)

    def title_of(self, row: Any) -> str:
        """Name version and product."""
        return f"{row.label} · {row.product.name}"

    def subtitle_of(self, row: Any) -> str:
        """Say how it stands and since when."""
        return f"{STATE_WORDS[sheets.state_of(row, self.today)][0]} · {days_of(row)}"

    def tabs(self, row: Any) -> tuple[Tab, ...]:
        """Show the tiers."""
        return (Tab("tiers", _("Tiers"), "products/sheet_tiers.html", row.tiers.count()),)

    def context(self, row: Any, tab: str) -> dict[str, Any]:
        """Return the tiers and the steps that are open to this person."""
        if row is None:
            return {}
        found: dict[str, Any] = {"sheet": row, "steps": steps_for(self, row)}
        # A draft of somebody else may still be discarded.
        found["is_locked"] = not self.may_change(row) and not self.may_remove(row)
        if tab == "tiers":
            found["tiers"] = [tier_line(tier) for tier in row.tiers.all()]
            list_url = TiersPage.url("list")
            found["tiers_url"] = f"{list_url}?sheet={row.public_id}" if self.may_change(row) else ""
        return found

    def may_remove(self, row: Any) -> bool:
        """Only a draft is discarded."""
        return bool(row.is_open)

    def add(self, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Draft the next version, beginning with the tiers in force."""
        row = form.save(commit=False)
        sheets.draft(row, actor=stamp.actor, now=stamp.now, today=self.today)
        self.note("added", row, stamp)
        return row

    def change(self, row: Any, expected: int, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Change the head of a draft."""
        fresh = RateSheet.objects.select_related("product", "drafted_by").get(pk=row.pk)
        values = {name: form.cleaned_data[name] for name in ("valid_from", "floor_rate", "note")}
        sheets.change(fresh, expected, values, actor=stamp.actor, today=self.today)
        self.note("changed", fresh, stamp)
        return fresh

    def remove(self, row: Any, expected: int, stamp: Stamp) -> None:
        """Discard a draft."""
        sheets.discard(row, expected)
        self.note("removed", row, stamp, name=row.label)


def steps_for(page: SheetsPage, row: RateSheet) -> dict[str, Any]:
    """Return what this person may do with the sheet, and where it is compared."""
    is_maker = row.drafted_by_id == page.user.pk
    is_waiting = row.status == SheetStatus.WAITING
    return {
        "url": reverse("products:sheet-step", args=[row.public_id]),
        "compare_url": reverse("products:sheet-compare", args=[row.public_id]),
        "version": row.version,
        "may_send": row.is_open and is_maker,
        "may_take_back": is_waiting and is_maker,
        "may_decide": is_waiting and not is_maker,
        "may_withdraw": sheets.state_of(row, page.today) == rates.COMING,
        "reply": row.reply if row.is_open else "",
        "people": people_of(row),
    }


def tier_line(tier: TierFields) -> dict[str, str]:
    """Return one tier as ready strings."""
    return {"tier": rates.tier_words(tier), "cost": cost_words(tier)}


class TierForm(forms.ModelForm):
    """For whom, how much and how long, and at which rate."""

    rate = PercentField(label=gettext_lazy("Rate, % per year"))
    segment = forms.ChoiceField(label=gettext_lazy("Segment"), choices=segments, required=False)
    min_amount = RupiahField(label=gettext_lazy("Smallest amount"), required=False)
    max_amount = RupiahField(label=gettext_lazy("Largest amount"), required=False)
    floating_rate = PercentField(
        label=gettext_lazy("Assumed floating rate, % per year"), required=False
    )

    class Meta:
        model = SheetTier
        fields = ("sheet", *TIER, *FIGURES)

    def __init__(self, *args: Any, drafts: QuerySet[RateSheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sheet: Any = self.fields["sheet"]
        sheet.queryset, sheet.label, sheet.to_field_name = drafts, _("Version"), "public_id"
        sheet.disabled = bool(self.instance.pk)
        if self.instance.pk:
            self.initial["sheet"] = self.instance.sheet.public_id
        elif drafts.count() == 1:
            self.initial["sheet"] = drafts[0].public_id


class TiersPage(AdminPage):
    """The tiers of one's own drafts."""

    slug = "tier"
    namespace = "products"
    model = SheetTier
    form_class = TierForm
    permission = Permission.CATALOGUE_ADMIN
    title = gettext_lazy("Tiers of the drafts")
    add_label = gettext_lazy("New tier")
    order = Order("sheet", "sheet_id")
    is_removable = True
    actions_template = "products/dated_links.html"
    search_fields = ("sheet__product__code", "sheet__product__name")
    pairs = (
        ("segment", "is_payroll"), ("min_amount", "max_amount"), ("min_months", "max_months"),
        ("fixed_months", "floating_rate"),
    )  # fmt: skip
    empty_title = gettext_lazy("No draft of yours has tiers")
    columns = (
        Column(gettext_lazy("Version"), lambda row: row.sheet.label),
        Column(gettext_lazy("Tier"), rates.tier_words),
        Column(gettext_lazy("Rate"), lambda row: rate_words(row.rate), is_figure=True,
               sub=lambda row: cost_words(row).partition(" · ")[2]),
    )  # fmt: skip

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        drafts = self.drafts()
        choices = lambda: [(row.public_id, row.label) for row in drafts]  # noqa: E731
        narrow = Filter("sheet", _("Version"), choices,
                        lambda rows, value: rows.filter(sheet__public_id=value))  # fmt: skip
        self.filters = (narrow,)  # type: ignore[misc]

    def drafts(self) -> QuerySet[RateSheet]:
        """Return the drafts of this person."""
        mine = RateSheet.objects.filter(status=SheetStatus.DRAFT, drafted_by=self.user)
        return mine.select_related("product").order_by("-pk")

    def rows(self) -> QuerySet[Any]:
        """Return the tiers of them."""
        mine = SheetTier.objects.filter(
            sheet__status=SheetStatus.DRAFT, sheet__drafted_by=self.user
        )
        return mine.select_related("sheet__product")

    def title_of(self, row: Any) -> str:
        """Name the tier."""
        return rates.tier_words(row)

    def subtitle_of(self, row: Any) -> str:
        """Name the version."""
        return str(row.sheet.label)

    def form(self, data: Any = None, instance: Any = None) -> forms.ModelForm:
        """Return the form with one's own drafts to choose from."""
        return TierForm(data, instance=instance, drafts=self.drafts())

    def new_form(self, chosen: Mapping[str, str]) -> forms.ModelForm:
        """Begin in the draft that is filtered by."""
        form = self.form()
        if chosen.get("sheet"):
            form.initial["sheet"] = chosen["sheet"]
        return form

    def add(self, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Add a tier."""
        row = sheets.put_tier(form.save(commit=False), actor=stamp.actor)
        self.note("added", row, stamp)
        return row

    def change(self, row: Any, expected: int, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Change a tier."""
        fresh = SheetTier.objects.get(pk=row.pk)
        values = {name: form.cleaned_data[name] for name in (*TIER, *FIGURES)}
        sheets.change_tier(fresh, expected, values, actor=stamp.actor)
        self.note("changed", fresh, stamp)
        return fresh

    def remove(self, row: Any, expected: int, stamp: Stamp) -> None:
        """Take a tier out."""
        sheets.drop_tier(row, expected, actor=stamp.actor)
        self.note("removed", row, stamp, name=rates.tier_words(row))
