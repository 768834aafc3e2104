"""Savings plans (*tabungan berjangka*)."""

from django.utils.translation import gettext_lazy as _

from products.purposes import Purpose
from products.types.base import (
    BASIC,
    DEPOSIT_METHODS,
    FUNDING_LADDER,
    Kind,
    ProductType,
)

TYPE = ProductType(
    code="term_savings",
    label=_("Savings plan"),
    kind=Kind.FUNDING,
    ladder=FUNDING_LADDER,
    description=_(
        "A fixed amount a month towards a goal such as schooling or a pilgrimage, paid out at "
        "the end of the term."
    ),
    purposes=(Purpose.SAVING_GOAL,),
    parameters=("min_amount", "max_amount", "min_months", "max_months", "early_penalty"),
    methods=DEPOSIT_METHODS,
    eligibility=BASIC,
    costs=("administration",),
    documents="deposit",
    calculators=("savings_plan",),
    icon="calendar-plus",
    example_months=24,
)
