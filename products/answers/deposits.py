"""What is said about a deposit."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core.formats import date_words
from products.answers.common import (
    Line,
    Panel,
    Result,
    bare,
    own_rate,
    rate_line,
    rate_words,
    rupiah,
    tile,
)
from products.models import GuaranteeRate
from products.models.product import DepositBasis
from products.simulation import Deposit, Term


def deposit_result(deposit: Deposit) -> Result:
    """Return everything that is said about a deposit."""
    interest = deposit.interest
    values = {"amount": rupiah(deposit.principal), "days": deposit.days,
              "rate": rate_words(deposit.rate)}  # fmt: skip
    return Result(
        title=_("Simulation %(product)s") % {"product": deposit.product.name},
        subtitle=_("%(amount)s for %(days)d days, rate %(rate)s") % values,
        tiles=_tiles(deposit),
        facts=_facts(deposit),
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
        notice=own_rate(deposit.offer, deposit.rate),
        warning=guarantee_warning(
            deposit.settings.guarantee, deposit.rate, deposit.principal + deposit.other
        ),
        advice=guarantee_words(deposit.settings.guarantee, deposit.starts_on),
        panels=[panel for panel in [_break_panel(deposit)] if panel],
        terms=_term_rows(deposit),
        compare=_compare(deposit),
        rate_line=rate_line(deposit.offer, deposit.starts_on),
    )


def _tiles(deposit: Deposit) -> list[dict[str, str]]:
    interest = deposit.interest
    gross = _("before tax, %(days)d days") % {"days": deposit.days}
    until = _("on %(day)s") % {"day": date_words(deposit.ends_on)}
    return [
        tile(_("Net interest"), interest.net, _("after tax")),
        tile(_("Paid back at maturity"), interest.maturity_value, until),
        tile(_("Gross interest"), interest.gross, gross),
        tile(_("Tax"), interest.tax, tax_note(interest.tax)),
    ]


def _facts(deposit: Deposit) -> list[Line]:
    return [
        (_("Amount placed"), rupiah(deposit.principal)),
        (_("Interest rate"), rate_words(deposit.rate)),
        (_("Placed on"), date_words(deposit.starts_on)),
        (_("Matures on"), date_words(deposit.ends_on)),
        (_("Day count"), str(DepositBasis(deposit.basis).label)),
    ]


def guarantee_warning(limit: GuaranteeRate | None, rate: Decimal, total: Decimal) -> str:
    """Say what leaves money at this rate, `total` rupiah in the bank, without the guarantee."""
    if limit is not None and rate > limit.rate:
        return _("Not guaranteed by the LPS: the rate is above %(rate)s.") % {
            "rate": rate_words(limit.rate)
        }
    # The limit of the sum holds whether or not the rate of the window is known.
    most = limit.max_amount if limit else GuaranteeRate().max_amount
    if total > most:
        return _("The LPS guarantees up to %(amount)s per customer and bank.") % {
            "amount": rupiah(most)
        }
    return ""


def guarantee_words(limit: GuaranteeRate | None, starts_on: date) -> str:
    """Name the guarantee rate and its window; say so where the window is not known."""
    if limit is None:
        day = date_words(starts_on)
        return _("The LPS guarantee rate of %(day)s is not recorded here; ask before you promise."
                 ) % {"day": day}  # fmt: skip
    values = {"rate": rate_words(limit.rate), "since": date_words(limit.valid_from)}
    if limit.valid_to is None:
        return _("LPS guarantee rate %(rate)s since %(since)s.") % values
    values["until"] = date_words(limit.valid_to)
    return _("LPS guarantee rate %(rate)s from %(since)s to %(until)s.") % values


def _break_panel(deposit: Deposit) -> Panel | None:
    broken = deposit.broken
    if broken is None or deposit.broken_after is None:
        return None
    lines = [
        (_("Amount placed"), rupiah(broken.principal)),
        (_("Interest of the running term, net"), rupiah(broken.interest)),
        (_("Penalty"), rupiah(broken.penalty)),
    ]
    title = _("Broken after %(days)d days") % {"days": deposit.broken_after}
    return Panel(title, lines, total=rupiah(broken.paid_back))


def _term_rows(deposit: Deposit) -> list[list[str]]:
    """Return the terms of a deposit that rolls over."""
    if deposit.roll == "non_aro":
        return []
    return [
        [date_words(term.ends_on), bare(term.interest.gross), bare(term.interest.tax),
         bare(term.interest.net), bare(_after(deposit, term))]
        for term in deposit.terms
    ]  # fmt: skip


def _after(deposit: Deposit, term: Term) -> Decimal:
    """Return what stands in the deposit after the term."""
    return term.interest.maturity_value if deposit.roll == "aro_plus" else deposit.principal


def _compare(deposit: Deposit) -> list[Line]:
    interest = deposit.interest
    return [
        (_("Amount placed"), rupiah(deposit.principal)),
        (_("Term"), _("%(days)d days") % {"days": deposit.days}),
        (_("Interest rate"), rate_words(deposit.rate)),
        (_("Gross interest"), rupiah(interest.gross)),
        (_("Tax"), rupiah(interest.tax)),
        (_("Net interest"), rupiah(interest.net)),
        (_("Paid back at maturity"), rupiah(interest.maturity_value)),
    ]


def tax_note(tax: Decimal) -> str:
    """Say how this tax, in rupiah, comes about: 20%, or none up to the sum that is free of it."""
    return _("withheld, final: 20%") if tax else _("none up to Rp7.500.000 together")
