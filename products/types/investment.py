"""Investment loans (*kredit investasi*)."""

from django.utils.translation import gettext_lazy as _

from products.purposes import Purpose
from products.types.base import (
    ANY_METHOD,
    BASIC,
    BUSINESS_COSTS,
    CREDIT_LADDER,
    LOAN_CALCULATORS,
    LOAN_PARAMETERS,
    Kind,
    ProductType,
)

TYPE = ProductType(
    code="investment",
    label=_("Investment loan"),
    kind=Kind.CREDIT,
    ladder=CREDIT_LADDER,
    description=_(
        "Machines, vehicles or premises of a business, repaid over the years they serve; "
        "interest only at first where agreed."
    ),
    purposes=(Purpose.EQUIPMENT,),
    parameters=LOAN_PARAMETERS,
    methods=ANY_METHOD,
    eligibility=BASIC,
    costs=BUSINESS_COSTS,
    documents="working_capital",
    calculators=(*LOAN_CALCULATORS, "ltv"),
    icon="tool",
    example_months=60,
    may_float=True,
)
