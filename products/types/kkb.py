"""Vehicle loans (*kredit kendaraan bermotor*)."""

from django.utils.translation import gettext_lazy as _

from products.purposes import Purpose
from products.types.base import (
    ANY_METHOD,
    CREDIT_LADDER,
    LOAN_CALCULATORS,
    LOAN_PARAMETERS,
    VALUED,
    Kind,
    ProductType,
    Purchase,
)

TYPE = ProductType(
    code="kkb",
    label=_("Vehicle loan (KKB)"),
    kind=Kind.CREDIT,
    ladder=CREDIT_LADDER,
    description=_("A car or motorcycle; the bank keeps the BPKB until the last instalment."),
    purposes=(Purpose.VEHICLE,),
    parameters=LOAN_PARAMETERS,
    methods=ANY_METHOD,
    eligibility=VALUED,
    costs=("provision", "administration", "insurance", "policy", "first_instalment"),
    documents="kkb",
    calculators=(*LOAN_CALCULATORS, "ltv", "flat_to_effective"),
    icon="car",
    purchase=Purchase(_("Vehicle price (OTR)"), 250_000_000, 50_000_000, 1_000_000_000),
    is_vehicle=True,
)
