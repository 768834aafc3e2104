"""Subsidised home loans (*KPR subsidi FLPP*)."""

from django.utils.translation import gettext_lazy as _

from products.purposes import Purpose
from products.types.base import (
    CREDIT_LADDER,
    LOAN_CALCULATORS,
    LOAN_PARAMETERS,
    VALUED,
    Kind,
    ProductType,
    Purchase,
)

TYPE = ProductType(
    code="flpp",
    label=_("Subsidised home loan (FLPP)"),
    kind=Kind.CREDIT,
    ladder=CREDIT_LADDER,
    description=_(
        "A first house for families of low income: one fixed rate for the whole term, a small "
        "down payment, limits of price and income."
    ),
    purposes=(Purpose.HOME,),
    parameters=LOAN_PARAMETERS,
    methods=("anuitas", "anuitas_tahunan"),
    eligibility=(*VALUED, "products.programmes.subsidised_home"),
    costs=("provision", "administration", "insurance", "notary", "apht", "bphtb"),
    documents="kpr",
    calculators=(*LOAN_CALCULATORS, "ltv", "programme"),
    icon="home-heart",
    purchase=Purchase(_("House price"), 166_000_000, 100_000_000, 240_000_000),
    example_months=240,
    homes=("house",),
)
