"""The bank's NPL, ladders of LTV/FTV and down payments, and PPN in the administration."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import RupiahField
from core.formats import decimal_words
from core.money import short_rupiah
from core.paging import Order
from org.administration.page import Column, Filter
from products.answers import rate_words
from products.dated_pages import DAYS, STATE, STATE_FILTER
from products.forms import AreaField, PercentField
from products.models import BankStanding, ValueRule, VatRate, VatRelief, VehicleRule
from products.models.ladder import PropertyKind
from products.programme_pages import NEWEST, ProgrammeForm, ProgrammePage, source_of

SLASH = "\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}"  # on a phone the two figures stay side by side


class StandingForm(ProgrammeForm):
    """The bank's own NPL."""

    total = PercentField(label=gettext_lazy("NPL/NPF of all credit, %"))
    homes = PercentField(label=gettext_lazy("NPL/NPF of property credit, %"))

    class Meta:
        model = BankStanding
        fields = ("valid_from", "valid_to", "total", "homes", "source")


class ValueForm(ProgrammeForm):
    """One band of the ladder."""

    above = AreaField(label=gettext_lazy("Floor above, m²"))
    up_to = AreaField(
        label=gettext_lazy("Floor up to, m²"), required=False,
        help_text=gettext_lazy("Empty: without end."),
    )  # fmt: skip
    first_sound = PercentField(label=gettext_lazy("First facility, NPL below 5 %"))
    later_sound = PercentField(label=gettext_lazy("Later facility, NPL below 5 %"))
    first_other = PercentField(label=gettext_lazy("First facility, NPL of 5 % or more"))
    later_other = PercentField(label=gettext_lazy("Later facility, NPL of 5 % or more"))

    class Meta:
        model = ValueRule
        fields = (
            "kind", "valid_from", "valid_to", "above", "up_to", "first_sound", "later_sound",
            "first_other", "later_other", "source",
        )  # fmt: skip


class VehicleForm(ProgrammeForm):
    """The smallest down payment of one kind of vehicle."""

    sound = PercentField(label=gettext_lazy("Smallest down payment, NPL below 5 %"))
    other = PercentField(label=gettext_lazy("Smallest down payment, NPL of 5 % or more"))

    class Meta:
        model = VehicleRule
        fields = ("kind", "valid_from", "valid_to", "sound", "other", "source")


class VatForm(ProgrammeForm):
    """The ordinary rate of PPN."""

    rate = PercentField(label=gettext_lazy("PPN, % of the price"))

    class Meta:
        model = VatRate
        fields = ("valid_from", "valid_to", "rate", "source")


class ReliefForm(ProgrammeForm):
    """What the government bears of it."""

    share = PercentField(label=gettext_lazy("Part of the PPN, %"))
    covered = RupiahField(label=gettext_lazy("On the first rupiah of the price"), minimum=1)
    max_price = RupiahField(label=gettext_lazy("Price up to"), minimum=1)

    class Meta:
        model = VatRelief
        fields = ("valid_from", "valid_to", "share", "covered", "max_price", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].label = _("Handover from")
        self.fields["valid_to"].label = _("Last day of a handover")


class StandingPage(ProgrammePage):
    """The bank's own NPL, from day to day."""

    slug = "standing"
    model = BankStanding
    form_class = StandingForm
    title = gettext_lazy("NPL of the bank")
    add_label = gettext_lazy("New NPL")
    order = NEWEST
    columns = (
        Column(gettext_lazy("All credit"), lambda row: rate_words(row.total), sub=source_of),
        Column(gettext_lazy("Property"), lambda row: rate_words(row.homes), is_figure=True),
        Column(gettext_lazy("Tables that hold"), lambda row: standing_words(row)),
        DAYS, STATE,
    )  # fmt: skip
    pairs = (("valid_from", "valid_to"), ("total", "homes"))
    foot = gettext_lazy("Without a row both ratios count as below 5 %. Exactly 5 % is not below.")

    def title_of(self, row: Any) -> str:
        """Name the ratio of all credit."""
        return _("NPL %(rate)s") % {"rate": rate_words(row.total)}


def standing_words(row: BankStanding) -> str:
    """Say which tables hold for homes and vehicles."""
    below, other = _("below 5 %"), _("5 % or more")
    return _("homes: %(homes)s, vehicles: %(vehicles)s") % {
        "homes": below if row.is_sound_for_homes else other,
        "vehicles": below if row.is_sound_for_vehicles else other,
    }


def band_words(row: ValueRule) -> str:
    """`> 21–70 m²`, with an open end `> 70 m²`; every size where there is one band."""
    low, high = decimal_words(row.above), row.up_to
    if high is None:
        return _("> %(low)s m²") % {"low": low} if row.above else _("any size")
    if not row.above:
        return _("≤ %(high)s m²") % {"high": decimal_words(high)}
    return _("> %(low)s–%(high)s m²") % {"low": low, "high": decimal_words(high)}


def _pair(first: Any, later: Any) -> str:
    return f"{rate_words(first)}{SLASH}{rate_words(later)}"


class ValuePage(ProgrammePage):
    """The ladder of LTV/FTV."""

    slug = "valuerule"
    model = ValueRule
    form_class = ValueForm
    title = gettext_lazy("LTV/FTV of the central bank")
    add_label = gettext_lazy("New band")
    order = Order("kind", "kind")
    columns = (
        Column(gettext_lazy("Property"), lambda row: row.get_kind_display(), sub=source_of),
        Column(gettext_lazy("Floor"), lambda row: band_words(row)),
        Column(gettext_lazy("First / later, NPL below 5 %"), is_figure=True,
               value=lambda row: _pair(row.first_sound, row.later_sound)),
        Column(gettext_lazy("First / later, NPL of 5 % or more"), is_figure=True,
               value=lambda row: _pair(row.first_other, row.later_other)),
        DAYS, STATE,
    )  # fmt: skip
    filters = (
        Filter("kind", gettext_lazy("Property"), lambda: PropertyKind.choices,
               lambda rows, value: rows.filter(kind=value)),
        STATE_FILTER,
    )  # fmt: skip
    pairs = (
        ("valid_from", "valid_to"), ("above", "up_to"), ("first_sound", "later_sound"),
        ("first_other", "later_other"),
    )  # fmt: skip
    foot = gettext_lazy("A permission, not a duty: the product's own limit holds where it is less.")

    def title_of(self, row: Any) -> str:
        """Name kind and band."""
        return f"{row.get_kind_display()} {band_words(row)}"


class VehiclePage(ProgrammePage):
    """The smallest down payments of vehicles."""

    slug = "vehiclerule"
    model = VehicleRule
    form_class = VehicleForm
    title = gettext_lazy("Down payment of vehicles")
    add_label = gettext_lazy("New down payment")
    order = Order("kind", "kind")
    columns = (
        Column(gettext_lazy("Vehicle"), lambda row: row.get_kind_display(), sub=source_of),
        Column(gettext_lazy("NPL below 5 %"), lambda row: rate_words(row.sound), is_figure=True),
        Column(gettext_lazy("NPL of 5 % or more"), lambda row: rate_words(row.other),
               is_figure=True),
        DAYS, STATE,
    )  # fmt: skip
    pairs = (("valid_from", "valid_to"), ("sound", "other"))
    foot = gettext_lazy("The product's own down payment holds where it is more.")

    def title_of(self, row: Any) -> str:
        """Name the vehicle."""
        return str(row.get_kind_display())


class VatPage(ProgrammePage):
    """The ordinary rate of PPN."""

    slug = "vatrate"
    model = VatRate
    form_class = VatForm
    title = gettext_lazy("PPN of new homes")
    add_label = gettext_lazy("New rate of PPN")
    order = NEWEST
    columns = (
        Column(gettext_lazy("PPN"), lambda row: rate_words(row.rate), sub=source_of),
        DAYS, STATE,
    )  # fmt: skip
    pairs = (("valid_from", "valid_to"),)

    def title_of(self, row: Any) -> str:
        """Name the rate."""
        return _("PPN %(rate)s") % {"rate": rate_words(row.rate)}


class ReliefPage(ProgrammePage):
    """PPN borne by the government, by the day of the handover."""

    slug = "vatrelief"
    model = VatRelief
    form_class = ReliefForm
    title = gettext_lazy("PPN borne by the government")
    add_label = gettext_lazy("New PPN borne by the government")
    order = NEWEST
    columns = (
        Column(gettext_lazy("Part of the PPN"), lambda row: rate_words(row.share), sub=source_of),
        Column(gettext_lazy("On the first"), lambda row: short_rupiah(row.covered),
               is_figure=True),
        Column(gettext_lazy("Price up to"), lambda row: short_rupiah(row.max_price),
               is_figure=True),
        DAYS, STATE,
    )  # fmt: skip
    pairs = (("valid_from", "valid_to"), ("covered", "max_price"))
    foot = gettext_lazy("The days are those of the handover. Outside them the buyer pays all PPN.")

    def title_of(self, row: Any) -> str:
        """Name the share."""
        return _("PPN borne by the government, %(share)s") % {"share": rate_words(row.share)}
