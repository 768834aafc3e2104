"""Forms about what a person asks: shape only, the rules live in `prospects.rights`."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.fields import DayField
from prospects.consent_forms import refuse_later
from prospects.models import DataRequest, WithdrawalMedium


class RequestForm(forms.Form):
    """What is asked, how and when it came: the clock runs from that hour."""

    kind = forms.ChoiceField(
        label=_("What is asked for"), choices=DataRequest.Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is asked for.")},
    )  # fmt: skip
    medium = forms.ChoiceField(
        label=_("How it came"), choices=WithdrawalMedium.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it came.")},
    )  # fmt: skip
    received_on = DayField(label=_("Came on"), max_length=20)
    received_hour = forms.CharField(
        label=_("Hour"), max_length=5, help_text=_("The 72 hours run from here, such as 16.30.")
    )
    by_whom = forms.CharField(label=_("Asked by, if not himself"), max_length=120, required=False)
    detail = forms.CharField(
        label=_("What exactly"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        today: date = now.date()
        day: Any = self.fields["received_on"]
        day.today, day.check = today, lambda given: refuse_later(given, today)
        day.initial = today
        self.fields["received_hour"].initial = f"{now:%H.%M}"

    def clean_received_hour(self) -> time:
        """Read `16.30` or `16:30`."""
        found = re.fullmatch(r"(\d{1,2})[.:](\d{2})", self.cleaned_data["received_hour"].strip())
        if found and int(found[1]) < 24 and int(found[2]) < 60:
            return time(int(found[1]), int(found[2]))
        raise ValidationError(_("Write the hour as 16.30."))

    @property
    def received_at(self) -> datetime:
        """The moment on the branch's clock; the minute that runs counts as now."""
        data = self.cleaned_data
        given = datetime.combine(data["received_on"], data["received_hour"], self.now.tzinfo)
        return min(given, self.now) if given.date() == self.now.date() else given


class AnswerForm(forms.Form):
    """What was told to the person."""

    answer = forms.CharField(
        label=_("What was told to the person"), max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write what was told to the person.")},
    )  # fmt: skip
