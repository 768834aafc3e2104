"""The registry of reports: one file each and one line here."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from reports.definitions.base import Definition

REPORTS = ("reports.definitions.weekly",)


@cache
def definitions() -> dict[str, Definition]:
    """Return the reports by code, in the order of the registry."""
    found = [import_module(path).REPORT for path in REPORTS]
    return {definition.code: definition for definition in found}
