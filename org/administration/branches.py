"""Branches with their sub-branches (*KCP*) and clocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from org.administration.page import AdminPage, Column, Filter
from org.holdings import open_in
from org.models import Branch, Region, TimeZone, User

STATES: dict[str, str | Promise] = {
    "active": gettext_lazy("Active"),
    "closed": gettext_lazy("Closed"),
}


class BranchForm(forms.ModelForm):
    """One branch. A sub-branch hangs on a main branch of the same region, one step deep."""

    class Meta:
        model = Branch
        fields = ("code", "name", "region", "parent", "time_zone", "city", "is_active")
        help_texts = {"parent": gettext_lazy("Only for a sub-branch (KCP).")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent: Any = self.fields["parent"]
        parent.queryset = Branch.objects.filter(is_active=True).exclude(pk=self.instance.pk or 0)

    def clean_parent(self) -> Branch | None:
        """Refuse a circle, and a sub-branch of a sub-branch."""
        parent: Branch | None = self.cleaned_data["parent"]
        if parent is None:
            return None
        if self.instance.pk and parent.parent_id == self.instance.pk:
            raise ValidationError(_("%(name)s is a sub-branch of this branch.") % {"name": parent})
        if parent.parent_id:
            raise ValidationError(_("%(name)s is a sub-branch itself.") % {"name": parent})
        if self.instance.pk and Branch.objects.filter(parent=self.instance.pk).exists():
            raise ValidationError(_("This branch has sub-branches of its own."))
        return parent

    def clean_is_active(self) -> bool:
        """Refuse to close a branch where people work or work lies."""
        is_active: bool = self.cleaned_data["is_active"]
        if self.instance.pk and not is_active and Branch.objects.get(pk=self.instance.pk).is_active:
            left = what_is_left(self.instance)
            if left:
                raise ValidationError(
                    _("Still here: %(left)s. Move them first, then close the branch.")
                    % {"left": ", ".join(left)}
                )
        return is_active

    def clean(self) -> dict[str, Any]:
        """A sub-branch lies in the region of its main branch."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        region, parent = data.get("region"), data.get("parent")
        if region and parent and parent.region_id != region.pk:
            words = _("%(name)s belongs to %(region)s.")
            self.add_error("region", words % {"name": parent, "region": parent.region})
        return data


def people_words(count: int) -> str:
    """Say how many people."""
    return ngettext("%(count)d active user", "%(count)d active users", count) % {"count": count}


def what_is_left(branch: Branch) -> list[str]:
    """Return in words what keeps a branch from closing: people, sub-branches, open work."""
    people = User.objects.filter(branch=branch, is_active=True).count()
    below = Branch.objects.filter(parent=branch, is_active=True).count()
    left = [people_words(people)] if people else []
    if below:
        text = ngettext("%(count)d sub-branch", "%(count)d sub-branches", below)
        left.append(text % {"count": below})
    return left + [held.words for held in open_in(branch)]


class BranchesPage(AdminPage):
    """The branches of the bank."""

    slug = "branch"
    model = Branch
    form_class = BranchForm
    title = gettext_lazy("Branches")
    add_label = gettext_lazy("New branch")
    columns = (
        Column(gettext_lazy("Name"), lambda row: row.name, sub=lambda row: row.code),
        Column(
            gettext_lazy("Region"), lambda row: row.region.name,
            sub=lambda row: row.parent.name if row.parent else "",
        ),
        Column(gettext_lazy("Time"), lambda row: row.time_zone),
        Column(gettext_lazy("People"), lambda row: str(row.people_count), is_figure=True),
        Column(
            gettext_lazy("State"), lambda row: STATES["active" if row.is_active else "closed"],
            tone=lambda row: "ok" if row.is_active else "",
        ),
    )  # fmt: skip
    search_fields = ("code", "name", "city")
    filters = (
        Filter("region", gettext_lazy("Region"),
               lambda: [(row.public_id, row.name) for row in Region.objects.all()],
               lambda rows, value: rows.filter(region__public_id=value)),
        Filter("zone", gettext_lazy("Time zone"), lambda: TimeZone.choices,
               lambda rows, value: rows.filter(time_zone=value)),
        Filter("state", gettext_lazy("State"), STATES.items,
               lambda rows, value: rows.filter(is_active=value == "active")),
    )  # fmt: skip
    pairs = (("region", "parent"), ("time_zone", "city"))
    actions_template = "org/branch_links.html"

    def rows(self) -> QuerySet[Any]:
        """Return the branches with how many people work there."""
        count = Count("people", filter=Q(people__is_active=True))
        return Branch.objects.select_related("region", "parent").annotate(people_count=count)

    def subtitle_of(self, row: Any) -> str:
        """Name the sub-branches."""
        return ", ".join(Branch.objects.filter(parent=row).values_list("name", flat=True))

    def warnings(self, form: forms.ModelForm) -> list[str]:
        """Say what a new clock or another main branch moves."""
        if not form.instance.pk:
            return []
        before, data = self.rows().get(pk=form.instance.pk), form.cleaned_data
        found = []
        if data["time_zone"] != before.time_zone:
            found.append(_clock_words(before, data["time_zone"]))
        if data["parent"] != before.parent or data["region"] != before.region:
            found.append(_reach_words(before))
        return found


def _clock_words(branch: Any, zone: str) -> str:
    return _(
        "The clock moves from %(old)s to %(new)s: agenda, reminders and the end of the day of "
        "%(people)s follow it. Days that are set stay as they are."
    ) % {"old": branch.time_zone, "new": zone, "people": people_words(branch.people_count)}


def _reach_words(branch: Any) -> str:
    held: Sequence[str] = [one.words for one in open_in(branch)]
    return _(
        "Others will see this branch from now on, and those above it until now will not: "
        "%(what)s move with it."
    ) % {"what": ", ".join([people_words(branch.people_count), *held])}
