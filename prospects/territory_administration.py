"""*Wilayah*: which branch and officer cover which regency or district."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.paging import Order
from org.access.permissions import Permission
from org.administration.page import AdminPage, Column
from org.models import Branch, User
from prospects.forms import area_code_of, area_label
from prospects.models import Territory
from prospects.officers import SELLING_ROLES
from prospects.territories import place_name


def branches_of(user: User) -> QuerySet[Branch]:
    """Return the branches whose territories this person keeps: the administrator's are all."""
    rows = Branch.objects.filter(is_active=True)
    if user.may(Permission.ORG_ADMIN):
        return rows
    return rows.filter(pk__in=user.access.reach.branch_ids)


class TerritoryForm(forms.ModelForm):
    """A place by its name, the branch, and one officer or all of the branch in turn."""

    area = forms.CharField(
        label=gettext_lazy("District or city"), max_length=120,
        help_text=gettext_lazy("Such as Coblong, or Kota Bandung for all of its districts."),
    )  # fmt: skip
    field_order = ("area", "branch", "officer")

    class Meta:
        model = Territory
        fields = ("branch", "officer")
        labels = {"branch": gettext_lazy("Branch"), "officer": gettext_lazy("Officer")}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].initial = area_label(self.instance.area_code)
        branch: Any = self.fields["branch"]
        branch.queryset = branches_of(user)
        officer: Any = self.fields["officer"]
        sellers = Q(role__in=SELLING_ROLES, branch__in=branches_of(user), is_active=True)
        officer.queryset = (
            User.objects.filter(sellers | Q(pk=self.instance.officer_id or 0))
            .select_related("branch")
            .order_by("full_name")
        )
        officer.label_from_instance = lambda row: f"{row.full_name} · {row.branch.name}"
        officer.empty_label = _("All officers of the branch in turn")

    def clean(self) -> dict[str, Any]:
        """Turn the place into its code; an officer covers for the branch he works in."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        officer, branch = data.get("officer"), data.get("branch")
        if officer and branch and officer.branch_id != branch.pk:
            self.add_error("officer", _("This officer works in another branch."))
        if data.get("area"):
            self.instance.area_code = data["area_code"] = data["area"]
            self.instance.area_name = data["area_name"] = place_name(data["area"])
        return data

    def clean_area(self) -> str:
        """Return the code of a regency or district; a whole province is too much."""
        code = area_code_of(self.cleaned_data["area"])
        if len(code) < 4:
            raise forms.ValidationError(_("Choose a regency, a city or a district."))
        return code


class TerritoriesPage(AdminPage):
    """The territories of the branches one keeps; they propose an owner and force nothing."""

    slug = "territory"
    namespace = "prospects"
    model = Territory
    form_class = TerritoryForm
    permission = Permission.TERRITORY_ADMIN
    title = gettext_lazy("Territories")
    add_label = gettext_lazy("New territory")
    columns = (
        Column(gettext_lazy("District or city"), lambda row: row.area_name,
               sub=lambda row: row.area_code),
        Column(gettext_lazy("Officer"),
               lambda row: row.officer.full_name if row.officer else _("In turn"),
               tone=lambda row: "warn" if row.officer and not row.officer.is_active else ""),
        Column(gettext_lazy("Branch"), lambda row: row.branch.name),
    )  # fmt: skip
    search_fields = ("area_name", "officer__full_name", "branch__name")
    search_label = gettext_lazy("Place, officer or branch")
    order = Order("name", "area_name")
    is_removable = True
    empty_title = gettext_lazy("No territory yet")
    foot = gettext_lazy("They propose an owner when a prospect is recorded or handed over.")

    def rows(self) -> QuerySet[Any]:
        """Return the territories of the branches this person keeps."""
        rows = Territory.objects.select_related("branch", "officer")
        return rows.filter(branch__in=branches_of(self.user))

    def form(self, data: Any = None, instance: Any = None) -> forms.ModelForm:
        """Return the form with the branches and officers of this person."""
        return TerritoryForm(data, instance=instance, user=self.user)
