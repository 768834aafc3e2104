"""Home loans (*kredit pemilikan rumah*)."""

from django.utils.translation import gettext_lazy as _

from products.purposes import Purpose
from products.types.base import (
    CREDIT_LADDER,
    HOME_COSTS,
    HOUSE,
    LOAN_CALCULATORS,
    LOAN_PARAMETERS,
    ON_BALANCE,
    VALUED,
    Kind,
    ProductType,
)

TYPE = ProductType(
    code="kpr",
    label=_("Home loan (KPR)"),
    kind=Kind.CREDIT,
    ladder=CREDIT_LADDER,
    description=_(
        "A house or shop house bought with a mortgage; a fixed rate first, then a floating one."
    ),
    purposes=(Purpose.HOME,),
    parameters=LOAN_PARAMETERS,
    methods=ON_BALANCE,
    eligibility=VALUED,
    costs=HOME_COSTS,
    documents="kpr",
    calculators=(*LOAN_CALCULATORS, "ltv", "floating"),
    icon="home-2",
    purchase=HOUSE,
    example_months=180,
    may_float=True,
    homes=("house", "shop"),
)
