"""Home loans taken over from another bank."""

from django.utils.translation import gettext_lazy as _

from products.purposes import Purpose
from products.types.base import (
    BASIC,
    CREDIT_LADDER,
    LOAN_CALCULATORS,
    LOAN_PARAMETERS,
    ON_BALANCE,
    Kind,
    ProductType,
)

TYPE = ProductType(
    code="takeover",
    label=_("Home loan take-over"),
    kind=Kind.CREDIT,
    ladder=CREDIT_LADDER,
    description=_(
        "A running home loan moved here from another bank, often with a longer term or fresh funds."
    ),
    purposes=(Purpose.HOME,),
    parameters=LOAN_PARAMETERS,
    methods=ON_BALANCE,
    eligibility=BASIC,
    costs=("provision", "administration", "appraisal", "insurance", "notary", "apht"),
    documents="kpr",
    calculators=(*LOAN_CALCULATORS, "ltv", "floating"),
    icon="arrows-exchange",
    example_months=120,
    may_float=True,
    homes=("house", "flat", "shop"),
)
