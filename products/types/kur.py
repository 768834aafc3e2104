"""Government-subsidised business loans (*kredit usaha rakyat*)."""

from django.utils.translation import gettext_lazy as _

from products.purposes import Purpose
from products.types.base import CREDIT_LADDER, Kind, ProductType

TYPE = ProductType(
    code="kur",
    label=_("People's business loan (KUR)"),
    kind=Kind.CREDIT,
    ladder=CREDIT_LADDER,
    purposes=(Purpose.WORKING_CAPITAL, Purpose.EQUIPMENT),
)
