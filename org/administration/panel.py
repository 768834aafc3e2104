"""The form side: one row's data, its other tabs and its history, as ready strings."""

from __future__ import annotations

from typing import Any

from django import forms

from core.fields import word_empty_choices
from core.public_id import new_public_id
from org.administration.history import lines_of
from org.administration.page import AdminPage

DATA, HISTORY = "data", "history"


def panel_context(
    page: AdminPage, row: Any, tab: str, form: forms.ModelForm | None
) -> dict[str, Any]:
    """Return what the panel beside the list shows: the form, or the tab that was asked for."""
    extra = page.tabs(row) if row is not None else ()
    known = {one.code for one in extra} | {HISTORY} if row is not None else set()
    tab = tab if tab in known and form is None else DATA
    lines = lines_of(row, page.slug) if row is not None else []
    return {
        "row": row,
        "tab": tab,
        "tabs": _tabs(page, row, tab, len(lines)) if row is not None else [],
        "tab_template": next((one.template for one in extra if one.code == tab), ""),
        "title": page.title_of(row) if row is not None else page.add_label,
        "subtitle": page.subtitle_of(row) if row is not None else "",
        "version": getattr(row, "version", 0),
        "key": new_public_id(),
        "action": page.url("edit", row.public_id) if row is not None else page.url(page.add_name),
        "remove_url": _remove_url(page, row),
        "lines": lines if tab == HISTORY else [],
        **_form_context(page, form or page.form(instance=row)),
        **page.context(row, tab),
    }


def _remove_url(page: AdminPage, row: Any) -> str:
    can = row is not None and page.is_removable and page.may_remove(row)
    return page.url("remove", row.public_id) if can else ""


def _form_context(page: AdminPage, form: forms.ModelForm) -> dict[str, Any]:
    """Return the form with its fields in lines of one or two."""
    word_empty_choices(form)
    second = {right: left for left, right in page.pairs}
    first = dict(page.pairs)
    lines = [
        [form[name], form[first[name]]] if name in first else [form[name]]
        for name in form.fields
        if name not in second
    ]
    return {"form": form, "form_lines": lines}


def _tabs(page: AdminPage, row: Any, tab: str, line_count: int) -> list[dict[str, Any]]:
    from django.utils.translation import gettext as _

    base = f"{page.url('list')}?id={row.public_id}"
    all_tabs = [
        (DATA, _("Data"), None),
        *((one.code, one.label, one.count) for one in page.tabs(row)),
        (HISTORY, _("History"), line_count),
    ]
    return [
        {
            "label": label,
            "count": count,
            "is_on": code == tab,
            "url": base if code == DATA else f"{base}&tab={code}",
        }
        for code, label, count in all_tabs
    ]
