"""Whom a weekly report is about, and the moments between which its week lies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from core.periods import Week
from org.access.roles import Role
from org.access.scoping import ScopedModel
from org.models import BankSettings, Branch, User
from reports.weekly.figures import Subject

INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Target:
    """One officer, or a branch with its sub-branches when `officer` is None."""

    branch: Branch
    branch_ids: frozenset[int]
    officer: User | None = None

    def rows(self, person: str = "owner_id", *, prefix: str = "") -> Q:
        """Return the condition on scoped rows; `person` names the column of the officer.

        `prefix` leads to the scoped row over a foreign key.
        """
        if self.officer is not None:
            return Q(**{f"{prefix}{person}": self.officer.pk})
        return Q(**{f"{prefix}branch_id__in": sorted(self.branch_ids)})

    def holds(self, row: ScopedModel) -> bool:
        """Tell whether a scoped row that was read is the target's."""
        if self.officer is not None:
            return row.owner_id == self.officer.pk
        return row.branch_id in self.branch_ids

    def subject(self) -> Subject:
        """Return how the report names them."""
        bank = BankSettings.load()
        officer = self.officer
        return Subject(
            kind="officer" if officer else "branch",
            name=officer.full_name if officer else self.branch.name,
            title=bank.title_of(Role.OFFICER, officer.language) if officer else "",
            branch=self.branch.name,
            branch_code=self.branch.code,
            region=self.branch.region.name,
        )


@dataclass(frozen=True)
class Span:
    """A week on the clock of one branch: from its Monday midnight to its Sunday midnight."""

    week: Week
    zone: str

    @property
    def start(self) -> datetime:
        """The first moment."""
        return self.week.bounds(self.zone)[0]

    @property
    def until(self) -> datetime:
        """The moment after the last; what happens then belongs to the next week."""
        return self.week.bounds(self.zone)[1]

    @property
    def last_instant(self) -> datetime:
        """The last moment of the week."""
        return self.until - INSTANT

    @property
    def instant_before(self) -> datetime:
        """The last moment of the week before."""
        return self.start - INSTANT


def branch_target(branch: Branch) -> Target:
    """Return the branch with its sub-branches."""
    below = Branch.objects.filter(parent=branch).values_list("pk", flat=True)
    return Target(branch, frozenset({branch.pk, *below}))
