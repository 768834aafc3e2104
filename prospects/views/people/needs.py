"""Forms about needs of a customer and what other banks offered him."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from org.access.permissions import Permission as P
from org.access.views import PortalView
from prospects.models import Need, RivalOffer
from prospects.needs import services
from prospects.needs.forms import NeedForm, RivalForm
from prospects.needs.panel import rival_words
from prospects.views.people.below import AddBelow, ChangeBelow, RemoveBelow, page_of


def _values(form: forms.Form) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}


class NeedAddView(AddBelow):
    """Another need."""

    title = gettext_lazy("Add a need")

    def form(self, data: Any = None) -> NeedForm:
        """Return the form; a new need is still needed."""
        form = NeedForm(data, today=self.today)
        form.fields["state"].widget = forms.HiddenInput()
        return form

    def work(self, form: NeedForm) -> str:
        """Add it."""
        services.add_row(Need, self.object, _values(form), actor=self.user, now=self.now)
        return page_of(self.object)


class NeedChangeView(ChangeBelow):
    """One need."""

    model = Need
    title = gettext_lazy("Change a need")
    names = services.NEED_FIELDS
    url_name = "prospects:need"

    def form(self, *args: Any, **kwargs: Any) -> NeedForm:
        """Build the form for today."""
        return NeedForm(*args, today=self.today, **kwargs)

    def work(self, form: NeedForm, version: int) -> None:
        """Change it."""
        services.change_row(
            self.object, _values(form), version=version, actor=self.user, now=self.now
        )


class NeedRemoveView(RemoveBelow):
    """Takes a need away."""

    model = Need
    remove = services.remove_row


class RivalAddView(AddBelow):
    """What another bank offered."""

    title = gettext_lazy("Add an offer of another bank")

    def form(self, data: Any = None) -> RivalForm:
        """Return the form, with today as the day."""
        return RivalForm(data, today=self.today)

    def work(self, form: RivalForm) -> str:
        """Add it."""
        services.add_row(RivalOffer, self.object, _values(form), actor=self.user, now=self.now)
        return page_of(self.object)


class RivalChangeView(ChangeBelow):
    """One offer of another bank."""

    model = RivalOffer
    title = gettext_lazy("Change an offer of another bank")
    names = services.RIVAL_FIELDS
    url_name = "prospects:rival"

    def form(self, *args: Any, **kwargs: Any) -> RivalForm:
        """Build the form for today."""
        return RivalForm(*args, today=self.today, **kwargs)

    def work(self, form: RivalForm, version: int) -> None:
        """Change it."""
        services.change_row(
            self.object, _values(form), version=version, actor=self.user, now=self.now
        )


class RivalRemoveView(RemoveBelow):
    """Takes such an offer away."""

    model = RivalOffer
    remove = services.remove_row


class MarketView(PortalView):
    """What other banks offer around here, as the officers in reach heard it; without customers."""

    permission = P.PROSPECT_VIEW
    KEPT = timedelta(days=180)
    MOST = 100

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the newest offers of half a year."""
        rows = RivalOffer.objects.visible_to(self.user).filter(
            seen_on__gte=self.today - self.KEPT
        ).select_related("owner", "branch").order_by("-seen_on", "-pk")[: self.MOST]  # fmt: skip
        found = [
            rival_words(row, self.today) | {"who": f"{row.owner.full_name}, {row.branch.name}"}
            for row in rows
        ]
        return render(request, "prospects/market.html", {"rows": found})
