"""At which hour a customer usually answers: proposed for the next call, with what it rests on.

Only calls count, by the clock of the branch, in stretches of two hours within which an offer may be
made. A stretch is proposed from a number of calls on that the bank sets, and only where most of
them were answered: first of this customer, on the weekday of the call or on any day, then of his
branch, which was called often enough to say anything. Otherwise nothing is proposed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, Q
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay
from django.utils.translation import gettext as _

from core.formats import day_name
from followups.models import Interaction
from followups.outcomes import Channel
from followups.querysets import InteractionQuerySet
from org.models import BankSettings, Branch
from prospects.models import Prospect

FIRST, LAST, STRETCH = 8, 18, 2  # the hours in which offers may be made
PROPOSED_HOURS = {f"{first:02d}:00" for first in range(FIRST, LAST, STRETCH)}
BRANCH_DAYS = timedelta(days=90)
MONDAY = date(2026, 1, 5)  # any Monday: only its name is used
NO_TRY = "wrong_number"  # says nothing of the hour


@dataclass(frozen=True)
class Tally:
    """Calls of one weekday (1 Monday) in the two hours from `first`, and how many were answered."""

    weekday: int
    first: int
    tries: int
    answered: int


@dataclass(frozen=True)
class Proposal:
    """The stretch in which most calls were answered. `weekday` is None where all days count."""

    first: int
    tries: int
    answered: int
    weekday: int | None = None
    is_of_branch: bool = False

    @property
    def part(self) -> Decimal:
        """Which part of the calls was answered."""
        return Decimal(self.answered) / self.tries

    @property
    def hour(self) -> time:
        """When to call."""
        return time(self.first)

    @property
    def words(self) -> str:
        """Return *Biasanya terjawab 16.00–18.00 (3 dari 4)*, with the weekday where it counts."""
        stretch = f"{self.first:02d}.00–{self.first + STRETCH:02d}.00"
        if self.weekday is not None:
            stretch = f"{day_name(MONDAY + timedelta(days=self.weekday - 1))} {stretch}"
        told = {"hours": stretch, "answered": self.answered, "tries": self.tries}
        if self.is_of_branch:
            text = _(
                "Calls of the branch are usually answered %(hours)s (%(answered)s of %(tries)s)"
            )
            return text % told
        return _("Usually answered %(hours)s (%(answered)s of %(tries)s)") % told


def tallies(calls: InteractionQuerySet, branch: Branch) -> list[Tally]:
    """Return the calls by weekday and two hours of the branch's clock, in one query."""
    rows = (
        calls.valid().filter(channel=Channel.CALL).exclude(outcome=NO_TRY)
        .annotate(weekday=ExtractIsoWeekDay("at", tzinfo=branch.zone),
                  hour=ExtractHour("at", tzinfo=branch.zone))
        .filter(hour__gte=FIRST, hour__lt=LAST)
        .order_by().values_list("weekday", "hour")
        .annotate(tries=Count("pk"), answered=Count("pk", filter=Q(is_reached=True)))
    )  # fmt: skip
    return [
        Tally(weekday, hour - (hour - FIRST) % STRETCH, tries, answered)
        for weekday, hour, tries, answered in rows
    ]


def best_of(
    rows: Iterable[Tally], needed: int, weekday: int | None = None, *, is_of_branch: bool = False
) -> Proposal | None:
    """Return the stretch with the highest part answered among those with `needed` calls.

    That of the weekday where it has one, else that of all days. The one with more calls wins a
    tie, then the earlier; none where most calls of it were missed.
    """
    rows = list(rows)
    if weekday is not None:
        same_day = [row for row in rows if row.weekday == weekday]
        found = best_of(same_day, needed, is_of_branch=is_of_branch)
        if found:
            return replace(found, weekday=weekday)
    sums: dict[int, list[Tally]] = {}
    for row in rows:
        sums.setdefault(row.first, []).append(row)
    found_all = [
        Proposal(first, sum(row.tries for row in some), sum(row.answered for row in some),
                 is_of_branch=is_of_branch)
        for first, some in sums.items()
    ]  # fmt: skip
    good = [one for one in found_all if one.tries >= needed and one.answered * 2 > one.tries]
    return max(good, key=lambda one: (one.part, one.tries, -one.first), default=None)


@dataclass(frozen=True)
class Hours:
    """What the calls to a prospect say, and those of his branch where they are too few."""

    prospect: Prospect
    branch: Branch
    since: date

    @cached_property
    def own(self) -> list[Tally]:
        """The calls to himself."""
        calls = Interaction.objects.system("calls to a reachable prospect")
        return tallies(calls.filter(prospect=self.prospect), self.branch)

    @cached_property
    def of_branch(self) -> list[Tally]:
        """Those of his branch: numbers only, no names."""
        calls = Interaction.objects.system("calls of a branch, counted only")
        return tallies(calls.filter(branch=self.branch, on_date__gte=self.since), self.branch)

    def on(self, day: date | None = None) -> Proposal | None:
        """Return what is proposed for a call, on `day` if it is known; two queries at most."""
        bank, weekday = BankSettings.current(), day.isoweekday() if day else None
        found = best_of(self.own, bank.hour_tries, weekday)
        # What is known of himself counts, also that no hour stands out.
        if found or sum(row.tries for row in self.own) >= bank.hour_tries:
            return found
        return best_of(self.of_branch, bank.hour_tries_branch, weekday, is_of_branch=True)


def hours_of(prospect: Prospect, branch: Branch, today: date) -> Hours:
    """Return what is known of the hours of a reachable prospect."""
    return Hours(prospect, branch, today - BRANCH_DAYS)


def hour_hint(prospect: Prospect, branch: Branch, today: date) -> str:
    """Return the words beside the hour of a step that is planned; empty where nothing is known."""
    found = hours_of(prospect, branch, today).on()
    return found.words if found else ""
