"""Who the customers of the running pipeline are: by source, product and segment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal

from prospects.models import Opportunity
from reports.weekly.figures import Share
from reports.weekly.pipeline import State

Pair = tuple[State, Opportunity]


def shares(
    pairs: Iterable[Pair], key: Callable[[Opportunity], str], new: dict[str, int]
) -> list[Share]:
    """Group the running opportunities by `key`: customers, new ones and rupiah, largest first."""
    people: dict[str, set[int]] = defaultdict(set)
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for state, opportunity in pairs:
        people[key(opportunity)].add(opportunity.prospect_id)
        amounts[key(opportunity)] += state.amount
    groups = {*people, *new}
    rows = [Share(g, len(people[g]), new.get(g, 0), amounts[g]) for g in groups]
    return sorted(rows, key=lambda row: (-row.customers, -row.new, row.key))


def tally(values: Iterable[str]) -> dict[str, int]:
    """Count equal values."""
    counts: dict[str, int] = defaultdict(int)
    for value in values:
        counts[value] += 1
    return dict(counts)
