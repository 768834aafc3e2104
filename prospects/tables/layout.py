"""What a person made of a list: his columns, his views and those shared with him."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from core.errors import InputError
from org.access.permissions import Permission as P
from org.models import User
from prospects.filters import OpportunityFilter
from prospects.list_filter import ListFilter
from prospects.models import SavedView
from prospects.tables import deals, people
from prospects.tables.columns import Column, chosen_of

Table = SavedView.Table
Share = SavedView.Share
MOST = 20  # views of one person on one list
KNOWN: dict[str, Mapping[str, Column[Any]]] = {
    Table.PROSPECTS: people.COLUMNS,
    Table.OPPORTUNITIES: deals.COLUMNS,
}
PASSING = ("s", "view")  # what belongs to a moment, not to a view


class TooManyViewsError(InputError):
    """A row of tabs that nobody can read."""


@dataclass(frozen=True)
class Layout:
    """The views of one list for one person, and the one that is open."""

    table: str
    views: tuple[SavedView, ...] = ()
    own: SavedView | None = None
    active: SavedView | None = None

    @property
    def codes(self) -> list[str]:
        """Codes of the chosen columns; none means the usual ones."""
        source = self.active if self.active and self.active.columns else self.own
        return list(source.columns) if source else []

    def columns(self, *, for_many: bool) -> list[Column[Any]]:
        """Return the columns to show."""
        return chosen_of(KNOWN[self.table], self.codes, for_many=for_many)


def layout_of(list_code: str, user: User, active: str = "") -> Layout:
    """Return views and columns in one query; `active` is a public id from the address."""
    found = SavedView.objects.visible_to(user).filter(table=list_code)
    rows = sorted(found, key=lambda view: view.user_id != user.pk)
    views = tuple(view for view in rows if view.name)
    return Layout(
        list_code,
        views,
        next((view for view in rows if not view.name), None),
        next((view for view in views if view.public_id == active), None),
    )


def clean_query(list_code: str, query: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters of an address that a view may keep."""
    values = (
        ListFilter.from_query(query).pairs
        if list_code == Table.PROSPECTS
        else OpportunityFilter.read(query).values
    )
    return {name: value for name, value in values.items() if name not in PASSING}


def shares_of(user: User) -> list[Share]:
    """Return with whom this person may share a view."""
    found = [Share.OWN]
    if user.may(P.VIEW_SHARE):
        found += [Share.TEAM] if user.team_id else []
        found += [Share.BRANCH] if user.branch_id and user.access.reach.branch_ids else []
    return found


@transaction.atomic
def choose_columns(
    list_code: str, codes: list[str], *, view: SavedView | None, user: User, now: datetime
) -> None:
    """Keep the columns a person wants, on the view that is open if it is his, else for him."""
    known = [code for code in KNOWN[list_code] if code in codes]
    if view is not None and view.user_id == user.pk:
        mine = SavedView.objects.filter(pk=view.pk)
        mine.update(columns=known, updated_at=now, version=F("version") + 1)
        return
    SavedView.objects.update_or_create(
        user=user, table=list_code, name="",
        defaults={"columns": known, "updated_at": now},
        create_defaults={"columns": known, "created_at": now, "updated_at": now},
    )  # fmt: skip


def _shared_with(share: str, user: User) -> dict[str, Any]:
    """Return how a view is shared; PermissionDenied for who may not share so."""
    if share not in shares_of(user):
        raise PermissionDenied
    return {
        "share": share,
        "team_id": user.team_id if share == Share.TEAM else None,
        "branch_id": user.branch_id if share == Share.BRANCH else None,
    }


@transaction.atomic
def save_view(
    list_code: str, name: str, query: Mapping[str, str], *, share: str, columns: list[str],
    user: User, now: datetime,
) -> SavedView:  # fmt: skip
    """Keep filters, order and columns under a name. Raises ValidationError and InputError."""
    if not name:
        raise InputError("view_name", _("Give the view a name."))
    if SavedView.objects.filter(user=user, table=list_code).exclude(name="").count() >= MOST:
        raise TooManyViewsError("views", _("You have 20 views. Delete one first."))
    view = SavedView(
        table=list_code, name=name, user=user, query=clean_query(list_code, query),
        columns=columns, created_at=now, updated_at=now, **_shared_with(share, user),
    )  # fmt: skip
    view.full_clean()
    view.save(force_insert=True)
    return view


@transaction.atomic
def change_view(
    view: SavedView, *, version: int, user: User, now: datetime, name: str, share: str,
    query: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Rename, share or refill one's own view. StaleError, ValidationError, InputError."""
    if view.user_id != user.pk:
        raise PermissionDenied
    if not name:
        raise InputError("view_name", _("Give the view a name."))
    kept = clean_query(view.table, query) if query is not None else view.query
    shared = _shared_with(share, user)
    view.save_version(version, name=name, query=kept, updated_at=now, **shared)


def remove_view(view: SavedView, *, user: User) -> None:
    """Delete one's own view; those who shared it lose a tab and nothing else."""
    if view.user_id != user.pk:
        raise PermissionDenied
    view.delete()
