"""The pipeline of a week from its states: how it stood, what moved, what was lost, what is held.

Only rows that carry their moment are read, so the answer for a past week never changes when
somebody moves a card afterwards.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q

from products.types import Phase, all_stages
from prospects.models import FilePosition, OpportunityState
from reports.weekly.figures import StageRow, Total
from reports.weekly.target import Span, Target

PHASES = list(Phase)


class State(NamedTuple):
    """One stretch of time of one opportunity inside the target's reach."""

    opportunity_id: int
    valid_from: datetime
    valid_to: datetime | None
    stage: str
    status: str
    amount: Decimal
    product_id: int
    loss_reason_id: int | None
    owner_id: int
    is_archived: bool

    @property
    def is_open(self) -> bool:
        """Whether it counts as running pipeline."""
        return self.status == "open" and not self.is_archived

    def holds_at(self, moment: datetime) -> bool:
        """Tell whether this was how it stood at `moment`."""
        return self.valid_from <= moment and (self.valid_to is None or self.valid_to > moment)


@dataclass(frozen=True)
class Held:
    """A file whose holder was past his target on `day`."""

    opportunity_id: int
    holder: str
    days: int


@dataclass
class Pipeline:
    """The states of one week, sorted by opportunity and time."""

    span: Span
    states: list[State]

    def at(self, moment: datetime) -> dict[int, State]:
        """Return how each opportunity stood at `moment`."""
        return {s.opportunity_id: s for s in self.states if s.holds_at(moment)}

    def at_start(self) -> dict[int, State]:
        """Return how it stood when the week began."""
        return self.at(self.span.instant_before)

    def at_end(self) -> dict[int, State]:
        """Return how it stood when the week ended."""
        return self.at(self.span.last_instant)

    def moves(self) -> tuple[Counter[str], Counter[str]]:
        """Count entries into and exits from each stage: start + entered - left = end."""
        entered: Counter[str] = Counter()
        left: Counter[str] = Counter()
        for states in self.by_opportunity():
            for before, after in _steps(states, self.span):
                if before:
                    left[before] += 1
                if after:
                    entered[after] += 1
        return entered, left

    def by_opportunity(self) -> list[list[State]]:
        """Return the states of each opportunity, in order of time."""
        groups: dict[int, list[State]] = defaultdict(list)
        for state in self.states:
            groups[state.opportunity_id].append(state)
        return list(groups.values())


def _place(state: State) -> str:
    return state.stage if state.is_open else ""


def _steps(states: list[State], span: Span) -> Iterable[tuple[str, str]]:
    """Yield (stage before, stage after) of each move; empty is outside the running pipeline."""
    place, ended = "", None
    for state in states:
        if state.valid_from < span.start:
            place, ended = _place(state), state.valid_to
            continue
        if ended is not None and ended < state.valid_from and place:
            yield place, ""  # it belonged to somebody else in between
            place = ""
        if place != _place(state):
            yield place, _place(state)
        place, ended = _place(state), state.valid_to
    if place and ended is not None and ended < span.until:
        yield place, ""


def load(target: Target, span: Span) -> Pipeline:
    """Read the states that touch the week, in one query."""
    rows = (
        OpportunityState.objects.system("weekly report of a past week")
        .filter(target.rows(), valid_from__lt=span.until)
        .filter(Q(valid_to=None) | Q(valid_to__gte=span.start))
        .order_by("opportunity_id", "valid_from", "pk")
        .values_list(*State._fields)
    )
    return Pipeline(span, [State(*row) for row in rows])


def total(states: Iterable[State]) -> Total:
    """Count and sum the running ones."""
    running = [state.amount for state in states if state.is_open]
    return Total(len(running), sum(running, Decimal(0)))


def held_at(open_ids: Iterable[int], moment: datetime, day: date) -> list[Held]:
    """Return the files past their holder's target at `moment`: due before `day`."""
    rows = (
        FilePosition.objects.filter(opportunity_id__in=list(open_ids), since__lte=moment)
        .filter(Q(until=None) | Q(until__gt=moment), due_on__lt=day)
        .order_by("due_on", "opportunity_id")
        .values_list("opportunity_id", "holder", "due_on")
    )
    return [Held(pk, holder, (day - due).days) for pk, holder, due in rows]


def stage_rows(pipeline: Pipeline, held: list[Held]) -> list[StageRow]:
    """Return the table by phase and stage; a rung without anything is left out."""
    end = {pk: state for pk, state in pipeline.at_end().items() if state.is_open}
    entered, left = pipeline.moves()
    counts = Counter(state.stage for state in end.values())
    stuck = Counter(end[item.opportunity_id].stage for item in held)
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for state in end.values():
        amounts[state.stage] += state.amount
    rungs = sorted(all_stages().items(), key=lambda rung: PHASES.index(rung[1].phase))
    return [
        StageRow(rung.phase.value, code, counts[code], amounts[code], entered[code], left[code],
                 stuck[code])
        for code, rung in rungs
        if counts[code] or entered[code] or left[code]
    ]  # fmt: skip
