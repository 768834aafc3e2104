"""Government-subsidised business loans (*kredit usaha rakyat*): super micro, micro and small."""

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
    code="kur",
    label=_("People's business loan (KUR)"),
    kind=Kind.CREDIT,
    ladder=CREDIT_LADDER,
    description=_(
        "Working capital or equipment for small businesses at a subsidised rate; the amount "
        "decides whether it is super micro, micro or small."
    ),
    purposes=(Purpose.WORKING_CAPITAL, Purpose.EQUIPMENT),
    parameters=LOAN_PARAMETERS,
    methods=ANY_METHOD,
    eligibility=(*BASIC, "products.programmes.people_business"),
    costs=("administration",),
    documents="kur",
    calculators=(*LOAN_CALCULATORS, "programme"),
    icon="building-store",
)
