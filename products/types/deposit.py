"""Time deposits (*deposito*)."""

from django.utils.translation import gettext_lazy as _

from products.purposes import Purpose
from products.types.base import (
    BASIC,
    DEPOSIT_METHODS,
    DEPOSIT_PARAMETERS,
    FUNDING_LADDER,
    Kind,
    ProductType,
)

TYPE = ProductType(
    code="deposit",
    label=_("Time deposit"),
    kind=Kind.FUNDING,
    ladder=FUNDING_LADDER,
    description=_(
        "Money put away for a fixed term at a fixed rate; rolled over on request, guaranteed "
        "by LPS within its limits."
    ),
    purposes=(Purpose.SAFE_GROWTH,),
    parameters=DEPOSIT_PARAMETERS,
    methods=DEPOSIT_METHODS,
    eligibility=BASIC,
    costs=("other",),
    documents="deposit",
    calculators=("deposit", "roll_over", "early_break", "guarantee"),
    icon="coins",
    example_months=3,
)
