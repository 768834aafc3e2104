"""The three sentences of a receipt with his own figures: what, at what cost, what if."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.formats import date_words, percent
from core.money import format_rupiah
from products.answers import rate_words
from products.forms import term_words

Sentence = dict[str, str]


def sentences_of(terms: Mapping[str, Any]) -> list[Sentence]:
    """Return three `{"key", "text"}` from the terms of a kept simulation, in the present language.

    The customer speaks: he can tick each one as his own.
    """
    known = {"deposit": _deposit, "savings": _savings}
    found = known.get(terms["kind"], _loan)(terms)
    return [{"key": key, "text": text} for key, text in found]


def _money(terms: Mapping[str, Any], name: str) -> str:
    return format_rupiah(Decimal(terms[name]))


def _rate(text: str) -> str:
    return rate_words(Decimal(text))


def _day(text: str) -> str:
    return date_words(date.fromisoformat(text))


def _loan(terms: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [_instalment(terms), ("cost", _cost(terms)), ("early", _early(terms))]


def _instalment(terms: Mapping[str, Any]) -> tuple[str, str]:
    values = {"payment": _money(terms, "payment"), "term": term_words(terms["months"]),
              "day": _day(terms["first_due_on"])}  # fmt: skip
    if terms["later_payment"]:
        (_first, fixed), (floating, _rest) = terms["periods"]
        values |= {"fixed": term_words(fixed), "rate": _rate(floating),
                   "later": _money(terms, "later_payment")}  # fmt: skip
        text = _(
            "I pay %(payment)s a month for the first %(fixed)s. Then the rate floats: at %(rate)s"
            " I pay %(later)s a month, and it may rise further."
        )
        return "floating", text % values
    if terms["method"] == "menurun":
        text = _("I pay %(payment)s at first; it falls every month over %(term)s.")
        return "falling", text % values
    text = _("I pay %(payment)s every month for %(term)s, the first time on %(day)s.")
    return "instalment", text % values


def _cost(terms: Mapping[str, Any]) -> str:
    values = {"principal": _money(terms, "principal"), "cost": _money(terms, "total_cost"),
              "cash": _money(terms, "cash")}  # fmt: skip
    text = _("For a loan of %(principal)s I pay %(cost)s more in interest and costs altogether.")
    if Decimal(terms["cash"]):
        text = _(
            "For a loan of %(principal)s I pay %(cost)s more in interest and costs altogether,"
            " and I need %(cash)s at the start."
        )
    return text % values


def _early(terms: Mapping[str, Any]) -> str:
    penalty = Decimal(terms["early_penalty"] or 0)
    if penalty:
        text = _(
            "If I pay back early, I pay a penalty of %(penalty)s of that amount. Nothing is"
            " approved yet: the bank decides after it has examined my application."
        )
        return text % {"penalty": percent(penalty)}
    return _(
        "The figures may still change and nothing is approved yet: the bank decides after it has"
        " examined my application."
    )


def _deposit(terms: Mapping[str, Any]) -> list[tuple[str, str]]:
    values = {"principal": _money(terms, "principal"), "days": terms["days"],
              "rate": _rate(terms["interest_rate"]), "net": _money(terms, "net"),
              "tax": _money(terms, "tax"), "day": _day(terms["ends_on"])}  # fmt: skip
    text = _(
        "I place %(principal)s for %(days)d days at %(rate)s a year. On %(day)s I get %(net)s of"
        " interest, after %(tax)s of tax."
    )
    return [("interest", text % values), ("break", _break(terms)), ("guarantee", _lps(terms))]


def _savings(terms: Mapping[str, Any]) -> list[tuple[str, str]]:
    values = {"amount": _money(terms, "amount"), "term": term_words(terms["months"]),
              "rate": _rate(terms["interest_rate"]), "net": _money(terms, "net"),
              "value": _money(terms, "value"), "day": _day(terms["ends_on"])}  # fmt: skip
    text = _("I keep %(amount)s for %(term)s.")
    if terms["is_plan"]:
        text = _("I pay in %(amount)s every month for %(term)s.")
    more = _("On %(day)s I have %(value)s, of which %(net)s is interest after tax, if the rate"
             " stays at %(rate)s.")  # fmt: skip
    said = f"{text % values} {more % values}"
    return [("interest", said), ("break", _break(terms)), ("guarantee", _lps(terms))]


def _break(terms: Mapping[str, Any]) -> str:
    penalty = Decimal(terms["early_penalty"] or 0)
    values = {"penalty": percent(penalty)}
    if terms["forfeits_interest"] and penalty:
        text = _("If I take it out earlier, I lose the running interest and pay %(penalty)s.")
        return text % values
    if terms["forfeits_interest"]:
        return _("If I take it out earlier, I lose the running interest.")
    if penalty:
        return _("If I take it out earlier, I pay a penalty of %(penalty)s.") % values
    return _("If I take it out earlier, I get the interest up to that day.")


def _lps(terms: Mapping[str, Any]) -> str:
    if not terms["guarantee_rate"]:
        return _("The LPS guarantees my deposit only if it meets the LPS's conditions of the day.")
    limit = _rate(terms["guarantee_rate"])
    if Decimal(terms["interest_rate"]) > Decimal(terms["guarantee_rate"]):
        text = _("My deposit is not guaranteed by the LPS: its rate is above %(limit)s.")
        return text % {"limit": limit}
    values = {"limit": limit, "most": _money(terms, "guarantee_amount")}
    text = _(
        "The LPS guarantees all I hold in this bank up to %(most)s, as long as the rate is not"
        " above %(limit)s."
    )
    return text % values


def explanation(key: str) -> str:
    """Return how the officer explains a point that was not clear, step by step."""
    words = {
        "floating": _(
            "Show the columns: dark is the loan that shrinks, light is interest. Point at the"
            " dashed line, then at the table of floating rates, and let him say the new amount."
        ),
        "falling": _("Show the first and the last row of the table and let him read both amounts."),
        "instalment": _("Show the first instalment and its day, then how many there are."),
        "cost": _(
            "Add up aloud: loan, interest, costs. Then go through what has to be paid at the start."
        ),
        "early": _(
            "Take a round amount paid early and reckon the penalty together. Then say who decides,"
            " and that this sheet is no approval."
        ),
        "interest": _("Reckon together: gross interest, less tax, is what arrives."),
        "break": _("Take a day in the middle and say what would be paid back then."),
        "guarantee": _("Name the limit and the rate of the LPS, and what else he holds here."),
    }
    return words.get(key, "")
