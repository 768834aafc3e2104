"""The registry of product families: one file here and one line in `settings.PRODUCT_TYPES`."""

from functools import cache
from importlib import import_module

from django.conf import settings

from products.types.base import Kind, Phase, ProductType, Stage


def product_types() -> dict[str, ProductType]:
    """Return the families by code, in the order of `settings.PRODUCT_TYPES`."""
    return _types(tuple(settings.PRODUCT_TYPES))


@cache
def _types(paths: tuple[str, ...]) -> dict[str, ProductType]:
    found = [import_module(path).TYPE for path in paths]
    return {product_type.code: product_type for product_type in found}


def family_choices() -> list[tuple[str, str]]:
    """Return code and name of each family, for a choice."""
    return [(code, str(family.label)) for code, family in product_types().items()]


def all_stages() -> dict[str, Stage]:
    """Return every rung of every ladder once, in ladder order."""
    return _stages(tuple(settings.PRODUCT_TYPES))


@cache
def _stages(paths: tuple[str, ...]) -> dict[str, Stage]:
    stages: dict[str, Stage] = {}
    for product_type in _types(paths).values():
        for stage in product_type:
            stages.setdefault(stage.code, stage)
    return stages


def stages_of_phase(phase: Phase) -> list[str]:
    """Return the codes of the rungs that belong to `phase`."""
    return [stage.code for stage in all_stages().values() if stage.phase == phase]


__all__ = ["Kind", "Phase", "ProductType", "Stage", "all_stages", "family_choices", "product_types"]
