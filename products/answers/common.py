"""What the answers about loans and deposits share."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core import charts, svg
from core.formats import date_words, percent
from core.money import format_rupiah
from products.calculators.arithmetic import MONTHS
from products.models import Rate
from products.simulation import Loan

RATE_DECIMALS = 4
WIDE = 13  # letters of an amount below a milliard
Line = tuple[str, str]


@dataclass
class Panel:
    """A block beside the main figures: lines, a sum, and a sentence in a tone.

    What `is_short` says its lines in its sentences too, so paper leaves them out.
    """

    title: str
    lines: list[Line]
    total: str = ""
    verdict: str = ""
    tone: str = ""
    formula: str = ""
    note: str = ""
    is_short: bool = False


@dataclass
class Result:
    """What a page, a sheet of paper and a picture say about one simulation."""

    title: str
    subtitle: str
    tiles: list[dict[str, str]]
    facts: list[Line]
    totals: list[Line]
    code: str
    reservation: str
    floating_note: str = ""
    notice: str = ""
    warning: str = ""
    advice: str = ""
    columns: list[charts.Column] = field(default_factory=list)
    split: int = 0
    chart_title: str = ""
    chart_sub: str = ""
    chart_names: list[str] = field(default_factory=list)
    chart_notes: list[Line] = field(default_factory=list)
    wide_chart: str = ""
    narrow_chart: str = ""
    years: list[dict[str, Any]] = field(default_factory=list)
    months: int = 0
    steps: list[dict[str, Any]] = field(default_factory=list)
    steps_head: str = ""
    steps_last: str = ""
    panels: list[Panel] = field(default_factory=list)
    terms: list[list[str]] = field(default_factory=list)
    compare: list[Line] = field(default_factory=list)
    rate_line: str = ""
    due_note: str = ""
    savings: list[list[str]] = field(default_factory=list)

    @property
    def is_long(self) -> bool:
        """Whether the years fill a sheet of paper without a chart."""
        return len(self.years) > 25

    @property
    def is_wide(self) -> bool:
        """Whether a figure needs smaller letters to stand in a quarter of the row."""
        return any(len(one["value"]) > WIDE for one in self.tiles)

    @property
    def chat(self) -> str:
        """The simulation as the text of a chat: figures and dates, nothing of a person."""
        lines = [f"*{self.title}*", self.subtitle, ""]
        lines += [f"{one['label']}: {one['value']}{_in_brackets(one)}" for one in self.tiles[:2]]
        lines += [f"{label}: {value}" for label, value in self.totals]
        lines += ["", self.rate_line, f"{self.reservation} {self.floating_note}"]
        return "\n".join([*lines, _("Calculation %(code)s") % {"code": self.code}])


CHARTS = (("wide_chart", 752, 262), ("narrow_chart", 296, 226))


def draw_charts(answer: Result) -> None:
    """Draw the instalments and the bars of floating rates from what the result says."""
    names = (_("Principal"), _("Interest"))
    if answer.chart_names:
        names = (answer.chart_names[0], answer.chart_names[1])
    says = ", ".join(f"{line['label']} {line['value']}" for line in answer.tiles)
    for attribute, width, height in CHARTS if answer.columns else ():
        drawing = charts.instalment_columns(
            answer.columns, names, title=says, split=answer.split, notes=answer.chart_notes,
            width=width, height=height,
        )  # fmt: skip
        setattr(answer, attribute, drawing)
    for step in answer.steps:
        # Those kept before bars were drawn have no sizes.
        if "sizes" in step:
            step["bar"] = draw_bar(*(Decimal(size) for size in step["sizes"]))


STEP_WIDTH = 120


def draw_bar(start: Decimal, payment: Decimal, highest: Decimal) -> str:
    """Draw an instalment to scale: the part that was paid before, and what it grows by.

    The figures stand beside it, so the drawing itself says nothing to a screen reader.
    """
    before = svg.scale(start, highest, STEP_WIDTH)
    more = svg.scale(payment - start, highest, STEP_WIDTH)
    parts = [svg.rect("ao-f1", 0, 1, before, 10, radius=0)]
    if more:
        parts.append(svg.rect("ao-f3", before, 1, more, 10, radius=0))
    return svg.mute(parts, STEP_WIDTH, 12)


def _in_brackets(one: dict[str, str]) -> str:
    words = one["rate"] or one["note"]
    return f" ({words})" if words else ""


def rupiah(amount: Decimal) -> str:
    """`Rp1.250.000`."""
    return format_rupiah(amount)


def bare(amount: Decimal) -> str:
    """`1.250.000`, for tables whose head names the currency."""
    return format_rupiah(amount).replace("Rp", "")


def rate_words(rate: Decimal) -> str:
    """`6,75%`."""
    return percent(rate, RATE_DECIMALS)


def share_of(loan: Loan) -> str:
    """Return the down payment in percent of the price."""
    paid, price = loan.down_payment or Decimal(0), loan.price or Decimal(1)
    return percent(paid * 100 / price)


def tile(
    label: str, amount: Decimal, note: str, *, tone: str = "", rate: str = ""
) -> dict[str, str]:
    """Return one figure with its words; `rate` stands in for the note on the picture."""
    return {"label": label, "value": rupiah(amount), "note": note, "tone": tone, "rate": rate}


def own_rate(offer: Rate | None, used: Decimal) -> str:
    """Say what the bank's rate is where another one was typed."""
    if offer is None or offer.rate == used:
        return ""
    values = {"rate": rate_words(offer.rate), "since": date_words(offer.valid_from)}
    return _("The bank's rate for this amount and term is %(rate)s since %(since)s.") % values


def rate_line(offer: Rate | None, day: date) -> str:
    """Say of which day the bank's rate is and when it was computed."""
    if offer is None:
        return _("Computed on %(day)s.") % {"day": date_words(day)}
    values = {"since": date_words(offer.valid_from), "day": date_words(day)}
    return _("Bank rates since %(since)s, computed on %(day)s.") % values


def signed(amount: Decimal) -> str:
    """`+Rp1.000` or `−Rp1.000`."""
    return f"{'+' if amount >= 0 else '−'}{rupiah(abs(amount))}"


def moment(month: int) -> str:
    """`year 4` where a year begins, `month 31` else."""
    if (month - 1) % MONTHS == 0:
        return _("year %(start)d") % {"start": (month - 1) // MONTHS + 1}
    return _("month %(number)d") % {"number": month}
