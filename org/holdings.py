"""What is still in a person's or a branch's hands: counts, each told by the app that owns them.

`settings.HOLDINGS` names the kinds. An administrator sees these numbers and never a name; the head
of the branch follows the link, which shows what his own reach allows.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from org.models import Branch, User


class Holding(ABC):
    """One kind of work that somebody must take over."""

    @abstractmethod
    def words(self, count: int) -> str:
        """Return "38 prospects" in the active language."""

    @abstractmethod
    def of_person(self, person: User) -> int:
        """Return how many are in this person's name and not finished."""

    def of_branch(self, branch: Branch) -> int:
        """Return how many lie in this branch and are not finished."""
        return 0

    def url(self, person: User) -> str:
        """Return the address of the list of them; empty when there is none."""
        return ""


@dataclass(frozen=True)
class Held:
    """A kind of which something is there."""

    count: int
    words: str
    url: str = ""


def kinds() -> list[Holding]:
    """Return every kind, in the order of the settings."""
    return [import_string(name)() for name in settings.HOLDINGS]


def held_by(person: User) -> list[Held]:
    """Return what is still in this person's name, kinds with nothing left out."""
    found = [(kind, kind.of_person(person)) for kind in kinds()]
    return [Held(count, kind.words(count), kind.url(person)) for kind, count in found if count]


def open_in(branch: Branch) -> list[Held]:
    """Return what is still open in this branch."""
    found = [(kind, kind.of_branch(branch)) for kind in kinds()]
    return [Held(count, kind.words(count)) for kind, count in found if count]
