"""Unsecured loans (*KTA*) and multi-purpose loans (*KMG*)."""

from django.utils.translation import gettext_lazy as _

from products.purposes import Purpose
from products.types.base import CREDIT_LADDER, Kind, ProductType

TYPE = ProductType(
    code="kta",
    label=_("Multi-purpose loan (KTA/KMG)"),
    kind=Kind.CREDIT,
    ladder=CREDIT_LADDER,
    purposes=(Purpose.PERSONAL,),
)
