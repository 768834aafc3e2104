"""Forms of SLIK: the request and its result."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import DayField
from prospects.finance.forms import FacilityForm
from prospects.finance.slik_file import MAX_BYTES
from prospects.models import Facility
from prospects.models.finance import Person


class RequestForm(forms.Form):
    """About whom and what for."""

    whose = forms.ChoiceField(
        label=_("About whom"),
        choices=[(p.value, p.label) for p in (Person.DEBTOR, Person.SPOUSE)],
    )
    purpose = forms.CharField(label=_("Purpose"), max_length=160)


class ResultForm(forms.Form):
    """Position and number of the report, and its file."""

    MOST: ClassVar[int] = MAX_BYTES
    position_on = DayField(label=_("Position of the data"), help_text=_("Day, month, year"))
    reference = forms.CharField(label=_("Number of the report"), max_length=60, required=False)
    file = forms.FileField(
        label=_("File (JSON or CSV)"), required=False,
        help_text=_("Without a file: nothing is recorded there, or facilities are typed in next."),
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        position: Any = self.fields["position_on"]
        position.today = today

    @property
    def first(self) -> list[forms.BoundField]:
        """All questions: none is folded away."""
        return list(self)

    @property
    def rest(self) -> list[forms.BoundField]:
        """Nothing."""
        return []


class SlikFacilityForm(FacilityForm):
    """One facility as SLIK says it: nothing of it is ours to judge."""

    months = forms.CharField(
        label=_("Kol of the past months"), max_length=40, required=False,
        help_text=_("The newest month first, one digit each, - without data: 111211."),
    )  # fmt: skip
    folded: ClassVar[tuple[str, ...]] = ("instalment", "rate", "ends_on", "months")
    collectibility_reason = None  # type: ignore[assignment]

    class Meta:
        model = Facility
        fields = (
            "lender", "kind", "plafon", "outstanding", "collectibility", "days_past_due",
            "instalment", "rate", "ends_on",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instalment"].required = False
        self.fields["collectibility"].required = True
        self.fields["collectibility"].help_text = _("1 to 5, as SLIK says.")

    def clean(self) -> dict[str, Any]:
        """SLIK's word counts, whatever the days indicate."""
        return dict(forms.ModelForm.clean(self) or self.cleaned_data)

    def clean_months(self) -> str:
        """Return the digits alone."""
        text = re.sub(r"[\s,|]+", "", str(self.cleaned_data["months"]))
        if not re.fullmatch(r"[1-5-]{0,24}", text):
            raise forms.ValidationError(_("Up to 24 digits from 1 to 5, or -."))
        return text

    def values(self) -> dict[str, Any]:
        """Return what the row takes."""
        values = super().values()
        amounts = ("plafon", "outstanding", "instalment")
        return values | {name: values[name] or Decimal(0) for name in amounts}
