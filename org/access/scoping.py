"""Which rows a person reaches, and the only doors to scoped tables.

A scoped row carries its own `owner` and `branch`, so reach is a plain condition on the row: no
join, no DISTINCT, served by the indexes of the lists.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NoReturn, Self, TypeVar

from django.db import models
from django.db.models import Q

from org.access.permissions import Permission
from org.access.roles import GRANTS, Role, Scope

if TYPE_CHECKING:
    from org.models import User

Row = TypeVar("Row", bound=models.Model)
Rows = TypeVar("Rows", bound="ScopedQuerySet[Any]")


class UnscopedQuery(RuntimeError):
    """A scoped table was read without saying for whom."""


@dataclass(frozen=True)
class Reach:
    """The rows a person reaches: all, those of branches, of owners, or assigned to him."""

    bank: bool = False
    branch_ids: frozenset[int] = frozenset()
    owner_ids: frozenset[int] = frozenset()
    assignee_id: int | None = None

    @property
    def is_by_branch(self) -> bool:
        """Whether all rows of the branches are reached, so that totals of branches answer."""
        return self.bank or bool(self.branch_ids and not (self.owner_ids or self.assignee_id))

    def holds(self, row: ScopedModel) -> bool:
        """Tell of a row at hand what `condition` asks the database; assignees are not looked at."""
        return self.bank or row.owner_id in self.owner_ids or row.branch_id in self.branch_ids

    def __or__(self, other: Reach) -> Reach:
        return Reach(
            self.bank or other.bank,
            self.branch_ids | other.branch_ids,
            self.owner_ids | other.owner_ids,
            self.assignee_id or other.assignee_id,
        )

    def condition(self, assignee_field: str = "") -> Q | None:
        """Return the WHERE condition; None when nothing is reached."""
        if self.bank:
            return Q()
        parts = [
            Q(**{f"{name}__in": sorted(ids)}) if len(ids) > 1 else Q(**{name: next(iter(ids))})
            for name, ids in (("owner_id", self.owner_ids), ("branch_id", self.branch_ids))
            if ids
        ]
        if assignee_field and self.assignee_id:
            parts.append(Q(**{assignee_field: self.assignee_id}))
        condition: Q | None = None
        for part in parts:
            condition = part if condition is None else condition | part
        return condition


@dataclass(frozen=True)
class Access:
    """What a person may do now, stand-in posts included."""

    permissions: frozenset[Permission] = frozenset()
    reach: Reach = field(default_factory=Reach)

    def __or__(self, other: Access) -> Access:
        return Access(self.permissions | other.permissions, self.reach | other.reach)


def _branch_ids(user: User) -> frozenset[int]:
    """Return the person's branch and its sub-branches, which sign-in has read already."""
    from org.models import Branch

    if user.branch_id is None:
        return frozenset()
    below = getattr(user, "sub_branch_ids", None)
    if below is None:
        below = Branch.objects.filter(parent_id=user.branch_id).values_list("pk", flat=True)
    return frozenset({user.branch_id, *below})


def _region_branch_ids(region_id: int | None) -> frozenset[int]:
    from org.models import Branch

    if region_id is None:
        return frozenset()
    return frozenset(Branch.objects.filter(region_id=region_id).values_list("pk", flat=True))


def _team_owner_ids(user: User) -> frozenset[int]:
    from org.models import User as Person

    if user.team_id is None:
        return frozenset({user.pk})
    members = Person.objects.filter(team_id=user.team_id).values_list("pk", flat=True)
    return frozenset({user.pk, *members})


def reach_of(user: User) -> Reach:
    """Return the rows that the person's own post reaches."""
    scope = GRANTS[Role(user.role)].scope
    match scope:
        case Scope.BANK:
            return Reach(bank=True)
        case Scope.REGION:
            return Reach(branch_ids=_region_branch_ids(user.region_id))
        case Scope.BRANCH:
            return Reach(branch_ids=_branch_ids(user))
        case Scope.TEAM:
            return Reach(owner_ids=_team_owner_ids(user))
        case Scope.OWN:
            return Reach(owner_ids=frozenset({user.pk}))
        case Scope.ASSIGNED:
            return Reach(assignee_id=user.pk)
    return Reach()


def access_of(user: User, today: date) -> Access:
    """Return the person's own rights joined with those of the posts he stands in for today."""
    from org.models import Delegation

    if not user.is_active:
        return Access()
    access = Access(GRANTS[Role(user.role)].permissions, reach_of(user))
    if not getattr(user, "may_stand_in", True):  # read with the person at the door
        return access
    for principal in Delegation.objects.principals_of(user, today):
        access |= Access(GRANTS[Role(principal.role)].permissions, reach_of(principal))
    return access


class ScopedQuerySet(models.QuerySet[Row], Generic[Row]):
    """The rows of a scoped table. Obtained by `visible_to` or `system` only."""

    assignee_field: ClassVar[str] = ""

    def within(self, reach: Reach) -> Self:
        """Keep the rows inside `reach`."""
        condition = reach.condition(self.assignee_field)
        return self.none() if condition is None else self.filter(condition)


class ScopedManager(Generic[Rows]):
    """`Model.objects`: the two doors and no others."""

    def __init__(self, rows: type[Rows]) -> None:
        self._rows = rows

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        """Attach to the model class; called by Django."""
        self._model = model
        setattr(model, name, self)

    def visible_to(self, user: User) -> Rows:
        """Return the rows `user` may see now; none for a person who is not signed in."""
        rows = self._rows(self._model)
        if not getattr(user, "is_authenticated", False):
            return rows.none()
        return rows.within(user.access.reach)

    def system(self, reason: str) -> Rows:
        """Return all rows for a job that acts for nobody. `reason` is for the reader."""
        if not reason:
            raise UnscopedQuery("Say why the whole table is read.")
        return self._rows(self._model)

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("_"):
            raise AttributeError(name)
        raise UnscopedQuery(
            f"objects.{name}: use objects.visible_to(user) or objects.system('reason')."
        )


class ScopedModel(models.Model):
    """A row that belongs to an officer and a branch."""

    owner = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey("org.Branch", on_delete=models.PROTECT, related_name="+")

    # Django's own validation needs a plain manager; declared first so that it is the default.
    _unscoped: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "_unscoped"
        default_manager_name = "_unscoped"
