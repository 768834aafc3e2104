"""Apartment loans (*kredit pemilikan apartemen*)."""

from django.utils.translation import gettext_lazy as _

from products.purposes import Purpose
from products.types.base import (
    CREDIT_LADDER,
    HOME_COSTS,
    LOAN_CALCULATORS,
    LOAN_PARAMETERS,
    ON_BALANCE,
    VALUED,
    Kind,
    ProductType,
    Purchase,
)

TYPE = ProductType(
    code="kpa",
    label=_("Apartment loan (KPA)"),
    kind=Kind.CREDIT,
    ladder=CREDIT_LADDER,
    description=_(
        "An apartment bought with a mortgage on its strata title; a fixed rate first, then a "
        "floating one."
    ),
    purposes=(Purpose.HOME,),
    parameters=LOAN_PARAMETERS,
    methods=ON_BALANCE,
    eligibility=VALUED,
    costs=HOME_COSTS,
    documents="kpr",
    calculators=(*LOAN_CALCULATORS, "ltv", "floating"),
    icon="building",
    purchase=Purchase(_("Apartment price"), 600_000_000, 150_000_000, 3_000_000_000),
    example_months=180,
    may_float=True,
    homes=("flat",),
)
