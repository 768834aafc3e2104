"""What a list of opportunities or of disbursements can be asked for.

Every figure of a dashboard links to one of the two lists, whose count and sum equal it. The query
parameters, all optional, joined by "and"; an unknown value is left out, never an error:

`prospects:opportunity-list` (and `prospects:board`, which takes kind, product, owner, branch)
    status      open (default), won, lost, any. The default becomes any when the link asks for
                what is over or when it came: closed, disbursed, created; lost with loss or reason
    stage       code of a rung, several with commas: documents,analysis
    phase       search, process, decision, disbursement
    kind        credit, funding
    family      code of a product family: kpr
    product     public id of a product
    owner       public id of a person
    branch      public id of a branch (sub-branches are rows of their own)
    region      public id of a region: all its branches
    month       expected close: 2026-12, or none
    holder      who holds the file: customer, officer, slik, appraiser, partner, notary, analyst,
                approver, credit_administration
    held_up     1: the holder is past his target today (*tertahan*)
    paused      1: paused until a day after today; 0: not paused
    awaiting    1: with a disbursement that waits for confirmation
    step        none: nothing planned for the prospect; late: planned for a moment that is over
    loss        bank or customer
    reason      code of a reason
    closed_from, closed_to          won or lost on these days, both included, as 2026-11-30
    disbursed_from, disbursed_to    with money confirmed on these days
    created_from, created_to        logged on these days
    tag         public id of a label that the prospect carries
    s           token of a remembered search for the person's name, number or company
    sort        updated (default), amount, amount_small, close, created, created_first
    view        public id of the saved view whose columns are shown

status, stage, phase, kind, family, product, owner, branch, region and month are keys of the
summary: a list asked for by these alone has its exact count and sum at once. Any other is counted
up to a limit, and wholly on demand (`count=all`).

`prospects:disbursement-list`: money, one row each part; count and sum are those of *realisasi*
    state       confirmed (default), awaiting, refused
    first       1: only first parts, which is NOA
    from, to    day of disbursement, both included
    kind, family, product, owner, branch, region    as above
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import Q, QuerySet, Sum

from core.paging import Order
from core.periods import start_of_day
from core.public_id import ALPHABET, LENGTH
from core.search import sort_name
from org.models import Branch, Region, User
from products.models import Product
from products.types import Phase, all_stages, product_types, stages_of_phase
from prospects.list_filter import tagged
from prospects.models import (
    BranchFigure,
    Disbursement,
    FileHolder,
    LossReason,
    Opportunity,
    PipelineFigure,
    Prospect,
)
from prospects.querysets import DisbursementQuerySet, OpportunityQuerySet

PUBLIC_ID = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
CODE = re.compile(r"[a-z_]{1,40}")
KINDS = ("credit", "funding")
SUMMARY_KEYS = frozenset(
    {"status", "stage", "phase", "kind", "family", "product", "owner", "branch", "region", "month"}
)
# What changes which rows come first, not which rows there are.
SHOWING = frozenset({"sort", "view"})
ORDERS = {
    "updated": Order("updated", "updated_at", is_descending=True),
    "amount": Order("amount", "amount", is_descending=True),
    "amount_small": Order("amount_small", "amount"),
    "close": Order("close", "expected_close_on", is_nullable=True),
    "created": Order("created", "created_on", is_descending=True),
    "created_first": Order("created_first", "created_on"),
}
OVER = ("closed_from", "closed_to", "disbursed_from", "disbursed_to", "created_from", "created_to")


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if len(text) == 10 else ""
    except ValueError:
        return ""


def _one_of(*values: str) -> Any:
    return lambda text: text if text in values else ""


def _stages(text: str) -> str:
    return ",".join(code for code in text.split(",") if code in all_stages())


def _like(pattern: re.Pattern[str]) -> Any:
    return lambda text: text if pattern.fullmatch(text) else ""


def _month(text: str) -> str:
    return text if text == "none" or MONTH.fullmatch(text) else ""


COMMON: dict[str, Any] = {
    "kind": _one_of(*KINDS),
    "family": lambda text: text if text in product_types() else "",
    "product": _like(PUBLIC_ID),
    "owner": _like(PUBLIC_ID),
    "branch": _like(PUBLIC_ID),
    "region": _like(PUBLIC_ID),
}
READERS: dict[str, Any] = {
    "status": _one_of("open", "won", "lost", "any"),
    "stage": _stages,
    "phase": _one_of(*Phase.values),
    **COMMON,
    "month": _month,
    "holder": _one_of(*FileHolder.values),
    "held_up": _one_of("1"),
    "paused": _one_of("0", "1"),
    "awaiting": _one_of("1"),
    "step": _one_of("none", "late"),
    "loss": _one_of(*LossReason.Kind.values),
    "reason": _like(CODE),
    **dict.fromkeys(OVER, _day),
    "tag": _like(PUBLIC_ID),
    "s": _like(PUBLIC_ID),
    "sort": _one_of(*ORDERS),
    "view": _like(PUBLIC_ID),
}
MONEY_READERS: dict[str, Any] = {
    "state": _one_of(*Disbursement.State.values),
    "first": _one_of("1"),
    "from": _day,
    "to": _day,
    **COMMON,
}


def _read(query: Mapping[str, str], readers: Mapping[str, Any]) -> dict[str, str]:
    """Return the values that can be used, in the order of `readers`."""
    read = {name: reader(query.get(name, "")) for name, reader in readers.items()}
    return {name: value for name, value in read.items() if value}


def _between(name: str, first: str, last: str) -> Q:
    condition = Q()
    if first:
        condition &= Q(**{f"{name}__gte": date.fromisoformat(first)})
    if last:
        condition &= Q(**{f"{name}__lte": date.fromisoformat(last)})
    return condition


@dataclass(frozen=True)
class Filter:
    """The usable parameters of one request."""

    values: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """Return the value, empty when it was not asked for."""
        return self.values.get(name, "")

    def query(self, **changes: str) -> str:
        """Return the query string with some parameters set, or dropped by an empty value."""
        merged = {name: value for name, value in (self.values | changes).items() if value}
        return f"?{urlencode(merged)}" if merged else "?"

    @cached_property
    def owner(self) -> User | None:
        """The person asked for."""
        return User.objects.filter(public_id=self.get("owner") or "-").first()

    @cached_property
    def branch(self) -> Branch | None:
        """The branch asked for."""
        return Branch.objects.filter(public_id=self.get("branch") or "-").first()

    @cached_property
    def region(self) -> Region | None:
        """The region asked for."""
        return Region.objects.filter(public_id=self.get("region") or "-").first()

    @cached_property
    def product(self) -> Product | None:
        """The product asked for."""
        return Product.objects.filter(public_id=self.get("product") or "-").first()

    def common(self) -> Q:
        """Return the conditions on owner, place and product, which all tables carry."""
        condition = Q()
        for name in ("owner", "branch", "product"):
            if self.get(name):
                row = getattr(self, name)
                condition &= Q(**{f"{name}_id": row.pk if row else 0})
        if self.get("region"):
            inside = Branch.objects.filter(region__public_id=self.get("region"))
            condition &= Q(branch_id__in=inside.values("pk"))
        families = [
            code
            for code, family in product_types().items()
            if self.get("kind") in ("", str(family.kind)) and self.get("family") in ("", code)
        ]
        if self.get("kind") or self.get("family"):
            condition &= Q(product_id__in=Product.objects.filter(family__in=families).values("pk"))
        return condition


@dataclass(frozen=True)
class OpportunityFilter(Filter):
    """What the list of opportunities is asked for."""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """Return the usable parameters of a request."""
        return cls(_read(query, READERS))

    @property
    def status(self) -> str:
        """The status asked for, or the one that the other parameters imply."""
        if self.get("status"):
            return self.get("status")
        if self.get("loss") or self.get("reason"):
            return "lost"
        return "any" if any(self.get(name) for name in OVER) else "open"

    @property
    def is_exact(self) -> bool:
        """Tell whether the summary knows count and sum."""
        return set(self.values) - SHOWING <= SUMMARY_KEYS

    @property
    def is_narrowed(self) -> bool:
        """Whether an empty result may come from a filter rather than from an empty list."""
        return bool(set(self.values) - SHOWING)

    @property
    def order(self) -> Order:
        """How the list is sorted."""
        return ORDERS[self.get("sort") or "updated"]

    def _keys(self, status: str = "status", stage: str = "stage") -> Q:
        """Return the conditions that rows and totals share; they name two columns differently."""
        condition = self.common()
        if self.status != "any":
            condition &= Q(**{status: self.status})
        if self.get("stage"):
            condition &= Q(**{f"{stage}__in": self.get("stage").split(",")})
        if self.get("phase"):
            condition &= Q(**{f"{stage}__in": stages_of_phase(Phase(self.get("phase")))})
        if self.get("month") == "none":
            condition &= Q(close_month=None)
        elif self.get("month"):
            condition &= Q(close_month=date.fromisoformat(f"{self.get('month')}-01"))
        return condition

    def _dates(self) -> Q:
        return _between("closed_on", self.get("closed_from"), self.get("closed_to")) & _between(
            "created_on", self.get("created_from"), self.get("created_to")
        )

    def _ends(self) -> Q:
        condition = Q()
        if self.get("loss"):
            condition &= Q(loss_reason__kind=self.get("loss"))
        if self.get("reason"):
            condition &= Q(loss_reason__code=self.get("reason"))
        return condition

    def _work(self, midnight: datetime, today: date) -> Q:
        """Return the conditions that depend on today."""
        condition = Q()
        if self.get("holder"):
            condition &= Q(holder=self.get("holder"))
        if self.get("held_up"):
            condition &= Q(status="open", holder_due_on__lt=today)
        if self.get("paused"):
            paused = Q(paused_until__gt=today)
            condition &= paused if self.get("paused") == "1" else ~paused
        if self.get("step") == "none":
            condition &= Q(prospect__next_step_at=None)
        if self.get("step") == "late":
            condition &= Q(prospect__next_step_at__lt=midnight)
        return condition

    def _money(self, user: User) -> Q:
        """Return the conditions on disbursements."""
        condition = Q()
        parts = Disbursement.objects.visible_to(user)
        if self.get("awaiting"):
            condition &= Q(pk__in=parts.awaiting().values("opportunity_id"))
        if self.get("disbursed_from") or self.get("disbursed_to"):
            days = _between("disbursed_on", self.get("disbursed_from"), self.get("disbursed_to"))
            condition &= Q(pk__in=parts.confirmed().filter(days).values("opportunity_id"))
        return condition

    def _people(self, user: User, text: str) -> Q:
        """Return the conditions on the person, asked of the prospects the reader sees."""
        condition = Q()
        if self.get("tag"):
            condition &= Q(prospect_id__in=tagged(self.get("tag"), user))
        if text and user.access.reach.assignee_id:
            return condition & Q(prospect__sort_name__contains=sort_name(text))
        if text:
            found = Prospect.objects.visible_to(user).matching(text)
            condition &= Q(prospect_id__in=found.values("pk"))
        return condition

    def rows(
        self, user: User, *, now: datetime, today: date, text: str = ""
    ) -> OpportunityQuerySet:
        """Return what the person sees of what was asked for; `text` is what he searched for."""
        return (
            Opportunity.objects.visible_to(user)
            .live()
            .filter(self._keys(), self._dates(), self._ends(), self._people(user, text))
            .filter(self._work(start_of_day(now, user.zone), today), self._money(user))
        )

    def figures(self, user: User) -> QuerySet[PipelineFigure]:
        """Return the totals of what was asked for; right only when `is_exact`."""
        return PipelineFigure.objects.visible_to(user).filter(self._keys())

    def total(self, user: User) -> tuple[int, Decimal]:
        """Return exact count and rupiah from the summary; right only when `is_exact`."""
        sums = self._totals(user)[0].aggregate(n=Sum("n"), amount=Sum("amount"))
        return int(sums["n"] or 0), Decimal(sums["amount"] or 0)

    def totals(self, user: User) -> QuerySet[Any]:
        """Return the rows of the summary to be added up; right only when `is_exact`."""
        return self._totals(user)[0]

    def stages(self, user: User) -> dict[str, tuple[int, Decimal]]:
        """Return exact count and rupiah of each stage; right only when `is_exact`."""
        rows, stage = self._totals(user)
        sums: Any = rows.values_list(stage).annotate(count=Sum("n"), total=Sum("amount"))
        return {code: (int(n), amount) for code, n, amount in sums.order_by() if n}

    def _totals(self, user: User) -> tuple[QuerySet[Any], str]:
        """Return the totals that answer with the fewest rows, and their name for the stage."""
        is_of_branches = not (self.get("owner") or self.get("month"))
        if is_of_branches and user.access.reach.is_by_branch:
            is_whole = user.access.reach.bank and not (self.get("branch") or self.get("region"))
            kind = "bank_pipeline" if is_whole else "pipeline"
            rows = BranchFigure.objects.visible_to(user).of(kind)
            return rows.filter(self._keys("state", "code")), "code"
        return self.figures(user), "stage"


@dataclass(frozen=True)
class DisbursementFilter(Filter):
    """What the list of disbursements is asked for."""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """Return the usable parameters of a request."""
        return cls(_read(query, MONEY_READERS))

    @property
    def state(self) -> str:
        """The state asked for: confirmed money unless said otherwise."""
        return self.get("state") or Disbursement.State.CONFIRMED

    def rows(self, user: User) -> DisbursementQuerySet:
        """Return the parts the person sees of what was asked for."""
        rows = Disbursement.objects.visible_to(user).filter(self.common(), state=self.state)
        if self.get("first"):
            rows = rows.filter(is_first=True)
        return rows.filter(_between("disbursed_on", self.get("from"), self.get("to")))
