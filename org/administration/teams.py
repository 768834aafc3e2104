"""Teams: officers of one branch under a team lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.paging import Order
from org import people
from org.access.roles import Role
from org.administration.page import AdminPage, Column, Filter, Stamp
from org.models import Branch, Team, User

LED = (Role.OFFICER, Role.TEAM_LEAD)


class TeamForm(forms.ModelForm):
    """Name and branch; once it is there, who belongs to it."""

    members = forms.ModelMultipleChoiceField(
        label=_("Members"), queryset=User.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Officers and the team lead, who sees the work of all."),
    )  # fmt: skip

    class Meta:
        model = Team
        fields = ("name", "branch")
        labels = {"branch": _("Branch")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        branch: Any = self.fields["branch"]
        branch.queryset = Branch.objects.filter(is_active=True)
        if self.instance.pk is None:
            del self.fields["members"]
            return
        branch.disabled = True  # its people belong to the branch
        members: Any = self.fields["members"]
        members.queryset = User.objects.filter(
            branch=self.instance.branch_id, is_active=True, role__in=LED
        )
        members.label_from_instance = _with_post
        members.initial = [row.pk for row in members.queryset if row.team_id == self.instance.pk]


def _with_post(person: User) -> str:
    is_lead = person.role == Role.TEAM_LEAD
    return f"{person.full_name} · {person.get_role_display()}" if is_lead else person.full_name


def _names(rows: Iterable[User]) -> str:
    return ", ".join(row.full_name for row in rows)


class TeamsPage(AdminPage):
    """The teams of all branches."""

    slug = "team"
    model = Team
    form_class = TeamForm
    title = _("Teams")
    add_label = _("New team")
    columns = (
        Column(_("Name"), lambda row: row.name, sub=lambda row: row.branch.name),
        Column(_("Team lead"), lambda row: _names(row.leads)),
        Column(_("Members"), lambda row: str(row.member_count), is_figure=True),
    )
    search_fields = ("name", "branch__name")
    search_label = _("Team or branch")
    filters = (
        Filter("branch", _("Branch"),
               lambda: [(row.public_id, row.name) for row in Branch.objects.all()],
               lambda rows, value: rows.filter(branch__public_id=value)),
    )  # fmt: skip
    order = Order("name", "name")
    is_removable = True

    def rows(self) -> QuerySet[Any]:
        """Return the teams with their branch."""
        return Team.objects.select_related("branch")

    def prepare(self, rows: Sequence[Any]) -> None:
        """Look up the members of the shown teams in one query."""
        found = list(User.objects.filter(team__in=[row.pk for row in rows], is_active=True))
        for row in rows:
            members = [one for one in found if one.team_id == row.pk]
            row.member_count = len(members)
            row.leads = [one for one in members if one.role == Role.TEAM_LEAD]

    def may_remove(self, row: Any) -> bool:
        """Only a team that nobody belongs to goes."""
        return not User.objects.filter(team=row).exists()

    def change(self, row: Any, expected: int, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Write the name, then who comes and who leaves, each with an entry of his own."""
        team = super().change(row, expected, form, stamp)
        chosen = {one.pk for one in form.cleaned_data["members"]}
        before = User.objects.filter(team=team, is_active=True)
        for person in before.exclude(pk__in=chosen):
            people.change_person(person, person.version, {"team": None}, **stamp.kwargs)
        for person in User.objects.filter(pk__in=chosen).exclude(team=team):
            people.change_person(person, person.version, {"team": team}, **stamp.kwargs)
        return team
