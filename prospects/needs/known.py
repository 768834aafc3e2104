"""What decides which products suit a person, read once for all his needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from org.access.permissions import Permission as P
from org.models import User
from products.eligibility import Applicant
from products.forms import typical
from products.models import Product
from products.purposes import Purpose
from products.rulebook import Rulebook
from prospects.finance.figures import Picture
from prospects.finance.reading import picture_of
from prospects.models import Facility, Need, Opportunity, Prospect
from prospects.models.finance import FacilityKind, Person

HELD = (Opportunity.Status.OPEN, Opportunity.Status.WON)
YEAR = 12
# Which families a credit of our own bank stands for.
FAMILIES: dict[str, tuple[str, ...]] = {
    FacilityKind.MORTGAGE: ("kpr", "kpa", "flpp", "takeover"),
    FacilityKind.VEHICLE: ("kkb",),
    FacilityKind.CONSUMER: ("kta",),
    FacilityKind.KUR: ("kur",),
    FacilityKind.WORKING_CAPITAL: ("working_capital",),
    FacilityKind.INVESTMENT: ("investment",),
}


@dataclass(frozen=True)
class Refusal:
    """The customer's last word on a product was no: on which day, why."""

    on: date
    reason: str


Refusals = Mapping[int, Refusal]


@dataclass(frozen=True)
class Known:
    """A person's means, what he has or applies for, and what he refused, by key of the product."""

    prospect: Prospect
    book: Rulebook
    picture: Picture = field(default_factory=Picture)
    deals: Sequence[Opportunity] = ()
    refusals: Refusals = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day the rules are asked on."""
        return self.book.day

    def applicant(self, need: Need, amount: Decimal, product: Product) -> Applicant:
        """Return what is known for the rules of a product; the rest counts as not answered.

        Nobody asks for a term with a need, so the product's usual one stands for it.
        """
        person, picture = self.prospect, self.picture
        has_means = bool(picture.income or picture.businesses)
        status = person.marital_status
        return Applicant(
            amount, typical(product)[1], person.area_code, person.segment,
            is_payroll=picture.is_payroll, income=picture.net_income if has_means else None,
            is_married=status == Prospect.MaritalStatus.MARRIED if status else None,
            is_investment=need.purpose == Purpose.EQUIPMENT,
            turnover=picture.revenue * YEAR if picture.businesses else None,
            has_npwp=True if person.npwp_masked else None,
        )  # fmt: skip

    def why_held(self, product: Product) -> str:
        """Return that he has the product or applies for it; empty when neither is so."""
        states = {row.status for row in self.deals if row.product_id == product.pk}
        if Opportunity.Status.OPEN in states:
            return _("is being applied for")
        if Opportunity.Status.WON in states or self._runs(product.family):
            return _("he has it already")
        return ""

    def _runs(self, family: str) -> bool:
        return any(
            family in FAMILIES.get(row.kind, ()) and _is_ours(row, self.today)
            for row in self.picture.facilities
        )


def _is_ours(row: Facility, today: date) -> bool:
    """Tell whether it is a credit of his own at our bank that has not ended."""
    is_his = row.whose in (Person.DEBTOR, Person.JOINT)
    return row.is_own_bank and is_his and (row.ends_on is None or row.ends_on >= today)


def known_of(prospect: Prospect, user: User, today: date) -> Known:
    """Read it: five queries, two for who may not see the financial picture."""
    picture = picture_of(prospect) if user.may(P.FINANCE_VIEW) else Picture()
    deals = Opportunity.objects.visible_to(user).live().filter(prospect=prospect, status__in=HELD)
    ask: list[Callable[[User, Prospect], Refusals]] = [
        import_string(path) for path in settings.REFUSED_PRODUCTS
    ]
    refusals = {pk: said for one in ask for pk, said in one(user, prospect).items()}
    return Known(prospect, Rulebook(today), picture, list(deals), refusals)
