"""The plan with a key customer: aim and rhythm."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.versioning import StaleError
from org.administration.conflict import raw, shown
from prospects.models import RelationshipPlan
from prospects.needs.forms import PlanForm
from prospects.needs.services import PLAN_FIELDS, write_plan
from prospects.views.people.below import AddBelow, page_of


class PlanEditView(AddBelow):
    """Writes the plan, or its first version."""

    title = gettext_lazy("Plan with this customer")

    def form(self, data: Any = None) -> PlanForm:
        """Return the form with what is written; version 0 means nothing is."""
        rows = RelationshipPlan.objects.visible_to(self.user)
        return self.filled(rows.filter(prospect=self.object).first(), data)

    def filled(self, row: RelationshipPlan | None, data: Any = None) -> PlanForm:
        """Return the form that starts from `row`."""
        initial = {name: getattr(row, name) for name in (*PLAN_FIELDS, "version")} if row else {}
        return PlanForm(data, today=self.today, initial=initial or {"version": 0})

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Save, or show both texts when somebody wrote meanwhile."""
        try:
            return super().post(request, public_id)
        except StaleError as error:
            return self.conflict(self.form(request.POST), error.current)

    def work(self, form: PlanForm) -> str:
        """Write it."""
        data = form.cleaned_data
        values = {name: data[name] for name in PLAN_FIELDS}
        write_plan(self.object, values, version=data["version"], actor=self.user, now=self.now)
        return page_of(self.object)

    def conflict(self, form: PlanForm, current: Any) -> HttpResponse:
        """Answer 409 with both."""
        saved = self.filled(current)
        differing = [name for name in PLAN_FIELDS if shown(form[name]) != shown(saved[name])]
        context = {
            "headline": _("Somebody changed this meanwhile. Review before saving."),
            "fields": [
                {
                    "name": name, "label": form[name].label, "raw": raw(form[name]),
                    "yours": shown(form[name]), "theirs": shown(saved[name]),
                }
                for name in differing
            ],
            "hidden": [(name, raw(form[name])) for name in PLAN_FIELDS if name not in differing],
            "action": self.request.path,
            "version": current.version,
            "current_url": page_of(self.object),
            "prospect": self.object,
        }  # fmt: skip
        return render(self.request, "prospects/prospect_conflict.html", context, status=409)
