"""The bank's lists of sources and of reasons why opportunities end, in the administration."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.paging import Order
from org.administration.page import AdminPage, Column, Filter, Stamp
from prospects import lists
from prospects.models import ContactBasis, LossReason, ProspectSource

ACTIVE = (("on", gettext_lazy("Active")), ("off", gettext_lazy("Switched off")))


def _by_state(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(is_active=value == "on")


def _name(row: Any) -> str:
    return str(row.label(get_language() or "id"))


def _other_name(row: Any) -> str:
    return str(row.label("id" if get_language() == "en" else "en"))


STATE = Column(
    gettext_lazy("State"),
    lambda row: _("Active") if row.is_active else _("Switched off"),
    tone=lambda row: "ok" if row.is_active else "",
)


class SourceForm(forms.ModelForm):
    """Both names, kind, order, and whether it is offered."""

    class Meta:
        model = ProspectSource
        fields = ("label_id", "label_en", "basis", "position", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis"].help_text = _("Decides why a prospect may be contacted.")
        if self.instance.pk and self.instance.is_system:
            self.fields["basis"].disabled = True


class ListPage(AdminPage):
    """What both lists share: both names, order and state; written by one service."""

    namespace = "prospects"
    search_fields = ("label_id", "label_en")
    search_label = gettext_lazy("Name")
    order = Order("position", "position")
    pairs = (("label_id", "label_en"), ("position", "is_active"))
    actions_template = "prospects/list_links.html"

    def title_of(self, row: Any) -> str:
        """Return the name in the reader's language."""
        return _name(row)

    def add(self, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Write a row of the bank's own."""
        row = form.save(commit=False)
        lists.add_row(row, **stamp.kwargs)
        return row

    def change(self, row: Any, expected: int, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Reword, order or switch."""
        fresh = self.model._base_manager.get(pk=row.pk)
        lists.change_row(fresh, expected, self.values(form), **stamp.kwargs)
        return fresh


class SourcesPage(ListPage):
    """Where prospects come from."""

    slug = "source"
    model = ProspectSource
    form_class = SourceForm
    title = gettext_lazy("Sources")
    add_label = gettext_lazy("New source")
    columns = (
        Column(gettext_lazy("Name"), _name, sub=_other_name),
        Column(gettext_lazy("Kind"), lambda row: row.get_basis_display()),
        STATE,
    )
    filters = (
        Filter("basis", gettext_lazy("Kind"), lambda: ContactBasis.choices,
               lambda rows, value: rows.filter(basis=value)),
        Filter("state", gettext_lazy("State"), lambda: ACTIVE, _by_state),
    )  # fmt: skip
    foot = gettext_lazy("A source is never deleted: old prospects keep its name.")

    def subtitle_of(self, row: Any) -> str:
        """Say whether it ships with the portal."""
        return _("Built in: its kind stays as it is.") if row.is_system else _("Your own row")


class ReasonForm(forms.ModelForm):
    """Kind, both names, order, and whether it is offered."""

    class Meta:
        model = LossReason
        fields = ("kind", "label_id", "label_en", "position", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["kind"].disabled = True


class ReasonsPage(ListPage):
    """Why opportunities end: refused by the bank or withdrawn by the customer."""

    slug = "reason"
    model = LossReason
    form_class = ReasonForm
    title = gettext_lazy("Reasons")
    add_label = gettext_lazy("New reason")
    is_removable = True
    columns = (
        Column(gettext_lazy("Name"), _name, sub=_other_name),
        Column(gettext_lazy("Kind"), lambda row: row.get_kind_display()),
        STATE,
    )
    filters = (
        Filter("kind", gettext_lazy("Kind"), lambda: LossReason.Kind.choices,
               lambda rows, value: rows.filter(kind=value)),
        Filter("state", gettext_lazy("State"), lambda: ACTIVE, _by_state),
    )  # fmt: skip
    foot = gettext_lazy("A reason that was used is switched off, not removed.")

    def may_remove(self, row: Any) -> bool:
        """Only what no opportunity ever ended for."""
        return not lists.is_used(row)

    def remove(self, row: Any, expected: int, stamp: Stamp) -> None:
        """Take it out."""
        row.save_version(expected)
        lists.delete_reason(row, **stamp.kwargs)
