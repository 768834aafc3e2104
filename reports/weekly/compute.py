"""One weekly report, computed: pure in its target and week, never from what came later."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from core.periods import Week
from followups.models import FollowUp, Interaction
from prospects.models import LossReason
from reports.weekly import activities, customers, money, past, people, pipeline, records
from reports.weekly.figures import OfficerRow, Record, Total, WeeklyFigures
from reports.weekly.money import Parts
from reports.weekly.pipeline import Held, Pipeline
from reports.weekly.records import Details
from reports.weekly.target import Span, Target


def compute_week(target: Target, week: Week) -> WeeklyFigures:
    """Return the figures of `week` as they stood at its last midnight on the branch's clock."""
    span = Span(week, target.branch.time_zone)
    states = pipeline.load(target, span)
    parts = money.load(target, span)
    return _Week(target, span, states, parts).figures()


class _Week:
    """The rows of one report, read once."""

    def __init__(self, target: Target, span: Span, states: Pipeline, parts: Parts) -> None:
        self.target, self.span, self.states, self.parts = target, span, states, parts
        self.ended = states.at_end()
        self.end = {pk: s for pk, s in self.ended.items() if s.is_open}
        self.start = {pk: s for pk, s in states.at_start().items() if s.is_open}
        self.held = pipeline.held_at(self.end, span.last_instant, span.week.end)
        self.lost = records.lost_states(states)
        credit = parts.credit(span.week)
        self.details = Details.of(
            [*self.end, *(s.opportunity_id for s in self.lost),
             *(part.opportunity_id for part in credit)],
            [*(s.owner_id for s in states.states), *(part.owner_id for part in credit)],
        )  # fmt: skip
        past.set_back((row.prospect for row in self.details.by_id.values()), span)
        self.new = past.prospects_of(target, span)
        self.six_weeks = activities.six_weeks(target, span)

    def figures(self) -> WeeklyFigures:
        """Return everything."""
        span = self.span
        held_before = pipeline.held_at(self.start, span.instant_before, span.week.previous.end)
        return WeeklyFigures(
            week=span.week.key, first=span.week.start, last=span.week.end, zone=span.zone,
            as_of=span.until, subject=self.target.subject(),
            money=money.money(self.target, span, self.parts),
            stages=pipeline.stage_rows(self.states, self.held),
            open=pipeline.total(self.end.values()),
            open_previous=pipeline.total(self.start.values()),
            held=pipeline.total(self.end[item.opportunity_id] for item in self.held),
            held_previous=pipeline.total(self.start[item.opportunity_id] for item in held_before),
            new_prospects=len(self.new),
            new_prospects_previous=len(past.prospects_of(
                self.target, Span(span.week.previous, span.zone)
            )),
            new_opportunities=self._new_opportunities(),
            follow_ups=activities.follow_ups(self.target, span),
            activities=self.six_weeks,
            officers=self._officers(),
            dormant=activities.dormant(
                {self.details.by_id[pk].prospect_id for pk in self.end}, span
            ),
            **self._lists(),
            **self._groups(),
        )  # fmt: skip

    def _new_opportunities(self) -> Total:
        return pipeline.total(s for pk, s in self.end.items() if self._is_born_in_week(pk))

    def _is_born_in_week(self, pk: int) -> bool:
        return self.span.start <= self.details.by_id[pk].created_at < self.span.until

    def _lists(self) -> dict[str, Any]:
        span, details = self.span, self.details
        reasons = LossReason.objects.in_bulk(
            {s.loss_reason_id for s in self.lost if s.loss_reason_id}
        )
        return {
            "disbursed": records.disbursed(details, self.parts, span),
            "advanced": records.advanced(details, self.states, span.week.end),
            "lost": records.lost(details, self.lost, span, reasons),
            "reasons": records.reason_rows(self.lost, reasons),
            "held_files": records.held_records(details, self.held, self.end, span.week.end),
            "visits": [self._visit(row) for row in activities.visits(self.target, span)],
            "actions": [self._action(row) for row in activities.planned(self.target, span)],
        }

    def _groups(self) -> dict[str, Any]:
        pairs = [(state, self.details.by_id[pk]) for pk, state in self.end.items()]
        born = [(s, o) for s, o in pairs if self._is_born_in_week(o.pk)]
        new_products = customers.tally(o.product.short_name for _s, o in born)
        return {
            "sources": customers.shares(
                pairs, lambda o: o.prospect.source, customers.tally(p.source for p in self.new)
            ),
            "products": customers.shares(pairs, lambda o: o.product.short_name, new_products),
            "segments": customers.shares(
                pairs, lambda o: o.prospect.segment, customers.tally(p.segment for p in self.new)
            ),
        }

    def _line(self, row: Interaction | FollowUp, on: date, **more: Any) -> Record:
        state = self.ended.get(row.opportunity_id or 0)
        product = row.opportunity.product.short_name if row.opportunity else ""
        amount = state.amount if state else Decimal(0)
        return Record(records.customer_of(row.prospect), product, amount, on, **more)

    def _visit(self, row: Interaction) -> Record:
        step = row.next_follow_up
        return self._line(
            row, row.on_date, stage=row.outcome, officer=row.by.full_name,
            note=(step.subject or step.purpose) if step else "",
            then_on=step.due_on if step else None,
        )  # fmt: skip

    def _action(self, row: FollowUp) -> Record:
        was_due: datetime = row.was_due  # type: ignore[attr-defined]
        return self._line(
            row, self.target.branch.local_date(was_due), stage=row.channel,
            note=row.subject or row.purpose, officer=row.owner.full_name,
        )  # fmt: skip

    def _officers(self) -> list[OfficerRow]:
        return [] if self.target.officer else officer_rows(self.target, self.span)


def officer_rows(target: Target, span: Span) -> list[OfficerRow]:
    """Return one line for each officer of the branch, the largest realisasi first."""
    rows = [_officer_row(Target(target.branch, target.branch_ids, post.person), span)
            for post in people.officers_of(target, span)]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.money, -row.open.amount, row.name))


def _officer_row(target: Target, span: Span) -> OfficerRow:
    states, parts = pipeline.load(target, span), money.load(target, span)
    open_now = {pk: s for pk, s in states.at_end().items() if s.is_open}
    held: list[Held] = pipeline.held_at(open_now, span.last_instant, span.week.end)
    done = activities.follow_ups(target, span)
    credit = parts.credit(span.week)
    return OfficerRow(
        name=target.officer.full_name if target.officer else "",
        money=sum((part.amount for part in credit), Decimal(0)),
        noa=parts.noa(span.week),
        open=pipeline.total(open_now.values()),
        held=len(held),
        visits=activities.six_weeks(target, span)[-1].visits,
        missed=done.missed,
    )
