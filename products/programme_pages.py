"""The rules of KUR, FLPP and of regions in the administration: dated rows with their source."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import RupiahField
from core.formats import percent
from core.money import format_rupiah, short_rupiah
from core.paging import Order
from org.administration.page import Column, Filter
from products.answers import rate_words
from products.dated_pages import DAYS, STATE, STATE_FILTER, DatedForm, DatedPage
from products.forms import PercentField
from products.models import IncomeZone, KurScheme, PriceZone, RegionRule, SubsidyTerms
from products.models.programme import KurCode

NEWEST = Order("from", "valid_from", is_descending=True)
SOURCE = gettext_lazy("Where it was read, and how sure it is.")


class ProgrammeForm(DatedForm):
    """Days and source."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].help_text = SOURCE


class KurForm(ProgrammeForm):
    """One scheme of KUR."""

    above = RupiahField(label=gettext_lazy("Amounts above"))
    max_amount = RupiahField(label=gettext_lazy("Up to"), minimum=1)
    rate = PercentField(label=gettext_lazy("Rate, % effective per year"))
    npwp_above = RupiahField(label=gettext_lazy("NPWP above this amount"), required=False)
    max_turnover = RupiahField(label=gettext_lazy("Largest turnover a year"), required=False)

    class Meta:
        model = KurScheme
        fields = (
            "scheme", "valid_from", "valid_to", "above", "max_amount", "rate",
            "min_business_months", "months_working", "months_investment", "npwp_above",
            "max_turnover", "asks_collateral", "source",
        )  # fmt: skip


class SubsidyForm(ProgrammeForm):
    """What holds for every subsidised house."""

    rate = PercentField(label=gettext_lazy("Rate, % per year"))
    min_down_payment = PercentField(label=gettext_lazy("Smallest down payment, %"))

    class Meta:
        model = SubsidyTerms
        fields = (
            "valid_from", "valid_to", "rate", "max_months", "min_down_payment", "floor_min",
            "floor_max", "land_min", "land_max", "source",
        )  # fmt: skip


class PriceZoneForm(ProgrammeForm):
    """One zone of prices."""

    max_price = RupiahField(label=gettext_lazy("Highest price"), minimum=1)

    class Meta:
        model = PriceZone
        fields = ("zone", "name", "valid_from", "valid_to", "max_price", "source")


class IncomeZoneForm(ProgrammeForm):
    """One zone of incomes."""

    single = RupiahField(label=gettext_lazy("Highest income, unmarried"), minimum=1)
    married = RupiahField(label=gettext_lazy("Highest income, married"), minimum=1)

    class Meta:
        model = IncomeZone
        fields = ("zone", "name", "valid_from", "valid_to", "single", "married", "source")


class RegionRuleForm(ProgrammeForm):
    """What a region differs in."""

    npoptkp = RupiahField(label=gettext_lazy("Free of BPHTB (NPOPTKP)"), required=False)
    kur_rate = PercentField(label=gettext_lazy("KUR rate here, %"), required=False)

    class Meta:
        model = RegionRule
        fields = (
            "region", "valid_from", "valid_to", "price_zone", "income_zone", "npoptkp", "kur_rate",
            "source",
        )  # fmt: skip


class ProgrammePage(DatedPage):
    """What the pages of programmes share."""

    filters: ClassVar[tuple[Filter, ...]] = (STATE_FILTER,)
    related = ()

    def rows(self) -> QuerySet[Any]:
        """Return all rows."""
        return self.model._default_manager.all()


def source_of(row: Any) -> str:
    """Say where a row was read."""
    return str(row.source)


class KurPage(ProgrammePage):
    """The schemes of KUR."""

    slug = "kur"
    model = KurScheme
    form_class = KurForm
    title = gettext_lazy("KUR schemes")
    add_label = gettext_lazy("New rule of a scheme")
    order = Order("amount", "max_amount")
    columns = (
        Column(gettext_lazy("Scheme"), lambda row: row.get_scheme_display(), sub=source_of),
        Column(gettext_lazy("Up to"), lambda row: short_rupiah(row.max_amount), is_figure=True,
               sub=lambda row: _("above %(amount)s") % {"amount": short_rupiah(row.above)}),
        Column(gettext_lazy("Rate"), lambda row: rate_words(row.rate), is_figure=True),
        DAYS, STATE,
    )  # fmt: skip
    filters = (
        Filter("scheme", gettext_lazy("Scheme"), lambda: KurCode.choices,
               lambda rows, value: rows.filter(scheme=value)),
        STATE_FILTER,
    )  # fmt: skip
    pairs = (
        ("valid_from", "valid_to"), ("above", "max_amount"), ("rate", "min_business_months"),
        ("months_working", "months_investment"), ("npwp_above", "max_turnover"),
    )  # fmt: skip

    def title_of(self, row: Any) -> str:
        """Name the scheme."""
        return str(row.get_scheme_display())


class SubsidyPage(ProgrammePage):
    """What holds for every subsidised house."""

    slug = "subsidy"
    model = SubsidyTerms
    form_class = SubsidyForm
    title = gettext_lazy("FLPP terms")
    add_label = gettext_lazy("New FLPP terms")
    order = NEWEST
    columns = (
        Column(gettext_lazy("Rate"), lambda row: rate_words(row.rate), sub=source_of),
        Column(gettext_lazy("Term"), lambda row: _("%(n)s months") % {"n": row.max_months}),
        Column(gettext_lazy("Floor and plot"),
               lambda row: f"{row.floor_min}–{row.floor_max} / {row.land_min}–{row.land_max} m²"),
        DAYS, STATE,
    )  # fmt: skip
    pairs = (
        ("valid_from", "valid_to"), ("rate", "max_months"), ("floor_min", "floor_max"),
        ("land_min", "land_max"),
    )  # fmt: skip

    def title_of(self, row: Any) -> str:
        """Name the rate."""
        return _("FLPP %(rate)s") % {"rate": percent(row.rate)}


class PriceZonePage(ProgrammePage):
    """The highest prices of subsidised houses."""

    slug = "pricezone"
    model = PriceZone
    form_class = PriceZoneForm
    title = gettext_lazy("FLPP prices by zone")
    add_label = gettext_lazy("New price")
    order = Order("zone", "zone")
    columns = (
        Column(gettext_lazy("Zone"), lambda row: f"{row.zone} · {row.name}", sub=source_of),
        Column(gettext_lazy("Highest price"), lambda row: format_rupiah(row.max_price),
               is_figure=True),
        DAYS, STATE,
    )  # fmt: skip
    pairs = (("zone", "name"), ("valid_from", "valid_to"))

    def title_of(self, row: Any) -> str:
        """Name zone and area."""
        return f"{row.zone} · {row.name}"


class IncomeZonePage(ProgrammePage):
    """The highest incomes for subsidised houses."""

    slug = "incomezone"
    model = IncomeZone
    form_class = IncomeZoneForm
    title = gettext_lazy("FLPP incomes by zone")
    add_label = gettext_lazy("New income limit")
    order = Order("zone", "zone")
    columns = (
        Column(gettext_lazy("Zone"), lambda row: f"{row.zone} · {row.name}", sub=source_of),
        Column(gettext_lazy("Unmarried"), lambda row: format_rupiah(row.single), is_figure=True),
        Column(gettext_lazy("Married"), lambda row: format_rupiah(row.married), is_figure=True),
        DAYS, STATE,
    )  # fmt: skip
    pairs = (("zone", "name"), ("valid_from", "valid_to"), ("single", "married"))

    def title_of(self, row: Any) -> str:
        """Name zone and area."""
        return f"{row.zone} · {row.name}"


class RegionRulePage(ProgrammePage):
    """Zones, NPOPTKP and KUR rates by region."""

    slug = "regionrule"
    model = RegionRule
    form_class = RegionRuleForm
    title = gettext_lazy("Rules by region")
    add_label = gettext_lazy("New rule of a region")
    search_fields = ("region",)
    search_label = gettext_lazy("Region code")
    order = Order("region", "region")
    columns = (
        Column(gettext_lazy("Region"), lambda row: row.place, sub=lambda row: row.region),
        Column(gettext_lazy("Zones of price and income"),
               lambda row: f"{row.price_zone or '–'} / {row.income_zone or '–'}"),
        Column(gettext_lazy("NPOPTKP"), is_figure=True,
               value=lambda row: short_rupiah(row.npoptkp) if row.npoptkp is not None else ""),
        Column(gettext_lazy("KUR"), is_figure=True,
               value=lambda row: rate_words(row.kur_rate) if row.kur_rate is not None else ""),
        DAYS, STATE,
    )  # fmt: skip
    pairs = (
        ("valid_from", "valid_to"), ("price_zone", "income_zone"), ("npoptkp", "kur_rate"),
    )  # fmt: skip
    foot = gettext_lazy("An empty cell asks the province. 2 digits: province, 4: regency or city.")

    def title_of(self, row: Any) -> str:
        """Name the region."""
        return str(row.place)
