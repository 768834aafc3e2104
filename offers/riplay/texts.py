"""The sentences of a RIPLAY: the bank's own of the day, else the portal's own words.

Which sentences the law asks for is not sure, so every one can be replaced by a dated setting.
"""

from __future__ import annotations

from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from offers.models import RiplayRule, RiplayText
from products import dated
from products.models import Product

PARTS = ("benefits", "risks", "requirements", "procedure", "information", "disclaimer")


def register() -> None:
    """Tell dated settings which two rows speak of the same thing."""
    dated.CASE[RiplayText] = ("product",)
    dated.CASE[RiplayRule] = ()


def text_on(product: Product, day: date) -> RiplayText | None:
    """Return the bank's sentences in force: those of the product before those of all."""
    rows = RiplayText.objects.on(day)
    mine = rows.filter(product=product) | rows.filter(product=None)
    found: RiplayText | None = mine.order_by(
        F("product").asc(nulls_last=True), "-valid_from"
    ).first()
    return found


def points_of(product: Product, row: RiplayText | None) -> dict[str, list[str]]:
    """Return part -> its points; what the bank left empty is said in the portal's words."""
    own = {name: _lines(getattr(row, name, "")) for name in PARTS}
    return {name: own[name] or _default(name, product) for name in PARTS}


def _lines(text: str) -> list[str]:
    return [line.strip(" -•\t") for line in text.splitlines() if line.strip(" -•\t")]


def _default(name: str, product: Product) -> list[str]:
    said = _of_deposit() if product.is_deposit else _of_loan(product)
    return {**_of_all(), **said}[name]


def _of_all() -> dict[str, list[str]]:
    return {
        "information": [
            _("Questions and complaints: at the branch or the telephone number above. A complaint"
              " is answered in writing; if the answer does not help, the customer may turn to LAPS"
              " SJK or OJK (157)."),
            _("Changes of benefits, costs, risks and terms are announced before they take effect."),
        ],
        "disclaimer": [
            _("This summary is not a contract and not an approval. The bank may decline an"
              " application that does not meet its requirements."),
            _("Read it carefully and ask the officer whatever is not clear before you sign"
              " anything."),
        ],
    }  # fmt: skip


def _of_loan(product: Product) -> dict[str, list[str]]:
    risks = [
        _("Late payment brings penalties, is reported to SLIK and makes later loans harder."),
        _("If the loan is not paid, collateral may be sold by law."),
    ]
    if product.type.may_float:
        risks.insert(0, _("After the fixed period the rate follows the bank's rate of that time:"
                          " the instalment may rise."))  # fmt: skip
    return {
        "benefits": [
            _("Money for the purpose agreed, paid back in instalments that are known beforehand."),
            _("The customer may pay back early on the terms under Costs."),
        ],
        "risks": risks,
        "requirements": [
            _("Indonesian citizen, 21 years or married; at the end of the term not older than the"
              " bank's limit."),
            _("Identity card, family card, NPWP, proof of income and the papers of the collateral,"
              " as in the officer's list."),
        ],
        "procedure": [
            _("Application with all papers; check of data and SLIK; survey; decision of the bank;"
              " approval letter (SPPK); akad; disbursement."),
        ],
    }  # fmt: skip


def _of_deposit() -> dict[str, list[str]]:
    return {
        "benefits": [
            _("Interest that is agreed when the money is placed."),
            _("Guaranteed by LPS within its limits of rate and amount."),
        ],
        "risks": [
            _("What lies above the limits of LPS in rate or amount is not guaranteed."),
            _("Money taken out before the end may lose interest and cost a penalty."),
            _("At a roll-over the rate of that day holds, which may be lower."),
        ],
        "requirements": [_("Identity card and NPWP; an account with the bank.")],
        "procedure": [
            _("Opening form; money from an account of one's own; a deposit slip or its entry in"
              " the bank's app."),
        ],
    }  # fmt: skip
