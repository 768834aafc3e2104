"""What the two lists share on the page: tabs, column chooser, and the form of a new view."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from org.access.permissions import Permission as P
from org.models import User
from prospects.models import SavedView
from prospects.tables.layout import KNOWN, Layout, clean_query, shares_of

PATHS = {
    SavedView.Table.PROSPECTS: "prospects:prospect-list",
    SavedView.Table.OPPORTUNITIES: "prospects:opportunity-list",
}
ACTIONS = {SavedView.Table.PROSPECTS: "prospect", SavedView.Table.OPPORTUNITIES: "opportunity"}


def list_url(list_code: str, **query: str) -> str:
    """Return the address of a list."""
    path = reverse(PATHS[SavedView.Table(list_code)])
    kept = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path


def action_url(list_code: str, action: str, query: Mapping[str, str]) -> str:
    """Return where columns or views of a list are posted, with the filters that are on."""
    path = reverse(f"prospects:{ACTIONS[SavedView.Table(list_code)]}-{action}")
    return f"{path}?{urlencode(query)}" if query else path


def view_url(view: SavedView) -> str:
    """Return the list as the view shows it."""
    return list_url(view.table, **(view.query | {"view": view.public_id}))


def tabs(layout: Layout, user: User, counts: Mapping[int, str]) -> list[dict[str, Any]]:
    """Return one tab for each view, after the one without any; none where there are no views."""
    if not layout.views:
        return []
    everything = {"label": _("All"), "url": list_url(layout.table), "is_on": not layout.active,
                  "count": "", "hint": ""}  # fmt: skip
    return [everything] + [
        {
            "label": view.name,
            "url": view_url(view),
            "is_on": view is layout.active,
            "count": counts.get(view.pk, ""),
            "hint": "" if view.user_id == user.pk else str(view.get_share_display()),
        }
        for view in layout.views
    ]


def controls(layout: Layout, query: dict[str, str], user: User, *, for_many: bool) -> Any:
    """Return what the page needs to choose columns and to keep a view."""
    shown = {column.code for column in layout.columns(for_many=for_many)}
    known = KNOWN[layout.table].values()
    active = layout.active
    is_own = active is not None and active.user_id == user.pk
    changed = active is not None and clean_query(layout.table, query) != active.query
    return {
        "view_tabs": tabs(layout, user, {}),
        "may_save_view": user.may(P.VIEW_SAVE),
        "export_url": export_url(layout.table, query) if user.may(P.EXPORT) else "",
        "counts_url": action_url(layout.table, "view-counts", {"view": query.get("view", "")}),
        "columns_url": action_url(layout.table, "columns", query),
        "column_choices": [
            (column.code, str(column.label), column.code in shown)
            for column in known
            if column.code != "name" and (for_many or not column.is_for_many)
        ],
        "save_view_url": action_url(layout.table, "views", query),
        "shares": [(str(share), str(share.label)) for share in shares_of(user)],
        "view_edit_url": edit_url(active, query) if active is not None and is_own else "",
        "is_view_changed": changed,
    }


def export_url(table: str, query: Mapping[str, str]) -> str:
    """Return where the rows of the list, as it is filtered, are asked for as a file."""
    return f"{reverse('prospects:export-ask')}?{urlencode({**query, 'table': table})}"


def edit_url(view: SavedView, query: Mapping[str, str]) -> str:
    """Return the page of a view, which can take over the filters that are on now."""
    now_on = clean_query(view.table, query)
    path = reverse("prospects:saved-view", args=[view.public_id])
    return f"{path}?{urlencode(now_on | {'is_changed': '1'})}" if now_on != view.query else path
