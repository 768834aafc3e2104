"""Current accounts (*giro*)."""

from django.utils.translation import gettext_lazy as _

from products.purposes import Purpose
from products.types.base import (
    ACCOUNT_PARAMETERS,
    BASIC,
    DEPOSIT_METHODS,
    FUNDING_LADDER,
    Kind,
    ProductType,
)

TYPE = ProductType(
    code="giro",
    label=_("Current account (giro)"),
    kind=Kind.FUNDING,
    ladder=FUNDING_LADDER,
    description=_("Payments of a business or person by cheque, bilyet giro and transfer."),
    purposes=(Purpose.DAILY_MONEY,),
    parameters=ACCOUNT_PARAMETERS,
    methods=DEPOSIT_METHODS,
    eligibility=BASIC,
    costs=("administration",),
    documents="deposit",
    calculators=("interest",),
    icon="building-bank",
)
