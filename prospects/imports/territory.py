"""Rows without an owner go to who covers their place, where the mapping says so."""

from __future__ import annotations

from collections.abc import Mapping

from org.models import Branch, User
from prospects.handover.action import here
from prospects.handover.turns import Round
from prospects.imports import staging
from prospects.officers import SELLING_ROLES, possible_owners
from prospects.territories import Map


class ByTerritory:
    """Who covers which place, read once for a whole file.

    `user` brings the file and reads the territories in his reach; without him, from the command
    line, all are read. Where a branch covers a place its officers take turns, by the same pointer
    as in hand-overs.
    """

    def __init__(self, user: User | None) -> None:
        self._map = Map(user)
        people = _sellers() if user is None else possible_owners(user)
        self._owners: Mapping[int, User] = {one.pk: one for one in people}
        self._rounds: dict[int, Round] = {}

    def find(self, area_code: str) -> User | None:
        """Return who gets a row of this place; None where nobody covers it."""
        found = self._map.find(area_code) if area_code else None
        if found is None:
            return None
        if found.officer is not None:
            return self._owners.get(found.officer.pk)
        return self._round(found.branch).next()

    def _round(self, branch: Branch) -> Round:
        if branch.pk not in self._rounds:
            self._rounds[branch.pk] = Round(branch, here(branch, list(self._owners.values())))
        return self._rounds[branch.pk]

    def close(self) -> None:
        """Write down whose turn it is now in each branch."""
        for one in self._rounds.values():
            one.close()

    def shared(self) -> list[tuple[str, int]]:
        """Return who gets how many new rows by territory, the most first."""
        found = staging.rows(
            f"SELECT owner_id, count(*) FROM {staging.PEOPLE} WHERE action = 'created' "
            "AND by_territory GROUP BY owner_id ORDER BY count(*) DESC, owner_id"
        )
        return [(self._owners[owner].full_name, number) for owner, number in found]


def _sellers() -> list[User]:
    people = User.objects.filter(role__in=SELLING_ROLES, branch__isnull=False, is_active=True)
    return list(people.select_related("branch"))
