"""Savings (*tabungan*)."""

from django.utils.translation import gettext_lazy as _

from products.purposes import Purpose
from products.types.base import FUNDING_LADDER, Kind, ProductType

TYPE = ProductType(
    code="savings",
    label=_("Savings"),
    kind=Kind.FUNDING,
    ladder=FUNDING_LADDER,
    purposes=(Purpose.SAVING_GOAL, Purpose.DAILY_MONEY),
)
