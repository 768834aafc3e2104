"""Savings (*tabungan*)."""

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
    code="savings",
    label=_("Savings"),
    kind=Kind.FUNDING,
    ladder=FUNDING_LADDER,
    description=_("An account for every day: pay, be paid and put aside."),
    purposes=(Purpose.SAVING_GOAL, Purpose.DAILY_MONEY),
    parameters=ACCOUNT_PARAMETERS,
    methods=DEPOSIT_METHODS,
    eligibility=BASIC,
    costs=("administration",),
    documents="deposit",
    calculators=("interest",),
    icon="pig-money",
)
