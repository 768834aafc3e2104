"""Unsecured loans (*KTA*) and multi-purpose loans (*KMG*)."""

from django.utils.translation import gettext_lazy as _

from products.purposes import Purpose
from products.types.base import (
    ANY_METHOD,
    BASIC,
    CREDIT_LADDER,
    LOAN_CALCULATORS,
    LOAN_PARAMETERS,
    Kind,
    ProductType,
)

TYPE = ProductType(
    code="kta",
    label=_("Multi-purpose loan (KTA/KMG)"),
    kind=Kind.CREDIT,
    ladder=CREDIT_LADDER,
    description=_(
        "Money for any purpose: without collateral for smaller amounts (KTA), with a house as "
        "collateral for larger ones (KMG)."
    ),
    purposes=(Purpose.PERSONAL,),
    parameters=LOAN_PARAMETERS,
    methods=ANY_METHOD,
    eligibility=BASIC,
    costs=("provision", "administration", "insurance"),
    documents="kta",
    calculators=LOAN_CALCULATORS,
    icon="credit-card",
)
