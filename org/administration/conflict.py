"""A stale form: both values side by side, and what else was typed kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from core.public_id import new_public_id
from org.administration.page import AdminPage


def conflict_context(
    page: AdminPage, form: forms.ModelForm, current: Any, action: str
) -> dict[str, Any]:
    """Return what the conflict page needs: each differing field with both values."""
    saved = page.form(instance=current)
    fields = [
        {
            "name": "" if is_many(one) else one.name,
            "label": one.label,
            "raw": raw(one),
            "yours": shown(one),
            "theirs": shown(saved[one.name]),
        }
        for one in form
        if shown(one) != shown(saved[one.name])
    ]
    differing = {one["name"] for one in fields}
    many = [one for one in form if is_many(one)]
    several = [(one.name, str(value)) for one in many for value in one.value() or ()]
    return {
        "headline": _("Somebody changed this meanwhile. Review before saving."),
        "fields": fields,
        "hidden": several
        + [(one.name, raw(one)) for one in form if one.name not in differing and not is_many(one)],
        "action": action,
        "version": current.version,
        "key": new_public_id(),
        "current_url": f"{page.url('list')}?id={current.public_id}",
    }


def is_many(field: forms.BoundField) -> bool:
    """Tell whether the field takes several answers."""
    return isinstance(field.field, forms.ModelMultipleChoiceField)


def raw(field: forms.BoundField) -> str:
    """Return the value as a form sends it."""
    value = field.data if field.form.is_bound else field.value()
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else str(value)


def shown(field: forms.BoundField) -> str:
    """Return the value as a person reads it."""
    value = field.value()
    if isinstance(field.field, forms.BooleanField):
        return _("Yes") if value else _("No")
    choices = {str(key): str(label) for key, label in getattr(field.field, "choices", [])}
    if is_many(field):
        return ", ".join(choices.get(str(one), "") for one in value or ())
    text = field.field.prepare_value(value) if value is not None else ""
    if hasattr(text, "strftime"):
        text = field.field.widget.format_value(text)
    return choices.get(str(text), str(text or ""))
