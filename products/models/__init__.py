"""The catalogue: products, their dated rates and dated settings. Knows no person."""

from products.models.ladder import BankStanding, ValueRule, VatRate, VatRelief, VehicleRule
from products.models.product import Product
from products.models.programme import (
    IncomeZone,
    KurScheme,
    PriceZone,
    RegionRule,
    SubsidyTerms,
)
from products.models.rate import Rate
from products.models.settings import (
    CollectibilityRule,
    ContractTerms,
    GuaranteeRate,
    Limit,
    UpfrontCost,
)
from products.models.sheet import RateSheet, SheetStatus, SheetTier

__all__ = [
    "BankStanding",
    "CollectibilityRule",
    "ContractTerms",
    "GuaranteeRate",
    "IncomeZone",
    "KurScheme",
    "Limit",
    "PriceZone",
    "Product",
    "Rate",
    "RateSheet",
    "RegionRule",
    "SheetStatus",
    "SheetTier",
    "SubsidyTerms",
    "UpfrontCost",
    "ValueRule",
    "VatRate",
    "VatRelief",
    "VehicleRule",
]
