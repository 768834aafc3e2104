"""Working capital loans (*modal kerja*)."""

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
    code="working_capital",
    label=_("Working capital loan"),
    kind=Kind.CREDIT,
    ladder=CREDIT_LADDER,
    description=_("Stock, receivables and daily costs of a business, repaid from its turnover."),
    purposes=(Purpose.WORKING_CAPITAL,),
    parameters=LOAN_PARAMETERS,
    methods=ANY_METHOD,
    eligibility=BASIC,
    costs=BUSINESS_COSTS,
    documents="working_capital",
    calculators=LOAN_CALCULATORS,
    icon="briefcase",
)
