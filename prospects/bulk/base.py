"""What a bulk action is. Upper apps name theirs in `settings.BULK_ACTIONS`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from core.errors import InputError
from org.access.permissions import Permission
from org.models import User
from prospects.models import BulkItem


class RowChangedError(InputError):
    """Somebody changed the row after it was chosen or done."""

    def __init__(self) -> None:
        super().__init__("changed", _("Changed meanwhile by somebody else."))


@dataclass(frozen=True)
class Turn:
    """The one row whose turn it is, who acts and when. `row` is locked and as it is now."""

    row: Any
    item: BulkItem
    params: Mapping[str, Any]
    actor: User
    now: datetime


class BulkAction(ABC):
    """One thing that can be done to many rows.

    `of` says which table the rows are of. `do` returns what undoing needs, or None when the row
    was so already; it raises InputError, ValidationError or PermissionDenied to leave it out.
    """

    code: ClassVar[str]
    label: ClassVar[str | Promise]
    icon: ClassVar[str]
    permission: ClassVar[Permission]
    of: ClassVar[tuple[str, ...]] = ("prospects",)
    template: ClassVar[str]
    is_strict: ClassVar[bool] = True  # a row that changed since it was chosen is left out

    def choices(self, user: User, today: date) -> dict[str, Any]:
        """Return what the form offers."""
        return {}

    @abstractmethod
    def read(self, form: Mapping[str, str], *, user: User, today: date) -> dict[str, Any]:
        """Return the parameters from a form; InputError in the user's words."""

    @abstractmethod
    def words(self, params: Mapping[str, Any]) -> str:
        """Say what is done: *Tugaskan ke Budi Santosa*."""

    @abstractmethod
    def do(self, turn: Turn) -> dict[str, Any] | None:
        """Do it to one row, inside its own transaction."""

    @abstractmethod
    def undo(self, turn: Turn) -> None:
        """Take it back from `turn.item.before`; RowChangedError when that would lose a change."""


@cache
def _actions(paths: tuple[str, ...]) -> dict[str, BulkAction]:
    found = [import_string(path)() for path in paths]
    return {action.code: action for action in found}


def actions() -> dict[str, BulkAction]:
    """Return every action by its code."""
    return _actions(tuple(settings.BULK_ACTIONS))


def actions_for(user: User, table: str) -> list[BulkAction]:
    """Return what this person may do to the rows of a list."""
    return [a for a in actions().values() if table in a.of and user.may(a.permission)]
