"""What falls due: papers that may follow later, and papers whose last day comes near."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.checklist import SOON
from documents.models import Document
from documents.models.document import DocumentQuerySet
from org.models import Branch, User

State = Document.State
KINDS: dict[str, str | Promise] = {"deferred": _("To follow (TBO)"), "expiry": _("Validity")}
# Days late, from and to; the sign is turned for what is still to come.
AGES: dict[str, tuple[int | None, int | None, str | Promise]] = {
    "old": (31, None, _("over 30 days late")),
    "month": (8, 30, _("8–30 days late")),
    "week": (1, 7, _("1–7 days late")),
    "soon": (-SOON, 0, _("due within 14 days")),
    "later": (None, -SOON - 1, _("later")),
}


def _within(code: str, today: date) -> Q:
    """Return the condition of an age: so many days late, both ends included."""
    least, most, _label = AGES[code]
    found = Q()
    if least is not None:
        found &= Q(watch_on__lte=today - timedelta(days=least))
    if most is not None:
        found &= Q(watch_on__gte=today - timedelta(days=most))
    return found


def watched(user: User, today: date) -> DocumentQuerySet:
    """Return the papers in reach that follow later, or expire within 14 days or have expired."""
    near = Q(state__in=[State.RECEIVED, State.CHECKED],
             watch_on__lte=today + timedelta(days=SOON))  # fmt: skip
    rows = Document.objects.visible_to(user).in_use()
    return rows.filter(Q(state=State.DEFERRED) | near, watch_on__isnull=False)


@dataclass
class Wanted:
    """What the list is asked for; unknown values are left out."""

    kind: str = ""
    age: str = ""
    owner: str = ""
    branch: str = ""
    _texts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """Read the parameters of an address."""
        kind, age = query.get("kind", ""), query.get("age", "")
        return cls(
            kind if kind in KINDS else "", age if age in AGES else "",
            query.get("owner", "")[:16], query.get("branch", "")[:16],
        )  # fmt: skip

    @property
    def values(self) -> dict[str, str]:
        """The parameters in force."""
        names = ("kind", "age", "owner", "branch")
        return {name: getattr(self, name) for name in names if getattr(self, name)}

    def query(self, **changes: str) -> str:
        """Return the query string with these parameters changed; empty ones are left out."""
        merged = {name: value for name, value in (self.values | changes).items() if value}
        return f"?{urlencode(merged)}"

    @cached_property
    def person(self) -> User | None:
        """The person whose papers are asked for."""
        return User.objects.filter(public_id=self.owner).first() if self.owner else None

    @cached_property
    def place(self) -> Branch | None:
        """The branch asked for."""
        return Branch.objects.filter(public_id=self.branch).first() if self.branch else None

    def narrow(self, rows: DocumentQuerySet) -> DocumentQuerySet:
        """Keep what fits kind, person and branch; the age is apart, so that ages can be counted."""
        if self.kind == "deferred":
            rows = rows.filter(state=State.DEFERRED)
        if self.kind == "expiry":
            rows = rows.exclude(state=State.DEFERRED)
        if self.owner:
            rows = rows.seen_to_by(self.person.pk if self.person else 0)
        if self.branch:
            rows = rows.filter(branch=self.place.pk if self.place else 0)
        return rows

    def of_age(self, rows: DocumentQuerySet, today: date) -> DocumentQuerySet:
        """Keep the age asked for."""
        return rows.filter(_within(self.age, today)) if self.age else rows


def by_age(rows: DocumentQuerySet, today: date) -> dict[str, int]:
    """Return how many rows there are of each age. One query."""
    counts: dict[str, Any] = {code: Count("pk", filter=_within(code, today)) for code in AGES}
    return dict(rows.aggregate(**counts))


def by_holder(
    rows: DocumentQuerySet, today: date, *, by_branch: bool, most: int = 30
) -> list[dict[str, Any]]:
    """Return count, late and longest wait for each branch, or each person who sees to it."""
    late = Q(watch_on__lt=today)
    if by_branch:
        grouped = rows.order_by().values(name=F("branch__name"), key=F("branch__public_id"))
    else:
        grouped = rows.order_by().values(
            name=Coalesce("responsible__full_name", "owner__full_name"),
            key=Coalesce("responsible__public_id", "owner__public_id"),
        )
    counted = grouped.annotate(n=Count("pk"), late=Count("pk", filter=late))
    return [dict(one) for one in counted.order_by("-late", "-n", "name")[:most]]
