"""The shape of what people enter about steps."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import DayField
from followups.outcomes import OUTCOMES, Channel, Purpose
from followups.services import Step

FIRST_HOUR, LAST_HOUR = 7, 20
HOURS = [time(h, m) for h in range(FIRST_HOUR, LAST_HOUR) for m in (0, 30)] + [time(LAST_HOUR)]


class DateInput(forms.DateInput):
    """The phone's own calendar; it sends year first, which the field reads as well."""

    input_type = "date"


class StepForm(forms.Form):
    """Channel, day, hour and words of a step. A date typed in wins over a tapped day."""

    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices, widget=forms.RadioSelect)
    day = forms.ChoiceField(label=_("Day"), required=False, widget=forms.RadioSelect)
    due_on = DayField(
        label=_("Other date"), required=False, widget=DateInput(attrs={"class": "form-control"})
    )
    hour = forms.ChoiceField(
        label=_("Hour"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    subject = forms.CharField(
        label=_("What to do"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, today: date, days: Iterable[tuple[date, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["due_on"]).today = today
        self.set_choices("day", [(day.isoformat(), words) for day, words in days])
        hours = [(f"{at:%H:%M}", f"{at:%H.%M}") for at in HOURS]
        self.set_choices("hour", [("", _("no hour")), *hours])

    def set_choices(self, name: str, choices: list[Any]) -> None:
        """Give a choice field what may be chosen today."""
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def clean(self) -> dict[str, Any]:
        """Settle the day: a typed date, else a tapped one."""
        data = super().clean() or {}
        if not data.get("due_on") and "due_on" not in self.errors:
            if not data.get("day"):
                self.add_error("due_on", _("Choose a day."))
            else:
                data["due_on"] = date.fromisoformat(data["day"])
        return data

    def step(self) -> Step:
        """Return the step of a valid form; words of the officer's own replace the portal's."""
        data = self.cleaned_data
        subject = data.get("subject", "")
        purpose = Purpose.VISIT if data["channel"] == Channel.VISIT else Purpose.CALL
        has_words = subject or data["channel"] not in {Channel.VISIT, Channel.CALL}
        return Step(
            channel=data["channel"],
            due_on=data["due_on"],
            hour=time.fromisoformat(data["hour"]) if data.get("hour") else None,
            purpose="" if has_words else purpose,
            subject=subject,
        )


class AmendForm(StepForm):
    """What the sheet *Ubah catatan* asks: outcome, note and the next step."""

    outcome = forms.ChoiceField(label=_("Outcome"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, made_by: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(outcome.code, outcome.label) for outcome in OUTCOMES[made_by]]
        self.set_choices("outcome", rows)
