"""The board: one column for each open rung of a ladder, figures from the summary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.marks import stage_ring
from core.money import format_rupiah, short_rupiah
from core.periods import start_of_day
from org.access.permissions import Permission as P
from org.models import User
from products.types import Kind, product_types
from products.types.base import Stage
from prospects.cards import Card, calendars, card
from prospects.filters import OpportunityFilter
from prospects.models import Opportunity

CARDS = 15
MORE = 20
MOST = 200
BAR = 200  # units of the drawing
KIND_LABELS: dict[str, str | Promise] = {
    Kind.CREDIT: gettext_lazy("Credit"),
    Kind.FUNDING: gettext_lazy("Funding"),
}
# What stands at the top of a column that fills itself: (who fills it, what moves the card).
LOCKS: dict[str, tuple[str | Promise, str | Promise]] = {
    "decision": (
        gettext_lazy("from the approver"),
        gettext_lazy("The card comes here once the decision is recorded."),
    ),
    "sppk": (
        gettext_lazy("from the SPPK letter"),
        gettext_lazy("The card comes here once the SPPK number is recorded."),
    ),
    "signing": (
        gettext_lazy("from credit administration"),
        gettext_lazy("The card comes here once the akad is recorded."),
    ),
}


@dataclass(frozen=True)
class Board:
    """The ladder that several families share."""

    key: str
    label: str
    stages: tuple[Stage, ...]

    @property
    def columns(self) -> tuple[Stage, ...]:
        """The rungs of the running pipeline: all but the one that wins."""
        return self.stages[:-1]

    def stage(self, code: str) -> Stage | None:
        """Return the column's rung."""
        return next((stage for stage in self.columns if stage.code == code), None)


def boards() -> list[Board]:
    """Return one board a kind; the families of a kind share their ladder."""
    found: dict[str, Board] = {}
    for family in product_types().values():
        key = str(family.kind)
        found.setdefault(key, Board(key, str(KIND_LABELS[family.kind]), family.ladder))
    return list(found.values())


@dataclass(frozen=True)
class Column:
    """One column, ready for the template."""

    code: str
    label: str
    ring: SafeString
    count: int
    amount: str
    amount_full: str
    total: Decimal
    is_locked: bool
    source: str
    lock: str
    cards: list[Card]
    hidden: int
    more_url: str
    bar: list[tuple[str, str, str]] = field(default_factory=list)
    is_current: bool = False
    is_oob: bool = False


@dataclass(frozen=True)
class View:
    """Who looks at which board, with which filter, when."""

    user: User
    board: Board
    wanted: OpportunityFilter
    now: datetime
    today: date

    @property
    def with_owner(self) -> bool:
        """Several officers share the board: cards then carry initials."""
        return self.user.may(P.DASHBOARD_VIEW) and not self.wanted.get("owner")


def figures(view: View) -> dict[str, tuple[int, Decimal]]:
    """Return count and rupiah by rung, from the summary where it knows the person's rows."""
    if not view.user.access.reach.assignee_id:
        return view.wanted.stages(view.user)
    plain = view.wanted.rows(view.user, now=view.now, today=view.today).values("stage")
    sums: Any = plain.annotate(count=Count("pk"), total=Sum("amount"))
    return {row["stage"]: (int(row["count"]), row["total"]) for row in sums if row["count"]}


def _top(view: View, stages: Iterable[Stage], shown: dict[str, int]) -> list[Opportunity]:
    """Return the latest opportunities of each rung: their keys in one query, rows in another."""
    rows = view.wanted.rows(view.user, now=view.now, today=view.today)
    order = ("-updated_at", "-pk")
    parts = [
        rows.filter(stage=stage.code)
        .order_by(*order)
        .values_list("pk", flat=True)[: shown.get(stage.code, CARDS)]
        for stage in stages
    ]
    keys = list(parts[0].union(*parts[1:], all=True)) if len(parts) > 1 else list(parts[0])
    found = rows.filter(pk__in=keys).select_related("product", "prospect", "branch", "owner")
    return list(found.order_by(*order))


def _work(view: View) -> dict[str, tuple[int, int]]:
    """Return by rung how many have no next step and how many a late one."""
    rows = view.wanted.rows(view.user, now=view.now, today=view.today).values("stage")
    midnight = start_of_day(view.now, view.user.zone)
    sums = rows.annotate(
        none=Count("pk", filter=Q(prospect__next_step_at=None)),
        late=Count("pk", filter=Q(prospect__next_step_at__lt=midnight)),
    )
    return {row["stage"]: (row["none"], row["late"]) for row in sums}


def _bar(count: int, none: int, late: int) -> list[tuple[str, str, str]]:
    """Return (class, x, width) of planned, without step and late, over the whole width."""
    if not count:
        return []
    parts, at = [], Decimal(0)
    planned = max(0, count - none - late)
    for css, n in (("ao-f3", planned), ("ao-fw", none), ("ao-fb", late)):
        width = Decimal(BAR * n) / count
        if n:
            parts.append((css, f"{at:.1f}", f"{max(width - Decimal('1.5'), Decimal(1)):.1f}"))
        at += width
    return parts


def columns(
    view: View, *, only: Iterable[str] = (), shown: dict[str, int] | None = None,
    current: str = "", is_oob: bool = False, with_bars: bool = True,
) -> list[Column]:  # fmt: skip
    """Return the columns, or those named by `only`, in the order of the ladder.

    Without bars they are quick for any number of rows: `bars` gives them later.
    """
    names = set(only)
    stages = [stage for stage in view.board.columns if not names or stage.code in names]
    shown = shown or {}
    sums, rows = figures(view), _top(view, stages, shown)
    work = _work(view) if with_bars else {}
    closed = calendars(rows)
    may_change = view.user.may(P.OPPORTUNITY_CHANGE)
    cards: dict[str, list[Card]] = defaultdict(list)
    for row in rows:
        cards[row.stage].append(
            card(row, now=view.now, today=view.today, closed=closed[row.branch_id],
                 may_move=may_change and not row.rung.is_confirmed
             and row.prospect.restricted_at is None, with_owner=view.with_owner, user=view.user)
        )  # fmt: skip
    return [
        _column(view, stage, sums.get(stage.code, (0, Decimal(0))), cards[stage.code],
                work.get(stage.code, (0, 0)) if with_bars else None, current=current,
                is_oob=is_oob)
        for stage in stages
    ]  # fmt: skip


def _column(
    view: View, stage: Stage, sums: tuple[int, Decimal], cards: list[Card],
    work: tuple[int, int] | None,
    *, current: str, is_oob: bool,
) -> Column:  # fmt: skip
    source, lock = LOCKS.get(stage.code, ("", ""))
    count, amount = sums
    position = view.board.stages.index(stage)
    more = view.wanted.query(column=stage.code, shown=str(min(len(cards) + MORE, MOST)))
    return Column(
        code=stage.code,
        label=str(stage.label),
        ring=stage_ring(position, len(view.board.stages) - 1),
        count=count,
        amount=short_rupiah(amount),
        amount_full=format_rupiah(amount),
        total=amount,
        is_locked=stage.is_confirmed,
        source=str(source),
        lock=str(lock),
        cards=cards,
        hidden=max(0, count - len(cards)),
        more_url=more,
        bar=_bar(count, *work) if work else [],
        is_current=stage.code == current,
        is_oob=is_oob,
    )


def has_late_bars(view: View) -> bool:
    """Whether whole branches are shown: all their rows are counted after the page is there."""
    return view.user.access.reach.is_by_branch and not view.wanted.get("owner")


def bars(view: View) -> list[dict[str, Any]]:
    """Return the bar of each column: what is planned, without a step and late."""
    sums, work = figures(view), _work(view)
    return [
        {"code": stage.code, "bar": _bar(sums[stage.code][0], *work.get(stage.code, (0, 0)))}
        for stage in view.board.columns if stage.code in sums
    ]  # fmt: skip


def hint() -> str:
    """Return what the menu says about the rungs that cannot be chosen."""
    return _("Decision to disbursement follow the decision, the letter and credit administration.")
