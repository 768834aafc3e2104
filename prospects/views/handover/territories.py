"""Who covers the place that was typed: a proposal below the field of quick add."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from org.access.permissions import Permission as P
from org.access.views import PortalView
from org.models import User
from prospects.forms import area_code_of
from prospects.officers import possible_owners
from prospects.territories import Proposal, proposal

HINT = "prospects/handover/hint.html"


def may_give(user: User, officer: User) -> bool:
    """Tell whether a new prospect may be recorded in this officer's name."""
    return user.may(P.PROSPECT_REASSIGN) and possible_owners(user).filter(pk=officer.pk).exists()


def hint(found: Proposal | None, user: User, chosen: str = "") -> dict[str, object]:
    """Return the sentence and, for whoever may hand over, the box that gives it to the officer."""
    officer = found.officer if found else None
    is_other = officer is not None and officer.pk != user.pk
    may = bool(is_other and officer and may_give(user, officer))
    return {"covered": found, "officer": officer, "is_other": is_other, "may_give": may,
            "chosen": chosen}  # fmt: skip


class TerritoryHintView(PortalView):
    """The proposal while the form is filled in; a place of another branch says nothing."""

    permission = P.PROSPECT_ADD

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the hint, empty where nobody in reach covers the place."""
        try:
            code = area_code_of(request.GET.get("area", "")[:120])
        except forms.ValidationError:
            code = ""
        return render(request, HINT, hint(proposal(code, self.user), self.user))
