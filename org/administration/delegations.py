"""Stand-ins (*Pjs*): who holds whose post from one day to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import date_words
from core.paging import Order
from org import people
from org.access.permissions import Permission
from org.administration.page import AdminPage, Column, Filter, Stamp
from org.forms import DelegationForm
from org.models import Delegation

REVOKED, OVER, IN_FORCE, COMING = "revoked", "over", "in_force", "coming"
STATES = {
    IN_FORCE: (gettext_lazy("In force"), "acc"),
    COMING: (gettext_lazy("To come"), "warn"),
    OVER: (gettext_lazy("Over"), ""),
    REVOKED: (gettext_lazy("Revoked"), ""),
}
WHO = ("principal", "delegate", "valid_from")  # another post is another stand-in


class DelegationsPage(AdminPage):
    """Rights that are given away for some days; to give them takes fresh proof."""

    slug = "delegation"
    model = Delegation
    form_class = DelegationForm
    permission = Permission.USER_ADMIN
    title = gettext_lazy("Stand-ins (Pjs)")
    add_label = gettext_lazy("New stand-in")
    columns = (
        Column(gettext_lazy("Holder of the post"), lambda row: row.principal.full_name,
               sub=lambda row: row.post, initials=lambda row: row.principal.initials),
        Column(gettext_lazy("Stand-in"), lambda row: row.delegate.full_name,
               sub=lambda row: row.delegate.get_role_display()),
        Column(gettext_lazy("Days"), lambda row: row.days),
        Column(gettext_lazy("State"), lambda row: row.state[0], tone=lambda row: row.state[1]),
    )  # fmt: skip
    filters = (
        Filter("state", gettext_lazy("State"),
               lambda: [(code, words[0]) for code, words in STATES.items()],
               lambda rows, value: rows),
    )  # fmt: skip
    search_fields = ("principal__full_name", "delegate__full_name")
    search_label = gettext_lazy("Name")
    order = Order("until", "valid_to", is_descending=True)
    pairs = (("valid_from", "valid_to"),)
    needs_proof = True
    empty_title = gettext_lazy("Nobody stands in for anybody.")
    foot = gettext_lazy("A stand-in sees and does what the holder of the post may, no more.")
    extra_template = "org/delegation_revoke.html"

    def rows(self) -> QuerySet[Any]:
        """Return all stand-ins with both people."""
        return Delegation.objects.select_related("principal__branch", "delegate")

    def narrowed(self, chosen: Mapping[str, str], text: str) -> QuerySet[Any]:
        """Narrow by state too, which depends on the day."""
        rows = super().narrowed(chosen, text)
        open_rows = rows.filter(revoked_at=None)
        match chosen.get("state"):
            case "revoked":
                return rows.exclude(revoked_at=None)
            case "over":
                return open_rows.filter(valid_to__lt=self.today)
            case "coming":
                return open_rows.filter(valid_from__gt=self.today)
            case "in_force":
                return open_rows.filter(valid_from__lte=self.today, valid_to__gte=self.today)
        return rows

    def prepare(self, rows: Any) -> None:
        """Put days, post and state into words."""
        for row in rows:
            row.state = STATES[self.state_of(row)]
            row.days = _days(row)
            row.post = _post(row)

    def state_of(self, row: Delegation) -> str:
        """Return whether it is revoked, over, in force or to come."""
        if row.revoked_at:
            return REVOKED
        if row.valid_to < self.today:
            return OVER
        return IN_FORCE if row.valid_from <= self.today else COMING

    def is_open(self, row: Delegation) -> bool:
        """Tell whether it still gives rights or will."""
        return self.state_of(row) in (IN_FORCE, COMING)

    def title_of(self, row: Any) -> str:
        """Name both."""
        names = {"delegate": row.delegate.full_name, "principal": row.principal.full_name}
        return _("%(delegate)s for %(principal)s") % names

    def subtitle_of(self, row: Any) -> str:
        """Say state and days."""
        return f"{STATES[self.state_of(row)][0]} · {_days(row)}"

    def form(self, data: Any = None, instance: Any = None) -> forms.ModelForm:
        """Return the form: only last day and reason of an open stand-in can change."""
        if instance is None:
            return DelegationForm(data, instance=Delegation(created_by=self.user))
        form = DelegationForm(data, instance=instance)
        for name in WHO if self.is_open(instance) else form.fields:
            form.fields[name].disabled = True
        return form

    def context(self, row: Any, tab: str) -> dict[str, Any]:
        """Say whether there is something to revoke."""
        return {"is_open": row is not None and self.is_open(row)}

    def add(self, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Record the stand-in."""
        return people.delegate(form.save(commit=False), **stamp.kwargs)

    def change(self, row: Any, expected: int, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Move the last day or the reason."""
        if not self.is_open(row):
            raise ValidationError(_("This stand-in is over and stays as it is."))
        return super().change(row, expected, form, stamp)


def _days(row: Delegation) -> str:
    return f"{date_words(row.valid_from)} – {date_words(row.valid_to)}"


def _post(row: Delegation) -> str:
    person = row.principal
    place = f" · {person.branch.name}" if person.branch else ""
    return f"{person.get_role_display()}{place}"
