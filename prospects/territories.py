"""Who covers a place, as far as a person may know: a proposal for quick add, import, hand-over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core import regions
from org.models import Branch, User
from prospects.models import Territory


@dataclass(frozen=True)
class Proposal:
    """A place with the officer who covers it; without one the officers of `branch` in turn."""

    area: str
    branch: Branch
    officer: User | None


def place_name(code: str) -> str:
    """Return a place from the smallest to the largest, as an address is written."""
    return ", ".join(reversed(regions.path_of(code)))


def proposal(area_code: str, user: User) -> Proposal | None:
    """Return who covers the place among the branches this person works in or oversees.

    The smallest covered place counts. An officer who left, or whose account is closed, proposes
    nobody: then it is his branch.
    """
    if not area_code:
        return None
    rows = Territory.objects.within(user).covering(area_code)
    return _read(rows.select_related("branch", "officer__branch").first())


def _read(row: Territory | None) -> Proposal | None:
    if row is None:
        return None
    officer = row.officer
    is_here = officer is not None and officer.is_active and officer.branch_id is not None
    return Proposal(row.area_name, row.branch, officer if is_here else None)


class Map:
    """All proposals a person may know, read once for many records; every one without a person."""

    def __init__(self, user: User | None) -> None:
        known = Territory.objects.all() if user is None else Territory.objects.within(user)
        rows = known.select_related("branch", "officer__branch")
        self._by_code: Mapping[str, Territory] = {
            row.area_code: row for row in rows.order_by("-pk")
        }

    def find(self, area_code: str) -> Proposal | None:
        """Return who covers the place."""
        found = (self._by_code.get(area_code[:length]) for length in (6, 4))
        return _read(next((row for row in found if row is not None), None))
