"""Forms of SLIK: the request and its result."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import DayField
from prospects.finance.slik_file import MAX_BYTES
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
        help_text=_("Without a file the result is that nothing is recorded."),
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
