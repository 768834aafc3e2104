"""Naming the partner, the project and the unit of an opportunity."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prospects.models import Opportunity, Partner, Project
from prospects.models.partner import LABEL_LENGTH
from prospects.partners.naming import Named, UnitTaken, name_partner
from prospects.views.opportunities.shared import FormView, Pair


class PartnerField(forms.ModelChoiceField):
    """A partner by its public id, with what it is."""

    def label_from_instance(self, obj: Any) -> str:
        """Return name and kind."""
        return f"{obj.name} · {obj.get_kind_display()}"


class ProjectField(forms.ModelChoiceField):
    """A project by its public id, with its developer."""

    def label_from_instance(self, obj: Any) -> str:
        """Return project and developer."""
        return f"{obj.name} · {obj.partner.name}"


class NamingForm(forms.Form):
    """Partner, project and unit; a project brings its developer along."""

    partner = PartnerField(
        label=gettext_lazy("Business partner"), queryset=Partner.objects.none(), required=False,
        to_field_name="public_id", empty_label=gettext_lazy("No partner"),
    )  # fmt: skip
    project = ProjectField(
        label=gettext_lazy("Project"), queryset=Project.objects.none(), required=False,
        to_field_name="public_id", empty_label=gettext_lazy("No project"),
        help_text=gettext_lazy("Its developer is filled in by itself."),
    )  # fmt: skip
    unit = forms.CharField(
        label=gettext_lazy("Unit"), max_length=LABEL_LENGTH, required=False,
        help_text=gettext_lazy("Block and number, for example C2/8."),
    )  # fmt: skip
    sure = forms.BooleanField(
        label=gettext_lazy("The same unit on purpose, for example husband and wife"),
        required=False, widget=forms.HiddenInput,
    )  # fmt: skip

    def __init__(self, *args: Any, row: Opportunity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("partner", Partner), ("project", Project)):
            kept = Q(pk=getattr(row, f"{name}_id") or 0)
            rows = model._default_manager.filter(Q(is_active=True) | kept)
            self.fields[name].queryset = rows.order_by("name", "pk")  # type: ignore[attr-defined]
        projects: Any = self.fields["project"]
        projects.queryset = projects.queryset.select_related("partner")

    def ask_whether_sure(self, words: str) -> None:
        """Say who has the unit, and offer to go on all the same."""
        self.fields["sure"].widget = forms.CheckboxInput()
        self.add_error("unit", words)


class PartnerView(FormView):
    """Which partner brought it and which unit it is about."""

    title = gettext_lazy("Partner and unit")
    verb = gettext_lazy("Save")

    def rows(self) -> Any:
        """Return the opportunities with what is named already."""
        return super().rows().select_related("partner", "project", "unit")

    def form(self, data: Any = None) -> NamingForm:
        """Build the form for this opportunity."""
        return NamingForm(data, row=self.object, initial=self.initial())

    def initial(self) -> dict[str, Any]:
        """Start with what is saved."""
        row = self.object
        return {
            "partner": row.partner.public_id if row.partner else "",
            "project": row.project.public_id if row.project else "",
            "unit": row.unit.label if row.unit else "",
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save; a unit that somebody else names is shown before it is taken as well."""
        try:
            return super().post(request, **kwargs)
        except UnitTaken as taken:
            form = self.form(request.POST)
            form.full_clean()
            form.ask_whether_sure(taken.words)
            return self.page(form, 422)

    def save(self, form: forms.Form) -> str:
        """Call the service."""
        named = Named(*(form.cleaned_data[name] for name in ("partner", "project", "unit")))
        name_partner(
            self.object, named, version=self.version(), actor=self.user, now=self.now,
            is_sure=form.cleaned_data["sure"],
        )  # fmt: skip
        return self.detail_url

    def pairs(self, form: forms.Form, current: Opportunity) -> list[Pair]:
        """Compare all three."""
        mine, none = form.cleaned_data, "–"
        return [
            (
                "partner",
                _("Business partner"),
                str(mine["partner"] or none),
                str(current.partner or none),
            ),
            ("project", _("Project"), str(mine["project"] or none), str(current.project or none)),
            ("unit", _("Unit"), mine["unit"] or none, str(current.unit or none)),
        ]
