"""The registry of product families: one file each and one line here."""

from functools import cache
from importlib import import_module

from products.types.base import Kind, Phase, ProductType, Stage

PRODUCT_TYPES = (
    "products.types.kpr",
    "products.types.kta",
    "products.types.kkb",
    "products.types.kur",
    "products.types.working_capital",
    "products.types.deposit",
    "products.types.savings",
)


@cache
def product_types() -> dict[str, ProductType]:
    """Return the families by code, in the order of the registry."""
    found = [import_module(path).TYPE for path in PRODUCT_TYPES]
    return {product_type.code: product_type for product_type in found}


@cache
def all_stages() -> dict[str, Stage]:
    """Return every rung of every ladder once, in ladder order."""
    stages: dict[str, Stage] = {}
    for product_type in product_types().values():
        for stage in product_type:
            stages.setdefault(stage.code, stage)
    return stages


def stages_of_phase(phase: Phase) -> list[str]:
    """Return the codes of the rungs that belong to `phase`."""
    return [stage.code for stage in all_stages().values() if stage.phase == phase]


__all__ = ["PRODUCT_TYPES", "Kind", "Phase", "ProductType", "Stage", "all_stages", "product_types"]
