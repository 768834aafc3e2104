"""What changed hands after a week ended, so that its report still finds it where it was then."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, Case, DateTimeField, F, Q, QuerySet, Value, When

from followups.models import FollowUp, FollowUpPast
from org.models import User
from prospects.models import Prospect, ProspectPast
from reports.weekly.target import Span, Target

REASON = "weekly report of a past week"


def _first(rows: QuerySet[Any], name: str, span: Span) -> dict[int, Any]:
    """Return how each stood when the week ended, by the id of what `name` points to."""
    first = rows.filter(until__gte=span.until).order_by(f"{name}_id", "until", "pk")
    return {getattr(row, f"{name}_id"): row for row in first.distinct(f"{name}_id")}


def _touched(rows: QuerySet[Any], name: str, target: Target, span: Span) -> dict[int, Any]:
    """Do so for those that were the target's some time since, or are now."""
    mine = target.rows() | target.rows(prefix=f"{name}__")
    ids = rows.filter(mine, until__gte=span.until).values(f"{name}_id")
    return _first(rows.filter(**{f"{name}_id__in": ids}), name, span)


def prospects_of(target: Target, span: Span) -> list[Prospect]:
    """Return the people logged on the days of the week who were in the target's care at its end.

    Source and segment are as they were then; the rows are for reading only.
    """
    week = (span.week.start, span.week.end)
    changes = ProspectPast.objects.system(REASON).filter(prospect__created_on__range=week)
    past = _touched(changes, "prospect", target, span)
    then = [pk for pk, row in past.items() if target.holds(row)]
    rows = Prospect.objects.system(REASON).filter(created_on__range=week)
    held = rows.filter(target.rows() & ~Q(pk__in=list(past)) | Q(pk__in=then))
    return _as_then(held.only(*_READ).order_by("pk"), past)


_READ = ("pk", "source", "segment", "owner", "branch")


def _as_then(rows: Iterable[Prospect], past: dict[int, ProspectPast]) -> list[Prospect]:
    found = list(rows)
    for row in found:
        if before := past.get(row.pk):
            row.source, row.segment = before.source, before.segment
    return found


def set_back(prospects: Iterable[Prospect], span: Span) -> None:
    """Give these prospects source and segment as they were when the week ended."""
    rows = list(prospects)
    changes = ProspectPast.objects.system(REASON).filter(prospect__in={row.pk for row in rows})
    _as_then(rows, _first(changes, "prospect", span))


def steps_of(target: Target, span: Span) -> QuerySet[Any]:
    """Return the steps the target owed as the week ended, `was_due` being their moment then.

    Later moves, hand-overs and steps given up are looked through.
    """
    past = _touched(FollowUpPast.objects.system(REASON), "follow_up", target, span)
    then = [pk for pk, row in past.items() if target.holds(row) and not row.is_cancelled]
    owed = target.rows() & ~Q(state="cancelled") & ~Q(pk__in=list(past))
    rows = FollowUp.objects.system(REASON).filter(created_at__lt=span.until)
    return rows.filter(owed | Q(pk__in=then)).annotate(
        was_due=_as_was("due_at", past, then), was_owner_id=_as_was("owner_id", past, then)
    )


def _as_was(name: str, past: dict[int, FollowUpPast], ids: list[int]) -> Case | F:
    """Return the column as it was for these steps, and as it is for all others."""
    kind = DateTimeField() if name == "due_at" else BigIntegerField()
    whens = [When(pk=pk, then=Value(getattr(past[pk], name), output_field=kind)) for pk in ids]
    return Case(*whens, default=F(name), output_field=kind) if whens else F(name)


def give_back(steps: Iterable[Any]) -> list[Any]:
    """Put the owner of then on steps of `steps_of`; the rows are for reading only."""
    rows = list(steps)
    moved = [row for row in rows if row.was_owner_id != row.owner_id]
    owners = User.objects.in_bulk({row.was_owner_id for row in moved})
    for row in moved:
        row.owner = owners[row.was_owner_id]
    return rows
