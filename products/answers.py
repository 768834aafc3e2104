"""Ready strings of a simulation: figures, schedule and chart, for page, paper and picture."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core import charts
from core.formats import date_words, percent
from core.money import format_rupiah, short_rupiah
from products.calculators.arithmetic import MONTHS
from products.calculators.loans import Period, flat_to_effective
from products.forms import term_words
from products.models import Rate
from products.models.product import DepositBasis
from products.simulation import Deposit, Loan

MONTHLY_UP_TO = 24  # months a chart shows one by one
STEPS = (-2, -1, 0, 1, 2)  # percent points around the assumed floating rate
RATE_DECIMALS = 4


@dataclass
class Result:
    """What a page, a sheet of paper and a picture say about one simulation."""

    title: str
    subtitle: str
    tiles: list[dict[str, str]]
    facts: list[tuple[str, str]]
    totals: list[tuple[str, str]]
    code: str
    reservation: str
    floating_note: str = ""
    notice: str = ""
    columns: list[charts.Column] = field(default_factory=list)
    split: int = 0
    chart_title: str = ""
    chart_sub: str = ""
    wide_chart: str = ""
    narrow_chart: str = ""
    years: list[dict[str, Any]] = field(default_factory=list)
    months: int = 0
    steps: list[dict[str, Any]] = field(default_factory=list)
    steps_head: str = ""

    @property
    def is_long(self) -> bool:
        """Whether the years fill a sheet of paper without a chart."""
        return len(self.years) > 25


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


def result(answer: Loan | Deposit) -> Result:
    """Return everything that is said about a loan or a deposit."""
    return loan_result(answer) if isinstance(answer, Loan) else deposit_result(answer)


def loan_result(loan: Loan) -> Result:
    """Return everything that is said about a loan."""
    term = term_words(loan.months)
    columns, split = _columns(loan)
    answer = Result(
        title=_("Simulation %(product)s") % {"product": loan.product.name},
        subtitle=_loan_subtitle(loan, term),
        tiles=_loan_tiles(loan),
        facts=_loan_facts(loan, term),
        totals=_loan_totals(loan),
        code=loan.code,
        reservation=_("A simulation, not a binding offer and not a credit approval."),
        floating_note=_floating_note(loan),
        notice=_own_rate(loan.offer, loan.periods[0].rate),
        columns=columns,
        split=split,
        years=_years(loan),
        months=loan.months,
        steps=_steps(loan),
    )
    _draw(answer, loan)
    if answer.steps:
        answer.steps_head = _("From %(when)s") % {"when": _moment(loan.periods[0].months + 1)}
    return answer


def _loan_subtitle(loan: Loan, term: str) -> str:
    values = {"amount": rupiah(loan.principal), "term": term}
    if loan.price is None:
        return _("Loan of %(amount)s, term %(term)s") % values
    values |= {"price": _long_money(loan.price), "share": share_of(loan)}
    return _("House %(price)s, down payment %(share)s, term %(term)s") % values


def _long_money(amount: Decimal) -> str:
    short = short_rupiah(amount)
    is_exact = amount % 10_000_000 == 0
    return short if is_exact else rupiah(amount)


def _span(first: int, last: int) -> str:
    """`years 1–3` for whole years, `months 1–30` else."""
    if last % MONTHS == 0 and (first - 1) % MONTHS == 0:
        start, end = (first - 1) // MONTHS + 1, last // MONTHS
        whole = _("years %(start)d–%(end)d") if end > start else _("year %(start)d")
        return whole % {"start": start, "end": end}
    return _("months %(start)d–%(end)d") % {"start": first, "end": last}


def _moment(month: int) -> str:
    """`year 4` where a year begins, `month 31` else."""
    if (month - 1) % MONTHS == 0:
        return _("year %(start)d") % {"start": (month - 1) // MONTHS + 1}
    return _("month %(number)d") % {"number": month}


def tile(
    label: str, amount: Decimal, note: str, *, tone: str = "", rate: str = ""
) -> dict[str, str]:
    """Return one figure with its words; `rate` stands in for the note on the picture."""
    return {"label": label, "value": rupiah(amount), "note": note, "tone": tone, "rate": rate}


def _loan_tiles(loan: Loan) -> list[dict[str, str]]:
    plan = loan.schedule
    tiles = [_first_tile(loan)]
    if loan.later_payment is not None:
        jump = loan.later_payment - plan.first_payment
        label = _("From %(when)s") % {"when": _moment(loan.periods[0].months + 1)}
        note, tone = _signed(jump), "warn" if jump > 0 else ""
        rate = _("if the rate is %(rate)s") % {"rate": rate_words(loan.periods[1].rate)}
        tiles.append(tile(label, loan.later_payment, note, tone=tone, rate=rate))
    elif loan.product.method == "menurun":
        last = plan.instalments[-1].payment
        tiles.append(tile(_("Last instalment"), last, _("falls every month")))
    else:
        tiles.append(tile(_("Loan amount"), loan.principal, term_words(loan.months)))
    share = percent(plan.total_interest * 100 / loan.principal, 1)
    note = _("%(share)s of the loan") % {"share": share}
    tiles.append(tile(_("Total interest"), plan.total_interest, note))
    note = _("in %(count)d instalments") % {"count": loan.months}
    return [*tiles, tile(_("Total paid"), plan.total_paid, note)]


def _first_tile(loan: Loan) -> dict[str, str]:
    payment, used = loan.schedule.first_payment, {"rate": rate_words(loan.periods[0].rate)}
    text = (
        _("per month, flat rate %(rate)s")
        if loan.product.method == "flat"
        else (_("per month, rate %(rate)s"))
    )
    if loan.later_payment is None:
        is_falling = loan.product.method == "menurun"
        label = _("First instalment") if is_falling else _("Instalment")
        return tile(label, payment, _("per month"), rate=text % used)
    span = _span(1, loan.periods[0].months)
    label = _("Instalment %(span)s") % {"span": span}
    rate = _("fixed rate %(rate)s") % used
    return tile(label, payment, _("per month"), rate=rate)


def _loan_facts(loan: Loan, term: str) -> list[tuple[str, str]]:
    """Return what the figures were computed from."""
    facts = [(_("Loan amount"), rupiah(loan.principal))]
    if loan.price is not None and loan.down_payment is not None:
        paid = f"{rupiah(loan.down_payment)} ({share_of(loan)})"
        facts = [(_("House price"), rupiah(loan.price)), (_("Down payment"), paid), *facts]
    first = rate_words(loan.periods[0].rate)
    if len(loan.periods) > 1:
        first = _("%(rate)s fixed for %(months)d months") % {
            "rate": first, "months": loan.periods[0].months,
        }  # fmt: skip
    facts += [(_("Term"), term), (_("Interest rate"), first)]
    if len(loan.periods) > 1:
        facts.append((_("Assumed floating rate"), rate_words(loan.periods[1].rate)))
    facts.append((_("Method"), loan.product.get_method_display()))
    if loan.product.method == "flat" and loan.periods[0].rate:
        effective = flat_to_effective(loan.periods[0].rate, loan.months)
        facts.append((_("The same as effective"), percent(effective)))
    return facts


def _loan_totals(loan: Loan) -> list[tuple[str, str]]:
    """Return the lines below the picture's chart; the last one is the sum."""
    lines = [(_("Loan amount"), rupiah(loan.principal))]
    if loan.down_payment is not None:
        label = _("Down payment %(share)s") % {"share": share_of(loan)}
        lines.append((label, rupiah(loan.down_payment)))
    plan = loan.schedule
    lines.append((_("Total interest"), rupiah(plan.total_interest)))
    return [*lines, (_("Total paid to the bank"), rupiah(plan.total_paid))]


def _floating_note(loan: Loan) -> str:
    if len(loan.periods) > 1:
        return _("The floating rate follows the bank's rates and may change.")
    return _("Costs at the start are not included.")


def _own_rate(offer: Rate | None, used: Decimal) -> str:
    """Say what the bank's rate is where another one was typed."""
    if offer is None or offer.rate == used:
        return ""
    values = {"rate": rate_words(offer.rate), "since": date_words(offer.valid_from)}
    return _("The bank's rate for this amount and term is %(rate)s since %(since)s.") % values


# --- schedule and chart -------------------------------------------------------------------------


def _years(loan: Loan) -> list[dict[str, Any]]:
    """Return the years with their months: figures without a sign, as the head of the table says."""
    return [
        {
            "number": year.number,
            "cells": _cells(year),
            "months": [(row.number, *_cells(row)) for row in year.months],
        }
        for year in loan.years
    ]


def _cells(row: Any) -> tuple[str, str, str, str]:
    return bare(row.payment), bare(row.principal), bare(row.interest), bare(row.balance)


def _columns(loan: Loan) -> tuple[list[charts.Column], int]:
    """Return the columns of the chart, and before which of them the second rate begins."""
    fixed = loan.periods[0].months if len(loan.periods) > 1 else 0
    if loan.months <= MONTHLY_UP_TO:
        rows = loan.schedule.instalments
        return [charts.Column(str(r.number), r.principal, r.interest) for r in rows], fixed
    columns = [
        charts.Column(
            str(year.number),
            year.principal / len(year.months),
            year.interest / len(year.months),
        )
        for year in loan.years
    ]
    return columns, fixed // MONTHS if fixed % MONTHS == 0 else 0


def _draw(answer: Result, loan: Loan) -> None:
    is_monthly = loan.months <= MONTHLY_UP_TO
    answer.chart_title = _("Instalment per month")
    answer.chart_sub = _("month by month") if is_monthly else _("average of each year")
    notes = []
    if answer.split:
        later = {"value": answer.tiles[1]["value"], "label": answer.tiles[1]["label"].lower()}
        span = _span(1, loan.periods[0].months)
        notes = [(answer.tiles[0]["value"], span), (later["value"], later["label"])]
    says = ", ".join(f"{line['label']} {line['value']}" for line in answer.tiles)
    names = (_("Principal"), _("Interest"))
    for attribute, width, height in (("wide_chart", 752, 262), ("narrow_chart", 296, 226)):
        drawing = charts.instalment_columns(
            answer.columns, names, title=says, split=answer.split, notes=notes,
            width=width, height=height,
        )  # fmt: skip
        setattr(answer, attribute, drawing)


def _steps(loan: Loan) -> list[dict[str, Any]]:
    """Return what the instalment becomes when the floating rate moves by points."""
    if len(loan.periods) == 1:
        return []
    fixed, floating = loan.periods
    rates = [floating.rate + step for step in STEPS if 0 <= floating.rate + step <= 100]
    return [
        {
            "rate": rate_words(rate),
            "payment": rupiah(payment),
            "jump": _signed(payment - loan.schedule.first_payment),
            "is_chosen": rate == floating.rate,
        }
        for rate in rates
        for payment in [_later(loan, (fixed, Period(rate, floating.months)))]
    ]


def _later(loan: Loan, periods: Sequence[Period]) -> Decimal:
    return loan.at(periods).instalments[periods[0].months].payment


def _signed(amount: Decimal) -> str:
    return f"{'+' if amount >= 0 else '−'}{rupiah(abs(amount))}"


# --- deposits -----------------------------------------------------------------------------------


def deposit_result(deposit: Deposit) -> Result:
    """Return everything that is said about a deposit."""
    interest = deposit.interest
    values = {"amount": rupiah(deposit.principal), "days": deposit.days,
              "rate": rate_words(deposit.rate)}  # fmt: skip
    gross = _("before tax, %(days)d days") % values
    until = _("on %(day)s") % {"day": date_words(deposit.ends_on)}
    basis = str(DepositBasis(deposit.basis).label)
    return Result(
        title=_("Simulation %(product)s") % {"product": deposit.product.name},
        subtitle=_("%(amount)s for %(days)d days, rate %(rate)s") % values,
        tiles=[
            tile(_("Net interest"), interest.net, _("after tax")),
            tile(_("Paid back at maturity"), interest.maturity_value, until),
            tile(_("Gross interest"), interest.gross, gross),
            tile(_("Tax"), interest.tax, _tax_note(interest.tax)),
        ],
        facts=[
            (_("Amount placed"), rupiah(deposit.principal)),
            (_("Interest rate"), rate_words(deposit.rate)),
            (_("Placed on"), date_words(deposit.starts_on)),
            (_("Matures on"), date_words(deposit.ends_on)),
            (_("Day count"), basis),
        ],
        totals=[
            (_("Amount placed"), rupiah(deposit.principal)),
            (_("Gross interest"), rupiah(interest.gross)),
            (_("Tax"), rupiah(interest.tax)),
            (_("Net interest"), rupiah(interest.net)),
            (_("Paid back at maturity"), rupiah(interest.maturity_value)),
        ],
        code=deposit.code,
        reservation=_("A simulation, not a binding offer."),
        floating_note=_(
            "The LPS guarantees deposits that meet its conditions; one of them is that the rate"
            " is not above the guarantee rate in force."
        ),
        notice=_own_rate(deposit.offer, deposit.rate),
    )


def _tax_note(tax: Decimal) -> str:
    return _("withheld, final: 20%") if tax else _("none up to Rp7.500.000 together")
