"""Regions (*kantor wilayah*)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from org.administration.page import AdminPage, Column
from org.models import Region


class RegionForm(forms.ModelForm):
    """Code and name."""

    class Meta:
        model = Region
        fields = ("code", "name")


class RegionsPage(AdminPage):
    """The regions of the bank; branches belong to them."""

    slug = "region"
    model = Region
    form_class = RegionForm
    title = _("Regions")
    add_label = _("New region")
    columns = (
        Column(_("Name"), lambda row: row.name, sub=lambda row: row.code),
        Column(_("Branches"), lambda row: str(row.branch_count), is_figure=True),
    )
    search_fields = ("code", "name")
    actions_template = "org/branch_links.html"

    def rows(self) -> QuerySet[Any]:
        """Return the regions with how many branches each has."""
        return Region.objects.annotate(branch_count=Count("branches"))
