"""One person's day: what *Hari ini* shows, in a fixed number of queries."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Subquery, Sum
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.business_days import next_business_day
from core.formats import month_name, short_date
from core.money import short_rupiah
from followups import links
from followups.concerns import NO_STEP, Concern, concerns_of
from followups.models import FollowUp
from followups.outcomes import holidays_ahead
from followups.querysets import FollowUpQuerySet
from followups.rows import (
    AgendaRow,
    LateRow,
    NextCard,
    agenda_row,
    coming_row,
    day_title,
    late_row,
    next_card,
)
from followups.words import day_words, greeting
from org.models import BankSettings, Branch, User
from products.types import Kind, product_types
from prospects.models import Disbursement

LATE_SHOWN = 5
COMING_DAYS = timedelta(days=7)
COMING_SHOWN = 5
DAY_SHOWN = 60


@dataclass(frozen=True)
class Day:
    """Ready strings for the page."""

    title: str
    greeting: str
    done: int
    total: int
    agenda_words: str
    month: str
    disbursed: str
    disbursed_count: int
    next: NextCard | None
    late: list[LateRow]
    late_count: int
    late_url: str
    tomorrow: str
    agenda: list[AgendaRow]
    coming: list[AgendaRow]
    ahead: list[dict[str, str]]
    concerns: list[Concern]
    quick: list[dict[str, str]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do and nothing was done."""
        return not any((self.agenda, self.late, self.coming, self.concerns))

    @property
    def is_cared_for(self) -> bool:
        """Whether every one of his prospects has a next step, though none within a week."""
        return not self.coming and all(one.code != NO_STEP for one in self.concerns)


def steps_of(user: User) -> FollowUpQuerySet:
    """Return the person's own steps with what a row shows."""
    rows = FollowUp.objects.visible_to(user).of(user)
    return rows.select_related("prospect", "opportunity__product", "branch")


def late_steps(user: User, today: date) -> tuple[list[FollowUp], int]:
    """Return the first late steps and how many there are, in one query.

    They are counted beside the rows, not over them: what a row shows is looked up for few.
    """
    every = FollowUp.objects.visible_to(user).of(user).overdue(today).order_by()
    number = every.values("owner").annotate(n=Count("pk")).values("n")
    rows = steps_of(user).overdue(today).annotate(total=Subquery(number)).in_order()
    shown: list[Any] = list(rows[:LATE_SHOWN])
    return shown, shown[0].total if shown else 0


def steps_of_day(user: User, today: date) -> list[FollowUp]:
    """Return what was done today and what is to be done today."""
    due = Q(state="open", prospect__archived_at=None, prospect__restricted_at=None, due_on=today)
    return list(steps_of(user).filter(due | Q(state="done", done_on=today)).in_order()[:DAY_SHOWN])


def steps_coming(user: User, today: date) -> list[FollowUp]:
    """Return what comes first within a week: an index gives them without looking at the rest."""
    rows = steps_of(user).open().between(today + timedelta(days=1), today + COMING_DAYS)
    return list(rows.in_order()[:DAY_SHOWN])


def disbursed_in_month(user: User, today: date) -> tuple[Decimal, int]:
    """Return *realisasi* of the month: confirmed loans of this officer, and their NOA."""
    credit = [code for code, family in product_types().items() if family.kind == Kind.CREDIT]
    rows = Disbursement.objects.visible_to(user).confirmed().filter(owner=user)
    rows = rows.between(today.replace(day=1), today).filter(product__family__in=credit)
    sums = rows.aggregate(amount=Sum("amount"), noa=Count("pk", filter=Q(is_first=True)))
    return sums["amount"] or Decimal(0), sums["noa"]


def _in_day_order(step: FollowUp) -> tuple[bool, datetime, int]:
    """Sort timed steps by the clock, those without an hour after them."""
    return not step.is_timed, step.due_at, step.pk


def _at_hand(open_today: list[FollowUp]) -> FollowUp | None:
    return open_today[0] if open_today else None


def branch_of(user: User, steps: list[FollowUp]) -> Branch | None:
    """Return whose calendar counts: the person's branch, or that of his first step."""
    return user.branch or (steps[0].branch if steps else None)


def day_of(user: User, now: datetime, today: date) -> Day:
    """Return the day of `user`. Eight queries at most, whatever the number of rows."""
    late, late_count = late_steps(user, today)
    of_day, coming = steps_of_day(user, today), steps_coming(user, today)
    done = [step for step in of_day if not step.is_open]
    open_today = sorted((step for step in of_day if step.is_open), key=_in_day_order)
    branch = branch_of(user, [*late, *of_day, *coming])
    holidays = holidays_ahead(branch, today) if branch else set()
    tomorrow = next_business_day(today, holidays)
    disbursed, noa = disbursed_in_month(user, today)
    first = _at_hand(open_today)
    total = len(done) + len(open_today)
    return Day(
        title=day_title(today),
        greeting=greeting(now.astimezone(user.zone), user.full_name),
        done=len(done),
        total=total,
        agenda_words=_("%(done)d of %(total)d done") % {"done": len(done), "total": total},
        month=month_name(today.month),
        disbursed=short_rupiah(disbursed),
        disbursed_count=noa,
        next=next_card(first, now, user, BankSettings.load().name) if first else None,
        late=[late_row(step, today, tomorrow) for step in late],
        late_count=late_count,
        late_url=links.page("prospects:prospect-list", owned="mine", step="late"),
        tomorrow=capfirst(day_words(tomorrow, today)),
        agenda=[
            agenda_row(step, is_next=step is first)
            for step in sorted([*done, *open_today], key=_in_day_order)
        ],
        coming=[coming_row(step, today) for step in coming[:COMING_SHOWN]],
        ahead=days_ahead(coming, is_cut=len(coming) == DAY_SHOWN),
        concerns=concerns_of(user, now, today),
        quick=quick_log(),
    )


def days_ahead(coming: list[FollowUp], *, is_cut: bool) -> list[dict[str, str]]:
    """Return how many steps each day of the week to come holds, once there are more than shown.

    When the list was cut, its last day may hold more and is left out.
    """
    if len(coming) <= COMING_SHOWN:
        return []
    days = sorted(Counter(step.due_on for step in coming).items())
    return [
        {
            "day": short_date(day),
            "count": str(number),
            "url": links.page("followups:calendar", day=day.isoformat(), view="day"),
        }
        for day, number in (days[:-1] if is_cut else days)
    ]


def quick_log() -> list[dict[str, str]]:
    """Return the four buttons that log something nobody had planned."""
    rows = [
        ("phone", _("Call"), links.page("followups:log", channel="call")),
        ("map-pin", _("Visit"), links.page("followups:log", channel="visit")),
        ("brand-whatsapp", _("WA"), links.page("followups:log", channel="whatsapp")),
        ("user-plus", _("Prospect"), links.page("prospects:prospect-add")),
    ]
    return [{"icon": icon, "label": label, "url": url} for icon, label, url in rows if url]
