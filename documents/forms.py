"""Forms about papers: shape only, the rules live in `documents.services`."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.fields import DayField
from documents.models import DocumentType, Employment
from org.access.roles import Role
from org.models import User
from prospects.models import Opportunity
from prospects.opportunity_forms import DatedForm

SEES_TO_IT = (Role.OFFICER, Role.TEAM_LEAD, Role.CREDIT_ADMINISTRATION, Role.BRANCH_HEAD)


class ReceiveForm(DatedForm):
    """When the paper came in, and what decides until when it holds."""

    received_on = DayField(label=_("Came in on"))
    issued_on = DayField(label=_("Date on the paper"), required=False)
    expires_on = DayField(label=_("Valid until"))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, kind: DocumentType, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not kind.validity_months:
            del self.fields["issued_on"]
        else:
            self.fields["issued_on"].required = True
            self.fields["issued_on"].help_text = _("Valid for %(n)d months from this day.") % {
                "n": kind.validity_months
            }
        if not kind.has_expiry:
            del self.fields["expires_on"]
        else:
            self.fields["expires_on"].required = False
            self.fields["expires_on"].help_text = _("As the paper says. Empty: no last day.")


class RejectForm(forms.Form):
    """Why the paper will not do."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, widget=forms.Textarea({"rows": 3}),
        help_text=_("The customer is asked for another paper with these words."),
        error_messages={"required": _("Write why.")},
    )  # fmt: skip


class PersonField(forms.ModelChoiceField):
    """A colleague by his public id."""

    def label_from_instance(self, obj: Any) -> str:
        """Return name and position."""
        return f"{obj.full_name} · {obj.get_role_display()}"


class DeferForm(DatedForm):
    """Until when the paper may follow, who sees to it, and why."""

    due_on = DayField(label=_("Follows by"), help_text=_("Day, month, year: 18/12/2026."))
    responsible = PersonField(
        label=_("Who sees to it"), queryset=User.objects.none(), to_field_name="public_id",
        empty_label=None, error_messages={"required": _("Choose a person.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), max_length=200, widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Write why.")},
    )  # fmt: skip

    def __init__(self, *args: Any, opportunity: Opportunity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        branch = opportunity.branch
        here = Q(branch__in=[key for key in (branch.pk, branch.parent_id) if key])
        people = User.objects.filter(here, is_active=True, role__in=SEES_TO_IT)
        owner = User.objects.filter(pk=opportunity.owner_id, is_active=True)
        cast(PersonField, self.fields["responsible"]).queryset = (people | owner).order_by(
            "full_name"
        )


class EmploymentForm(forms.Form):
    """How the applicant earns his living."""

    employment = forms.ChoiceField(
        choices=[(one.value, one.label) for one in Employment if one != Employment.COMPANY],
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one.")},
    )
