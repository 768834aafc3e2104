"""Home loans (*kredit pemilikan rumah*)."""

from django.utils.translation import gettext_lazy as _

from products.purposes import Purpose
from products.types.base import CREDIT_LADDER, Kind, ProductType

TYPE = ProductType(
    code="kpr",
    label=_("Home loan (KPR)"),
    kind=Kind.CREDIT,
    ladder=CREDIT_LADDER,
    purposes=(Purpose.HOME,),
)
