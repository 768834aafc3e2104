"""Blocks beside the main figures of a loan: cash at the start, what fits, early payment."""

from decimal import ROUND_CEILING, Decimal

from django.utils.translation import gettext as _

from core.formats import date_words, percent
from core.money import short_rupiah
from products.answers import ceilings
from products.answers.common import Panel, moment, rupiah, share_of
from products.calculators import limits, prepayment
from products.calculators.arithmetic import HUNDRED, MONTHS, CalculationError
from products.calculators.loans import affordable_principal
from products.calculators.prepayment import Prepayment
from products.models import ContractTerms, VatRelief
from products.models.settings import LimitCode, RatioMethod, UpfrontCost
from products.simulation import Early, Loan

USUAL_CAP = Decimal(40)


def costs_panel(loan: Loan) -> Panel | None:
    """Return what has to be paid before the loan begins; None when nothing is known of it."""
    if not loan.costs:
        return None
    lines = [(_cost_name(line.row), rupiah(line.amount)) for line in loan.costs]
    if loan.down_payment:
        share = _("Down payment %(share)s") % {"share": share_of(loan)}
        lines.insert(0, (share, rupiah(loan.down_payment)))
    note = " ".join([_("An estimate by the bank's settings of today."), *vat_notes(loan)])
    formula = vat_formula(loan)
    title = _("Cash needed up front")
    return Panel(title, lines, total=rupiah(loan.cash), formula=formula, note=note)


def vat_formula(loan: Loan) -> str:
    """Return what the buyer pays of PPN where the government bears a part; empty elsewhere."""
    if loan.vat is None or not loan.vat.borne:
        return ""
    return _("PPN: %(total)s − %(borne)s = %(paid)s paid by the buyer") % {
        "total": rupiah(loan.vat.total), "borne": rupiah(loan.vat.borne),
        "paid": rupiah(loan.vat.paid),
    }  # fmt: skip


def vat_notes(loan: Loan) -> list[str]:
    """Say why the government bears PPN of a new home or not."""
    if loan.product.type.code == "flpp":
        return [_("Subsidised homes are free of PPN.")]
    if not loan.bought.is_new:
        return []
    if loan.vat is None:
        return [_("No rate of PPN is recorded for this day.")]
    if loan.vat.borne and loan.relief is not None:
        return [_borne_words(loan.relief)]
    return [_unborne_words(loan)]


def _borne_words(row: VatRelief) -> str:
    values = {"share": percent(row.share), "covered": short_rupiah(row.covered),
              "most": short_rupiah(row.max_price)}  # fmt: skip
    text = _(
        "The government bears %(share)s of the PPN on the first %(covered)s of a price up to "
        "%(most)s: a new home that is ready, once per person."
    )
    return text % values


def _unborne_words(loan: Loan) -> str:
    handover, row = loan.bought.handover, loan.relief
    if loan.bought.has_used_relief:
        return _("The buyer pays all PPN: it is borne once per person.")
    if handover is None:
        return _("Enter the day of the handover: the government may bear PPN.")
    if row is None:
        day = date_words(handover)
        return _("The buyer pays all PPN: nothing is borne for a handover on %(day)s.") % {
            "day": day,
        }  # fmt: skip
    most = {"most": rupiah(row.max_price)}
    return _("The buyer pays all PPN: it is borne up to a price of %(most)s.") % most


def _cost_name(row: UpfrontCost) -> str:
    """`Provisi 1%`, with the percentage where it is one."""
    label, rate = row.get_code_display(), row.percent
    is_rate = rate and rate < HUNDRED
    return f"{label} {percent(rate)}" if is_rate else str(label)


# --- what fits ----------------------------------------------------------------------------------


def ratio(loan: Loan, payment: Decimal) -> Decimal | None:
    """Return percent of the income that `payment` and the existing instalments take."""
    means = loan.means
    if means.income is None:
        return None
    try:
        return limits.debt_ratio(means.income, means.existing, payment, method_of(loan))
    except CalculationError:
        return None


def cap_of(loan: Loan) -> Decimal:
    """Return the limit of the ratio in percent."""
    limit = loan.settings.limits.get(LimitCode.DEBT_RATIO)
    return limit.percent if limit else USUAL_CAP


def method_of(loan: Loan) -> limits.Method:
    """Return how existing instalments are counted."""
    limit = loan.settings.limits.get(LimitCode.DEBT_RATIO)
    return "rest" if limit and limit.method == RatioMethod.REST else "all"


def means_panel(loan: Loan) -> Panel | None:
    """Return the pre-screening with its formulas; None when neither income nor value is known."""
    lines, within = _value_lines(loan)
    formula = ""
    if loan.means.income is not None:
        more, fits, formula = _income_lines(loan, loan.means.income)
        lines, within = more + lines, [fits, *within]
    if not within or (loan.means.income is None and loan.means.appraisal is None):
        return None
    verdict, tone = _("Exceeds the first limits (pre-screening)"), "warn"
    if all(within):
        verdict, tone = _("Meets the first limits (pre-screening)"), "ok"
    note = _("Only the bank decides, after it has examined the application.")
    title = _("What fits the income")
    if loan.means.method:
        title = _("What fits this person")
        lines.insert(0, (_("Counted by"), loan.means.method))
    return Panel(title, lines, verdict=verdict, tone=tone, formula=formula, note=note)


def _income_lines(loan: Loan, income: Decimal) -> tuple[list[tuple[str, str]], bool, str]:
    cap, method, existing = cap_of(loan), method_of(loan), loan.means.existing
    fits = limits.capacity(income, existing, cap, method)
    now, highest = ratio(loan, loan.regular_payment), ratio(loan, loan.highest_payment)
    words = _("no income is left") if now is None or highest is None else percent(now, 1)
    if highest is not None and now is not None and highest > now:
        words = _("%(now)s, later %(later)s") % {"now": words, "later": percent(highest, 1)}
    lines = [
        (_("Debt-service ratio, limit %(cap)s") % {"cap": percent(cap)}, words),
        (_("Instalment that fits"), rupiah(fits)),
        (_("Largest loan at this term and rate"), rupiah(largest(loan, fits))),
    ]
    values = {"cap": percent(cap), "income": rupiah(income), "existing": rupiah(existing),
              "fits": rupiah(fits)}  # fmt: skip
    text = _("%(cap)s × %(income)s − %(existing)s = %(fits)s")
    if method == "rest":
        text = _("%(cap)s × (%(income)s − %(existing)s) = %(fits)s")
    return lines, highest is not None and highest <= cap, text % values


def largest(loan: Loan, fits: Decimal) -> Decimal:
    """Return the largest whole loan whose highest instalment is `fits`, within the product."""
    rate, method = loan.periods[0].rate, loan.product.method
    if method == "anuitas" and len(loan.periods) == 1 and not loan.terms.grace_months:
        amount = affordable_principal(fits, rate, loan.months)
    elif method == "flat":
        amount = limits.largest_loan(fits, rate, loan.months, is_flat=True)
    else:
        # Instalments grow in proportion to the loan; cut off to stay below.
        amount = fits * loan.principal // loan.highest_payment
    ceiling = loan.product.max_amount
    return min(amount, ceiling) if ceiling else amount


def _value_lines(loan: Loan) -> tuple[list[tuple[str, str]], list[bool]]:
    cap, share, fits = loan.ceiling.percent, loan.loan_to_value, loan.is_within_value
    if cap is None or share is None or fits is None:
        return [], []
    label = _("LTV, limit %(cap)s") % {"cap": percent(cap)}
    return [(label, percent(share))], [fits]


def value_panel(loan: Loan) -> Panel | None:
    """Return whose limit of LTV holds and why; None where nothing is bought or none is known."""
    cap, share, fits = loan.ceiling.percent, loan.loan_to_value, loan.is_within_value
    if cap is None or share is None or fits is None or loan.ceiling.rung is None:
        return None
    words = [ceilings.hint_words(loan.ceiling), ceilings.reason_words(loan.ceiling.rung)]
    note = " ".join(text for text in words if text)
    if loan.product.type.is_vehicle:
        return _payment_panel(loan, cap, note, is_met=fits)
    text = _("Above the limit of %(cap)s: LTV %(share)s")
    if fits:
        text = _("Within the limit of %(cap)s: LTV %(share)s")
    verdict = text % {"cap": percent(cap), "share": percent(share)}
    return Panel(
        _("Loan to value (LTV/FTV)"),
        [(_("LTV of this loan"), percent(share)), *_limit_lines(loan)],
        verdict=verdict, tone="ok" if fits else "warn",
        formula=ceilings.limit_words(loan.ceiling), note=note, is_short=True,
    )  # fmt: skip


def _limit_lines(loan: Loan) -> list[tuple[str, str]]:
    own, rung = loan.ceiling.own, loan.ceiling.rung
    return [
        (_("Limit of the product"), percent(own) if own is not None else ceilings.UNKNOWN),
        (_("Limit of the regulator"), percent(rung.percent) if rung else ceilings.UNKNOWN),
    ]


def _payment_panel(loan: Loan, cap: Decimal, note: str, *, is_met: bool) -> Panel:
    least, own, rung = limits.least_down_payment(cap), loan.ceiling.own, loan.ceiling.rung
    product, rule = ceilings.UNKNOWN, ceilings.UNKNOWN
    if own is not None:
        product = percent(limits.least_down_payment(own))
    if rung is not None:
        rule = percent(limits.least_down_payment(rung.percent))
    verdict = (
        _("Down payment of at least %(least)s")
        if is_met
        else _("Below the smallest down payment of %(least)s")
    )
    lines = [
        (_("Down payment of this loan"), share_of(loan)),
        (_("Smallest by the product"), product),
        (_("Smallest by the regulator"), rule),
    ]
    return Panel(
        _("Down payment of the vehicle"), lines, verdict=verdict % {"least": percent(least)},
        tone="ok" if is_met else "warn", formula=ceilings.payment_words(loan.ceiling), note=note,
        is_short=True,
    )  # fmt: skip


def warning(loan: Loan) -> tuple[str, str]:
    """Say when the ratio passes its limit, and what would keep it below."""
    highest, cap = ratio(loan, loan.highest_payment), cap_of(loan)
    if highest is None or highest <= cap:
        return "", ""
    now = ratio(loan, loan.regular_payment)
    values = {"cap": percent(cap)}
    text = _("The ratio passes %(cap)s.") % values
    if now is not None and now <= cap:
        values["when"] = moment(loan.periods[0].months + 1)
        text = _("The ratio passes %(cap)s from %(when)s.") % values
    return text, _advice(loan)


def _advice(loan: Loan) -> str:
    income = loan.means.income or Decimal(0)
    fits = limits.capacity(income, loan.means.existing, cap_of(loan), method_of(loan))
    smaller = fits * loan.principal // loan.highest_payment
    if loan.price:
        share = ((loan.price - smaller) * HUNDRED / loan.price).to_integral_value(ROUND_CEILING)
        if share < HUNDRED:
            return _("A down payment of %(share)s%% would keep it below.") % {"share": share}
        return ""
    return _("A loan of %(amount)s would keep it below.") % {"amount": rupiah(smaller)}


# --- early payment ------------------------------------------------------------------------------


def early_panel(loan: Loan) -> Panel | None:
    """Return what an early payment ends or changes; None when none was asked for."""
    early = loan.early
    if early is None:
        return None
    contract = loan.settings.contract or ContractTerms()
    rate = Decimal(contract.early_penalty)
    title = _("Paid early beside instalment %(month)d") % {"month": early.month}
    if early.amount:
        return _part_panel(loan, early, rate, title)
    due = prepayment.payoff(_balance(loan, early.month), rate)
    lines = [(_("Principal that remains"), rupiah(due.balance)), _penalty(rate, due.penalty)]
    note = _("Beside the instalment of that month.")
    if loan.product.method == "flat":
        note = _("Flat loans are settled with the effective rate: more remains than it seems.")
    return Panel(title, lines, total=rupiah(due.total), note=note)


def _penalty(rate: Decimal, amount: Decimal) -> tuple[str, str]:
    return _("Penalty %(rate)s") % {"rate": percent(rate)}, rupiah(amount)


def _balance(loan: Loan, month: int) -> Decimal:
    if loan.product.method == "flat":
        payment = loan.regular_payment
        return prepayment.flat_balance(loan.principal, payment, loan.months, month)
    return loan.schedule.instalments[month - 1].balance


def _part_panel(loan: Loan, early: Early, rate: Decimal, title: str) -> Panel:
    done = _prepaid(loan, early, early.keep, rate)
    years, months = divmod(done.months_saved, MONTHS)
    values = {"years": years, "months": months}
    saved = _("%(years)d years %(months)d months") % values
    lines = [
        (_("Instalment before"), rupiah(done.payment_before)),
        (_("Instalment after"), rupiah(done.payment_after)),
        (_("The loan ends earlier by"), saved if done.months_saved else _("nothing")),
        (_("Interest saved"), rupiah(done.interest_saved)),
        _penalty(rate, done.penalty),
        (_("Saved after the penalty"), rupiah(done.gain)),
    ]
    return Panel(title, lines, note=_other_way(loan, early, rate))


def _prepaid(loan: Loan, early: Early, keep: prepayment.Keep, rate: Decimal) -> Prepayment:
    return prepayment.prepay(
        loan.product.method, loan.schedule, loan.periods, month=early.month,  # type: ignore[arg-type]
        amount=early.amount or Decimal(0), keep=keep, penalty_rate=rate, terms=loan.terms,
    )  # fmt: skip


def _other_way(loan: Loan, early: Early, rate: Decimal) -> str:
    """Say what the other choice would save, so that nobody has to try both."""
    other: prepayment.Keep = "payment" if early.keep == "term" else "term"
    values = {"saved": rupiah(_prepaid(loan, early, other, rate).gain)}
    if other == "payment":
        return _("With a shorter term instead: %(saved)s saved after the penalty.") % values
    return _("With a lower instalment instead: %(saved)s saved after the penalty.") % values
