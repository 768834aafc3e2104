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

    They take turns by their key, so everybody comes once before anybody comes twice, whoever joins
    or leaves. Called inside a transaction: the pointer stays locked until its end.
    """
    order = in_order(officers)
    if not order:
        return None
    of: dict[str, Any] = {"team" if isinstance(place, Team) else "branch": place}
    Turn.objects.get_or_create(**of)
    turn = Turn.objects.select_for_update(of=("self",)).get(**of)
    chosen = next((one for one in order if one.pk > (turn.last_id or 0)), order[0])
    turn.last = chosen
    turn.save(update_fields=["last"])
    return chosen
