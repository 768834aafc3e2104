"""Follow-ups and contacts of a week, by the day on the branch's calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet

from core.periods import last_weeks
from followups.models import FollowUp, Interaction
from followups.outcomes import Channel
from prospects.models import Prospect
from reports.weekly.figures import FollowUps, WeekActivity
from reports.weekly.past import give_back, steps_of
from reports.weekly.target import Span, Target

WEEKS_SHOWN = 6
DORMANT_AFTER = timedelta(days=30)
VISITS = (Channel.VISIT, Channel.MEETING)
REASON = "weekly report of a past week"


def contacts(target: Target, span: Span) -> QuerySet[Interaction, Interaction]:
    """Return the contacts recorded by the end of the week and not taken back by then.

    An officer's are those he made himself: the rows follow the prospect when it changes hands.
    """
    return (
        Interaction.objects.system(REASON)
        .filter(target.rows("by_id"), at__lt=span.until)
        .filter(Q(undone_at=None) | Q(undone_at__gte=span.until))
    )


def six_weeks(target: Target, span: Span) -> list[WeekActivity]:
    """Count visits and calls of the last six weeks, the oldest first."""
    weeks = last_weeks(span.week, WEEKS_SHOWN)
    counts: list[Any] = list(
        contacts(target, span).between(weeks[0].start, weeks[-1].end)  # type: ignore[attr-defined]
        .values_list("on_date", "channel").annotate(n=Count("pk"))
    )  # fmt: skip
    return [
        WeekActivity(
            week.number,
            sum(n for day, channel, n in counts if day in week and channel in VISITS),
            sum(n for day, channel, n in counts if day in week and channel == Channel.CALL),
        )
        for week in weeks
    ]


def follow_ups(target: Target, span: Span) -> FollowUps:
    """Count what was done in the week, what was missed of it, and what is late at its end."""
    done = Q(done_at__gte=span.start, done_at__lt=span.until)
    due = Q(was_due__gte=span.start, was_due__lt=span.until)
    on_time = Q(done_at__lt=span.until, done_on__lte=F("due_on"))
    undone = Q(done_at=None) | Q(done_at__gte=span.until)
    counts = steps_of(target, span).aggregate(
        done=Count("pk", filter=done),
        missed=Count("pk", filter=due & ~on_time),
        late=Count("pk", filter=undone & Q(was_due__lt=span.until)),
    )
    return FollowUps(**counts)


def planned(target: Target, span: Span) -> list[FollowUp]:
    """Return what stood planned for the next week when this one ended, the earliest first."""
    after = span.week.next.bounds(span.zone)
    rows = steps_of(target, span).filter(Q(done_at=None) | Q(done_at__gte=span.until))
    return give_back(
        rows.filter(was_due__gte=after[0], was_due__lt=after[1])
        .select_related("prospect", "opportunity__product", "owner")
        .order_by("was_due", "pk")[:PLANNED_SHOWN]
    )


PLANNED_SHOWN = 40


def visits(target: Target, span: Span) -> list[Interaction]:
    """Return the visits of the week for the annex, the earliest first."""
    week = span.week
    return list(
        contacts(target, span)
        .filter(on_date__range=(week.start, week.end), channel__in=VISITS)
        .select_related("prospect", "opportunity__product", "next_follow_up", "by")
        .order_by("at", "pk")[:VISITS_SHOWN]
    )


VISITS_SHOWN = 120


def dormant(prospect_ids: set[int], span: Span) -> int:
    """Count customers with a running opportunity and no contact for 30 days at the week's end."""
    talked = dict(
        Interaction.objects.system(REASON)
        .filter(prospect_id__in=prospect_ids, at__lt=span.until, is_reached=True)
        .filter(Q(undone_at=None) | Q(undone_at__gte=span.until))
        .values_list("prospect_id").annotate(last=Max("at"))
    )  # fmt: skip
    born = Prospect.objects.system(REASON).filter(pk__in=prospect_ids)
    rows = born.values_list("pk", "created_at")
    limit = span.until - DORMANT_AFTER
    return sum(talked.get(pk, created_at) < limit for pk, created_at in rows)
