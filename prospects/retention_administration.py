"""The retention rules in the administration: what has begun stays, a change begins on its day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import DayField
from core.formats import date_words
from core.paging import Order
from org.access.permissions import Permission as P
from org.administration.page import AdminPage, Column, Filter, Stamp
from prospects.models import RetentionRule
from prospects.privacy.retention import AT_LEAST, AT_MOST


class RetentionRuleForm(forms.ModelForm):
    """Class, amount, first day."""

    valid_from = DayField(label=gettext_lazy("Holds from"))

    class Meta:
        model = RetentionRule
        fields = ("code", "amount", "valid_from")

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        day: Any = self.fields["valid_from"]
        day.today = today
        if self.instance.pk:
            self.fields["code"].disabled = True
            if self.instance.valid_from <= today:
                for field in self.fields.values():
                    field.disabled = True

    def clean(self) -> dict[str, Any]:
        """Refuse more than the house keeps, and a rule that would have begun."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        most = AT_MOST.get(data.get("code", ""), 0)
        if most and not 0 < data.get("amount", 0) <= most:
            text = _("At most %(n)d days: the nightly clean-up keeps these no longer.")
            self.add_error("amount", ValidationError(text % {"n": most}))
        least = AT_LEAST.get(data.get("code", ""), 0)
        if 0 < data.get("amount", 0) < least:
            text = _("At least %(n)d months.")
            self.add_error("amount", ValidationError(text % {"n": least}))
        day = data.get("valid_from")
        if day is not None and day <= self.today:
            self.add_error(
                "valid_from", ValidationError(_("A rule begins tomorrow at the earliest."))
            )
        return data


class RetentionRulesPage(AdminPage):
    """Every rule, past, in force and coming."""

    slug = "retentionrule"
    namespace = "prospects"
    model = RetentionRule
    form_class = RetentionRuleForm
    permission = P.RIGHTS_DECIDE
    title = gettext_lazy("Retention")
    add_label = gettext_lazy("New rule")
    order = Order("code", "code")
    columns = (
        Column(gettext_lazy("Class"), lambda row: row.get_code_display()),
        Column(
            gettext_lazy("Kept for"),
            lambda row: str(row.amount) if row.amount else _("for ever"),
            is_figure=True,
        ),
        Column(gettext_lazy("Holds from"), lambda row: date_words(row.valid_from)),
    )
    filters = (
        Filter("code", gettext_lazy("Class"), lambda: RetentionRule.Code.choices,
               lambda rows, value: rows.filter(code=value)),
    )  # fmt: skip
    actions_template = "prospects/privacy/retention_link.html"
    foot = gettext_lazy("A rule that has begun stays; a change is a new rule from its day.")

    def form(self, data: Any = None, instance: Any = None) -> forms.ModelForm:
        """Return the form for today."""
        return RetentionRuleForm(data, instance=instance, today=self.today)

    def change(self, row: Any, expected: int, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Change a rule that has not begun. Raises StaleError for an old version."""
        if row.valid_from <= self.today:
            raise ValidationError(_("A rule that has begun stays. Add a new one."))
        return super().change(row, expected, form, stamp)
