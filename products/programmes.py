"""Programmes of the government: which KUR scheme an amount falls into, who may have a FLPP house.

The figures are dated rows (`products.models.programme`); each check answers in words, and says of
what was not answered that it is missing rather than guessing.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from core.formats import percent
from core.money import format_rupiah
from products.answers import ceilings
from products.calculators.limits import is_within_value
from products.calculators.limits import loan_to_value as value_share
from products.eligibility import Applicant, Finding, held
from products.ladders import ANY_VEHICLE, FIRST_BY_RULE, Bought, Ceiling
from products.models import KurScheme, Product, SubsidyTerms
from products.places import Place
from products.rulebook import Rulebook


@dataclass(frozen=True)
class KurTerms:
    """The scheme of an amount and the rate a debtor pays there."""

    scheme: KurScheme
    rate: Decimal


def kur_terms(amount: Decimal, book: Rulebook, region: str = "") -> KurTerms | None:
    """Return the scheme in force that holds an amount (rupiah); None where none does."""
    for row in book.kur:
        if row.above < amount <= row.max_amount:
            own = book.place(region).kur_rate if region else None
            return KurTerms(row, row.rate if own is None else own)
    return None


def people_business(product: Product, asked: Applicant, book: Rulebook) -> list[Finding]:
    """Check an applicant against KUR (domain 3.3)."""
    terms = kur_terms(asked.amount, book, asked.region)
    if terms is None:
        text = _("No scheme of KUR holds %(amount)s on this day.")
        return [Finding(is_met=False, words=text % {"amount": format_rupiah(asked.amount)})]
    scheme = terms.scheme
    head = {"scheme": scheme.get_scheme_display(), "rate": percent(terms.rate)}
    return [
        Finding(is_met=True, words=_("%(scheme)s, %(rate)s effective a year") % head),
        _kur_term(scheme, asked),
        *_kur_business(scheme, asked),
        Finding(is_met=None if scheme.asks_collateral else True, words=(
            _("The bank decides about more collateral") if scheme.asks_collateral
            else _("No collateral beside the business"))),
    ]  # fmt: skip


def _kur_term(scheme: KurScheme, asked: Applicant) -> Finding:
    longest = scheme.months_investment if asked.is_investment else scheme.months_working
    what = _("investment") if asked.is_investment else _("working capital")
    return Finding(
        is_met=asked.months <= longest,
        words=_("Term of %(n)d months, at most %(most)d for %(what)s")
        % {"n": asked.months, "most": longest, "what": what},
    )


def _kur_business(scheme: KurScheme, asked: Applicant) -> list[Finding]:
    found = []
    if scheme.npwp_above is not None and asked.amount > scheme.npwp_above:
        found.append(held(asked.has_npwp, asked.has_npwp is True, _("NPWP is required")))
    if scheme.max_turnover is not None:
        words = _("Turnover a year at most %(amount)s") % {
            "amount": format_rupiah(scheme.max_turnover)}  # fmt: skip
        is_met = asked.turnover is not None and asked.turnover <= scheme.max_turnover
        found.append(held(asked.turnover, is_met, words))
    if scheme.min_business_months:
        words = _("Business runs for at least %(n)d months") % {"n": scheme.min_business_months}
        age = asked.business_months
        found.append(held(age, age is not None and age >= scheme.min_business_months, words))
    return found


def subsidised_home(product: Product, asked: Applicant, book: Rulebook) -> list[Finding]:
    """Check an applicant and a house against FLPP (domain 3.4)."""
    terms = book.subsidy
    if terms is None:
        return [Finding(is_met=False, words=_("No rules of the subsidy are in force on this day."))]
    place = book.place(asked.region)
    if not place.price_zone or not place.income_zone:
        return [Finding(is_met=None, words=_("Enter the regency or city of the house."))]
    return [*_home(terms, place, asked, book), *_household(place, asked, book)]


def _home(terms: SubsidyTerms, place: Place, asked: Applicant, book: Rulebook) -> list[Finding]:
    zone = book.price_zones.get(place.price_zone)
    found = []
    if zone is not None:
        words = _("Price at most %(amount)s (%(zone)s)") % {
            "amount": format_rupiah(zone.max_price), "zone": zone.name}  # fmt: skip
        is_met = asked.price is not None and asked.price <= zone.max_price
        found.append(held(asked.price, is_met, words))
    if asked.price:
        paid = (asked.price - asked.amount) * 100 / asked.price
        words = _("Down payment at least %(share)s") % {"share": percent(terms.min_down_payment)}
        found.append(Finding(is_met=paid >= terms.min_down_payment, words=words))
    words = _("Term at most %(n)d months") % {"n": terms.max_months}
    found.append(Finding(is_met=asked.months <= terms.max_months, words=words))
    for area, low, high, words in (
        (asked.floor_area, terms.floor_min, terms.floor_max, _("Floor of %(low)d to %(high)d m²")),
        (asked.land_area, terms.land_min, terms.land_max, _("Plot of %(low)d to %(high)d m²")),
    ):
        is_met = area is not None and low <= area <= high
        found.append(held(area, is_met, words % {"low": low, "high": high}))
    return found


def _household(place: Place, asked: Applicant, book: Rulebook) -> list[Finding]:
    zone = book.income_zones.get(place.income_zone)
    if zone is None:
        return []
    if asked.is_married is None:
        return [Finding(is_met=None, words=_("Say whether the applicant is married."))]
    # Members of Tapera are held to the limit of married people.
    is_high = asked.is_married or asked.is_tapera
    limit = zone.married if is_high else zone.single
    state = _("married or Tapera") if is_high else _("unmarried")
    words = _("Income a month at most %(amount)s (%(state)s, %(zone)s)") % {
        "amount": format_rupiah(limit), "state": state, "zone": zone.name}  # fmt: skip
    is_met = asked.income is not None and asked.income <= limit
    return [held(asked.income, is_met, words)]


def loan_to_value(product: Product, asked: Applicant, book: Rulebook) -> list[Finding]:
    """Hold loan and price against the limits of product and regulator (domain 3.2)."""
    if not asked.price:
        return []
    bought = _bought(product, asked)
    ceiling = Ceiling(book.value_limit(product), book.ladders.rung(bought))
    if ceiling.percent is None or ceiling.rung is None:
        return []
    fits: bool | None = is_within_value(asked.amount, asked.price, ceiling.percent)
    if not fits and ceiling.is_open and is_within_value(asked.amount, asked.price, ceiling.most):
        fits = None
    share = percent(value_share(asked.amount, asked.price, None))
    values = {"share": share, "cap": percent(ceiling.percent)}
    within = _("LTV %(share)s of at most %(cap)s.") % values
    words = [
        within if fits else _("LTV %(share)s, above %(cap)s.") % values,
        ceilings.payment_words(ceiling) if bought.vehicles else ceilings.limit_words(ceiling),
        ceilings.hint_words(ceiling),
    ]
    return [Finding(fits, " ".join(text for text in words if text))]


def _bought(product: Product, asked: Applicant) -> Bought:
    """Return what is bought; the family says what the applicant left out, where it can."""
    family = product.type
    if family.is_vehicle:
        return Bought(vehicles=(asked.vehicle,) if asked.vehicle else ANY_VEHICLE)
    kinds = (asked.property_kind,) if asked.property_kind in family.homes else family.homes
    floor = None if asked.floor_area is None else Decimal(asked.floor_area)
    return Bought(kinds, floor, False if family.code == FIRST_BY_RULE else asked.is_later)
