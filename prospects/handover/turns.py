"""Whose turn it is: a fair pointer for each team and branch, moved under a lock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from org.models import Branch, Team, User
from prospects.models import Turn


def in_order(people: Sequence[User]) -> list[User]:
    """Return the people in the order in which they take turns."""
    return sorted(people, key=lambda person: person.pk)


def take(place: Team | Branch, officers: Sequence[User]) -> User | None:
    """Give the next of these officers his turn; None when there is nobody.

    Called inside a transaction: the pointer stays locked until its end.
    """
    turns = Round(place, officers)
    chosen = turns.next()
    turns.close()
    return chosen


class Round:
    """Turns of many records in a row: the pointer is read, and locked, once and written once.

    The officers take turns by their key, so everybody comes once before anybody comes twice,
    whoever joins or leaves. Used inside a transaction.
    """

    def __init__(self, place: Team | Branch, officers: Sequence[User]) -> None:
        self._order = in_order(officers)
        if not self._order:
            return
        of: dict[str, Any] = {"team" if isinstance(place, Team) else "branch": place}
        Turn.objects.get_or_create(**of)
        self._turn = Turn.objects.select_for_update(of=("self",)).get(**of)
        last = self._turn.last_id or 0
        self._place = sum(one.pk <= last for one in self._order)

    def next(self) -> User | None:
        """Return whose turn it is; None when there is nobody."""
        if not self._order:
            return None
        chosen = self._order[self._place % len(self._order)]
        self._place += 1
        self._turn.last = chosen
        return chosen

    def close(self) -> None:
        """Write down who came last."""
        if self._order:
            self._turn.save(update_fields=["last"])
