"""What is said about savings."""

from typing import Any

from django.utils.translation import gettext as _

from core import charts
from core.formats import date_words
from products.answers.common import (
    Line,
    Result,
    bare,
    draw_charts,
    own_rate,
    rate_line,
    rate_words,
    rupiah,
    tile,
)
from products.answers.deposits import guarantee_warning, guarantee_words, tax_note
from products.calculators.savings import Credit
from products.forms.base import term_words
from products.savings import Savings

MONTHLY_UP_TO = 24  # months a chart shows one by one


def savings_result(account: Savings) -> Result:
    """Return everything that is said about an account."""
    values = {"amount": rupiah(account.amount), "term": term_words(account.months),
              "rate": rate_words(account.rate)}  # fmt: skip
    subtitle = _("%(amount)s kept for %(term)s, rate %(rate)s")
    if account.is_plan:
        subtitle = _("%(amount)s a month for %(term)s, rate %(rate)s")
    until = _("on %(day)s") % {"day": date_words(account.ends_on)}
    total = account.value + account.other
    answer = Result(
        title=_("Simulation %(product)s") % {"product": account.product.name},
        subtitle=subtitle % values,
        tiles=[
            tile(_("In the account"), account.value, until),
            tile(_("Paid in"), account.principal, term_words(account.months)),
            tile(_("Net interest"), account.net, _("after tax")),
            tile(_("Tax"), account.tax, tax_note(account.tax)),
        ],
        facts=_facts(account),
        totals=[
            (_("Paid in"), rupiah(account.principal)), (_("Gross interest"), rupiah(account.gross)),
            (_("Tax"), rupiah(account.tax)), (_("In the account"), rupiah(account.value)),
        ],
        code=account.code,
        reservation=_("A simulation, not a binding offer."),
        floating_note=_("The rate may change; interest is credited monthly and left there."),
        notice=own_rate(account.offer, account.rate),
        warning=guarantee_warning(account.settings.guarantee, account.rate, total),
        advice=guarantee_words(account.settings.guarantee, account.starts_on),
        compare=_compare(account),
        rate_line=rate_line(account.offer, account.starts_on),
        columns=_columns(account),
        chart_title=_("What stands in the account"),
        chart_sub=_("month by month") if account.months <= MONTHLY_UP_TO else _("year by year"),
        chart_names=[_("Payments"), _("Interest")],
        savings=[_row(account, number) for number in range(1, len(account.years) + 1)],
    )  # fmt: skip
    draw_charts(answer)
    return answer


def _facts(account: Savings) -> list[Line]:
    label = _("Paid in every month") if account.is_plan else _("Balance kept")
    return [
        (label, rupiah(account.amount)),
        (_("Term"), term_words(account.months)),
        (_("Interest rate"), rate_words(account.rate)),
        (_("Begins on"), date_words(account.starts_on)),
        (_("Ends on"), date_words(account.ends_on)),
        (_("Day count"), _("actual days, monthly")),
        (_("Gross interest"), rupiah(account.gross)),
    ]


def _compare(account: Savings) -> list[Line]:
    label = _("Paid in every month") if account.is_plan else _("Balance kept")
    return [
        (label, rupiah(account.amount)),
        (_("Term"), term_words(account.months)),
        (_("Interest rate"), rate_words(account.rate)),
        (_("Paid in"), rupiah(account.principal)),
        (_("Net interest"), rupiah(account.net)),
        (_("In the account"), rupiah(account.value)),
    ]


def _points(account: Savings) -> list[tuple[str, int, Credit]]:
    """Return label, months passed and the month of each column."""
    every = 1 if account.months <= MONTHLY_UP_TO else 12
    ends = [*range(every, account.months, every), account.months]
    return [(str(place), end, account.credits[end - 1]) for place, end in enumerate(ends, 1)]


def _columns(account: Savings) -> list[charts.Column]:
    """Return the columns of the chart: what was paid in below, interest above."""
    found = []
    for label, passed, month in _points(account):
        paid = account.amount * passed if account.is_plan else account.amount
        found.append(charts.Column(label, paid, month.balance - paid))
    return found


def _row(account: Savings, number: int) -> list[str]:
    """Return one year of the table: number, paid in, gross, tax, balance."""
    months = account.years[number - 1]
    paid = account.amount * len(months) if account.is_plan else account.amount * (number == 1)
    gross = sum(one.interest.gross for one in months)
    tax = sum(one.interest.tax for one in months)
    cells: list[Any] = [paid, gross, tax, months[-1].balance]
    return [str(number), *(bare(cell) for cell in cells)]
