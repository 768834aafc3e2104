"""Vehicle loans (*kredit kendaraan bermotor*)."""

from django.utils.translation import gettext_lazy as _

from products.purposes import Purpose
from products.types.base import CREDIT_LADDER, Kind, ProductType

TYPE = ProductType(
    code="kkb",
    label=_("Vehicle loan (KKB)"),
    kind=Kind.CREDIT,
    ladder=CREDIT_LADDER,
    purposes=(Purpose.VEHICLE,),
)
