"""Numbers and texts of letters, and limits of the rate, in the administration."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from core.paging import Order
from offers.letters.numbers import check_pattern
from offers.models import LetterSetting, RateFloor
from org.access.permissions import Permission
from org.administration.page import AdminPage, Column
from products.answers import rate_words
from products.dated_pages import (
    DAYS,
    PRODUCT_FILTER,
    STATE,
    STATE_FILTER,
    DatedForm,
    DatedPage,
)
from products.forms import PercentField


class SettingForm(forms.ModelForm):
    """Pattern, validity and own sentences."""

    class Meta:
        model = LetterSetting
        fields = ("pattern", "valid_days", "closing_id", "closing_en")
        widgets: ClassVar[dict[str, Any]] = {
            "closing_id": forms.Textarea({"rows": 3}), "closing_en": forms.Textarea({"rows": 3}),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pattern"].help_text = gettext_lazy(
            "In brackets: nomor, cabang, bulan_romawi, bulan, tahun. {nomor:03} has three digits."
        )

    def clean_pattern(self) -> str:
        """Refuse what would not number."""
        return check_pattern(self.cleaned_data["pattern"])

    def clean(self) -> dict[str, Any]:
        """Two kinds of letters with one pattern would bear the same numbers."""
        cleaned = super().clean() or {}
        others = LetterSetting.objects.exclude(pk=self.instance.pk)
        if others.filter(pattern=cleaned.get("pattern", "")).exists():
            self.add_error("pattern", gettext_lazy("Another kind of letter has this pattern."))
        return cleaned


class SettingsPage(AdminPage):
    """One row for each kind of letter."""

    slug = "letter-setting"
    namespace = "offers"
    model = LetterSetting
    form_class = SettingForm
    permission = Permission.CATALOGUE_ADMIN
    title = gettext_lazy("Letters and their numbers")
    search_fields = ("pattern",)
    search_label = gettext_lazy("Pattern")
    order = Order("kind", "kind")
    actions_template = "offers/letter_admin_links.html"
    columns = (
        Column(gettext_lazy("Letter"), lambda row: row.get_kind_display()),
        Column(gettext_lazy("Number pattern"), lambda row: row.pattern),
        Column(gettext_lazy("Valid for days"), lambda row: row.valid_days, is_figure=True),
    )
    foot = gettext_lazy("Counted by kind, branch and year, without a gap. Issued letters stay as"
                        " they are.")  # fmt: skip


class FloorForm(DatedForm):
    """How far an officer may go alone."""

    percent = PercentField(label=gettext_lazy("Limit of the rate, % per year"))

    class Meta:
        model = RateFloor
        fields = ("product", "valid_from", "valid_to", "percent")


class FloorsPage(DatedPage):
    """The lowest rate of loans and the highest of deposits without a second person."""

    slug = "rate-floor"
    namespace = "offers"
    model = RateFloor
    form_class = FloorForm
    title = gettext_lazy("Limits of the rate")
    add_label = gettext_lazy("New limit of the rate")
    actions_template = "offers/letter_admin_links.html"
    columns = (
        Column(gettext_lazy("Product"), lambda row: row.product.name),
        Column(gettext_lazy("Limit"), lambda row: rate_words(row.percent), is_figure=True),
        DAYS, STATE,
    )  # fmt: skip
    filters = (PRODUCT_FILTER, STATE_FILTER)
    search_fields = ("product__code", "product__name")
    pairs = (("valid_from", "valid_to"), ("product", "percent"))
    foot = gettext_lazy("Loans below it and deposits above it need the approval of a second person."
                        " Without a row the bank's own rate is the limit.")  # fmt: skip

    def rows(self) -> QuerySet[Any]:
        """Return all rows with their product."""
        return RateFloor.objects.select_related("product")
