"""Time deposits (*deposito*)."""

from django.utils.translation import gettext_lazy as _

from products.purposes import Purpose
from products.types.base import FUNDING_LADDER, Kind, ProductType

TYPE = ProductType(
    code="deposit",
    label=_("Time deposit"),
    kind=Kind.FUNDING,
    ladder=FUNDING_LADDER,
    purposes=(Purpose.SAFE_GROWTH,),
)
