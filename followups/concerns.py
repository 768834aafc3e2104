"""What an officer should look after that no step of his agenda names, most urgent first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from followups import links
from offers.models import Letter
from offers.resets import ahead
from org.models import User
from prospects.list_filter import ListFilter, rows_for
from prospects.models import HoldLapse, Prospect

NO_STEP = "none"
Words = Callable[[int], str]


@dataclass(frozen=True)
class Concern:
    """A line of *Hari ini* that opens the list it counts."""

    code: str
    icon: str
    words: str
    advice: str | Promise
    url: str


@dataclass(frozen=True)
class _Kind:
    code: str
    icon: str
    words: Words
    advice: Promise

    def url(self) -> str:
        """Return the address of the list that shows what is counted."""
        if self.code == "ending":
            return links.page("offers:letter-list", state="ending")
        if self.code == "resets":
            return links.page("followups:reset-list", owned="mine")
        return links.page("prospects:prospect-list", owned="mine", step=self.code)


KINDS = (
    _Kind(
        "ending", "mail",
        lambda n: ngettext("%(n)d letter ends soon", "%(n)d letters end soon", n),
        gettext_lazy("Within a week: ask for the answer, or write a new one"),
    ),
    _Kind(
        "lapsing", "alert-triangle",
        lambda n: ngettext("%(n)d hold ends soon", "%(n)d holds end soon", n),
        gettext_lazy("No contact for a month: talk to them, or the branch may pass them on"),
    ),
    _Kind(
        "resets", "trending-up",
        lambda n: ngettext("%(n)d rate is about to change", "%(n)d rates are about to change", n),
        gettext_lazy("Talk about it before the instalment changes"),
    ),
    _Kind(
        "dormant", "phone-off",
        lambda n: ngettext(
            "%(n)d prospect without contact for long", "%(n)d prospects without contact for long", n
        ),
        gettext_lazy("Talk to them again, or end what leads nowhere"),
    ),
    _Kind(
        NO_STEP, "route",
        lambda n: ngettext(
            "%(n)d prospect without a next step", "%(n)d prospects without a next step", n
        ),
        gettext_lazy("Set one so that nobody is forgotten"),
    ),
)  # fmt: skip


def concerns_of(user: User, now: datetime, today: date) -> list[Concern]:
    """Return what there is of each kind; one query counts all."""
    rows: dict[str, QuerySet[Any]] = {
        "ending": Letter.objects.visible_to(user).filter(owner=user).ending_soon(today),
        "lapsing": HoldLapse.objects.visible_to(user).warned(now).filter(owner=user),
        "resets": ahead(user, today, is_mine=True),
        "dormant": rows_for(ListFilter(owned="mine", step="dormant"), user=user, now=now),
        NO_STEP: Prospect.objects.visible_to(user).live().filter(owner=user).without_next_step(),
    }
    counts = [Coalesce(Subquery(_counted(rows[kind.code])), 0) for kind in KINDS]
    found = User.objects.filter(pk=user.pk).values_list(*counts).get()
    return [
        Concern(kind.code, kind.icon, kind.words(n) % {"n": n}, kind.advice, kind.url())
        for kind, n in zip(KINDS, found, strict=True)
        if n
    ]


def _counted(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    by_one = rows.order_by().annotate(one=Value(1)).values("one")
    return by_one.annotate(n=Count("pk")).values("n")
