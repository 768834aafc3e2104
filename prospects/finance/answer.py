"""What the pre-screening says, in words and as a gauge: what fits, what does not, and why."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.formats import date_words, percent
from core.gauges import Part, limit_gauge
from core.money import format_rupiah, short_rupiah
from products.answers import ceilings, rate_words
from products.forms import term_words
from products.models.settings import LimitCode
from prospects.finance.figures import Capacity, Check, Picture

WIDE, NARROW = 344, 296
Line = tuple[str, str]


def method_words(capacity: Capacity) -> str:
    """Return the name of a method."""
    names = {
        LimitCode.DEBT_RATIO: _("Debt-service ratio (DSR)"),
        LimitCode.PAYROLL: _("DSR, salary through the bank"),
        LimitCode.BUSINESS: _("Repayment capacity of the business (RPC)"),
    }
    return names[LimitCode(capacity.ratio.code)]


def formula(capacity: Capacity, check: Check) -> str:
    """Return how the room was found, with its numbers."""
    picture = check.picture
    values = {
        "cap": percent(capacity.ratio.percent), "income": format_rupiah(picture.net_income),
        "existing": format_rupiah(picture.existing), "room": format_rupiah(capacity.room),
        "gross": format_rupiah(picture.revenue + picture.income),
        "costs": format_rupiah(picture.costs),
        "household": format_rupiah(picture.expenses),
    }  # fmt: skip
    if capacity.ratio.code == LimitCode.BUSINESS:
        text = _("(%(gross)s − (%(costs)s + %(household)s + %(existing)s)) × %(cap)s = %(room)s")
    elif capacity.ratio.method == "rest":
        text = _("%(cap)s × (%(income)s − %(existing)s) = %(room)s")
    else:
        text = _("%(cap)s × %(income)s − %(existing)s = %(room)s")
    return text % values


def formula_words(capacity: Capacity) -> str:
    """Return what the numbers of the formula are."""
    if capacity.ratio.code == LimitCode.BUSINESS:
        return _("(income − (business costs + household + instalments)) × limit")
    if capacity.ratio.method == "rest":
        return _("limit × (net income − existing instalments)")
    return _("limit × net income − existing instalments")


def verdict(check: Check) -> tuple[str, str]:
    """Return the words of the pre-screening and their tone."""
    if not check.has_income:
        return _("Income is still missing"), ""
    if check.fits is None:
        return _("Nothing proposed yet"), ""
    if check.fits:
        return _("Meets the first limits (pre-screening)"), "ok"
    return _("Exceeds the first limits (pre-screening)"), "warn"


def _parts(check: Check) -> list[Part]:
    capacity, parts = check.deciding, []
    if capacity.taken or check.asked is None:
        words = _("Existing instalments %(sum)s") % {"sum": format_rupiah(capacity.taken)}
        parts.append(Part(capacity.taken, words, "ao-f3"))
    if check.asked is not None:
        words = _("Proposed instalment %(sum)s") % {"sum": format_rupiah(check.asked.highest)}
        parts.append(Part(check.asked.highest, words, "ao-f1"))
    return parts


def gauges(check: Check) -> tuple[SafeString, SafeString]:
    """Return the gauge for a desktop and for a phone."""
    capacity = check.deciding
    values = {"cap": percent(capacity.ratio.percent), "sum": short_rupiah(capacity.whole)}
    label = _("Limit %(cap)s = %(sum)s") % values
    parts = _parts(check)
    says = f"{verdict(check)[0]}. {label}. {'. '.join(part.label for part in parts)}."
    wide, narrow = (
        limit_gauge(parts, capacity.whole, label, title=says, width=width)
        for width in (WIDE, NARROW)
    )
    return wide, narrow


def _share(capacity: Capacity, payment: Decimal) -> str:
    share = capacity.share(payment)
    return percent(share, 1) if share is not None else _("nothing is left")


def findings(check: Check) -> list[dict[str, Any]]:
    """Return what fits and what does not, one sentence each."""
    found: list[dict[str, Any]] = []
    if check.ratio_fits is not None and check.asked is not None:
        found.append(_ratio_finding(check, check.asked.highest, fits=check.ratio_fits))
    if check.value_fits is not None and check.asked is not None:
        values = {"share": percent(check.value.share(check.asked.amount) or Decimal(0)),
                  "cap": percent(check.value.limit or Decimal(0))}  # fmt: skip
        fits = _("LTV %(share)s of at most %(cap)s.") % values
        passes = _("LTV %(share)s, above %(cap)s.") % values
        text = f"{fits if check.value_fits else passes} {ceiling_words(check)}".strip()
        found.append({"fits": check.value_fits, "text": text, "more": ceiling_reason(check)})
    kol = check.picture.worst_kol
    if kol is not None and kol > 1:
        text = _("Worst collectibility of existing credit: %(kol)s.") % {"kol": kol}
        found.append({"fits": False, "text": text})
    if check.refusal:
        found.append({"fits": False, "text": check.refusal})
    return found


def ceiling_words(check: Check) -> str:
    """Say whose limit of LTV or down payment holds; nothing where the regulator has none."""
    ceiling = check.value.ceiling
    if ceiling.rung is None:
        return ""
    is_vehicle = bool(ceiling.rung.bought.vehicles)
    return ceilings.payment_words(ceiling) if is_vehicle else ceilings.limit_words(ceiling)


def ceiling_reason(check: Check) -> str:
    """Say why: what is bought, the bank's NPL, and what is not known."""
    ceiling = check.value.ceiling
    words = (ceilings.hint_words(ceiling), ceilings.reason_words(ceiling.rung),
             ceilings.standing_words(ceiling.rung))  # fmt: skip
    return " ".join(text for text in words if text)


def _ratio_finding(check: Check, payment: Decimal, *, fits: bool) -> dict[str, Any]:
    capacity = check.deciding
    short = format_rupiah(max(payment - capacity.room, Decimal(0)))
    values = {"share": _share(capacity, payment), "cap": percent(capacity.ratio.percent),
              "short": short}  # fmt: skip
    text = _("Instalments take %(share)s of at most %(cap)s.") % values
    if not fits:
        text = _("Instalments take %(share)s, above %(cap)s: %(short)s a month too much.") % values
    return {"fits": fits, "text": text}


def given(amount: Decimal, *, is_given: bool) -> str:
    """Return an amount; what nobody has entered is no amount of zero."""
    return format_rupiah(amount) if is_given else _("not entered")


def net_income_words(picture: Picture) -> str:
    """Return the net income a month."""
    return given(picture.net_income, is_given=picture.has_earnings)


def existing_words(picture: Picture) -> str:
    """Return the instalments that count a month."""
    return format_rupiah(picture.existing) if picture.facilities else _("no facility")


def _after_income(check: Check, words: str) -> str:
    """Return what was counted of an income; without one nothing was."""
    return words if check.has_income else _("Income is still missing")


def figures(check: Check) -> list[Line]:
    """Return the figures of the pre-screening, in the order in which one reads them."""
    picture, capacity, asked = check.picture, check.deciding, check.asked
    lines = [(_("Net income a month"), net_income_words(picture)),
             (_("Existing instalments"), existing_words(picture))]  # fmt: skip
    if asked is not None:
        lines.append((_("Proposed instalment"), format_rupiah(asked.highest)))
    lines.append((_("Ratio now"), _after_income(check, _share(capacity, Decimal(0)))))
    if asked is not None:
        share = _after_income(check, _share(capacity, asked.highest))
        lines.append((_("Ratio with the proposal"), share))
    room = _after_income(check, format_rupiah(capacity.room))
    lines.append((_("Instalment that fits"), room))
    if asked is not None:
        largest = _after_income(check, format_rupiah(asked.largest))
        lines.append((_("Largest loan at this term and rate"), largest))
        lines += value_lines(check, asked.amount)
    return lines


def value_lines(check: Check, amount: Decimal) -> list[Line]:
    """Return the lines about price, appraisal and LTV that are known."""
    value = check.value
    lines = []
    if value.price:
        lines.append((_("Price"), format_rupiah(value.price)))
    if value.appraisal:
        lines.append((_("Appraisal (taksasi)"), format_rupiah(value.appraisal)))
    share = value.share(amount)
    if share is not None:
        limit = f" / {percent(value.limit)}" if value.limit is not None else ""
        lines.append((_("LTV"), f"{percent(share)}{limit}"))
    return lines


def others(check: Check) -> list[dict[str, str]]:
    """Return what the other methods that apply would leave."""
    return [
        {"name": method_words(other), "room": format_rupiah(other.room),
         "formula": formula(other, check)}
        for other in check.capacities[1:]
    ]  # fmt: skip


def asked_words(check: Check) -> str:
    """Return what is proposed: amount, term and rate."""
    asked = check.asked
    if asked is None:
        return ""
    rate = rate_words(asked.rate)
    if asked.later_rate is not None:
        rate = _("%(rate)s, later %(later)s") % {
            "rate": rate,
            "later": rate_words(asked.later_rate),
        }
    return f"{short_rupiah(asked.amount)} · {term_words(asked.months)} · {rate}"


def answer(check: Check) -> dict[str, Any]:
    """Return the block of the pre-screening as ready strings."""
    words, tone = verdict(check)
    wide, narrow = gauges(check)
    since = check.deciding.ratio.valid_from
    return {
        "verdict": words,
        "tone": tone,
        "wide": wide,
        "narrow": narrow,
        "asked": asked_words(check),
        "figures": figures(check),
        "findings": findings(check),
        "method": method_words(check.deciding),
        "since": date_words(since) if since else "",
        "formula": formula(check.deciding, check),
        "formula_words": formula_words(check.deciding),
        "others": others(check),
        "has_income": check.has_income,
    }
