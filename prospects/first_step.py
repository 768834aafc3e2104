"""The first follow-up of a new prospect: planned by itself, or as the officer chose before Save."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import DayField
from core.formats import hour, short_date

CALL = "call"
CHANNELS = (
    (CALL, _("Call")),
    ("visit", _("Visit")),
    ("whatsapp", _("WhatsApp")),
    ("meeting", _("Meeting")),
)
HOURS = [time(h, m) for h in range(7, 20) for m in (0, 30)] + [time(20)]


@dataclass(frozen=True)
class FirstStep:
    """How and when the first contact is made; without an hour it waits from 09.00 on."""

    channel: str
    due_on: date
    hour: time | None = None

    @property
    def what(self) -> str:
        """Return *kunjungan*."""
        label = str(dict(CHANNELS)[self.channel])
        return label if self.channel == "whatsapp" else label.lower()

    @property
    def when(self) -> str:
        """Return *Kam 19 Nov, 14.00*."""
        day = short_date(self.due_on)
        return f"{day}, {hour(self.hour)}" if self.hour else day


class FirstStepFields(forms.Form):
    """Three answers that may all stay as they are. A form with it sets `today`."""

    step_channel = forms.ChoiceField(
        label=_("How"), choices=CHANNELS, required=False,
        widget=forms.Select({"class": "form-select", "data-no-draft": ""}),
    )  # fmt: skip
    step_on = DayField(
        label=_("Other date"), required=False,
        widget=forms.TextInput({"type": "date", "class": "form-control", "data-no-draft": ""}),
    )  # fmt: skip
    step_hour = forms.ChoiceField(
        label=_("Hour"), required=False,
        choices=[("", _("no hour")), *((f"{at:%H:%M}", f"{at:%H.%M}") for at in HOURS)],
        widget=forms.Select({"class": "form-select", "data-no-draft": ""}),
    )  # fmt: skip

    def clean_step_on(self) -> date | None:
        """Refuse a day that is over."""
        day: date | None = self.cleaned_data["step_on"] or None
        if day and day < cast(DayField, self.fields["step_on"]).today:  # type: ignore[operator]
            raise forms.ValidationError(_("Choose today or a later day."))
        return day

    @property
    def has_step(self) -> bool:
        """Whether a choice was made, or refused, so that the choices stand open."""
        return self.is_bound and (
            bool(self.data.get("step_on") or self.data.get("step_hour"))
            or self.data.get("step_channel", CALL) != CALL
        )

    def step_fields(self) -> list[forms.BoundField]:
        """Return the three fields in the order of the page."""
        return [self[name] for name in ("step_channel", "step_on", "step_hour")]

    def first_step(self, usual: date) -> FirstStep | None:
        """Return what was chosen, on the `usual` day unless another; None for the usual call."""
        data: dict[str, Any] = self.cleaned_data
        chosen = FirstStep(
            channel=data.get("step_channel") or CALL,
            due_on=data.get("step_on") or usual,
            hour=time.fromisoformat(data["step_hour"]) if data.get("step_hour") else None,
        )
        return None if chosen == FirstStep(CALL, usual) else chosen
