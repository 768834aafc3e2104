"""What a RIPLAY says, as data: ten headings with rows, points and tables; nothing is computed here.

Called with the language of the paper active.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formats import date_words
from core.money import format_rupiah
from offers.letters import examples
from offers.letters.wording import assumption, vat_note
from offers.models import RiplayText
from offers.riplay.texts import points_of
from org.models import BankSettings, Branch
from products.answers import rate_words
from products.forms import term_words
from products.models import Product
from products.models.settings import CostCode

EDITION = 1  # of the wording; raised when a sentence changes
Rows = list[list[str]]
Section = dict[str, Any]


@dataclass(frozen=True)
class Summary:
    """What both kinds lean on. `branch` and `terms` are of a personal one only, `costs` (the codes
    of the day) and `has_vat` of a general one."""

    product: Product
    text: RiplayText | None
    bank: BankSettings
    day: date
    edition: int
    branch: Branch | None = None
    terms: dict[str, Any] | None = None
    customer: str = ""
    examples: tuple[dict[str, Any], ...] = ()
    early_penalty: Decimal | None = None
    costs: tuple[str, ...] = ()
    has_vat: bool = False


def content_of(told: Summary) -> dict[str, Any]:
    """Return the whole paper; the same source gives the same data."""
    points = points_of(told.product, told.text)
    middle = _personal(told) if told.terms is not None else _general(told)
    features, costs, simulation = middle
    sections = [
        _section(_("Product"), rows=_product(told)),
        _section(_("Issuer"), rows=_issuer(told)),
        _section(_("Main features"), rows=features),
        _section(_("Benefits"), points=points["benefits"]),
        _section(_("Risks"), points=points["risks"]),
        costs | {"title": _("Costs")},
        simulation | {"title": _("Simulation")},
        _section(_("Requirements and procedure"),
                 points=points["requirements"] + points["procedure"]),
        _section(_("Additional information"), points=points["information"]),
        _section(_("Disclaimer"), points=points["disclaimer"]),
    ]  # fmt: skip
    return {
        "title": _("Summary of product and service information (RIPLAY)"),
        "kind": _("Personal version") if told.customer else _("General version"),
        "product": told.product.name, "customer": told.customer,
        "edition": told.edition, "on": told.day.isoformat(), "day": date_words(told.day),
        "branch": told.branch.name if told.branch else "",
        "place": (told.branch.city or told.branch.name) if told.branch else "",
        "sections": sections, "labels": _labels(),
        "text_version": f"{EDITION}.{told.text.public_id if told.text else '0'}",
    }  # fmt: skip


def _labels() -> dict[str, str]:
    return {
        "edition": _("Edition"), "code": _("SHA-256"), "page": _("Page"), "of": _("of"),
        "customer": _("Made for"),
        "got": _("I have received this summary, read it and had it explained to me."),
        "place": _("Place, date"), "signature": _("Signature of the customer"),
        "officer": _("Officer"),
    }  # fmt: skip


def _section(title: str, **parts: Any) -> Section:
    return {"title": title, "rows": [], "points": [], "head": [], "table": [], "note": "", **parts}


def _product(told: Summary) -> Rows:
    return [[_("Name"), told.product.name], [_("Kind"), str(told.product.type.label)]]


def _issuer(told: Summary) -> Rows:
    rows = [[_("Bank"), told.bank.name]]
    if told.bank.letterhead:
        rows.append([_("Address and telephone"), told.bank.letterhead])
    if told.branch:
        rows.append([_("Branch"), told.branch.name])
    return [*rows, [_("Supervision"), _("Licensed and supervised by OJK and Bank Indonesia; member"
                                        " of LPS")]]  # fmt: skip


# A personal one: the figures of the kept simulation.


def _personal(told: Summary) -> tuple[Rows, Section, Section]:
    terms = told.terms or {}
    if terms["kind"] == "deposit":
        return _deposit_features(terms), _deposit_costs(terms), _deposit_figures(terms)
    if terms["kind"] == "savings":
        return _savings_features(terms), _deposit_costs(terms), _deposit_figures(terms)
    falls = told.product.method == "menurun"
    return _loan_features(told, terms), _loan_costs(terms), _loan_figures(terms, falls=falls)


def _money(terms: dict[str, Any], name: str) -> str:
    return format_rupiah(Decimal(terms[name] or 0))


def _day(text: str) -> str:
    return date_words(date.fromisoformat(text))


def _loan_features(told: Summary, terms: dict[str, Any]) -> Rows:
    rows = [[_("Loan amount"), _money(terms, "principal")]]
    if terms["price"]:
        rows.append([_("Price"), _money(terms, "price")])
        rows.append([_("Down payment"), _money(terms, "down_payment")])
    rows.append([_("Term"), _term(terms["months"])])
    rows += [[_("Interest rate"), line] for line in _rates(terms["periods"])]
    return [*rows, [_("Method"), str(told.product.get_method_display())],
            [_("First instalment due"), _day(terms["first_due_on"])]]  # fmt: skip


def _term(months: int) -> str:
    plain = ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    words = term_words(months)
    return plain if words == plain else f"{plain} ({words})"


def _rates(periods: list[list[Any]]) -> list[str]:
    """Return a line for each stretch of rate; a later one is an assumption."""
    (first, months), *later = periods
    if not later:
        return [_("%(rate)s a year, over the whole term") % {"rate": rate_words(Decimal(first))}]
    words = {"rate": rate_words(Decimal(first)), "term": term_words(months)}
    then = {"rate": rate_words(Decimal(later[0][0]))}
    return [
        _("%(rate)s a year, fixed for %(term)s") % words,
        _("after that floating, here assumed at %(rate)s a year") % then,
    ]


def _loan_costs(terms: dict[str, Any]) -> Section:
    rows = [[str(CostCode(code).label), format_rupiah(Decimal(amount))]
            for code, amount in terms["costs"]]  # fmt: skip
    rows.append([_("Early payment"), _early(terms["early_penalty"])])
    return _section("", rows=rows, note=" ".join(vat_note(terms["costs"], _handover(terms))))


def _handover(terms: dict[str, Any]) -> date | None:
    """Return the day of the handover of a new home; None in simulations that do not tell it."""
    told = terms.get("handover_on", "")
    return date.fromisoformat(told) if told else None


def _early(penalty: str | Decimal | None) -> str:
    if not penalty or not Decimal(penalty):
        return _("no penalty")
    words = {"percent": rate_words(Decimal(penalty))}
    return _("penalty %(percent)s of what is paid early") % words


def _loan_figures(terms: dict[str, Any], *, falls: bool) -> Section:
    first = {"sum": _money(terms, "payment")}
    rows = [[_("First instalment"), _("%(sum)s, falls every month") % first]]
    if not falls:
        rows = [[_("Instalment a month"), first["sum"]]]
    if terms["later_payment"]:
        rows.append([_("Instalment after the fixed period"), _money(terms, "later_payment")])
    rows += [
        [_("All interest over the term"), _money(terms, "total_interest")],
        [_("All instalments together"), _money(terms, "total_paid")],
        [_("Interest and costs together"), _money(terms, "total_cost")],
        [_("Cash needed at the start"), _money(terms, "cash")],
    ]
    note = ""
    if terms["later_payment"]:
        note = _("What is paid after the fixed period is an assumption; it changes with the rate.")
    return _section("", rows=rows, note=note)


def _deposit_features(terms: dict[str, Any]) -> Rows:
    days = ngettext("%(n)d day", "%(n)d days", terms["days"]) % {"n": terms["days"]}
    rolls = {"non_aro": _("paid out at the end"), "aro": _("rolled over with its principal"),
             "aro_plus": _("rolled over with principal and interest")}  # fmt: skip
    return [
        [_("Placement"), _money(terms, "principal")],
        [_("Term"), days],
        [_("Interest rate"), _("%(rate)s a year") % {"rate": rate_words(
            Decimal(terms["interest_rate"]))}],
        [_("At the end"), rolls[terms["roll"]]],
        [_("Falls due"), _day(terms["ends_on"])],
    ]  # fmt: skip


def _savings_features(terms: dict[str, Any]) -> Rows:
    label = _("Paid in every month") if terms["is_plan"] else _("Balance kept")
    return [
        [label, _money(terms, "amount")],
        [_("Term"), _term(terms["months"])],
        [_("Interest rate"), _("%(rate)s a year") % {"rate": rate_words(
            Decimal(terms["interest_rate"]))}],
        [_("Paid in"), _money(terms, "principal")],
        [_("Ends on"), _day(terms["ends_on"])],
    ]  # fmt: skip


def _deposit_costs(terms: dict[str, Any]) -> Section:
    early = _("the interest is lost") if terms["forfeits_interest"] else ""
    penalty = _early(terms["early_penalty"]) if terms["early_penalty"] else ""
    words = ", ".join(part for part in (early, penalty) if part) or _("no penalty")
    return _section("", rows=[[_("Tax on interest"), _money(terms, "tax")],
                              [_("Taken out early"), words]])  # fmt: skip


_AT_THE_END = {"deposit": "maturity_value", "savings": "value"}


def _deposit_figures(terms: dict[str, Any]) -> Section:
    rows = [
        [_("Interest before tax"), _money(terms, "gross")],
        [_("Tax"), _money(terms, "tax")],
        [_("Interest after tax"), _money(terms, "net")],
        [_("Paid back at the end"), _money(terms, _AT_THE_END[terms["kind"]])],
    ]
    if terms["guarantee_rate"]:
        words = {"rate": rate_words(Decimal(terms["guarantee_rate"])),
                 "sum": _money(terms, "guarantee_amount")}  # fmt: skip
        rows.append([_("Guaranteed by LPS up to"), _("%(rate)s and %(sum)s a customer") % words])
    return _section("", rows=rows)


# A general one: limits of the product and examples at the bank's own rate of the day.


def _general(told: Summary) -> tuple[Rows, Section, Section]:
    return _limits(told.product), _general_costs(told), _examples(told)


def _limits(product: Product) -> Rows:
    rows = []
    label = _("Placement") if product.is_deposit else _("Loan amount")
    sums = [format_rupiah(one) for one in (product.min_amount, product.max_amount) if one]
    if sums:
        rows.append([label, " – ".join(sums)])
    months = [term_words(one) for one in (product.min_months, product.max_months) if one]
    if months:
        rows.append([_("Term"), " – ".join(months)])
    if not product.is_deposit:
        rows.append([_("Method"), str(product.get_method_display())])
    return rows


def _general_costs(told: Summary) -> Section:
    costs = told.examples[0].get("costs", []) if told.examples else []
    codes = told.costs or tuple(code for code, _amount in costs)
    names = [str(CostCode(code).label) for code in codes]
    if told.has_vat and CostCode.VAT not in codes:
        names.append(_("PPN of a new home"))
    rows = [[_("At the start"), ", ".join(names)]] if names else []
    if told.product.is_deposit:
        rows.append([_("Tax on interest"), _("by law, taken off the interest")])
    else:
        rows.append([_("Early payment"), _early(told.early_penalty)])
        rows.append([_("Late payment"), _("penalty as in the contract")])
    return _section("", rows=rows)


def _examples(told: Summary) -> Section:
    is_deposit = told.product.is_deposit
    last = _("Interest after tax") if is_deposit else _("Instalment a month")
    label = _("Placement") if is_deposit else _("Loan amount")
    table = [
        [format_rupiah(Decimal(one["amount"])), examples.unbroken(term_words(one["months"])),
         examples.rate_cell(one),
         format_rupiah(Decimal(one["net"])) if is_deposit else examples.instalment_cell(one)]
        for one in told.examples
    ]  # fmt: skip
    if not table:
        return _section("", points=[_("The officer computes it with the customer's own figures.")])
    note = _("Computed at the bank's rate of %(day)s; a personal version has the customer's own"
             " figures.") % {"day": date_words(told.day)}  # fmt: skip
    if examples.is_assumed(told.examples):
        note = f"{assumption()} {note}"
    return _section("", head=[label, _("Term"), _("Rate a year"), last], table=table, note=note)
