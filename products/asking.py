"""A product simulated for programs: the questions of the page, and its figures as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, cast

from django.utils.translation import gettext as _
from pydantic import Field

from core.api.problems import field_error, invalid
from core.api.shapes import Answer, Body, Day, PublicId, Rupiah, named
from products import desk
from products.calculators.arithmetic import MAX_RATE, MONTHS
from products.calculators.loans import MAX_MONTHS
from products.forms import SimulationForm, form_class
from products.forms.deposits import MAX_DAYS, MAX_ROUNDS
from products.models import Product
from products.models.ladder import PropertyKind
from products.models.product import DepositBasis
from products.savings import Simulated
from products.simulation import Person
from products.terms import terms_of

Percent = Annotated[Decimal, Field(ge=0, le=MAX_RATE, max_digits=7, decimal_places=4)]
# A rate as a text, for what is kept to the letter; its form asks the bound.
RateText = Annotated[str, Field(pattern=r"^[0-9]{1,3}(\.[0-9]{1,4})?$", description="% per year.")]
Months = Annotated[int, Field(strict=True, ge=1, le=MAX_MONTHS)]
Area = Annotated[Decimal, Field(ge=1, max_digits=7, decimal_places=2)]
Amount = Annotated[Rupiah, Field(ge=1)]
Days = Annotated[int, Field(strict=True, ge=1, le=MAX_DAYS)]
# What a program calls a question that the page calls otherwise.
NAMES = {
    "fixed_months": "fixed", "floating_rate": "floating", "months": "term", "days": "term",
    "down_payment_percent": "down_payment", "region": "place", "disbursed_on": "paid_on",
    "property_kind": "home", "floor_area": "floor", "is_later_facility": "later",
    "is_productive": "productive", "is_new_home": "is_new", "handover_on": "handover",
    "has_used_relief": "had_relief",
}  # fmt: skip
ALWAYS = {"early_keep": "term", "roll": "non_aro", "rounds": "3"}


class Question(Body):
    """What is asked of a product, as on its page. Without a rate the bank's own is taken.

    Houses and vehicles are asked by `price` and down payment, everything else by `amount`: the
    loan, what is placed or kept, or what is paid in every month. A field the product does not ask
    is refused.
    """

    product: PublicId
    amount: Amount | None = None
    price: Amount | None = None
    down_payment: Rupiah | None = None
    down_payment_percent: Percent | None = None
    months: Months | None = None
    days: Days | None = Field(None, description="Deposits, in place of months.")
    rate: Percent | None = Field(None, description="% per year.")
    fixed_months: Months | None = None
    floating_rate: Percent | None = Field(None, description="Assumed after the fixed months.")
    tax_value: Rupiah | None = Field(None, description="NJOP.")
    region: str | None = Field(None, pattern="^[0-9]{4}$", description="Code of the regency or "
                               "city of the house, by the Ministry of Home Affairs.")  # fmt: skip
    property_kind: str | None = Field(None, pattern=f"^({'|'.join(PropertyKind.values)})$")
    floor_area: Area | None = Field(None, description="m²; left out, the strictest band counts.")
    is_later_facility: bool | None = Field(None, strict=True, description="Left out: the first.")
    wheels: str | None = Field(None, pattern="^(two|more)$", description="Left out: more.")
    is_productive: bool | None = Field(None, strict=True)
    is_new_home: bool | None = Field(None, strict=True, description="From a developer: with PPN.")
    handover_on: Day | None = Field(None, description="Of a new home.")
    has_used_relief: bool | None = Field(None, strict=True, description="PPN was borne before.")
    disbursed_on: Day | None = Field(None, description="Today, or within a year.")
    early_month: Months | None = Field(None, description="Paid early beside this instalment.")
    early_amount: Amount | None = Field(None, description="Left out: all that remains.")
    early_keep: str | None = Field(None, pattern="^(term|payment)$")
    basis: str | None = Field(None, pattern=f"^({'|'.join(DepositBasis.values)})$")
    other: Rupiah | None = Field(None, description="Other deposits and savings.")
    roll: str | None = Field(None, pattern="^(non_aro|aro|aro_plus)$")
    rounds: int | None = Field(None, strict=True, ge=1, le=MAX_ROUNDS)
    broken_after: Days | None = Field(None, description="Days until an early break.")


class PeriodAnswer(Answer):
    """A rate in % per year and for how many months."""

    rate: str
    months: int


class CostAnswer(Answer):
    """One cost at the start; below zero what the government bears of PPN."""

    code: str
    amount: int


class BankRate(Answer):
    """The bank's own rate that held for amount and term."""

    id: str
    since: date
    rate: str


class LoanTerms(Answer):
    """A loan: whole rupiah, days, months."""

    kind: Literal["loan"]
    principal: int
    starts_on: date
    bank_rate: BankRate | None
    method: str
    periods: list[PeriodAnswer]
    months: int
    price: int | None
    down_payment: int | None
    disbursed_on: date
    first_due_on: date
    costs: list[CostAnswer]
    value_limit: str | None = Field(description="Highest LTV, %.")
    limited_by: Literal["product", "regulator", "both"] | None
    payment: int
    later_payment: int | None
    total_interest: int
    total_paid: int
    total_cost: int
    cash: int


class DepositTerms(Answer):
    """A deposit: whole rupiah, days. Guarantee: the LPS rate and limit of that day."""

    kind: Literal["deposit"]
    principal: int
    starts_on: date
    bank_rate: BankRate | None
    interest_rate: str
    basis: str
    days: int
    ends_on: date
    roll: str
    gross: int
    tax: int
    net: int
    maturity_value: int
    guarantee_rate: str | None
    guarantee_amount: int | None


class SavingsTerms(Answer):
    """Savings: `amount` is paid in every month, or kept where it is no plan; whole rupiah."""

    kind: Literal["savings"]
    principal: int
    starts_on: date
    bank_rate: BankRate | None
    amount: int
    is_plan: bool
    interest_rate: str
    months: int
    ends_on: date
    gross: int
    tax: int
    net: int
    value: int
    guarantee_rate: str | None
    guarantee_amount: int | None


AnyTerms = LoanTerms | DepositTerms | SavingsTerms
SAME = {
    "savings": ("kind", "starts_on", "is_plan", "interest_rate", "months", "ends_on"),
    "loan": ("kind", "starts_on", "method", "months", "first_due_on"),
    "deposit": ("kind", "starts_on", "interest_rate", "basis", "days", "ends_on", "roll"),
}
RUPIAH = {"savings": ("principal", "amount", "gross", "tax", "net", "value", "guarantee_amount"),
          "loan": ("principal", "price", "down_payment", "payment", "later_payment",
                   "total_interest", "total_paid", "total_cost", "cash"),
          "deposit": ("principal", "gross", "tax", "net", "maturity_value",
                      "guarantee_amount")}  # fmt: skip


def terms_ready(terms: Mapping[str, Any]) -> dict[str, Any]:
    """Return kept terms (see products.terms) as they are sent: texts of rupiah become numbers."""
    kind = terms["kind"]
    found: dict[str, Any] = {name: terms[name] for name in SAME[kind]}
    found |= {name: _number(terms[name]) for name in RUPIAH[kind]}
    found["bank_rate"] = terms["rate"] or None
    if kind != "loan":
        return found | {"guarantee_rate": terms["guarantee_rate"] or None}
    found["disbursed_on"] = terms.get("disbursed_on") or terms["starts_on"]
    periods = [{"rate": rate, "months": months} for rate, months in terms["periods"]]
    costs = [{"code": code, "amount": _number(amount)} for code, amount in terms["costs"]]
    # Those kept before the regulator's limit was asked say nothing of it.
    limit = {name: terms.get(name) or None for name in ("value_limit", "limited_by")}
    return found | limit | {"periods": periods, "costs": costs}


def _number(text: str) -> int | None:
    return int(Decimal(text)) if text else None


def product_of(asked: Question, field: str = "product") -> Product:
    """Return the product, or refuse one that has no simulator."""
    found = desk.simulated().filter(public_id=asked.product).first()
    if found is None:
        raise invalid([field_error(field, _("This product has no simulator."))])
    return found


def form_of(
    asked: Question, product: Product, day: date, *, person: Person | None = None, place: str = ""
) -> SimulationForm:
    """Return the form of the page filled with what a program sent, and checked.

    Raises Problem with each field under the program's own name, behind `place`.
    """
    sent = asked.model_dump(exclude_unset=True, exclude_none=True, exclude={"product"})
    data = ALWAYS | {"basis": product.deposit_basis} | _typed(sent, product)
    form = form_class(product)(data, product=product, today=day, person=person)
    _check_asked(sent, form, place)
    if not form.is_valid():
        raise invalid(
            field_error(f"{place}{_sent_as(name, sent)}", str(text))
            for name, texts in form.errors.items()
            for text in texts
        )
    return form


def _check_asked(sent: Mapping[str, Any], form: SimulationForm, place: str) -> None:
    """Refuse what the product does not ask, and an answer that was given twice."""
    strange = [name for name in sent if NAMES.get(name, name) not in form.fields]
    if "days" in sent and not _is_by_days(form.product):
        strange.append("days")
    if strange:
        text = _("This product does not ask this.")
        raise invalid(field_error(f"{place}{name}", text, "unknown") for name in strange)
    for one, other in (("down_payment", "down_payment_percent"), ("months", "days")):
        if one in sent and other in sent:
            text = _("Send one of the two.")
            raise invalid([field_error(f"{place}{other}", text, "twice")])


def _typed(sent: Mapping[str, Any], product: Product) -> dict[str, str]:
    """Return the answers as a person would type them into the form."""
    typed = {NAMES.get(name, name): _text(value) for name, value in sent.items()}
    if "down_payment_percent" in sent:
        typed["down_payment"] += "%"
    if "months" in sent:
        months = sent["months"]
        is_whole = months % MONTHS == 0 and not _is_by_days(product)
        typed |= {"term": str(months // MONTHS if is_whole else months),
                  "unit": "years" if is_whole else "months"}  # fmt: skip
    if "days" in sent:
        typed["unit"] = "days"
    return typed


def _is_by_days(product: Product) -> bool:
    return product.family == "deposit"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _sent_as(name: str, sent: Mapping[str, Any]) -> str:
    """Return what the program calls a question of the form."""
    if name == "__all__":
        return ""
    if name in ("term", "unit"):
        return "days" if "days" in sent else "months"
    own = [theirs for theirs, ours in NAMES.items() if ours == name]
    return next((one for one in own if one in sent or one != "down_payment_percent"), name)


def answer_of(form: SimulationForm) -> Simulated:
    """Return what a checked form asked for, computed."""
    return cast("Simulated", form.cleaned_data["answer"])


def variant_ready(answer: Simulated) -> dict[str, Any]:
    """Return one simulated product as it is sent."""
    return {
        "product": named(answer.product, answer.product.name),
        "code": answer.code,
        "terms": terms_ready(terms_of(answer)),
    }
