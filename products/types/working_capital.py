"""Working capital loans (*modal kerja*)."""

from django.utils.translation import gettext_lazy as _

from products.purposes import Purpose
from products.types.base import CREDIT_LADDER, Kind, ProductType

TYPE = ProductType(
    code="working_capital",
    label=_("Working capital loan"),
    kind=Kind.CREDIT,
    ladder=CREDIT_LADDER,
    purposes=(Purpose.WORKING_CAPITAL,),
)
