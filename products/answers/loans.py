"""What is said about a loan."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core import charts
from core.formats import date_words, day_and_month, percent
from core.money import short_rupiah
from products.answers import ceilings, panels
from products.answers.common import (
    Line,
    Panel,
    Result,
    bare,
    draw_charts,
    moment,
    own_rate,
    rate_line,
    rate_words,
    rupiah,
    share_of,
    signed,
    tile,
)
from products.calculators.arithmetic import MONTHS, is_rate
from products.calculators.loans import Period, flat_to_effective
from products.calculators.true_cost import effective_cost
from products.forms import term_words
from products.models.settings import CostCode, DueRule, HolidayRule
from products.simulation import Loan

MONTHLY_UP_TO = 24  # months a chart shows one by one
BANK_FEES = (CostCode.PROVISION, CostCode.ADMINISTRATION)
STEPS = (-1, 0, 1, 2, 3)  # percent points around the assumed floating rate


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
        notice=own_rate(loan.offer, loan.periods[0].rate),
        panels=[panel for panel in _panels(loan) if panel],
        compare=_compare(loan, term),
        rate_line=rate_line(loan.offer, loan.starts_on),
        columns=columns,
        split=split,
        years=_years(loan),
        months=loan.months,
        steps=_steps(loan),
        due_note=_due_note(loan),
    )
    _draw(answer, loan)
    answer.warning, answer.advice = panels.warning(loan)
    if answer.steps:
        answer.steps_head = _("From %(when)s") % {"when": moment(loan.periods[0].months + 1)}
        answer.steps_last = _("Ratio") if loan.means.income else _("Difference")
    return answer


def _panels(loan: Loan) -> list[Panel | None]:
    return [
        panels.costs_panel(loan), panels.value_panel(loan), panels.means_panel(loan),
        panels.early_panel(loan),
    ]  # fmt: skip


def _compare(loan: Loan, term: str) -> list[Line]:
    """Return what variants are held against each other by, in one order."""
    later = loan.later_payment
    return [
        (_("Loan amount"), rupiah(loan.principal)),
        (_("Down payment"), rupiah(loan.down_payment or Decimal(0))),
        (_("Term"), term),
        (_("Interest rate"), " → ".join(rate_words(period.rate) for period in loan.periods)),
        (_("Instalment"), rupiah(loan.regular_payment)),
        (_("Later instalment"), rupiah(later) if later else "–"),
        (_("Cash needed up front"), rupiah(loan.cash)),
        (_("Total cost"), rupiah(loan.total_cost)),
        (_("Total paid"), rupiah(loan.schedule.total_paid)),
    ]


def _loan_subtitle(loan: Loan, term: str) -> str:
    values = {"amount": rupiah(loan.principal), "term": term}
    if loan.price is None:
        return _("Loan of %(amount)s, term %(term)s") % values
    values |= {"price": _long_money(loan.price), "share": share_of(loan)}
    if loan.product.family == "kpa":
        return _("Apartment %(price)s, down payment %(share)s, term %(term)s") % values
    if loan.product.family == "kkb":
        return _("Vehicle %(price)s, down payment %(share)s, term %(term)s") % values
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


def _loan_tiles(loan: Loan) -> list[dict[str, str]]:
    plan = loan.schedule
    tiles = [_first_tile(loan)]
    if loan.later_payment is not None:
        jump = loan.later_payment - loan.regular_payment
        label = _("From %(when)s") % {"when": moment(loan.periods[0].months + 1)}
        note, tone = signed(jump), "warn" if jump > 0 else ""
        rate = _("if the rate is %(rate)s") % {"rate": rate_words(loan.periods[1].rate)}
        tiles.append(tile(label, loan.later_payment, note, tone=tone, rate=rate))
    elif loan.product.method == "menurun":
        last = plan.instalments[-1].payment
        tiles.append(tile(_("Last instalment"), last, _("falls every month")))
    else:
        tiles.append(tile(_("Loan amount"), loan.principal, term_words(loan.months)))
    return [*tiles, _cost_tile(loan), _cash_tile(loan)]


def _cost_tile(loan: Loan) -> dict[str, str]:
    """Interest and costs; both are named as one figure, so that neither hides."""
    share = percent(loan.total_cost * 100 / loan.principal, 1)
    text = _("interest, %(share)s of the loan")
    if loan.total_cost != loan.schedule.total_interest:
        text = _("interest and costs, %(share)s of the loan")
    return tile(_("Total cost"), loan.total_cost, text % {"share": share})


def _cash_tile(loan: Loan) -> dict[str, str]:
    if not loan.cash:
        note = _("in %(count)d instalments") % {"count": loan.months}
        return tile(_("Total paid"), loan.schedule.total_paid, note)
    note = _("costs at the start")
    if loan.down_payment:
        note = _("down payment and costs") if loan.costs else _("down payment")
    return tile(_("Cash needed up front"), loan.cash, note)


def _first_tile(loan: Loan) -> dict[str, str]:
    payment, used = loan.regular_payment, {"rate": rate_words(loan.periods[0].rate)}
    if loan.product.method == "flat":
        return _flat_tile(loan, used)
    if loan.later_payment is None:
        is_falling = loan.product.method == "menurun"
        label = _("First instalment") if is_falling else _("Instalment")
        return tile(label, payment, _("per month"), rate=_("per month, rate %(rate)s") % used)
    first, last = loan.terms.grace_months + 1, loan.periods[0].months
    span = _span(min(first, last), last)
    rate = _("fixed rate %(rate)s") % used
    return tile(_("Instalment %(span)s") % {"span": span}, payment, _("per month"), rate=rate)


def _flat_tile(loan: Loan, used: dict[str, str]) -> dict[str, str]:
    """A flat rate stands beside what it is effectively."""
    effective = flat_to_effective(loan.periods[0].rate, loan.months)
    words = _("flat %(rate)s = effective %(effective)s") % {
        **used, "effective": percent(effective),
    }  # fmt: skip
    return tile(_("Instalment"), loan.regular_payment, words, rate=words)


def _loan_facts(loan: Loan, term: str) -> list[tuple[str, str]]:
    """Return what the figures were computed from."""
    facts = [(_("Loan amount"), rupiah(loan.principal))]
    if loan.price is not None and loan.down_payment is not None:
        paid = f"{rupiah(loan.down_payment)} ({share_of(loan)})"
        bought = loan.product.type.purchase
        label = str(bought.label) if bought else _("House price")
        facts = [
            (label, rupiah(loan.price)), *_bought_facts(loan), (_("Down payment"), paid), *facts,
        ]  # fmt: skip
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
    facts += _contract_facts(loan)
    plan = loan.schedule
    facts.append((_("Total interest"), rupiah(plan.total_interest)))
    return [*facts, (_("Total paid to the bank"), rupiah(plan.total_paid)), *_true_cost(loan)]


def _bought_facts(loan: Loan) -> list[Line]:
    """Return what limits and PPN were read from."""
    bought, facts = loan.bought, []
    if bought.vehicles:
        facts.append((_("Vehicle"), ceilings.bought_words(bought)))
    elif bought.kinds:
        which = _("Second or later") if bought.is_later else _("The first")
        facts += [(_("Property"), ceilings.bought_words(bought)), (_("Facility"), which)]
    if bought.is_new:
        day = date_words(bought.handover) if bought.handover else ceilings.UNKNOWN
        facts.append((_("New home, handover"), day))
    return facts


def _contract_facts(loan: Loan) -> list[Line]:
    """Return what the contract settles differently from most tables."""
    facts: list[Line] = []
    terms, contract = loan.terms, loan.settings.contract
    if not terms.is_plain:
        up = _("up") if terms.direction == "up" else _("half up")
        facts.append((_("Instalment rounded to"), f"{rupiah(Decimal(terms.step))}, {up}"))
    if terms.grace_months:
        facts.append((_("Interest only for"), term_words(terms.grace_months)))
    if terms.first_days is not None:
        facts.append((_("First interest"), _("%(days)d days") % {"days": terms.first_days}))
    if contract and contract.due_rule != DueRule.SAME_DAY:
        facts.append((_("Due day"), str(contract.due_day or contract.get_due_rule_display())))
    if loan.paid_on != loan.starts_on:
        facts.append((_("Disbursed on"), date_words(loan.paid_on)))
    return [*facts, (_("First instalment on"), date_words(loan.first_due_on))]


def _true_cost(loan: Loan) -> list[Line]:
    """Return the effective rate with the fees that stay with the bank."""
    fees = sum((line.amount for line in loan.costs if line.row.code in BANK_FEES), Decimal(0))
    if not fees or fees >= loan.principal:
        return []
    payments = [row.payment for row in loan.schedule.instalments]
    rate = effective_cost(loan.principal - fees, payments)
    return [(_("Effective with the bank's fees"), percent(rate))]


def _loan_totals(loan: Loan) -> list[tuple[str, str]]:
    """Return the lines below the picture's chart; the last one is the sum."""
    lines = [(_("Loan amount"), rupiah(loan.principal))]
    if loan.down_payment is not None:
        label = _("Down payment %(share)s") % {"share": share_of(loan)}
        lines.append((label, rupiah(loan.down_payment)))
    if loan.cash:
        if loan.upfront:
            lines.append((_("Other costs at the start"), rupiah(loan.upfront)))
        return [*lines, (_("Cash needed up front"), rupiah(loan.cash))]
    plan = loan.schedule
    lines.append((_("Total interest"), rupiah(plan.total_interest)))
    return [*lines, (_("Total paid to the bank"), rupiah(plan.total_paid))]


def _floating_note(loan: Loan) -> str:
    if len(loan.periods) > 1:
        return _("The floating rate follows the bank's rates and may change.")
    if loan.costs:
        return _("Costs are estimated by the bank's settings of today.")
    return _("Costs at the start are not included.")


# --- schedule and chart -------------------------------------------------------------------------


def _years(loan: Loan) -> list[dict[str, Any]]:
    """Return the years with their months: figures without a sign, as the head of the table says."""
    return [
        {
            "number": year.number,
            "cells": _cells(year),
            "months": [
                {"number": row.number, "due": _due(loan, row.number), "cells": _cells(row)}
                for row in year.months
            ],
        }
        for year in loan.years
    ]


def _due_note(loan: Loan) -> str:
    """Say what holidays do to the days of the table."""
    contract = loan.settings.contract
    if contract is not None and contract.holiday_rule == HolidayRule.NEXT:
        return _("Due by the contract; on a holiday the next working day.")
    if contract is not None and contract.holiday_rule == HolidayRule.PREVIOUS:
        return _("Due by the contract; on a holiday the working day before.")
    return _("Due by the contract; holidays do not move the days.")


def _due(loan: Loan, number: int) -> str:
    """`18 Des 26`."""
    day = loan.due_on(number)
    return f"{day_and_month(day)} {day:%y}"


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
    if answer.split:
        first, later = answer.tiles[:2]
        span = _span(1, loan.periods[0].months)
        answer.chart_notes = [(first["value"], span), (later["value"], later["label"].lower())]
    draw_charts(answer)


def _steps(loan: Loan) -> list[dict[str, Any]]:
    """Return what the instalment becomes when the floating rate moves by points."""
    if len(loan.periods) == 1:
        return []
    fixed, floating = loan.periods
    rates = [floating.rate + step for step in STEPS if is_rate(floating.rate + step)]
    payments = [_later(loan, (fixed, Period(rate, floating.months))) for rate in rates]
    highest = max(payments)
    return [
        _step(loan, rate, payment, highest)
        for rate, payment in zip(rates, payments, strict=True)
    ]  # fmt: skip


def _step(loan: Loan, rate: Decimal, payment: Decimal, highest: Decimal) -> dict[str, Any]:
    share = panels.ratio(loan, payment)
    change = signed(payment - loan.regular_payment) if share is None else percent(share, 1)
    return {
        "rate": rate_words(rate),
        "payment": rupiah(payment),
        "change": change,
        "is_over": share is not None and share > panels.cap_of(loan),
        "is_chosen": rate == loan.periods[1].rate,
        "sizes": [str(min(loan.regular_payment, payment)), str(payment), str(highest)],
    }


def _later(loan: Loan, periods: Sequence[Period]) -> Decimal:
    return loan.at(periods).instalments[periods[0].months].payment
