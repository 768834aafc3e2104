"""A weekly report as ready strings, the same for the page on screen and for the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.charts import Pair, week_columns
from core.formats import count as counted
from core.formats import month_name, period_words, short_date
from core.money import format_rupiah, short_rupiah
from core.periods import week_from_key
from followups.outcomes import OUTCOMES, Channel, Purpose
from org.models import Segment
from products.types import Phase
from prospects.sources import labels as source_labels
from reports.weekly import words
from reports.weekly.figures import Record, Share, WeeklyFigures


@dataclass(frozen=True)
class Key:
    """One of the five figures on top, with what it is compared with."""

    label: str
    value: str
    change: str
    against: str
    tone: str = ""
    full: str = ""


@dataclass(frozen=True)
class Table:
    """A table of the annex. `right` are the columns of figures, counted from 0."""

    title: str
    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    right: tuple[int, ...] = ()
    note: str = ""
    cells: list[list[tuple[str, bool]]] = field(default_factory=list)
    heads: list[tuple[str, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.heads.extend((text, index in self.right) for index, text in enumerate(self.head))
        self.cells.extend(
            [(text, index in self.right) for index, text in enumerate(row)] for row in self.rows
        )


def document(figures: WeeklyFigures, *, named: bool, chart_width: int = 250) -> dict[str, Any]:
    """Return everything the templates need, in the active language."""
    subject, number = figures.subject, words.week_number(figures)
    return {
        "title": _("Weekly report"),
        "number": number,
        "period": _("Week %(n)s, %(days)s") % {
            "n": number, "days": period_words(figures.first, figures.last)},
        "days": period_words(figures.first, figures.last),
        "subject": subject,
        "role": subject.title or (_("Account officer") if subject.kind == "officer"
                                  else _("Branch report")),
        "place": f"{subject.branch} · {subject.region}",
        "reference": f"LM/{number}/{figures.week[:4]}/{subject.branch_code}",
        "keys": keys(figures),
        "headline": words.headline(figures),
        "summary": words.summary(figures, named=named),
        "changes": words.changes(figures, named=named),
        "chart": _chart(figures, chart_width),
        "stages": stages(figures),
        "reasons": reasons(figures),
        "follow_ups": follow_ups(figures),
        "actions": _actions(figures, named)[:4],
        "more_actions": max(len(figures.actions) - 4, 0),
        "next_number": week_from_key(figures.week).next.number,
        "frozen": _("Figures frozen %(day)s, 24.00 %(zone)s") % {
            "day": short_date(figures.last), "zone": figures.zone},
        "annex": [table for table in _annex(figures, named) if table.rows],
        "groups": [table for table in _groups(figures) if table.rows],
        "named": named,
    }  # fmt: skip


def keys(figures: WeeklyFigures) -> list[Key]:
    """Return the five figures on top."""
    money, before = figures.money, words.previous_number(figures)
    month = month_name(figures.last.month)
    last_month = _("from last month")
    week, previous = figures.activities[-1], figures.activities[-2]
    against_week = _("from week %(n)s") % {"n": before}
    return [
        _amount(_("Disbursed, week %(n)s") % {"n": words.week_number(figures)}, money.week.amount,
                money.previous_week.amount, against_week),
        _amount(_("Disbursed, %(period)s") % {"period": month}, money.month.amount,
                money.previous_month.amount, last_month),
        _number(_("NOA, %(month)s") % {"month": month}, money.noa_month,
                money.noa_previous_month, last_month),
        _number(_("Visits"), week.visits, previous.visits, against_week),
        _number(_("Held up files"), figures.held.n, figures.held_previous.n, against_week,
                more_is_good=False),
    ]  # fmt: skip


def _tone(change: Decimal | int, *, more_is_good: bool = True) -> str:
    if not change:
        return ""
    return "up" if (change > 0) == more_is_good else "dn"


def _amount(label: str, now: Decimal, before: Decimal, against: str) -> Key:
    change = now - before
    sign = "+" if change > 0 else "−" if change else "±"
    delta = sign + short_rupiah(abs(change)).removeprefix("Rp")
    return Key(label, short_rupiah(now), delta, against, _tone(change), format_rupiah(now))


def _number(label: str, now: int, before: int, against: str, *, more_is_good: bool = True) -> Key:
    change = now - before
    tone = _tone(change, more_is_good=more_is_good)
    return Key(label, counted(now), words.signed(change), against, tone)


def _chart(figures: WeeklyFigures, width: int) -> str:
    weeks = [Pair(str(week.number), week.visits, week.calls) for week in figures.activities]
    last = weeks[-1]
    title = _("Visits and calls of six weeks; last week %(visits)s visits, %(calls)s calls.") % {
        "visits": last.first, "calls": last.second}  # fmt: skip
    return week_columns(weeks, (_("Visits"), _("Calls")), title=title, width=width)


def stages(figures: WeeklyFigures) -> dict[str, Any]:
    """Return the table by phase and stage with its sum."""
    scale = words.scale_of(figures.open.amount)
    rows, shown = [], ""
    for row in figures.stages:
        rows.append({
            "phase": str(Phase(row.phase).label) if row.phase != shown else "",
            "is_first": row.phase != shown,
            "stage": words.stage_words(row.stage),
            "n": counted(row.n), "amount": words.scaled(row.amount, scale),
            "entered": _dash(row.entered), "left": _dash(row.left), "held": _dash(row.held),
            "is_held": bool(row.held),
        })  # fmt: skip
        shown = row.phase
    total = {
        "n": counted(figures.open.n), "amount": words.scaled(figures.open.amount, scale),
        "entered": counted(sum(row.entered for row in figures.stages)),
        "left": counted(sum(row.left for row in figures.stages)),
        "held": counted(figures.held.n),
    }  # fmt: skip
    note = _("Amounts in %(unit)s. Disbursed counts only what was confirmed; %(waiting)s waits.")
    unit = {"unit": scale[0], "waiting": short_rupiah(figures.money.awaiting.amount)}
    return {"rows": rows, "total": total, "note": note % unit}


def _dash(number: int) -> str:
    return counted(number) if number else "–"


def reasons(figures: WeeklyFigures) -> list[tuple[str, str, str]]:
    """Return the lost ones by reason: words, count, amount."""
    english = (get_language() or "id").startswith("en")
    kinds = {"bank": _("Refused by the bank"), "customer": _("Withdrawn by the customer")}
    return [
        (f"{kinds.get(row.kind, _('Without a reason'))}: "
         f"{row.label_en if english else row.label_id}".rstrip(": "),
         counted(row.n), short_rupiah(row.amount))
        for row in figures.reasons
    ]  # fmt: skip


def follow_ups(figures: WeeklyFigures) -> list[tuple[str, str]]:
    """Return what was done and missed, and who sleeps."""
    done = figures.follow_ups
    return [
        (_("Follow-ups done"), counted(done.done)),
        (_("Missed on their day"), counted(done.missed)),
        (_("Late at the end of the week"), counted(done.late)),
        (
            _("New prospects (week before)"),
            f"{counted(figures.new_prospects)} ({counted(figures.new_prospects_previous)})",
        ),
        (_("Without contact for 30 days"), counted(figures.dormant)),
        (_("Deposits (DPK) received this week"), short_rupiah(figures.money.funds_week.amount)),
    ]


def step_words(code: str) -> str:
    """Return what is to be done: the portal's words for a code, else the officer's own."""
    return str(Purpose(code).label).capitalize() if code in Purpose.values else code


def _actions(figures: WeeklyFigures, named: bool) -> list[tuple[str, str, str]]:
    """Return the steps of next week. What an officer typed may name somebody: not in the mail."""
    return [
        (short_date(r.on), _safe_step(r, named), r.customer.shown(named=named))
        for r in figures.actions
    ]


def _safe_step(record: Record, named: bool) -> str:
    if named or record.note in Purpose.values:
        return step_words(record.note)
    return str(Channel(record.stage).label) if record.stage in Channel.values else _("Follow-up")


Column = tuple[str, Callable[[Record], str]]


def _record_table(
    title: str, records: list[Record], columns: Iterable[Column], *, named: bool, is_branch: bool
) -> Table:
    shown: list[Column] = [
        (_("Customer"), lambda r: r.customer.shown(named=named)),
        (_("Product"), lambda r: r.product),
        (_("Amount, Rp"), lambda r: counted(int(r.amount)) if r.amount else ""),
        *columns,
    ]
    if is_branch:
        shown.append((_("AO"), lambda r: r.officer))
    rows = [tuple(read(record) for _label, read in shown) for record in records]
    return Table(title, tuple(label for label, _read in shown), rows, (2,))


def _annex(figures: WeeklyFigures, named: bool) -> Iterable[Table]:
    is_branch = figures.subject.kind == "branch"

    def table(title: str, records: list[Record], *columns: Column) -> Table:
        return _record_table(title, records, columns, named=named, is_branch=is_branch)

    yield _officers(figures)
    yield table(_("Disbursed"), figures.disbursed, (_("Date"), lambda r: short_date(r.on)))
    yield table(_("Moved up"), figures.advanced,
                (_("From"), lambda r: words.stage_words(r.note)),
                (_("To"), lambda r: words.stage_words(r.stage)))  # fmt: skip
    yield table(_("Ended without booking"), figures.lost,
                (_("At"), lambda r: words.stage_words(r.stage)),
                (_("Date"), lambda r: short_date(r.on)))  # fmt: skip
    yield table(_("Held up files"), figures.held_files,
                (_("Holder"), lambda r: words.holder_words(r.note)),
                (_("Days held up"), lambda r: counted(r.days)))  # fmt: skip
    yield table(_("Visits"), figures.visits, (_("Date"), lambda r: short_date(r.on)),
                (_("Result"), _result), (_("Next step"), lambda r: _then(r, named)))  # fmt: skip


def _result(record: Record) -> str:
    for channel in (Channel.VISIT, Channel.MEETING):
        for outcome in OUTCOMES[channel]:
            if outcome.code == record.stage:
                return str(outcome.label)
    return ""


def _then(record: Record, named: bool) -> str:
    if record.then_on is None:
        return ""
    return f"{_safe_step(record, named)}, {short_date(record.then_on)}"


def _officers(figures: WeeklyFigures) -> Table:
    head = (_("Account officer"), _("Disbursed sum"), _("NOA"), _("Opportunities"),
            _("Amount, Rp"), _("Held up"), _("Visits"), _("Missed"))  # fmt: skip
    rows = [
        (row.name, short_rupiah(row.money), counted(row.noa), counted(row.open.n),
         short_rupiah(row.open.amount), counted(row.held), counted(row.visits),
         counted(row.missed))
        for row in figures.officers
    ]  # fmt: skip
    return Table(_("By account officer"), head, rows, (1, 2, 3, 4, 5, 6, 7))


def _groups(figures: WeeklyFigures) -> Iterable[Table]:
    segments = {code: str(label) for code, label in Segment.choices}
    yield _group(_("Customers by product"), figures.products, {})
    yield _group(_("Customers by source"), figures.sources, source_labels())
    yield _group(_("Customers by segment"), figures.segments, segments)


def _group(title: str, shares: list[Share], names: dict[str, str]) -> Table:
    rows = [
        (names.get(share.key, share.key) or _("Not stated"), counted(share.customers),
         counted(share.new), short_rupiah(share.amount))
        for share in shares
    ]  # fmt: skip
    return Table(title, (_("Group"), _("Customers"), _("New"), _("Pipeline")), rows, (1, 2, 3))
