"""The opportunities behind the figures, with customer and product."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from org.models import User
from products.types import all_stages
from prospects.models import LossReason, Opportunity, Prospect
from reports.weekly.figures import Customer, Reason, Record
from reports.weekly.money import Parts
from reports.weekly.pipeline import Held, Pipeline, State
from reports.weekly.target import Span

SHOWN = 100  # rows of one list in a report; the figures above it count all


def customer_of(prospect: Prospect) -> Customer:
    """Return how reports name this person; a restricted one by his number only."""
    if prospect.restricted_at is not None:
        return Customer(prospect.number, "–", prospect.number)
    return Customer(prospect.number, prospect.initials, prospect.name)


@dataclass(frozen=True)
class Details:
    """Customers, products and officers of a report, read in two queries."""

    by_id: dict[int, Opportunity]
    names: dict[int, str]

    @classmethod
    def of(cls, ids: Iterable[int], owner_ids: Iterable[int]) -> Details:
        """Read them."""
        rows = Opportunity.objects.system("weekly report of a past week").filter(pk__in=set(ids))
        people = User.objects.filter(pk__in=set(owner_ids))
        return cls(
            {row.pk: row for row in rows.select_related("prospect", "product")},
            dict(people.values_list("pk", "full_name")),
        )

    def record(
        self, opportunity_id: int, on: date, amount: Decimal, owner_id: int, **more: Any
    ) -> Record:
        """Return one line of a list."""
        row = self.by_id[opportunity_id]
        return Record(
            customer_of(row.prospect), row.product.short_name, amount, on,
            officer=self.names.get(owner_id, ""), **more,
        )  # fmt: skip


def _largest_first(records: list[Record]) -> list[Record]:
    return sorted(records, key=lambda r: (-r.amount, r.customer.number))[:SHOWN]


def disbursed(details: Details, parts: Parts, span: Span) -> list[Record]:
    """Return the loans of the week, the largest first."""
    rows = parts.credit(span.week)
    return _largest_first(
        [details.record(part.opportunity_id, part.disbursed_on, part.amount, part.owner_id)
         for part in rows]
    )  # fmt: skip


def advanced_states(pipeline: Pipeline) -> list[tuple[State, State]]:
    """Return (end, start) of those that stand higher than when the week began."""
    order = {code: position for position, code in enumerate(all_stages())}
    start = pipeline.at_start()
    found = []
    for pk, state in pipeline.at_end().items():
        before = start.get(pk)
        if state.is_open and before and before.is_open and order[state.stage] > order[before.stage]:
            found.append((state, before))
    return found


def advanced(details: Details, pipeline: Pipeline, zone_day: date) -> list[Record]:
    """Return those that moved up, the largest first; `note` is where they came from."""
    return _largest_first(
        [details.record(end.opportunity_id, zone_day, end.amount, end.owner_id, stage=end.stage,
                        note=start.stage)
         for end, start in advanced_states(pipeline)]
    )  # fmt: skip


def lost_states(pipeline: Pipeline) -> list[State]:
    """Return those that were running when the week began, or came in it, and ended lost."""
    start = pipeline.at_start()
    return [
        state for pk, state in pipeline.at_end().items()
        if state.status == "lost" and not state.is_archived
        and state.valid_from >= pipeline.span.start
        and not (pk in start and start[pk].status == "lost")
    ]  # fmt: skip


def lost(
    details: Details, states: list[State], span: Span, reasons: dict[int, LossReason]
) -> list[Record]:
    """Return the lost ones, the largest first; `note` is the reason's code."""
    records = []
    for state in states:
        reason = reasons.get(state.loss_reason_id or 0)
        day = state.valid_from.astimezone(span.start.tzinfo).date()
        records.append(
            details.record(state.opportunity_id, day, state.amount, state.owner_id,
                           stage=state.stage, note=reason.code if reason else "")
        )  # fmt: skip
    return _largest_first(records)


def reason_rows(states: list[State], reasons: dict[int, LossReason]) -> list[Reason]:
    """Return the lost ones by reason, the most frequent first."""
    groups: dict[int, list[State]] = {}
    for state in states:
        groups.setdefault(state.loss_reason_id or 0, []).append(state)
    rows = []
    for reason_id, members in groups.items():
        reason = reasons.get(reason_id)
        amount = sum((state.amount for state in members), Decimal(0))
        words = (reason.kind, reason.label_id, reason.label_en) if reason else ("", "", "")
        rows.append(Reason(*words, len(members), amount))
    return sorted(rows, key=lambda row: (-row.n, -row.amount, row.label_en))


def held_records(
    details: Details, held: list[Held], states: dict[int, State], day: date
) -> list[Record]:
    """Return the files past their target, the longest first; `note` is who holds them."""
    records = []
    for item in held:
        state = states[item.opportunity_id]
        record = details.record(
            item.opportunity_id, day, state.amount, state.owner_id, stage=state.stage,
            note=item.holder, days=item.days,
        )  # fmt: skip
        records.append(record)
    return sorted(records, key=lambda r: (-r.days, -r.amount, r.customer.number))[:SHOWN]
